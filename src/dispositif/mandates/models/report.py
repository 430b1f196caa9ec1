"""Reports that answer requests."""

from uuid import uuid4

from django.db import models
from django.db.models import Q

from dispositif.documents.models import Document
from dispositif.files.models import Attachment
from dispositif.mandates.models.mandate import Mandate
from dispositif.mandates.models.policies import WRITERS, of
from dispositif.mandates.rules import Standing
from dispositif.secrecy.policies import Policy, roles
from dispositif.trail.party import Party


class Report(models.Model):
    """A report that answers a request: probable, until its text or file is attached.

    `request` is the mandate that asks; where the asking text is not held, only its symbol is known.
    """

    uuid = models.UUIDField(default=uuid4, unique=True, editable=False)
    request = models.ForeignKey(Mandate, models.PROTECT, null=True, related_name="reports")
    request_symbol = models.CharField(max_length=80, blank=True)
    document = models.ForeignKey(Document, models.PROTECT, related_name="answers")
    standing = models.CharField(max_length=8, default=Standing.PROBABLE.value)
    attachment = models.ForeignKey(Attachment, models.PROTECT, null=True)
    issued_on = models.DateField(null=True)
    source = models.CharField(max_length=300, blank=True)
    entered_by = models.CharField(max_length=200)
    entered_on = models.DateField()
    attached_at = models.DateTimeField(null=True)
    revision = models.PositiveIntegerField(default=0)

    policy = Policy(
        read=f"{of('documents_document', 'document_id')} AND (request_id IS NULL OR "
        f"{of('mandates_mandate', 'request_id')})",
        write=roles(*WRITERS),
        why="whoever may read both the report and the request",
    )

    class Meta:
        constraints = [
            models.UniqueConstraint(fields=["request", "document"], name="answers_once"),
            models.CheckConstraint(
                condition=Q(standing__in=[one.value for one in Standing]), name="report_standing"
            ),
            models.CheckConstraint(
                condition=Q(request__isnull=False) | ~Q(request_symbol=""), name="report_was_asked_for"
            ),
            models.CheckConstraint(
                condition=Q(standing=Standing.PROBABLE.value, attached_at=None)
                | (
                    Q(standing=Standing.ATTACHED.value)
                    & Q(issued_on__isnull=False, attached_at__isnull=False)
                ),
                name="attached_report_has_its_day",
            ),
        ]

    def __str__(self) -> str:
        return f"{self.document_id} ({self.standing})"

    def as_party(self) -> Party:
        """The report as the trail names it."""
        return Party("report", self.uuid, self.document.symbol)
