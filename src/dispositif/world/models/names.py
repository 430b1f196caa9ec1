"""How things are called: rows of their own, dated twice."""

from django.db import models
from django.db.models import F, Func, Q, Value

from dispositif.kernel.language import BY_CODE
from dispositif.world.models.dated import PUBLIC, Sourced, at_most_one_a_day
from dispositif.world.models.things import Entity, Grouping, Participant, Region, Theme

_LANGUAGE = Func(F("language"), function="ascii") * Value(256) + Func(
    Func(F("language"), Value(1), function="right"), function="ascii"
)
"""A language as the number of its two letters."""


class Name(Sourced):
    """How a thing is called in one language; at most one name on a day.

    `sort_key` as in `order.sort_key`, `folded` as in `rules.fold`; `verified` unless its sources disagree.
    """

    language = models.CharField(max_length=2)
    name = models.CharField(max_length=200)
    folded = models.CharField(max_length=200, db_index=True)
    sort_key = models.BinaryField()

    policy = PUBLIC

    class Meta(Sourced.Meta):
        abstract = True
        constraints = [
            *Sourced.Meta.constraints,
            models.CheckConstraint(condition=Q(language__in=list(BY_CODE)), name="%(class)s_language_known"),
            models.CheckConstraint(condition=~Q(name=""), name="%(class)s_not_empty"),
        ]

    def __str__(self) -> str:
        return self.name


class ParticipantName(Name):
    """Short names as the United Nations writes them, without the article; former ones end on their day."""

    participant = models.ForeignKey(Participant, models.PROTECT, related_name="names")

    class Meta(Name.Meta):
        constraints = [
            *Name.Meta.constraints,
            at_most_one_a_day("participant_one_name_a_day", F("participant"), _LANGUAGE),
        ]


class RegionName(Name):
    """Names of the M49 standard."""

    region = models.ForeignKey(Region, models.PROTECT, related_name="names")

    class Meta(Name.Meta):
        constraints = [
            *Name.Meta.constraints,
            at_most_one_a_day("region_one_name_a_day", F("region"), _LANGUAGE),
        ]


class EntityName(Name):
    """Names as documents of the United Nations print them."""

    entity = models.ForeignKey(Entity, models.PROTECT, related_name="names")

    class Meta(Name.Meta):
        constraints = [
            *Name.Meta.constraints,
            at_most_one_a_day("entity_one_name_a_day", F("entity"), _LANGUAGE),
        ]


class ThemeName(Name):
    """Names in our own short words, after the paragraph that speaks of the theme."""

    theme = models.ForeignKey(Theme, models.PROTECT, related_name="names")

    class Meta(Name.Meta):
        constraints = [
            *Name.Meta.constraints,
            at_most_one_a_day("theme_one_name_a_day", F("theme"), _LANGUAGE),
        ]


class GroupingName(Name):
    """Names of groups as lists of the United Nations print them, of office regions as its programmes do."""

    grouping = models.ForeignKey(Grouping, models.PROTECT, related_name="names")

    class Meta(Name.Meta):
        constraints = [
            *Name.Meta.constraints,
            at_most_one_a_day("grouping_one_name_a_day", F("grouping"), _LANGUAGE),
        ]
