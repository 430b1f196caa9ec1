"""What was written: documents, their versions, provisions, renderings and readings.

A provision is (symbol, part, path, act ordinal), independent of language and version; ordinal 0 is the
paragraph itself. A rendering is a provision in one version of one language. Readings are only added.
"""

from uuid import uuid4

import pgtrigger
from django.contrib.postgres.indexes import GinIndex
from django.contrib.postgres.search import SearchVectorField
from django.db import models
from django.db.models import Func, Q

from dispositif.documents.rules import FIELDS, Origin, Part, certainty
from dispositif.files.models import Attachment
from dispositif.kernel.language import BY_CODE
from dispositif.secrecy.policies import APPEND_ONLY, Policy, either, everyone, own, roles
from dispositif.trail.party import Party

WRITERS = ("administrator", "secretariat", "drafter")
SENSITIVITIES = ("unclassified", "confidential", "strictly_confidential")
_SEEN = either(f"{everyone()} AND sensitivity = 'unclassified'", roles("administrator", "secretariat"))


def _of(table: str, column: str) -> str:
    """Seen with the row that it belongs to."""
    return f"EXISTS (SELECT 1 FROM documents_{table} above WHERE above.id = {column})"  # noqa: S608 - constants


def _once(trigger: str) -> list[pgtrigger.Protect]:
    return [pgtrigger.Protect(name=trigger, operation=pgtrigger.Update | pgtrigger.Delete)]


class Document(models.Model):
    """One symbol. Its texts are versions; a document may be known without any."""

    uuid = models.UUIDField(default=uuid4, unique=True, editable=False)
    symbol = models.CharField(max_length=80, unique=True)
    slug = models.CharField(max_length=80, unique=True)
    symbol_key = models.CharField(max_length=160, db_index=True)
    organ = models.CharField(max_length=20)
    kind = models.CharField(max_length=20)
    session = models.PositiveSmallIntegerField(null=True)
    year = models.PositiveSmallIntegerField(null=True)
    adopted_on = models.DateField(null=True)
    adopted_source = models.CharField(max_length=300, blank=True)
    adopted_verified = models.BooleanField(default=True)
    sensitivity = models.CharField(max_length=24, default="unclassified")
    added_on = models.DateField()

    policy = Policy(
        read=_SEEN,
        write=roles(*WRITERS, "programme_manager"),
        why="unclassified: everybody; above: the secretariat; a programme manager names reports",
    )

    class Meta:
        constraints = [
            models.CheckConstraint(condition=Q(sensitivity__in=SENSITIVITIES), name="document_sensitivity"),
            models.CheckConstraint(
                condition=Q(adopted_on__isnull=True) | ~Q(adopted_source=""), name="adoption_has_source"
            ),
        ]

    def __str__(self) -> str:
        return self.symbol

    def as_party(self) -> Party:
        """The document as the trail names it."""
        return Party("document", self.uuid, self.symbol)


class Title(models.Model):
    """A document's title in one language, with its sort key."""

    document = models.ForeignKey(Document, models.PROTECT, related_name="titles")
    language = models.CharField(max_length=2)
    title = models.TextField()
    sort_key = models.TextField()

    policy = Policy(read=_of("document", "document_id"), write=roles(*WRITERS), why="as its document")

    class Meta:
        constraints = [models.UniqueConstraint(fields=["document", "language"], name="one_title_a_language")]

    def __str__(self) -> str:
        return self.title


class Version(models.Model):
    """One text of a document in one language, as it was handed in; a later text is a later version."""

    uuid = models.UUIDField(default=uuid4, unique=True, editable=False)
    document = models.ForeignKey(Document, models.PROTECT, related_name="versions")
    language = models.CharField(max_length=2)
    ordinal = models.PositiveSmallIntegerField()
    attachment = models.ForeignKey(Attachment, models.PROTECT, null=True)
    text = models.TextField()
    text_sha256 = models.CharField(max_length=64)
    format = models.CharField(max_length=10)
    reading = models.JSONField()
    reader = models.CharField(max_length=40)
    search = SearchVectorField()
    imported_on = models.DateField()
    imported_by = models.CharField(max_length=200)
    imported_at = models.DateTimeField(db_default=Func(function="clock_timestamp"))

    policy = Policy(
        read=_of("document", "document_id"), write=roles(*WRITERS), why="as its document", grants=APPEND_ONLY
    )

    class Meta:
        constraints = [
            models.UniqueConstraint(fields=["document", "language", "ordinal"], name="version_once"),
            models.UniqueConstraint(fields=["document", "language", "text_sha256"], name="text_once"),
            models.CheckConstraint(condition=Q(language__in=list(BY_CODE)), name="version_language_official"),
        ]
        indexes = [
            GinIndex(fields=["search"], name="version_words"),
            models.Index(fields=["imported_on"], name="versions_of_a_day"),
        ]
        triggers = _once("text_stays")

    def __str__(self) -> str:
        return f"{self.document_id} {self.language} {self.ordinal}"


class Provision(models.Model):
    """One paragraph (act 0) or one act of it: the unit that everything cites."""

    uuid = models.UUIDField(default=uuid4, unique=True, editable=False)
    document = models.ForeignKey(Document, models.PROTECT, related_name="provisions")
    part = models.CharField(max_length=12)
    path = models.CharField(max_length=40)
    act = models.PositiveSmallIntegerField(default=0)
    place = models.PositiveIntegerField()
    revision = models.PositiveIntegerField(default=0)

    policy = Policy(read=_of("document", "document_id"), write=roles(*WRITERS), why="as its document")

    class Meta:
        ordering = ("place", "act")
        constraints = [
            models.UniqueConstraint(fields=["document", "part", "path", "act"], name="provision_once"),
            models.CheckConstraint(
                condition=Q(part__in=[part.value for part in Part]), name="provision_part"
            ),
        ]

    def __str__(self) -> str:
        return f"{self.part} {self.path} ({self.act})"


class Rendering(models.Model):
    """A paragraph in one version: its words, where they stand in the source, and what is marked in them.

    `spans`: [[start, end], …] in the version's text; `marks`: [{kind, start, end, …}] in the words.
    """

    provision = models.ForeignKey(Provision, models.PROTECT, related_name="renderings")
    version = models.ForeignKey(Version, models.PROTECT, related_name="renderings")
    text = models.TextField()
    spans = models.JSONField()
    marks = models.JSONField()
    relation = models.CharField(max_length=8)

    policy = Policy(
        read=_of("version", "version_id"), write=roles(*WRITERS), why="as its version", grants=APPEND_ONLY
    )

    class Meta:
        constraints = [
            models.UniqueConstraint(fields=["provision", "version"], name="rendering_once"),
            models.CheckConstraint(
                condition=Q(relation__in=["first", "kept", "changed", "new"]), name="rendering_relation"
            ),
        ]
        triggers = _once("words_stay")

    def __str__(self) -> str:
        return self.text[:80]


class Reading(models.Model):
    """How one field of one provision was read: by the machine, by a person, or known from a source."""

    uuid = models.UUIDField(default=uuid4, unique=True, editable=False)
    provision = models.ForeignKey(Provision, models.PROTECT, related_name="readings")
    version = models.ForeignKey(Version, models.PROTECT, null=True)
    field = models.CharField(max_length=16)
    value = models.JSONField(null=True)
    origin = models.CharField(max_length=8)
    rule = models.CharField(max_length=80, blank=True)
    confidence = models.FloatField(null=True)
    source = models.CharField(max_length=300, blank=True)
    verified = models.BooleanField(default=True)
    read_by = models.CharField(max_length=200, blank=True)
    read_on = models.DateField()

    policy = Policy(
        read=_of("provision", "provision_id"),
        write=roles(*WRITERS),
        why="as its provision",
        grants=APPEND_ONLY,
    )

    class Meta:
        indexes = [
            models.Index(fields=["provision", "field"], name="readings_of_a_field"),
            models.Index(fields=["read_on"], name="readings_of_a_day"),
        ]
        constraints = [
            models.CheckConstraint(condition=Q(field__in=list(FIELDS)), name="reading_field_known"),
            models.CheckConstraint(
                condition=Q(origin__in=[origin.value for origin in Origin]), name="reading_origin"
            ),
            models.CheckConstraint(
                condition=~Q(origin="person") | ~Q(read_by=""), name="person_reading_has_name"
            ),
            models.CheckConstraint(condition=~Q(origin="fact") | ~Q(source=""), name="fact_has_source"),
        ]
        triggers = _once("reading_stays")

    def __str__(self) -> str:
        return f"{self.field} ({self.origin})"

    @property
    def certainty(self) -> str:
        """How sure the machine was, in a word: its score is a rule's own, no measured share."""
        return certainty(self.confidence)


class Citation(models.Model):
    """An index of who cites what, kept in step with the readings of the field `citations`."""

    provision = models.ForeignKey(Provision, models.CASCADE, related_name="citations")
    target = models.CharField(max_length=80, db_index=True)

    policy = Policy(read=_of("provision", "provision_id"), write=roles(*WRITERS), why="as its provision")

    class Meta:
        constraints = [models.UniqueConstraint(fields=["provision", "target"], name="cited_once")]

    def __str__(self) -> str:
        return self.target


class Intake(models.Model):
    """Files handed in on the import page, waiting for a look at the preview."""

    uuid = models.UUIDField(default=uuid4, unique=True, editable=False)
    attachments = models.ManyToManyField(Attachment, through="IntakeFile")
    handed_in_by = models.UUIDField()
    handed_in_on = models.DateField()
    state = models.CharField(max_length=8, default="waiting")
    progress = models.UUIDField(null=True)

    policy = Policy(
        read=either(own("handed_in_by"), roles("administrator", "secretariat")),
        write=roles(*WRITERS),
        why="whoever handed the files in, and the secretariat",
    )

    class Meta:
        constraints = [
            models.CheckConstraint(
                condition=Q(state__in=["waiting", "running", "written", "dropped"]), name="intake_state"
            )
        ]

    def __str__(self) -> str:
        return f"{self.uuid} {self.state}"


class IntakeFile(models.Model):
    """One file of an intake, under the name it came with."""

    intake = models.ForeignKey(Intake, models.CASCADE, related_name="files")
    attachment = models.ForeignKey(Attachment, models.PROTECT)
    name = models.CharField(max_length=255)

    policy = Policy(read=_of("intake", "intake_id"), write=roles(*WRITERS), why="as its intake")

    def __str__(self) -> str:
        return self.name
