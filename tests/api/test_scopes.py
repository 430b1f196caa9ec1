"""Each operation asks for its scope, and says which."""

from typing import Any
from uuid import UUID

import pytest
from django.test import Client

from dispositif.api.scopes import reads
from dispositif.api.v1 import api
from dispositif.people.rules import RIGHTS, SCOPES, Role
from tests.api.asking import V1, program, secret_of
from tests.world import imported, person, signed_in

pytestmark = pytest.mark.database
GIVEN = {
    "slug": "A-RES-99-77", "uuid": str(UUID(int=0)), "code": "TIP", "language": "en", "ordinal": "1",
    "file_format": "csv",
}  # fmt: skip
GIVEN_BY_TAG = {"sessions": {"body": "COP_UNTOC", "slug": "3"}, "mechanisms": {"code": "UNTOC"}}
"""Where the same name asks for something else."""
OWN = {"POST /people/tokens/{uuid}/revoke", "POST /messages/read"}
"""Changes of one's own: no right is asked for, only a token."""
UNSCOPED = {"GET /people/me", "GET /people/tokens", "POST /people/tokens/{uuid}/revoke"}


def operations() -> dict[str, dict[str, Any]]:
    """`GET /documents/{slug}` → what the description says of it."""
    paths = api.get_openapi_schema()["paths"]
    return {
        f"{method.upper()} {path.removeprefix(V1)}": one
        for path, methods in paths.items()
        for method, one in methods.items()
    }


def called(client: Client, label: str) -> Any:
    method, path = label.split()
    address = V1 + path
    described = operations()[label]
    given = GIVEN | GIVEN_BY_TAG.get(described["tags"][0], {})
    for one in described["parameters"]:
        least = str(one["schema"].get("minimum", "none"))
        address = address.replace("{" + one["name"] + "}", given.get(one["name"], least))
    body = {"data": "{}", "content_type": "application/json"} if method == "POST" else {}
    return getattr(client, method.lower())(address, **body)


def test_every_operation_has_a_scope_of_the_table_and_writing_a_right() -> None:
    every = operations()
    assert len(every) > 20
    assert {label for label, one in every.items() if not one["x-scope"]} == UNSCOPED
    assert {one["x-scope"] for one in every.values()} - {""} <= set(SCOPES)
    for label, one in every.items():
        writing = not label.startswith("GET")
        assert one["x-scope"].endswith(":write") is (writing and label not in OWN), label
        assert (one.get("x-right") in RIGHTS) is (writing and label not in OWN), label
        assert ({} in one["security"]) is not writing, label
    with pytest.raises(KeyError):
        reads("everything:read")


@pytest.mark.parametrize("label", sorted(set(operations()) - UNSCOPED))
def test_a_token_without_the_scope_is_told_which(database: None, label: str) -> None:
    imported()
    scope = operations()[label]["x-scope"]
    client = program(person("Officer", Role.SECRETARIAT), *(one for one in SCOPES if one != scope))
    answer = called(client, label)
    assert (answer.status_code, answer.json()["scope"]) == (403, scope)
    assert answer.json()["type"] == "urn:dispositif:api.scope_missing"
    assert scope in answer.json()["detail"]
    assert answer["WWW-Authenticate"].endswith(f'error="insufficient_scope", scope="{scope}"')


@pytest.mark.parametrize("label", sorted(label for label in operations() if not label.startswith("GET")))
def test_writing_needs_a_token(database: None, label: str) -> None:
    imported()
    for client in (Client(), signed_in(person("Officer", Role.SECRETARIAT))):
        answer = called(client, label)
        assert (answer.status_code, answer["WWW-Authenticate"]) == (401, 'Bearer realm="dispositif"')
        assert answer.json()["type"] == "urn:dispositif:api.token_needed"


@pytest.mark.parametrize("label", sorted(label for label in operations() if label.startswith("GET")))
def test_reading_needs_none(database: None, label: str) -> None:
    imported()
    assert called(Client(), label).status_code in (200, 400, 403, 404)


def test_a_token_wins_over_a_session(database: None) -> None:
    client = signed_in(person("Officer", Role.SECRETARIAT))
    shown = {"authorization": f"Bearer {secret_of(person('Reader'))}"}
    body = client.get(f"{V1}/people/me", headers=shown).json()
    assert (body["name"], [held["role"] for held in body["roles"]]) == ("Reader", ["reader"])
