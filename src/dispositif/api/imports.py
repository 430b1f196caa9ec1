"""Bringing texts in: files are handed in and previewed, then written or dropped."""

from typing import Annotated, Any
from uuid import UUID

from django.http import HttpRequest
from ninja import File, Router, Schema, Status, UploadedFile
from pydantic import ConfigDict

from dispositif.api.problems import absent
from dispositif.api.scopes import FILES, reads, writes
from dispositif.api.values import Words
from dispositif.documents import actions
from dispositif.documents.models import Intake, IntakeFile
from dispositif.documents.preview import Outcome, Preview, previews
from dispositif.kernel.finding import Finding
from dispositif.kernel.refusal import Refusal, phrase
from dispositif.look.refusals import worded
from dispositif.people.clock import today
from dispositif.people.rules import check_may

router = Router(tags=["imports"])
MOST = 10
"""Files of one import; a larger corpus is brought in by the command line, which can be continued."""
Files = Annotated[list[UploadedFile], File(..., min_length=1, max_length=MOST)]


class RowOut(Schema):
    """One paragraph beside the one held: first, kept, changed, new or gone."""

    paragraph: str
    relation: str
    text: str
    was: str


class RemarkOut(Schema):
    """Something that was noticed while reading; `severity` error keeps the file from being written."""

    where: str
    severity: str
    code: str
    detail: str


class FileOut(Schema):
    """One file: its id within the import, what writing it would do, and why not."""

    id: str
    name: str
    outcome: Outcome
    symbol: str | None
    language: str | None
    rows: list[RowOut]
    remarks: list[RemarkOut]
    refusal: str | None


class ImportOut(Schema):
    """Files handed in: waiting, running (a job writes them), written or dropped."""

    uuid: UUID
    state: str
    progress: UUID | None
    files: list[FileOut]


class WrittenOut(Schema):
    """What was written: the last document of the import, null while a job writes."""

    uuid: UUID
    state: str
    progress: UUID | None
    document: str | None


class Symbols(Schema):
    """Symbols for files that do not say their own, by the id of the file."""

    model_config = ConfigDict(extra="forbid")
    symbols: dict[Words, Words] = {}


@router.post(
    "",
    response={201: ImportOut},
    url_name="hand_in",
    **writes("documents:write", "documents.import", FILES),
)
def hand_in(request: HttpRequest, files: Files) -> Any:
    """Hand files in and see what writing them would do; nothing is in the library yet."""
    by = request.person  # type: ignore[attr-defined]
    return _out(actions.hand_in(sent=files, by=by, on=today()))


@router.get("/{uuid}", response=ImportOut, url_name="import", **reads("documents:read"))
def preview(request: HttpRequest, uuid: UUID) -> Any:
    """What writing the files would do now."""
    check_may("documents.import", request.acting.roles)  # type: ignore[attr-defined]
    return _out(_find(uuid))


@router.post(
    "/{uuid}/write",
    response={201: WrittenOut, 202: WrittenOut},
    url_name="write",
    **writes("documents:write", "documents.import"),
)
def write(request: HttpRequest, uuid: UUID, sent: Symbols) -> Any:
    """Write all files or none; more than five are written by a job, and the answer is 202."""
    by = request.person  # type: ignore[attr-defined]
    written = actions.confirm(intake=_find(uuid), symbols=sent.symbols, by=by, on=today())
    taken = _find(uuid)
    said = {"uuid": taken.uuid, "state": taken.state, "progress": taken.progress}
    return Status(201 if written else 202, said | {"document": written.document.slug if written else None})


@router.post(
    "/{uuid}/drop",
    response={201: WrittenOut},
    url_name="drop",
    **writes("documents:write", "documents.import", ""),
)
def drop(request: HttpRequest, uuid: UUID) -> Any:
    """Leave the files unwritten."""
    by = request.person  # type: ignore[attr-defined]
    actions.drop(intake=_find(uuid), by=by)
    taken = _find(uuid)
    return {"uuid": taken.uuid, "state": taken.state, "progress": taken.progress, "document": None}


def _find(uuid: UUID) -> Intake:
    found = Intake.objects.filter(uuid=uuid).first()
    if found is None:
        raise absent(phrase("import"), uuid)
    return found


def _out(taken: Intake) -> dict[str, Any]:
    files = [_file(row, found) for row, found in previews(taken)]
    return {"uuid": taken.uuid, "state": taken.state, "progress": taken.progress, "files": files}


def _file(row: IntakeFile, found: Preview) -> dict[str, Any]:
    return {
        "id": str(row.pk),
        "name": row.name,
        "outcome": found.outcome,
        "symbol": str(found.symbol) if found.symbol else None,
        "language": found.reading.doc.language if found.reading else None,
        "rows": found.rows,
        "remarks": [_remark(one) for one in found.findings],
        "refusal": _said(found.refusal),
    }


def _said(refusal: Refusal | None) -> str | None:
    return worded(refusal).sentence if refusal else None


def _remark(one: Finding) -> dict[str, Any]:
    return {"where": one.where, "severity": str(one.severity), "code": one.code, "detail": str(one)}
