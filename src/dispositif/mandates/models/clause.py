"""What is said of clauses beside their being registered: where they come from, what they make a priority."""

from uuid import uuid4

from django.db import models
from django.db.models import Q

from dispositif.documents.models import Provision
from dispositif.mandates.models.policies import WRITERS, of
from dispositif.mandates.rules import Relation
from dispositif.secrecy.policies import Policy, roles
from dispositif.world.models import Entity, Theme


class Lineage(models.Model):
    """One clause and an earlier one that it says again, changes, or follows on: joined by hand."""

    uuid = models.UUIDField(default=uuid4, unique=True, editable=False)
    earlier = models.ForeignKey(Provision, models.PROTECT, related_name="heirs")
    later = models.ForeignKey(Provision, models.PROTECT, related_name="ancestors")
    relation = models.CharField(max_length=12)
    note = models.TextField(blank=True)
    joined_by = models.CharField(max_length=200)
    joined_on = models.DateField()

    policy = Policy(
        read=f"{of('documents_provision', 'earlier_id')} AND {of('documents_provision', 'later_id')}",
        write=roles(*WRITERS),
        why="whoever may read both clauses",
    )

    class Meta:
        constraints = [
            models.UniqueConstraint(fields=["earlier", "later"], name="joined_once"),
            models.CheckConstraint(condition=~Q(earlier=models.F("later")), name="no_clause_is_its_own_heir"),
            models.CheckConstraint(
                condition=Q(relation__in=[one.value for one in Relation]), name="lineage_relation"
            ),
        ]

    def __str__(self) -> str:
        return f"{self.later_id} {self.relation} {self.earlier_id}"


class Priority(models.Model):
    """A theme that the Assembly or the Council made a priority, and the provision that says so."""

    uuid = models.UUIDField(default=uuid4, unique=True, editable=False)
    theme = models.ForeignKey(Theme, models.PROTECT, related_name="priorities")
    provision = models.ForeignKey(Provision, models.PROTECT, related_name="priorities")
    organ = models.ForeignKey(Entity, models.PROTECT)
    note = models.TextField(blank=True)
    entered_by = models.CharField(max_length=200)
    entered_on = models.DateField()

    policy = Policy(
        read=of("documents_provision", "provision_id"), write=roles(*WRITERS), why="as its provision"
    )

    class Meta:
        constraints = [models.UniqueConstraint(fields=["theme", "provision"], name="priority_once")]

    def __str__(self) -> str:
        return f"{self.theme_id} in {self.provision_id}"
