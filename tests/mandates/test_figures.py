"""Figures: one name, one value, at any day, as known at any moment, for whoever may see."""

from contextlib import suppress
from datetime import UTC, date, datetime, timedelta

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from dispositif.documents.models import Document
from dispositif.files.actions import store
from dispositif.kernel.figure import Figure, Scope, State
from dispositif.kernel.refusal import Refusal
from dispositif.kernel.symbol import Symbol
from dispositif.look.figures import Definition, definition, definitions, figure, known, register
from dispositif.look.scopes import scope_of
from dispositif.mandates import actions, rules
from dispositif.mandates.actions.course import moment
from dispositif.mandates.models import Mandate
from dispositif.mandates.provision_figures import TABLE, figures_of
from dispositif.people.queries import local_administrator
from dispositif.secrecy.acting import Acting
from dispositif.secrecy.audiences import PUBLIC, Audience
from dispositif.world.actions import load_facts
from dispositif.world.queries import entity, theme
from tests.mandates.registered import LATER, again, registered, text

database = pytest.mark.database
NOW = datetime(2100, 1, 1, tzinfo=UTC)
OFFICER = Audience(Acting(frozenset({"secretariat", "reader"})))


def _said(name: str, at: date = LATER, known_at: datetime = NOW, scope: str = "") -> Figure:
    return figure(name, at=at, known_at=known_at, audience=PUBLIC, scope=scope_of(scope))


@pytest.fixture
def found(database: None) -> dict[str, Mandate]:
    """The small register."""
    load_facts(by=local_administrator().as_party(), on=LATER)
    return registered(text().document)


@database
def test_statuses_add_up_and_nothing_registered_is_no_zero(database: None) -> None:
    assert _said("mandates.overdue").state is State.NONE
    registered(text().document)
    counts = [_said(f"mandates.{status}").value for status in rules.Status]
    assert sum(int(one or 0) for one in counts) == _said("mandates.registered").value == 4
    none_late = _said("mandates.overdue")
    assert (none_late.state, none_late.value) == (State.VALUE, 0)
    assert _said("mandates.overdue", date(2045, 9, 2)).value == 1
    assert _said("mandates.due", date(2045, 9, 1)).value == 1
    assert _said("provisions.without_owner").value == 3
    assert _said("mandates.registered", date(2044, 8, 31)).state is State.NONE, "before the session opened"


@database
def test_a_figure_is_about_one_record(found: dict[str, Mandate]) -> None:
    by = local_administrator()
    actions.assign(mandate=found["2"], owner=entity("UNODC"), seen=0, by=by, on=LATER)
    actions.tag(mandate=found["4"], themes=[theme("TIP")], seen=0, by=by, on=LATER)
    assert _said("mandates.registered", scope="document:A/RES/99/88").value == 4
    assert _said("mandates.registered", scope="document:A-RES-99-88").value == 4
    assert _said("mandates.registered", scope="entity:UNODC").value == 1
    assert _said("mandates.registered", scope="theme:TIP").value == 1
    one = _said("mandates.no_indication", scope=f"mandate:{found['2'].uuid}")
    assert [row.label for row in one.evidence] == ["A/RES/99/88, 2 (1)"]
    for nonsense in ("cloud:7", "document:", "entity:NOBODY", "mandate:7", "document:A/RES/1/1"):
        with pytest.raises(Refusal):
            scope_of(nonsense)


@database
def test_a_report_in_time_and_one_too_late(found: dict[str, Mandate]) -> None:
    by, on = local_administrator(), date(2045, 10, 1)
    assert _said("reports.on_time").state is State.NONE, "none had fallen due"
    assert _said("reports.on_time", date(2045, 9, 1)).value == 0
    report = actions.name_report(symbol=Symbol.parse("A/100/55"), request=found["5"], by=by, on=on)
    kept = store(content=b"the report", name="report.txt", by=by, on=on)
    before = moment()
    actions.attach_report(
        report=report, issued_on=date(2045, 8, 9), source="", seen=0, by=by, on=on, attachment=kept
    )
    assert _said("reports.on_time", on).value == 1
    assert [row.label for row in _said("reports.on_time", on).evidence] == ["A/100/55"]
    assert _said("reports.on_time", on, before).value == 0, "not known then"
    with pytest.raises(Refusal, match="already attached"):
        actions.attach_report(report=report, issued_on=on, source="", seen=1, by=by, on=on, attachment=kept)


@database
def test_what_an_audience_may_not_see_is_not_counted(found: dict[str, Mandate]) -> None:
    Document.objects.filter(symbol="A/RES/99/88").update(sensitivity="confidential")
    assert _said("mandates.registered").state is State.NONE
    seen = figure("mandates.registered", at=LATER, known_at=NOW, audience=OFFICER)
    assert seen.value == 4
    Document.objects.filter(symbol="A/RES/99/88").update(sensitivity="unclassified")
    assert _said("mandates.registered").value == 4


CHANGES = st.lists(
    st.tuples(
        st.sampled_from(["2", "4", "5"]),
        st.sampled_from(["owner", "due", "status", "theme"]),
        st.integers(0, 60),
    ),
    max_size=6,
)


@database
@settings(deadline=None, max_examples=15, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(CHANGES, CHANGES, st.integers(0, 600))
def test_a_figure_is_a_function_of_day_moment_scope_and_audience(
    found: dict[str, Mandate],
    first: list,
    then: list,
    days: int,  # type: ignore[type-arg]
) -> None:
    from django.db import transaction

    with transaction.atomic():
        for change in first:
            _change(found, *change)
        at, known_at = date(2044, 9, 1) + timedelta(days), moment()
        scopes = ("", "theme:TIP", "entity:UNODC", "document:A/RES/99/88")
        names = [one.name for one in definitions() if {"document", "entity", "theme"} <= one.scopes]
        before = [_said(name, at, known_at, scope) for name in names for scope in scopes]
        for change in then:
            _change(found, *change)
        assert [_said(name, at, known_at, scope) for name in names for scope in scopes] == before
        transaction.set_rollback(True)


def _change(found: dict[str, Mandate], path: str, how: str, days: int) -> None:
    """One change of one mandate, whatever it may be; a move that the table lacks is left out."""
    one, by, since = again(found[path]), local_administrator(), date(2044, 9, 10) + timedelta(days)
    author = {"mandate": one, "seen": one.revision, "by": by, "on": LATER}
    if how == "owner":
        actions.assign(owner=entity("UNODC") if days % 2 else None, since=since, **author)  # type: ignore[arg-type]
    elif how == "due":
        actions.set_due(due_on=since, **author)  # type: ignore[arg-type]
    elif how == "theme":
        actions.tag(themes=[theme("TIP")] if days % 2 else [], **author)  # type: ignore[arg-type]
    else:
        after = rules.MOVES[rules.Status(one.status)][days % 3]
        with suppress(Refusal):  # on that day it may have stood otherwise
            actions.state(status=after, since=since, evidence="seen", **author)  # type: ignore[arg-type]


def test_one_name_has_one_definition() -> None:
    one = definition("mandates.registered")
    with pytest.raises(ValueError, match="two figures"):
        register(one)
    with pytest.raises(Refusal, match="no figure nonsense"):
        definition("nonsense")
    assert isinstance(one, Definition)


@database
def test_a_figure_is_not_asked_about_what_it_does_not_know(database: None) -> None:
    nowhere = Scope("office", local_administrator().uuid, "x")
    with pytest.raises(Refusal, match="cannot be asked for one office"):
        figure("mandates.registered", at=LATER, known_at=NOW, audience=PUBLIC, scope=nowhere)


def test_every_paragraph_of_the_resolution_has_its_figures() -> None:
    assert {path for symbol, _, path in TABLE if symbol == "A/RES/61/181"} == set("23456789")
    assert not known("assistance.requests"), "a name that nobody registered prints none"
    assert figures_of("A/RES/1/1", "operative", "1", asks_report=True)[0][0] == "reports.on_time"
    assert figures_of("A/RES/1/1", "operative", "1", asks_report=False) == ()
