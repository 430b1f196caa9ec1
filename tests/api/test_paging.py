"""One way of paging for every list."""

import re

import pytest
from django.http import HttpResponse
from django.test import Client, RequestFactory

from dispositif.api.paging import LAST_PAGE, Asked, paged
from dispositif.documents import actions
from dispositif.kernel.symbol import Symbol
from dispositif.people.queries import local_administrator
from tests.api.asking import V1
from tests.world import DAY

pytestmark = pytest.mark.database
LIST = f"{V1}/documents"


@pytest.fixture
def seven(database: None) -> None:
    for number in range(1, 8):
        actions.register(symbol=Symbol.parse(f"A/RES/70/{number}"), by=local_administrator(), on=DAY)


def links(header: str) -> dict[str, str]:
    return {rel: url for url, rel in re.findall(r'<([^>]+)>; rel="(\w+)"', header)}


def test_pages_follow_each_other_to_the_end(seven: None) -> None:
    address, seen = f"{LIST}?organ=A&size=3", []
    while address:
        answer = Client().get(address)
        seen += [one["symbol"] for one in answer.json()["items"]]
        assert answer.json()["total"] == 7
        assert links(answer.headers.get("Link", "")).get("next") == answer.json()["next"]
        address = answer.json()["next"]
    assert seen == [f"A/RES/70/{number}" for number in range(1, 8)]


def test_the_links_around_a_page(seven: None) -> None:
    found = links(Client().get(f"{LIST}?size=2&page=2&organ=A")["Link"])
    assert found == {rel: f"{LIST}?size=2&page={page}&organ=A" for rel, page in
                     {"next": 3, "prev": 1, "first": 1, "last": 4}.items()}  # fmt: skip


def test_a_page_beyond_the_end_is_empty(seven: None) -> None:
    answer = Client().get(f"{LIST}?page={LAST_PAGE}")
    assert (answer.status_code, answer.json()["items"], answer.json()["total"]) == (200, [], 7)
    assert set(links(answer["Link"])) == {"prev", "first"}
    assert "Link" not in Client().get(LIST).headers


@pytest.mark.parametrize(
    "query",
    ["page=0", "page=-1", "size=0", "size=201", f"page={LAST_PAGE + 1}", "page=two", "page=1.5",
     "page=3%0A", "page=%00", "size=", f"page={'9' * 400}"],
)  # fmt: skip
def test_what_is_no_page(database: None, query: str) -> None:
    answer = Client().get(f"{LIST}?{query}")
    assert answer.status_code == 422
    assert answer.json()["errors"][0]["pointer"] == f"#/{query.partition('=')[0]}"


def test_an_uncounted_list_finds_its_end_by_looking() -> None:
    request, response = RequestFactory().get("/list?page=2"), HttpResponse()
    rows = list(range(6))
    second = paged(request, response, rows, Asked(page=2, size=3), list, counted=False)
    assert (second["total"], second["items"], second["next"]) == (None, [3, 4, 5], None)
    first = paged(request, response, rows, Asked(page=1, size=3), list, counted=False)
    assert first["next"] == "/list?page=2"
    assert links(response["Link"]) == {"next": "/list?page=2"}
