"""What the rule proposes for the acts of a document, beside what a person decided."""

from collections.abc import Iterable
from dataclasses import dataclass
from typing import Any

from dispositif.documents import rules as documents
from dispositif.documents.models import Document, Provision, Reading
from dispositif.mandates import rules
from dispositif.mandates.models import Mandate, SetAside

FIELDS = ("act", "strength", "strength_range", "addressees", "deadline", "recurrence", "report")


@dataclass(frozen=True, slots=True)
class Proposed:
    """One act: what stands of its reading, what the rule makes of it, and what was decided."""

    provision: Provision
    read: dict[str, Any]
    proposal: rules.Proposal
    mandate: Mandate | None
    aside: SetAside | None

    @property
    def open(self) -> bool:
        """Whether the rule proposes something and nobody has decided yet."""
        registers = self.proposal in (rules.Proposal.MANDATE, rules.Proposal.STATES)
        return registers and self.mandate is None and self.aside is None


def reading_of(provision: Provision) -> dict[str, Any]:
    """What stands of the fields that matter here; None where nothing was read."""
    return readings_of([provision])[provision.pk]


def readings_of(provisions: Iterable[Provision]) -> dict[int, dict[str, Any]]:
    """Provision id → field → the value that stands."""
    listed = [one.pk for one in provisions]
    rows = Reading.objects.filter(provision__in=listed, field__in=FIELDS).order_by("pk")
    of_provision: dict[int, list[Reading]] = {one: [] for one in listed}
    for row in rows:
        of_provision[row.provision_id].append(row)
    return {one: _standing(found) for one, found in of_provision.items()}


def _standing(readings: list[Reading]) -> dict[str, Any]:
    latest = documents.latest(readings)
    return {name: documents.stands(latest[name])[0].value if name in latest else None for name in FIELDS}


def timed(read: dict[str, Any]) -> dict[str, Any]:
    """Deadline, recurrence and whether a report is asked for, as a mandate keeps them.

    A report to another body at “its” session is due at a session of that body, not of the one that speaks.
    """
    deadline, report = read["deadline"], read["report"]
    to = (report or {}).get("to") or "A"
    if deadline and deadline["kind"] == "session" and to not in (deadline.get("body", "A"), "GA"):
        deadline = deadline | {"body": to}
    return {"deadline": deadline, "recurrence": read["recurrence"], "asks_report": report is not None}


def proposals(document: Document) -> list[Proposed]:
    """Every act of a document in the order of the text."""
    acts = document.provisions.filter(act__gt=0).order_by("place", "act").select_related("document")
    return of_provisions(list(acts))


def of_provisions(acts: list[Provision]) -> list[Proposed]:
    """The same for given acts."""
    read = readings_of(acts)
    mandates = {
        one.provision_id: one for one in Mandate.objects.filter(provision__in=acts).select_related("owner")
    }
    asides = {one.provision_id: one for one in SetAside.objects.filter(provision__in=acts)}
    return [
        Proposed(one, read[one.pk], _proposal(one, read[one.pk]), mandates.get(one.pk), asides.get(one.pk))
        for one in acts
    ]


def _proposal(one: Provision, read: dict[str, Any]) -> rules.Proposal:
    return rules.proposed(
        part=one.part,
        strength=read["strength"],
        strength_range=read["strength_range"],
        addressees=read["addressees"] or (),
    )
