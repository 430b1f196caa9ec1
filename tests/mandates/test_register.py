"""From provisions to mandates: what is proposed, what a person decides, what is refused."""

from datetime import date

import pytest
from hypothesis import given
from hypothesis import strategies as st

from dispositif.documents.models import Document, Provision
from dispositif.kernel.refusal import Refusal
from dispositif.mandates import actions, rules
from dispositif.mandates.deadlines import after, reckon
from dispositif.mandates.models import Course, Mandate, SetAside
from dispositif.mandates.queries.proposals import proposals
from dispositif.mandates.queries.register import Asked, register
from dispositif.mandates.rules import Kind, Proposal
from dispositif.notices.models import Due
from dispositif.people.queries import local_administrator
from dispositif.trail.queries import history
from dispositif.world.actions import load_facts
from dispositif.world.queries import entity
from tests.mandates.registered import ADOPTED, LATER, TEXT, registered, text

database = pytest.mark.database


@pytest.fixture
def document(database: None) -> Document:
    """The text of the small register."""
    return text().document


@pytest.mark.parametrize(
    ("part", "strength", "reach", "addressees", "proposal"),
    [
        ("operative", 3, None, ["SG"], Proposal.MANDATE),
        ("operative", 1, [1, 3], ["UNODC"], Proposal.MANDATE),
        ("operative", 2, [2, 2], ["UNODC"], Proposal.NONE),
        ("operative", 1, None, ["STATES_ALL"], Proposal.STATES),
        ("operative", 3, [3, 3], ["STATES", "INTL_INSTITUTIONS_RELEVANT"], Proposal.STATES),
        ("operative", 3, None, ["SG", "MEMBER_STATES"], Proposal.MANDATE),
        ("operative", None, None, [], Proposal.NONE),
        ("preambular", 4, [4, 4], ["SG"], Proposal.CITATION),
    ],
)
def test_the_rule(
    part: str, strength: int | None, reach: list[int] | None, addressees: list[str], proposal: Proposal
) -> None:
    said = rules.proposed(part=part, strength=strength, strength_range=reach, addressees=addressees)
    assert said is proposal


@given(st.integers(0, 4), st.integers(0, 4), st.sampled_from(sorted(rules.ENTITIES)))
def test_an_entity_is_bound_from_a_request_on(strength: int, reach: int, addressee: str) -> None:
    low, high = sorted((strength, reach))
    said = rules.proposed(
        part="operative", strength=strength, strength_range=[low, high], addressees=[addressee]
    )
    assert (said is Proposal.MANDATE) == (max(strength, high) >= 3)


@database
def test_the_seed_is_proposed_as_its_readers_read_it(database: None, shared) -> None:  # type: ignore[no-untyped-def]
    seed = (shared / "data/seed/A-RES-61-181.fr.txt").read_text(encoding="utf-8")
    found = [one for one in proposals(text(seed).document) if one.provision.part == "operative"]
    made = {(one.provision.path, str(one.proposal)) for one in found if one.open}
    assert made == {(path, "mandate") for path in "3579"} | {(path, "states") for path in "468"}


@database
def test_what_is_registered_stands_with_its_day_and_its_course(document: Document) -> None:
    found = registered(document)
    assert {path: one.kind for path, one in found.items()} == {
        "2": "mandate",
        "3": "states",
        "4": "mandate",
        "5": "mandate",
    }
    assert found["3"].status == "not_applicable"
    assert found["5"].asks_report
    assert found["5"].due_on == date(2045, 9, 1)
    assert found["4"].due_on == date(2046, 3, 31)
    course = Course.objects.get(mandate=found["4"])
    assert (course.since_on, course.until_on, course.due_on) == (ADOPTED, None, date(2046, 3, 31))
    due = Due.objects.get(subject_uuid=found["5"].uuid)
    assert (due.kind, due.due_on, due.settled_on) == ("mandates.report", date(2045, 9, 1), None)
    assert [entry.what for entry in history(found["2"])] == ["mandates.registered"]


@database
def test_what_can_be_no_mandate_is_refused(document: Document) -> None:
    by = local_administrator()

    def refused(provision: Provision) -> str:
        with pytest.raises(Refusal) as refusal:
            actions.register(provision=provision, kind=Kind.MANDATE, by=by, on=LATER)
        return refusal.value.code

    assert refused(document.provisions.get(part="preambular", act=1)) == "mandates.no_act"
    assert refused(document.provisions.get(part="operative", path="2", act=0)) == "mandates.no_act"
    registered(document)
    assert refused(document.provisions.get(part="operative", path="2", act=1)) == "mandates.registered"
    Document.objects.filter(pk=document.pk).update(kind="")
    one = Provision.objects.get(document=document, part="operative", path="1", act=1)
    assert refused(one) == "mandates.not_adopted"


@database
def test_a_paragraph_that_a_new_version_removed_gives_no_mandate(document: Document) -> None:
    without = TEXT.replace(
        "4. Requests the United Nations Office on Drugs and Crime to train the judges of ports"
        " by 31 March 2046;\n\n",
        "",
    ).replace("5. Requests", "4. Requests")
    text(without)
    gone = document.provisions.filter(part="operative", path="5", act=1).select_related("document").get()
    with pytest.raises(Refusal, match="is gone from the last version"):
        actions.register(provision=gone, kind=Kind.MANDATE, by=local_administrator(), on=LATER)


@database
def test_registering_several_is_all_or_none(document: Document) -> None:
    by = local_administrator()
    good = document.provisions.select_related("document").get(part="operative", path="2", act=1)
    bad = document.provisions.select_related("document").get(part="preambular", act=1)
    with pytest.raises(Refusal):
        actions.register_all(chosen=[(good, Kind.MANDATE), (bad, Kind.MANDATE)], by=by, on=LATER)
    assert not Mandate.objects.exists()


@database
def test_an_act_set_aside_can_be_registered_later(document: Document) -> None:
    by = local_administrator()
    one = document.provisions.select_related("document").get(part="operative", path="2", act=1)
    actions.set_aside(provision=one, reason="said again in 99/89", by=by, on=LATER)
    assert not next(row for row in proposals(document) if row.provision == one).open
    actions.register(provision=one, kind=Kind.MANDATE, by=by, on=LATER)
    assert not SetAside.objects.exists()
    with pytest.raises(Refusal, match="already registered"):
        actions.set_aside(provision=one, reason="", by=by, on=LATER)


@database
def test_the_register_finds_by_each_of_its_questions(document: Document) -> None:
    load_facts(by=local_administrator().as_party(), on=LATER)
    by, found = local_administrator(), registered(document)
    actions.assign(mandate=found["2"], owner=entity("UNODC"), seen=0, by=by, on=LATER)

    def paths(on: date = LATER, order: str = "register", **asked: str) -> list[str]:
        return [one.provision.path for one in register(Asked(**asked), on=on, order=order)]

    assert paths() == ["2", "3", "4", "5"]
    assert paths(order="due") == ["5", "4"]
    assert paths(order="newest") == ["5", "4", "3", "2"]
    assert paths(kind="states") == ["3"]
    assert paths(status="no_indication") == ["2", "4", "5"]
    assert paths(addressee="UNODC") == ["4"]
    assert paths(act="urge") == ["3"]
    assert paths(owner="UNODC") == ["2"]
    assert paths(owner="none", kind="mandate") == ["4", "5"]
    assert paths(theme="none") == ["2", "3", "4", "5"]
    assert paths(document="A-RES-99-88", due="undated") == ["2", "3"]
    assert paths(date(2046, 1, 1), due="overdue") == ["5"]
    assert paths(date(2046, 1, 1), due="soon") == ["4"]
    assert paths(look="any") == []
    assert paths(words="turtle") == ["3"]
    assert paths(words="judges of PORTS") == ["4"]
    assert paths(words="nothing of the kind") == []


@given(st.dates(date(1946, 1, 1), date(2100, 1, 1)), st.sampled_from(["P1Y", "P6M", "P2W", "P10D", "P1Y6M"]))
def test_an_interval_later_is_later(day: date, interval: str) -> None:
    assert after(day, interval) > day


def test_months_that_are_too_short_and_intervals_beyond_reason() -> None:
    assert after(date(2026, 1, 31), "P1M") == date(2026, 2, 28)
    assert after(date(2027, 2, 28), "P1Y") == date(2028, 2, 28)
    assert after(date(2026, 1, 1), "P9999Y").year == 2200
    assert after(date(2026, 1, 1), "P99999999D") == date(2200, 12, 31)
    with pytest.raises(ValueError, match="no interval"):
        after(date(2026, 1, 1), "soon")


@given(st.integers(1, 120))
def test_a_session_of_the_assembly_is_reckoned_to_the_month(session: int) -> None:
    found = reckon({"kind": "session", "session": session, "body": "A"}, None, None)
    assert found.due_on is not None
    assert found.due_on.year == 1945 + session


@pytest.mark.parametrize(
    ("deadline", "recurrence", "due_on"),
    [
        ({"kind": "session", "session": 16, "body": "E/CN.15"}, None, None),
        ({"kind": "session", "session": 2007, "body": "E"}, None, None),
        ({"kind": "session", "session": 500}, None, None),
        ({"kind": "asap"}, None, None),
        ({"kind": "next_report"}, None, None),
        ({"kind": "date", "date": "2010"}, None, date(2010, 12, 31)),
        ({"kind": "date", "date": "2010-03-31"}, None, date(2010, 3, 31)),
        (None, {"kind": "every", "interval": "P2Y"}, date(2008, 12, 20)),
        (None, {"kind": "ongoing"}, None),
        (None, None, None),
    ],
)
def test_only_what_can_be_reckoned_has_a_day(
    deadline: dict[str, object] | None, recurrence: dict[str, object] | None, due_on: date | None
) -> None:
    found = reckon(deadline, recurrence, date(2006, 12, 20))
    assert found.due_on == due_on
    assert found.why
