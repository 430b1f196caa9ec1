"""Every read of due rows and messages that pages, command line and mail share."""

from collections import defaultdict
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from datetime import date
from uuid import UUID

from django.db import connection
from django.db.models import BooleanField, ExpressionWrapper, Q, QuerySet

from dispositif.kernel.refusal import Refusal, phrase
from dispositif.notices import subjects
from dispositif.notices.models import Due, Message
from dispositif.notices.rules import FOR
from dispositif.people.models import Person, Posting
from dispositif.people.queries import entities_of
from dispositif.secrecy.subjects import OTHERS, tables
from dispositif.trail.party import Party
from dispositif.world.models import Entity, EntityName, holds


@dataclass(frozen=True, slots=True)
class Asked:
    """What a list of due rows is asked for; empty: everything. `whose` is one of `rules.FOR`."""

    whose: str = "all"
    until: date | None = None
    kind: str = ""
    overdue: bool = False

    @classmethod
    def of(cls, given: Mapping[str, str], usual: str = "all") -> "Asked":
        """From the parameters of an address or a command; refuses what is no day, or nobody's list."""
        whose, kind = given.get("for", "") or usual, given.get("kind", "")
        if whose not in FOR:
            reason = phrase(
                "There is no list for “%(asked)s”: it is for me, for my entity (entity) or for all."
            )
            raise Refusal("notices.whose_unknown", reason, field="for", asked=whose[:40])
        if kind and kind not in subjects.named():
            reason = phrase("Nothing of the kind “%(asked)s” is ever due here.")
            raise Refusal("notices.kind_unknown", reason, field="kind", asked=kind[:60])
        return cls(whose, _day(given.get("until", "")), kind, bool(given.get("overdue")))


def _day(written: str) -> date | None:
    try:
        return date.fromisoformat(written) if written else None
    except ValueError:
        reason = phrase("“%(asked)s” is not a day: write year, month and day, as in 2026-03-31.")
        raise Refusal("notices.not_a_day", reason, field="until", asked=written[:40]) from None


def due(asked: Asked, *, person: Person | None, on: date) -> QuerySet[Due]:
    """The open rows asked for, the first due first; nothing of theirs for somebody who is nobody here."""
    rows = Due.objects.filter(settled_on=None).select_related("entity").order_by("due_on", "id")
    if asked.until:
        rows = rows.filter(due_on__lte=asked.until)
    if asked.kind:
        rows = rows.filter(kind=asked.kind)
    if asked.overdue:
        rows = rows.filter(due_on__lt=on)
    if asked.whose == "all":
        return rows
    if person is None:
        return rows.none()
    mine = Q(entity__in=[entity.pk for entity in entities_of(person, on)])
    return rows.filter(mine | Q(person=person.uuid) if asked.whose == "me" else mine)


def posted(on: date) -> dict[int, set[UUID]]:
    """Entity's id → the persons posted to it on the day, as far as whoever acts may know."""
    ids = dict(Entity.objects.values_list("uuid", "pk"))
    found: dict[int, set[UUID]] = defaultdict(set)
    for posting in Posting.objects.filter(scope_kind="entity").select_related("person"):
        if posting.runs(on) and posting.scope_uuid in ids:
            found[ids[posting.scope_uuid]].add(posting.person.uuid)
    return found


def entity_names(ids: Iterable[int | None], language: str, at: date) -> dict[int, str]:
    """Entity's id → its name in the language, else in English."""
    held = EntityName.objects.filter(
        holds(at), entity__in=set(ids) - {None}, language__in=("en", language), superseded_at=None
    )
    rows = sorted(held.values_list("entity_id", "language", "name"), key=lambda row: row[1] == language)
    return {entity: name for entity, _, name in rows}


def messages(person: Person) -> QuerySet[Message]:
    """A person's messages: unread ones first, then the newest."""
    read = ExpressionWrapper(Q(read_at__isnull=False), output_field=BooleanField())
    return Message.objects.filter(person=person).order_by(read, "-id")


def told(messages: Iterable[Message]) -> dict[str, Due]:
    """uuid → due row, of those that digests among the messages list, as far as they are seen today."""
    uuids = {uuid for message in messages for uuid in message.facts.get("rows", ())}
    return {str(row.uuid): row for row in Due.objects.filter(uuid__in=uuids)}


def sees(about: Party, roles: frozenset[str]) -> bool:
    """Whether whoever acts, in these roles, may see the subject."""
    table = tables().get(about.kind)
    if table is None:
        return any(role in roles for role in OTHERS)
    with connection.cursor() as cursor:
        cursor.execute(f"SELECT EXISTS (SELECT 1 FROM {table} WHERE uuid = %s)", [about.uuid])  # noqa: S608 - a plain word
        return bool(cursor.fetchone()[0])
