"""Lineage: which clause comes from which, by hand, through the years, and never in a circle."""

from datetime import date
from itertools import pairwise

import pytest
from django.db import connection, transaction
from django.test import Client
from hypothesis import given
from hypothesis import strategies as st

from dispositif.documents.models import Document, Provision
from dispositif.kernel.refusal import Refusal
from dispositif.mandates.actions import join, part
from dispositif.mandates.models import Lineage
from dispositif.mandates.queries.clause import ancestors, clause, heirs, through_the_years
from dispositif.mandates.rules import Relation
from dispositif.mandates.spans import before, span
from dispositif.people.models import Person
from dispositif.people.queries import local_administrator
from dispositif.people.rules import Role
from dispositif.secrecy.acting import acting_as
from dispositif.trail.queries import history
from tests.mandates.lists import DRAFTER, READER
from tests.world import DAY, SHORT, imported, person, signed_in

SESSIONS = (59, 60, 61, 62, 63)
database_test = pytest.mark.database


@pytest.fixture
def by(database: None) -> Person:
    return local_administrator()


def resolution(session: int, number: int = 77) -> Document:
    """A resolution of a session; its paragraph 2 asks for a report."""
    return imported(SHORT.replace("99/77", f"{session}/{number}")).document


def second(document: Document, act: int = 0) -> Provision:
    return Provision.objects.get(document=document, part="operative", path="2", act=act)


def joined(earlier: Provision, later: Provision, relation: Relation = Relation.REITERATES) -> Lineage:
    return join(earlier=earlier, later=later, relation=relation, note="", by=local_administrator(), on=DAY)


def years(count: int) -> list[Provision]:
    """The second paragraph of resolutions of sessions one after the other, joined."""
    found = [second(resolution(session)) for session in SESSIONS[:count]]
    for earlier, later in pairwise(found):
        joined(earlier, later)
    return found


def place(provision: Provision) -> str:
    return f"/mandates/lineage/{provision.uuid}/"


@database_test
def test_a_clause_is_followed_through_the_years(by: Person) -> None:
    found = years(5)
    other = second(resolution(64))
    joined(found[4], other, Relation.FOLLOWS)
    aside = second(resolution(61, 78))
    joined(found[1], aside, Relation.CHANGES)
    steps = through_the_years(found[2], "en")
    assert [step.document.symbol for step in steps] == [f"A/RES/{n}/77" for n in (59, 60, 61, 62, 63, 64)]
    assert [step.here for step in steps] == [False, False, True, False, False, False]
    assert all(step.quoted.text.startswith("Requests the Secretary-General") for step in steps)
    assert [one.relation for step in steps for one in step.joins] == ["reiterates"] * 4 + ["follows"]
    assert len(ancestors(other)) == 5
    assert len(heirs(found[0])) == 6
    assert through_the_years(second(resolution(65)), "fr")[0].quoted.language == "en"


@database_test
def test_a_paragraph_covers_its_acts(by: Person) -> None:
    first, middle, last = (resolution(session) for session in (60, 61, 62))
    joined(second(first), second(middle, act=1))
    joined(second(middle), second(last))
    assert [step.document for step in through_the_years(second(last), "en")] == [first, middle, last]
    with pytest.raises(Refusal, match="joined already"):
        joined(second(first, act=1), second(middle))


@database_test
def test_what_cannot_be_is_refused(by: Person) -> None:
    found = years(3)
    cases = [
        (found[0], found[0], "same_text"),
        (clause(symbol="A/RES/59/77", part="operative", path="1"), found[0], "same_text"),
        (found[2], found[0], "not_earlier"),
        (found[0], found[1], "joined_twice"),
    ]
    for earlier, later, code in cases:
        with pytest.raises(Refusal) as refused:
            joined(earlier, later)
        assert refused.value.code == f"mandates.{code}"
    assert Lineage.objects.count() == 2


@database_test
def test_a_circle_is_refused_where_no_date_tells(by: Person) -> None:
    """Resolutions of one session, whose days are not known, may come from each other either way."""
    found = [second(resolution(61, number)) for number in (70, 71, 72)]
    joined(found[2], found[1])
    joined(found[1], found[0])
    with pytest.raises(Refusal, match="would make a circle") as refused:
        joined(found[0], found[2])
    assert refused.value.code == "mandates.circle"
    Document.objects.filter(symbol="A/RES/61/72").update(adopted_on=date(2006, 12, 20), adopted_source="x")
    Document.objects.filter(symbol="A/RES/61/70").update(adopted_on=date(2006, 12, 19), adopted_source="x")
    Lineage.objects.all().delete()
    with pytest.raises(Refusal, match="is older than"):
        joined(Provision.objects.get(pk=found[2].pk), Provision.objects.get(pk=found[0].pk))


@database_test
def test_a_circle_that_is_there_all_the_same_ends(by: Person) -> None:
    found = years(4)
    Lineage.objects.create(
        earlier=found[3], later=found[0], relation="follows", joined_by="a slip", joined_on=DAY
    )
    with connection.cursor() as cursor:
        cursor.execute("SET LOCAL statement_timeout = '5s'")
    assert len(ancestors(found[1])) == len(heirs(found[1])) == 4
    assert len(through_the_years(found[1], "en")) == 4


@database_test
def test_a_slip_is_parted_and_both_histories_keep_it(by: Person) -> None:
    earlier, later = years(2)
    row = Lineage.objects.get()
    with pytest.raises(Refusal, match="Say why"):
        part(lineage=row, why="", by=by)
    part(lineage=row, why="another clause", by=by)
    with pytest.raises(Refusal, match="took it out meanwhile"):
        part(lineage=row, why="again", by=by)
    for one, other in ((earlier, "A/RES/60/77, 2"), (later, "A/RES/59/77, 2")):
        parted, entry = history(one.document)[:2]
        assert (parted.what, parted.why) == ("mandates.parted", "another clause")
        assert (entry.what, entry.content.content["other"]) == ("mandates.joined", other)


@database_test
def test_a_secret_text_in_the_middle_shows_nothing(by: Person) -> None:
    first, middle, last = years(3)
    Document.objects.filter(pk=middle.document_id).update(sensitivity="confidential")
    for acting in (READER, DRAFTER):
        with acting_as(acting):
            assert [step.document for step in through_the_years(first, "en")] == [first.document]
            assert not Lineage.objects.exists()
    client = Client()
    assert "60/77" not in client.get(place(first)).content.decode()
    assert client.get(place(middle)).status_code == 404
    middle.document.refresh_from_db()
    fourth = second(resolution(63))
    joined(middle, fourth)
    assert [entry.what for entry in history(fourth.document)].count("mandates.joined") == 0
    assert history(middle.document)[0].content.content["other"] == "A/RES/63/77, 2"
    assert len(through_the_years(last, "en")) == 3


@database_test
def test_the_page_joins_and_parts(by: Person) -> None:
    first, later = second(resolution(60)), second(resolution(61))
    officer = signed_in(person("Officer", Role.SECRETARIAT))
    assert "joined to no other" in officer.get(place(later)).content.decode()
    data = {"how": "join", "symbol": "A/RES/60/77", "part": "operative", "path": "2", "side": "earlier"}
    missing = officer.post(place(later), data)
    assert (missing.status_code, "Choose how" in missing.content.decode()) == (400, True)
    data |= {"relation": "reiterates", "note": "word for word"}
    assert officer.post(place(later), data).status_code == 302
    page = Client().get(place(first)).content.decode()
    for words in (
        "says again",
        "word for word",
        "2 clauses",
        "operative paragraph 2",
        f'href="{place(later)}"',
    ):
        assert words in page
    assert officer.post(place(later), data).status_code == 400
    third = resolution(62)
    other = data | {"symbol": third.symbol, "side": "later"}
    assert officer.post(place(later), other).status_code == 302
    assert [one.later.document for one in heirs(later)] == [third]
    uuid = str(Lineage.objects.order_by("pk")[0].uuid)
    assert officer.post(place(later), {"how": "part", "lineage": "x", "why": "x"}).status_code == 404
    assert officer.post(place(later), {"how": "part", "lineage": uuid}).status_code == 400
    assert officer.post(place(later), {"how": "part", "lineage": uuid, "why": "slip"}).status_code == 302
    assert Lineage.objects.count() == 1


@database_test
def test_others_are_told_who_may(by: Person) -> None:
    one = second(resolution(60))
    Document.objects.update(adopted_on=date(2005, 12, 16), adopted_source="its cover")
    page = Client().get(place(one)).content.decode()
    assert "Secretariat officers, drafters and administrators do this." in page
    assert "Dec. 16, 2005" in page
    donor = signed_in(person("Donor", Role.DONOR))
    assert donor.post(place(one), {"how": "join"}).status_code == 403


@database_test
def test_the_table_is_locked_while_a_circle_is_looked_for(by: Person) -> None:
    with transaction.atomic():
        years(2)
        with connection.cursor() as cursor:
            cursor.execute(
                "SELECT count(*) FROM pg_locks WHERE relation = 'mandates_lineage'::regclass"
                " AND mode = 'ShareRowExclusiveLock' AND granted"
            )
            assert cursor.fetchone()[0] == 1


DAYS = st.dates(date(1946, 1, 1), date(2044, 12, 31))


@given(st.integers(1, 99), st.integers(1, 99))
def test_sessions_stand_in_order_of_time(one: int, other: int) -> None:
    spans = [
        span(adopted_on=None, organ="A", kind="RES", session=number, year=1945 + number)
        for number in (one, other)
    ]
    assert not (before(*spans) and one >= other)
    assert before(*spans) or other <= one + 1


@given(DAYS, DAYS)
def test_days_decide_where_they_are_known(one: date, other: date) -> None:
    spans = [span(adopted_on=day, organ="A", kind="RES", session=1, year=1946) for day in (one, other)]
    assert before(*spans) == (one < other)


@given(
    st.none() | DAYS,
    st.sampled_from("AES"),
    st.none() | st.integers(1, 300),
    st.none() | st.integers(1946, 2100),
)
def test_no_clause_is_before_itself(
    adopted_on: date | None, organ: str, session: int | None, year: int | None
) -> None:
    for kind in ("RES", ""):
        one = span(adopted_on=adopted_on, organ=organ, kind=kind, session=session, year=year)
        assert not before(one, one)
