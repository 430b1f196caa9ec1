"""Figures of adherence: what the registers held say of a day, and what they cannot say."""

from collections.abc import Iterator
from datetime import UTC, date, datetime, timedelta

import pytest
from django.db.models.functions import Now
from django.test import Client
from django.urls import reverse

from dispositif.instruments.figures import COUNTS, OF_ONE, year_before
from dispositif.instruments.models import Action, Instrument, Unresolved
from dispositif.instruments.queries.adherence import registers
from dispositif.kernel.figure import Figure, State
from dispositif.kernel.refusal import Refusal
from dispositif.look.figures import definition, figure
from dispositif.look.scopes import register, scope_of
from dispositif.mandates.actions.course import moment
from dispositif.mandates.provision_figures import TABLE
from dispositif.secrecy.audiences import PUBLIC
from dispositif.world.models import Participant
from tests.instruments.held import for_all, for_one

pytestmark = pytest.mark.database
SEED = date(2006, 12, 20)
NOW = datetime(2100, 1, 1, tzinfo=UTC)
LAST_HELD = {
    "UNTOC": (date(2013, 10, 17), 179),
    "UNTOC-TIP": (date(2013, 12, 13), 159),
    "UNTOC-SOM": (date(2013, 9, 24), 138),
    "UNTOC-FIREARMS": (date(2014, 3, 21), 109),
    "UNCAC": (date(2014, 4, 2), 171),
    "SINGLE-CONVENTION-1961": (date(2007, 3, 19), 154),
    "PSYCHOTROPICS-1971": (date(2007, 3, 19), 183),
    "ILLICIT-TRAFFIC-1988": (date(2014, 6, 3), 189),
}
"""Consents on the last day covered, organizations included: the issue's own numbers."""


@pytest.fixture(scope="module")
def registers_held(installed: None) -> Iterator[None]:
    with for_all():
        yield


@pytest.fixture
def treaties(registers_held: None) -> Iterator[None]:
    with for_one():
        yield


def said(name: str, at: date = SEED, scope: str = "", known_at: datetime = NOW) -> Figure:
    return figure(f"instruments.{name}", at=at, known_at=known_at, audience=PUBLIC, scope=scope_of(scope))


def test_consents_on_the_last_day_held(treaties: None) -> None:
    for code, (at, consents) in LAST_HELD.items():
        found = said("consents", at, f"instrument:{code}")
        assert (found.value, found.facts["latest_held"]) == (consents, at)
        counts = [said(name, at, f"instrument:{code}") for name in ("parties", "not_yet_parties")]
        assert sum(int(one.value or 0) for one in counts) + found.facts["unknown"] == found.facts["all"]  # type: ignore[operator]


def test_the_day_of_the_resolution(treaties: None) -> None:
    untoc, uncac = said("untoc"), said("uncac")
    assert (untoc.value, uncac.value) == (129, 80)
    assert untoc.facts["of_states"] == 128
    assert untoc.facts["participants"] == uncac.facts["all"]
    assert len(untoc.evidence) == 20
    assert (untoc.evidence[0].kind, untoc.evidence[0].label) == ("participant", "Afghanistan")
    assert untoc.evidence[0].uuid == Participant.objects.get(code="AFG").uuid
    nuclear = said("nuclear_terrorism")
    assert nuclear.value
    assert nuclear.facts["parties"] == 0, "consents, and not in force"


def test_the_counter_terrorism_instruments_of_the_day(treaties: None) -> None:
    then, today = said("terrorism"), said("terrorism", date(2026, 1, 1))
    assert (then.value, then.facts["all"], then.facts["no_register"]) == (12, 16, 11)
    assert (today.value, today.facts["all"], today.facts["no_register"]) == (19, 19, 14)
    assert said("without_register").value == 11
    assert said("without_register", date(1950, 1, 1)).state is State.NOT_APPLICABLE
    assert {row.kind for row in then.evidence} == {"instrument"}


def test_of_no_register_nothing_is_said(treaties: None) -> None:
    found = said("parties", scope="instrument:TOKYO-1963")
    assert (found.state, found.value) == (State.NONE, None)
    assert "No register" in found.reason
    assert said("consents", date(1999, 1, 1), "instrument:UNTOC").state is State.NOT_APPLICABLE
    assert said("consents", date(1950, 1, 1)).state is State.NOT_APPLICABLE
    whole = said("consents")
    assert whole.facts["left_out"]["TOKYO-1963"] == "no_register"  # type: ignore[index]
    assert len(whole.facts["left_out"]) == 11  # type: ignore[arg-type]


def test_a_name_that_waits_keeps_an_instrument_back(treaties: None) -> None:
    before = said("consents").value
    Unresolved.objects.create(
        instrument=Instrument.objects.get(code="UNTOC"), printed="Freedonia", kind="accession",
        on=SEED, source="a file", recorded_at=Now(),
    )  # fmt: skip
    found = said("untoc")
    assert (found.state, found.facts["waiting"]) == (State.NONE, 1)
    assert found.reason.startswith("Not published")
    assert said("consents").value == before - 129  # type: ignore[operator]
    assert said("consents").facts["left_out"]["UNTOC"] == "unresolved"  # type: ignore[index]


def test_places_add_up(treaties: None) -> None:
    for name in COUNTS:
        measure = name.removeprefix("instruments.")
        whole = said(measure, scope="instrument:UNTOC")
        parts = [said(measure, scope=f"region:{m49}") for m49 in ("002", "019", "142", "150", "009")]
        counted = sum(one.facts["by_instrument"]["UNTOC"] for one in parts)  # type: ignore[index]
        union = said(measure, scope="participant:EU").facts["by_instrument"]["UNTOC"]  # type: ignore[index]
        assert counted + union == whole.value, measure
    group = said("untoc", scope="grouping:LDC")
    assert 0 < int(group.value or 0) < int(group.facts["all"]) < 60  # type: ignore[call-overload]


def test_one_participant(treaties: None) -> None:
    france = said("untoc", scope="participant:FRA")
    assert (france.value, [row.label for row in france.evidence]) == (1, ["France"])
    every = said("consents", scope="participant:FRA")
    assert every.value == sum(every.facts["by_instrument"].values())  # type: ignore[attr-defined]
    assert {row.kind for row in every.evidence} == {"instrument"}
    sudan = said("untoc", scope="participant:SSD")
    assert (sudan.state, sudan.value) == (State.NOT_APPLICABLE, None), "South Sudan did not exist"
    union = said("hostages", scope="participant:EU")
    assert union.state is State.NOT_APPLICABLE, "the Convention is open to States alone"
    assert said("not_yet_parties", scope="participant:SOM").value


def test_what_a_register_has_lost_is_not_none(treaties: None) -> None:
    """Bolivia withdrew from the Convention of 1961 as amended and came back: only that is in the register."""
    narcotics = "SINGLE-CONVENTION-1961-AMENDED"
    assert registers().adherence.column(narcotics, SEED)["BOL"] == "unknown"
    assert said("consents", scope=f"instrument:{narcotics}").facts["unknown"]
    lost = said("untoc", scope="participant:BOL")
    assert lost.state is State.VALUE
    Action.objects.filter(instrument__code="UNTOC").update(superseded_at=Now())
    assert said("untoc").value == 0


def test_who_joined_in_the_year_before(treaties: None) -> None:
    found = said("joined_in_year", scope="instrument:UNCAC")
    after = date(2005, 12, 20)
    kinds = ("ratification", "acceptance", "approval", "accession", "formal_confirmation", "succession")
    rows = Action.objects.filter(instrument__code="UNCAC", kind__in=kinds, on__gt=after, on__lte=SEED)
    assert found.value == rows.values("participant").distinct().count() > 20
    before = said("consents", after, "instrument:UNCAC").value
    assert found.value == said("consents", scope="instrument:UNCAC").value - before  # type: ignore[operator]
    assert year_before(date(2008, 2, 29)) == date(2007, 2, 28)
    assert year_before(date.min) == date.min


def test_as_it_was_known(treaties: None) -> None:
    before = said("untoc")
    then = moment()
    struck = Action.objects.filter(instrument__code="UNTOC", participant__code="FRA")
    struck.update(superseded_at=moment() + timedelta(seconds=1))
    assert said("untoc").value == 128
    assert said("untoc", known_at=then) == before
    earlier = datetime(2025, 1, 1, tzinfo=UTC)
    assert said("untoc", known_at=earlier).state is State.NONE, "nothing was held yet"
    assert said("untoc", date(2025, 1, 3), known_at=earlier).state is State.NOT_APPLICABLE, "still to come"
    assert said("terrorism", date(2025, 1, 3), known_at=earlier).state is State.NOT_APPLICABLE


def test_a_doubtful_day_marks_what_rests_on_it(treaties: None) -> None:
    assert said("parties", scope="instrument:UNTOC").verified
    Instrument.objects.filter(code="UNTOC").update(doubtful=["in_force_on"], revision=1)
    assert not said("parties").verified
    assert not said("not_yet_parties", scope="instrument:UNTOC").verified
    assert said("consents").verified
    assert said("untoc").verified
    assert said("parties", scope="instrument:UNCAC").verified
    Instrument.objects.filter(code="TOKYO-1963").update(doubtful=["in_force_on"], revision=1)
    assert not said("terrorism").verified


def test_paragraph_6_is_answered_by_figures_that_exist(treaties: None) -> None:
    named = [name for name, _ in TABLE["A/RES/61/181", "operative", "6"]]
    assert set(OF_ONE) <= set(named)
    assert all(definition(name).compute for name in named)


def test_scopes_are_read_by_their_kinds(treaties: None) -> None:
    assert scope_of("instrument:18-12").label == "UNTOC", "by its number in the Treaty Collection"
    assert (scope_of("participant:250").label, scope_of("grouping:LDC").label) == ("FRA", "LDC")
    for nonsense in ("instrument:NONE", "region:999", "grouping:X", "participant:", "planet:3", "region"):
        with pytest.raises(Refusal):
            scope_of(nonsense)
    with pytest.raises(Refusal, match="cannot be asked for one theme"):
        said("parties", scope="theme:TIP")
    with pytest.raises(ValueError, match="two kinds"):
        register("region", scope_of)


def test_the_pages_of_figures_say_up_to_which_day(treaties: None) -> None:
    address = reverse("mandates:figure", args=["instruments.parties"])
    page = Client().get(f"{address}?at=2006-12-20&scope=instrument:UNCAC").content.decode()
    assert "latest held: April 2, 2014" in page
    assert "instrument=UNCAC" in page
    assert "Not verified yet" not in page
    doubtful = Client().get(f"{address}?scope=instrument:NUCLEAR-TERRORISM-2005").content.decode()
    assert "Not verified yet" in doubtful
    africa = Client().get(f"{address}?scope=region:002").content.decode()
    assert "region=002" in africa
    every = Client().get(reverse("mandates:figures")).content.decode()
    assert every.count("latest held: ") >= 15
