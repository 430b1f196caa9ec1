"""What is held of registers, as imports compare it and as files take it away; names that wait."""

from collections.abc import Collection, Iterable, Iterator, Mapping
from dataclasses import dataclass
from datetime import date
from difflib import get_close_matches
from typing import Any

from django.db.models import Count, QuerySet

from dispositif.instruments.models import Action, Edition, Instrument, InstrumentName, Unresolved
from dispositif.instruments.registers.acts import Held
from dispositif.instruments.registers.check import Life, Terms
from dispositif.instruments.rules import Kind
from dispositif.kernel.refusal import Refusal, phrase
from dispositif.world import queries as world
from dispositif.world.models import Participant, ParticipantName
from dispositif.world.rules import Kind as Participation
from dispositif.world.rules import fold

COLUMNS = (
    "instrument", "participant", "printed", "kind", "on", "effective_on", "symbol", "source",
)  # fmt: skip
"""The project's own layout: what is exported is what can be imported."""
LIKELY = 3
"""Participants proposed for a name by its letters."""
LEFT_OUT = phrase("A later import of this register does not have it.")
"""Why a name is settled that no person settled; should it come back, it waits again."""
_DEED = ("pk", "instrument__code", "printed", "kind", "on", "effective_on", "symbol")


def instrument(code: str) -> Instrument:
    """The instrument of a code, or of a number in the Treaty Collection; refuses what is neither."""
    found = by_any_name().get(code.strip().casefold())
    if found is None:
        raise Refusal(
            "instruments.unknown",
            phrase("There is no instrument “%(asked)s”."),
            field="instrument",
            asked=code.strip()[:80],
        )
    return found


def by_any_name() -> dict[str, Instrument]:
    """Every instrument by its code and by its number in the Treaty Collection, in small letters."""
    listed = list(Instrument.objects.all())
    numbers = {one.untc.casefold(): one for one in listed if one.untc}
    return numbers | {one.code.casefold(): one for one in listed}


def terms(one: Instrument) -> Terms:
    """What of it decides which actions can be."""
    return Terms(one.code, one.adopted_on, one.signed_from, one.reio)


def lives() -> dict[str, Life]:
    """Every participant by its code: when it, or one that it continues, exists."""
    people = {one.code: one for one in Participant.objects.all()}
    continued = world.continued()

    def spans(code: str) -> Iterator[tuple[date | None, date | None]]:
        yield people[code].valid_from, people[code].valid_to
        for before in continued.get(code, ()):
            yield from spans(before[0])

    reio = Participation.REIO
    return {code: Life(tuple(spans(code)), one.kind == reio) for code, one in people.items()}


def held(codes: Collection[str]) -> list[Held]:
    """Every action held of these instruments, those included whose name waits."""
    acts = Action.objects.filter(instrument__code__in=codes, superseded_at=None)
    waiting = Unresolved.objects.filter(instrument__code__in=codes, settled_at=None)
    return [
        *(_held(row, who, False) for *row, who in acts.values_list(*_DEED, "participant__code")),
        *(_held(row, "", True) for row in waiting.values_list(*_DEED)),
    ]


def _held(row: Iterable[Any], participant: str, waiting: bool) -> Held:
    pk, code, printed, kind, on, effective_on, symbol = row
    return Held(pk, code, printed, Kind(kind), on, effective_on, symbol, participant, waiting)


def settled(codes: Collection[str]) -> dict[tuple[str, str], str]:
    """Instrument and printed name → the participant that a person said it is, the latest word last."""
    rows = Unresolved.objects.filter(instrument__code__in=codes, settled_as__isnull=False)
    named = rows.order_by("settled_at").values_list("instrument__code", "printed", "settled_as__code")
    return {(code, printed): who for code, printed, who in named}


def set_aside(codes: Collection[str]) -> set[tuple[str, str, Kind, date]]:
    """What a person set aside with a reason: instrument, printed name, action, day."""
    rows = Unresolved.objects.filter(instrument__code__in=codes, settled_at__isnull=False, settled_as=None)
    columns = rows.exclude(reason=LEFT_OUT).values_list("instrument__code", "printed", "kind", "on")
    return {(code, printed, Kind(kind), on) for code, printed, kind, on in columns}


def as_at(codes: Collection[str]) -> dict[str, date]:
    """Instrument → the last day of its latest edition, where one is held."""
    rows = Edition.objects.filter(instrument__code__in=codes).order_by("recorded_at", "pk")
    return dict(rows.values_list("instrument__code", "as_at"))


def waiting() -> QuerySet[Unresolved]:
    """Every name that nobody has resolved, by instrument and name."""
    rows = Unresolved.objects.filter(settled_at=None).select_related("instrument")
    return rows.order_by("instrument__family", "instrument__place", "printed", "on")


def proposals(printed: Collection[str]) -> Mapping[str, str]:
    """Printed name → the participant that somebody said it is in another register."""
    rows = Unresolved.objects.filter(printed__in=printed, settled_as__isnull=False).order_by("settled_at")
    return dict(rows.values_list("printed", "settled_as__code"))


def exported(instruments: Iterable[Instrument]) -> Iterator[tuple[object, ...]]:
    """The heads, then every action held; one whose name waits has no participant."""
    yield COLUMNS
    for one in instruments:
        acts = Action.objects.filter(instrument=one, superseded_at=None)
        names = ("printed", "kind", "on", "effective_on", "symbol", "source")
        rows = acts.order_by("participant__code", "on", "kind").values_list("participant__code", *names)
        yield from ((one.code, *row) for row in rows)
        still = Unresolved.objects.filter(instrument=one, settled_at=None).order_by("printed", "on", "kind")
        yield from ((one.code, "", *row) for row in still.values_list(*names))


@dataclass(frozen=True, slots=True)
class Row:
    """One instrument: how it is called, its latest edition, actions held, names that wait."""

    instrument: Instrument
    short: str
    edition: Edition | None
    acts: int
    waiting: int


def listed(language: str) -> list[Row]:
    """Every instrument with what is held of its register, in the order of the lists."""
    editions = {one.instrument_id: one for one in Edition.objects.order_by("recorded_at", "pk")}
    acts = _counted(Action.objects.filter(superseded_at=None))
    names = _counted(Unresolved.objects.filter(settled_at=None))
    called = shorts(language)
    return [
        Row(one, called[one.code], editions.get(one.pk), acts.get(one.pk, 0), names.get(one.pk, 0))
        for one in Instrument.objects.order_by("family", "place")
    ]


def _counted(rows: QuerySet[Any]) -> dict[int, int]:
    return dict(rows.order_by().values_list("instrument").annotate(n=Count("pk")))


def shorts(language: str) -> dict[str, str]:
    """Instrument → its short name in the language, in English where it has none, else its code."""
    said = {one: one for one in Instrument.objects.values_list("code", flat=True)}
    for spoken in dict.fromkeys(("en", language)):
        rows = InstrumentName.objects.filter(language=spoken)
        said |= dict(rows.values_list("instrument__code", "short"))
    return said


def acts_of(one: Instrument, participant: str = "") -> QuerySet[Action]:
    """The actions held of one instrument, the newest first; those of one participant, if one is named."""
    rows = Action.objects.filter(instrument=one, superseded_at=None).select_related("participant")
    chosen = rows.filter(participant__code=participant) if participant else rows
    return chosen.order_by("-on", "participant__code", "kind")


@dataclass(frozen=True, slots=True)
class Name:
    """A printed name that waits, its actions in all registers, and whom it may mean, the likeliest first."""

    printed: str
    acts: tuple[Unresolved, ...]
    likely: tuple[str, ...]


def names_waiting() -> list[Name]:
    """Every name that waits, once."""
    by_name: dict[str, list[Unresolved]] = {}
    for one in sorted(waiting(), key=lambda row: row.printed):
        by_name.setdefault(one.printed, []).append(one)
    likely = likely_for(by_name)
    return [Name(printed, tuple(acts), likely[printed]) for printed, acts in by_name.items()]


def likely_for(printed: Collection[str]) -> dict[str, tuple[str, ...]]:
    """Printed name → codes of those it may mean: as settled in another register, then by letters alike."""
    if not printed:
        return {}
    before = proposals(printed)
    rows = ParticipantName.objects.filter(language="en", superseded_at=None)
    codes = dict(rows.values_list("folded", "participant__code"))
    found = {}
    for name in printed:
        alike = get_close_matches(fold(name), codes, n=LIKELY, cutoff=0.5)
        found[name] = tuple(
            dict.fromkeys([*filter(None, [before.get(name)]), *(codes[one] for one in alike)])
        )
    return found
