"""Points of an examination as they were answered."""

from django.db import models
from django.db.models import Q
from django.db.models.functions import Now

from dispositif.assistance.models.policies import CASE_WORKERS, inside
from dispositif.assistance.models.request import Request
from dispositif.assistance.rules_points import Answer, Point
from dispositif.instruments.models.instrument import words
from dispositif.secrecy.policies import APPEND_ONLY


class PointAnswer(models.Model):
    """One point answered by a named person; the latest answer stands, the earlier ones stay."""

    request = models.ForeignKey(Request, models.PROTECT, related_name="points")
    point = models.CharField(max_length=16)
    answer = models.CharField(max_length=16)
    remark = models.TextField(blank=True)
    answered_on = models.DateField()
    answered_at = models.DateTimeField(db_default=Now())
    by = models.UUIDField()
    by_name = models.CharField(max_length=200)

    policy = inside(
        *CASE_WORKERS,
        "administrator",
        "auditor",
        why="case workers who see the request, the auditor: never a delegation",
        grants=APPEND_ONLY,
    )

    class Meta:
        ordering = ["pk"]
        indexes = [models.Index(fields=["request", "point", "id"], name="points_of_request")]
        constraints = [
            models.CheckConstraint(condition=Q(point__in=words(Point)), name="point_known"),
            models.CheckConstraint(condition=Q(answer__in=words(Answer)), name="point_answer_known"),
            models.CheckConstraint(condition=Q(answer="met") | ~Q(remark=""), name="point_says_why"),
        ]

    def __str__(self) -> str:
        return f"{self.point}: {self.answer}"
