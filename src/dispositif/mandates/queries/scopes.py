"""What a figure is asked about, as people write it: `document:A/RES/61/181`, `entity:UNODC`, `theme:TIP`."""

from collections.abc import Callable
from uuid import UUID

from dispositif.documents.queries import find
from dispositif.kernel.figure import Scope
from dispositif.kernel.refusal import Refusal, phrase
from dispositif.kernel.symbol import Symbol
from dispositif.mandates.models import Mandate
from dispositif.world import queries as world


def scope_of(said: str) -> Scope:
    """The scope that is named; everything when nothing is."""
    if not said.strip():
        return Scope()
    kind, _, key = said.strip().partition(":")
    if kind not in KINDS or not key:
        raise Refusal(
            "figures.no_such_scope",
            phrase("“%(said)s” names no record: write, for instance, document:A/RES/61/181 or entity:UNODC."),
            field="scope",
            said=said[:80],
        )
    return KINDS[kind](key.strip())


def _document(key: str) -> Scope:
    document = find(Symbol.parse(key).slug) if "/" in key else find(key)
    if document is None:
        raise _unknown(key)
    return Scope("document", document.uuid, document.symbol)


def _entity(key: str) -> Scope:
    entity = world.entity(key)
    return Scope("entity", entity.uuid, entity.code)


def _theme(key: str) -> Scope:
    theme = world.theme(key)
    return Scope("theme", theme.uuid, theme.code)


def _mandate(key: str) -> Scope:
    try:
        uuid = UUID(key)
    except ValueError:
        raise _unknown(key) from None
    mandate = Mandate.objects.filter(uuid=uuid).select_related("provision__document").first()
    if mandate is None:
        raise _unknown(key)
    return Scope("mandate", mandate.uuid, mandate.as_party().label)


KINDS: dict[str, Callable[[str], Scope]] = {
    "document": _document,
    "entity": _entity,
    "theme": _theme,
    "mandate": _mandate,
}


def _unknown(key: str) -> Refusal:
    return Refusal(
        "figures.record_unknown", phrase("Nothing is known of %(key)s."), field="scope", key=key[:80]
    )
