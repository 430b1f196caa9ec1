"""Moves: how a request came to where it stands."""

from django.db import models
from django.db.models import Q
from django.db.models.functions import Now

from dispositif.assistance.models.policies import CASE_WORKERS, with_request
from dispositif.assistance.models.request import Request
from dispositif.assistance.rules import Status
from dispositif.instruments.models.instrument import words
from dispositif.secrecy.policies import APPEND_ONLY


class Move(models.Model):
    """One dated and signed step; its reason is written for the State. The first has no `before`."""

    request = models.ForeignKey(Request, models.PROTECT, related_name="moves")
    before = models.CharField(max_length=16, blank=True)
    after = models.CharField(max_length=16)
    moved_on = models.DateField()
    moved_at = models.DateTimeField(db_default=Now())
    by = models.UUIDField()
    by_name = models.CharField(max_length=200)
    reason = models.TextField(blank=True)
    consent_reference = models.CharField(max_length=200, blank=True)
    until_on = models.DateField(null=True)

    policy = with_request(
        *CASE_WORKERS,
        "delegation",
        "administrator",
        why="as the request",
        grants=APPEND_ONLY,
    )

    class Meta:
        ordering = ["pk"]
        indexes = [models.Index(fields=["after", "moved_on"], name="moves_by_day")]
        constraints = [
            models.CheckConstraint(
                condition=Q(before__in=["", *words(Status)], after__in=words(Status)),
                name="move_status_known",
            ),
            models.CheckConstraint(
                condition=~Q(after__in=["referred", "deferred", "not_possible"]) | ~Q(reason=""),
                name="move_says_why",
            ),
            models.CheckConstraint(
                condition=~Q(after="referred") | ~Q(consent_reference=""), name="move_referred_by_consent"
            ),
        ]

    def __str__(self) -> str:
        return f"{self.before} → {self.after}"
