"""Spreadsheets of the register: handed in, looked at, then written whole or dropped."""

from datetime import date
from typing import Any

from django.core.files.uploadedfile import UploadedFile
from django.db import transaction
from django.db.models.functions import Now
from django.urls import reverse

from dispositif.documents.models import Provision
from dispositif.files import actions as files
from dispositif.files import vault
from dispositif.files.limits import check_size
from dispositif.kernel.finding import Finding
from dispositif.kernel.refusal import Refusal, phrase
from dispositif.mandates import rules
from dispositif.mandates.actions.follow import assign, lock, set_due, state, tag
from dispositif.mandates.actions.register import register
from dispositif.mandates.models import Mandate, SheetIntake
from dispositif.mandates.sheets.preview import Preview, preview
from dispositif.mandates.sheets.reading import Tell, read, silent
from dispositif.mandates.sheets.seen import FIRST, Seen, again, as_json, from_json, kept, seen
from dispositif.mandates.sheets.wanted import Plan
from dispositif.people.models import Person
from dispositif.queue import actions as queue
from dispositif.queue import queries as jobs
from dispositif.queue.models import State
from dispositif.trail import actions as trail
from dispositif.world.models import Entity, Theme

LONG = 5_000
"""More rows than this are looked at by a job, with a progress bar."""
AT_ONCE = 200
"""More changed rows than this are written by a job, with a progress bar."""


@transaction.atomic
def hand_in_sheet(*, file: "UploadedFile[bytes]", by: Person, on: date) -> SheetIntake:
    """Keep a spreadsheet as it came; what is too large, or cannot be read as one, is refused and not kept.

    Of a long one only the beginning is read now; the job that looks at it reads the rest.
    """
    name = str(file.name)[:255]
    check_size(name, file.size or 0)
    content = file.read()
    rows = read(content, name, first=LONG + 1)
    stored = files.store(content=content, name=name, by=by, on=on)
    one = SheetIntake.objects.create(attachment=stored, name=name, handed_in_by=by.uuid, handed_in_on=on)
    return _looking(one, by) if len(rows) > LONG else one


def _looking(one: SheetIntake, by: Person) -> SheetIntake:
    then = reverse("mandates:intake", args=[one.uuid])
    wanted = {"action": rules.LOOK_AT_SHEET, "label": phrase("Preview of the import"), "then": then}
    return _deferred(one, "looking", by=by, **wanted)


def _deferred(one: SheetIntake, state: str, **wanted: Any) -> SheetIntake:
    """The sheet in the hands of a job; `wanted` as `queue.defer` takes it."""
    one.state = state
    one.progress = queue.defer(arguments={"intake": str(one.uuid)}, **wanted).uuid
    one.save(update_fields=["state", "progress"])
    return one


@transaction.atomic
def look_at_sheet(*, intake: str, by: Person, on: date, tell: Tell) -> None:
    """The job behind the preview of a long sheet: what it finds is kept, for the page to show."""
    one = _locked(uuid=intake)
    if one.state != "looking":
        return
    found = seen_now(one, on, tell)
    one.state, one.seen, one.seen_at, one.remarks = "waiting", kept(seen(found, FIRST)), Now(), None
    if found.findings:
        content = as_json(found.findings)
        one.remarks = files.store(content=content, name=f"{one.name[:240]}.remarks", by=by, on=on)
    one.save(update_fields=["state", "seen", "seen_at", "remarks"])


@transaction.atomic
def look_again(*, intake: SheetIntake, by: Person) -> SheetIntake:
    """Have a long sheet compared anew: the register goes on while a file waits."""
    one = _locked(pk=intake.pk)
    return _looking(one, by) if open_still(one) and (one.seen or one.state == "looking") else one


def _locked(**which: Any) -> SheetIntake:
    return SheetIntake.objects.select_for_update(of=("self",)).select_related("attachment").get(**which)


def seen_now(intake: SheetIntake, on: date, tell: Tell = silent) -> Preview:
    """What writing the sheet would do now."""
    return preview(read(vault.get(intake.attachment.sha256), intake.name, tell=tell), on, tell)


def seen_of(intake: SheetIntake, on: date) -> Seen:
    """What its page shows: what was kept of a long sheet, what a short one would do now."""
    return again(intake.seen) if intake.seen is not None else seen(seen_now(intake, on))


def remarks_on(intake: SheetIntake, on: date) -> list[Finding]:
    """Every remark: those kept of a long sheet, those that a short one gives rise to now."""
    if intake.seen is None:
        return seen_now(intake, on).findings
    return from_json(vault.get(intake.remarks.sha256)) if intake.remarks else []


@transaction.atomic
def confirm_sheet(*, intake: SheetIntake, by: Person, on: date) -> SheetIntake:
    """Write what the preview shows, all of it or nothing; a long one becomes a job."""
    one = _locked(pk=intake.pk)
    if not open_still(one) or one.state == "looking":
        raise Refusal("mandates.sheet_over", phrase("This file was already written or dropped."))
    if one.seen is not None:
        known = again(one.seen)
        _check_writes(known.writes)
        return _writing(one, known.total, by)
    found = _writable(one, on)
    if len(found.plans) > AT_ONCE:
        return _writing(one, len(found.plans), by)
    _write(one, found, by, on, silent)
    return one


def _writing(one: SheetIntake, total: int, by: Person) -> SheetIntake:
    then = reverse("mandates:register")
    wanted = {"action": rules.SHEET, "label": phrase("Import of the register"), "then": then}
    return _deferred(one, "running", by=by, total=total, **wanted)


@transaction.atomic
def write_sheet(*, intake: str, by: Person, on: date, tell: Tell) -> None:
    """The job behind a long sheet: compared anew, written whole or not at all. Written once, it is done."""
    one = _locked(uuid=intake)
    if one.state != "written":
        _write(one, _writable(one, on, tell), by, on, tell)


@transaction.atomic
def drop_sheet(*, intake: SheetIntake, by: Person) -> None:
    """Leave a sheet unwritten; that it was handed in stays in the trail."""
    SheetIntake.objects.filter(pk=intake.pk, state__in=("looking", "waiting")).update(state="dropped")
    trail.record(what="mandates.sheet_dropped", about=intake.as_party(), by=by.as_party())


def open_still(intake: SheetIntake) -> bool:
    """Whether a sheet waits for its author: also when the job behind it was refused or failed."""
    if intake.state in ("looking", "running") and intake.progress is not None:
        job = jobs.progress(intake.progress)
        return job is not None and job.state in (State.REFUSED, State.FAILED)
    return intake.state == "waiting"


def _writable(intake: SheetIntake, on: date, tell: Tell = silent) -> Preview:
    found = seen_now(intake, on, tell)
    _check_writes(found.writes)
    return found


def _check_writes(writes: bool) -> None:
    if not writes:
        raise Refusal(
            "mandates.sheet_not_written",
            phrase("Nothing was written: rows of the file are refused, or it changes nothing."),
        )


def _write(intake: SheetIntake, found: Preview, by: Person, on: date, tell: Tell) -> None:
    entities = {one.code: one for one in Entity.objects.all()}
    themes = {one.code: one for one in Theme.objects.all()}
    lock(plan.before.key for plan in found.plans if plan.before.key)
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
        codes = values.get("supporting")
        supporting = [entities[code] for code in codes] if codes is not None else None
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
