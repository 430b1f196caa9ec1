"""Attachments: what was handed in, byte for byte."""

from uuid import uuid4

from django.db import models

from dispositif.secrecy.policies import APPEND_ONLY, Policy, roles

_KEEPERS = ("administrator", "secretariat", "drafter")


class Attachment(models.Model):
    """One content, known by its SHA-256; the bytes lie encrypted in the home."""

    uuid = models.UUIDField(default=uuid4, unique=True, editable=False)
    sha256 = models.CharField(max_length=64, unique=True)
    size = models.PositiveIntegerField()
    name = models.CharField(max_length=255)
    stored_on = models.DateField()

    policy = Policy(
        read=roles(*_KEEPERS, "auditor"),
        write=roles(*_KEEPERS),
        why="originals as handed in: for those who import, and the auditor",
        grants=APPEND_ONLY,
    )

    def __str__(self) -> str:
        return self.name
