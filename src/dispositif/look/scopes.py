"""What a figure is asked about, as people write it: `document:A/RES/61/181`, `instrument:UNTOC`.

A room registers the kinds of record that it knows from its AppConfig; every door reads them here.
"""

from collections.abc import Callable

from dispositif.kernel.figure import Scope
from dispositif.kernel.refusal import Refusal, phrase

Find = Callable[[str], Scope]
"""From what stands behind the colon to the record; refuses what names none."""

_kinds: dict[str, Find] = {}


def register(kind: str, find: Find) -> None:
    """Let a kind of record be asked about; a kind that is taken is a fault of the program."""
    if kind in _kinds:
        raise ValueError(f"two kinds of scope are called {kind}")
    _kinds[kind] = find


def scope_of(said: str) -> Scope:
    """The scope that is named; everything when nothing is."""
    if not said.strip():
        return Scope()
    kind, _, key = said.strip().partition(":")
    if kind not in _kinds or not key.strip():
        raise Refusal(
            "figures.no_such_scope",
            phrase("“%(said)s” names no record: write, for instance, document:A/RES/61/181 or entity:UNODC."),
            field="scope",
            said=said[:80],
        )
    return _kinds[kind](key.strip())


def unknown(key: str) -> Refusal:
    """The refusal of a key that names no record."""
    return Refusal(
        "figures.record_unknown", phrase("Nothing is known of %(key)s."), field="scope", key=key[:80]
    )
