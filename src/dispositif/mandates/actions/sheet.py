"""Spreadsheets of the register: handed in, looked at, then written whole or dropped."""

from collections.abc import Callable
from datetime import date
from typing import Any

from django.conf import settings
from django.core.files.uploadedfile import UploadedFile
from django.db import transaction
from django.urls import reverse

from dispositif.documents.models import Provision
from dispositif.files import actions as files
from dispositif.files import vault
from dispositif.kernel.refusal import Refusal, phrase
from dispositif.mandates import rules
from dispositif.mandates.actions.follow import assign, set_due, state, tag
from dispositif.mandates.actions.register import register
from dispositif.mandates.models import Mandate, SheetIntake
from dispositif.mandates.sheets.preview import Preview, preview
from dispositif.mandates.sheets.reading import read
from dispositif.mandates.sheets.wanted import Plan
from dispositif.people.models import Person
from dispositif.queue import actions as queue
from dispositif.queue import queries as jobs
from dispositif.queue.models import State
from dispositif.trail import actions as trail
from dispositif.world.models import Entity, Theme

AT_ONCE = 200
"""More changed rows than this are written by a job, with a progress bar."""


@transaction.atomic
def hand_in_sheet(*, file: "UploadedFile[bytes]", by: Person, on: date) -> SheetIntake:
    """Keep a spreadsheet as it came; what is too large, or cannot be read as one, is refused and not kept."""
    name, size = str(file.name)[:255], file.size or 0
    if size > settings.UPLOAD_LIMIT:
        raise Refusal(
            "files.too_large",
            phrase("%(name)s has %(size)s MB; at most %(limit)s MB are taken."),
            field="file",
            name=name,
            size=size // 1_000_000,
            limit=settings.UPLOAD_LIMIT // 1_000_000,
        )
    content = file.read()
    read(content, name)
    kept = files.store(content=content, name=name, by=by, on=on)
    return SheetIntake.objects.create(attachment=kept, name=name, handed_in_by=by.uuid, handed_in_on=on)


def seen_now(intake: SheetIntake, on: date) -> Preview:
    """What writing the sheet would do now."""
    return preview(read(vault.get(intake.attachment.sha256), intake.name), on)


@transaction.atomic
def confirm_sheet(*, intake: SheetIntake, by: Person, on: date) -> SheetIntake:
    """Write what the preview shows, all of it or nothing; a long one becomes a job."""
    one = SheetIntake.objects.select_for_update(of=("self",)).select_related("attachment").get(pk=intake.pk)
    if not open_still(one):
        raise Refusal("mandates.sheet_over", phrase("This file was already written or dropped."))
    found = _writable(one, on)
    if len(found.plans) > AT_ONCE:
        progress = queue.defer(
            action=rules.SHEET,
            arguments={"intake": str(one.uuid)},
            label=phrase("Import of the register"),
            by=by,
            total=len(found.plans),
            then=reverse("mandates:register"),
        )
        one.state, one.progress = "running", progress.uuid
        one.save(update_fields=["state", "progress"])
    else:
        _write(one, found, by, on, lambda _done, _total, _words: None)
    return one


@transaction.atomic
def write_sheet(*, intake: str, by: Person, on: date, tell: Callable[[int, int, str], None]) -> None:
    """The job behind a long sheet: compared anew, written whole or not at all. Written once, it is done."""
    one = SheetIntake.objects.select_for_update(of=("self",)).select_related("attachment").get(uuid=intake)
    if one.state != "written":
        _write(one, _writable(one, on), by, on, tell)


@transaction.atomic
def drop_sheet(*, intake: SheetIntake, by: Person) -> None:
    """Leave a sheet unwritten; that it was handed in stays in the trail."""
    SheetIntake.objects.filter(pk=intake.pk, state="waiting").update(state="dropped")
    trail.record(what="mandates.sheet_dropped", about=intake.as_party(), by=by.as_party())


def open_still(intake: SheetIntake) -> bool:
    """Whether a sheet waits for its author: also when the job that was to write it was refused or failed."""
    if intake.state == "running" and intake.progress is not None:
        job = jobs.progress(intake.progress)
        return job is not None and job.state in (State.REFUSED, State.FAILED)
    return intake.state == "waiting"


def _writable(intake: SheetIntake, on: date) -> Preview:
    found = seen_now(intake, on)
    if not found.writes:
        raise Refusal(
            "mandates.sheet_not_written",
            phrase("Nothing was written: rows of the file are refused, or it changes nothing."),
        )
    return found


def _write(
    intake: SheetIntake, found: Preview, by: Person, on: date, tell: Callable[[int, int, str], None]
) -> None:
    entities = {one.code: one for one in Entity.objects.all()}
    themes = {one.code: one for one in Theme.objects.all()}
    for done, plan in enumerate(found.plans, 1):
        _write_row(plan, entities, themes, {"by": by, "on": on})
        tell(done, len(found.plans), plan.before.label)
    intake.state = "written"
    intake.save(update_fields=["state"])
    content = {"rows": len(found.plans), "file": intake.name}
    trail.record(what="mandates.sheet_written", about=intake.as_party(), by=by.as_party(), content=content)


def _write_row(
    plan: Plan, entities: dict[str, Entity], themes: dict[str, Theme], author: dict[str, Any]
) -> None:
    """One row through the actions of the room; each counts the revision that the next one has seen."""
    values = plan.values
    mandate = _mandate(plan, author)
    if values.keys() & {"owner", "supporting"}:
        owner = entities.get(values["owner"]) if "owner" in values else mandate.owner
        supporting = (
            [entities[code] for code in values["supporting"]]
            if "supporting" in values
            else list(mandate.supporting.all())
        )
        mandate = assign(
            mandate=mandate,
            owner=owner,
            supporting=supporting,
            seen=mandate.revision,
            **author,
        )
    if "themes" in values:
        chosen = [themes[code] for code in values["themes"]]
        mandate = tag(mandate=mandate, themes=chosen, seen=mandate.revision, **author)
    if "due_on" in values and values["due_on"] != mandate.due_on:
        mandate = set_due(mandate=mandate, due_on=values["due_on"], seen=mandate.revision, **author)
    if "status" in values:
        state(
            mandate=mandate,
            status=values["status"],
            since=values["status_on"],
            evidence=values.get("evidence", ""),
            seen=mandate.revision,
            **author,
        )


def _mandate(plan: Plan, author: dict[str, Any]) -> Mandate:
    """The mandate of a row, registered now where it is new."""
    if plan.before.provision is not None:
        provision = Provision.objects.select_related("document").get(pk=plan.before.provision)
        return register(provision=provision, kind=rules.Kind(plan.before.kind), **author)
    one = Mandate.objects.select_related("owner", "provision__document").get(pk=plan.before.key or 0)
    rules.check_seen(revision=one.revision, seen=plan.before.revision, theirs="", yours="")
    return one
