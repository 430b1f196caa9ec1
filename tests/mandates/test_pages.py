"""Pages of mandates, as a browser asks for them."""

from collections.abc import Callable
from datetime import date

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.http import HttpResponse
from django.test import Client
from django.utils.translation import override

from dispositif.documents.models import Document, Provision
from dispositif.engines.reading.lexicon import lexicon
from dispositif.engines.reading.source import fold
from dispositif.kernel.symbol import Symbol
from dispositif.mandates import actions
from dispositif.mandates.actions import course
from dispositif.mandates.models import Mandate, Report, SetAside
from dispositif.mandates.rules import Status
from dispositif.mandates.words import because, ordinal
from dispositif.people.queries import local_administrator
from dispositif.people.rules import Role
from dispositif.world.actions import load_facts
from tests.mandates.registered import LATER, TEXT, again, registered, text
from tests.world import person, signed_in

pytestmark = pytest.mark.database
Send = Callable[..., HttpResponse]


@pytest.fixture
def document(database: None) -> Document:
    """The text of the small register, in a world with entities and themes."""
    load_facts(by=local_administrator().as_party(), on=LATER)
    return text().document


@pytest.fixture
def officer(document: Document) -> Client:
    """The browser of a secretariat officer."""
    return signed_in(person("Officer", Role.SECRETARIAT))


def _address(one: Mandate) -> str:
    return f"/mandates/{one.uuid}/"


def test_proposals_are_read_by_all_and_decided_by_few(document: Document, officer: Client) -> None:
    page = Client().get("/mandates/propose/A-RES-99-88/").content.decode()
    assert "4 acts proposed and not decided, 0 registered" in page
    assert "Secretariat officers, drafters and administrators register mandates." in page
    refused = Client().post("/mandates/propose/A-RES-99-88/", {"provision": "x"})
    assert refused.status_code == 403
    one = Provision.objects.get(document=document, part="operative", path="2", act=1)
    sent = {"provision": str(one.uuid), f"kind-{one.uuid}": "mandate", "owner": "UNODC"}
    assert officer.post("/mandates/propose/A-RES-99-88/", sent).status_code == 302
    assert Mandate.objects.get().owner.code == "UNODC"  # type: ignore[union-attr]
    assert "Registered on" in officer.get("/mandates/propose/A-RES-99-88/").content.decode()


@pytest.mark.parametrize(
    ("sent", "said"),
    [
        ({}, "Tick at least one act."),
        ({"provision": "7f6a8a52-0000-4000-8000-000000000000"}, "Choose what each act is registered as."),
        ({"owner": ["UNODC", "SG"], "how": "register"}, "Tick at least one act."),
    ],
)
def test_what_cannot_be_registered_is_said(officer: Client, sent: dict[str, object], said: str) -> None:
    answer = officer.post("/mandates/propose/A-RES-99-88/", sent)
    assert answer.status_code == 400
    assert said in answer.content.decode()


def test_two_owners_are_refused_wherever_they_come_from(document: Document, officer: Client) -> None:
    one = Provision.objects.get(document=document, part="operative", path="2", act=1)
    sent = {"provision": str(one.uuid), f"kind-{one.uuid}": "mandate", "owner": ["UNODC", "SG"]}
    answer = officer.post("/mandates/propose/A-RES-99-88/", sent)
    assert (answer.status_code, Mandate.objects.count()) == (400, 0)
    assert "A mandate has one owner; UNODC, SG were named." in answer.content.decode()
    mandate = registered(document)["2"]
    answer = officer.post(_address(mandate), {"how": "owner", "owner": ["UNODC", "SG"], "seen": "0"})
    assert "A mandate has one owner" in answer.content.decode()


def test_an_act_is_set_aside_with_its_reason(document: Document, officer: Client) -> None:
    one = Provision.objects.get(document=document, part="operative", path="4", act=1)
    officer.post(
        "/mandates/propose/A-RES-99-88/", {"aside": str(one.uuid), f"reason-{one.uuid}": "said twice"}
    )
    assert SetAside.objects.get().reason == "said twice"
    assert "Set aside on" in officer.get("/mandates/propose/A-RES-99-88/").content.decode()


def test_one_mandate_is_followed_by_its_forms(document: Document, officer: Client) -> None:
    one = registered(document, date(2026, 3, 1))["2"]
    Mandate.objects.filter(pk=one.pk).update(begins_on=date(2026, 1, 1))
    one.course.update(superseded_at="2026-01-01T00:00Z")
    course.begin(again(one))

    def send(how: str, **sent: object) -> tuple[int, str]:
        answer = officer.post(_address(one), {"how": how, "seen": again(one).revision, **sent})
        return answer.status_code, answer.content.decode()

    assert send("owner", owner="UNODC", supporting=["SG"], mine="yes")[0] == 302
    assert again(one).officer_name == "Officer"
    assert send("owner", owner="SG")[0] == 302
    assert again(one).officer_name == "Officer", "who follows it stays"
    assert send("themes", theme=["TIP", "JUSTICE"])[0] == 302
    assert send("due", due_on="2046-01-01", why="letter of the Chair")[0] == 302
    assert send("status", status="in_progress", since="2026-02-01")[0] == 302
    assert send("nonsense")[0] == 302
    page = officer.get(_address(one)).content.decode()
    for words in (
        "in progress",
        "Secretary-General",
        "entered by a person",
        "letter of the Chair",
        "Its course",
    ):
        assert words in page
    assert "is not a day" in send("due", due_on="tomorrow")[1]
    assert "There is no status" in send("status", status="splendid")[1]
    assert "needs its evidence" in send("status", status="completed")[1]
    assert "is not held here" in send("status", status="completed", document="A/99/1")[1]
    assert send("status", status="completed", document="A/RES/99/88")[0] == 302
    stale = officer.post(_address(one), {"how": "due", "seen": "", "due_on": "2047-01-01"})
    assert stale.status_code == 409
    assert "Somebody changed this mandate" in stale.content.decode()


def test_a_report_is_named_then_attached_and_the_chain_is_closed(document: Document, officer: Client) -> None:
    one = registered(document, date(2026, 3, 1))["5"]
    Mandate.objects.filter(pk=one.pk).update(begins_on=date(2026, 1, 1))
    assert "not named yet" in officer.get(_address(one)).content.decode()
    assert officer.post(_address(one), {"how": "report", "symbol": "A/100/55"}).status_code == 302
    report = Report.objects.get()
    sent = {"how": "attach", "report": str(report.uuid), "seen": "0", "issued_on": "2026-02-02"}
    assert "is not held: attach its file" in officer.post(_address(one), sent).content.decode()
    assert "A day is needed" in officer.post(_address(one), sent | {"issued_on": ""}).content.decode()
    file = SimpleUploadedFile("A_100_55.txt", b"the report")
    assert officer.post(_address(one), sent | {"file": file, "source": "its cover"}).status_code == 302
    chain = Client().get("/mandates/reports/A-RES-99-88/").content.decode()
    assert "issued on" in chain
    assert "A/98/123" in chain
    assert "probable: no document is attached" in chain


def test_states_answer_for_themselves_on_the_page_too(document: Document, officer: Client) -> None:
    page = officer.get(_address(registered(document)["3"])).content.decode()
    assert "not applicable: addressed to States" in page
    assert "States answer for themselves" in page
    assert 'value="status"' not in page


def test_a_text_that_changed_is_shown_and_confirmed(document: Document, officer: Client) -> None:
    one = registered(document)["4"]
    text(TEXT.replace("judges of ports", "judges of harbours"))
    actions.follow_texts(by=local_administrator(), on=LATER)
    assert "Look at this again" in officer.get(_address(one)).content.decode()
    assert officer.post(_address(one), {"how": "text", "seen": "0"}).status_code == 302
    assert "Look at this again" not in officer.get(_address(one)).content.decode()


def test_whoever_may_not_follow_learns_who_may(document: Document) -> None:
    one = registered(document)["2"]
    assert "programme managers" in Client().get(_address(one)).content.decode()
    answer = Client().post(_address(one), {"how": "due", "due_on": "2047-01-01", "seen": "0"})
    assert answer.status_code == 403
    assert again(one).due_on is None


def test_the_readers_third_column_is_filled_by_one_request(document: Document) -> None:
    reader = Client().get("/documents/A-RES-99-88/").content.decode()
    assert reader.count("/mandates/panels/provisions/A-RES-99-88/") == 1
    before = Client().get("/mandates/panels/provisions/A-RES-99-88/").content.decode()
    assert "Proposed as a mandate" in before
    found = registered(document)
    actions.name_report(
        symbol=Symbol.parse("A/100/55"), request=found["5"], by=local_administrator(), on=LATER
    )
    after = Client().get("/mandates/panels/provisions/A-RES-99-88/").content.decode()
    for words in (
        "no owner yet",
        "one hundredth session: from September 2045",
        "notes report A/98/123",
        "A/100/55",
    ):
        assert words in after
    paragraph = Provision.objects.get(document=document, part="operative", path="5", act=0)
    assert f'id="mandates-provision-{paragraph.uuid}"' in reader
    assert f'id="mandates-provision-{paragraph.uuid}"' in after
    page = Client().get(f"/mandates/provision/{paragraph.uuid}/").content.decode()
    assert "What became of operative paragraph 5" in page
    recital = Provision.objects.get(document=document, part="preambular", path="1", act=0)
    assert "A recital" in Client().get(f"/mandates/provision/{recital.uuid}/").content.decode()


def test_every_figure_is_listed_and_each_can_be_asked_for_another_day(document: Document) -> None:
    empty = Client().get("/mandates/figures/").content.decode()
    assert "No act is registered for this on that day." in empty
    found = registered(document)
    by = local_administrator()
    actions.state(mandate=found["2"], status=Status.IN_PROGRESS, since=LATER, seen=0, by=by, on=LATER)
    page = Client().get("/mandates/figures/mandates.in_progress/?at=2044-12-01").content.decode()
    assert "A/RES/99/88, 2 (1)" in page
    one = Client().get("/mandates/figures/mandates.registered/?scope=document:A-RES-99-88&at=2045-01-01")
    assert "A/RES/99/88" in one.content.decode()
    for query, said in (
        ("at=yesterday", "is not a day"),
        ("scope=cloud:7", "names no record"),
        ("scope=entity:NOBODY", "There is no entity"),
    ):
        answer = Client().get(f"/mandates/figures/mandates.registered/?{query}")
        assert answer.status_code == 400
        assert said in answer.content.decode()
    assert Client().get("/mandates/figures/nonsense/").status_code == 400
    known = Client().get("/mandates/figures/mandates.registered/?known_at=2020-01-01").content.decode()
    assert "No act is registered" in known
    for scope in ("entity:UNODC", "theme:TIP"):
        rows = Client().get(f"/mandates/figures/mandates.registered/?scope={scope}").content.decode()
        assert scope.partition(":")[2] in rows


@pytest.mark.parametrize(
    ("language", "session", "words"),
    [
        ("en", 62, "sixty-second"),
        ("fr", 1, "première"),
        ("fr", 62, "soixante-deuxième"),
        ("fr", 71, "soixante et onzième"),
        ("fr", 80, "quatre-vingtième"),
        ("fr", 100, "centième"),
        ("ru", 62, "62"),
    ],
)
def test_sessions_are_named_as_texts_name_them(language: str, session: int, words: str) -> None:
    with override(language):
        assert ordinal(session) == words


@pytest.mark.parametrize("language", ["en", "fr"])
def test_the_reading_engine_understands_every_session_that_is_said(language: str) -> None:
    known = lexicon(language).ordinals
    with override(language):
        said = {number: fold(ordinal(number)) for number in range(1, 121)}
    assert [(number, words) for number, words in said.items() if known.get(words) != number] == []


def test_a_due_row_without_reckoning_explains_nothing() -> None:
    assert because({}, str) == ""
    assert because({"why": "as it is"}, str) == "as it is"
