"""Mandates and their course.

A mandate holds one provision (an act). How it stands now is on its row; how it stood on any day, as known at
any moment, is its course: pieces that are closed and added to, never overwritten.
"""

from datetime import date
from uuid import uuid4

import pgtrigger
from django.contrib.postgres.fields import ArrayField
from django.contrib.postgres.search import SearchVectorField
from django.db import models
from django.db.models import Q
from django.db.models.functions import Now

from dispositif.documents.models import Document, Provision
from dispositif.mandates.models.policies import ABOVE, SEEN, WRITERS, of
from dispositif.mandates.rules import OPEN, Kind, Look, Status
from dispositif.secrecy.policies import APPEND_ONLY, Policy, everyone, roles
from dispositif.trail.party import Party
from dispositif.world.models import Entity, Theme

COUNTED = ["kind", "status", "owner", "due_on", "look", "act", "theme_codes", "addressees"]
"""What lists are narrowed by and counted."""


class Mandate(models.Model):
    """One act that somebody decided to register; its columns say how it stands now.

    `order_key` sorts the register as the documents are sorted; `revision` counts the changes.
    """

    uuid = models.UUIDField(default=uuid4, unique=True, editable=False)
    provision = models.OneToOneField(Provision, models.PROTECT, related_name="mandate")
    kind = models.CharField(max_length=8)
    order_key = models.CharField(max_length=200)
    sensitivity = models.CharField(max_length=24, default="unclassified")
    act = models.CharField(max_length=40, blank=True)
    addressees = ArrayField(models.CharField(max_length=40), default=list)
    deadline = models.JSONField(null=True)
    recurrence = models.JSONField(null=True)
    asks_report = models.BooleanField(default=False)
    status = models.CharField(max_length=16)
    status_on = models.DateField()
    owner = models.ForeignKey(Entity, models.PROTECT, null=True, related_name="mandates")
    officer = models.UUIDField(null=True)
    officer_name = models.CharField(max_length=200, blank=True)
    due_on = models.DateField(null=True)
    theme_codes = ArrayField(models.CharField(max_length=20), default=list)
    answered_on = models.DateField(null=True)
    look = models.CharField(max_length=8, blank=True, default="")
    followed_version = models.BigIntegerField(default=0)
    followed_reading = models.BigIntegerField(default=0)
    begins_on = models.DateField()
    registered_on = models.DateField()
    registered_by = models.CharField(max_length=200)
    search = SearchVectorField(null=True)
    revision = models.PositiveIntegerField(default=0)
    supporting = models.ManyToManyField(Entity, through="Supporting", related_name="supported")
    themes = models.ManyToManyField(Theme, through="Tagging", related_name="mandates")

    policy = Policy(read=SEEN, write=roles(*WRITERS), why=f"unclassified: everybody; {ABOVE}")

    class Meta:
        indexes = [
            models.Index(fields=["order_key", "id"], name="register_order"),
            models.Index(fields=["due_on", "id"], name="register_due"),
            models.Index(fields=["owner", "order_key"], name="register_owner"),
            models.Index(fields=["status", "order_key"], name="register_status"),
            # counts of whatever the register is narrowed by, without a look at the long rows themselves
            models.Index(fields=["sensitivity"], include=COUNTED, name="register_counts"),
        ]
        constraints = [
            models.CheckConstraint(condition=Q(kind__in=[one.value for one in Kind]), name="mandate_kind"),
            models.CheckConstraint(
                condition=Q(status__in=[one.value for one in Status]), name="mandate_status"
            ),
            models.CheckConstraint(condition=Q(look__in=[one.value for one in Look]), name="mandate_look"),
            models.CheckConstraint(
                condition=Q(kind=Kind.STATES.value, status=Status.NOT_APPLICABLE.value)
                | (~Q(kind=Kind.STATES.value) & ~Q(status=Status.NOT_APPLICABLE.value)),
                name="states_answer_for_themselves",
            ),
            models.CheckConstraint(
                condition=Q(due_on__isnull=True) | Q(due_on__gte=models.F("begins_on")),
                name="mandate_due_after_it_began",
            ),
        ]

    def __str__(self) -> str:
        return str(self.provision)

    def as_party(self) -> Party:
        """The mandate as the trail names it: A/RES/61/181, 9 (1)."""
        one = self.provision
        return Party("mandate", self.uuid, f"{one.document.symbol}, {one.path} ({one.act})")

    def overdue(self, on: date) -> bool:
        """Whether its day has passed while it runs, and no report that is held answers it."""
        runs = Status(self.status) in OPEN and self.answered_on is None
        return runs and self.due_on is not None and self.due_on < on


class Course(models.Model):
    """How a mandate stood from `since_on` to `until_on` (not included), as known from `recorded_at` on.

    A piece that turned out otherwise is superseded, not changed: what was known on a day can be asked for.
    """

    mandate = models.ForeignKey(Mandate, models.CASCADE, related_name="course")
    sensitivity = models.CharField(max_length=24, default="unclassified")
    status = models.CharField(max_length=16)
    owner = models.ForeignKey(Entity, models.PROTECT, null=True)
    due_on = models.DateField(null=True)
    theme_codes = ArrayField(models.CharField(max_length=20), default=list)
    since_on = models.DateField()
    until_on = models.DateField(null=True)
    recorded_at = models.DateTimeField(db_default=Now())
    superseded_at = models.DateTimeField(null=True)

    policy = Policy(
        read=SEEN,
        write=roles(*WRITERS),
        why=f"as its mandate: {ABOVE}",
        grants=("SELECT", "INSERT", "UPDATE"),
    )

    class Meta:
        indexes = [models.Index(fields=["mandate", "since_on"], name="course_of_a_mandate")]
        constraints = [
            models.CheckConstraint(
                condition=Q(until_on__isnull=True) | Q(until_on__gt=models.F("since_on")),
                name="course_forward",
            ),
            models.UniqueConstraint(
                fields=["mandate"],
                condition=Q(until_on__isnull=True, superseded_at__isnull=True),
                name="course_one_open_piece",
            ),
        ]
        triggers = [
            pgtrigger.Protect(
                name="only_superseded",
                operation=pgtrigger.Update,
                condition=pgtrigger.Condition(
                    "((OLD.superseded_at IS NOT NULL AND"
                    " NEW.superseded_at IS DISTINCT FROM OLD.superseded_at)"
                    " OR (OLD.status, OLD.owner_id, OLD.due_on, OLD.theme_codes, OLD.since_on, OLD.until_on,"
                    " OLD.recorded_at, OLD.mandate_id) IS DISTINCT FROM"
                    " (NEW.status, NEW.owner_id, NEW.due_on, NEW.theme_codes, NEW.since_on, NEW.until_on,"
                    " NEW.recorded_at, NEW.mandate_id))"
                ),
            )
        ]

    def __str__(self) -> str:
        return f"{self.mandate_id}: {self.status} since {self.since_on}"


class Statement(models.Model):
    """What somebody said of a mandate's status, with the evidence; only added to."""

    uuid = models.UUIDField(default=uuid4, unique=True, editable=False)
    mandate = models.ForeignKey(Mandate, models.CASCADE, related_name="statements")
    status = models.CharField(max_length=16)
    since_on = models.DateField()
    evidence = models.TextField(blank=True)
    document = models.ForeignKey(Document, models.PROTECT, null=True, related_name="proves")
    said_by = models.CharField(max_length=200)
    said_on = models.DateField()

    policy = Policy(
        read=of("mandates_mandate", "mandate_id"),
        write=roles(*WRITERS),
        why="as its mandate",
        grants=APPEND_ONLY,
    )

    class Meta:
        triggers = [pgtrigger.Protect(name="statement_stays", operation=pgtrigger.Update | pgtrigger.Delete)]

    def __str__(self) -> str:
        return f"{self.status} since {self.since_on}"


class Supporting(models.Model):
    """An entity that supports the owner."""

    mandate = models.ForeignKey(Mandate, models.CASCADE)
    entity = models.ForeignKey(Entity, models.PROTECT)

    policy = Policy(read=of("mandates_mandate", "mandate_id"), write=roles(*WRITERS), why="as its mandate")

    class Meta:
        constraints = [models.UniqueConstraint(fields=["mandate", "entity"], name="supports_once")]

    def __str__(self) -> str:
        return f"{self.entity_id} supports {self.mandate_id}"


class Tagging(models.Model):
    """A theme of a mandate."""

    mandate = models.ForeignKey(Mandate, models.CASCADE)
    theme = models.ForeignKey(Theme, models.PROTECT)

    policy = Policy(read=of("mandates_mandate", "mandate_id"), write=roles(*WRITERS), why="as its mandate")

    class Meta:
        constraints = [models.UniqueConstraint(fields=["mandate", "theme"], name="tagged_once")]

    def __str__(self) -> str:
        return f"{self.theme_id} of {self.mandate_id}"


class SetAside(models.Model):
    """An act that a person looked at and did not register."""

    provision = models.OneToOneField(Provision, models.CASCADE, related_name="set_aside")
    reason = models.TextField(blank=True)
    set_by = models.CharField(max_length=200)
    set_on = models.DateField()

    policy = Policy(
        read=of("documents_provision", "provision_id"), write=roles(*WRITERS), why="as its provision"
    )

    def __str__(self) -> str:
        return f"{self.provision_id} set aside"


class Followed(models.Model):
    """Up to which day changes of texts and readings have been followed."""

    id = models.SmallIntegerField(primary_key=True, default=1)
    followed_on = models.DateField()

    policy = Policy(read=everyone(), write=roles(*WRITERS), why="a day that says nothing of any text")

    class Meta:
        constraints = [models.CheckConstraint(condition=Q(id=1), name="followed_once")]

    def __str__(self) -> str:
        return f"followed to {self.followed_on}"
