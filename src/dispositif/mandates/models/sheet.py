"""Spreadsheets of the register that were handed in."""

from uuid import uuid4

from django.core.serializers.json import DjangoJSONEncoder
from django.db import models
from django.db.models import Q

from dispositif.files.models import Attachment
from dispositif.secrecy.policies import Policy, either, own, roles
from dispositif.trail.party import Party

STATES = ("looking", "waiting", "running", "written", "dropped")


class SheetIntake(models.Model):
    """A spreadsheet waiting for a look at its preview, or what became of it.

    `seen`: what a job found in a long one, `seen_at` then; `remarks`: all that it remarked. A short one is
    looked at whenever its page is asked for.
    """

    uuid = models.UUIDField(default=uuid4, unique=True, editable=False)
    attachment = models.ForeignKey(Attachment, models.PROTECT)
    name = models.CharField(max_length=255)
    handed_in_by = models.UUIDField()
    handed_in_on = models.DateField()
    state = models.CharField(max_length=8, default="waiting")
    progress = models.UUIDField(null=True)
    seen = models.JSONField(null=True, encoder=DjangoJSONEncoder)
    seen_at = models.DateTimeField(null=True)
    remarks = models.ForeignKey(Attachment, models.PROTECT, null=True, related_name="+")

    policy = Policy(
        read=either(own("handed_in_by"), roles("administrator", "secretariat")),
        write=roles("administrator", "secretariat", "drafter"),
        why="whoever handed the spreadsheet in, and the secretariat",
    )

    class Meta:
        constraints = [
            models.CheckConstraint(condition=Q(state__in=STATES), name="sheet_intake_state"),
        ]

    def __str__(self) -> str:
        return f"{self.name} {self.state}"

    def as_party(self) -> Party:
        """The spreadsheet as the trail names it."""
        return Party("sheet", self.uuid, self.name)
