"""Actions of participants on instruments, what they stated, and names that nobody has resolved yet."""

from uuid import uuid4

import pgtrigger
from django.db import models
from django.db.models import F, Q

from dispositif.instruments.models.instrument import Instrument, words
from dispositif.instruments.models.policies import PUBLIC
from dispositif.instruments.rules import CONSENTING, Kind, Made
from dispositif.kernel.language import BY_CODE
from dispositif.trail.party import Party
from dispositif.world.models import Participant

SUPERSEDED_LATER = Q(superseded_at__isnull=True) | Q(superseded_at__gte=F("recorded_at"))


def only_superseded(name: str, *columns: str) -> pgtrigger.Protect:
    """A row may be superseded, once; what it says stays."""
    old, new = (", ".join(f"{row}.{column}" for column in columns) for row in ("OLD", "NEW"))
    return pgtrigger.Protect(
        name=name,
        operation=pgtrigger.Update,
        condition=pgtrigger.Condition(
            "((OLD.superseded_at IS NOT NULL AND NEW.superseded_at IS DISTINCT FROM OLD.superseded_at)"
            f" OR ({old}) IS DISTINCT FROM ({new}))"
        ),
    )


class Action(models.Model):
    """What a participant did on a day, as the register printed it (`printed`).

    `effective_on` only where the source names it; else the day in force is reckoned (`adherence`).
    `symbol` is the depositary notification. A correction supersedes the row and adds another.
    """

    uuid = models.UUIDField(default=uuid4, unique=True, editable=False)
    instrument = models.ForeignKey(Instrument, models.PROTECT, related_name="actions")
    participant = models.ForeignKey(Participant, models.PROTECT, related_name="actions")
    kind = models.CharField(max_length=24)
    on = models.DateField()
    effective_on = models.DateField(null=True)
    printed = models.CharField(max_length=200)
    source = models.CharField(max_length=300)
    symbol = models.CharField(max_length=60, blank=True)
    recorded_at = models.DateTimeField()
    superseded_at = models.DateTimeField(null=True)

    policy = PUBLIC

    class Meta:
        indexes = [
            models.Index(fields=["instrument", "on"], name="actions_of_an_instrument"),
            models.Index(fields=["participant", "on"], name="actions_of_a_participant"),
        ]
        constraints = [
            models.CheckConstraint(condition=Q(kind__in=words(Kind)), name="action_kind_known"),
            models.CheckConstraint(
                condition=Q(effective_on__isnull=True)
                | ~Q(kind__in=sorted(CONSENTING | {Kind.WITHDRAWAL}))
                | Q(kind=Kind.SUCCESSION.value)
                | Q(effective_on__gte=F("on")),
                name="action_effective_after_it",
            ),
            models.CheckConstraint(
                condition=~Q(kind=Kind.WITHDRAWAL.value) | Q(effective_on__isnull=False),
                name="withdrawal_takes_effect",
            ),
            models.CheckConstraint(condition=SUPERSEDED_LATER, name="action_superseded_later"),
            models.UniqueConstraint(
                fields=["instrument", "participant", "kind", "on"],
                condition=Q(superseded_at__isnull=True),
                name="action_held_once",
            ),
        ]
        triggers = [
            only_superseded(
                "action_only_superseded",
                *("instrument_id", "participant_id", "kind", '"on"', "effective_on", "printed", "source"),
                *("symbol", "recorded_at"),
            )
        ]

    def __str__(self) -> str:
        return f"{self.kind} {self.on}"


class Statement(models.Model):
    """A reservation, declaration, objection or notification, in the words of who made it."""

    uuid = models.UUIDField(default=uuid4, unique=True, editable=False)
    instrument = models.ForeignKey(Instrument, models.PROTECT, related_name="statements")
    participant = models.ForeignKey(Participant, models.PROTECT, related_name="treaty_statements")
    kind = models.CharField(max_length=16)
    made_on = models.DateField(null=True)
    text = models.TextField()
    language = models.CharField(max_length=2)
    source = models.CharField(max_length=300)
    symbol = models.CharField(max_length=60, blank=True)
    recorded_at = models.DateTimeField()
    superseded_at = models.DateTimeField(null=True)

    policy = PUBLIC

    class Meta:
        indexes = [models.Index(fields=["instrument", "participant"], name="treaty_statements")]
        constraints = [
            models.CheckConstraint(condition=Q(kind__in=words(Made)), name="treaty_statement_kind_known"),
            models.CheckConstraint(condition=Q(language__in=list(BY_CODE)), name="treaty_statement_language"),
            models.CheckConstraint(condition=~Q(text=""), name="treaty_statement_says"),
            models.CheckConstraint(condition=SUPERSEDED_LATER, name="treaty_statement_superseded_later"),
        ]
        triggers = [
            only_superseded(
                "treaty_statement_only_superseded",
                *("instrument_id", "participant_id", "kind", "made_on", "text", "language", "source"),
                *("symbol", "recorded_at"),
            )
        ]

    def __str__(self) -> str:
        return f"{self.kind} {self.made_on}"


class Procedure(models.Model):
    """A participant reports that its national procedure towards joining is under way: dated, sourced."""

    uuid = models.UUIDField(default=uuid4, unique=True, editable=False)
    instrument = models.ForeignKey(Instrument, models.PROTECT, related_name="procedures")
    participant = models.ForeignKey(Participant, models.PROTECT, related_name="procedures")
    reported_on = models.DateField()
    words = models.TextField()
    source = models.CharField(max_length=300)
    recorded_at = models.DateTimeField()
    superseded_at = models.DateTimeField(null=True)

    policy = PUBLIC

    class Meta:
        constraints = [
            models.CheckConstraint(condition=~Q(source=""), name="procedure_sourced"),
            models.CheckConstraint(condition=SUPERSEDED_LATER, name="procedure_superseded_later"),
        ]
        triggers = [
            only_superseded(
                "procedure_only_superseded",
                *("instrument_id", "participant_id", "reported_on", "words", "source", "recorded_at"),
            )
        ]

    def __str__(self) -> str:
        return f"{self.participant_id} {self.reported_on}"


class Unresolved(models.Model):
    """An action whose participant no dated name recognises: it blocks the instrument until a person says who.

    Nobody is shown as not party because a name did not match. `settled_as` is empty where the row was set
    aside, with its reason.
    """

    uuid = models.UUIDField(default=uuid4, unique=True, editable=False)
    instrument = models.ForeignKey(Instrument, models.PROTECT, related_name="unresolved")
    printed = models.CharField(max_length=200)
    kind = models.CharField(max_length=24)
    on = models.DateField()
    effective_on = models.DateField(null=True)
    symbol = models.CharField(max_length=60, blank=True)
    source = models.CharField(max_length=300)
    recorded_at = models.DateTimeField()
    settled_at = models.DateTimeField(null=True)
    settled_by = models.CharField(max_length=200, blank=True)
    settled_as = models.ForeignKey(Participant, models.PROTECT, null=True, related_name="resolved")
    reason = models.CharField(max_length=400, blank=True)

    policy = PUBLIC

    class Meta:
        constraints = [
            models.CheckConstraint(condition=Q(kind__in=words(Kind)), name="unresolved_kind_known"),
            models.CheckConstraint(
                condition=Q(settled_at__isnull=True, settled_as__isnull=True, settled_by="")
                | (
                    Q(settled_at__isnull=False)
                    & ~Q(settled_by="")
                    & (Q(settled_as__isnull=False) | ~Q(reason=""))
                ),
                name="unresolved_settled_by_somebody",
            ),
            models.UniqueConstraint(
                fields=["instrument", "printed", "kind", "on"],
                condition=Q(settled_at__isnull=True),
                name="unresolved_once",
            ),
        ]

    def __str__(self) -> str:
        return self.printed

    def as_party(self) -> Party:
        """The name as the trail names it."""
        return Party("unresolved", self.uuid, self.printed)
