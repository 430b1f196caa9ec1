"""The tables of facts on treaties: complete, in step with each other and with the register."""

import csv
import re
from collections import Counter
from datetime import date, timedelta
from pathlib import Path

import pytest

from dispositif.instruments.facts import FACTS
from dispositif.world.facts import FACTS as WORLD

SEED_DAY = date(2006, 12, 20)
HEADERS = {
    "instruments": (
        "code family place untc parent adopted_on signed_from in_force_on depositary wait_days wait_months "
        "wait_source reio en fr short_en short_fr doubtful source"
    ),
    "actions": "instrument participant printed kind on",
    "registers": "instrument as_at rows reason source",
    "losses": "code instrument en fr",
    "published": "instrument signatories parties as_of source doubtful",
}
KINDS = set(
    "signature ratification acceptance approval accession succession formal_confirmation "
    "definitive_signature provisional_application withdrawal succession_to_signature participation".split()
)
SIGNING = {"signature", "succession_to_signature"}
CONSENTS = {
    "UNTOC": 179,
    "UNTOC-TIP": 159,
    "UNTOC-SOM": 138,
    "UNTOC-FIREARMS": 109,
    "UNCAC": 171,
    "SINGLE-CONVENTION-1961": 154,
    "PSYCHOTROPICS-1971": 183,
    "ILLICIT-TRAFFIC-1988": 189,
}
"""Binding actions on the last day held, organizations included (issue 4)."""

THRESHOLDS = {
    "UNTOC": (40, 90, 0),
    "UNTOC-TIP": (40, 90, 0),
    "UNTOC-SOM": (40, 90, 0),
    "UNTOC-FIREARMS": (40, 90, 0),
    "UNCAC": (30, 90, 0),
    "SINGLE-CONVENTION-1961": (40, 30, 2),
    "PROTOCOL-1972": (40, 30, 0),
    "SINGLE-CONVENTION-1961-AMENDED": (40, 30, 0),
    "PSYCHOTROPICS-1971": (40, 90, 2),
    "ILLICIT-TRAFFIC-1988": (20, 90, 1),
    "PROTECTED-PERSONS-1973": (22, 30, 2),
    "HOSTAGES-1979": (22, 30, 0),
    "TERRORIST-BOMBINGS-1997": (22, 30, 0),
    "TERRORISM-FINANCING-1999": (22, 30, 0),
    "NUCLEAR-TERRORISM-2005": (22, 30, 0),
}
"""How many States bring it into force, after how many days, and how many of them the register has lost:
States that ended no longer have a line (the loss `first_consents`)."""

UNTC_KINDS = {"participation via 1972 Protocol": "participation"}
"""The one kind that the gathered table words otherwise than with spaces for low lines."""


def rows(name: str) -> list[dict[str, str]]:
    """One table, its header and the width of its lines checked."""
    lines = list(csv.reader((FACTS / f"{name}.csv").read_text(encoding="utf-8").splitlines()))
    assert lines[0] == HEADERS[name].split()
    assert {len(line) for line in lines} == {len(lines[0])}
    return [dict(zip(lines[0], line, strict=True)) for line in lines[1:]]


INSTRUMENTS = {row["code"]: row for row in rows("instruments")}
ACTIONS = rows("actions")
BY_UNTC = {row["untc"]: code for code, row in INSTRUMENTS.items() if row["untc"]}


def consents(code: str, until: str = "9999") -> list[dict[str, str]]:
    """The binding actions on the instrument up to the day, organizations included."""
    held = [one for one in ACTIONS if one["instrument"] == code and one["kind"] not in SIGNING]
    return [one for one in held if one["on"] <= until]


def participants() -> dict[str, str]:
    """Code of each participant known → its kind."""
    text = (WORLD / "participants.csv").read_text(encoding="utf-8")
    return {row["code"]: row["kind"] for row in csv.DictReader(text.splitlines())}


def gathered(shared: Path) -> list[dict[str, str]]:
    """The actions as they were gathered from the register."""
    text = (shared / "data/treaties/actions_tidy_2015.csv").read_text(encoding="utf-8")
    return list(csv.DictReader(text.splitlines()))


def test_the_instruments_are_counted_by_family() -> None:
    families = Counter(row["family"] for row in INSTRUMENTS.values())
    assert families == {"crime": 5, "drugs": 5, "terrorism": 19}
    for family, count in families.items():
        places = [int(row["place"]) for row in INSTRUMENTS.values() if row["family"] == family]
        assert places == list(range(1, count + 1))


@pytest.mark.parametrize(("column", "count"), [("adopted_on", 16), ("in_force_on", 12)])
def test_the_list_of_counter_terrorism_instruments_is_that_of_its_day(column: str, count: int) -> None:
    days = [row[column] for row in INSTRUMENTS.values() if row["family"] == "terrorism"]
    assert sum(date.fromisoformat(day) <= SEED_DAY for day in days) == count


@pytest.mark.parametrize("code", INSTRUMENTS)
def test_an_instrument_is_well_formed(code: str) -> None:
    row = INSTRUMENTS[code]
    assert re.fullmatch(r"[A-Z0-9]+(-[A-Z0-9]+)*", code)
    assert set(row["depositary"].split()) <= {"UN", "ICAO", "IMO", "IAEA", "RUS", "GBR", "USA"}
    assert (row["depositary"] == "UN") == bool(row["untc"])
    assert row["reio"] in ("yes", "no")
    assert bool(row["wait_days"]) != bool(row["wait_months"])
    assert set(row["doubtful"].split()) <= set(row)
    assert row["en"]
    assert row["fr"]
    assert row["source"]
    assert row["wait_source"]
    assert max(len(row["short_en"]), len(row["short_fr"])) <= 28
    assert "'" not in "".join(row.values())


@pytest.mark.parametrize("code", INSTRUMENTS)
def test_the_days_of_an_instrument_follow_each_other(code: str) -> None:
    row = INSTRUMENTS[code]
    adopted, signed, forced = (row[name] for name in ("adopted_on", "signed_from", "in_force_on"))
    assert date.fromisoformat(adopted) < date.fromisoformat(forced)
    assert not signed or date.fromisoformat(adopted) < date.fromisoformat(signed) < date.fromisoformat(forced)


def test_a_protocol_follows_the_convention_it_belongs_to() -> None:
    seen: set[str] = set()
    for code, row in INSTRUMENTS.items():
        assert not row["parent"] or row["parent"] in seen
        seen.add(code)


def test_names_are_not_repeated() -> None:
    for column in ("en", "fr", "short_en", "short_fr"):
        assert len({row[column] for row in INSTRUMENTS.values()}) == len(INSTRUMENTS)


def test_every_action_is_well_formed_and_held_once_in_order() -> None:
    known = participants()
    keys = [(one["instrument"], one["participant"], one["on"], one["kind"]) for one in ACTIONS]
    assert keys == sorted(set(keys))
    for one in ACTIONS:
        assert one["instrument"] in BY_UNTC.values()
        assert one["participant"] in known
        assert one["kind"] in KINDS
        assert one["printed"]
        assert date.fromisoformat(one["on"]).isoformat() == one["on"]


def test_a_printed_name_means_one_participant_and_a_participant_has_one() -> None:
    pairs = {(one["printed"], one["participant"]) for one in ACTIONS}
    assert len(pairs) == len({printed for printed, _ in pairs}) == len({code for _, code in pairs})


def test_nobody_consents_twice_or_signs_after_it() -> None:
    """The register keeps one line per participant: see the loss `reaccessions`."""
    given = {
        (one["instrument"], one["participant"]): one["on"]
        for code in BY_UNTC.values()
        for one in consents(code)
    }
    signed = [one for one in ACTIONS if one["kind"] in SIGNING]
    assert len(given) == sum(one["kind"] not in SIGNING for one in ACTIONS)
    assert all(one["on"] <= given.get((one["instrument"], one["participant"]), "9999") for one in signed)


def test_no_action_comes_before_its_instrument_was_open() -> None:
    """None does in the register, the amended Convention of 1961 being dated by its Protocol (1972)."""
    early = []
    for one in ACTIONS:
        row = INSTRUMENTS[one["instrument"]]
        if one["on"] < (row["signed_from"] or row["adopted_on"]):
            early.append(one)
    assert early == []


def test_organizations_act_only_where_the_instrument_admits_them() -> None:
    kinds = participants()
    theirs = {one["instrument"] for one in ACTIONS if kinds[one["participant"]] == "reio"}
    assert theirs
    assert {INSTRUMENTS[code]["reio"] for code in theirs} == {"yes"}


@pytest.mark.parametrize(("code", "count"), CONSENTS.items())
def test_consents_on_the_last_day_held(code: str, count: int) -> None:
    assert len(consents(code)) == count


@pytest.mark.parametrize(("code", "count"), [("UNTOC", 129), ("UNCAC", 80)])
def test_consents_on_the_day_of_the_seed(code: str, count: int) -> None:
    assert len(consents(code, SEED_DAY.isoformat())) == count


@pytest.mark.parametrize("code", THRESHOLDS)
def test_the_consents_held_bring_the_instrument_into_force_on_its_day(code: str) -> None:
    """Derived from the register; an organization’s instrument is not counted (UNTOC, article 38 (1))."""
    number, days, lost = THRESHOLDS[code]
    kinds = participants()
    states = sorted(one["on"] for one in consents(code) if kinds[one["participant"]] != "reio")
    reached = date.fromisoformat(states[number - lost - 1])
    assert (reached + timedelta(days)).isoformat() == INSTRUMENTS[code]["in_force_on"]


def test_the_registers_say_what_is_held_of_each_instrument() -> None:
    registers = {row["instrument"]: row for row in rows("registers")}
    assert list(registers) == list(INSTRUMENTS)
    for code, row in registers.items():
        days = [one["on"] for one in ACTIONS if one["instrument"] == code]
        assert (row["as_at"], int(row["rows"])) == (max(days, default=""), len(days))
        assert row["reason"] == ("" if days else "no_register")
        assert bool(row["source"]) == bool(days)


def test_fourteen_instruments_are_without_a_register_eleven_of_the_seed_day() -> None:
    without = [row["instrument"] for row in rows("registers") if row["reason"]]
    assert {INSTRUMENTS[code]["family"] for code in without} == {"terrorism"}
    then = [code for code in without if INSTRUMENTS[code]["adopted_on"] <= SEED_DAY.isoformat()]
    assert (len(without), len(then)) == (14, 11)


def test_losses_are_sentences_on_instruments_that_have_a_register() -> None:
    losses = rows("losses")
    assert len({(row["code"], row["instrument"]) for row in losses}) == len(losses)
    for row in losses:
        assert re.fullmatch("[a-z0-9_]{1,40}", row["code"])
        assert row["instrument"] in {"", *BY_UNTC.values()}
        assert row["en"].endswith(".")
        assert row["fr"].endswith(".")
        assert "'" not in row["en"] + row["fr"]


def test_what_the_losses_count_is_what_the_actions_show() -> None:
    said = {row["instrument"] for row in rows("losses") if row["code"] == "first_consents"}
    assert said == {code for code, (_, _, lost) in THRESHOLDS.items() if lost}
    amended = INSTRUMENTS["SINGLE-CONVENTION-1961-AMENDED"]
    early = [one for one in consents(amended["code"]) if one["on"] < amended["in_force_on"]]
    assert {one["kind"] for one in early} == {"participation"}
    assert len(early) == 40
    bolivia = {one["instrument"]: one["on"] for one in ACTIONS if one["participant"] == "BOL"}
    assert "SINGLE-CONVENTION-1961" not in bolivia
    assert bolivia[amended["code"]] == "2013-01-11"


def test_published_totals_are_well_formed() -> None:
    published = rows("published")
    keys = [(row["instrument"], row["as_of"], row["source"]) for row in published]
    assert len(set(keys)) == len(keys)
    for row in published:
        assert row["instrument"] in INSTRUMENTS
        assert row["source"]
        assert re.fullmatch(r"(\d{4}(-\d{2}){0,2})?", row["as_of"])
        assert row["signatories"].isdigit() or not row["signatories"]
        assert row["parties"].isdigit()
        assert set(row["doubtful"].split()) <= {"signatories", "parties", "as_of"}
        assert row["as_of"] or "as_of" in row["doubtful"].split()


def test_published_totals_of_signatories_equal_those_held() -> None:
    """Signature closed long before: whatever is printed later must agree."""
    compared = [
        row for row in rows("published") if row["signatories"] and INSTRUMENTS[row["instrument"]]["untc"]
    ]
    assert len(compared) > 10
    for row in compared:
        held = [one for one in ACTIONS if one["instrument"] == row["instrument"] and one["kind"] in SIGNING]
        assert (row["instrument"], len(held)) == (row["instrument"], int(row["signatories"]))


def test_published_totals_of_parties_are_not_below_those_held_on_that_day() -> None:
    for row in rows("published"):
        if row["as_of"] and len(row["as_of"]) == len("2000-01-01"):
            assert len(consents(row["instrument"], row["as_of"])) <= int(row["parties"])


def test_nothing_was_lost_from_what_was_gathered(shared: Path) -> None:
    held = Counter((one["instrument"], one["printed"], one["kind"], one["on"]) for one in ACTIONS)
    wanted = Counter(
        (
            BY_UNTC[row["untc_no"]],
            row["participant"].replace("'", "’"),
            UNTC_KINDS.get(row["action"], row["action"].replace(" ", "_")),
            row["date"],
        )
        for row in gathered(shared)
    )
    assert held == wanted
    assert held.total() == 3563


def test_the_threshold_days_follow_from_what_was_gathered_too(shared: Path) -> None:
    """The same derivation without our own table, where the register lost nobody."""
    taken = gathered(shared)
    for code, (number, days, lost) in THRESHOLDS.items():
        mine = [row for row in taken if row["untc_no"] == INSTRUMENTS[code]["untc"]]
        states = [row for row in mine if row["participant"] != "European Union"]
        given = sorted(row["date"] for row in states if "signature" not in row["action"])
        reached = date.fromisoformat(given[number - lost - 1]) + timedelta(days)
        assert (code, reached.isoformat()) == (code, INSTRUMENTS[code]["in_force_on"])
