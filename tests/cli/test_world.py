"""`dispositif world`: the facts on a terminal, and for programs."""

import json
from typing import Any

import pytest
from click.testing import CliRunner

from dispositif.cli.group import dispositif
from dispositif.kernel.refusal import Refusal
from dispositif.people.queries import local_administrator
from dispositif.world.actions import load_facts
from tests.world import DAY

pytestmark = pytest.mark.database


@pytest.fixture(autouse=True)
def facts(database: None) -> None:
    load_facts(by=local_administrator().as_party(), on=DAY)


def said(*words: str) -> str:
    done = CliRunner().invoke(dispositif, ("world", *words))
    assert done.exit_code == 0, (done.output, done.exception)
    return done.output


def rows(*words: str) -> list[dict[str, Any]]:
    found: list[dict[str, Any]] = json.loads(said(*words, "--format", "json"))
    return found


def test_who_takes_part_on_a_day() -> None:
    then = rows("participants", "--at", "2006-12-20")
    assert sum(one["kind"] == "member" for one in then) == 192
    assert {one["code"]: one["name"] for one in then}["TUR"] == "Turkey"
    assert "TUR\tTürkiye\tmember\tODA" in said("participants", "--at", "2026-01-01").splitlines()
    least = rows("participants", "--grouping", "LDC", "--at", "2026-01-01")
    assert len(least) == 44
    assert all("LDC" in one["groups"] for one in least)


def test_names_once_borne_and_successions() -> None:
    assert "TUR\tTurquie\t\t2022-05-31\tunverified" in said("former-names", "--language", "fr").splitlines()
    assert "SUN\tcontinues\tRUS\t1991-12-24\tunverified" in said("successions").splitlines()
    assert {"predecessor", "kind", "successor", "on", "verified"} == rows("successions")[0].keys()


def test_groups_and_other_things_under_their_names() -> None:
    assert "LDC\tPays les moins avancés" in said("groupings", "--language", "fr").splitlines()
    assert {"code": "TIP", "name": "Traite des personnes", "verified": True} in rows(
        "themes", "--language", "fr"
    )


def test_an_unknown_group_is_refused() -> None:
    done = CliRunner().invoke(dispositif, ("world", "participants", "--grouping", "G77"))
    assert isinstance(done.exception, Refusal)
    assert done.exception.code == "world.grouping_unknown"
