"""What a second pair of eyes found: each stays found."""

from datetime import UTC, date, datetime

import pytest
from django.test import Client

from dispositif.instruments.actions import notify
from dispositif.instruments.actions.register import import_register
from dispositif.instruments.figures import to_come
from dispositif.instruments.models import Instrument
from dispositif.instruments.queries.adherence import registers
from dispositif.instruments.queries.grid import change_days
from dispositif.instruments.registers.preview import Asked, preview
from dispositif.instruments.rules import Kind, Made
from dispositif.kernel.refusal import Refusal
from dispositif.people.queries import local_administrator
from dispositif.world.queries import participant

pytestmark = [pytest.mark.database, pytest.mark.usefixtures("treaties")]
DAY = date(2026, 3, 1)
HEAD = "instrument,participant,kind,on\n"


def _codes(rows: str, **asked: object) -> set[str]:
    found = preview(content=(HEAD + rows).encode(), name="x.csv", asked=Asked(**asked), on=DAY)  # type: ignore[arg-type]
    return {one.code for one in found.findings}


def test_a_page_with_two_columns_of_consents_is_refused() -> None:
    heads = b"Participant,Signature,Ratification,Accession\n"
    page = heads + b"France,14 Sep 2005,11 Sep 2013,\nKenya,,,13 Apr 2006\n"
    with pytest.raises(Refusal, match="Several columns say a consent"):
        preview(content=page, name="x.csv", asked=Asked(instrument="PLASTIC-EXPLOSIVES-1991"), on=DAY)


def test_a_name_that_waits_stands_once() -> None:
    row = "UNTOC,Ruritania,accession,2010-01-01\n"
    assert any(code.endswith("twice") for code in _codes(row * 2, whole=False))


def test_nobody_withdraws_from_what_it_never_joined() -> None:
    content = b"instrument,participant,kind,on,effective_on\nUNCAC,SSD,withdrawal,2015-01-23,2016-01-23\n"
    found = preview(content=content, name="x.csv", asked=Asked(whole=False), on=DAY)
    assert found.refuses
    assert any(one.code.endswith("no_consent") for one in found.findings)


@pytest.mark.parametrize(
    ("who", "code", "day"),
    [
        ("DDR", "UNCAC", date(1985, 1, 1)),
        ("DDR", "UNCAC", date(2005, 1, 1)),
        ("EU", "SINGLE-CONVENTION-1961", DAY),
    ],
)
def test_nobody_states_before_adoption_or_when_it_does_not_exist(who: str, code: str, day: date) -> None:
    one = Instrument.objects.get(code=code)
    said = {
        "instrument": one,
        "participant": participant(who),
        "source": "note",
        "by": local_administrator(),
        "on": DAY,
    }
    with pytest.raises(Refusal):
        notify.report_procedure(reported_on=day, words="under way", **said)  # type: ignore[arg-type]
    with pytest.raises(Refusal):
        notify.record_statement(
            kind=Made.DECLARATION,
            made_on=day,
            text="it declares",
            language="en",
            symbol="",
            **said,  # type: ignore[arg-type]
        )


def test_the_same_statement_is_taken_once() -> None:
    one = Instrument.objects.get(code="UNCAC")
    said = {
        "instrument": one,
        "participant": participant("FRA"),
        "source": "note",
        "by": local_administrator(),
        "on": DAY,
    }
    how = {"kind": Made.DECLARATION, "made_on": None, "text": "it declares", "language": "en", "symbol": ""}
    notify.record_statement(**how, **said)  # type: ignore[arg-type]
    with pytest.raises(Refusal, match="recorded already"):
        notify.record_statement(**how, **said)  # type: ignore[arg-type]


def test_the_end_of_the_calendar_can_be_asked_for() -> None:
    assert not to_come(date(2006, 12, 20), datetime.max.replace(tzinfo=UTC))
    assert to_come(date.max, datetime(2026, 1, 1, tzinfo=UTC))


@pytest.mark.parametrize("month", ["0000009999999", "9" * 50, "1000000"])
def test_the_slider_has_an_end(month: str) -> None:
    assert Client().get(f"/instruments/?month={month}").status_code == 400


def test_days_of_change_know_who_ended() -> None:
    assert {date(1990, 10, 3), date(1990, 5, 22)} <= set(change_days(registers().adherence))


def test_of_whom_nothing_is_held_a_table_says_so() -> None:
    path = "/instruments/follow-up/?state=BOL&instrument=SINGLE-CONVENTION-1961&family=drugs&format=csv"
    assert "BOL,Bolivia" in Client().get(path).content.decode().replace('"', "")


def test_registers_asked_for_last_are_kept() -> None:
    now = registers()
    for year in range(2000, 2020):
        registers(datetime(year, 1, 1, tzinfo=UTC))
        assert registers() is now


def test_a_withdrawal_follows_a_consent() -> None:
    content = b"instrument,participant,kind,on,effective_on\nUNTOC,FRA,withdrawal,2015-01-23,2016-01-23\n"
    found = preview(content=content, name="x.csv", asked=Asked(whole=False), on=DAY)
    assert not found.refuses
    import_register(found=found, seen=found.seen, by=local_administrator(), on=DAY)
    column = registers().adherence.column("UNTOC", date(2016, 6, 1))
    assert column["FRA"] == "withdrawn"
    assert Kind.WITHDRAWAL in {one.kind for one in Instrument.objects.get(code="UNTOC").actions.all()}
