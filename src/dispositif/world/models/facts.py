"""What is known of participants: how they take part, whom they succeed, what else they are called."""

from django.db import models
from django.db.models import F, Q

from dispositif.world.models.dated import PUBLIC, Sourced, at_most_one_a_day, words
from dispositif.world.models.things import Grouping, Participant
from dispositif.world.rules import Kind, SuccessionKind


class Standing(Sourced):
    """How a participant takes part on the days of the row; where no row holds, it takes no part."""

    participant = models.ForeignKey(Participant, models.PROTECT, related_name="standings")
    kind = models.CharField(max_length=20)

    policy = PUBLIC

    class Meta(Sourced.Meta):
        constraints = [
            *Sourced.Meta.constraints,
            models.CheckConstraint(condition=Q(kind__in=words(Kind)), name="standing_kind_known"),
            at_most_one_a_day("standing_one_a_day", F("participant")),
        ]

    def __str__(self) -> str:
        return f"{self.participant} {self.kind}"


class Succession(Sourced):
    """From `valid_from` on, the successor stands where the predecessor stood, or in a part of it."""

    predecessor = models.ForeignKey(Participant, models.PROTECT, related_name="succeeded_by")
    successor = models.ForeignKey(Participant, models.PROTECT, related_name="successor_to")
    kind = models.CharField(max_length=20)

    policy = PUBLIC

    class Meta(Sourced.Meta):
        constraints = [
            *Sourced.Meta.constraints,
            models.CheckConstraint(condition=Q(kind__in=words(SuccessionKind)), name="succession_kind_known"),
            models.CheckConstraint(condition=Q(valid_from__isnull=False), name="succession_has_a_day"),
            models.CheckConstraint(
                condition=~Q(predecessor=F("successor")), name="succession_between_two_participants"
            ),
            models.UniqueConstraint(
                fields=["predecessor", "successor"],
                condition=Q(superseded_at=None),
                name="succession_once",
            ),
        ]

    def __str__(self) -> str:
        return f"{self.predecessor} {self.kind} {self.successor}"


class Alias(Sourced):
    """Another form in which registers print a participant; `folded` as in `rules.fold`."""

    participant = models.ForeignKey(Participant, models.PROTECT, related_name="aliases")
    alias = models.CharField(max_length=200)
    folded = models.CharField(max_length=200)

    policy = PUBLIC

    class Meta(Sourced.Meta):
        constraints = [
            *Sourced.Meta.constraints,
            models.UniqueConstraint(
                fields=["folded"], condition=Q(superseded_at=None), name="alias_of_one_participant"
            ),
        ]

    def __str__(self) -> str:
        return self.alias


class Membership(Sourced):
    """A participant belongs to a grouping on the days of the row."""

    grouping = models.ForeignKey(Grouping, models.PROTECT, related_name="memberships")
    participant = models.ForeignKey(Participant, models.PROTECT, related_name="memberships")

    policy = PUBLIC

    class Meta(Sourced.Meta):
        constraints = [
            *Sourced.Meta.constraints,
            at_most_one_a_day("membership_one_a_day", F("grouping"), F("participant")),
        ]

    def __str__(self) -> str:
        return f"{self.participant} in {self.grouping}"
