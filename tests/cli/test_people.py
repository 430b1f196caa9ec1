"""Postings on the command line: delegations named by a note verbale, suspended, resumed, ended, invited."""

from datetime import date

import pytest
from click.testing import CliRunner

from dispositif.cli.group import dispositif
from dispositif.kernel.refusal import Refusal
from dispositif.people.queries import acting_of, by_address, local_administrator
from dispositif.world.actions import load_facts
from dispositif.world.queries import participant

pytestmark = pytest.mark.database
CLEO = "cleo@example.org"
ENROL = ["enrol", "Cleo", CLEO, "--role", "delegation"]
NAMED = ["--state", "KEN", "--note", "NV/12/2026", "--note-date", "2026-02-02"]


def said(*words: str) -> str:
    answer = CliRunner().invoke(dispositif, ["people", *words])
    if isinstance(answer.exception, Refusal):
        raise answer.exception
    assert answer.exit_code == 0, answer.output
    return answer.output


@pytest.fixture
def cleo(database: None) -> None:
    load_facts(by=local_administrator().as_party(), on=date(2026, 3, 1))
    said(*ENROL, *NAMED)


def _speaks_for() -> set[object]:
    person = by_address(CLEO)
    assert person is not None
    return set(acting_of(person, date(2999, 1, 1)).speaks_for)


def test_a_delegation_speaks_for_its_state(cleo: None) -> None:
    assert _speaks_for() == {participant("KEN").uuid}


@pytest.mark.parametrize(
    ("words", "code"),
    [
        ([], "people.delegation_of_nobody"),
        (["--state", "KEN"], "people.delegation_unnamed"),
        (["--state", "KEN", "--note", "NV/1", "--note-date", "2999-01-01"], "people.delegation_unnamed"),
    ],
)
def test_a_delegation_is_named_by_a_note(database: None, words: list[str], code: str) -> None:
    load_facts(by=local_administrator().as_party(), on=date(2026, 3, 1))
    with pytest.raises(Refusal) as refused:
        said(*ENROL, *words)
    assert refused.value.code == code


def test_it_rests_and_is_resumed_and_ends(cleo: None) -> None:
    said("suspend", CLEO, "--role", "delegation", "--why", "pending guidance")
    assert _speaks_for() == set()
    said("resume", CLEO, "--role", "delegation")
    assert _speaks_for() != set()
    said("end", CLEO, "--role", "delegation", "--on", "2998-12-31")
    assert _speaks_for() == set()


def test_a_reason_is_asked_for_and_a_role_must_be_held(cleo: None) -> None:
    for words, code in (
        (["suspend", CLEO, "--role", "delegation", "--why", " "], "people.suspended_without_reason"),
        (["suspend", CLEO, "--role", "auditor", "--why", "x"], "people.role_not_held"),
        (["end", CLEO, "--role", "delegation", "--on", "1999-01-01"], "people.posting_term"),
    ):
        with pytest.raises(Refusal) as refused:
            said(*words)
        assert refused.value.code == code


def test_an_invitation_prints_its_link(database: None) -> None:
    assert "/account/invitation/" in said("enrol", "Dora", "dora@example.org", "--role", "donor", "--invite")
    assert "/account/invitation/" in said("invite", "dora@example.org")


def test_a_role_of_a_person_of_this_state_shows_where(cleo: None) -> None:
    assert "is delegation for PER" in said(
        "appoint", CLEO, "--role", "delegation", *NAMED[2:], "--state", "PER"
    )
