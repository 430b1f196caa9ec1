"""What no browser sends by itself: every answer is a refusal that names the fault, or nothing found."""

from datetime import date
from uuid import uuid4

import pytest
from django.http import HttpResponse
from django.test import Client

from dispositif.documents.models import Document
from dispositif.mandates.models import Mandate, SetAside
from dispositif.people.queries import local_administrator
from dispositif.people.rules import Role
from dispositif.world.actions import load_facts
from tests.mandates.registered import LATER, again, registered, text
from tests.world import person, signed_in

pytestmark = pytest.mark.database
NUL = "\x00"
PROPOSE = "/mandates/propose/A-RES-99-88/"


@pytest.fixture
def document(database: None) -> Document:
    """A text in a world with entities and themes."""
    load_facts(by=local_administrator().as_party(), on=LATER)
    return text().document


@pytest.fixture
def officer(document: Document) -> Client:
    """The browser of a secretariat officer."""
    return signed_in(person("Officer", Role.SECRETARIAT))


@pytest.fixture
def held(document: Document) -> dict[str, Mandate]:
    """What the rule proposes of the text, by paragraph."""
    return registered(document)


@pytest.mark.parametrize(
    ("address", "field"),
    [
        ("/mandates/?words=%00", "words"),
        ("/mandates/?a%00b=1", "ab"),
        ("/mandates/figures/mandates.due/?scope=document:%00", "scope"),
        ("/documents/?words=a%00b", "words"),
        ("/notices/due/?kind=%00", "kind"),
        ("/mandates/plans/?page=%00", "page"),
    ],
)
def test_u_0000_in_an_address_is_refused_by_name(document: Document, address: str, field: str) -> None:
    answer = Client().get(address)
    assert answer.status_code == 400
    said = answer.content.decode()
    assert f"“{field}” holds the character U+0000" in said
    assert "look.unprintable" in said


@pytest.mark.parametrize(
    "path",
    ["/mandates/propose/%00/", "/mandates/reports/%00/", "/mandates/panels/document/x%00/",
     "/mandates/figures/a%00b/"],
)  # fmt: skip
def test_no_address_holds_u_0000(document: Document, path: str) -> None:
    assert Client().get(path).status_code == 404


@pytest.mark.parametrize(
    "sent",
    [
        {"how": "owner", "owner": NUL},
        {"how": "owner", "owner": "UNODC", "supporting": ["SG", NUL]},
        {"how": "themes", "theme": NUL},
        {"how": "due", "due_on": "", "why": f"a{NUL}b"},
        {"how": "status", "status": "completed", "evidence": f"a{NUL}b"},
    ],
)
def test_u_0000_in_a_form_changes_nothing(
    officer: Client, held: dict[str, Mandate], sent: dict[str, str]
) -> None:
    before = again(held["2"]).revision
    answer = officer.post(f"/mandates/{held['2'].uuid}/", sent | {"seen": str(before)})
    assert answer.status_code == 400
    assert "U+0000" in answer.content.decode()
    assert again(held["2"]).revision == before


def test_what_is_no_identifier_finds_nothing(officer: Client, held: dict[str, Mandate]) -> None:
    mandate = f"/mandates/{held['5'].uuid}/"
    for report in ("zebra", "", str(uuid4())):
        sent = {"how": "attach", "report": report, "seen": "0", "issued_on": "2045-01-01"}
        assert officer.post(mandate, sent).status_code == 404
    for aside in ("zebra", str(uuid4())):
        assert officer.post(PROPOSE, {"aside": aside}).status_code == 404
    assert not SetAside.objects.exists()
    for provision in ("zebra", str(uuid4())):
        sent = {"provision": provision, f"kind-{provision}": "mandate"}
        answer = officer.post(PROPOSE, sent)
        assert answer.status_code == 400
        assert "Choose what each act is registered as." in answer.content.decode()
    for how, name in (("withdraw", "priority"), ("part", "lineage")):
        path = "/mandates/priorities/" if name == "priority" else f"/mandates/lineage/{_paragraph(held)}/"
        assert officer.post(path, {"how": how, name: "zebra"}).status_code == 404


def _paragraph(held: dict[str, Mandate]) -> str:
    one = held["5"].provision
    return str(one.document.provisions.get(part=one.part, path=one.path, act=0).uuid)


@pytest.mark.parametrize("day", ["0001-01-01", "9999-12-31"])
def test_the_first_and_the_last_day_have_figures(held: dict[str, Mandate], day: str) -> None:
    for name in ("mandates.due", "mandates.overdue", "reports.on_time"):
        answer = Client().get(f"/mandates/figures/{name}/?at={day}&known_at={day}")
        assert answer.status_code == 200, name


def test_the_last_day_of_all_can_be_due(officer: Client, held: dict[str, Mandate]) -> None:
    one = held["2"]
    sent = {"how": "due", "due_on": "9999-12-31", "seen": str(again(one).revision)}
    assert officer.post(f"/mandates/{one.uuid}/", sent).status_code == 302
    assert again(one).due_on == date.max
    for path in (
        "/notices/due/?for=all",
        "/notices/due/?for=all&format=ics",
        "/notices/due/?for=all&format=csv",
    ):
        assert officer.get(path).status_code == 200, path
    assert officer.get("/mandates/figures/mandates.due/?at=9999-12-31").status_code == 200


@pytest.mark.parametrize("page", ["0", "-1", "1" * 40, "²", "zebra", "1e9", "١"])
def test_any_page_number_shows_a_page(officer: Client, held: dict[str, Mandate], page: str) -> None:
    for path in ("/mandates/", "/notices/due/", "/notices/messages/"):
        assert officer.get(path, {"page": page}).status_code == 200, path


@pytest.mark.parametrize("how", ["owner", "themes", "due"])
def test_a_form_without_its_fields_counts_as_stale(
    officer: Client, held: dict[str, Mandate], how: str
) -> None:
    """A form that lost what it was filled in upon says so instead of emptying the mandate."""
    answer = officer.post(f"/mandates/{held['2'].uuid}/", {"how": how})
    assert answer.status_code == 409
    assert "mandates.stale" in answer.content.decode()


def test_a_form_that_is_sent_twice_is_written_once(officer: Client, held: dict[str, Mandate]) -> None:
    one = held["2"]
    sent = {"how": "owner", "owner": "UNODC", "seen": str(again(one).revision)}
    answers = [officer.post(f"/mandates/{one.uuid}/", sent) for _ in range(2)]
    assert [answer.status_code for answer in answers] == [302, 409]
    assert _versions(answers[1]) == 2
    assert "What stands now" in answers[1].content.decode()
    assert again(one).owner.code == "UNODC"  # type: ignore[union-attr]


def _versions(answer: HttpResponse) -> int:
    """How often the refusal names the entity: what stands, what was sent."""
    refusal = answer.content.decode().split('class="refusal-versions"')[1].split("refusal-code")[0]
    return refusal.count("United Nations Office on Drugs and Crime")


def test_what_two_windows_wrote_is_shown_in_words(officer: Client, held: dict[str, Mandate]) -> None:
    one = held["2"]
    seen = str(again(one).revision)
    drafter = signed_in(person("Drafter", Role.DRAFTER))
    drafter.post(f"/mandates/{one.uuid}/", {"how": "themes", "theme": "DRUGS", "seen": seen})
    shown = officer.post(
        f"/mandates/{one.uuid}/", {"how": "themes", "theme": ["TIP", "ML"], "seen": seen}
    ).content.decode()
    refusal = shown.split('class="refusal-versions"')[1].split("refusal-code")[0]
    assert "World drug problem" in refusal
    assert "DRUGS" not in refusal
    nobody = officer.post(f"/mandates/{one.uuid}/", {"how": "owner", "owner": "UNODC", "seen": seen})
    assert '<div class="verbatim">—</div>' in nobody.content.decode()
    status = officer.post(f"/mandates/{one.uuid}/", {"how": "status", "status": "in_progress", "seen": seen})
    assert '<div class="verbatim">in progress</div>' in status.content.decode()
