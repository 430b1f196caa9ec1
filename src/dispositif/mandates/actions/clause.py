"""Priorities and lineage: what the organs put first, and which clause comes from which; by hand."""

from datetime import date
from typing import Any

from django.db import IntegrityError, connection, transaction

from dispositif.documents.models import Provision
from dispositif.kernel.refusal import Refusal, phrase
from dispositif.mandates import rules
from dispositif.mandates.actions.register import check_stands
from dispositif.mandates.models import Lineage, Priority
from dispositif.mandates.queries.clause import ancestors, place, span_of
from dispositif.mandates.queries.texts import look_at
from dispositif.mandates.spans import before
from dispositif.people.models import Person
from dispositif.trail import actions as trail
from dispositif.world.models import Theme
from dispositif.world.queries import entity

DECIDED = ("RES", "DEC")
"""What an organ adopts; a statement of its president sets no priority."""
OPEN = "unclassified"
LONGEST = 2000


@transaction.atomic
def set_priority(*, theme: Theme, provision: Provision, note: str, by: Person, on: date) -> Priority:
    """Enter that a provision makes a theme a priority: only the Assembly and the Council do that."""
    document = provision.document
    organ = rules.PRINCIPAL.get(document.organ)
    if organ is None or document.kind not in DECIDED:
        raise Refusal(
            "mandates.not_principal",
            phrase(
                "Priorities are set by resolutions and decisions of the General Assembly and of the Economic"
                " and Social Council; %(symbol)s is none."
            ),
            field="symbol",
            symbol=document.symbol,
        )
    check_stands(provision, look_at(provision))
    columns = {"theme": theme, "provision": provision, "organ": entity(organ)}
    try:
        with transaction.atomic():
            row = Priority.objects.create(
                note=note.strip()[:LONGEST], entered_by=by.name, entered_on=on, **columns
            )
    except IntegrityError as error:
        raise Refusal(
            "mandates.priority_twice",
            phrase("Paragraph %(path)s of %(symbol)s is entered for this theme already."),
            field="theme",
            path=provision.path,
            symbol=document.symbol,
        ) from error
    content = _where(provision) | {"theme": theme.code}
    trail.record(what="mandates.priority_set", about=document.as_party(), by=by.as_party(), content=content)
    return row


@transaction.atomic
def withdraw_priority(*, priority: Priority, why: str, by: Person) -> None:
    """Take out an entry that was a slip; the trail keeps that it was there, and why it went."""
    _check_why(why)
    provision, code = priority.provision, priority.theme.code
    if not Priority.objects.filter(pk=priority.pk).delete()[0]:
        raise _gone_meanwhile()
    trail.record(
        what="mandates.priority_withdrawn",
        about=provision.document.as_party(),
        by=by.as_party(),
        content=_where(provision) | {"theme": code},
        why=why[:500],
    )


@transaction.atomic
def join(
    *, earlier: Provision, later: Provision, relation: rules.Relation, note: str, by: Person, on: date
) -> Lineage:
    """Say that a clause comes from an earlier one. The circle is looked for with the table locked."""
    _check_order(earlier, later)
    with connection.cursor() as cursor:
        cursor.execute("LOCK TABLE mandates_lineage IN SHARE ROW EXCLUSIVE MODE")
    _check_new(earlier, later)
    row = Lineage.objects.create(
        earlier=earlier,
        later=later,
        relation=relation,
        note=note.strip()[:LONGEST],
        joined_by=by.name,
        joined_on=on,
    )
    _tell_both(row, by)
    return row


@transaction.atomic
def part(*, lineage: Lineage, why: str, by: Person) -> None:
    """Take out a join that was a slip; the trail keeps it."""
    _check_why(why)
    row = Lineage.objects.select_related("earlier__document", "later__document").filter(pk=lineage.pk).first()
    if row is None:
        raise _gone_meanwhile()
    Lineage.objects.filter(pk=row.pk).delete()
    _tell_both(row, by, parted=why)


def _check_order(earlier: Provision, later: Provision) -> None:
    if earlier.document_id == later.document_id:
        raise Refusal(
            "mandates.same_text",
            phrase("A clause comes from an earlier text; both of these stand in %(symbol)s."),
            field="symbol",
            symbol=earlier.document.symbol,
        )
    if before(span_of(later.document), span_of(earlier.document)):
        raise Refusal(
            "mandates.not_earlier",
            phrase("%(later)s is older than %(earlier)s: it cannot come from it."),
            field="side",
            earlier=earlier.document.symbol,
            later=later.document.symbol,
        )


def _check_new(earlier: Provision, later: Provision) -> None:
    """Refuse a join that is there, and one that would make a clause its own ancestor."""
    if any(place(one.earlier) == place(earlier) for one in _direct(later)):
        raise Refusal(
            "mandates.joined_twice",
            phrase("These two clauses are joined already."),
            field="symbol",
        )
    if any(place(one.earlier) == place(later) for one in ancestors(earlier)):
        raise Refusal(
            "mandates.circle",
            phrase("%(earlier)s comes from %(later)s: joining them this way would make a circle."),
            field="side",
            earlier=earlier.document.symbol,
            later=later.document.symbol,
        )


def _direct(later: Provision) -> list[Lineage]:
    """The joins of a paragraph, or of one of its acts, to earlier ones."""
    rows = Lineage.objects.filter(
        later__document=later.document_id, later__part=later.part, later__path=later.path
    )
    return list(rows.select_related("earlier"))


def _check_why(why: str) -> None:
    if not why.strip():
        raise Refusal(
            "mandates.no_reason", phrase("Say why it is taken out: the trail keeps it."), field="why"
        )


def _gone_meanwhile() -> Refusal:
    return Refusal("mandates.taken_out", phrase("Somebody took it out meanwhile."), field="seen")


def _where(one: Provision) -> dict[str, Any]:
    return {"part": one.part, "path": one.path, "act": one.act}


def _tell_both(row: Lineage, by: Person, parted: str = "") -> None:
    """In the histories of both texts; readers of an open text are not told of one that they may not see."""
    for one, other in ((row.later, row.earlier), (row.earlier, row.later)):
        if one.document.sensitivity == OPEN != other.document.sensitivity:
            continue
        said = {"relation": row.relation, "other": f"{other.document.symbol}, {other.path}"}
        trail.record(
            what="mandates.parted" if parted else "mandates.joined",
            about=one.document.as_party(),
            by=by.as_party(),
            content=_where(one) | said,
            why=parted[:500],
        )
