"""Attachments: what was handed in, byte for byte."""

from uuid import uuid4

from django.db import models
from django.db.models import Q

from dispositif.secrecy.policies import APPEND_ONLY, Policy, either, own, roles
from dispositif.secrecy.subjects import OTHERS, LatePolicy, with_subject

_KEEPERS = ("administrator", "secretariat", "drafter", "programme_manager")
_ALONE = f"subject_kind = '' AND {own('stored_by')}"


def _policy() -> Policy:
    seen = with_subject("files_attachment", otherwise=either(_ALONE, roles(*OTHERS)))
    about = f"{roles(*_KEEPERS, 'delegation')} AND ({seen})"
    kept = f"CASE subject_kind WHEN '' THEN {roles(*_KEEPERS)} ELSE {about} END"
    return Policy(
        read=seen,
        write=kept,
        why="with a subject: whoever sees the subject; else whoever handed it in, and the secretariat",
        grants=APPEND_ONLY,
    )


class Attachment(models.Model):
    """One content as one person handed it in, known by its SHA-256; the bytes lie encrypted in the home.

    With a subject it is seen by exactly those who see the subject, also by whoever handed it in. `kind` is
    one of `kinds.Kind`, empty where the room that understands the file checked it by itself; `scanned_with`
    is the version of the engine that found nothing in it, empty where no scanner was switched on.
    """

    uuid = models.UUIDField(default=uuid4, unique=True, editable=False)
    sha256 = models.CharField(max_length=64)
    stored_by = models.UUIDField()
    size = models.PositiveIntegerField()
    name = models.CharField(max_length=255)
    stored_on = models.DateField()
    subject_kind = models.CharField(max_length=40, blank=True, default="")
    subject_uuid = models.UUIDField(null=True)
    kind = models.CharField(max_length=10, blank=True, default="")
    scanned_with = models.CharField(max_length=120, blank=True, default="")

    policy = LatePolicy(_policy)

    class Meta:
        constraints = [
            models.UniqueConstraint(
                fields=["sha256", "stored_by", "subject_uuid"],
                name="kept_once_a_person",
                nulls_distinct=False,
            ),
            models.CheckConstraint(
                condition=Q(subject_kind="", subject_uuid=None)
                | (~Q(subject_kind="") & Q(subject_uuid__isnull=False)),
                name="attachment_subject_whole",
            ),
        ]
        indexes = [models.Index(fields=["subject_uuid"], name="attachments_of_subject")]

    def __str__(self) -> str:
        return self.name
