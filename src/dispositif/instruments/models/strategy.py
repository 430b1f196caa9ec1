"""Strategies: what each said, and since when we know it; the States it covers; measures beside it."""

from uuid import uuid4

from django.contrib.postgres.fields import ArrayField
from django.db import models
from django.db.models import F, Q
from django.db.models.functions import Now

from dispositif.instruments.models.action import SUPERSEDED_LATER, only_superseded
from dispositif.instruments.models.instrument import words
from dispositif.instruments.models.policies import PUBLIC
from dispositif.instruments.strategies.rules import Kind, Theme
from dispositif.trail.party import Party
from dispositif.world.models import Entity, Participant


class Strategy(models.Model):
    """A strategy, whatever was said of it. `title` is the one it has now; `revision` counts the changes."""

    uuid = models.UUIDField(default=uuid4, unique=True, editable=False)
    title = models.CharField(max_length=400)
    revision = models.PositiveIntegerField(default=1)
    recorded_at = models.DateTimeField(db_default=Now())

    policy = PUBLIC

    class Meta:
        constraints = [models.CheckConstraint(condition=~Q(title=""), name="strategy_titled")]

    def __str__(self) -> str:
        return self.title

    def as_party(self) -> Party:
        """The strategy as the trail names it, and as a programme that complements it will."""
        return Party("strategy", self.uuid, self.title[:200])


class StrategyEdition(models.Model):
    """What a strategy says, as it was known from `recorded_at` until `superseded_at`.

    `until_on` is the last day in force. How it stands on a day follows from its dates (`rules.status_on`).
    `key` tells two strategies apart (`Said.key`).
    """

    strategy = models.ForeignKey(Strategy, models.PROTECT, related_name="editions")
    title = models.CharField(max_length=400)
    language = models.CharField(max_length=3)
    kind = models.CharField(max_length=8)
    state = models.ForeignKey(Participant, models.PROTECT, null=True, related_name="strategies")
    entity = models.ForeignKey(Entity, models.PROTECT, null=True, related_name="strategies")
    institution = models.CharField(max_length=200, blank=True)
    themes = ArrayField(models.CharField(max_length=16))
    preparing_on = models.DateField(null=True)
    adopted_on = models.DateField(null=True)
    since_on = models.DateField(null=True)
    until_on = models.DateField(null=True)
    withdrawn_on = models.DateField(null=True)
    withdrawn_why = models.CharField(max_length=1000, blank=True)
    link = models.CharField(max_length=500, blank=True)
    source = models.CharField(max_length=300)
    verified = models.BooleanField()
    key = models.CharField(max_length=64)
    recorded_at = models.DateTimeField()
    superseded_at = models.DateTimeField(null=True)

    policy = PUBLIC

    class Meta:
        indexes = [models.Index(fields=["strategy", "-recorded_at"], name="editions_of_a_strategy")]
        constraints = [
            models.CheckConstraint(condition=Q(kind__in=words(Kind)), name="strategy_kind_known"),
            models.CheckConstraint(condition=Q(language__regex="^[a-z]{2,3}$"), name="strategy_language"),
            models.CheckConstraint(
                condition=Q(state__isnull=False, entity__isnull=True, institution="")
                | Q(state__isnull=True, entity__isnull=False, institution="")
                | (Q(state__isnull=True, entity__isnull=True) & ~Q(institution="")),
                name="strategy_one_owner",
            ),
            models.CheckConstraint(
                condition=~Q(kind=Kind.NATIONAL.value) | Q(state__isnull=False),
                name="strategy_national_of_a_state",
            ),
            models.CheckConstraint(
                condition=Q(themes__contained_by=words(Theme), themes__len__gte=1),
                name="strategy_themes_known",
            ),
            models.CheckConstraint(
                condition=Q(since_on__isnull=False) | Q(preparing_on__isnull=False, until_on__isnull=True),
                name="strategy_begins",
            ),
            models.CheckConstraint(
                condition=Q(until_on__isnull=True) | Q(until_on__gte=F("since_on")),
                name="strategy_ends_after_start",
            ),
            models.CheckConstraint(
                condition=Q(withdrawn_on__isnull=True, withdrawn_why="")
                | (Q(withdrawn_on__isnull=False) & ~Q(withdrawn_why="")),
                name="strategy_withdrawn_for_a_reason",
            ),
            models.CheckConstraint(
                condition=Q(link="") | Q(link__startswith="https://"), name="strategy_link_secure"
            ),
            models.CheckConstraint(condition=~Q(source=""), name="strategy_sourced"),
            models.CheckConstraint(condition=SUPERSEDED_LATER, name="strategy_superseded_later"),
            models.UniqueConstraint(
                fields=["strategy"], condition=Q(superseded_at__isnull=True), name="strategy_stands_once"
            ),
            models.UniqueConstraint(
                fields=["key"], condition=Q(superseded_at__isnull=True), name="strategy_held_once"
            ),
        ]
        triggers = [
            only_superseded(
                "strategy_only_superseded",
                *("strategy_id", "title", "language", "kind", "state_id", "entity_id", "institution"),
                *("themes", "preparing_on", "adopted_on", "since_on", "until_on", "withdrawn_on"),
                *("withdrawn_why", "link", "source", "verified", "key", "recorded_at"),
            )
        ]

    def __str__(self) -> str:
        return self.title


class StrategyCover(models.Model):
    """A State that a strategy covers, listed one by one, with the source that lists it."""

    strategy = models.ForeignKey(Strategy, models.PROTECT, related_name="covers")
    participant = models.ForeignKey(Participant, models.PROTECT, related_name="covered_by")
    since_on = models.DateField(null=True)
    until_on = models.DateField(null=True)
    source = models.CharField(max_length=300)
    recorded_at = models.DateTimeField()
    superseded_at = models.DateTimeField(null=True)

    policy = PUBLIC

    class Meta:
        indexes = [
            models.Index(fields=["strategy"], name="states_of_a_strategy"),
            models.Index(fields=["participant"], name="strategies_of_a_state"),
        ]
        constraints = [
            models.CheckConstraint(condition=~Q(source=""), name="cover_sourced"),
            models.CheckConstraint(
                condition=Q(since_on__isnull=True)
                | Q(until_on__isnull=True)
                | Q(until_on__gte=F("since_on")),
                name="cover_ends_after_start",
            ),
            models.CheckConstraint(condition=SUPERSEDED_LATER, name="cover_superseded_later"),
            models.UniqueConstraint(
                fields=["strategy", "participant", "since_on"],
                condition=Q(superseded_at__isnull=True),
                nulls_distinct=False,
                name="state_covered_once",
            ),
        ]
        triggers = [
            only_superseded(
                "cover_only_superseded",
                *("strategy_id", "participant_id", "since_on", "until_on", "source", "recorded_at"),
            )
        ]

    def __str__(self) -> str:
        return f"{self.strategy_id} {self.participant_id}"


class Measure(models.Model):
    """Another measure that complements a strategy, in the words of its source."""

    uuid = models.UUIDField(default=uuid4, unique=True, editable=False)
    strategy = models.ForeignKey(Strategy, models.PROTECT, related_name="measures")
    text = models.TextField()
    recorded_at = models.DateTimeField()
    superseded_at = models.DateTimeField(null=True)

    policy = PUBLIC

    class Meta:
        indexes = [models.Index(fields=["strategy"], name="measures_of_a_strategy")]
        constraints = [
            models.CheckConstraint(condition=~Q(text=""), name="measure_says"),
            models.CheckConstraint(condition=SUPERSEDED_LATER, name="measure_superseded_later"),
        ]
        triggers = [only_superseded("measure_only_superseded", "uuid", "strategy_id", "text", "recorded_at")]

    def __str__(self) -> str:
        return self.text[:80]

    def as_party(self) -> Party:
        """The measure as the trail names it."""
        return Party("measure", self.uuid, self.text[:200])
