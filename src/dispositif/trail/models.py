"""Tables of the trail. The chain holds digests; what was written can be disposed of apart from it."""

import pgtrigger
from django.db import models

from dispositif.secrecy.policies import APPEND_ONLY, Policy, either, everyone, roles

_WHOLE = either(
    "current_user = 'dispositif_auditor'",
    roles("auditor"),
    "subject_uuid::text = current_setting('dispositif.subject', true)",
)
_CONTENT = "EXISTS (SELECT 1 FROM trail_entry e WHERE e.seq = entry_id)"


class Entry(models.Model):
    """One thing that happened. Never changed, never removed: the database refuses both."""

    seq = models.BigIntegerField(primary_key=True)
    uuid = models.UUIDField(unique=True)
    at = models.DateTimeField()
    what = models.CharField(max_length=80)
    actor_kind = models.CharField(max_length=40)
    actor_uuid = models.UUIDField()
    actor_label = models.CharField(max_length=200)
    subject_kind = models.CharField(max_length=40)
    subject_uuid = models.UUIDField()
    subject_label = models.CharField(max_length=300)
    why = models.TextField(blank=True)
    content_digest = models.CharField(max_length=64)
    previous = models.CharField(max_length=64)
    digest = models.CharField(max_length=64)

    policy = Policy(
        read=_WHOLE,
        write=everyone(),
        why="the whole trail for the auditor; a record's own entries for whoever may read the record",
        grants=APPEND_ONLY,
    )

    class Meta:
        indexes = [models.Index(fields=["subject_uuid", "seq"], name="trail_of_a_subject")]
        triggers = [pgtrigger.Protect(name="append_only", operation=pgtrigger.Update | pgtrigger.Delete)]

    def __str__(self) -> str:
        return f"{self.seq} {self.what} {self.subject_label}"


class Content(models.Model):
    """What was written in one entry; removing it leaves the chain whole."""

    entry = models.OneToOneField(Entry, models.DO_NOTHING, primary_key=True)
    content = models.JSONField()

    policy = Policy(read=_CONTENT, write=everyone(), why="as its entry", grants=APPEND_ONLY)

    class Meta:
        triggers = [pgtrigger.Protect(name="not_rewritten", operation=pgtrigger.Update)]

    def __str__(self) -> str:
        return f"content of {self.entry_id}"


class Head(models.Model):
    """The end of the chain: one row, whose lock puts writers in a queue."""

    id = models.SmallIntegerField(primary_key=True, default=1)
    seq = models.BigIntegerField(default=0)
    digest = models.CharField(max_length=64, default="")

    policy = Policy(
        read=everyone(),
        write=everyone(),
        why="every writer moves the head; `verify` does not rely on it",
        grants=("SELECT", "INSERT", "UPDATE"),
    )

    class Meta:
        constraints = [models.CheckConstraint(condition=models.Q(id=1), name="one_head")]

    def __str__(self) -> str:
        return f"head at {self.seq}"
