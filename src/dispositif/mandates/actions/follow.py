"""What becomes of a mandate: who owns it, until when, on which themes, how it stands."""

from collections.abc import Collection, Iterable
from datetime import date

from django.db import transaction

from dispositif.documents.models import Document
from dispositif.mandates import rules
from dispositif.mandates.actions import course
from dispositif.mandates.actions.due import keep_due
from dispositif.mandates.models import Mandate, Statement, Supporting, Tagging
from dispositif.people.models import Person
from dispositif.trail import actions as trail
from dispositif.world.models import Entity, Theme
from dispositif.world.queries import carries_out


@transaction.atomic
def assign(
    *,
    mandate: Mandate,
    owner: Entity | None,
    supporting: Collection[Entity] | None = None,
    officer: Person | None = None,
    released: bool = False,
    since: date | None = None,
    seen: int,
    by: Person,
    on: date,
) -> Mandate:
    """Give a mandate its one owner and those who support it.

    `officer` is the person who follows it from now on; without one, whoever did goes on, unless `released`.
    Without `supporting`, those who support it go on too.
    """
    one = _taken(mandate, seen, owner.code if owner else None, "owner")
    if owner is not None:
        rules.check_owner(rules.Kind(one.kind), carries_out=carries_out(owner), owner=owner.code)
    before = {"owner": one.owner.code if one.owner else None}
    if owner != one.owner:
        day = since or max(one.begins_on, on)
        rules.check_since(day, one.begins_on, max(on, one.begins_on))
        course.amend(one, since=day, owner_id=owner.pk if owner else None)
    one.owner = owner
    if officer is not None or released:
        one.officer, one.officer_name = (officer.uuid, officer.name) if officer else (None, "")
    helping = _support(one, one.supporting.all() if supporting is None else supporting)
    after = {"owner": owner.code if owner else None, "supporting": helping}
    content = {"before": before, "after": after | {"officer": one.officer_name}}
    trail.record(what="mandates.assigned", about=one.as_party(), by=by.as_party(), content=content)
    return _kept(one, by, on)


def _support(one: Mandate, wanted: Iterable[Entity]) -> list[str]:
    """Write who supports the owner, who does not support itself; their codes."""
    helping = {entity.pk: entity.code for entity in wanted if entity.pk != one.owner_id}
    Supporting.objects.filter(mandate=one).exclude(entity__in=helping).delete()
    held = set(Supporting.objects.filter(mandate=one).values_list("entity_id", flat=True))
    Supporting.objects.bulk_create(
        Supporting(mandate=one, entity_id=pk) for pk in sorted(helping.keys() - held)
    )
    return sorted(helping.values())


@transaction.atomic
def assign_all(*, mandates: Collection[tuple[Mandate, int]], owner: Entity, by: Person, on: date) -> int:
    """The same owner for several mandates, each as its author has seen it: all or none; how many."""
    lock(mandate.pk for mandate, _ in mandates)
    for mandate, seen in mandates:
        assign(mandate=mandate, owner=owner, seen=seen, by=by, on=on)
    return len(mandates)


@transaction.atomic
def tag(*, mandate: Mandate, themes: Collection[Theme], seen: int, by: Person, on: date) -> Mandate:
    """Say which themes a mandate is about."""
    one = _taken(mandate, seen, sorted(theme.code for theme in themes), "themes")
    before = sorted(one.themes.values_list("code", flat=True))
    Tagging.objects.filter(mandate=one).exclude(theme__in=themes).delete()
    held = set(Tagging.objects.filter(mandate=one).values_list("theme_id", flat=True))
    Tagging.objects.bulk_create(Tagging(mandate=one, theme=theme) for theme in themes if theme.pk not in held)
    after = sorted(theme.code for theme in themes)
    course.amend(one, since=max(one.begins_on, on), theme_codes=after)
    content = {"before": before, "after": after}
    trail.record(what="mandates.tagged", about=one.as_party(), by=by.as_party(), content=content)
    return _kept(one, by, on)


@transaction.atomic
def tag_all(*, mandates: Collection[tuple[Mandate, int]], theme: Theme, by: Person, on: date) -> int:
    """One more theme for several mandates: all or none; how many."""
    lock(mandate.pk for mandate, _ in mandates)
    for mandate, seen in mandates:
        tag(mandate=mandate, themes={*mandate.themes.all(), theme}, seen=seen, by=by, on=on)
    return len(mandates)


@transaction.atomic
def set_due(
    *, mandate: Mandate, due_on: date | None, seen: int, by: Person, on: date, why: str = ""
) -> Mandate:
    """Enter the day on which a mandate is due, where its text sets none or another became known."""
    one = _taken(mandate, seen, due_on, "due_on")
    if one.kind == rules.Kind.STATES:
        raise rules.for_states()
    rules.check_due(due_on, one.provision.document.adopted_on or one.begins_on)
    before, past = one.due_on, due_on is not None and due_on < on
    since = one.begins_on if past else max(one.begins_on, on)
    course.amend(one, since=since, onward=True, due_on=due_on)
    content = {"before": before, "after": due_on}
    trail.record(what="mandates.due_set", about=one.as_party(), by=by.as_party(), content=content, why=why)
    return _kept(one, by, on)


@transaction.atomic
def state(
    *,
    mandate: Mandate,
    status: rules.Status,
    since: date,
    evidence: str = "",
    document: Document | None = None,
    seen: int,
    by: Person,
    on: date,
) -> Statement:
    """Say how a mandate stands from a day on, with what shows it."""
    one = _taken(mandate, seen, status, "status")
    rules.check_since(since, one.begins_on, max(on, one.begins_on))
    before = rules.Status(rules.stood(course.pieces(one), since, "status"))
    rules.check_status(before, status, evidence=evidence, attached=document is not None)
    course.amend(one, since=since, status=status.value)
    one.status_on = since if one.status == status else one.status_on
    statement = Statement.objects.create(
        mandate=one,
        status=status,
        since_on=since,
        evidence=evidence.strip(),
        document=document,
        said_by=by.name,
        said_on=on,
    )
    content = {"before": before, "after": status, "since": since, "evidence": evidence.strip()[:500]}
    trail.record(what="mandates.stated", about=one.as_party(), by=by.as_party(), content=content)
    _kept(one, by, on)
    return statement


def _taken(mandate: Mandate, seen: int, yours: object, field: str) -> Mandate:
    """The mandate, locked, as its author has seen it."""
    one = Mandate.objects.select_for_update(of=("self",)).select_related("provision__document", "owner")
    locked = one.get(pk=mandate.pk)
    theirs = locked.owner.code if field == "owner" and locked.owner else getattr(locked, field, None)
    theirs = sorted(locked.themes.values_list("code", flat=True)) if field == "themes" else theirs
    rules.check_seen(revision=locked.revision, seen=seen, theirs=theirs, yours=yours)
    return locked


def _kept(one: Mandate, by: Person, on: date) -> Mandate:
    """Count the change, and keep the due rows in step."""
    one.revision += 1
    one.save()
    keep_due(one, by=by, on=on)
    return one


def lock(keys: Iterable[int]) -> None:
    """Lock mandates in one order before the first is changed: two who change several never wait in a ring."""
    list(Mandate.objects.select_for_update(of=("self",)).filter(pk__in=list(keys)).order_by("pk"))
