"""One instrument on any day: counts with who is behind them, and what is not known said in words."""

import csv
import io
import re
from datetime import date

import pytest
from django.db.models.functions import Now

from dispositif.instruments.models import Action, Edition, Instrument, Unresolved
from dispositif.instruments.queries.adherence import registers
from dispositif.instruments.queries.instrument import history
from dispositif.people.rules import Role
from dispositif.world.models import Participant
from tests.instruments.pages import SEED, asked, plain
from tests.world import person, signed_in

pytestmark = [pytest.mark.database, pytest.mark.usefixtures("treaties")]
ON = f"?at={SEED}"


def counts(page: str) -> dict[str, int]:
    """The four figures of the page."""
    return {said: int(n) for said, n in re.findall(r"<div><dt>([^<]+)</dt><dd>(\d+)</dd></div>", page)}


def listed(page: str, status: str) -> list[str]:
    """Codes of those who stand so."""
    part = page.split(f'<details class="standings" id="{status}"')[1].split("</details>", maxsplit=1)[0]
    return re.findall(r'<li><a href="/instruments/states/(\w+)/', part)


@pytest.mark.parametrize(
    ("code", "consents", "parties"),
    [("UNTOC", 129, 129), ("UNCAC", 80, 80), ("NUCLEAR-TERRORISM-2005", 11, 0), ("UNTOC-FIREARMS", 60, 59)],
)
def test_the_counts_of_the_day_and_the_lists_behind_them(code: str, consents: int, parties: int) -> None:
    page = asked(f"/instruments/{code}/{ON}")
    found = counts(page)
    assert (found["Consents given"], found["Parties"]) == (consents, parties)
    behind = {
        status: listed(page, status)
        for status in ("consented", "signed", "not_yet")
        if f'id="{status}"' in page
    }
    if parties:
        assert len(listed(page, "party")) == parties
    assert len(behind.get("consented", [])) == consents - parties
    assert sum(map(len, behind.values())) == found["Not yet parties"]


def test_an_organization_is_counted_by_the_depositary_alone() -> None:
    page = plain(asked(f"/instruments/UNTOC/{ON}"))
    assert "stands 1 organization; toward entry into force count the 128 of States" in page
    assert "organization accession" not in page
    nuclear = asked(f"/instruments/NUCLEAR-TERRORISM-2005/{ON}")
    assert listed(nuclear, "not_eligible") == ["EU"]


def test_the_facts_of_the_treaty_and_what_its_source_loses() -> None:
    page = plain(asked(f"/instruments/UNTOC/{ON}"))
    assert "Adopted Nov. 15, 2000" in page
    assert "In force since Sept. 29, 2003" in page
    assert "in force 30 days after its deposit, once the treaty is (art. 38(2))" in page
    assert "Secretary-General of the United Nations" in page
    assert "Protocols to it Trafficking in persons Smuggling of migrants Firearms" in page
    assert "Withdrawals are absent" in page
    assert "latest held Oct. 17, 2013 · 326 actions held of 326 in the source" in page
    assert "The newest state held is of Oct. 17, 2013" in page
    assert "Belongs to Organized crime (UNTOC)" in plain(asked(f"/instruments/UNTOC-TIP/{ON}"))


def test_totals_that_others_printed_stand_beside() -> None:
    page = plain(asked(f"/instruments/UNTOC/{ON}"))
    assert "2023-12 147 192 A/RES/78/229" in page
    assert "unverified" in plain(asked("/instruments/UNTOC-SOM/"))
    assert "no day given" in asked("/instruments/PSYCHOTROPICS-1971/")


@pytest.mark.parametrize("code", ["TOKYO-1963", "TOKYO-PROTOCOL-2014", "NUCLEAR-MATERIAL-AMENDMENT-2005"])
def test_without_a_register_there_are_the_facts_of_the_treaty_only(code: str) -> None:
    page = asked(f"/instruments/{code}/")
    assert "No register held: who has joined it is not known here" in plain(page)
    assert counts(page) == {}
    assert 'class="standings"' not in page
    assert "deposit, once the treaty is (art." in plain(page)
    asked(f"/instruments/{code}/?format=csv", status=404)


def test_a_name_to_resolve_shows_nobody_as_not_party() -> None:
    Unresolved.objects.create(
        instrument=Instrument.objects.get(code="UNCAC"), printed="Ruritania", kind="accession",
        on="2005-01-01", source="a register", recorded_at=Now(),
    )  # fmt: skip
    page = asked(f"/instruments/UNCAC/{ON}")
    assert "Not published: 1 name to resolve" in page
    assert "nobody is shown as not party because a name did not match" in page
    assert counts(page) == {}


def test_before_its_adoption_nobody_stands_anyhow() -> None:
    page = asked("/instruments/UNCAC/?at=2003-01-01")
    assert "Not adopted on that day" in page
    assert counts(page) == {}


def test_the_chart_follows_the_register_up_to_its_last_day() -> None:
    adherence = registers().adherence
    moved = history(adherence, "UNTOC", date(2013, 10, 17))
    assert moved.consents[-1][1] == 179
    days = (date(2002, 1, 1), date(2006, 12, 20), date(2013, 10, 17))
    for day in days:
        counted = adherence.count("UNTOC", day)
        assert [_at(points, day) for points in (moved.signatories, moved.consents, moved.parties)] == [
            counted.signatories, counted.consents, counted.parties,
        ]  # fmt: skip
    assert "Consents given 179" in plain(asked(f"/instruments/UNTOC/{ON}"))


def _at(points: tuple[tuple[date, int], ...], day: date) -> int:
    return max(((on, n) for on, n in points if on <= day), default=(day, 0))[1]


def test_a_notification_after_the_last_day_is_told_apart() -> None:
    Action.objects.create(
        instrument=Instrument.objects.get(code="UNTOC"), participant=Participant.objects.get(code="BTN"),
        kind="accession", on="2020-01-01", printed="Bhutan", source="notification", symbol="C.N.3.2020",
        recorded_at=Now(),
    )  # fmt: skip
    page = asked("/instruments/UNTOC/?at=2021-01-01")
    assert "327 actions held of 326 in the source · 1 notified later, by hand" in plain(page)
    assert "C.N.3.2020" in page
    assert "As latest held, Oct. 17, 2013: nothing later is known." in plain(page)


def test_a_recent_register_carries_no_banner() -> None:
    from dispositif.people.clock import today

    Edition.objects.create(
        instrument=Instrument.objects.get(code="UNTOC"), as_at=today(), source="UNTC", rows=326,
        taken_on=today(), taken_by="x",
    )  # fmt: skip
    assert "The newest state held is of" not in asked("/instruments/UNTOC/")


def test_the_lists_can_be_taken_away() -> None:
    rows = list(csv.DictReader(io.StringIO(asked(f"/instruments/UNTOC/{ON}&format=csv").lstrip("\ufeff"))))
    assert sum(row["status"] == "party" for row in rows) == 129
    france = next(row for row in rows if row["code"] == "FRA")
    assert (france["signed_on"], france["consented_on"], france["by"]) == (
        "2000-12-12",
        "2002-10-29",
        "ratification",
    )
    assert (france["in_force_for_it_on"], france["latest_held"]) == ("2003-09-29", "2013-10-17")


def test_who_may_record_sees_the_way_and_others_who_may() -> None:
    assert "This is for another role" in asked("/instruments/UNTOC/")
    officer = signed_in(person("Ofelia", Role.SECRETARIAT))
    page = officer.get("/instruments/UNTOC/").content.decode()
    assert 'href="/instruments/UNTOC/notify/"' in page
    assert 'href="/instruments/import/"' in page


def test_french_names_and_odd_requests() -> None:
    page = plain(asked(f"/instruments/UNTOC/{ON}", french=True))
    assert "Convention des Nations Unies contre la criminalité transnationale organisée" in page
    assert "Allemagne" in page
    asked("/instruments/NOTHING/", status=404)
    refused = asked("/instruments/UNTOC/?at=2999-01-01", status=400)
    assert "still to come" in plain(refused)
    assert counts(refused) == {}
    asked("/instruments/UNTOC/?at=2999-01-01&format=csv", status=400)
