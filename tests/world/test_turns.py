"""Rows that are sound by themselves and contradict each other in time."""

from pathlib import Path

import pytest

from dispositif.world.check import check
from dispositif.world.facts import read
from tests.world.tables import add, alter, faults


@pytest.mark.parametrize(
    ("sheet", "key", "values", "found"),
    [
        ("participants", "TLS", {"since_on": "2002-05-21"}, ("world.standing", "since_on")),
        ("participants", "SUN", {"until_on": "1991-12-24"}, ("world.standing", "until_on")),
        ("participants", "SUN", {"until_on": "1991-12-24"}, ("world.succession", "on")),
        ("participants", "PSE", {"kind": "state"}, ("world.standing", "kind")),
        ("participants", "TLS", {"until_on": "1999-01-01"}, ("world.ends", "until_on")),
        ("participants", "TLS", {"since_on": "2002-02-30"}, ("world.day", "since_on")),
        ("participants", "TLS", {"since_on": "May 2002"}, ("world.shape", "since_on")),
        ("participants", "TLS", {"latitude": "8"}, ("world.shape", "latitude")),
        ("standings", "CHE", {"until_on": "2002-09-10"}, ("world.overlap", "since_on")),
        ("standings", "CHE", {"until_on": ""}, ("world.overlap", "since_on")),
        ("standings", "CHE", {"kind": "friend"}, ("world.shape", "kind")),
        ("standings", "CHE", {"participant": "XXX"}, ("world.unknown", "participant")),
        ("standings", "CHE", {"doubtful": "kinds"}, ("world.language", "doubtful")),
        ("standings", "CHE", {"source": ""}, ("world.source", "source")),
        ("standings", "COK", {"participant": "NIU"}, ("world.standing", "code")),
        ("successions", "SUN", {"on": "1990-01-01"}, ("world.succession", "on")),
        ("successions", "SUN", {"on": ""}, ("world.succession", "on")),
        ("successions", "SDN", {"successor": "SDN"}, ("world.succession", "successor")),
        ("successions", "SUN", {"kind": "inherits"}, ("world.shape", "kind")),
        ("former_names", "TUR", {"until_on": ""}, ("world.former", "until_on")),
        ("former_names", "TUR", {"en": "Greece"}, ("world.shared", "en")),
        ("former_names", "TUR", {"en": " Turkey"}, ("world.name", "en")),
        ("former_names", "SRB", {"ru": "Югославия"}, ("world.shared", "ru")),
        ("aliases", "RUS", {"alias": "Greece"}, ("world.shared", "alias")),
        ("aliases", "RUS", {"alias": "uk"}, ("world.repeated", "alias")),
        ("aliases", "RUS", {"alias": "Zaire"}, ("world.shared", "alias")),
        ("memberships", "LDC", {"grouping": "G77"}, ("world.unknown", "grouping")),
        ("memberships", "LDC", {"until_on": "1950-01-01"}, ("world.ends", "until_on")),
        ("groupings", "LDC", {"kind": "club"}, ("world.shape", "kind")),
        ("groupings", "LDC", {"fr": "Petits États insulaires en développement"}, ("world.repeated", "fr")),
    ],
)
def test_a_contradiction_is_found(
    copied: Path, sheet: str, key: str, values: dict[str, str], found: tuple[str, str]
) -> None:
    alter(copied, sheet, key, **values)
    assert found in faults(copied)


@pytest.mark.parametrize(
    ("sheet", "key", "found"),
    [
        ("aliases", "RUS", ("world.repeated", "alias")),
        ("successions", "SUN", ("world.repeated", "successor")),
        ("former_names", "TUR", ("world.repeated", "until_on")),
        ("memberships", "LDC", ("world.overlap", "since_on")),
        ("standings", "FRA", ("world.overlap", "since_on")),
    ],
)
def test_a_row_that_stands_twice_is_found(copied: Path, sheet: str, key: str, found: tuple[str, str]) -> None:
    add(copied, sheet, key)
    assert found in faults(copied)


def test_every_contradiction_is_found_with_its_line(copied: Path) -> None:
    alter(copied, "aliases", "RUS", alias="Greece")
    alter(copied, "successions", "SUN", on="")
    places = {(finding.where, finding.column) for finding in check(read(copied)[0])}
    lines = (copied / "aliases.csv").read_text(encoding="utf-8").splitlines()
    at = next(number for number, line in enumerate(lines, 1) if line.startswith("RUS,"))
    assert (f"aliases.csv:{at}", "alias") in places
    assert any(where.startswith("successions.csv:") for where, _ in places)


def test_a_name_may_pass_from_one_to_another(copied: Path) -> None:
    """“Yugoslavia” was the name of two participants, one after the other."""
    assert faults(copied) == set()
    alter(copied, "participants", "YUG", until_on="2001-01-01")
    assert ("world.shared", "en") in faults(copied)
