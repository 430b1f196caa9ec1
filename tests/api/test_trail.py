"""The trail for programs: whole for the auditor, for nobody else."""

import pytest
from django.db import connection
from django.test import Client

from dispositif.people.rules import Role
from tests.api.asking import V1, program
from tests.world import imported, person, signed_in

pytestmark = pytest.mark.database
TRAIL = f"{V1}/trail"


def test_the_auditor_reads_it_page_by_page(database: None) -> None:
    imported()
    client = program(person("Auditor", Role.AUDITOR), "trail:read")
    first = client.get(f"{TRAIL}?size=2")
    assert (first.json()["total"], first.json()["page"]) == (None, 1)
    assert [one["what"] for one in first.json()["items"]] == ["people.token_issued", "people.appointed"]
    assert first["Link"] == f'<{TRAIL}?size=2&page=2>; rel="next"'
    beyond = client.get(f"{TRAIL}?page=1000000")
    assert (beyond.json()["items"], beyond.json()["next"]) == ([], None)


def test_what_was_disposed_of_is_null(superuser: object, fresh: None) -> None:
    from dispositif.people.queries import AS_ADMINISTRATOR
    from dispositif.secrecy.acting import acting_as

    with acting_as(AS_ADMINISTRATOR):
        imported()
        one = person("Auditor", Role.AUDITOR)
    superuser.execute("DELETE FROM trail_content")  # type: ignore[attr-defined]
    body = signed_in(one).get(TRAIL).json()
    connection.close()
    assert {entry["content"] for entry in body["items"] if entry["content"] is None} == {None}
    assert body["items"][0]["content"] is None


@pytest.mark.parametrize("role", [None, Role.ADMINISTRATOR, Role.SECRETARIAT])
def test_others_learn_who_may(database: None, role: Role | None) -> None:
    client = signed_in(person("Somebody", role)) if role else Client()
    answer = client.get(TRAIL)
    assert (answer.status_code, answer.json()["roles"]) == (403, ["auditor"])
