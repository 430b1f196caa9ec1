"""Instruments: what each is, how it is called, and which state of its register is held."""

from enum import StrEnum
from uuid import uuid4

from django.contrib.postgres.fields import ArrayField
from django.db import models
from django.db.models import F, Q
from django.db.models.functions import Now

from dispositif.instruments.models.policies import FACTS, KEPT
from dispositif.instruments.rules import Family
from dispositif.kernel.language import BY_CODE
from dispositif.secrecy.policies import Policy
from dispositif.trail.party import Party


def words(kinds: type[StrEnum]) -> list[str]:
    """Plain words, so that migrations do not import the rules of their day."""
    return [kind.value for kind in kinds]


class Instrument(models.Model):
    """A treaty or protocol; `wait_days`, `wait_months` after a deposit as in `adherence.Treaty`.

    `doubtful` names the columns that no source at hand confirms; `revision` counts changes of its register.
    """

    uuid = models.UUIDField(unique=True, editable=False)
    code = models.CharField(max_length=60, unique=True)
    family = models.CharField(max_length=12)
    place = models.PositiveSmallIntegerField()
    untc = models.CharField(max_length=12, blank=True)
    parent = models.ForeignKey("self", models.PROTECT, null=True, related_name="protocols")
    adopted_on = models.DateField()
    signed_from = models.DateField(null=True)
    in_force_on = models.DateField(null=True)
    depositary = ArrayField(models.CharField(max_length=8))
    wait_days = models.PositiveSmallIntegerField(null=True)
    wait_months = models.PositiveSmallIntegerField(null=True)
    wait_source = models.CharField(max_length=120, blank=True)
    reio = models.BooleanField(default=False)
    doubtful = ArrayField(models.CharField(max_length=20), default=list)
    source = models.CharField(max_length=300)
    recorded_at = models.DateTimeField(db_default=Now())
    revision = models.PositiveIntegerField(default=0)

    policy = Policy(read=KEPT.read, write=KEPT.write, why=KEPT.why, grants=("SELECT", "INSERT", "UPDATE"))

    class Meta:
        ordering = ["family", "place"]
        constraints = [
            models.CheckConstraint(condition=Q(family__in=words(Family)), name="instrument_family_known"),
            models.CheckConstraint(
                condition=Q(in_force_on__isnull=True) | Q(in_force_on__gte=F("adopted_on")),
                name="instrument_in_force_after_adoption",
            ),
            models.UniqueConstraint(fields=["family", "place"], name="instrument_place_once"),
        ]

    def __str__(self) -> str:
        return self.code

    def as_party(self) -> Party:
        """The instrument as the trail names it."""
        return Party("instrument", self.uuid, self.code)


class InstrumentName(models.Model):
    """How an instrument is called in one language; `short` for the heads of tables."""

    instrument = models.ForeignKey(Instrument, models.CASCADE, related_name="names")
    language = models.CharField(max_length=2)
    name = models.CharField(max_length=300)
    short = models.CharField(max_length=60)

    policy = FACTS

    class Meta:
        constraints = [
            models.UniqueConstraint(fields=["instrument", "language"], name="instrument_named_once"),
            models.CheckConstraint(condition=Q(language__in=list(BY_CODE)), name="instrument_language_known"),
        ]

    def __str__(self) -> str:
        return self.name


class Edition(models.Model):
    """A state of an instrument's register that was taken over: its last day, its source, by whom.

    The latest edition is the newest state held; `losses` are codes of what its source does not tell.
    """

    uuid = models.UUIDField(default=uuid4, unique=True, editable=False)
    instrument = models.ForeignKey(Instrument, models.PROTECT, related_name="editions")
    as_at = models.DateField()
    source = models.CharField(max_length=300)
    rows = models.PositiveIntegerField()
    losses = ArrayField(models.CharField(max_length=40), default=list)
    taken_on = models.DateField()
    taken_by = models.CharField(max_length=200)
    recorded_at = models.DateTimeField(db_default=Now())

    policy = KEPT

    class Meta:
        indexes = [models.Index(fields=["instrument", "-recorded_at"], name="editions_of_an_instrument")]

    def __str__(self) -> str:
        return f"{self.instrument_id} {self.as_at}"


class Published(models.Model):
    """Totals that a source printed for a day, to set beside those that follow from the actions held."""

    instrument = models.ForeignKey(Instrument, models.CASCADE, related_name="published")
    signatories = models.PositiveSmallIntegerField(null=True)
    parties = models.PositiveSmallIntegerField(null=True)
    as_of = models.CharField(max_length=10)
    source = models.CharField(max_length=300)
    verified = models.BooleanField()

    policy = FACTS

    class Meta:
        constraints = [
            models.UniqueConstraint(fields=["instrument", "as_of", "source"], name="published_once"),
        ]

    def __str__(self) -> str:
        return f"{self.instrument_id} {self.as_of}"
