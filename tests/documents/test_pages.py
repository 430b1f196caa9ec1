"""Pages: what each person sees, what is refused, in French and English."""

import io
from pathlib import Path

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.test import Client

from dispositif.documents.models import Document, Intake, Reading
from dispositif.people.rules import Role
from tests.world import SHORT, imported, person, signed_in

pytestmark = pytest.mark.database
READER = "/documents/A-RES-99-77/"
SECOND = READER + "operative/2/"


@pytest.fixture
def held(database: None) -> Document:
    return imported().document


@pytest.fixture
def officer(database: None) -> Client:
    return signed_in(person("Officer", Role.SECRETARIAT))


def _file(text: str | bytes, name: str = "text.txt") -> SimpleUploadedFile:
    return SimpleUploadedFile(name, text if isinstance(text, bytes) else text.encode())


def _hand_in(client: Client, *files: SimpleUploadedFile) -> str:
    response = client.post("/documents/import/", {"files": list(files)})
    assert response.status_code == 302, response.content.decode()
    return str(response.url)  # type: ignore[attr-defined]


def test_the_library_lists_filters_and_exports(held: Document) -> None:
    client = Client()
    assert "A/RES/99/77" in client.get("/documents/").content.decode()
    assert "A/RES/99/77" in client.get("/documents/?words=islands&order=title").content.decode()
    assert "No document matches" in client.get("/documents/?words=zebra&order=newest").content.decode()
    as_csv = client.get("/documents/?format=csv").content.decode("utf-8-sig").splitlines()
    assert as_csv[0].startswith("symbol,title")
    assert as_csv[1].startswith("A/RES/99/77,")
    from openpyxl import load_workbook

    sheet = load_workbook(io.BytesIO(client.get("/documents/?format=xlsx").content)).active
    assert sheet["A2"].value == "A/RES/99/77"  # type: ignore[index]


def test_no_cell_is_taken_for_a_formula(database: None) -> None:
    imported(SHORT.replace("Assistance to courts", "=1+1 assistance to courts"))
    assert ",'=1+1" in Client().get("/documents/?format=csv").content.decode("utf-8-sig")


@pytest.mark.parametrize(
    ("typed", "place"),
    [
        ("A/RES/99/77", READER),
        ("a/res/99/77, paragraph 2", READER + "#operative-2"),
        ("A/RES/99/77 paragraphe 2", READER + "#operative-2"),
        ("A/RES/99/77 § 2", READER + "#operative-2"),
        ("courts of islands", "/documents/?words=courts+of+islands"),
        ("", "/documents/?words="),
    ],
)
def test_what_is_typed_leads_somewhere(database: None, typed: str, place: str) -> None:
    assert Client().get("/documents/follow/", {"q": typed}).url == place  # type: ignore[attr-defined]


def test_the_reader_shows_words_reading_and_references(held: Document) -> None:
    page = Client().get(READER).content.decode()
    assert "<em>Requests</em>" in page
    assert 'href="/documents/A-RES-60-175/"' in page
    assert "Secretary-General" in page
    assert "/mandates/panels/provisions/A-RES-99-77/" in page
    assert "not said in the text" in page
    french = Client(headers={"accept-language": "fr"}).get(READER).content.decode()
    assert "Ce qui a été dit" in french


def test_two_languages_stand_side_by_side(held: Document) -> None:
    french = (
        "99/77. Aide aux tribunaux des petites îles\n\nL’Assemblée générale,\n\n"
        "Rappelant sa résolution 60/175 du 16 décembre 2005,\n\n"
        "1. Accueille avec satisfaction le rapport du Secrétaire général sur les tribunaux ;\n\n"
        "2. Prie le Secrétaire général de lui présenter un rapport sur l’aide apportée.\n"
    )
    imported(french)
    page = Client().get(READER + "?language=fr&beside=en").content.decode()
    assert "<em>Prie</em>" in page
    assert "<em>Requests</em>" in page
    assert Document.objects.count() == 1


def test_a_symbol_that_is_not_held_says_so_and_who_cites_it(held: Document) -> None:
    response = Client().get("/documents/A-RES-60-175/")
    assert response.status_code == 404
    assert "A/RES/60/175 is not held here" in response.content.decode()
    assert "A/RES/99/77, preambular paragraph 1" in response.content.decode()
    assert Client().get("/documents/nonsense/").status_code == 404
    assert Client().get("/documents/A-RES-60-175/trail/").status_code == 404


def test_panels_and_parts(held: Document, officer: Client) -> None:
    assert "1 document cited, 0 held" in Client().get(READER).content.decode()
    assert "Sign in to see" in Client().get("/documents/panels/waiting/").content.decode()
    assert "Confirm the reading of A/RES/99/77" in officer.get("/documents/panels/waiting/").content.decode()
    assert "1 document known" in Client().get("/documents/panels/holdings/").content.decode()
    assert "imported" in Client().get(READER + "trail/").content.decode()


def test_an_officer_hands_in_looks_and_writes(officer: Client) -> None:
    place = _hand_in(officer, _file(SHORT))
    preview = officer.get(place).content.decode()
    assert "new document" in preview
    assert Document.objects.count() == 0
    assert officer.post(place, {"how": "write"}).url == READER  # type: ignore[attr-defined]
    again = officer.post(place, {"how": "write"})
    assert again.status_code == 400
    assert "already written or dropped" in again.content.decode()


def test_an_officer_drops_what_she_does_not_want(officer: Client) -> None:
    place = _hand_in(officer, _file(SHORT))
    officer.post(place, {"how": "drop"})
    assert Intake.objects.get().state == "dropped"
    assert Document.objects.count() == 0


def test_a_text_without_symbol_gets_one_on_the_page(officer: Client) -> None:
    place = _hand_in(officer, _file(SHORT.split("\n", 1)[1]))
    assert "name it, for instance" in officer.get(place).content.decode()
    row = Intake.objects.get().files.get()
    wrong = officer.post(place, {"how": "write", f"symbol-{row.pk}": "no symbol"})
    assert wrong.status_code == 400
    assert officer.post(place, {"how": "write", f"symbol-{row.pk}": "A/RES/99/77"}).status_code == 302


def test_one_refused_file_keeps_the_others_unwritten(officer: Client) -> None:
    place = _hand_in(officer, _file(SHORT), _file(b"\x00\x01\x02\xff" * 100, "binary.txt"))
    page = officer.get(place).content.decode()
    assert "refusal" in page
    assert officer.post(place, {"how": "write"}).status_code == 400
    assert Document.objects.count() == 0


def test_bad_files_are_refused_where_they_are_handed_in(officer: Client, settings_limit: int) -> None:
    assert officer.post("/documents/import/", {}).status_code == 400
    large = officer.post("/documents/import/", {"files": _file(b"x" * (settings_limit + 1))})
    assert large.status_code == 413
    assert "at most" in large.content.decode()
    assert Intake.objects.count() == 0


@pytest.fixture
def settings_limit(monkeypatch: pytest.MonkeyPatch) -> int:
    from django.conf import settings

    monkeypatch.setattr(settings, "UPLOAD_LIMIT", 1000)
    return 1000


def test_a_visitor_is_told_who_may_import(database: None) -> None:
    visitor = Client()
    assert "Importing is for" in visitor.get("/documents/import/").content.decode()
    refused = visitor.post("/documents/import/", {"files": _file(SHORT)})
    assert refused.status_code == 403
    assert "secretariat officer" in refused.content.decode()
    assert Intake.objects.count() == 0


def test_an_officer_confirms_and_corrects(held: Document, officer: Client) -> None:
    page = officer.get(SECOND).content.decode()
    assert "The machine read" in page
    done = officer.post(SECOND, {"field": "act", "act": "1", "seen": "0", "how": "confirm"})
    assert done.url.endswith("#act-1-act")  # type: ignore[attr-defined]
    sent = {"field": "strength", "act": "1", "seen": "1", "how": "correct", "value": "2", "why": "weaker"}
    assert officer.post(SECOND, sent).status_code == 302
    stale = officer.post(SECOND, sent | {"value": "4"})
    assert stale.status_code == 409
    said = stale.content.decode()
    assert "2 · call" in said
    assert "4 · decision" in said
    unfit = officer.post(SECOND, sent | {"seen": "2", "value": "9"})
    assert unfit.status_code == 400
    assert "does not take" in unfit.content.decode()
    assert Reading.objects.filter(origin="person").count() == 2
    assert "A person read" in officer.get(SECOND).content.decode()


FORMS = [
    ("addressees", {"value": ["SG", "UNODC"]}, ["SG", "UNODC"]),
    ("actions", {"value": "one\n\n two "}, ["one", "two"]),
    (
        "deadline",
        {"kind": "session", "session": "101", "text": "words"},
        {"kind": "session", "text": "words", "session": 101},
    ),
    ("deadline", {"kind": "date", "date": "2045-01-31"}, {"kind": "date", "text": "", "date": "2045-01-31"}),
    ("deadline", {"kind": ""}, None),
    ("recurrence", {"kind": "every", "interval": "P1Y"}, {"kind": "every", "text": "", "interval": "P1Y"}),
    ("recurrence", {"kind": "ongoing"}, {"kind": "ongoing", "text": ""}),
    ("recurrence", {"kind": ""}, None),
    ("report", {"to": "GA", "about": "courts"}, {"to": "GA", "on": "courts"}),
    ("report", {"to": ""}, None),
    ("strength_range", {"low": "1", "high": "3"}, [1, 3]),
    ("modifier", {"value": "reiterated"}, "reiterated"),
]


@pytest.mark.parametrize(("field", "sent", "value"), FORMS)
def test_every_form_gives_its_value(
    held: Document, officer: Client, field: str, sent: dict[str, object], value: object
) -> None:
    response = officer.post(SECOND, {"field": field, "act": "1", "seen": "0", "how": "correct"} | sent)
    assert response.status_code == 302, response.content.decode()
    assert Reading.objects.get(origin="person", field=field).value == value
    assert officer.get(SECOND).status_code == 200
    assert officer.get(READER).status_code == 200


def test_a_visitor_reads_how_it_was_read_and_may_not_write(held: Document) -> None:
    visitor = Client()
    assert "Secretariat officers, drafters" in visitor.get(SECOND).content.decode()
    refused = visitor.post(SECOND, {"field": "act", "act": "1", "seen": "0", "how": "confirm"})
    assert refused.status_code == 403
    assert visitor.get(READER + "operative/9/").status_code == 404
    assert Reading.objects.filter(origin="person").count() == 0


def test_the_intake_of_others_is_not_for_visitors(officer: Client, database: None) -> None:
    place = _hand_in(officer, _file(SHORT))
    assert Client().get(place).status_code == 403


def test_the_official_file_joins_on_the_page(officer: Client, shared: Path) -> None:
    seed = (shared / "data/seed/A-RES-61-181.fr.txt").read_bytes()
    place = _hand_in(officer, _file(seed, "A-RES-61-181.txt"))
    officer.post(place, {"how": "write"})
    page = officer.get("/documents/A-RES-61-181/?language=fr").content.decode()
    assert "<em>Affirme à nouveau</em>" in page
    assert 'href="#note-6"' in page
    assert "60/1756" not in page


def test_earlier_versions_stay_readable(held: Document) -> None:
    imported(SHORT.replace("on courts", "on courts and prisons"))
    latest = Client().get(READER).content.decode()
    assert "courts and prisons" in latest
    assert "since the version before" in latest
    first = Client().get(READER + "?language=en&version=1").content.decode()
    assert "courts and prisons" not in first
    assert "report of the Secretary-General on courts;" in first
    assert Client().get(READER + "?version=99999999").status_code == 200


def test_everything_of_an_act_is_confirmed_at_once(held: Document, officer: Client) -> None:
    assert "Confirm the" in officer.get(SECOND).content.decode()
    done = officer.post(SECOND, {"act": "1", "seen": "0", "how": "confirm_all"})
    assert done.status_code == 302
    confirmed = Reading.objects.filter(origin="person", provision__path="2")
    assert (
        confirmed.count()
        == Reading.objects.filter(origin="machine", provision__path="2", provision__act=1).count()
    )
    assert officer.post(SECOND, {"act": "1", "seen": "0", "how": "confirm_all"}).status_code == 302


def test_many_files_become_a_job(fresh: None) -> None:
    from dispositif.documents.actions import write_all
    from dispositif.people.queries import AS_ADMINISTRATOR, acting_for
    from dispositif.secrecy.acting import acting_as
    from tests.world import DAY

    with acting_as(AS_ADMINISTRATOR):
        somebody = person("Officer", Role.SECRETARIAT)
    client = signed_in(somebody)
    texts = [SHORT.replace("99/77", f"99/{number}") for number in range(70, 77)]
    place = _hand_in(client, *(_file(text, f"{number}.txt") for number, text in enumerate(texts)))
    assert client.post(place, {"how": "write"}).url.startswith("/jobs/")  # type: ignore[attr-defined]
    acting, by = acting_for(somebody.account_id, DAY)
    told: list[tuple[int, int, str]] = []
    with acting_as(acting):
        waiting = str(Intake.objects.get().uuid)
    for _ in range(2):
        write_all(
            intake=waiting, symbols={}, by=by, on=DAY,  # type: ignore[arg-type]
            tell=lambda *step: told.append(step), acting=acting,
        )  # fmt: skip
    assert told[6] == (7, 7, "6.txt")
    assert client.get("/api/v1/documents").json()["total"] == 7
    assert "already written" in client.get(place).content.decode()


def test_a_request_of_200_megabytes_is_refused_unread(database: None) -> None:
    response = Client().post("/documents/import/", CONTENT_LENGTH="200000000")
    assert response.status_code == 413
    assert "at most 104 MB" in response.content.decode()
