"""Bad input through the page and the command: a refusal that says what and where, and nothing half-stored."""

from collections.abc import Callable
from pathlib import Path

import pytest
from click.testing import CliRunner, Result
from django.core.files.uploadedfile import SimpleUploadedFile
from django.test import Client

from dispositif.cli.group import dispositif
from dispositif.documents.models import Document, Provision, Reading, Rendering, Version
from dispositif.people.rules import Role
from tests.walk import files
from tests.world import SHORT, person, signed_in

pytestmark = pytest.mark.database
REFUSED = 3
BAD = {
    # name of the file: (content, code of the refusal, words that say what and where)
    "empty.txt": (files.empty, "source.empty", "is empty"),
    "binary.txt": (files.binary, "source.binary", "U+0000 at character 40"),
    "program.txt": (files.program, "source.format", "is a program"),
    "encoding.txt": (files.wrong_encoding, "source.binary", "U+0000 at character 1"),
    "scanned.pdf": (files.pdf_without_text, "source.no_text_layer", "2 pages but no text layer"),
    "truncated.docx": (files.truncated_docx, "source.damaged", "damaged or incomplete Word file"),
    "bomb.docx": (files.bomb, "source.bomb", "unpacks to far more than its size"),
}


@pytest.fixture
def officer(database: None) -> Client:
    return signed_in(person("Officer", Role.SECRETARIAT))


@pytest.fixture
def import_(database: None, tmp_path: Path) -> Callable[[str, bytes], Result]:
    """`dispositif documents import FILE --yes`."""

    def importing(name: str, content: bytes) -> Result:
        file = tmp_path / name
        file.write_bytes(content)
        return CliRunner().invoke(dispositif, ["documents", "import", str(file), "--yes"])

    return importing


def hand_in(client: Client, name: str, content: bytes) -> str:
    """The address of the preview."""
    answer = client.post("/documents/import/", {"files": SimpleUploadedFile(name, content)})
    assert answer.status_code == 302, answer.content.decode()
    return str(answer.headers["Location"])


def written() -> int:
    """Rows of everything that an import writes."""
    return sum(model.objects.count() for model in (Document, Version, Provision, Rendering, Reading))


@pytest.mark.parametrize("name", BAD)
def test_the_page_says_what_and_where_and_writes_nothing(officer: Client, name: str) -> None:
    make, code, words = BAD[name]
    before = written()
    place = hand_in(officer, name, make())
    shown = officer.get(place).content.decode()
    assert code in shown
    assert name in shown
    assert words in shown
    assert officer.post(place, {"how": "write"}).status_code == 400
    assert written() == before


@pytest.mark.parametrize("name", BAD)
def test_the_command_says_what_and_where_and_writes_nothing(
    import_: Callable[[str, bytes], Result], name: str
) -> None:
    make, code, words = BAD[name]
    before = written()
    done = import_(name, make())
    said = " ".join(done.output.split())
    assert done.exit_code == REFUSED
    assert code in said
    assert name in said
    assert words in said
    assert written() == before


def test_a_page_with_scripts_leaves_only_its_words(officer: Client) -> None:
    place = hand_in(officer, "<img src=x onerror=alert(1)>.html", files.html_with_scripts())
    assert "<img src=x" not in officer.get(place).content.decode()
    officer.post(place, {"how": "write"})
    version = Version.objects.get(document__symbol="A/RES/99/77")
    assert version.format == "html"
    assert version.text.count(files.SCRIPT) == 1, "once, as words that the page shows"
    assert "onerror" not in version.text
    for address in ("/documents/A-RES-99-77/", "/documents/A-RES-99-77/operative/3/"):
        page = officer.get(address).content.decode()
        assert "&lt;script&gt;" in page
        assert f"<script>{files.SCRIPT[:8]}" not in page


def test_a_page_with_scripts_on_the_command_line(import_: Callable[[str, bytes], Result]) -> None:
    assert import_("page.html", files.html_with_scripts()).exit_code == 0
    assert Version.objects.get(document__symbol="A/RES/99/77").text.count(files.SCRIPT) == 1


def test_the_same_document_twice_is_held_once(
    officer: Client, import_: Callable[[str, bytes], Result]
) -> None:
    assert import_("first.txt", SHORT.encode()).exit_code == 0
    before = written()
    again = import_("again.txt", SHORT.encode())
    assert again.exit_code == 1, again.output
    place = hand_in(officer, "third.txt", SHORT.encode())
    answer = officer.post(place, {"how": "write"})
    assert answer.status_code == 400
    assert "already held" in answer.content.decode()
    assert written() == before


def test_the_same_text_as_another_kind_of_file_is_the_same_text_or_a_new_version(
    import_: Callable[[str, bytes], Result],
) -> None:
    """A Word file of the same words: nothing of the first text is touched."""
    assert import_("first.txt", SHORT.encode()).exit_code == 0
    kept = list(Rendering.objects.order_by("pk").values_list("pk", "text"))
    done = import_("second.docx", files.docx())
    assert done.exit_code in (0, 1), done.output
    assert list(Rendering.objects.order_by("pk").values_list("pk", "text"))[: len(kept)] == kept
    assert Document.objects.count() == 1


def test_another_text_of_the_symbol_is_a_new_version(
    officer: Client, import_: Callable[[str, bytes], Result]
) -> None:
    assert import_("first.txt", SHORT.encode()).exit_code == 0
    other = SHORT.replace("on courts;", "on courts and prisons;").encode()
    place = hand_in(officer, "second.txt", other)
    shown = officer.get(place).content.decode()
    assert "new version" in shown
    assert officer.post(place, {"how": "write"}).status_code == 302
    third = import_("third.txt", other.replace(b"prisons", b"probation"))
    assert third.exit_code == 0
    versions = Version.objects.filter(document__symbol="A/RES/99/77").order_by("ordinal")
    assert [one.ordinal for one in versions] == [1, 2, 3]
    assert ["prisons" in one.text for one in versions] == [False, True, False]
    assert Provision.objects.filter(document__symbol="A/RES/99/77", act=0).count() == 3
