"""Programme plans: a list handed in, looked at, written whole or not at all."""

from datetime import date, datetime

from django.core.files.uploadedfile import UploadedFile
from django.db import IntegrityError, transaction

from dispositif.files import actions as files
from dispositif.files.limits import check_size
from dispositif.files.models import Attachment
from dispositif.kernel.finding import blocking
from dispositif.kernel.refusal import Refusal, phrase
from dispositif.mandates.actions.course import moment
from dispositif.mandates.models import Cited, Plan, Reference
from dispositif.mandates.plans.preview import Change, Preview
from dispositif.people.models import Person
from dispositif.trail import actions as trail


@transaction.atomic
def keep_list(*, sent: "UploadedFile[bytes] | None", by: Person, on: date) -> Attachment:
    """Keep the file as it came, for the preview and for whoever asks later where the list is from."""
    if sent is None:
        raise Refusal("mandates.no_file", phrase("No file was chosen."), field="file")
    check_size(str(sent.name), sent.size or 0)
    return files.store(content=sent.read(), name=str(sent.name), by=by, on=on)


@transaction.atomic
def import_plan(*, found: Preview, seen: int, by: Person, on: date) -> Plan:
    """Write the list as its preview showed it. `seen` is the plan's revision that its author looked at.

    What a later list changes or leaves out is superseded, not removed.
    """
    _check(found)
    plan = _taken(found, seen, by, on)
    at = moment()
    _supersede(plan, found, at)
    _add(plan, found, at)
    plan.source, plan.imported_on, plan.imported_by = found.source, on, by.name
    plan.revision += 1
    plan.save()
    counts = {str(change): count for change, count in found.counts.items() if count}
    trail.record(
        what="mandates.plan_imported",
        about=plan.as_party(),
        by=by.as_party(),
        content={"source": found.source, "file": found.name, "counts": counts},
    )
    return plan


def _check(found: Preview) -> None:
    if found.refuses:
        worst = blocking(found.findings)[0]
        raise Refusal(
            "mandates.plan_refused",
            phrase("%(rows)s rows are refused, the first is row %(row)s: nothing was written."),
            field="file",
            rows=found.refused,
            row=worst.where,
        )
    if not any(line.entry for line in found.lines):
        raise Refusal("mandates.plan_empty", phrase("The list has no rows: nothing to write."), field="file")
    if not found.changes:
        raise Refusal(
            "mandates.plan_same",
            phrase("The plan for %(year)s is held exactly like this: nothing to write."),
            field="file",
            year=str(found.year),
        )


def _taken(found: Preview, seen: int, by: Person, on: date) -> Plan:
    """The plan, locked, as its author has seen it; a new one where none was there."""
    plan = Plan.objects.select_for_update().filter(year=found.year).first()
    held = plan.revision if plan else 0
    if held != seen or held != found.seen:
        raise _stale(found)
    if plan is not None:
        return plan
    try:
        with transaction.atomic():
            return Plan.objects.create(
                year=found.year, source=found.source, imported_on=on, imported_by=by.name
            )
    except IntegrityError as error:
        raise _stale(found) from error


def _stale(found: Preview) -> Refusal:
    return Refusal(
        "mandates.stale",
        phrase("Somebody imported the plan for %(year)s meanwhile: look at the preview again."),
        field="seen",
        year=str(found.year),
    )


def _supersede(plan: Plan, found: Preview, at: datetime) -> None:
    over = [line.held.pk for line in found.lines if line.held and line.change is not Change.SAME]
    Reference.objects.filter(plan=plan, pk__in=over).update(superseded_at=at)


def _add(plan: Plan, found: Preview, at: datetime) -> None:
    """The new and the changed ones, and where the others stand now."""
    entries = [one.entry for one in found.lines if one.entry and one.change in (Change.NEW, Change.CHANGED)]
    rows = [
        Reference(
            plan=plan,
            place=entry.number,
            subprogramme=entry.subprogramme,
            body=entry.body,
            printed=entry.printed,
            title=entry.title,
            url=entry.url,
            recorded_at=at,
        )
        for entry in entries
    ]
    written = Reference.objects.bulk_create(rows, batch_size=1000)
    Cited.objects.bulk_create(
        (
            Cited(reference=row, symbol=symbol)
            for row, entry in zip(written, entries, strict=True)
            for symbol in entry.symbols
        ),
        batch_size=1000,
    )
    _move(found)


def _move(found: Preview) -> None:
    moved = []
    for line in found.lines:
        if line.change is Change.SAME and line.held and line.entry and line.held.place != line.entry.number:
            line.held.place = line.entry.number
            moved.append(line.held)
    Reference.objects.bulk_update(moved, ["place"], batch_size=1000)
