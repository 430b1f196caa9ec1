"""Words of the French pages."""

from django.utils.translation import gettext, override


def french(words: str) -> str:
    """The words of the French page; untranslated ones would prove nothing."""
    with override("fr"):
        said = gettext(words)
    assert said != words, f"not translated: {words}"
    return said
