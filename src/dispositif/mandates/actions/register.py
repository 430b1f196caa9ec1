"""Provisions registered as mandates, or set aside: the rule proposes, a person decides."""

from collections.abc import Sequence
from datetime import date

from django.db import IntegrityError, transaction

from dispositif.documents.models import Document, Provision
from dispositif.documents.rules import Part
from dispositif.kernel.refusal import Refusal, phrase
from dispositif.kernel.session import opens
from dispositif.kernel.symbol import FORMAL
from dispositif.mandates import rules
from dispositif.mandates.actions import course
from dispositif.mandates.actions.due import keep_due
from dispositif.mandates.actions.index import index
from dispositif.mandates.deadlines import reckon
from dispositif.mandates.models import Mandate, SetAside
from dispositif.mandates.queries.proposals import reading_of, timed
from dispositif.mandates.queries.texts import look_at, marks_of
from dispositif.people.models import Person
from dispositif.trail import actions as trail
from dispositif.world.models import Entity
from dispositif.world.queries import carries_out


@transaction.atomic
def register(
    *, provision: Provision, kind: rules.Kind, by: Person, on: date, owner: Entity | None = None
) -> Mandate:
    """Register an act as a mandate, or as addressed to States. Its deadline is reckoned from its reading."""
    registered = Mandate.objects.filter(provision=provision).exists()
    check_registrable(provision, look=look_at(provision), registered=registered)
    if owner is not None:
        rules.check_owner(kind, carries_out=carries_out(owner), owner=owner.code)
    mandate = _create(provision, kind, owner, by, on)
    SetAside.objects.filter(provision=provision).delete()
    course.begin(mandate)
    index([mandate])
    keep_due(mandate, by=by, on=on)
    content = {"kind": kind, "owner": owner.code if owner else None}
    trail.record(what="mandates.registered", about=mandate.as_party(), by=by.as_party(), content=content)
    return mandate


def _create(provision: Provision, kind: rules.Kind, owner: Entity | None, by: Person, on: date) -> Mandate:
    """The row itself; somebody else may have registered the act meanwhile."""
    read, begins = reading_of(provision), began(provision.document, on)
    said = timed(read)
    due = reckon(said["deadline"], said["recurrence"], provision.document.adopted_on)
    try:
        with transaction.atomic():
            return Mandate.objects.create(
                provision=provision,
                kind=kind,
                order_key=order_key(provision),
                act=read["act"] or "",
                addressees=read["addressees"] or [],
                status=rules.FIRST[kind],
                status_on=begins,
                owner=owner,
                due_on=due.due_on if due.due_on and due.due_on >= begins else None,
                begins_on=begins,
                registered_on=on,
                registered_by=by.name,
                **said,
                **marks_of(provision),
            )
    except IntegrityError as error:
        raise _registered(provision) from error


@transaction.atomic
def register_all(
    *, chosen: Sequence[tuple[Provision, rules.Kind]], by: Person, on: date, owner: Entity | None = None
) -> list[Mandate]:
    """Register several acts at once, all or none; the owner is that of the mandates among them."""
    owners = {rules.Kind.MANDATE: owner, rules.Kind.STATES: None}
    return [register(provision=one, kind=kind, by=by, on=on, owner=owners[kind]) for one, kind in chosen]


@transaction.atomic
def set_aside(*, provision: Provision, reason: str, by: Person, on: date) -> SetAside:
    """Say that an act is not registered, and why; it can be registered later all the same."""
    if Mandate.objects.filter(provision=provision).exists():
        raise _registered(provision)
    aside, _ = SetAside.objects.update_or_create(
        provision=provision, defaults={"reason": reason[:2000], "set_by": by.name, "set_on": on}
    )
    trail.record(
        what="mandates.set_aside",
        about=provision.document.as_party(),
        by=by.as_party(),
        content={"part": provision.part, "path": provision.path, "act": provision.act},
        why=reason[:500],
    )
    return aside


def began(document: Document, on: date) -> date:
    """The day from which a text's mandates run: its adoption, else the opening of its session, else now."""
    if document.adopted_on:
        return document.adopted_on
    if document.organ == "A" and document.session and "S-" not in document.symbol:
        return opens(document.session)
    return date(document.year, 1, 1) if document.year else on


def order_key(provision: Provision) -> str:
    """Sorts the register as the library sorts documents, then as the text goes."""
    return f"{provision.document.symbol_key} {provision.place:05d} {provision.act:03d}"


def check_registrable(provision: Provision, *, look: rules.Look, registered: bool) -> None:
    """Refuse what can be no mandate: only organs adopt, and only acts of the operative part ask.

    `look` and `registered`: whether the text still has it, and whether it is a mandate already.
    """
    if provision.document.kind not in FORMAL:
        raise Refusal(
            "mandates.not_adopted",
            phrase("%(symbol)s was not adopted by an organ: it cites mandates, it gives none."),
            field="provision",
            symbol=provision.document.symbol,
        )
    if provision.part != Part.OPERATIVE or provision.act == 0:
        raise Refusal(
            "mandates.no_act",
            phrase(
                "Only an act of the operative part is registered. A recital is a citation: its duty is owned"
                " by the text that it recalls."
            ),
            field="provision",
        )
    check_stands(provision, look)
    if registered:
        raise _registered(provision)


def check_stands(provision: Provision, look: rules.Look) -> None:
    """Refuse a paragraph that the last version of the text does not have."""
    if look is rules.Look.GONE:
        raise Refusal(
            "mandates.gone",
            phrase("Paragraph %(path)s of %(symbol)s is gone from the last version of the text."),
            field="provision",
            path=provision.path,
            symbol=provision.document.symbol,
        )


def _registered(provision: Provision) -> Refusal:
    return Refusal(
        "mandates.registered",
        phrase("Paragraph %(path)s of %(symbol)s, act %(act)s, is already registered."),
        field="provision",
        path=provision.path,
        symbol=provision.document.symbol,
        act=provision.act,
    )
