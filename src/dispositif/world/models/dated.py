"""Facts that hold on days: what every table of the world shares."""

from datetime import date
from enum import StrEnum

from django.contrib.postgres.constraints import ExclusionConstraint
from django.contrib.postgres.fields import BigIntegerRangeField, DateRangeField, RangeOperators
from django.db import models
from django.db.models import F, Func, Q, Value
from django.db.models.expressions import Combinable
from django.db.models.functions import Now

from dispositif.secrecy.policies import Policy, everyone, roles

PUBLIC = Policy(read=everyone(), write=roles("administrator"), why="public facts, of which every page speaks")


def words(kinds: type[StrEnum]) -> list[str]:
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


class Sourced(Dated):
    """A fact with its source. A correction supersedes the row and adds another.

    `verified` where a source is at hand that confirms it, and none that says otherwise.
    """

    source = models.CharField(max_length=60)
    verified = models.BooleanField()
    superseded_at = models.DateTimeField(null=True, blank=True)

    class Meta(Dated.Meta):
        abstract = True
        constraints = [
            *Dated.Meta.constraints,
            models.CheckConstraint(
                condition=Q(superseded_at__isnull=True) | Q(superseded_at__gte=F("recorded_at")),
                name="%(class)s_superseded_later",
            ),
        ]


def at_most_one_a_day(name: str, *numbers: F | Combinable) -> ExclusionConstraint:
    """Of what is known now, rows that agree in the numbers hold on no day together.

    Numbers become ranges of one, which GiST indexes without the extension btree_gist.
    """
    return ExclusionConstraint(
        name=name,
        expressions=[(one, RangeOperators.OVERLAPS) for one in (*map(_one, numbers), _days())],
        condition=Q(superseded_at__isnull=True),
    )


def _one(number: F | Combinable) -> Func:
    return Func(number, number, Value("[]"), function="int8range", output_field=BigIntegerRangeField())


def _days() -> Func:
    return Func(
        F("valid_from"), F("valid_to"), Value("[]"), function="daterange", output_field=DateRangeField()
    )
