"""The world for programs: names in a language, on a day."""

import pytest
from django.test import Client

from dispositif.people.queries import local_administrator
from dispositif.world.actions import load_facts
from dispositif.world.rules import identity
from tests.api.asking import V1
from tests.world import DAY

pytestmark = pytest.mark.database
WORLD = f"{V1}/world"


@pytest.fixture
def facts(database: None) -> None:
    load_facts(by=local_administrator().as_party(), on=DAY)


def test_participants_in_the_order_of_the_language(facts: None) -> None:
    body = Client().get(f"{WORLD}/participants?language=fr&size=200").json()
    names = [one["name"] for one in body["items"]]
    assert (body["total"], len(names), names[0]) == (198, 198, "Afghanistan")
    assert names[names.index("Égypte") - 1] == "Dominique"


def test_one_participant_by_any_of_its_codes(facts: None) -> None:
    for code in ("FRA", "FR", "250"):
        body = Client().get(f"{WORLD}/participants/{code}?language=ru").json()
        assert body == {
            "uuid": str(identity("participant", "FRA")), "code": "FRA", "name": "Франция",
            "language": "ru", "verified": True, "kind": "member", "m49": "250", "iso2": "FR",
            "iso3": "FRA", "member_since": 1945, "region": "155", "since_on": None, "until_on": None,
            "groups": [], "office_regions": [],
        }  # fmt: skip
    union = Client().get(f"{WORLD}/participants/EU").json()
    assert (union["kind"], union["region"], union["member_since"]) == ("reio", None, None)


def test_regions_lie_in_each_other(facts: None) -> None:
    assert Client().get(f"{WORLD}/regions").json()["total"] == 30
    body = Client().get(f"{WORLD}/regions/029?language=fr").json()
    assert (body["name"], body["level"], body["parent"]) == ("Caraïbes", "intermediate", "419")
    assert Client().get(f"{WORLD}/regions/001").json()["parent"] is None


def test_entities_and_those_that_may_own(facts: None) -> None:
    every = Client().get(f"{WORLD}/entities?size=200").json()
    owners = Client().get(f"{WORLD}/entities?owners=true&size=200&language=fr").json()
    assert {"GA", "UNODC"} <= {one["code"] for one in every["items"]}
    codes = {one["code"] for one in owners["items"]}
    assert "UNODC_TPB" in codes
    assert "GA" not in codes
    branch = Client().get(f"{WORLD}/entities/UNODC_TPB").json()
    assert (branch["kind"], branch["parent"], branch["name"]) == (
        "unit", "UNODC_DTA", "Terrorism Prevention Branch",
    )  # fmt: skip


def test_themes(facts: None) -> None:
    body = Client().get(f"{WORLD}/themes?language=fr").json()
    assert body["total"] == 16
    assert Client().get(f"{WORLD}/themes/TIP?language=ar").json()["language"] == "en"


def test_a_name_and_a_standing_hold_on_their_days(facts: None) -> None:
    then = Client().get(f"{WORLD}/participants/CHE?at=2002-09-09").json()
    now = Client().get(f"{WORLD}/participants/CHE?at=2023-01-01").json()
    assert (then["kind"], now["kind"]) == ("state", "member")
    assert Client().get(f"{WORLD}/participants/TUR?at=2023-01-01").json()["name"] == "Türkiye"
    assert Client().get(f"{WORLD}/participants/TUR?at=2006-12-20").json()["name"] == "Turkey"
    assert Client().get(f"{WORLD}/participants?at=2006-12-20").json()["total"] == 196
    young = Client().get(f"{WORLD}/participants/SSD?at=2006-12-20").json()
    assert (young["kind"], young["since_on"]) == (None, "2011-07-09")


def test_the_spells_of_one_participant(facts: None) -> None:
    assert Client().get(f"{WORLD}/participants/CHE/standings").json() == [
        {"kind": "state", "since_on": None, "until_on": "2002-09-09", "verified": True},
        {"kind": "member", "since_on": "2002-09-10", "until_on": None, "verified": True},
    ]
    assert Client().get(f"{WORLD}/participants/XYZ/standings").status_code == 404


def test_groups_and_their_members_of_a_day(facts: None) -> None:
    body = Client().get(f"{WORLD}/groupings?language=fr").json()
    assert {"LDC", "SIDS", "ROMENA"} <= {one["code"] for one in body["items"]}
    one = Client().get(f"{WORLD}/groupings/LDC?language=fr").json()
    assert (one["name"], one["kind"]) == ("Pays les moins avancés", "group")
    members = f"{WORLD}/participants?grouping=LDC&size=200&at="
    assert Client().get(f"{members}2026-01-01").json()["total"] == 44
    then = Client().get(f"{members}2006-12-20").json()["items"]
    assert "CPV" in {one["code"] for one in then}
    egypt = Client().get(f"{WORLD}/participants/EGY").json()
    assert (egypt["region"], egypt["office_regions"]) == ("015", ["ROMENA"])
    unknown = Client().get(f"{WORLD}/participants?grouping=G77")
    assert (unknown.status_code, unknown.json()["type"]) == (400, "urn:dispositif:world.grouping_unknown")


def test_former_names_and_successions(facts: None) -> None:
    names = Client().get(f"{WORLD}/former-names?language=fr&size=200").json()["items"]
    zaire = next(one for one in names if one["name"] == "Zaïre")
    assert zaire == {
        "code": "COD", "name": "Zaïre", "language": "fr", "since_on": "1971-10-27",
        "until_on": "1997-05-16", "verified": False,
    }  # fmt: skip
    rows = Client().get(f"{WORLD}/successions?size=200").json()["items"]
    assert {
        "predecessor": "SUN", "successor": "RUS", "kind": "continues", "on": "1991-12-24", "verified": False,
    } in rows  # fmt: skip


@pytest.mark.parametrize("noun", ["participants", "regions", "entities", "themes", "groupings"])
def test_an_unknown_code_is_not_found(facts: None, noun: str) -> None:
    answer = Client().get(f"{WORLD}/{noun}/NONE")
    assert answer.status_code == 404
    assert "for NONE" in answer.json()["detail"]


@pytest.mark.parametrize(
    "tail",
    ["?at=0", "?at=yesterday", "?at=2026-13-01", "?language=de", "?at=2026-01-01T00:00:00", "/%00", "/a-b"],
)
def test_what_is_no_day_language_or_code(facts: None, tail: str) -> None:
    answer = Client().get(f"{WORLD}/themes{tail}")
    assert (answer.status_code, answer["Content-Type"]) == (422, "application/problem+json")
