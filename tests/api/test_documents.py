"""Documents for programs: the same readings as on the pages."""

import pytest
from django.test import Client

from dispositif.documents import actions
from dispositif.documents.models import Document
from dispositif.kernel.symbol import Symbol
from dispositif.people.queries import local_administrator
from dispositif.people.rules import Role
from tests.api.asking import PROBLEM, V1, officer
from tests.world import DAY, SHORT, imported, person, signed_in

pytestmark = pytest.mark.database
LIST = f"{V1}/documents"
ONE = f"{LIST}/A-RES-99-77"


def symbols(query: str) -> list[str]:
    return [one["symbol"] for one in Client().get(f"{LIST}?{query}").json()["items"]]


def test_the_library(database: None) -> None:
    version = imported()
    body = Client().get(f"{LIST}?words=islands").json()
    assert {name: body[name] for name in ("total", "page", "size", "next")} == {
        "total": 1, "page": 1, "size": 50, "next": None,
    }  # fmt: skip
    assert body["items"] == [
        {
            "uuid": str(version.document.uuid), "symbol": "A/RES/99/77", "slug": "A-RES-99-77",
            "title": "Assistance to courts of small islands", "organ": "A", "kind": "RES",
            "session": 99, "year": 2044, "adopted_on": None, "languages": ["en"],
        }
    ]  # fmt: skip


def test_the_library_is_filtered_and_ordered(database: None) -> None:
    by = local_administrator()
    imported()
    told = {"fr": "Autre texte"}
    actions.register(symbol=Symbol.parse("S/RES/1373 (2001)"), by=by, on=DAY, titles=told)
    actions.register(symbol=Symbol.parse("A/RES/60/175"), by=by, on=DAY)
    assert symbols("") == ["A/RES/60/175", "A/RES/99/77", "S/RES/1373 (2001)"]
    assert symbols("order=newest") == ["A/RES/60/175", "S/RES/1373 (2001)", "A/RES/99/77"]
    assert symbols("order=title")[0] == "A/RES/99/77"
    assert symbols("order=title&language=en") == ["A/RES/99/77"]
    assert symbols("organ=S") == ["S/RES/1373 (2001)"]
    assert symbols("held=text") == ["A/RES/99/77"]
    assert symbols("held=none&words=A/RES") == ["A/RES/60/175"]
    assert symbols("language=fr") == []
    assert Client().get(f"{LIST}?language=fr&organ=S").json()["total"] == 0


def test_one_document(database: None) -> None:
    imported()
    body = Client().get(ONE).json()
    assert body["titles"] == {"en": "Assistance to courts of small islands"}
    assert (body["title"], body["sensitivity"]) == (body["titles"]["en"], "unclassified")
    assert (body["adopted_source"], body["adopted_verified"]) == ("", True)
    assert Client().get(f"{ONE}?language=ar").json()["title"] == body["title"]


def test_a_reading_keeps_both_readings(database: None) -> None:
    version = imported()
    body = Client().get(f"{ONE}/reading").json()
    assert (body["symbol"], body["language"], body["version"]) == ("A/RES/99/77", "en", 1)
    second = body["paragraphs"][2]
    text = "".join(version.text[start:end] for start, end in second["spans"])
    assert text.split() == second["text"].split()
    assert second["acts"][0]["fields"]["act"]["machine"]["rule"].startswith("act.")


def test_its_provisions_in_every_language_held(database: None) -> None:
    version = imported()
    body = Client().get(f"{ONE}/provisions").json()
    assert [(one["part"], one["path"], one["level"]) for one in body["items"]] == [
        ("preambular", "1", 0),
        ("operative", "1", 0),
        ("operative", "2", 0),
    ]
    last = body["items"][2]
    words = last["renderings"][0]
    assert (words["language"], words["version"], words["relation"]) == ("en", 1, "first")
    assert version.text[words["spans"][0][0] :].startswith("Requests the Secretary-General")
    act = last["acts"][0]
    assert act["fields"]["addressees"]["value"] == ["SG"]
    assert act["fields"]["act"]["standing"] == "proposed"
    assert act["fields"]["act"]["person"] is None
    assert Client().get(f"{ONE}/provisions?page=2&size=2").json()["items"] == [last]


def test_its_versions_and_their_words(database: None) -> None:
    imported()
    imported(SHORT.replace("on courts", "on courts of law"))
    body = Client().get(f"{ONE}/versions").json()
    assert [(one["language"], one["version"]) for one in body["items"]] == [("en", 1), ("en", 2)]
    assert "text" not in body["items"][0]
    assert "on courts of law" in Client().get(f"{ONE}/versions/en/2").json()["text"]
    absent = Client().get(f"{ONE}/versions/fr/1")
    assert absent.status_code == 404
    assert absent.json()["detail"] == "There is no version “fr 1” here that you may see."


def test_its_history_is_for_whoever_may_read_it(database: None) -> None:
    imported()
    body = Client().get(f"{ONE}/history").json()
    assert [one["what"] for one in body["items"]] == ["documents.imported", "documents.registered"]
    first = body["items"][0]
    assert (first["by"]["label"], first["about"]["label"]) == ("Local administrator", "A/RES/99/77")
    assert first["content"]["language"] == "en"


@pytest.mark.parametrize("tail", ["", "/reading", "/provisions", "/versions", "/versions/en/1", "/history"])
def test_what_is_not_held_and_what_is_secret_are_the_same(database: None, tail: str) -> None:
    document = imported().document
    Document.objects.filter(pk=document.pk).update(sensitivity="confidential")
    secret = Client().get(f"{ONE}{tail}")
    nowhere = Client().get(f"{LIST}/A-RES-99-78{tail}")
    assert (secret.status_code, secret["Content-Type"]) == (404, PROBLEM)
    assert secret.content.replace(b"99-77", b"99-78") == nowhere.content
    assert officer("documents:read").get(f"{ONE}{tail}").status_code == 200
    assert signed_in(person("Other", Role.SECRETARIAT)).get(f"{ONE}{tail}").status_code == 200


@pytest.mark.parametrize(
    "query", ["words=%00", "organ=%00", "language=de", "held=maybe", "order=size", "words=" + "w" * 201]
)
def test_what_fits_no_filter_is_named(database: None, query: str) -> None:
    answer = Client().get(f"{LIST}?{query}")
    assert answer.status_code == 422
    fault = answer.json()["errors"][0]
    assert (fault["in"], fault["pointer"]) == ("query", f"#/{query.partition('=')[0]}")


@pytest.mark.parametrize("slug", ["%00", "a%20b", "a" * 81, "..%2f"])
def test_what_is_no_slug_is_refused(database: None, slug: str) -> None:
    assert Client().get(f"{LIST}/{slug}").status_code in (404, 422)
