"""From what a browser sends to the values that actions take."""

from collections.abc import Iterable
from datetime import date
from uuid import UUID

from django.http import QueryDict

from dispositif.documents.models import Document, Provision
from dispositif.documents.queries import find
from dispositif.kernel.refusal import Refusal, phrase
from dispositif.kernel.symbol import Symbol
from dispositif.mandates.rules import Kind, Status
from dispositif.world import queries as world
from dispositif.world.models import Entity, Theme


def day(sent: QueryDict, name: str) -> date:
    """A day that must be there."""
    found = day_or_none(sent, name)
    if found is None:
        raise Refusal("mandates.day_missing", phrase("A day is needed, as in 2007-09-01."), field=name)
    return found


def day_or_none(sent: QueryDict, name: str) -> date | None:
    """A day, or None where nothing was sent; refuses what is no day."""
    said = sent.get(name, "").strip()
    try:
        return date.fromisoformat(said) if said else None
    except ValueError:
        raise Refusal(
            "mandates.not_a_day",
            phrase("“%(said)s” is not a day: write year, month and day, as in 2007-09-01."),
            field=name,
            said=said[:40],
        ) from None


def identifier(said: str) -> UUID:
    """The identifier that was sent; what is none finds nothing."""
    try:
        return UUID(said)
    except ValueError:
        return UUID(int=0)


def seen(sent: QueryDict) -> int:
    """The revision that the author looked at; -1 where it was lost, which every action refuses."""
    said = sent.get("seen", "")
    return int(said) if said.isdecimal() and len(said) < 9 else -1


def owner(sent: QueryDict) -> Entity | None:
    """The one owner named, or nobody."""
    named = [code for code in sent.getlist("owner") if code]
    if len(named) > 1:
        raise Refusal(
            "mandates.two_owners",
            phrase("A mandate has one owner; %(named)s were named. The others may support it."),
            field="owner",
            named=", ".join(named),
        )
    return world.entity(named[0]) if named else None


def entities(codes: Iterable[str]) -> list[Entity]:
    """The entities of these codes."""
    return [world.entity(code) for code in codes if code]


def themes(codes: Iterable[str]) -> list[Theme]:
    """The themes of these codes."""
    return [world.theme(code) for code in codes if code]


def status(sent: QueryDict) -> Status:
    """A status of the table."""
    said = sent.get("status", "")
    if said not in list(Status):
        raise Refusal(
            "mandates.no_status", phrase("There is no status “%(said)s”."), field="status", said=said[:40]
        )
    return Status(said)


def document(symbol: str, field: str) -> Document | None:
    """The document of a symbol that somebody typed; None where nothing was typed."""
    if not symbol.strip():
        return None
    found = find(Symbol.parse(symbol).slug)
    if found is None:
        raise Refusal(
            "mandates.document_unknown",
            phrase("%(symbol)s is not held here: import it, or register it, first."),
            field=field,
            symbol=symbol.strip()[:80],
        )
    return found


def chosen(sent: QueryDict, document: Document) -> list[tuple[Provision, Kind]]:
    """The acts ticked on the page of proposals, each with what it shall be registered as."""
    found = []
    for uuid in sent.getlist("provision"):
        provision = document.provisions.filter(uuid=identifier(uuid)).select_related("document").first()
        kind = sent.get(f"kind-{uuid}", "")
        if provision is None or kind not in list(Kind):
            raise Refusal(
                "mandates.nothing_chosen", phrase("Choose what each act is registered as."), field="provision"
            )
        found.append((provision, Kind(kind)))
    if not found:
        raise Refusal("mandates.nothing_chosen", phrase("Tick at least one act."), field="provision")
    return found
