"""Tables of the world. A thing keeps its row; how it is called is a row of its own, dated twice."""

from datetime import date
from enum import StrEnum

from django.contrib.postgres.constraints import ExclusionConstraint
from django.contrib.postgres.fields import BigIntegerRangeField, DateRangeField, RangeOperators
from django.db import models
from django.db.models import F, Func, Q, Value
from django.db.models.functions import Now

from dispositif.kernel.language import BY_CODE
from dispositif.secrecy.policies import Policy, everyone, roles
from dispositif.world.rules import EntityKind, Kind, Level

_PUBLIC = Policy(
    read=everyone(), write=roles("administrator"), why="public facts, of which every page speaks"
)
_M49 = r"^\d{3}$"


def _words(kinds: type[StrEnum]) -> list[str]:
    """Plain words, so that migrations do not import the rules of their day."""
    return [kind.value for kind in kinds]


def holds(at: date) -> Q:
    """The facts that hold on the day; an open end holds for ever."""
    begun = Q(valid_from__isnull=True) | Q(valid_from__lte=at)
    return begun & (Q(valid_to__isnull=True) | Q(valid_to__gte=at))


class Dated(models.Model):
    """A fact: the days on which it holds (both included, empty: open), and when it was recorded."""

    valid_from = models.DateField(null=True, blank=True)
    valid_to = models.DateField(null=True, blank=True)
    recorded_at = models.DateTimeField(db_default=Now())

    class Meta:
        abstract = True
        constraints = [
            models.CheckConstraint(
                condition=Q(valid_from__isnull=True)
                | Q(valid_to__isnull=True)
                | Q(valid_to__gte=F("valid_from")),
                name="%(class)s_ends_after_start",
            )
        ]


class Region(Dated):
    """A region of the M49 standard; every one but the world lies in another."""

    uuid = models.UUIDField(unique=True, editable=False)
    m49 = models.CharField(max_length=3, unique=True)
    level = models.CharField(max_length=20)
    parent = models.ForeignKey("self", models.PROTECT, null=True, related_name="parts")

    policy = _PUBLIC

    class Meta(Dated.Meta):
        constraints = [
            *Dated.Meta.constraints,
            models.CheckConstraint(condition=Q(level__in=_words(Level)), name="region_level_known"),
            models.CheckConstraint(condition=Q(m49__regex=_M49), name="region_m49_three_digits"),
            models.CheckConstraint(
                condition=Q(level=Level.WORLD.value, parent__isnull=True)
                | (~Q(level=Level.WORLD.value) & Q(parent__isnull=False)),
                name="region_world_has_no_parent",
            ),
        ]

    def __str__(self) -> str:
        return self.m49


class Participant(Dated):
    """A State, or an organization that takes part beside States. `code` is ISO alpha-3, or `EU`.

    `region` is the narrowest one of M49; `member_since` the year of admission to the United Nations.
    """

    uuid = models.UUIDField(unique=True, editable=False)
    code = models.CharField(max_length=3, unique=True)
    kind = models.CharField(max_length=20)
    m49 = models.CharField(max_length=3, null=True, unique=True)
    iso2 = models.CharField(max_length=2, null=True, unique=True)
    iso3 = models.CharField(max_length=3, null=True, unique=True)
    member_since = models.PositiveSmallIntegerField(null=True)
    region = models.ForeignKey(Region, models.PROTECT, null=True, related_name="participants")

    policy = _PUBLIC

    class Meta(Dated.Meta):
        constraints = [
            *Dated.Meta.constraints,
            models.CheckConstraint(condition=Q(kind__in=_words(Kind)), name="participant_kind_known"),
            models.CheckConstraint(
                condition=Q(m49__isnull=True) | Q(m49__regex=_M49), name="participant_m49_three_digits"
            ),
            models.CheckConstraint(
                condition=Q(kind=Kind.MEMBER.value, member_since__isnull=False)
                | (~Q(kind=Kind.MEMBER.value) & Q(member_since__isnull=True)),
                name="participant_members_were_admitted",
            ),
            models.CheckConstraint(
                condition=Q(kind=Kind.REIO.value, m49=None, iso2=None, iso3=None, region=None)
                | (
                    ~Q(kind=Kind.REIO.value)
                    & Q(m49__isnull=False, iso2__isnull=False, iso3=F("code"))
                    & Q(region__isnull=False)
                ),
                name="participant_states_have_codes",
            ),
        ]

    def __str__(self) -> str:
        return self.code


class Entity(Dated):
    """An organ, office or official of the United Nations: what adopts, and what is asked to act."""

    uuid = models.UUIDField(unique=True, editable=False)
    code = models.CharField(max_length=20, unique=True)
    kind = models.CharField(max_length=20)
    parent = models.ForeignKey("self", models.PROTECT, null=True, related_name="parts")

    policy = _PUBLIC

    class Meta(Dated.Meta):
        constraints = [
            *Dated.Meta.constraints,
            models.CheckConstraint(condition=Q(kind__in=_words(EntityKind)), name="entity_kind_known"),
            models.CheckConstraint(
                condition=Q(kind=EntityKind.ORGANIZATION.value) | Q(parent__isnull=False),
                name="entity_has_a_place",
            ),
        ]

    def __str__(self) -> str:
        return self.code


class Theme(Dated):
    """What a mandate is about; a mandate may have several themes."""

    uuid = models.UUIDField(unique=True, editable=False)
    code = models.CharField(max_length=20, unique=True)
    parent = models.ForeignKey("self", models.PROTECT, null=True, related_name="parts")

    policy = _PUBLIC

    class Meta(Dated.Meta):
        constraints = [
            *Dated.Meta.constraints,
            models.CheckConstraint(condition=Q(code__regex="^[A-Z]+$"), name="theme_code_in_capitals"),
            models.CheckConstraint(
                condition=Q(parent__isnull=True) | ~Q(parent=F("id")), name="theme_not_part_of_itself"
            ),
        ]

    def __str__(self) -> str:
        return self.code


class Name(Dated):
    """How a thing is called in one language. A correction supersedes the row and adds another.

    `sort_key` as in `order.sort_key`, `folded` as in `rules.fold`; `verified` unless its sources disagree.
    """

    language = models.CharField(max_length=2)
    name = models.CharField(max_length=200)
    folded = models.CharField(max_length=200, db_index=True)
    sort_key = models.BinaryField()
    source = models.CharField(max_length=60)
    verified = models.BooleanField()
    superseded_at = models.DateTimeField(null=True, blank=True)

    policy = _PUBLIC

    class Meta(Dated.Meta):
        abstract = True
        constraints = [
            *Dated.Meta.constraints,
            models.CheckConstraint(condition=Q(language__in=list(BY_CODE)), name="%(class)s_language_known"),
            models.CheckConstraint(condition=~Q(name=""), name="%(class)s_not_empty"),
            models.CheckConstraint(
                condition=Q(superseded_at__isnull=True) | Q(superseded_at__gte=F("recorded_at")),
                name="%(class)s_superseded_later",
            ),
        ]

    def __str__(self) -> str:
        return self.name


def _one_name_a_day(of: str) -> ExclusionConstraint:
    """Of what is known now, a thing has at most one name in a language on a day.

    Numbers become ranges of one, which GiST indexes without the extension btree_gist; a language is
    the number of its two letters.
    """
    language = Func(F("language"), function="ascii") * Value(256) + Func(
        Func(F("language"), Value(1), function="right"), function="ascii"
    )
    return ExclusionConstraint(
        name=f"{of}_one_name_a_day",
        expressions=[
            (_one(F(of)), RangeOperators.OVERLAPS),
            (_one(language), RangeOperators.OVERLAPS),
            (_days(), RangeOperators.OVERLAPS),
        ],
        condition=Q(superseded_at__isnull=True),
    )


def _one(number: F | models.expressions.Combinable) -> Func:
    return Func(number, number, Value("[]"), function="int8range", output_field=BigIntegerRangeField())


def _days() -> Func:
    return Func(
        F("valid_from"), F("valid_to"), Value("[]"), function="daterange", output_field=DateRangeField()
    )


class ParticipantName(Name):
    """Short names as the United Nations writes them, without the article."""

    participant = models.ForeignKey(Participant, models.PROTECT, related_name="names")

    class Meta(Name.Meta):
        constraints = [*Name.Meta.constraints, _one_name_a_day("participant")]


class RegionName(Name):
    """Names of the M49 standard."""

    region = models.ForeignKey(Region, models.PROTECT, related_name="names")

    class Meta(Name.Meta):
        constraints = [*Name.Meta.constraints, _one_name_a_day("region")]


class EntityName(Name):
    """Names as documents of the United Nations print them."""

    entity = models.ForeignKey(Entity, models.PROTECT, related_name="names")

    class Meta(Name.Meta):
        constraints = [*Name.Meta.constraints, _one_name_a_day("entity")]


class ThemeName(Name):
    """Names in our own short words, after the paragraph that speaks of the theme."""

    theme = models.ForeignKey(Theme, models.PROTECT, related_name="names")

    class Meta(Name.Meta):
        constraints = [*Name.Meta.constraints, _one_name_a_day("theme")]
