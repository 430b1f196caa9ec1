"""Roles held by persons, for a period."""

from datetime import date
from uuid import uuid4

from django.db import models
from django.db.models import F, Q

from dispositif.people.models.person import Person
from dispositif.people.rules import NOTE_LENGTH, STATE, Role
from dispositif.secrecy.policies import Policy, either, roles


class Posting(models.Model):
    """A role held by a person, for a period, over a scope (empty: everywhere).

    A delegation is the focal point of one participant, named by a note verbale: its reference and date.
    """

    uuid = models.UUIDField(default=uuid4, unique=True, editable=False)
    person = models.ForeignKey(Person, models.PROTECT, related_name="postings")
    role = models.CharField(max_length=20)
    scope_kind = models.CharField(max_length=40, blank=True)
    scope_uuid = models.UUIDField(null=True, blank=True)
    starts_on = models.DateField()
    ends_on = models.DateField(null=True, blank=True)
    suspended = models.BooleanField(default=False)
    note_reference = models.CharField(max_length=NOTE_LENGTH, blank=True)
    note_on = models.DateField(null=True, blank=True)

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
                condition=Q(role__in=[role.value for role in Role]), name="posting_role_known"
            ),
            models.CheckConstraint(
                condition=Q(ends_on__isnull=True) | Q(ends_on__gte=F("starts_on")),
                name="posting_ends_after_start",
            ),
            models.CheckConstraint(
                condition=Q(scope_kind="", scope_uuid__isnull=True)
                | (~Q(scope_kind="") & Q(scope_uuid__isnull=False)),
                name="posting_scope_whole",
            ),
            models.CheckConstraint(
                condition=~Q(role=Role.DELEGATION.value)
                | (Q(scope_kind=STATE, note_on__isnull=False) & ~Q(note_reference="")),
                name="delegation_named_by_a_note",
            ),
        ]

    def __str__(self) -> str:
        return f"{self.person}: {self.role}"

    def runs(self, on: date) -> bool:
        """Whether the role is held on the day."""
        return not self.suspended and self.starts_on <= on and (self.ends_on is None or on <= self.ends_on)
