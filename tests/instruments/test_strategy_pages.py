"""Pages of strategies: narrow, look at coverage, record by hand, change, hand in a table; who may is said."""

import csv
import io
import re

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.test import Client

from dispositif.instruments.models import Strategy
from dispositif.instruments.strategies.rules import Theme
from dispositif.people.queries import local_administrator
from dispositif.people.rules import Role
from dispositif.world.actions import load_facts
from tests.instruments.strategy_world import NATIONAL, ON, REGIONAL, csv_of, imported
from tests.world import person, signed_in

pytestmark = pytest.mark.database
LIST = "/instruments/strategies/"
FORM = {**NATIONAL, "themes": ["corruption", "terrorism"]}


@pytest.fixture(autouse=True)
def world(database: None) -> None:
    load_facts(by=local_administrator().as_party(), on=ON)


@pytest.fixture
def officer(database: None) -> Client:
    return signed_in(person("Officer", Role.SECRETARIAT))


def page(address: str, client: Client | None = None, status: int = 200) -> str:
    response = (client or Client()).get(address)
    assert response.status_code == status, response.content.decode()
    return " ".join(response.content.decode().split())


def sent(client: Client, address: str, given: dict[str, object], status: int) -> str:
    response = client.post(address, given)
    assert response.status_code == status, response.content.decode()
    return " ".join(response.content.decode().split())


def place(title: str) -> str:
    return f"{LIST}{Strategy.objects.get(title=title).uuid}/"


def test_an_empty_list_says_that_silence_tells_nothing() -> None:
    said = page(LIST)
    assert "That says nothing of what States and institutions have" in said
    assert "Import a table of strategies" in page(LIST + "coverage/")


def test_the_list_is_narrowed_sorted_and_taken_away() -> None:
    imported(NATIONAL, REGIONAL)
    said = page(LIST + "?at=2020-06-01")
    assert (NATIONAL["title"] in said, REGIONAL["title"] in said) == (True, True)
    assert said.count("in force</td>") == 2
    assert '<strong class="doubt">(unverified)</strong>' in said
    for query, here in (
        ("kind=national", "national"), ("theme=trafficking", "regional"), ("theme=TIP", "regional"),
        ("state=Ouganda", "regional"), ("region=011", "regional"), ("grouping=LDC", "regional"),
        ("words=judges", "regional"), ("status=expired&at=2024-01-01", "national"),
    ):  # fmt: skip
        told = page(f"{LIST}?{query}")
        wanted, other = (NATIONAL, REGIONAL) if here == "national" else (REGIONAL, NATIONAL)
        assert (wanted["title"] in told, other["title"] in told) == (True, False), query
    assert "No State is known by the name “Atlantis”." in page(LIST + "?state=Atlantis")
    assert "That does not say that there is none." in page(LIST + "?kind=national&theme=kidnapping")
    titles = re.findall(r'<a [^>]*lang="(?:en|fr)" dir="ltr">([PS][^<]+)', page(LIST + "?sort=-title"))
    assert titles == [REGIONAL["title"], NATIONAL["title"]]


@pytest.mark.parametrize("query", ["at=soon", "at=2020-02-30"])
def test_a_day_that_is_none_is_refused(query: str) -> None:
    for address in (LIST, LIST + "coverage/"):
        assert "is not a day" in page(f"{address}?{query}", status=400)


@pytest.mark.parametrize("query", ["region=999", "grouping=turtles"])
def test_a_region_or_group_that_nobody_knows_is_refused(query: str) -> None:
    for address in (LIST, LIST + "coverage/"):
        assert "Code" in page(f"{address}?{query}", status=400)


def test_the_list_comes_back_as_it_was_taken_away() -> None:
    imported(NATIONAL, REGIONAL)
    content = Client().get(LIST + "?format=csv&at=2020-06-01").content.decode("utf-8-sig")
    rows = list(csv.DictReader(io.StringIO(content)))
    assert {(row["status"], row["as_at"]) for row in rows} == {("in_force", "2020-06-01")}
    assert Client().get(LIST + "?format=xlsx").status_code == 200


def test_coverage_shows_what_is_held_and_never_says_none() -> None:
    imported(NATIONAL, REGIONAL)
    said = page(LIST + "coverage/?at=2020-06-01")
    assert "● national, in force" in said
    assert "◐ regional, in force (unverified)" in said
    body = said[said.index("<tbody>") : said.index("</tbody>")]
    cells = re.findall(r'<td data-label="[^"]+">(.*?)</td>', body)
    states = body.count("<tr>")
    assert len(cells) == states * len(Theme)
    empty = '<span class="soft">no information</span>'
    assert len([cell for cell in cells if cell == empty]) == len(cells) - 2 - 3 * 2
    assert not re.search(r"\bnone\b", body)
    assert "○ expired or withdrawn" in page(LIST + "coverage/?at=2022-06-01")
    assert "… in preparation" in page(LIST + "coverage/?at=2015-06-01")
    assert len(Client().get(LIST + "coverage/", headers={"accept-encoding": "gzip"}).content) < 60_000


def test_coverage_is_narrowed_and_taken_away() -> None:
    imported(NATIONAL, REGIONAL)
    told = page(LIST + "coverage/?at=2020-06-01&only=told")
    assert told.count('<th scope="row">') == 4
    west = page(LIST + "coverage/?at=2020-06-01&region=011&only=told")
    assert ("Burkina Faso" in west, "Uganda" in west) == (True, False)
    assert "No State of that day matches" in page(LIST + "coverage/?region=150&only=told")
    content = Client().get(LIST + "coverage/?at=2020-06-01&format=csv").content.decode("utf-8-sig")
    rows = {row["code"]: row for row in csv.DictReader(io.StringIO(content))}
    assert rows["KEN"]["corruption"] == "● national, in force"
    assert rows["FRA"]["corruption"] == "no information"
    assert rows["FRA"]["as_at"] == "2020-06-01"
    assert "SSD" not in Client().get(LIST + "coverage/?at=2006-12-20&format=csv").content.decode()


def test_an_officer_records_by_hand(officer: Client) -> None:
    assert "Record the strategy" in page(LIST + "record/", officer)
    sent(officer, LIST + "record/", FORM, 302)
    said = page(place(NATIONAL["title"]))
    assert "corruption, terrorism" in said
    assert "strategy recorded" in said
    assert "Kenya" in said
    refused = sent(officer, LIST + "record/", FORM, 400)
    assert "is recorded already" in refused


@pytest.mark.parametrize(
    ("change", "words"),
    [
        ({"until_on": "2017-01-01"}, "the days stand the wrong way round"),
        ({"themes": []}, "Name at least one of the six themes"),
        ({"states": "Kenya; Atlantis"}, "No State is known by this name: “Atlantis”"),
        ({"link": "http://a.example"}, "must be a whole address"),
        ({"title": "x" * 401}, "more than 400 characters"),
        ({"kind": "nothing"}, "is no kind of strategy"),
        ({"language": ""}, "is not the code of a language"),
    ],
)
def test_what_is_refused_is_said_at_its_field_and_nothing_typed_is_lost(
    officer: Client, change: dict[str, object], words: str
) -> None:
    said = sent(officer, LIST + "record/", FORM | change, 400)
    assert said.count(words) == 2
    assert 'value="Gazette of turtles, 1"' in said
    assert not Strategy.objects.exists()


def test_changes_of_one_strategy(officer: Client) -> None:
    imported(REGIONAL)
    here = place(REGIONAL["title"])
    said = page(here, officer)
    assert "Annex to the strategy" in said
    assert "until May 31, 2021" in said
    assert 'rel="noopener noreferrer"' in said
    sent(officer, here, {"how": "cover", "seen": "1", "states": "Kenya", "states_source": "Protocol 7"}, 302)
    sent(officer, here, {"how": "cover", "seen": "2", "states": "Rwanda"}, 302)
    sent(
        officer,
        here,
        {"how": "uncover", "seen": "3", "state": "KEN", "last_on": "2022-01-01", "why": "Left."},
        302,
    )
    amended = {**REGIONAL, "themes": ["terrorism"], "states": "Uganda\nKenya", "how": "amend", "seen": "4"}
    sent(officer, here, amended, 302)
    sent(
        officer, here, {"how": "withdraw", "seen": "5", "withdrawn_on": "2023-01-01", "why": "Replaced."}, 302
    )
    sent(officer, here, {"how": "nothing", "seen": "6"}, 302)
    said = page(here, officer)
    for words in (
        "withdrawal written",
        "strategy amended",
        "State taken off the list",
        "Left.",
        "Withdrawn on",
    ):
        assert words in said, words
    assert "Say that it is withdrawn" not in said
    kept = {**amended, "seen": "6", "withdrawn_on": "2023-01-01", "withdrawn_why": "Replaced by another."}
    sent(officer, here, kept, 302)
    assert "Replaced by another." in page(here)


def test_a_state_that_nobody_knows_is_not_listed(officer: Client) -> None:
    imported({**REGIONAL, "institution": "UNODC"})
    here = place(REGIONAL["title"])
    assert "United Nations Office on Drugs and Crime" in page(here)
    said = sent(officer, here, {"how": "cover", "seen": "1", "states": "Atlantis"}, 400)
    assert "No State is known by this name: “Atlantis”" in said


def test_the_second_of_two_is_told(officer: Client) -> None:
    imported(REGIONAL)
    here = place(REGIONAL["title"])
    for how in ("amend", "cover", "uncover", "withdraw"):
        given = {**REGIONAL, "themes": ["terrorism"], "how": how, "seen": "x", "states": "Kenya", "why": "y"}
        assert "Nothing was written" in sent(officer, here, given, 409)
    assert Strategy.objects.get(title=REGIONAL["title"]).revision == 1


MINE = {**REGIONAL, "themes": ["trafficking", "smuggling"], "how": "amend", "seen": "1"}


def test_the_second_of_two_sees_what_the_first_wrote_beside_the_own_words(officer: Client) -> None:
    imported(REGIONAL)
    here = place(REGIONAL["title"])
    first = {**MINE, "source": "Bulletin, 2", "themes": ["terrorism"], "measures": ""}
    sent(officer, here, first, 302)
    said = sent(officer, here, MINE | {"until_on": "2030-01-01"}, 409)
    both = said[said.index("Somebody else changed") : said.index('id="field-title"')]
    told = re.findall(r'href="#field-(\w+)".*?What stands now">(.*?)</td>.*?you entered">(.*?)</td>', both)
    assert [field for field, _theirs, _yours in told] == ["themes", "until_on", "measures", "source"]
    assert told[0][1:] == ("terrorism", "trafficking in persons; smuggling of migrants")
    assert "left empty" in told[1][1]
    assert "left empty" in told[2][1]
    assert told[1][2] == "Jan. 1, 2030"
    assert told[3][1:] == ("Bulletin, 2", "Bulletin of the Reefs")
    assert 'value="2030-01-01"' in said
    sent(officer, here, MINE | {"seen": "2"}, 302)
    assert "Somebody else changed" not in page(here, officer)


def test_what_cannot_be_read_is_no_way_round_the_words_of_another(officer: Client) -> None:
    imported(REGIONAL)
    here = place(REGIONAL["title"])
    sent(officer, here, {**MINE, "source": "Bulletin, 2"}, 302)
    said = sent(officer, here, MINE | {"since_on": "soon"}, 400)
    assert "is no day" in said
    assert '<td data-label="What stands now">Bulletin, 2</td>' in said
    fresh = sent(officer, here, MINE | {"since_on": "soon", "seen": "2"}, 400)
    assert "Somebody else changed" not in fresh


def test_a_withdrawal_written_meanwhile_is_not_taken_back(officer: Client) -> None:
    imported(REGIONAL)
    here = place(REGIONAL["title"])
    withdrawal = {"how": "withdraw", "seen": "1", "withdrawn_on": "2023-01-01", "why": "Replaced."}
    sent(officer, here, withdrawal, 302)
    said = sent(officer, here, MINE, 409)
    assert 'name="withdrawn_on" type="date" value="2023-01-01"' in said
    assert 'value="Replaced."' in said


def test_how_it_stands_is_said_as_at_a_day_and_an_end_with_its_own_day() -> None:
    ended = {**REGIONAL, "title": "Ended", "withdrawn_on": "2023-01-01", "withdrawn_why": "Replaced."}
    imported(NATIONAL, REGIONAL, ended)
    lead = page(place(NATIONAL["title"]))
    assert "<strong>has expired</strong> · last day in force: Dec. 31, 2022 · " in lead
    assert ">as at " in lead
    assert "day of withdrawal: Jan. 1, 2023" in page(place("Ended"))
    assert "<strong>in force</strong> · <span" in page(place(REGIONAL["title"]))


def test_the_preview_of_an_import_names_themes_in_words(officer: Client) -> None:
    file = SimpleUploadedFile("list.csv", csv_of([REGIONAL]))
    looked = officer.post(LIST + "import/", {"file": file}).url  # type: ignore[attr-defined]
    said = page(looked, officer)
    assert "trafficking in persons; smuggling of migrants" in said
    assert "national strategy" not in said


def test_a_strategy_without_link_states_or_measures_says_so() -> None:
    imported(
        {**REGIONAL, "states": "", "measures": "", "link": "", "since_on": "", "adopted_on": "2015-06-01"}
    )
    said = page(place(REGIONAL["title"]))
    for words in (
        "no link recorded",
        "No State is listed yet",
        "none recorded",
        "not in force yet",
        "Adopted on",
    ):
        assert words in said, words
    assert page(f"{LIST}11111111-2222-4333-8444-555555555555/", status=404)


def test_titles_keep_their_language_and_direction() -> None:
    imported({**NATIONAL, "title": "استراتيجية السلاحف", "language": "ar"}, {**NATIONAL, "language": "sw"})
    assert 'lang="ar" dir="rtl">استراتيجية السلاحف' in page(LIST)
    assert "Swahili" in page(place(NATIONAL["title"]))


def test_others_are_told_who_may() -> None:
    imported(REGIONAL)
    here = place(REGIONAL["title"])
    for address in (LIST + "record/", LIST + "import/", here):
        assert "secretariat officer, programme manager, administrator may do it" in page(address)
        assert "Sign in" in page(address)
    donor = signed_in(person("Donor", Role.DONOR))
    for address, given in (
        (LIST + "record/", FORM),
        (here, {"how": "withdraw", "seen": "1", "why": "x"}),
        (LIST + "import/", {"file": SimpleUploadedFile("a.csv", csv_of([NATIONAL]))}),
    ):
        assert "secretariat officer" in sent(donor, address, given, 403)
    assert Strategy.objects.count() == 1


def test_an_officer_hands_in_a_table_looks_and_writes(officer: Client) -> None:
    assert "<code>states_source</code>" in page(LIST + "import/", officer)
    assert "No file was chosen" in sent(officer, LIST + "import/", {}, 400)
    file = SimpleUploadedFile("list.csv", csv_of([NATIONAL, REGIONAL]))
    looked = officer.post(LIST + "import/", {"file": file}).url  # type: ignore[attr-defined]
    said = page(looked, officer)
    assert "Write the strategies" in said
    assert not Strategy.objects.exists()
    assert "look at the preview again" in sent(officer, looked, {"seen": "7"}, 409)
    sent(officer, looked, {"seen": "0"}, 302)
    assert Strategy.objects.count() == 2
    assert "there is nothing to write" in page(looked, officer)
    assert "nothing to write" in sent(officer, looked, {"seen": "2"}, 400)


def test_what_is_refused_in_a_table_is_shown_with_row_and_column(officer: Client) -> None:
    rows = [
        NATIONAL | {"states": "Atlantis"},
        REGIONAL | {"states": ""},
        NATIONAL | {"title": "x", "link": "y"},
    ]
    file = SimpleUploadedFile(
        "list.csv", csv_of([*rows, *({**NATIONAL, "title": f"{n}"} for n in range(60))])
    )
    looked = officer.post(LIST + "import/", {"file": file}).url  # type: ignore[attr-defined]
    said = page(looked, officer)
    assert "Row 2, column states: <q>Atlantis</q>" in said
    assert "nothing is written before the file is mended" in said
    assert "and 11 more" in said
    lines = page(looked + "?format=csv", officer)
    assert "instruments.strategy_unresolved" in lines
    broken = officer.post(LIST + "import/", {"file": SimpleUploadedFile("a.csv", b"\xff\xfe")}).url  # type: ignore[attr-defined]
    assert "Hand in another file" in page(broken, officer, 400)
    ragged = csv_of([NATIONAL]).splitlines()[0] + b"\n,x\n"
    torn = officer.post(LIST + "import/", {"file": SimpleUploadedFile("b.csv", ragged)}).url  # type: ignore[attr-defined]
    assert "Row 2:" in page(torn, officer)
