"""The trail and the access log on their pages, as tables, commands and for programs: the auditor's alone."""

import csv
import io
from datetime import timedelta
from uuid import uuid4

import pytest
from click.testing import CliRunner
from django.test import Client
from openpyxl import load_workbook

from dispositif.cli.group import dispositif
from dispositif.kernel.refusal import Refusal
from dispositif.people.clock import today
from dispositif.people.rules import Role
from dispositif.server.home import folder
from dispositif.trail import actions as trail
from dispositif.trail.asked import Asked
from dispositif.trail.party import Party
from dispositif.trail.rules import DOORS
from tests.world import person, signed_in

pytestmark = [pytest.mark.database, pytest.mark.usefixtures("told")]
ADDRESSES = ("/trail/", "/trail/access/", "/files/trail.csv", "/files/access.xlsx", "/api/v1/trail/access")
READER = Party("person", uuid4(), "Ms Quillfeather")
REQUEST = Party("request", uuid4(), "=Request 7")


@pytest.fixture
def told(database: None) -> None:
    """Two entries and three accesses."""
    folder("static")  # WhiteNoise warns of an absent one
    trail.record(
        what="mandates.registered", about=REQUEST, by=READER, content={"title": "Vellichor"}, why="Why"
    )
    trail.record(what="mandates.stated", about=Party("mandate", uuid4(), "Other"), by=READER)
    for door, rows in (("page", 1), ("list", 25), ("export", 2000)):
        trail.note_access(about=REQUEST, by=READER, door=door, rows=rows, path="/requests/7/")


def auditor() -> Client:
    return signed_in(person("Auditor", Role.AUDITOR))


@pytest.mark.parametrize("address", ADDRESSES)
@pytest.mark.parametrize("role", [None, *(role for role in Role if role is not Role.AUDITOR)])
def test_others_see_nothing_and_learn_who_may(address: str, role: Role | None) -> None:
    answer = signed_in(person("Somebody", role)).get(address)
    assert answer.status_code == 403
    assert b"auditor" in answer.content
    assert b"uillfeather" not in answer.content


@pytest.mark.parametrize("address", ADDRESSES[:2])
def test_a_visitor_is_asked_to_sign_in(address: str) -> None:
    answer = Client().get(address)
    assert answer.status_code == 403
    assert b"Sign in" in answer.content


def test_entries_are_found_by_every_filter() -> None:
    client = auditor()
    day = today()
    for query, found in (
        ("", True), ("what=mandates.registered", True), ("what=mandates.stated", False),
        ("actor=quillf", True),
        (f"actor={READER.uuid}", True), (f"actor={uuid4()}", False), ("subject=request 7", True),
        (f"since={day - timedelta(1)}&until={day + timedelta(1)}", True), ("until=2020-01-01", False),
        (f"since={day + timedelta(2)}", False), ("since=9999-12-31", False), ("until=9999-12-31", True),
    ):  # fmt: skip
        said = client.get(f"/trail/?{query}").content.decode()
        assert ("=Request 7" in said) is found, query
        assert found or "Nothing fits" in said or "Other" in said


def test_a_day_that_is_none_is_refused_where_it_stands() -> None:
    client = auditor()
    for address in ("/trail/?since=yesterday", "/trail/access/?until=x"):
        answer = client.get(address)
        assert answer.status_code == 400
        assert "is not a day" in answer.content.decode()
    with pytest.raises(Refusal) as refusal:
        Asked.of({"until": "x"})
    assert refusal.value.field == "until"


def test_the_page_links_to_the_same_list_as_a_table() -> None:
    client = auditor()
    said = client.get("/trail/?actor=Quillfeather&what=mandates.registered").content.decode()
    assert "/files/trail.csv?actor=Quillfeather&amp;what=mandates.registered" in said
    answer = client.get("/files/trail.csv?actor=Quillfeather&what=mandates.registered")
    heads, row = csv.reader(io.StringIO(answer.content.decode("utf-8-sig")))
    found = dict(zip(heads, row, strict=True))
    assert (found["what"], found["subject_label"]) == ("mandates.registered", "'=Request 7")
    assert found["content"] == '{"title": "Vellichor"}'


def test_what_was_disposed_of_is_an_empty_cell() -> None:
    trail.dispose(subject=REQUEST.uuid, names=None, by=READER, why="Old")
    client = auditor()
    answer = client.get("/files/trail.csv?what=mandates.registered")
    heads, row = csv.reader(io.StringIO(answer.content.decode("utf-8-sig")))
    assert dict(zip(heads, row, strict=True))["content"] == ""
    said = client.get("/trail/?what=trail.disposed").content.decode()
    assert "contents disposed of" in said
    assert "Old" in said


def test_accesses_are_listed_and_found() -> None:
    client = auditor()
    said = client.get("/trail/access/").content.decode()
    assert said.count("Ms Quillfeather") == 3
    assert "2,000" in said or "2 000" in said or "2\u202f000" in said
    assert client.get("/trail/access/?door=list").content.decode().count("Ms Quillfeather") == 1
    assert "none fits the filters" in client.get("/trail/access/?actor=nobody").content.decode()
    book = load_workbook(io.BytesIO(client.get("/files/access.xlsx?door=export").content))
    rows = list(book.worksheets[0].iter_rows(values_only=True))
    assert [row[1] for row in rows] == ["actor_label", "Ms Quillfeather"]


def test_programs_of_the_auditor_read_accesses() -> None:
    body = auditor().get("/api/v1/trail/access?door=list&actor=quill").json()
    (one,) = body["items"]
    assert (one["by"]["label"], one["door"], one["rows"], one["about"]["kind"]) == (
        "Ms Quillfeather", "list", 25, "request",
    )  # fmt: skip


def test_the_command_lists_accesses_for_the_auditor_alone() -> None:
    person("Auditor", Role.AUDITOR)
    shown = CliRunner().invoke(
        dispositif, ["trail", "access", "--as", "auditor@example.org", "--actor", "quill"]
    )
    assert shown.exit_code == 0, shown.output
    assert shown.output.count("Ms Quillfeather\t") == 3
    none = CliRunner().invoke(
        dispositif, ["trail", "access", "--as", "auditor@example.org", "--until", "2020-01-01"]
    )
    assert none.output == ""
    hidden = CliRunner().invoke(dispositif, ["trail", "access"])
    assert isinstance(hidden.exception, Refusal)
    assert "uillfeather" not in hidden.output


def test_every_door_has_its_word() -> None:
    said = auditor().get("/trail/access/").content.decode()
    for door in DOORS:
        assert f'<option value="{door}"' in said


def test_the_pages_say_what_was_verified_in_the_language_of_the_reader() -> None:
    said = auditor().get("/trail/?verify").content.decode()
    assert "rows checked" in said
