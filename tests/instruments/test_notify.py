"""What depositaries notify one by one, what participants state and report; corrections."""

from datetime import date
from typing import Any

import pytest

from dispositif.files.writing import written
from dispositif.instruments.actions import notify as actions
from dispositif.instruments.models import Action, Instrument, Procedure, Statement
from dispositif.instruments.queries.adherence import registers
from dispositif.instruments.queries.register import exported
from dispositif.instruments.rules import Kind, Made, Status
from dispositif.kernel.refusal import Refusal
from dispositif.people.queries import local_administrator
from dispositif.world.queries import participant
from tests.instruments.registered import ON, PERU, UNION, brought, csv_of, looked, told, world_and_instruments

pytestmark = pytest.mark.database
SYMBOL = "C.N.12.2026.TREATIES-XVIII.12"


@pytest.fixture
def instrument(database: None) -> Instrument:
    world_and_instruments()
    brought(csv_of([PERU, UNION]))
    return Instrument.objects.get(code="UNTOC")


def recorded(one: Instrument, **changed: Any) -> Action:
    one.refresh_from_db()
    given = {
        "instrument": one,
        "participant": participant("NOR"),
        "kind": Kind.RATIFICATION,
        "on_day": date(2003, 9, 23),
        "effective_on": None,
        "symbol": SYMBOL,
        "source": "Treaty  Collection",
        "seen": one.revision,
        "by": local_administrator(),
        "on": ON,
    }
    return actions.record_action(**(given | changed))  # type: ignore[arg-type]


def refused(one: Instrument, **changed: Any) -> tuple[str, str]:
    with pytest.raises(Refusal) as said:
        recorded(one, **changed)
    return said.value.code.removeprefix("instruments."), said.value.field


def test_one_notification_counts_from_its_day(instrument: Instrument) -> None:
    one = recorded(instrument)
    assert (one.printed, one.symbol, one.source) == ("Norway", SYMBOL, "Treaty Collection")
    adherence = registers().adherence
    assert adherence.status("UNTOC", "NOR", "member", date(2003, 9, 22)) is Status.NOT_YET
    assert adherence.status("UNTOC", "NOR", "member", date(2003, 10, 23)) is Status.PARTY
    assert (told()[0][0], told()[0][2]["symbol"]) == ("action_recorded", SYMBOL)
    instrument.refresh_from_db()
    assert instrument.revision == 2


def test_an_export_with_it_tells_of_no_later_state(instrument: Instrument) -> None:
    recorded(instrument, on_day=date(2020, 1, 1))
    found = looked(written(exported([instrument]), "csv"))
    assert (found.changes, found.refuses) == (False, False)


def test_a_register_of_what_was_recorded_by_hand_is_an_edition(instrument: Instrument) -> None:
    other = Instrument.objects.get(code="UNCAC")
    recorded(other, on_day=date(2006, 6, 29))
    (edition,) = brought(csv_of([("UNCAC", "Norway", "ratification", "2006-06-29")]))
    assert (edition.as_at, edition.rows) == (date(2006, 6, 29), 1)


def test_what_an_import_refuses_is_refused_by_hand_too(instrument: Instrument) -> None:
    assert refused(instrument, on_day=date(2999, 1, 1)) == ("future", "on_day")
    assert refused(instrument, on_day=date(1990, 1, 1))[0] == "before_adoption"
    assert refused(instrument, participant=participant("PER"), on_day=date(2009, 1, 1))[0] == "two_consents"
    assert refused(instrument, kind=Kind.WITHDRAWAL)[0] == "no_effect"
    assert refused(instrument, kind="blessing") == ("no_choice", "kind")
    assert refused(instrument, source=" ") == ("no_source", "source")
    assert refused(instrument, symbol="x" * 61) == ("long", "symbol")
    assert refused(instrument, seen=77) == ("stale", "seen")
    assert Action.objects.count() == 2


def test_a_withdrawal_and_a_way_back(instrument: Instrument) -> None:
    peru = participant("PER")
    recorded(
        instrument,
        participant=peru,
        kind=Kind.WITHDRAWAL,
        on_day=date(2010, 1, 1),
        effective_on=date(2011, 1, 1),
    )
    recorded(instrument, participant=peru, kind=Kind.ACCESSION, on_day=date(2013, 1, 1))
    adherence = registers().adherence
    days = (date(2009, 1, 1), date(2012, 1, 1), date(2014, 1, 1))
    assert [adherence.status("UNTOC", "PER", "member", day) for day in days] == [
        Status.PARTY, Status.WITHDRAWN, Status.PARTY]  # fmt: skip


def test_a_wrong_action_is_taken_out_with_its_reason_once(instrument: Instrument) -> None:
    one = Action.objects.get(participant__code="PER")
    by = local_administrator()
    for reason, code in ((" ", "no_reason"), ("x" * 401, "long")):
        with pytest.raises(Refusal) as said:
            actions.strike_action(action=one, reason=reason, seen=1, by=by, on=ON)
        assert said.value.code == f"instruments.{code}"
    actions.strike_action(action=one, reason="a slip", seen=1, by=by, on=ON)
    assert Action.objects.filter(superseded_at=None).count() == 1
    assert told()[0][:2] == ("action_struck", "a slip")
    with pytest.raises(Refusal) as said:
        actions.strike_action(action=one, reason="a slip", seen=2, by=by, on=ON)
    assert said.value.code == "instruments.struck"


def test_statements_stand_in_their_own_words(instrument: Instrument) -> None:
    given: dict[str, Any] = {
        "instrument": instrument,
        "participant": participant("PER"),
        "kind": Made.DECLARATION,
        "made_on": date(2002, 1, 23),
        "text": " It understands reefs to be included. ",
        "language": "en",
        "source": "Treaty Collection",
        "symbol": "",
        "by": local_administrator(),
        "on": ON,
    }
    actions.record_statement(**given)
    assert Statement.objects.get().text == "It understands reefs to be included."
    actions.record_statement(**(given | {"made_on": None}))
    for changed, code in (
        ({"text": " "}, "no_words"),
        ({"text": "x" * 20_001}, "long"),
        ({"language": "tlh"}, "no_choice"),
        ({"kind": "song"}, "no_choice"),
        ({"made_on": date(2999, 1, 1)}, "future"),
        ({"source": ""}, "no_source"),
    ):
        with pytest.raises(Refusal) as said:
            actions.record_statement(**(given | changed))
        assert said.value.code == f"instruments.{code}"
    assert Statement.objects.count() == 2


def test_a_procedure_under_way_is_dated_and_sourced(instrument: Instrument) -> None:
    given: dict[str, Any] = {
        "instrument": instrument,
        "participant": participant("NOR"),
        "reported_on": date(2026, 2, 1),
        "words": "The bill is before parliament.",
        "source": "Statement at the session",
        "by": local_administrator(),
        "on": ON,
    }
    actions.report_procedure(**given)
    assert Procedure.objects.get().participant.code == "NOR"
    with pytest.raises(Refusal):
        actions.report_procedure(**(given | {"reported_on": date(2026, 3, 2)}))
    assert told()[0][0] == "procedure_reported"
