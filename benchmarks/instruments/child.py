"""Inside an installation: the grid derived from the facts in both ways, compared and timed; prints JSON."""

import json
import statistics
import sys
import time
from collections.abc import Callable
from datetime import date, timedelta
from typing import Any

import pandas as pd

from benchmarks.instruments.frames import STATUSES, Rows, grid

LAST = date(2026, 3, 1)


def main() -> None:
    """`YEARS TIMES`: seconds of ours and of pandas over so many years, the medians of so many runs."""
    import django

    django.setup()
    from dispositif.people.queries import AS_ADMINISTRATOR
    from dispositif.secrecy.acting import acting_as

    years, times = int(sys.argv[1]), int(sys.argv[2])
    first = LAST - timedelta(365 * years + years // 4)
    with acting_as(AS_ADMINISTRATOR):
        _load()
        held = _held()
    rows = _rows(held)
    ours, mine = _timed(lambda: _ours(held, first, LAST), times)
    theirs, frames = _timed(lambda: grid(rows, first, LAST), times)
    said = {"ours": ours, "theirs": theirs, "days": (LAST - first).days + 1, "pairs": len(mine)}
    print(json.dumps(said | {"pandas": pd.__version__, "differs": _differs(mine, frames)}))


def _load() -> None:
    from dispositif.instruments.actions.facts import load_instruments, load_registers
    from dispositif.people.queries import local_administrator
    from dispositif.world.actions import load_facts

    by = local_administrator()
    load_facts(by=by.as_party(), on=LAST)
    load_instruments(by=by.as_party(), on=LAST)
    load_registers(by=by, on=LAST)


def _held() -> Any:
    """What both begin with: plain records, read from the database beforehand."""
    from dispositif.instruments.queries import adherence as held
    from dispositif.world import queries as world

    treaties, spells = list(held._treaties()), list(world.presences())
    return treaties, held._deeds(None), spells, held._continued(), held._gaps()


def _ours(held: Any, first: date, last: date) -> dict[tuple[str, str], bytearray]:
    """(instrument, participant) → one byte a day."""
    from dispositif.instruments.adherence import Adherence

    adherence, days = Adherence(*held), (last - first).days + 1
    found: dict[tuple[str, str], bytearray] = {}
    numbers = {status: number for number, status in enumerate(STATUSES)}
    for span in adherence.spans(first, last):
        line = found.setdefault((span.instrument, span.participant), bytearray(b"\xff") * days)
        begin, length = (span.first - first).days, (span.last - span.first).days + 1
        line[begin : begin + length] = bytes((numbers[span.status],)) * length
    return found


def _rows(held: Any) -> Rows:
    """The same records as plain rows for a table."""
    from dispositif.instruments.adherence import Adherence

    treaties, deeds, spells, _, gaps = held
    adherence = Adherence(*held)
    return {
        "treaties": [
            (one.code, one.adopted_on, one.in_force_on, one.wait_days, one.reio) for one in treaties
        ],
        "deeds": [
            (code, adherence.line(who), deed.kind.value, deed.on)
            for (code, who), done in deeds.items()
            for deed in done
        ],
        "spells": [
            (one.code, adherence.line(one.code), one.kind, one.since, one.until, adherence.ended(one.code))
            for one in spells
        ],
        "gaps": [(code, who, min(day, LAST + timedelta(1))) for (code, who), day in gaps.items()],
    }


def _timed(derive: Callable[[], Any], times: int) -> tuple[float, Any]:
    taken, found = [], None
    for _ in range(times):
        begun = time.perf_counter()
        found = derive()
        taken.append(time.perf_counter() - begun)
    return statistics.median(taken), found


def _differs(mine: dict[tuple[str, str], bytearray], frames: dict[str, Any]) -> int:
    """How many pairs have another byte on some day."""
    return sum(
        frames[code][who].to_numpy().astype("uint8").tobytes() != bytes(line)
        for (code, who), line in mine.items()
    )


if __name__ == "__main__":
    main()
