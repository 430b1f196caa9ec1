"""The review mechanisms: offices named as focal points, questionnaires and their answers, contributions."""

from uuid import uuid4

from django.db import models
from django.db.models import F, Q
from django.db.models.functions import Now

from dispositif.instruments.models.action import SUPERSEDED_LATER, only_superseded
from dispositif.instruments.models.instrument import words
from dispositif.instruments.models.policies import KEPT, PUBLIC
from dispositif.instruments.models.session import ONE_OF_TWO
from dispositif.instruments.sessions import LARGEST, Basis, Mechanism, currency_of
from dispositif.kernel.money import Money
from dispositif.trail.party import Party
from dispositif.world.models import Entity, Participant

MECHANISM_KNOWN = Q(mechanism__in=words(Mechanism))


class FocalPoint(models.Model):
    """An office that a State named for a mechanism, by the communication that names it; no person's name."""

    uuid = models.UUIDField(default=uuid4, unique=True, editable=False)
    mechanism = models.CharField(max_length=8)
    participant = models.ForeignKey(Participant, models.PROTECT, related_name="focal_points")
    office = models.CharField(max_length=300)
    reference = models.CharField(max_length=200)
    since_on = models.DateField()
    until_on = models.DateField(null=True)
    recorded_at = models.DateTimeField()
    superseded_at = models.DateTimeField(null=True)

    policy = PUBLIC

    class Meta:
        constraints = [
            models.CheckConstraint(condition=MECHANISM_KNOWN, name="focal_point_mechanism_known"),
            models.CheckConstraint(
                condition=~Q(office="") & ~Q(reference=""), name="focal_point_says_who_and_where"
            ),
            models.CheckConstraint(
                condition=Q(until_on__isnull=True) | Q(until_on__gte=F("since_on")),
                name="focal_point_ends_after_start",
            ),
            models.CheckConstraint(condition=SUPERSEDED_LATER, name="focal_point_superseded_later"),
            models.UniqueConstraint(
                fields=["mechanism", "participant", "office", "since_on"],
                condition=Q(superseded_at__isnull=True),
                name="focal_point_once",
            ),
        ]
        triggers = [
            only_superseded(
                "focal_point_only_superseded",
                *("mechanism", "participant_id", "office", "reference", "since_on", "until_on"),
                "recorded_at",
            )
        ]

    def __str__(self) -> str:
        return self.office

    def as_party(self) -> Party:
        """The office as the trail names it."""
        return Party("focal_point", self.uuid, f"{self.mechanism} {self.participant.code}")


class Questionnaire(models.Model):
    """A questionnaire of a mechanism; whom it went to, by when, and who answered is `Answer`."""

    uuid = models.UUIDField(default=uuid4, unique=True, editable=False)
    mechanism = models.CharField(max_length=8)
    title = models.CharField(max_length=400)
    sent_on = models.DateField()
    source = models.CharField(max_length=300)
    recorded_at = models.DateTimeField(db_default=Now())

    policy = KEPT

    class Meta:
        constraints = [
            models.CheckConstraint(condition=MECHANISM_KNOWN, name="questionnaire_mechanism_known"),
            models.CheckConstraint(condition=~Q(title="") & ~Q(source=""), name="questionnaire_sourced"),
            models.UniqueConstraint(fields=["mechanism", "title", "sent_on"], name="questionnaire_once"),
        ]

    def __str__(self) -> str:
        return self.title

    def as_party(self) -> Party:
        """The questionnaire as the trail names it."""
        return Party("questionnaire", self.uuid, self.title[:200])


class Answer(models.Model):
    """A questionnaire addressed to one State: due by a day, received on another or outstanding."""

    questionnaire = models.ForeignKey(Questionnaire, models.PROTECT, related_name="answers")
    participant = models.ForeignKey(Participant, models.PROTECT, related_name="answers")
    due_on = models.DateField()
    received_on = models.DateField(null=True)
    source = models.CharField(max_length=300)
    recorded_at = models.DateTimeField()
    superseded_at = models.DateTimeField(null=True)

    policy = PUBLIC

    class Meta:
        constraints = [
            models.CheckConstraint(condition=~Q(source=""), name="answer_sourced"),
            models.CheckConstraint(condition=SUPERSEDED_LATER, name="answer_superseded_later"),
            models.UniqueConstraint(
                fields=["questionnaire", "participant"],
                condition=Q(superseded_at__isnull=True),
                name="answer_once",
            ),
        ]
        triggers = [
            only_superseded(
                "answer_only_superseded",
                *("questionnaire_id", "participant_id", "due_on", "received_on", "source", "recorded_at"),
            )
        ]

    def __str__(self) -> str:
        return f"{self.questionnaire_id} {self.participant_id}"


class Contribution(models.Model):
    """What somebody pledged or gave to a mechanism: `minor` units of a currency, or in kind, in words.

    In kind it may be valued or not. `on` is the day of the pledge or of the receipt, as `basis` says.
    """

    uuid = models.UUIDField(default=uuid4, unique=True, editable=False)
    mechanism = models.CharField(max_length=8)
    participant = models.ForeignKey(Participant, models.PROTECT, null=True, related_name="contributions")
    entity = models.ForeignKey(Entity, models.PROTECT, null=True, related_name="contributions")
    basis = models.CharField(max_length=8)
    in_kind = models.BooleanField(default=False)
    minor = models.BigIntegerField(null=True)
    currency = models.CharField(max_length=3, blank=True)
    words = models.CharField(max_length=400, blank=True)
    on = models.DateField()
    source = models.CharField(max_length=300)
    recorded_at = models.DateTimeField()
    superseded_at = models.DateTimeField(null=True)

    policy = PUBLIC

    class Meta:
        indexes = [models.Index(fields=["mechanism", "on"], name="contributions_by_day")]
        constraints = [
            models.CheckConstraint(condition=ONE_OF_TWO, name="contribution_of_one"),
            models.CheckConstraint(condition=MECHANISM_KNOWN, name="contribution_mechanism_known"),
            models.CheckConstraint(condition=Q(basis__in=words(Basis)), name="contribution_basis_known"),
            models.CheckConstraint(
                condition=Q(minor__isnull=True, currency="")
                | Q(minor__gt=0, minor__lte=LARGEST, currency__regex="^[A-Z]{3}$"),
                name="contribution_amount_has_a_currency",
            ),
            models.CheckConstraint(
                condition=Q(in_kind=True) & ~Q(words="") | Q(in_kind=False, minor__isnull=False),
                name="contribution_is_money_or_said",
            ),
            models.CheckConstraint(condition=~Q(source=""), name="contribution_sourced"),
            models.CheckConstraint(condition=SUPERSEDED_LATER, name="contribution_superseded_later"),
        ]
        triggers = [
            only_superseded(
                "contribution_only_superseded",
                *("mechanism", "participant_id", "entity_id", "basis", "in_kind", "minor", "currency"),
                *("words", '"on"', "source", "recorded_at"),
            )
        ]

    def __str__(self) -> str:
        return f"{self.mechanism} {self.basis} {self.on}"

    @property
    def money(self) -> Money | None:
        """The amount; None where it is not valued."""
        return None if self.minor is None else Money(self.minor, currency_of(self.currency))

    def as_party(self) -> Party:
        """The contribution as the trail names it."""
        giver = self.participant or self.entity
        return Party("contribution", self.uuid, f"{self.mechanism} {giver} {self.on}")
