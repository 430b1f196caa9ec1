"""Tables of the trail. The chain holds digests; what was written can be disposed of apart from it."""

import pgtrigger
from django.db import models

from dispositif.secrecy.policies import APPEND_ONLY, Policy, either, everyone, roles

_AUDITOR = either("current_user = 'dispositif_auditor'", roles("auditor"))
_WHOLE = either(_AUDITOR, "subject_uuid::text = current_setting('dispositif.subject', true)")
_CONTENT = "EXISTS (SELECT 1 FROM trail_entry e WHERE e.seq = entry_id)"
_DISPOSING = """
IF NOT acting_role('administrator', 'secretariat') OR NOT EXISTS (
    SELECT 1 FROM trail_entry e
    WHERE e.seq = OLD.entry_id AND e.subject_uuid::text = current_setting('dispositif.subject', true)
) THEN
    RAISE insufficient_privilege USING MESSAGE = 'only administrator and secretariat dispose of contents';
END IF;
RETURN OLD;
"""


def _kept_for_good(name: str) -> pgtrigger.Protect:
    return pgtrigger.Protect(name=name, operation=pgtrigger.Update | pgtrigger.Delete)


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
        triggers = [_kept_for_good("append_only")]

    def __str__(self) -> str:
        return f"{self.seq} {self.what} {self.subject_label}"


class Content(models.Model):
    """What was written in one entry; removing it leaves the chain whole."""

    entry = models.OneToOneField(Entry, models.DO_NOTHING, primary_key=True)
    content = models.JSONField()

    policy = Policy(
        read=_CONTENT,
        write=everyone(),
        why="as its entry; a trigger lets only the administrator and the secretariat dispose of contents",
        grants=("SELECT", "INSERT", "DELETE"),
    )

    class Meta:
        triggers = [
            pgtrigger.Protect(name="not_rewritten", operation=pgtrigger.Update),
            pgtrigger.Trigger(
                name="disposed_by_few", when=pgtrigger.Before, operation=pgtrigger.Delete, func=_DISPOSING
            ),
        ]

    def __str__(self) -> str:
        return f"content of {self.entry_id}"


class Head(models.Model):
    """The end of the chain: one row, whose lock puts writers in a queue.

    `written_on` is the day (UTC) of the last entry, `first` the first entry of that day. No access is noted
    at a moment before `until_at`, up to which they are sealed.
    """

    id = models.SmallIntegerField(primary_key=True, default=1)
    seq = models.BigIntegerField(default=0)
    digest = models.CharField(max_length=64, default="")
    written_on = models.DateField(null=True)
    first = models.BigIntegerField(default=1)
    until_at = models.DateTimeField(null=True)

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


class Access(models.Model):
    """Somebody read what not everybody may see: who, when, what, through which door, how many records.

    `digest` is keyed over the other fields; a day's seal holds the digest over those of many rows.
    """

    id = models.BigAutoField(primary_key=True)
    at = models.DateTimeField()
    actor_uuid = models.UUIDField()
    actor_label = models.CharField(max_length=200)
    door = models.CharField(max_length=20)
    subject_kind = models.CharField(max_length=40)
    subject_uuid = models.UUIDField()
    subject_label = models.CharField(max_length=300)
    rows = models.PositiveIntegerField()
    path = models.CharField(max_length=300, blank=True)
    digest = models.CharField(max_length=64)

    policy = Policy(
        read=_AUDITOR,
        write=everyone(),
        why="everybody's reading is noted; for the auditor",
        grants=APPEND_ONLY,
    )

    class Meta:
        indexes = [models.Index(fields=["at"], name="accesses_by_moment")]
        triggers = [_kept_for_good("access_kept")]

    def __str__(self) -> str:
        return f"{self.door} {self.subject_label}"


class Seal(models.Model):
    """One day closed: its entries, the accesses noted since the seal before it, and that seal's digest.

    `accesses` are counted up to `until_at`, an hour before the seal was made: later ones may not be
    committed yet, and are in the next seal.
    """

    written_on = models.DateField(primary_key=True)
    first = models.BigIntegerField()
    last = models.BigIntegerField()
    rows = models.BigIntegerField()
    last_digest = models.CharField(max_length=64)
    until_at = models.DateTimeField()
    accesses = models.BigIntegerField()
    accesses_digest = models.CharField(max_length=64)
    previous = models.CharField(max_length=64)
    digest = models.CharField(max_length=64)

    policy = Policy(
        read=_AUDITOR,
        write=everyone(),
        why="for the auditor; whoever writes the first entry of a day seals the one before",
        grants=APPEND_ONLY,
    )

    class Meta:
        triggers = [_kept_for_good("seal_kept")]

    def __str__(self) -> str:
        return f"seal of {self.written_on}"
