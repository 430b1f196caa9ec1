"""Registers of actions: a file handed in, looked at, written whole or not at all."""

from collections.abc import Iterable, Mapping
from datetime import date, datetime

from django.core.files.uploadedfile import UploadedFile
from django.db import transaction

from dispositif.files import actions as files
from dispositif.files.limits import check_size
from dispositif.files.models import Attachment
from dispositif.instruments.models import Action, Edition, Instrument, Unresolved
from dispositif.instruments.queries.register import LEFT_OUT
from dispositif.instruments.registers.acts import Change, Line
from dispositif.instruments.registers.preview import Preview
from dispositif.instruments.rules import Kind
from dispositif.kernel.finding import blocking
from dispositif.kernel.refusal import Refusal, phrase
from dispositif.mandates.actions.course import moment
from dispositif.people.models import Person
from dispositif.trail import actions as trail
from dispositif.world.models import Participant

BATCH = 1000
ADDED = (Change.NEW, Change.CHANGED)
OVER = (Change.CHANGED, Change.GONE)


@transaction.atomic
def keep_register(*, sent: "UploadedFile[bytes] | None", by: Person, on: date) -> Attachment:
    """Keep the file as it came, for the preview and for whoever asks later where the register is from."""
    if sent is None:
        raise Refusal("instruments.no_file", phrase("No file was chosen."), field="file")
    check_size(str(sent.name), sent.size or 0)
    return files.store(content=sent.read(), name=str(sent.name), by=by, on=on)


@transaction.atomic
def import_register(*, found: Preview, seen: Mapping[str, int], by: Person, on: date) -> list[Edition]:
    """Write a file as its preview showed it, all its instruments or none; the editions that it makes.

    `seen`: instrument → the revision that its author looked at. What changes or is gone is superseded, not
    removed. Additions make no edition; what is held exactly like this writes nothing and is no fault.
    """
    _check(found)
    touched = _locked(found, seen)
    if not touched:
        return []
    at = moment()
    _supersede(found, by, at)
    _add(found, touched, at)
    editions = [_edition(found, touched[code], by, on) for code in sorted(found.moves)]
    for one in touched.values():
        one.revision += 1
        one.save(update_fields=["revision"])
        _record(found, one, by)
    return editions


def _check(found: Preview) -> None:
    faults = blocking(found.findings)
    if faults:
        raise Refusal(
            "instruments.register_refused",
            phrase("%(faults)s faults, the first in %(where)s: nothing was written."),
            field="file",
            faults=len(faults),
            where=faults[0].where,
        )


def _locked(found: Preview, seen: Mapping[str, int]) -> dict[str, Instrument]:
    """The instruments that the file changes, locked in the order of their codes; stale ones are refused."""
    rows = Instrument.objects.select_for_update().filter(code__in=found.seen).order_by("code")
    held = {one.code: one for one in rows}
    for code, one in held.items():
        check_seen(one, found.seen[code])
        check_seen(one, seen.get(code, -1))
    writes = {line.shown.instrument for line in found.lines if line.writes} | found.moves
    return {code: held[code] for code in sorted(writes)}


def check_seen(one: Instrument, seen: int) -> None:
    """Refuse where the register changed since its author looked at it."""
    if one.revision != seen:
        raise Refusal(
            "instruments.stale",
            phrase("Somebody changed the register of %(instrument)s meanwhile: look at it again."),
            field="seen",
            instrument=one.code,
        )


def _supersede(found: Preview, by: Person, at: datetime) -> None:
    over = [line.held for line in found.lines if line.held and line.change in OVER]
    acts = [one.pk for one in over if not one.waiting]
    Action.objects.filter(pk__in=acts).update(superseded_at=at)
    names = [one.pk for one in over if one.waiting]
    Unresolved.objects.filter(pk__in=names).update(settled_at=at, settled_by=by.name, reason=LEFT_OUT)


def _add(found: Preview, held: Mapping[str, Instrument], at: datetime) -> None:
    people = {one.code: one for one in Participant.objects.all()}
    fresh = [line for line in found.lines if line.entry and line.change in ADDED]
    names = [line for line in found.lines if line.change is Change.UNRESOLVED and line.writes]
    Action.objects.bulk_create(
        (
            Action(participant=people[line.shown.participant], **_fields(found, held, line, at))
            for line in fresh
        ),
        batch_size=BATCH,
    )
    Unresolved.objects.bulk_create(
        (Unresolved(**_fields(found, held, line, at)) for line in names), batch_size=BATCH
    )


def _fields(found: Preview, held: Mapping[str, Instrument], line: Line, at: datetime) -> dict[str, object]:
    """What an action, or one whose name waits, holds; what the file has no column for stays as it was."""
    entry, before = line.entry, line.held
    assert entry is not None  # noqa: S101 - only what the file tells is added
    same = before if before is not None and before.deed == entry.deed else None
    columns = found.layout.columns
    return {
        "instrument": held[entry.instrument],
        "printed": entry.name,
        "kind": entry.kind.value,
        "on": entry.on,
        "effective_on": same.effective_on if same and "effective_on" not in columns else entry.effective_on,
        "symbol": same.symbol if same and "symbol" not in columns else entry.symbol,
        "source": entry.source or found.source,
        "recorded_at": at,
    }


def _edition(found: Preview, one: Instrument, by: Person, on: date) -> Edition:
    lost = [*found.layout.losses, *found.asked.losses]
    lost += [] if found.asked.as_at else ["last_day"]
    if any(line.shown.kind is Kind.PARTICIPATION for line in _of(found, one)):
        lost.append("participation_not_signature")
    return Edition.objects.create(
        instrument=one,
        as_at=found.as_at[one.code],
        source=_source(found, one),
        rows=sum(line.entry is not None for line in _of(found, one)),
        losses=list(dict.fromkeys(lost)),
        taken_on=on,
        taken_by=by.name,
    )


def _source(found: Preview, one: Instrument) -> str:
    """As was said of the file; else as its rows say, if they say one thing; else its name."""
    said = {line.entry.source for line in _of(found, one) if line.entry and line.entry.source}
    return said.pop() if not found.asked.source.strip() and len(said) == 1 else found.source


def _of(found: Preview, one: Instrument) -> Iterable[Line]:
    return (line for line in found.lines if line.shown.instrument == one.code)


def _record(found: Preview, one: Instrument, by: Person) -> None:
    counts = {str(change): count for change, count in found.counts[one.code].items() if count}
    content: dict[str, object] = {"source": _source(found, one), "file": found.name, "rows": counts}
    if one.code in found.moves:
        content["as_at"] = found.as_at[one.code]
    trail.record(
        what="instruments.register_imported" if found.asked.whole else "instruments.actions_added",
        about=one.as_party(),
        by=by.as_party(),
        content=content,
    )
