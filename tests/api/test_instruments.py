"""Treaties for programs: any day, any instrument, any State, and nothing said of what is not held."""

import csv
import io
from collections.abc import Iterator
from datetime import timedelta
from typing import Any

import pytest
from django.db.models.functions import Now
from django.test import Client
from openpyxl import load_workbook

from dispositif.instruments.actions.notify import record_statement, report_procedure
from dispositif.instruments.models import Action, Instrument, Unresolved
from dispositif.instruments.rules import Made
from dispositif.people.clock import today
from dispositif.people.queries import local_administrator
from dispositif.world.queries import participant
from tests.api.asking import V1
from tests.instruments.held import DAY, for_all, for_one

pytestmark = pytest.mark.database
TREATIES = f"{V1}/instruments"
SEED = "2006-12-20"


@pytest.fixture(scope="module")
def registers_held(installed: None) -> Iterator[None]:
    with for_all():
        yield


@pytest.fixture(autouse=True)
def treaties(registers_held: None) -> Iterator[None]:
    with for_one():
        yield


def asked(tail: str, status: int = 200) -> Any:
    answer = Client().get(f"{V1}/{tail}")
    assert answer.status_code == status, answer.content
    return answer.json()


def test_every_instrument_of_the_day_with_its_counts() -> None:
    body = asked(f"instruments?at={SEED}&size=100")
    by_code = {one["instrument"]: one for one in body["items"]}
    assert body["total"] == 26
    assert (by_code["UNTOC"]["consents"], by_code["UNCAC"]["consents"]) == (129, 80)
    silent = [one for one in body["items"] if one["holding"] == "no_register"]
    assert len(silent) == 11
    assert {(one["parties"], one["consents"], one["unknown"]) for one in silent} == {(None, None, None)}
    for one in body["items"]:
        if one["holding"] == "held":
            apart = one["parties"] + one["not_yet_parties"] + one["not_eligible"] + one["unknown"]
            assert apart == one["participants"], one["instrument"]
            assert one["as_at"] == SEED
            assert one["latest_held"] != SEED
    nuclear = by_code["NUCLEAR-TERRORISM-2005"]
    assert nuclear["consents"] > nuclear["parties"] == 0


def test_a_family_a_region_a_group() -> None:
    named = asked(f"instruments?at={SEED}&family=named&size=100")
    assert {one["family"] for one in named["items"]} == {"crime", "terrorism"}
    crime = asked("instruments?family=crime&region=002")["items"]
    assert crime[0]["participants"] == 54
    both = asked("instruments?family=crime&region=002&group=LDC")["items"]
    assert 0 < both[0]["participants"] < 54
    assert asked("instruments?region=999", 400)["type"] == "urn:dispositif:world.region_unknown"
    assert asked("instruments?family=other", 422)["status"] == 422


def test_what_was_known_then() -> None:
    assert (
        asked("instruments?family=crime&known_at=2025-01-01T00:00:00Z")["items"][0]["holding"]
        == "no_register"
    )
    now = asked("instruments?family=crime&known_at=2100-01-01T00:00:00Z")["items"][0]
    assert (now["holding"], now["consents"]) == ("held", 179)


@pytest.mark.parametrize(
    "path", ["instruments", "instruments/grid", "instruments/UNTOC", "states/FRA/instruments"]
)
def test_a_day_to_come_is_refused(path: str) -> None:
    tomorrow = today() + timedelta(1)
    assert asked(f"{path}?at={tomorrow}", 400)["type"] == "urn:dispositif:instruments.day_to_come"
    assert asked(f"{path}?at=1900-01-01", 400)["type"] == "urn:dispositif:instruments.day_too_early"
    assert asked(f"{path}?at=yesterday", 422)["errors"][0]["pointer"] == "#/at"


def test_one_instrument_whole() -> None:
    body = asked(f"instruments/UNTOC?at={SEED}")
    assert (body["consents"], body["of_states"], body["untc"]) == (129, 128, "18-12")
    assert body["protocols"] == ["UNTOC-TIP", "UNTOC-SOM", "UNTOC-FIREARMS"]
    assert body["edition"]["as_at"] == body["latest_held"] == "2013-10-17"
    assert "Withdrawals are absent" in " ".join(body["edition"]["losses"])
    assert body["wait_days"] == 30
    assert asked("instruments/18-12")["instrument"] == "UNTOC"
    assert asked("instruments/UNTOC-SOM?language=fr")["parent"] == "UNTOC"
    assert asked("instruments/NONE", 404)["type"] == "urn:dispositif:instruments.unknown"
    tokyo = asked("instruments/TOKYO-1963")
    assert (tokyo["edition"], tokyo["holding"], tokyo["parties"]) == (None, "no_register", None)


def test_who_stood_how_to_it() -> None:
    path = f"instruments/UNTOC/participants?at={SEED}"
    everybody = asked(f"{path}&size=200")
    assert everybody["total"] == asked(f"instruments/UNTOC?at={SEED}")["participants"]
    france = next(one for one in everybody["items"] if one["participant"] == "FRA")
    assert (france["status"], france["kind"], france["consented_on"]) == (
        "party",
        "ratification",
        "2002-10-29",
    )
    assert france["in_force_for_state_on"] == "2003-09-29"
    signed = asked(f"{path}&status=signed&size=200")["items"]
    assert {one["status"] for one in signed} == {"signed"}
    assert all(one["signed_on"] and not one["consented_on"] for one in signed)
    for code in ("TOKYO-1963", "BEIJING-CONVENTION-2010"):
        refused = asked(f"instruments/{code}/participants?at={SEED}", 400)
        assert refused["type"] == "urn:dispositif:instruments.not_shown"
    assert asked(f"{path}&status=enemy", 422)


def test_nobody_is_shown_while_a_name_waits() -> None:
    Unresolved.objects.create(
        instrument=Instrument.objects.get(code="UNTOC"), printed="Freedonia", kind="accession",
        on=SEED, source="a file", recorded_at=Now(),
    )  # fmt: skip
    body = asked("instruments/UNTOC")
    assert (body["holding"], body["waiting"], body["consents"]) == ("unresolved", 1, None)
    assert "1 name" in asked("instruments/UNTOC/participants", 400)["detail"]
    row = asked("instruments/grid?size=1")["items"][0]
    assert row["statuses"]["UNTOC"] is None


def test_the_actions_from_which_it_follows() -> None:
    body = asked("instruments/UNCAC/actions?size=5")
    assert body["total"] == Action.objects.filter(instrument__code="UNCAC").count()
    assert body["items"] == sorted(body["items"], key=lambda one: one["on"])
    assert body["next"]
    assert asked("instruments/TOKYO-1963/actions")["total"] == 0


def test_what_was_stated_and_reported() -> None:
    by, untoc = local_administrator(), Instrument.objects.get(code="UNTOC")
    who: dict[str, Any] = {"instrument": untoc, "participant": participant("SOM"), "by": by, "on": DAY}
    record_statement(
        kind=Made.DECLARATION, made_on=DAY, text="We declare.", language="en", source="UNTC", symbol="", **who
    )
    report_procedure(reported_on=DAY, words="The bill is before Parliament.", source="A/61/55", **who)
    (statement,) = asked("instruments/UNTOC/statements")["items"]
    assert (statement["participant"], statement["kind"], statement["text"]) == (
        "SOM",
        "declaration",
        "We declare.",
    )
    (procedure,) = asked("instruments/UNTOC/procedures")["items"]
    assert (procedure["reported_on"], procedure["source"]) == (str(DAY), "A/61/55")
    assert asked("instruments/UNCAC/statements")["items"] == []


def test_the_grid() -> None:
    body = asked(f"instruments/grid?at={SEED}&family=crime&size=200")
    row = next(one for one in body["items"] if one["participant"] == "FRA")
    assert set(row["statuses"]) == {"UNTOC", "UNTOC-TIP", "UNTOC-SOM", "UNTOC-FIREARMS", "UNCAC"}
    parties = sum(one["statuses"]["UNTOC"] == "party" for one in body["items"])
    assert parties == asked(f"instruments/UNTOC?at={SEED}")["parties"]
    answer = Client().get(f"{TREATIES}/grid.csv?at={SEED}&family=named")
    rows = list(csv.reader(io.StringIO(answer.content.decode("utf-8-sig"))))
    assert len(rows) == body["total"] + 1
    answer = Client().get(f"{TREATIES}/grid.xlsx?at={SEED}")
    book = load_workbook(io.BytesIO(answer.content), read_only=True)
    assert len(list(book.worksheets[0].rows)) == body["total"] + 1
    book.close()


def test_who_is_still_to_join() -> None:
    body = asked(f"instruments/follow-up?at={SEED}&region=155&size=200")
    assert "ILLICIT-TRAFFIC-1988" not in {one["instrument"] for one in body["items"]}
    assert {one["status"] for one in body["items"]} <= {"signed", "consented", "not_yet", "withdrawn"}
    africa = asked(f"instruments/follow-up?at={SEED}&family=crime&region=002&size=1")["total"]
    counts = asked(f"instruments?at={SEED}&family=crime&region=002")["items"]
    assert africa == sum(one["not_yet_parties"] for one in counts)
    answer = Client().get(f"{TREATIES}/follow-up.csv?at={SEED}")
    rows = list(csv.DictReader(io.StringIO(answer.content.decode("utf-8-sig"))))
    assert sum(row["status"] == "no register held" for row in rows) == 11


def test_one_state() -> None:
    body = asked(f"states/FRA/instruments?at={SEED}&size=100")
    by_code = {one["instrument"]: one for one in body["items"]}
    assert by_code["UNTOC"]["status"] == "party"
    assert (by_code["UNTOC"]["signed_on"], by_code["UNTOC"]["consented_on"]) == ("2000-12-12", "2002-10-29")
    assert (by_code["TOKYO-1963"]["status"], by_code["TOKYO-1963"]["holding"]) == (None, "no_register")
    assert asked("states/250/instruments")["items"][0]["status"] == "party"
    assert asked("states/EU/instruments?at=2006-12-20")["items"][0]["kind"] == "approval"
    assert asked("states/XXX/instruments", 404)["type"] == "urn:dispositif:world.participant_unknown"
    absent = asked(f"states/SSD/instruments?at={SEED}")["items"]
    assert {one["status"] for one in absent} == {None}
    assert absent[0]["words"] == "took no part on that day"


def test_what_has_not_changed_is_not_sent_twice() -> None:
    first = Client().get(f"{TREATIES}?at={SEED}")
    again = Client().get(f"{TREATIES}?at={SEED}", headers={"if-none-match": first["ETag"]})
    assert again.status_code == 304


def test_a_figure_by_its_scope() -> None:
    body = asked(f"figures/instruments.consents?at={SEED}&scope=instrument:UNTOC")
    assert (body["value"], body["of"], body["basis"]) == (129, 196, "depositary’s actions held")
    assert body["evidence"][0]["kind"] == "participant"
    assert asked("figures/instruments.untoc?scope=region:002")["state"] == "value"
    assert asked("figures/instruments.untoc?scope=instrument:UNCAC", 400)["type"].endswith("figures.no_scope")
