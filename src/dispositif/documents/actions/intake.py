"""Files handed in on a page: kept, previewed, then written or dropped by the person who handed them in."""

from collections.abc import Callable, Mapping, Sequence
from datetime import date

from django.core.files.uploadedfile import UploadedFile
from django.db import transaction
from django.urls import reverse

from dispositif.documents.actions.write import write
from dispositif.documents.models import Intake, IntakeFile, Version
from dispositif.documents.preview import Outcome, preview_of
from dispositif.documents.rules import CORPUS
from dispositif.files import actions as files
from dispositif.kernel.refusal import Refusal, phrase
from dispositif.people.models import Person
from dispositif.queue import actions as queue
from dispositif.secrecy.acting import Acting, acting_as
from dispositif.trail import actions as trail
from dispositif.trail.party import Party

AT_ONCE = 5
"""More files than this are written by a job, with a progress bar."""


@transaction.atomic
def hand_in(*, sent: Sequence["UploadedFile[bytes]"], by: Person, on: date) -> Intake:
    """Keep the files as they came; an empty hand is refused, a file beyond the limit too."""
    if not sent:
        raise Refusal("documents.no_file", phrase("No file was chosen."), field="files")
    taken = Intake.objects.create(handed_in_by=by.uuid, handed_in_on=on)
    for file in sent:
        _keep(taken, file, by, on)
    return taken


def _keep(taken: Intake, file: "UploadedFile[bytes]", by: Person, on: date) -> None:
    attachment = files.receive(sent=file, by=by, on=on)
    IntakeFile.objects.create(intake=taken, attachment=attachment, name=str(file.name)[:255])


@transaction.atomic
def confirm(*, intake: Intake, symbols: Mapping[str, str], by: Person, on: date) -> Version | None:
    """Write what the preview showed: all files or none. Many files become a job: None is answered then."""
    locked = Intake.objects.select_for_update().get(pk=intake.pk)
    if locked.state != "waiting":
        raise Refusal("documents.intake_over", phrase("These files were already written or dropped."))
    if locked.files.count() > AT_ONCE:
        _later(locked, symbols, by)
        return None
    written = _write(locked, symbols, by, on)
    locked.state = "written"
    locked.save(update_fields=["state"])
    return written[-1]


def _write(taken: Intake, symbols: Mapping[str, str], by: Person, on: date) -> list[Version]:
    """Write every file that changes something; one that is refused undoes them all."""
    found = []
    for row in taken.files.select_related("attachment").order_by("pk"):
        seen = preview_of(row, symbols)
        found.append(write(found=seen, attachment=row.attachment, by=by, on=on))
    return found


def _later(taken: Intake, symbols: Mapping[str, str], by: Person) -> None:
    arguments = {"intake": str(taken.uuid), "symbols": dict(symbols)}
    label = phrase("Import of documents")
    total, then = taken.files.count(), reverse("documents:library")
    progress = queue.defer(action=CORPUS, arguments=arguments, label=label, by=by, total=total, then=then)
    taken.state, taken.progress = "running", progress.uuid
    taken.save(update_fields=["state", "progress"])


@transaction.atomic
def drop(*, intake: Intake, by: Person) -> None:
    """Leave the files unwritten; what was handed in stays in the trail."""
    Intake.objects.filter(pk=intake.pk, state="waiting").update(state="dropped")
    trail.record(what="documents.dropped", about=Party("intake", intake.uuid, "intake"), by=by.as_party())


def write_all(
    *,
    intake: str,
    symbols: Mapping[str, str],
    by: Person,
    on: date,
    tell: Callable[[int, int, str], None],
    acting: Acting,
) -> None:
    """The job behind a large intake: one transaction a file, so that it can be continued.

    Doing it again writes nothing twice: what is held is passed over. A refused file ends the job,
    what was written before it stays, and the refusal names it.
    """
    with acting_as(acting):
        rows = list(
            IntakeFile.objects.filter(intake__uuid=intake).select_related("attachment").order_by("pk")
        )
    for done, row in enumerate(rows, 1):
        with acting_as(acting):
            found = preview_of(row, symbols)
            if found.outcome is not Outcome.SAME:
                write(found=found, attachment=row.attachment, by=by, on=on)
        tell(done, len(rows), row.name)
    with acting_as(acting):
        Intake.objects.filter(uuid=intake).update(state="written")
