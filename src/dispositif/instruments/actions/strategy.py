"""Strategies: recorded, amended, withdrawn; States listed and unlisted. What was said stays known."""

from collections.abc import Sequence
from dataclasses import replace
from datetime import date, datetime
from typing import Any
from uuid import UUID, uuid4

from django.core.files.uploadedfile import UploadedFile
from django.db import IntegrityError, transaction

from dispositif.files import actions as files
from dispositif.files.models import Attachment
from dispositif.instruments.models import Measure, Strategy, StrategyCover, StrategyEdition
from dispositif.instruments.strategies.cells import cells_of, with_own_state
from dispositif.instruments.strategies.held import DAYS, WORDS, edition_of, editions, known, said_of
from dispositif.instruments.strategies.preview import Change, Preview, same, twice, written_so_far
from dispositif.instruments.strategies.recognition import Recogniser
from dispositif.instruments.strategies.refusals import faults
from dispositif.instruments.strategies.rules import Cover, Said
from dispositif.kernel.finding import blocking
from dispositif.kernel.refusal import Refusal, phrase
from dispositif.mandates.actions.course import moment
from dispositif.people.models import Person
from dispositif.trail import actions as trail
from dispositif.world.models import Entity, Participant


@transaction.atomic
def record_strategy(*, said: Said, by: Person, on: date) -> Strategy:
    """Record a strategy. Refuses what cannot be right, and a strategy that is recorded already."""
    said = _checked(said, on)
    strategy = _new(said, None)
    trail.record(
        what="instruments.strategy_recorded",
        about=strategy.as_party(),
        by=by.as_party(),
        content=_kept(cells_of(said)),
    )
    return strategy


@transaction.atomic
def amend_strategy(*, strategy: Strategy, said: Said, seen: int, by: Person, on: date) -> None:
    """Let a strategy say something else from now on; what it said until now stays known."""
    one, before = _taken(strategy, seen)
    said = _checked(said, on)
    if same(said, before):
        text = phrase("The strategy says exactly this already: nothing to write.")
        raise Refusal("instruments.strategy_same", text)
    _rewrite(one, said)
    trail.record(
        what="instruments.strategy_amended",
        about=one.as_party(),
        by=by.as_party(),
        content=_changed(before, said),
    )


@transaction.atomic
def cover_states(*, strategy: Strategy, covers: Sequence[Cover], seen: int, by: Person, on: date) -> None:
    """List more States that a strategy covers, each with the source that lists it."""
    one, before = _taken(strategy, seen)
    if not covers:
        raise Refusal("instruments.no_state_named", phrase("Name at least one State."), field="states")
    said = _checked(replace(before, covers=(*before.covers, *covers)), on)
    _rewrite(one, said)
    trail.record(
        what="instruments.states_covered",
        about=one.as_party(),
        by=by.as_party(),
        content={"states": [cover.code for cover in covers]},
    )


@transaction.atomic
def uncover_state(
    *, strategy: Strategy, code: str, until_on: date | None, why: str, seen: int, by: Person, on: date
) -> None:
    """Let the coverage of a State end on its last day; without a day it was listed by mistake."""
    one, before = _taken(strategy, seen)
    if not why.strip():
        text = phrase("Say why the State is taken off the list.")
        raise Refusal("instruments.uncover_why", text, field="why")
    open_ones = [cover for cover in before.covers if cover.code == code and cover.until_on is None]
    if not open_ones:
        text = phrase("The strategy does not list this State now.")
        raise Refusal("instruments.not_covered", text, field="states", state=code[:20])
    ended = () if until_on is None else (replace(open_ones[0], until_on=until_on),)
    kept = [cover for cover in before.covers if cover is not open_ones[0]]
    _rewrite(one, _checked(replace(before, covers=(*kept, *ended)), on))
    content = {"states": [code], "until": until_on}
    trail.record(
        what="instruments.state_uncovered",
        about=one.as_party(),
        by=by.as_party(),
        content=_kept(content),
        why=why.strip()[:1000],
    )


@transaction.atomic
def withdraw_strategy(
    *, strategy: Strategy, withdrawn_on: date, why: str, seen: int, by: Person, on: date
) -> None:
    """Say since when a strategy is withdrawn, and why."""
    one, before = _taken(strategy, seen)
    said = _checked(replace(before, withdrawn_on=withdrawn_on, withdrawn_why=" ".join(why.split())), on)
    _rewrite(one, said)
    trail.record(
        what="instruments.strategy_withdrawn",
        about=one.as_party(),
        by=by.as_party(),
        content={"on": withdrawn_on},
        why=said.withdrawn_why,
    )


@transaction.atomic
def keep_table(*, sent: "UploadedFile[bytes] | None", by: Person, on: date) -> Attachment:
    """Keep the file as it came, for the preview and for whoever asks later where the rows are from."""
    if sent is None:
        raise Refusal("instruments.no_file", phrase("No file was chosen."), field="file")
    return files.receive(sent=sent, by=by, on=on)


@transaction.atomic
def import_strategies(*, found: Preview, seen: int, by: Person, on: date) -> int:
    """Write a table as its preview showed it, all or nothing; how many strategies changed.

    `seen` is the preview's: where somebody wrote a strategy since, nothing is written.
    """
    _check_import(found, seen)
    changed = [line for line in found.lines if line.change is not Change.SAME]
    for line in changed:
        if line.strategy is None or line.before is None:
            one = _new(line.said, line.uuid)
            trail.record(
                what="instruments.strategy_recorded",
                about=one.as_party(),
                by=by.as_party(),
                content=_kept(cells_of(line.said) | {"file": found.name}),
            )
        else:
            one, before = _taken(line.strategy, line.strategy.revision)
            _rewrite(one, line.said)
            trail.record(
                what="instruments.strategy_amended",
                about=one.as_party(),
                by=by.as_party(),
                content=_changed(before, line.said) | {"file": found.name},
            )
    return len(changed)


def _check_import(found: Preview, seen: int) -> None:
    if found.refuses:
        text = phrase("%(rows)s rows are refused, the first is row %(row)s: nothing was written.")
        row = blocking(found.findings)[0].where
        raise Refusal("instruments.table_refused", text, field="file", rows=found.refused, row=row)
    if not found.writes:
        text = phrase("Every strategy of the table is held exactly like this: nothing to write.")
        raise Refusal("instruments.table_same", text, field="file")
    if seen != found.seen or seen != written_so_far():
        text = phrase("Somebody wrote strategies meanwhile: look at the preview again.")
        raise Refusal("instruments.stale", text, field="seen")


def _checked(said: Said, on: date) -> Said:
    """The same with its own State; refuses the first fault."""
    said, recogniser = with_own_state(said), Recogniser()
    codes = {one.code for one in said.covers} | ({said.state} if said.state else set())
    recogniser.learn(codes)
    if strange := sorted(codes - recogniser.known.keys()):
        text = phrase("There is no State %(state)s.")
        raise Refusal("instruments.state_unknown", text, field="states", state=strange[0][:20])
    for fault in faults(said, recogniser.known, on):
        raise fault
    return said


def _taken(strategy: Strategy, seen: int) -> tuple[Strategy, Said]:
    """The strategy, locked, as its author has seen it, and what it says."""
    one = Strategy.objects.select_for_update().get(pk=strategy.pk)
    if one.revision != seen:
        text = phrase("Somebody changed this strategy while you were reading. Nothing was written.")
        raise Refusal("instruments.stale", text, field="seen", revision=one.revision)
    return one, said_of(edition_of(one))


def _new(said: Said, uuid: UUID | None) -> Strategy:
    _refuse_twice(said, None)
    try:
        with transaction.atomic():
            one = Strategy.objects.create(uuid=uuid or uuid4(), title=said.title)
            _write(one, said)
            return one
    except IntegrityError as error:  # somebody recorded it between the look and the writing
        raise _meanwhile() from error


def _rewrite(one: Strategy, said: Said) -> None:
    _refuse_twice(said, one)
    one.title = said.title
    one.revision += 1
    one.save()
    try:
        with transaction.atomic():
            _write(one, said)
    except IntegrityError as error:
        raise _meanwhile() from error


def _refuse_twice(said: Said, one: Strategy | None) -> None:
    other = editions().filter(key=said.key).exclude(strategy=one).first()
    if other:
        raise twice(other.strategy)


def _meanwhile() -> Refusal:
    text = phrase("Somebody recorded the same strategy meanwhile: look at the list again.")
    return Refusal("instruments.stale_strategy", text, field="title")


def _write(one: Strategy, said: Said) -> None:
    at = moment()
    StrategyEdition.objects.filter(known(), strategy=one).update(superseded_at=at)
    StrategyEdition.objects.create(strategy=one, recorded_at=at, key=said.key, **_columns(said))
    _write_covers(one, said, at)
    _write_measures(one, said, at)


def _columns(said: Said) -> dict[str, Any]:
    """The row of an edition."""
    return {
        "kind": said.kind.value,
        "state": Participant.objects.get(code=said.state) if said.state else None,
        "entity": Entity.objects.get(code=said.entity) if said.entity else None,
        "themes": [theme.value for theme in said.themes],
        "verified": said.verified,
        **{name: getattr(said, name) for name in (*DAYS, *WORDS)},
    }


def _write_covers(one: Strategy, said: Said, at: datetime) -> None:
    """Supersede the States that the strategy no longer lists so, and add those that it lists anew."""
    rows = StrategyCover.objects.filter(known(), strategy=one).select_related("participant")
    held = {Cover(row.participant.code, row.source, row.since_on, row.until_on): row.pk for row in rows}
    gone = [pk for cover, pk in held.items() if cover not in said.covers]
    StrategyCover.objects.filter(pk__in=gone).update(superseded_at=at)
    fresh = [cover for cover in said.covers if cover not in held]
    found = {row.code: row for row in Participant.objects.filter(code__in=[cover.code for cover in fresh])}
    StrategyCover.objects.bulk_create(
        StrategyCover(
            strategy=one,
            participant=found[cover.code],
            since_on=cover.since_on,
            until_on=cover.until_on,
            source=cover.source,
            recorded_at=at,
        )
        for cover in fresh
    )


def _write_measures(one: Strategy, said: Said, at: datetime) -> None:
    held = {row.text: row.pk for row in Measure.objects.filter(known(), strategy=one)}
    gone = [pk for text, pk in held.items() if text not in said.measures]
    Measure.objects.filter(pk__in=gone).update(superseded_at=at)
    Measure.objects.bulk_create(
        Measure(strategy=one, text=text, recorded_at=at) for text in said.measures if text not in held
    )


def _changed(before: Said, said: Said) -> dict[str, Any]:
    """Column → what it says now, of those that change."""
    was, now = cells_of(before), cells_of(said)
    return {name: now[name] or None for name in now if now[name] != was[name]}


def _kept(content: dict[str, Any]) -> dict[str, Any]:
    """What says anything."""
    return {name: value for name, value in content.items() if value not in ("", None)}
