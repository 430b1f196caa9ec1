"""Requests for assistance: one State asks, by a note verbale."""

from uuid import UUID, uuid4

import pgtrigger
from django.contrib.postgres.fields import ArrayField
from django.contrib.postgres.search import SearchVectorField
from django.db import models
from django.db.models import F, Q
from django.db.models.functions import Now

from dispositif.assistance.models.policies import SEEN, WRITTEN
from dispositif.assistance.rules import LENGTHS, MOVES, Channel, Kind, Status
from dispositif.instruments.models import Instrument
from dispositif.instruments.models.instrument import words
from dispositif.kernel.sensitivity import Sensitivity
from dispositif.secrecy.policies import Policy
from dispositif.trail.party import Party
from dispositif.world.models import Participant, Theme

_STEPS = sorted((source.value, move.target.value) for move in MOVES.values() for source in move.sources)


class Request(models.Model):
    """What one State asks for; its columns say how it stands now, `moves` how it came there.

    `receipt` is random: it tells nothing of how many requests there are. `concerned` are the persons who
    need to know. `action_taken` and `effect` say what was done and what changed. `revision` counts changes.
    """

    uuid = models.UUIDField(default=uuid4, unique=True, editable=False)
    receipt = models.CharField(max_length=12, unique=True)
    state = models.ForeignKey(
        Participant, models.PROTECT, to_field="uuid", db_column="state_uuid", related_name="requests"
    )
    sensitivity = models.CharField(max_length=24, default=Sensitivity.CONFIDENTIAL.value)
    consent_reference = models.CharField(max_length=200, blank=True)
    consent_on = models.DateField(null=True)
    channel = models.CharField(max_length=12)
    note_reference = models.CharField(max_length=LENGTHS["note_reference"])
    note_on = models.DateField()
    authority = models.CharField(max_length=LENGTHS["authority"], blank=True)
    theme = models.ForeignKey(Theme, models.PROTECT, related_name="requests")
    kind = models.CharField(max_length=24)
    instrument = models.ForeignKey(Instrument, models.PROTECT, null=True, related_name="requests")
    article = models.CharField(max_length=LENGTHS["article"], blank=True)
    territory = models.CharField(max_length=LENGTHS["territory"], blank=True)
    urgent = models.BooleanField(default=False)
    urgency = models.TextField(blank=True)
    asked = models.TextField(blank=True)
    security_forces = models.BooleanField(default=False)
    received_on = models.DateField()
    recorded_at = models.DateTimeField(db_default=Now())
    recorded_by = models.UUIDField()
    officer = models.UUIDField(null=True)
    officer_name = models.CharField(max_length=200, blank=True)
    concerned = ArrayField(models.UUIDField(), default=list)
    status = models.CharField(max_length=16, default=Status.RECEIVED.value)
    status_on = models.DateField()
    due_on = models.DateField(null=True)
    answered_on = models.DateField(null=True)
    delivered_on = models.DateField(null=True)
    action_taken = models.TextField(blank=True)
    effect = models.TextField(blank=True)
    disposed_on = models.DateField(null=True)
    search = SearchVectorField(null=True)
    revision = models.PositiveIntegerField(default=0)

    policy = Policy(
        read=SEEN,
        write=WRITTEN,
        why="its State's delegation, the persons concerned; confidential: the secretariat too",
        grants=("SELECT", "INSERT", "UPDATE"),
    )

    class Meta:
        indexes = [
            models.Index(fields=["received_on", "id"], name="requests_in_order"),
            models.Index(fields=["state", "received_on", "id"], name="requests_of_state"),
            models.Index(fields=["status", "received_on", "id"], name="requests_by_status"),
            models.Index(fields=["due_on", "id"], condition=Q(due_on__isnull=False), name="requests_due"),
        ]
        constraints = [
            models.CheckConstraint(
                condition=Q(sensitivity__in=words(Sensitivity)), name="request_sensitivity"
            ),
            models.CheckConstraint(condition=Q(status__in=words(Status)), name="request_status_known"),
            models.CheckConstraint(condition=Q(kind__in=words(Kind)), name="request_kind_known"),
            models.CheckConstraint(condition=Q(channel__in=words(Channel)), name="request_channel_known"),
            models.CheckConstraint(
                condition=~Q(sensitivity=Sensitivity.UNCLASSIFIED.value)
                | (~Q(consent_reference="") & Q(consent_on__isnull=False)),
                name="request_open_by_consent",
            ),
            models.CheckConstraint(
                condition=~Q(sensitivity=Sensitivity.STRICTLY_CONFIDENTIAL.value) | Q(asked=""),
                name="request_strict_by_reference",
            ),
            models.CheckConstraint(
                condition=Q(urgent=False) | ~Q(urgency=""), name="request_urgent_says_why"
            ),
            models.CheckConstraint(
                condition=~Q(status__in=[Status.DELIVERED.value, Status.REVIEWED.value])
                | ~Q(action_taken=""),
                name="request_closed_by_action",
            ),
            models.CheckConstraint(
                condition=~Q(status=Status.REVIEWED.value) | ~Q(effect=""), name="request_effect_said"
            ),
            models.CheckConstraint(
                condition=Q(note_on__lte=F("received_on")), name="request_note_before_receipt"
            ),
            models.UniqueConstraint(
                fields=["state", "note_reference", "note_on", "theme", "kind"], name="request_once_a_note"
            ),
        ]
        triggers = [
            pgtrigger.FSM(name="request_moves", field="status", transitions=_STEPS),
            pgtrigger.ReadOnly(
                name="request_stays_whose_it_is",
                fields=["uuid", "receipt", "state", "recorded_by", "channel"],
            ),
        ]

    def __str__(self) -> str:
        return self.receipt

    def as_party(self) -> Party:
        """The request as the trail names it: by its receipt, which tells nothing of the State."""
        return Party("request", self.uuid, self.receipt)

    def concerns(self, person: UUID) -> bool:
        """Whether the person needs to know."""
        return person in self.concerned
