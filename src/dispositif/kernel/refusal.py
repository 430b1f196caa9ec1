"""The one family of refusals: defined where they are raised, put into words once per door."""

from collections.abc import Callable, Mapping


def phrase(text: str) -> str:
    """Mark an English sentence for translation; the door that shows it translates it."""
    return text


class Refusal(Exception):
    """What was asked cannot be done, for a reason that its author can act upon.

    `code` is stable and dotted (`documents.stale`); `reason` an English sentence marked by
    `phrase`, with `%(name)s` for its `facts`; `field` the form field or parameter at fault.
    """

    def __init__(self, code: str, reason: str, field: str = "", **facts: object) -> None:
        self.code = code
        self.reason = reason
        self.field = field
        self.facts = facts
        super().__init__(code, reason, field)

    def __str__(self) -> str:
        return self.said(self.reason)

    def said(self, reason: str, translated: Callable[[str], str] = str) -> str:
        """The given wording of the reason (a translation of it) with this refusal's facts."""
        return worded(reason, self.facts, translated)


def worded(reason: str, facts: Mapping[str, object], translated: Callable[[str], str] = str) -> str:
    """A sentence with its facts; those that are words are translated, a tuple of them one by one."""
    said = {name: _fact(fact, translated) for name, fact in facts.items()}
    return reason % said if said else reason


def _fact(fact: object, translated: Callable[[str], str]) -> object:
    if isinstance(fact, tuple):
        return ", ".join(translated(str(word)) for word in fact)
    return translated(fact) if isinstance(fact, str) and fact else fact
