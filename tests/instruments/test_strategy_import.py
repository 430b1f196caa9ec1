"""Tables of strategies: looked at first, all or nothing; a name that nobody knows blocks the table."""

import io
import itertools
from datetime import date

import pytest
from openpyxl import Workbook

from dispositif.files.writing import written
from dispositif.instruments.actions import strategy as actions
from dispositif.instruments.models import Strategy, StrategyEdition
from dispositif.instruments.queries import strategy as queries
from dispositif.instruments.strategies.cells import COLUMNS, cells_of
from dispositif.instruments.strategies.held import edition_of, editions, said_of, with_parts
from dispositif.instruments.strategies.preview import Change
from dispositif.instruments.strategies.rules import Cover
from dispositif.instruments.strategies.writing import table
from dispositif.people.queries import local_administrator
from dispositif.trail.queries import history
from dispositif.world.actions import load_facts
from tests.instruments.strategy_world import (
    NATIONAL,
    ON,
    REGIONAL,
    csv_of,
    imported,
    looked,
    recorded,
    refused,
    said,
)

pytestmark = pytest.mark.database


@pytest.fixture(autouse=True)
def world(database: None) -> None:
    load_facts(by=local_administrator().as_party(), on=ON)


def held() -> list[str]:
    return sorted(str(said_of(one)) for one in with_parts(editions()))


def export() -> bytes:
    return written(table(queries.strategies(queries.Asked(), ON), ON), "csv")


def codes(*rows: dict[str, str]) -> list[tuple[str, str]]:
    found = looked(csv_of(rows)).findings
    return [(one.code.removeprefix("instruments.strategy_"), one.column) for one in found]


def test_a_table_is_read_looked_at_and_written() -> None:
    found = looked(csv_of([NATIONAL, REGIONAL]))
    assert found.counts == {Change.NEW: 2, Change.CHANGED: 0, Change.SAME: 0}
    assert not Strategy.objects.exists()
    assert imported(NATIONAL, REGIONAL) == 2
    one = said_of(edition_of(Strategy.objects.get(title=REGIONAL["title"])))
    assert one.covers == (
        Cover("BFA", "Annex to the strategy", None, date(2021, 5, 31)),
        Cover("TZA", "Annex to the strategy", date(2019, 1, 1), None),
        Cover("UGA", "Annex to the strategy"),
    )
    assert one.measures == ("A joint register of boats", "A school for judges")
    assert (one.institution, one.themes, one.verified) == (
        "Community of Reefs",
        ("trafficking", "smuggling"),
        False,
    )
    kenya = said_of(edition_of(Strategy.objects.get(title=NATIONAL["title"])))
    assert kenya.covers == (Cover("KEN", NATIONAL["source"]),)


def test_twice_changes_nothing() -> None:
    imported(NATIONAL, REGIONAL)
    before, revisions = held(), list(Strategy.objects.values_list("revision", flat=True))
    found = looked(csv_of([NATIONAL, REGIONAL]))
    assert found.counts[Change.SAME] == 2
    with refused("instruments.table_same"):
        imported(NATIONAL, REGIONAL)
    assert (held(), list(Strategy.objects.values_list("revision", flat=True))) == (before, revisions)


@pytest.mark.parametrize("file_format", ["csv", "xlsx"])
def test_the_exported_file_is_the_file_that_can_be_imported(file_format: str) -> None:
    imported(NATIONAL, REGIONAL)
    one = Strategy.objects.get(title=REGIONAL["title"])
    actions.cover_states(
        strategy=one, covers=[Cover("KEN", "Protocol")], seen=1, by=local_administrator(), on=ON
    )
    content = written(table(queries.strategies(queries.Asked(), ON), ON), file_format)
    found = looked(content, f"strategies.{file_format}")
    assert (found.findings, found.counts[Change.SAME], found.writes) == ((), 2, False)


def test_an_export_brings_the_same_strategies_elsewhere() -> None:
    imported(NATIONAL, REGIONAL)
    content = export()
    before, uuids = held(), set(Strategy.objects.values_list("uuid", flat=True))
    lines = list(looked(content).lines)
    assert {line.uuid for line in lines} == uuids
    strange = content.replace(str(lines[0].uuid).encode(), b"11111111-2222-4333-8444-555555555555")
    assert ("instruments.strategy_twice", "title") in [(f.code, f.column) for f in looked(strange).findings]
    assert held() == before


@pytest.mark.parametrize("order", list(itertools.permutations(range(3))))
def test_any_order_of_rows_gives_the_same_state(order: tuple[int, ...]) -> None:
    rows = [NATIONAL, REGIONAL, NATIONAL | {"title": "Another", "themes": "terrorism", "state": "UG"}]
    imported(*(rows[place] for place in order))
    assert len(held()) == 3
    assert looked(csv_of(rows)).counts[Change.SAME] == 3
    assert queries.standing(date(2020, 6, 1)).states == 4


def test_what_changes_is_shown_beside_what_was() -> None:
    imported(NATIONAL, REGIONAL)
    text = export().decode("utf-8-sig")
    assert "BFA until 2021-05-31; TZA from 2019-01-01; UGA" in text
    changed = text.replace("BFA until 2021-05-31; ", "").encode()
    found = looked(changed)
    line = next(line for line in found.lines if line.change is Change.CHANGED)
    assert line.cells == {
        "states": ("BFA until 2021-05-31; TZA from 2019-01-01; UGA", "TZA from 2019-01-01; UGA")
    }
    assert actions.import_strategies(found=found, seen=found.seen, by=local_administrator(), on=ON) == 1
    one = Strategy.objects.get(title=REGIONAL["title"])
    assert [entry.what for entry in history(one)] == [
        "instruments.strategy_amended",
        "instruments.strategy_recorded",
    ]
    assert one.revision == 2


def test_a_name_that_nobody_knows_blocks_the_whole_table() -> None:
    found = looked(csv_of([NATIONAL, REGIONAL | {"states": "Uganda; Atlantis; KEN"}]))
    (finding,) = found.findings
    assert (finding.code, finding.where, finding.column) == ("instruments.strategy_unresolved", "3", "states")
    assert "Atlantis" in str(finding)
    with refused("instruments.table_refused"):
        actions.import_strategies(found=found, seen=found.seen, by=local_administrator(), on=ON)
    assert not Strategy.objects.exists()


def test_states_are_recognised_by_names_of_any_time_and_tongue() -> None:
    names = "Côte d’Ivoire; Turkey; Türkiye from 2030-01-01; 肯尼亚; مصر; 716; fr"
    found = looked(csv_of([REGIONAL | {"states": names.replace("Türkiye from 2030-01-01; ", "")}]))
    assert found.findings == ()
    assert {cover.code for cover in found.lines[0].said.covers} == {"CIV", "TUR", "KEN", "EGY", "ZWE", "FRA"}


@pytest.mark.parametrize(
    ("change", "fault"),
    [
        ({"kind": "local"}, ("kind", "kind")),
        ({"themes": "corruption; turtles"}, ("theme_unknown", "themes")),
        ({"themes": ""}, ("theme", "themes")),
        ({"since_on": "1 January 2018"}, ("day", "since_on")),
        ({"since_on": "20180101"}, ("day", "since_on")),
        ({"until_on": "2018-02-30"}, ("day", "until_on")),
        ({"until_on": "2017-01-01"}, ("reversed", "until_on")),
        ({"state": "Atlantis"}, ("unresolved", "state")),
        ({"states": "Uganda"}, ("national", "states")),
        ({"states": "Kenya from soon"}, ("day", "states")),
        ({"link": "http://a.example"}, ("link", "link")),
        ({"verified": "perhaps"}, ("verified", "verified")),
        ({"uuid": "turtle"}, ("uuid", "uuid")),
        ({"language": "turtle"}, ("language", "language")),
        ({"title": ""}, ("empty", "title")),
        ({"title": "=1+1"}, ("formula", "title")),
    ],
)
def test_bad_cells_are_named(change: dict[str, str], fault: tuple[str, str]) -> None:
    assert codes(NATIONAL | change) == [fault]


def test_rows_that_say_the_same_twice_are_named() -> None:
    assert codes(NATIONAL, NATIONAL) == [("row_twice", "title")]
    one = recorded(said())
    row = {name: str(cell or "") for name, cell in cells_of(said_of(edition_of(one)), one.uuid).items()}
    assert codes(row | {"title": "A"}, row | {"title": "B"}) == [("row_twice", "title")]
    assert codes(row | {"uuid": "", "until_on": "2021-01-01"}) == []


def test_a_list_without_states_is_a_warning() -> None:
    found = looked(csv_of([REGIONAL | {"states": ""}]))
    assert ([str(one.severity) for one in found.findings], found.refuses, found.writes) == (
        ["warning"],
        False,
        True,
    )


def test_half_a_file_is_told() -> None:
    whole = csv_of([NATIONAL, REGIONAL])
    cut = b"\n".join(whole.splitlines()[:2])[:-40]
    assert {one.code for one in looked(cut).findings} >= {"instruments.strategy_ragged"}
    with refused("table.columns"):
        looked(csv_of([NATIONAL], heads=COLUMNS[:5]))
    with refused("table.empty"):
        looked(b"")


def test_a_spreadsheet_that_made_dates_of_words() -> None:
    book = Workbook()
    sheet = book.active
    assert sheet is not None
    sheet.append(list(COLUMNS))
    row: dict[str, object] = {**NATIONAL, "since_on": date(2018, 1, 1)}
    sheet.append([row.get(name) for name in COLUMNS])
    sheet.append([{**row, "title": date(2018, 1, 1)}.get(name) for name in COLUMNS])
    content = io.BytesIO()
    book.save(content)
    found = looked(content.getvalue(), "strategies.xlsx")
    assert [(one.code, one.where, one.column) for one in found.findings] == [
        ("instruments.strategy_turned", "3", "title")
    ]
    assert found.lines[0].said.since_on == date(2018, 1, 1)


def test_somebody_wrote_meanwhile() -> None:
    found = looked(csv_of([NATIONAL]))
    recorded(said(title="Meanwhile"))
    with refused("instruments.stale"):
        actions.import_strategies(found=found, seen=found.seen, by=local_administrator(), on=ON)
    assert StrategyEdition.objects.count() == 1
