"""What is due, and what was said to whom. Both are seen with what they are about."""

from datetime import date
from uuid import uuid4

from django.core.serializers.json import DjangoJSONEncoder
from django.db import models
from django.db.models import Q
from django.db.models.functions import Now

from dispositif.notices.rules import INSIDE, WRITERS
from dispositif.people.models import Person
from dispositif.secrecy.policies import Policy, either, own, roles
from dispositif.secrecy.subjects import LatePolicy, with_subject
from dispositif.trail.party import Party
from dispositif.world.models import Entity


class About(models.Model):
    """A row about a subject of another room, which notices knows by kind, uuid and label only."""

    subject_kind = models.CharField(max_length=40)
    subject_uuid = models.UUIDField()
    subject_label = models.CharField(max_length=300)
    url = models.CharField(max_length=300)
    facts = models.JSONField(default=dict, encoder=DjangoJSONEncoder)

    class Meta:
        abstract = True
        constraints = [
            models.CheckConstraint(condition=Q(url__regex=INSIDE), name="%(class)s_leads_inside"),
        ]

    def as_subject(self) -> Party:
        """What the row is about, as the trail names it."""
        return Party(self.subject_kind, self.subject_uuid, self.subject_label)


class Due(About):
    """Something that somebody owes by a day: an entity, a person, or (neither) nobody named yet.

    `occurrence` tells apart what recurs (`62`, `2026-03`); `reminded_on` is the last day for which
    reminders of it were written.
    """

    uuid = models.UUIDField(default=uuid4, unique=True, editable=False)
    kind = models.CharField(max_length=60)
    occurrence = models.CharField(max_length=40, blank=True)
    due_on = models.DateField()
    entity = models.ForeignKey(Entity, models.PROTECT, null=True, related_name="+", db_index=False)
    person = models.UUIDField(null=True)
    person_name = models.CharField(max_length=200, blank=True)
    opened_on = models.DateField()
    changed_on = models.DateField()
    settled_on = models.DateField(null=True)
    reminded_on = models.DateField(null=True)

    policy = LatePolicy(
        lambda: Policy(
            read=with_subject("notices_due"),
            write=f"{roles(*WRITERS)} AND ({with_subject('notices_due')})",
            why="whoever sees the subject; other kinds of subject: the administrator and the secretariat",
        )
    )

    class Meta(About.Meta):
        constraints = [
            *About.Meta.constraints,
            models.UniqueConstraint(fields=["kind", "subject_uuid", "occurrence"], name="due_once"),
            models.CheckConstraint(
                condition=Q(person__isnull=True, person_name="")
                | (Q(person__isnull=False) & ~Q(person_name="")),
                name="due_person_has_name",
            ),
        ]
        indexes = [
            models.Index(fields=["due_on", "id"], condition=Q(settled_on=None), name="due_open"),
            models.Index(
                fields=["entity", "due_on", "id"], condition=Q(settled_on=None), name="due_of_entity"
            ),
            models.Index(
                fields=["person", "due_on", "id"], condition=Q(settled_on=None), name="due_of_person"
            ),
            models.Index(fields=["subject_uuid"], name="due_of_subject"),
        ]

    def __str__(self) -> str:
        return f"{self.kind} {self.subject_label}: {self.due_on}"

    def late(self, on: date) -> int:
        """Days that have gone by since the day; negative while they are still to come."""
        return (on - self.due_on).days


_OWN = f"EXISTS (SELECT 1 FROM people_person p WHERE p.id = person_id AND {own('p.uuid')})"  # noqa: S608 - constants


class Message(About):
    """Something said to one person: on the page at once, by mail when mail is set up.

    `once` is the writer's own key: the same thing is never said twice to the same person.
    """

    uuid = models.UUIDField(default=uuid4, unique=True, editable=False)
    person = models.ForeignKey(Person, models.PROTECT, related_name="messages", db_index=False)
    what = models.CharField(max_length=60)
    once = models.CharField(max_length=200)
    written_on = models.DateField()
    written_at = models.DateTimeField(db_default=Now())
    read_at = models.DateTimeField(null=True)
    sent_at = models.DateTimeField(null=True)
    tried_at = models.DateTimeField(null=True)
    attempts = models.PositiveSmallIntegerField(default=0)
    last_fault = models.CharField(max_length=300, blank=True)

    policy = LatePolicy(
        lambda: Policy(
            read=either(f"{_OWN} AND ({with_subject('notices_message')})", roles("administrator")),
            write=either(_OWN, roles("administrator")),
            why="oneself, while one sees what it is about; the administrator, who delivers",
        )
    )

    class Meta(About.Meta):
        constraints = [
            *About.Meta.constraints,
            models.UniqueConstraint(fields=["person", "once"], name="said_once"),
            models.CheckConstraint(condition=~Q(once=""), name="message_has_key"),
        ]
        indexes = [
            models.Index(fields=["person", "-id"], name="messages_of_person"),
            models.Index(fields=["id"], condition=Q(sent_at=None), name="messages_waiting"),
        ]

    def __str__(self) -> str:
        return f"{self.what} {self.subject_label}"
