"""What has not changed is not sent twice, and nothing is kept in between."""

import pytest
from django.test import Client

from dispositif.api.freshness import check_match
from dispositif.api.scopes import Denied
from dispositif.documents.models import Document
from tests.api.asking import PROBLEM, V1
from tests.world import imported

pytestmark = pytest.mark.database
ONE = f"{V1}/documents/A-RES-99-77"


def test_an_answer_is_sent_once(database: None) -> None:
    document = imported().document
    first = Client().get(ONE)
    again = Client().get(ONE, headers={"if-none-match": first["ETag"]})
    assert (again.status_code, again.content) == (304, b"")
    assert again["ETag"] == first["ETag"]
    weak = Client().get(ONE, headers={"if-none-match": f"W/{first['ETag']}"})
    assert weak.status_code == 304
    Document.objects.filter(pk=document.pk).update(year=1999)
    changed = Client().get(ONE, headers={"if-none-match": first["ETag"]})
    assert changed.status_code == 200
    assert changed["ETag"] != first["ETag"]


def test_every_read_has_its_tag_and_nobody_else_keeps_it(database: None) -> None:
    for address in ("/documents", "/people/me", "/world/themes", "/openapi.json"):
        answer = Client().get(f"{V1}{address}")
        assert answer["ETag"], address
        assert {"Authorization", "Cookie"} <= set(answer["Vary"].split(", "))
        assert {"private", "no-cache"} <= set(answer["Cache-Control"].split(", "))


def test_an_error_has_no_tag(database: None) -> None:
    answer = Client().get(f"{V1}/documents/none")
    assert "ETag" not in answer
    assert Client().get(f"{V1}/documents/none", headers={"if-none-match": "*"}).status_code == 404


def test_a_condition_on_reading_that_does_not_hold(database: None) -> None:
    answer = Client().get(f"{V1}/documents", headers={"if-match": '"other"'})
    assert (answer.status_code, answer["Content-Type"]) == (412, PROBLEM)


def test_a_figure_is_sent_once_although_it_is_known_each_second_anew(database: None) -> None:
    one = f"{V1}/figures/mandates.registered"
    first = Client().get(one)
    assert first.json()["known_at"] is None
    assert Client().get(one, headers={"if-none-match": first["ETag"]}).status_code == 304
    asked = Client().get(f"{one}?known_at=2026-03-01T00:00:00Z").json()
    assert asked["known_at"] == "2026-03-01T00:00:00Z"


@pytest.mark.parametrize("said", ["0", '"0"', " 0 "])
def test_the_revision_may_be_quoted(said: str) -> None:
    check_match(said, 0)
    check_match("", 0)


@pytest.mark.parametrize("said", ["1", '"1"', "*", 'W/"0"', "00", '"0', "x" * 500, '"0", "1"'])
def test_any_other_value_is_another_revision(said: str) -> None:
    with pytest.raises(Denied) as denied:
        check_match(said, 0)
    assert denied.value.status == 412
