"""One's own messages, as programs read them."""

from typing import Any

import pytest
from django.test import Client

from dispositif.notices.actions import tell
from dispositif.people.rules import Role
from tests.api.asking import V1, program
from tests.notices.subjects import WHAT
from tests.world import DAY, person

pytestmark = pytest.mark.database
MESSAGES = f"{V1}/messages"


def _mark(client: Client, sent: dict[str, Any]) -> Any:
    return client.post(f"{MESSAGES}/read", sent, content_type="application/json")


def test_messages_are_read_and_marked(database: None) -> None:
    one, other = person("One", Role.SECRETARIAT), person("Two", Role.SECRETARIAT)
    for who, once in ((one, "first"), (one, "second"), (other, "first")):
        tell(person=who, what=WHAT, about=one.as_party(), url="/documents/", facts={}, on=DAY, once=once)
    client, stranger = program(one, "due:read"), program(other, "due:read")
    rows = client.get(MESSAGES).json()["items"]
    assert [(row["label"], row["url"], row["read_at"], row["listed"]) for row in rows] == [
        ("One", "/documents/", None, [])
    ] * 2
    assert rows[0]["sentence"]
    sent = {"message": rows[0]["uuid"]}
    assert _mark(client, sent).json() == {"marked": 1, "unread": 1}
    assert _mark(client, sent).json() == {"marked": 0, "unread": 1}
    assert _mark(stranger, sent).status_code == 404
    assert client.get(f"{MESSAGES}?unread=1").json()["total"] == 1
    assert _mark(client, {"message": None}).json() == {"marked": 1, "unread": 0}
    assert stranger.get(f"{MESSAGES}?unread=1").json()["total"] == 1


def test_a_visitor_has_none(database: None) -> None:
    answer = Client().get(MESSAGES)
    assert (answer.status_code, answer.json()["type"]) == (400, "urn:dispositif:notices.nobody")
