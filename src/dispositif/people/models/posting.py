"""Roles held by persons, for a period."""

from datetime import date
from uuid import uuid4

from django.db import models

from dispositif.people.models.person import Person
from dispositif.people.rules import Role
from dispositif.secrecy.policies import Policy, either, roles


class Posting(models.Model):
    """A role held by a person, for a period, over a scope (empty: everywhere)."""

    uuid = models.UUIDField(default=uuid4, unique=True, editable=False)
    person = models.ForeignKey(Person, models.PROTECT, related_name="postings")
    role = models.CharField(max_length=20)
    scope_kind = models.CharField(max_length=40, blank=True)
    scope_uuid = models.UUIDField(null=True, blank=True)
    starts_on = models.DateField()
    ends_on = models.DateField(null=True, blank=True)
    suspended = models.BooleanField(default=False)

    policy = Policy(
        read=either(
            "EXISTS (SELECT 1 FROM people_person p WHERE p.id = person_id)",
            roles("administrator", "auditor"),
        ),
        write=roles("administrator"),
        why="as the person",
    )

    class Meta:
        constraints = [
            models.CheckConstraint(
                condition=models.Q(role__in=[role.value for role in Role]), name="posting_role_known"
            ),
            models.CheckConstraint(
                condition=models.Q(ends_on__isnull=True) | models.Q(ends_on__gte=models.F("starts_on")),
                name="posting_ends_after_start",
            ),
            models.CheckConstraint(
                condition=models.Q(scope_kind="", scope_uuid__isnull=True)
                | (~models.Q(scope_kind="") & models.Q(scope_uuid__isnull=False)),
                name="posting_scope_whole",
            ),
        ]

    def __str__(self) -> str:
        return f"{self.person}: {self.role}"

    def runs(self, on: date) -> bool:
        """Whether the role is held on the day."""
        return not self.suspended and self.starts_on <= on and (self.ends_on is None or on <= self.ends_on)
