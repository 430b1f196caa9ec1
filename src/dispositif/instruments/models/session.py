"""Sessions of the Conferences and the Commission, who came, and which documents were to be issued when."""

from uuid import uuid4

from django.contrib.postgres.fields import ArrayField
from django.db import models
from django.db.models import F, Q
from django.db.models.functions import Now

from dispositif.instruments.models.action import SUPERSEDED_LATER, only_superseded
from dispositif.instruments.models.instrument import words
from dispositif.instruments.models.policies import KEPT, PUBLIC
from dispositif.instruments.sessions import Held, Part, Presence, slug
from dispositif.kernel.language import BY_CODE
from dispositif.trail.party import Party
from dispositif.world.models import Entity, Participant

ONE_OF_TWO = Q(participant__isnull=False, entity__isnull=True) | Q(
    participant__isnull=True, entity__isnull=False
)
"""A State or other participant, or an entity of the United Nations."""


class Session(models.Model):
    """A session of a body, by its number. When and where it sat is a row of its own (`Sitting`).

    `revision` counts corrections of its sitting, so that nobody overwrites what another wrote.
    """

    uuid = models.UUIDField(default=uuid4, unique=True, editable=False)
    body = models.ForeignKey(Entity, models.PROTECT, related_name="sessions")
    number = models.PositiveSmallIntegerField()
    part = models.CharField(max_length=12)
    revision = models.PositiveIntegerField(default=0)

    policy = PUBLIC

    class Meta:
        constraints = [
            models.UniqueConstraint(fields=["body", "number", "part"], name="session_once"),
            models.CheckConstraint(condition=Q(part__in=words(Part)), name="session_part_known"),
            models.CheckConstraint(condition=Q(number__gte=1), name="session_numbered_from_one"),
        ]

    def __str__(self) -> str:
        return self.label

    @property
    def slug(self) -> str:
        """How an address names it within its body."""
        return slug(self.number, self.part)

    @property
    def label(self) -> str:
        """How the trail and files name it."""
        return f"{self.body.code} {self.slug}"

    def as_party(self) -> Party:
        """The session as the trail names it."""
        return Party("session", self.uuid, self.label)


class Sitting(models.Model):
    """When and where a session sat or is to sit.

    `doubtful` names the columns that no source at hand confirms; `recorded_by` is empty where the row is one
    of the project’s own table.
    """

    session = models.ForeignKey(Session, models.PROTECT, related_name="sittings")
    held = models.CharField(max_length=8)
    place = models.CharField(max_length=100, blank=True)
    since_on = models.DateField(null=True)
    until_on = models.DateField(null=True)
    source = models.CharField(max_length=300)
    doubtful = ArrayField(models.CharField(max_length=20), default=list)
    recorded_by = models.CharField(max_length=200, blank=True)
    recorded_at = models.DateTimeField()
    superseded_at = models.DateTimeField(null=True)

    policy = PUBLIC

    class Meta:
        indexes = [models.Index(fields=["since_on"], name="sittings_by_day")]
        constraints = [
            models.CheckConstraint(condition=Q(held__in=words(Held)), name="sitting_held_known"),
            models.CheckConstraint(
                condition=Q(until_on__isnull=True) | Q(since_on__isnull=False, until_on__gte=F("since_on")),
                name="sitting_ends_after_start",
            ),
            models.CheckConstraint(condition=~Q(source=""), name="sitting_sourced"),
            models.CheckConstraint(condition=SUPERSEDED_LATER, name="sitting_superseded_later"),
            models.UniqueConstraint(
                fields=["session"], condition=Q(superseded_at__isnull=True), name="one_sitting_a_session"
            ),
        ]
        triggers = [
            only_superseded(
                "sitting_only_superseded",
                *("session_id", "held", "place", "since_on", "until_on", "source", "doubtful"),
                *("recorded_by", "recorded_at"),
            )
        ]

    def __str__(self) -> str:
        return f"{self.session_id} {self.since_on}"


class Attendance(models.Model):
    """Somebody in a session's list of participants. Nobody is recorded as absent: lists do not say so."""

    session = models.ForeignKey(Session, models.PROTECT, related_name="attendance")
    participant = models.ForeignKey(Participant, models.PROTECT, null=True, related_name="attended")
    entity = models.ForeignKey(Entity, models.PROTECT, null=True, related_name="attended")
    presence = models.CharField(max_length=12)
    source = models.CharField(max_length=300)
    recorded_at = models.DateTimeField()
    superseded_at = models.DateTimeField(null=True)

    policy = PUBLIC

    class Meta:
        constraints = [
            models.CheckConstraint(condition=ONE_OF_TWO, name="attendance_of_one"),
            models.CheckConstraint(condition=Q(presence__in=words(Presence)), name="presence_known"),
            models.CheckConstraint(condition=~Q(source=""), name="attendance_sourced"),
            models.CheckConstraint(condition=SUPERSEDED_LATER, name="attendance_superseded_later"),
            models.UniqueConstraint(
                fields=["session", "participant", "entity"],
                nulls_distinct=False,
                condition=Q(superseded_at__isnull=True),
                name="attendance_once",
            ),
        ]
        triggers = [
            only_superseded(
                "attendance_only_superseded",
                *("session_id", "participant_id", "entity_id", "presence", "source", "recorded_at"),
            )
        ]

    def __str__(self) -> str:
        return f"{self.session_id} {self.presence}"


class SessionDocument(models.Model):
    """A document planned for a session; each of its languages has a row of its own (`Issue`)."""

    uuid = models.UUIDField(default=uuid4, unique=True, editable=False)
    session = models.ForeignKey(Session, models.PROTECT, related_name="documents")
    symbol = models.CharField(max_length=80)
    title = models.CharField(max_length=400)
    source = models.CharField(max_length=300)
    recorded_at = models.DateTimeField(db_default=Now())

    policy = KEPT

    class Meta:
        constraints = [
            models.UniqueConstraint(fields=["symbol"], name="session_document_once"),
            models.CheckConstraint(condition=~Q(symbol="") & ~Q(title=""), name="session_document_named"),
        ]

    def __str__(self) -> str:
        return self.symbol

    def as_party(self) -> Party:
        """The document as the trail and due rows name it."""
        return Party("session_document", self.uuid, self.symbol)


class Issue(models.Model):
    """One language of a session's document: due on the slotting day, issued on another or not yet."""

    document = models.ForeignKey(SessionDocument, models.PROTECT, related_name="issues")
    language = models.CharField(max_length=2)
    due_on = models.DateField()
    issued_on = models.DateField(null=True)
    source = models.CharField(max_length=300)
    recorded_at = models.DateTimeField()
    superseded_at = models.DateTimeField(null=True)

    policy = PUBLIC

    class Meta:
        indexes = [models.Index(fields=["due_on"], name="issues_by_day")]
        constraints = [
            models.CheckConstraint(condition=Q(language__in=list(BY_CODE)), name="issue_language_known"),
            models.CheckConstraint(condition=~Q(source=""), name="issue_sourced"),
            models.CheckConstraint(condition=SUPERSEDED_LATER, name="issue_superseded_later"),
            models.UniqueConstraint(
                fields=["document", "language"],
                condition=Q(superseded_at__isnull=True),
                name="issue_once",
            ),
        ]
        triggers = [
            only_superseded(
                "issue_only_superseded",
                *("document_id", "language", "due_on", "issued_on", "source", "recorded_at"),
            )
        ]

    def __str__(self) -> str:
        return f"{self.document_id} {self.language}"
