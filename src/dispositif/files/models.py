"""Attachments: what was handed in, byte for byte."""

from uuid import uuid4

from django.db import models

from dispositif.secrecy.policies import APPEND_ONLY, Policy, either, own, roles

_KEEPERS = ("administrator", "secretariat", "drafter", "programme_manager")


class Attachment(models.Model):
    """One content as one person handed it in, known by its SHA-256; the bytes lie encrypted in the home."""

    uuid = models.UUIDField(default=uuid4, unique=True, editable=False)
    sha256 = models.CharField(max_length=64)
    stored_by = models.UUIDField()
    size = models.PositiveIntegerField()
    name = models.CharField(max_length=255)
    stored_on = models.DateField()

    policy = Policy(
        read=either(own("stored_by"), roles("administrator", "secretariat")),
        write=roles(*_KEEPERS),
        why="originals as handed in: for whoever handed them in, and the secretariat",
        grants=APPEND_ONLY,
    )

    class Meta:
        constraints = [models.UniqueConstraint(fields=["sha256", "stored_by"], name="kept_once_a_person")]

    def __str__(self) -> str:
        return self.name
