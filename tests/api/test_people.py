"""Who asks."""

from datetime import date

import pytest
from django.test import Client

from dispositif.people import actions
from dispositif.people.models import Person
from dispositif.people.queries import local_administrator
from dispositif.people.rules import Role
from dispositif.world.actions import load_facts
from dispositif.world.queries import entity
from tests.api.asking import V1, program
from tests.world import DAY, person, signed_in

pytestmark = pytest.mark.database
ME, TOKENS = f"{V1}/people/me", f"{V1}/people/tokens"


def test_a_visitor_is_nobody_and_reads(database: None) -> None:
    assert Client().get(ME).json() == {
        "uuid": None, "name": None, "language": None, "roles": [{"role": "reader", "until": None}],
        "entities": [], "rights": [], "scopes": None,
    }  # fmt: skip


def test_a_token_says_for_whom_and_for_what(database: None) -> None:
    by = local_administrator()
    load_facts(by=by.as_party(), on=DAY)
    one, last = person("Officer", Role.SECRETARIAT), date(2190, 1, 1)
    actions.appoint(person=one, role=Role.DRAFTER, by=by, on=DAY, until=last, entity=entity("UNODC"))
    body = program(one, "world:read", "documents:read").get(ME).json()
    assert (body["name"], body["uuid"], body["scopes"]) == (
        "Officer", str(one.uuid), ["documents:read", "world:read"],
    )  # fmt: skip
    assert [held["role"] for held in body["roles"]] == ["secretariat", "drafter", "reader"]
    assert body["roles"][1]["until"] == "2190-01-01"
    assert body["entities"] == ["UNODC"]
    assert "documents.correct" in body["rights"]


def test_whoever_signed_in_has_no_scopes(database: None) -> None:
    body = signed_in(person("Officer", Role.SECRETARIAT)).get(ME).json()
    assert (body["name"], body["scopes"]) == ("Officer", None)


def test_tokens_are_listed_without_their_secrets_and_ended(database: None) -> None:
    one = person("Officer", Role.SECRETARIAT)
    wide, narrow = program(one, "world:read", "documents:read"), program(one, "world:read")
    program(person("Other", Role.SECRETARIAT))
    answer = narrow.get(TOKENS)
    rows = answer.json()["items"]
    assert [row["scopes"] for row in rows] == [["world:read"], ["documents:read", "world:read"]]
    assert all(row["works"] for row in rows)
    assert b"secret" not in answer.content
    assert b"digest" not in answer.content
    refused = narrow.post(f"{TOKENS}/{rows[1]['uuid']}/revoke")
    assert (refused.status_code, refused.json()["scope"]) == (403, "documents:read")
    ended = wide.post(f"{TOKENS}/{rows[0]['uuid']}/revoke").json()
    assert (ended["works"], ended["revoked_on"] is not None) == (False, True)
    assert narrow.get(TOKENS).status_code == 401
    assert wide.post(f"{TOKENS}/{rows[1]['uuid']}/revoke").json()["works"] is False


def test_nobody_ends_the_token_of_another(database: None) -> None:
    one = person("Officer", Role.SECRETARIAT)
    program(one)
    uuid = one.tokens.get().uuid
    assert program(administrator()).post(f"{TOKENS}/{uuid}/revoke").status_code == 404
    assert Client().post(f"{TOKENS}/{uuid}/revoke").status_code == 401
    assert Client().get(TOKENS).json()["items"] == []


def administrator() -> Person:
    """An administrator who signs in, and sees the tokens of everybody on no page of theirs."""
    return person("Ada", Role.ADMINISTRATOR)
