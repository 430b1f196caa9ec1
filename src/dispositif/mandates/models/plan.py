"""Legislative mandates as programme plans list them."""

from uuid import uuid4

import pgtrigger
from django.db import models
from django.db.models import Q
from django.db.models.functions import MD5

from dispositif.mandates.models.policies import WRITERS
from dispositif.secrecy.policies import APPEND_ONLY, Policy, everyone, roles
from dispositif.trail.party import Party

PUBLISHED = "published programme plans"


class Plan(models.Model):
    """A programme plan whose list of legislative mandates was imported; `revision` counts the imports."""

    uuid = models.UUIDField(default=uuid4, unique=True, editable=False)
    year = models.PositiveSmallIntegerField(unique=True)
    source = models.CharField(max_length=300)
    imported_on = models.DateField()
    imported_by = models.CharField(max_length=200)
    revision = models.PositiveIntegerField(default=0)

    policy = Policy(
        read=everyone(), write=roles(*WRITERS), why=PUBLISHED, grants=("SELECT", "INSERT", "UPDATE")
    )

    def __str__(self) -> str:
        return str(self.year)

    def as_party(self) -> Party:
        """The plan as the trail names it."""
        return Party("plan", self.uuid, str(self.year))


class Reference(models.Model):
    """One legislative mandate as a plan lists it, under a subprogramme.

    A row that a later import of the same plan changes or leaves out is superseded, not changed: what was
    known at a moment can be asked for. `place` is where the list prints it now.
    """

    plan = models.ForeignKey(Plan, models.PROTECT, related_name="references")
    place = models.PositiveIntegerField()
    subprogramme = models.CharField(max_length=400)
    body = models.CharField(max_length=200)
    printed = models.CharField(max_length=200, blank=True)
    title = models.TextField(blank=True)
    url = models.CharField(max_length=300, blank=True)
    recorded_at = models.DateTimeField()
    superseded_at = models.DateTimeField(null=True)

    policy = Policy(
        read=everyone(), write=roles(*WRITERS), why=PUBLISHED, grants=("SELECT", "INSERT", "UPDATE")
    )

    class Meta:
        indexes = [models.Index(fields=["plan", "place"], name="references_of_a_plan")]
        constraints = [
            models.UniqueConstraint(
                "plan",
                MD5("subprogramme"),
                MD5("body"),
                MD5("printed"),
                condition=Q(superseded_at__isnull=True) & ~Q(printed=""),
                name="number_listed_once",
            ),
            models.UniqueConstraint(
                "plan",
                MD5("subprogramme"),
                MD5("body"),
                MD5("title"),
                condition=Q(superseded_at__isnull=True, printed=""),
                name="title_listed_once",
            ),
            models.CheckConstraint(condition=~Q(printed="") | ~Q(title=""), name="reference_names_something"),
            models.CheckConstraint(
                condition=Q(superseded_at__isnull=True) | Q(superseded_at__gte=models.F("recorded_at")),
                name="reference_superseded_later",
            ),
        ]
        triggers = [
            pgtrigger.Protect(
                name="reference_only_superseded",
                operation=pgtrigger.Update,
                condition=pgtrigger.Condition(
                    "((OLD.superseded_at IS NOT NULL"
                    " AND NEW.superseded_at IS DISTINCT FROM OLD.superseded_at)"
                    " OR (OLD.plan_id, OLD.subprogramme, OLD.body, OLD.printed, OLD.title, OLD.url,"
                    " OLD.recorded_at) IS DISTINCT FROM (NEW.plan_id, NEW.subprogramme, NEW.body,"
                    " NEW.printed, NEW.title, NEW.url, NEW.recorded_at))"
                ),
            )
        ]

    def __str__(self) -> str:
        return self.printed or self.title[:80]


class Cited(models.Model):
    """A symbol that a reference cites; one printed reference may hold two."""

    reference = models.ForeignKey(Reference, models.PROTECT, related_name="cites")
    symbol = models.CharField(max_length=80, db_index=True)

    policy = Policy(read=everyone(), write=roles(*WRITERS), why=PUBLISHED, grants=APPEND_ONLY)

    class Meta:
        constraints = [models.UniqueConstraint(fields=["reference", "symbol"], name="reference_cites_once")]

    def __str__(self) -> str:
        return self.symbol
