"""The records of mandates, and of what they rest on, that a figure can be asked about."""

from uuid import UUID

from dispositif.documents.queries import find
from dispositif.kernel.figure import Scope
from dispositif.kernel.symbol import Symbol
from dispositif.look.scopes import register, unknown
from dispositif.mandates.models import Mandate
from dispositif.world import queries as world


def _document(key: str) -> Scope:
    document = find(Symbol.parse(key).slug) if "/" in key else find(key)
    if document is None:
        raise unknown(key)
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
        raise unknown(key) from None
    mandate = Mandate.objects.filter(uuid=uuid).select_related("provision__document").first()
    if mandate is None:
        raise unknown(key)
    return Scope("mandate", mandate.uuid, mandate.as_party().label)


def register_all() -> None:
    """Put the kinds of this room into the registry; called once, when the program starts."""
    for kind, find_one in (
        ("document", _document), ("entity", _entity), ("theme", _theme), ("mandate", _mandate),
    ):  # fmt: skip
        register(kind, find_one)
