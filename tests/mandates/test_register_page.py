"""The register's page: what it lists, what narrows it, who may change several rows at once."""

import re

import pytest
from django.test import Client

from dispositif.mandates import actions
from dispositif.mandates.models import Mandate
from dispositif.people.queries import local_administrator
from dispositif.people.rules import Role
from dispositif.world.queries import entity
from tests.mandates.registered import again
from tests.mandates.shelf import ON, officer, secret, shelf

pytestmark = pytest.mark.database
PAGE = "/mandates/"
ALL = ["2", "3", "4", "5"]


@pytest.fixture
def held(database: None) -> dict[str, Mandate]:
    return shelf()


def page(query: str = "", client: Client | None = None) -> str:
    return (client or Client()).get(f"{PAGE}{query}").content.decode()


def listed(query: str = "", client: Client | None = None) -> list[str]:
    """The paragraphs listed, in order."""
    return re.findall(r"A/RES/61/8[89], paragraph (\d+) \(", page(query, client))


def test_a_row_quotes_the_sentence_and_says_how_the_act_stands(held: dict[str, Mandate]) -> None:
    said = page()
    assert listed() == ALL
    assert "Requests the Secretary-General to provide the courts of small islands" in said
    assert f'href="/mandates/{held["2"].uuid}/"' in said
    assert 'href="/documents/A-RES-61-88/#operative-2"' in said
    assert 'requests <span class="arrow">→</span> Secretary-General' in said
    assert "United Nations Office on Drugs and Crime" in said
    assert "Corruption" in said
    assert "hundredth session: from September 2045" in said
    assert "in progress" in said
    assert "since Jan. 1, 2007" in said
    assert "not applicable: addressed to States" in said
    assert "4 acts registered · the last one on March 1, 2008" in said


def test_the_page_speaks_french_and_quotes_the_french_text(held: dict[str, Mandate]) -> None:
    said = page(client=Client(headers={"accept-language": "fr"}))
    assert '<div class="verbatim register-words" lang="fr" dir="ltr">Prie le Secrétaire général' in said


FILTERS = [
    ("?kind=states", ["3"]),
    ("?kind=mandate", ["2", "4", "5"]),
    ("?status=in_progress", ["4"]),
    ("?owner=UNODC", ["2"]),
    ("?owner=none&kind=mandate", ["4", "5"]),
    ("?theme=CORRUPTION", ["2"]),
    ("?theme=none", ["3", "4", "5"]),
    ("?act=urge", ["3"]),
    ("?addressee=UNODC", ["4"]),
    ("?due=dated", ["4", "5"]),
    ("?due=undated", ["2", "3"]),
    ("?due=overdue", []),
    ("?due=soon", []),
    ("?look=any", []),
    ("?document=A%2FRES%2F61%2F88", ALL),
    ("?document=a/res/61/88&status=in_progress", ["4"]),
    ("?document=A%2FRES%2F61%2F99", []),
    ("?document=nonsense", []),
    ("?status=unheard-of", []),
    ("?order=due", ["5", "4"]),
    ("?order=newest", ["5", "4", "3", "2"]),
    ("?words=", ALL),
    ("?words=turtles", ["3"]),
    ("?words=strategies+turtle", ["3"]),
    ("?words=tortues", ["3"]),
    ("?words=strat%C3%A9gies", ["3"]),
    ("?words=prie+moyens", ["2"]),
    ("?words=%C3%AEles", ["2"]),
    ("?words=iles", ["2"]),
    ("?words=zebra", []),
    ("?page=nonsense&size=7&order=nonsense", ALL),
]


def test_each_filter_narrows_the_list(held: dict[str, Mandate]) -> None:
    assert {query: listed(query) for query, _ in FILTERS} == dict(FILTERS)


def test_a_list_that_is_empty_says_why(database: None) -> None:
    assert "No act is registered yet" in page()
    assert "No mandate matches" in page("?words=zebra")


def test_a_text_that_changed_is_marked(held: dict[str, Mandate]) -> None:
    Mandate.objects.filter(pk=held["2"].pk).update(look="changed")
    Mandate.objects.filter(pk=held["4"].pk).update(look="gone")
    assert listed("?look=any") == ["2", "4"]
    assert listed("?look=gone") == ["4"]
    assert "the words changed in a later version" in page("?look=changed")


def test_a_paragraph_whose_text_is_not_held_says_so(held: dict[str, Mandate]) -> None:
    from tests.mandates.shelf import ENGLISH, FRENCH
    from tests.world import imported

    shorter = ENGLISH.split("5. Requests")[0]
    imported(shorter)
    imported(FRENCH.split("5. Prie")[0])
    assert "text not held" in page("?act=request&order=newest")


def test_the_page_can_be_larger_and_is_divided(
    held: dict[str, Mandate], monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr("dispositif.mandates.views.register.SIZES", ("3", "50", "100"))
    assert (listed("?"), listed("?page=2"), listed("?page=999999")) == (["2", "3", "4"], ["5"], ["5"])
    assert listed("?words=prie&page=2") == ["5"]
    assert listed("?words=prie&page=9&order=newest") == ["2"]
    assert "1 to 3 of 4" in page("?words=prie")
    assert 'rel="next"' not in page("?size=50")
    assert '<option value="50" selected' in page("?size=50")


def test_the_list_is_printed_whole(held: dict[str, Mandate], monkeypatch: pytest.MonkeyPatch) -> None:
    said = page("?print=1&kind=mandate")
    assert 'class="filters"' not in said
    assert re.findall(r"paragraph (\d+) \(", said) == ["2", "4", "5"]
    assert "Only the first" not in said
    monkeypatch.setattr("dispositif.mandates.views.register.PRINTED", 2)
    assert "Only the first 2 are shown here" in page("?print=1")


def test_what_is_confidential_is_nowhere(held: dict[str, Mandate]) -> None:
    hidden = secret()
    _one, sees = officer()
    assert len(listed(client=sees)) == 8
    for query in ("", "?words=cormorants", "?document=A/RES/61/89", "?print=1", "?kind=states"):
        said = page(query)
        assert "61/89, paragraph" not in said
        assert "A-RES-61-89" not in said
        assert "smuggling of cormorants" not in said
    assert "4 acts registered" in page()
    assert "8 acts registered" in page(client=sees)
    for file_format in ("csv", "xlsx"):
        assert sees.get(f"{PAGE}?format={file_format}").status_code == 200
    exported = Client().get(f"{PAGE}?format=csv").content.decode("utf-8-sig")
    assert len(exported.splitlines()) >= 5
    assert "61/89" not in exported
    assert str(hidden["2"].uuid) not in exported
    filters = re.compile(r'<form class="filters".*?</form>', re.DOTALL)
    assert filters.findall(page()) == filters.findall(page(client=sees)), "no filter tells of a hidden row"


def bulk(client: Client, rows: list[Mandate], query: str = "", **sent: str) -> tuple[int, str]:
    chosen = [f"{one.uuid}:{one.revision}" for one in rows]
    response = client.post(f"/mandates/bulk/{query}", {"chosen": chosen, **sent})
    return response.status_code, response.content.decode() or response.headers.get("Location", "")


def test_several_mandates_get_an_owner_and_a_theme(held: dict[str, Mandate]) -> None:
    _one, client = officer(role=Role.PROGRAMME_MANAGER)
    assert 'name="chosen"' in page(client=client)
    rows = [held["4"], held["5"]]
    assert bulk(client, rows, "?kind=mandate", how="owner", to_owner="UNODC") == (
        302,
        "/mandates/?kind=mandate",
    )
    rows = [again(one) for one in rows]
    assert [one.owner.code for one in rows if one.owner] == ["UNODC", "UNODC"]
    assert bulk(client, rows, how="theme", to_theme="TIP")[0] == 302
    assert listed("?theme=TIP") == ["4", "5"]
    assert client.get("/mandates/bulk/?kind=states").url == "/mandates/?kind=states"  # type: ignore[attr-defined]


def test_rows_that_somebody_changed_meanwhile_are_named_and_nothing_is_written(
    held: dict[str, Mandate],
) -> None:
    _one, client = officer()
    by = local_administrator()
    actions.assign(mandate=held["5"], owner=entity("SG"), seen=0, by=by, on=ON)
    rows = [held["4"], held["5"]]
    status, said = bulk(client, rows, "?kind=mandate", how="owner", to_owner="UNODC")
    assert status >= 400
    assert "Somebody changed these while you were reading: A/RES/61/88, 5 (1). Nothing was written." in said
    assert again(held["4"]).owner is None
    assert f'value="{held["4"].uuid}:{held["4"].revision}" aria-label' in said
    assert "checked" in said, "what was ticked stays ticked"
    assert '<option value="UNODC" selected>' in said


EMPTY_HANDED = [
    ({"how": "owner"}, "Choose the owner or the theme first"),
    ({"how": "theme", "to_theme": ""}, "Choose the owner or the theme first"),
    ({"how": "away", "to_away": "X"}, "Choose the owner or the theme first"),
    ({"how": "owner", "to_owner": "NOBODY"}, "There is no entity for NOBODY"),
    ({"how": "theme", "to_theme": "NOTHING"}, "There is no theme for NOTHING"),
]


def test_a_bulk_change_that_gives_nothing_is_refused(held: dict[str, Mandate]) -> None:
    _one, client = officer()
    for sent, said in EMPTY_HANDED:
        status, answer = bulk(client, [held["4"]], **sent)
        assert status == 400, sent
        assert said in answer


def test_a_bulk_change_of_nothing_is_refused(held: dict[str, Mandate]) -> None:
    _one, client = officer()
    response = client.post("/mandates/bulk/", {"chosen": ["nonsense"], "how": "owner", "to_owner": "SG"})
    assert response.status_code == 400
    assert "Tick at least one mandate" in response.content.decode()


def test_who_may_change_several_is_said(held: dict[str, Mandate]) -> None:
    said = page()
    assert 'name="chosen"' not in said
    assert "secretariat officer, programme manager, drafter, administrator may do it" in said
    status, answer = bulk(Client(), [held["4"]], how="owner", to_owner="UNODC")
    assert status == 403
    assert "programme manager" in answer
    assert again(held["4"]).owner is None
