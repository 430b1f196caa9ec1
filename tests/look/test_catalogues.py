"""Catalogues: what is found, what is kept, and that the frame itself is translated in full."""

import gettext
from pathlib import Path

import pytest

from dispositif.look import catalogues

CODE = """
from x import gettext as _, phrase, ngettext, pgettext
_("One") ; phrase("Two of "
"a kind") ; ngettext("%(n)s text", "%(n)s texts", 3) ; pgettext("verb", "State") ; _(computed)
"""
PAGE = """{% extends "x" %}
  {% block a %}{% translate "Three" %}{% component "x" label=_("Four") %}
      {% blocktranslate with a=b trimmed %}
        Five {{ a }}
      {% endblocktranslate %}{% endblock %}
"""


@pytest.fixture
def package(tmp_path: Path) -> Path:
    pages = tmp_path / "room" / "templates" / "room"
    pages.mkdir(parents=True)
    (tmp_path / "room" / "views.py").write_text(CODE)
    (pages / "page.html").write_text(PAGE)
    return tmp_path


@pytest.fixture
def po(tmp_path: Path) -> Path:
    place = tmp_path / "fr" / "LC_MESSAGES" / "django.po"
    place.parent.mkdir(parents=True)
    place.write_text(catalogues.files()[0].read_text())
    return place


def test_sentences_are_found_in_code_and_templates(package: Path) -> None:
    assert catalogues.extract(package) == {
        (None, "One"),
        (None, "Two of a kind"),
        (None, ("%(n)s text", "%(n)s texts")),
        ("verb", "State"),
        (None, "Three"),
        (None, "Four"),
        (None, "Five %(a)s"),
    }


def test_updating_keeps_translations_and_is_stable(po: Path) -> None:
    once = catalogues.updated(po)
    po.write_text(once)
    assert catalogues.updated(po) == once
    assert 'msgstr "Du paragraphe à la preuve"' in once


def test_updating_drops_what_nobody_says_any_more(po: Path) -> None:
    po.write_text(po.read_text() + '\nmsgid "Nobody says this"\nmsgstr "Personne ne dit cela"\n')
    assert "Nobody says this" not in catalogues.updated(po)


def test_a_compiled_catalogue_speaks(po: Path) -> None:
    made = catalogues.compiled(po)
    assert made == catalogues.compiled(po)
    po.with_suffix(".mo").write_bytes(made)
    with po.with_suffix(".mo").open("rb") as stream:
        assert gettext.GNUTranslations(stream).gettext("Next") == "Page suivante"


def test_what_is_missing_is_named(po: Path) -> None:
    po.write_text(po.read_text().replace('msgstr "Page suivante"', 'msgstr ""'))
    assert "Next" in catalogues.missing(po)


def test_the_frame_is_translated_in_full() -> None:
    own = {said for _, said in catalogues.extract(catalogues.PACKAGE / "look")}
    for po in catalogues.files():
        assert own.isdisjoint(catalogues.missing(po))


@pytest.fixture
def french(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """The French catalogue, in a place of its own."""
    po = tmp_path / "fr" / "LC_MESSAGES" / "django.po"
    po.parent.mkdir(parents=True)
    po.write_text(next(file for file in catalogues.files() if "fr" in file.parts).read_text(encoding="utf-8"))
    monkeypatch.setattr(catalogues, "files", lambda: [po])
    return po


def test_the_three_tasks(french: Path, capsys: pytest.CaptureFixture[str]) -> None:
    assert catalogues.main("check") == 1
    assert "django.mo is not up to date" in capsys.readouterr().out
    assert catalogues.main("compile") == 0
    assert catalogues.main("check") == 0
    text = french.read_text(encoding="utf-8")
    french.write_text(text.replace('msgid "Documents"\nmsgstr "Documents"', ""), encoding="utf-8")
    assert catalogues.main("check") == 3
    said = capsys.readouterr().out
    assert "not translated: Documents" in said
    assert "run update" in said
    assert catalogues.main("update") == 0
    assert "1 to translate" in capsys.readouterr().out
