"""What is confidential comes out of no door: for whoever may not see it, nothing at all has changed."""

import io
import re
from collections.abc import Callable
from pathlib import Path

import pytest
from click.testing import CliRunner
from django.apps import apps
from django.core.files.uploadedfile import SimpleUploadedFile
from django.db.models import ForeignKey, Model
from django.test import Client
from openpyxl import load_workbook

from dispositif.cli.group import dispositif
from dispositif.documents import actions
from dispositif.documents.models import Document, Provision
from dispositif.documents.preview import preview
from dispositif.files.actions import store
from dispositif.files.models import Attachment
from dispositif.kernel.refusal import Refusal
from dispositif.people.queries import local_administrator
from dispositif.people.rules import Role
from dispositif.secrecy.acting import Acting, acting_as
from dispositif.trail.models import Entry
from tests.world import DAY, SHORT, imported, person, signed_in

pytestmark = pytest.mark.database
SYMBOL, SLUG = "A/RES/98/404", "A-RES-98-404"
PUBLIC = SHORT.replace("60/175 of 16 December 2005", "60/175 of 16 December 2005 and its resolution 98/404")
SECRET = """98/404. Quillfeather arrangements

The General Assembly,

Recalling its resolutions 60/175 of 16 December 2005 and 99/77 of 2 May 2044,

1. Requests the Secretary-General to keep the vellichor ledgers by 31 March 2045.
"""
SEERS = {Role.ADMINISTRATOR, Role.SECRETARIAT}
OTHERS = [None, "posted nowhere", *(role for role in Role if role not in SEERS)]
LEVELS = ["confidential", "strictly_confidential"]
DOORS = {
    "library": "/documents/",
    "library by words": "/documents/?words=vellichor",
    "library by title": "/documents/?words=quillfeather",
    "library by symbol": f"/documents/?words={SYMBOL}",
    "library by beginning": "/documents/?words=A/RES/98",
    "library with text": "/documents/?held=text&language=en",
    "library, newest": "/documents/?order=newest",
    "library, by title": "/documents/?order=title",
    "CSV": "/documents/?format=csv",
    "XLSX": "/documents/?format=xlsx",
    "reader": f"/documents/{SLUG}/",
    "reader in a language": f"/documents/{SLUG}/?language=en",
    "history": f"/documents/{SLUG}/trail/",
    "paragraph": f"/documents/{SLUG}/operative/1/",
    "who cites": "/documents/A-RES-60-175/",
    "references of another": "/documents/A-RES-99-77/",
    "holdings": "/documents/panels/holdings/",
    "API list": "/api/v1/documents",
    "API words": "/api/v1/documents?words=vellichor",
    "API reading": f"/api/v1/documents/{SLUG}",
}
ALIKE = {
    "search": f"/documents/follow/?q={SYMBOL}",
    "first page": "/",
    "trail": "/trail/",
    "waiting": "/documents/panels/waiting/",
    "import": "/documents/import/",
}
"""Doors that an officer finds unchanged too, or that only officers have."""
KEEPERS = {Role.AUDITOR: {"trail"}}
"""Rows that a policy gives to a role whatever the document's sensitivity: see the `why` of each."""
CHANGING = re.compile(rb'name="csrfmiddlewaretoken" value="[^"]*"|<!--[^>]*-->')


def _said(client: Client, address: str) -> tuple[int, str, object]:
    """The status, where it leads, and what it says without what changes from one time to the next."""
    response = client.get(address)
    content: object = CHANGING.sub(b"", response.content)
    if address.endswith("xlsx"):
        sheet = load_workbook(io.BytesIO(response.content)).active
        content = list(sheet.values)
    return response.status_code, response.headers.get("Location", ""), content


def _all(client: Client) -> dict[str, tuple[int, str, object]]:
    return {name: _said(client, address) for name, address in (DOORS | ALIKE).items()}


def _client(who: object) -> Client:
    if who is None:
        return Client()
    return signed_in(person("Somebody", who if isinstance(who, Role) else None))


@pytest.fixture
def public(database: None) -> Document:
    """A text that everybody may read; it cites the one that comes in later."""
    return imported(PUBLIC).document


@pytest.fixture
def classify(public: Document) -> Callable[[str], Document]:
    """Brings the secret text in as the import does it, then classifies it."""

    def classifying(level: str) -> Document:
        by, content = local_administrator(), SECRET.encode()
        found = preview(content=content, name="quillfeather.txt")
        kept = store(content=content, name="quillfeather.txt", by=by, on=DAY)
        document = actions.write(found=found, attachment=kept, by=by, on=DAY).document
        Document.objects.filter(pk=document.pk).update(sensitivity=level)
        return document

    return classifying


@pytest.mark.parametrize("level", LEVELS)
@pytest.mark.parametrize("who", OTHERS, ids=str)
def test_every_page_stays_as_it_was(
    public: Document, classify: Callable[[str], Document], who: object, level: str
) -> None:
    client = _client(who)
    before = _all(client)
    classify(level)
    after = _all(client)
    changed = [name for name in before if before[name] != after[name]]
    if who is Role.AUDITOR:  # the auditor reads the trail, and the trail names what it is about
        changed = [name for name in changed if name != "trail"]
    assert changed == []


def test_those_who_may_see_it_find_it_behind_each_door(
    public: Document, classify: Callable[[str], Document]
) -> None:
    client = _client(Role.SECRETARIAT)
    before = _all(client)
    classify("confidential")
    after = _all(client)
    assert [name for name in DOORS if before[name] == after[name]] == []


@pytest.mark.parametrize("who", OTHERS, ids=str)
def test_panels_and_forms_of_its_paragraphs_do_not_exist(
    classify: Callable[[str], Document], who: object
) -> None:
    document = classify("confidential")
    client = _client(who)
    for one in Provision.objects.filter(document=document):
        assert client.get(f"/documents/panels/citations/{one.uuid}/").status_code == 404
        address = f"/documents/{SLUG}/{one.part}/{one.path}/"
        sent = {"field": "strength", "act": one.act, "seen": one.revision, "how": "confirm"}
        assert client.post(address, sent).status_code == 404


def _paths(model: type[Model], seen: tuple[type[Model], ...] = ()) -> list[str]:
    """Ways from a model to Document along its foreign keys, as Django spells them in a filter."""
    found: list[str] = []
    for field in model._meta.get_fields():
        if not isinstance(field, ForeignKey) or field.related_model in (*seen, model):
            continue
        other: type[Model] = field.related_model
        beyond = [""] if other is Document else _paths(other, (*seen, model))
        found += ["__".join(filter(None, (field.name, path))) for path in beyond]
    return found


def _rows(document: Document) -> dict[str, tuple[type[Model], set[object]]]:
    """Model → the keys of its rows that belong to the document."""
    found: dict[str, tuple[type[Model], set[object]]] = {}
    for model in apps.get_models(include_auto_created=True):
        keys = {
            key
            for path in _paths(model)
            for key in model._default_manager.filter(**{path: document.pk}).values_list("pk", flat=True)
        }
        if _paths(model):
            found[model._meta.label] = model, keys
    found["documents.Document"] = Document, {document.pk}
    kept = Attachment.objects.filter(version__document=document).values_list("pk", flat=True)
    found["files.Attachment"] = Attachment, set(kept)
    return found


@pytest.mark.parametrize("role", [role for role in Role if role not in SEERS])
def test_no_row_of_it_is_there(classify: Callable[[str], Document], role: Role) -> None:
    document = classify("confidential")
    rows = _rows(document)
    assert {"documents.Title", "documents.Version", "documents.Rendering", "documents.Reading"} <= set(rows)
    assert [label for label, (_, keys) in rows.items() if not keys] == [], "every kind of row is there at all"
    with acting_as(Acting(frozenset({role, Role.READER}))):
        seen = {
            label: model._default_manager.filter(pk__in=keys).count() for label, (model, keys) in rows.items()
        }
        seen["trail"] = Entry.objects.filter(subject_uuid=document.uuid).count()
    allowed = KEEPERS.get(role, set())
    assert {label: count for label, count in seen.items() if count and label not in allowed} == {}


def test_the_command_line_lists_it_only_for_those_who_may(classify: Callable[[str], Document]) -> None:
    classify("confidential")
    person("Somebody", Role.DRAFTER)
    person("Officer", Role.SECRETARIAT)
    for words in (["list"], ["list", "--words", "vellichor"], ["show", SYMBOL]):
        hidden = CliRunner().invoke(dispositif, ["documents", *words, "--as", "somebody@example.org"])
        assert "uillfeather" not in hidden.output
        shown = CliRunner().invoke(dispositif, ["documents", *words, "--as", "officer@example.org"])
        assert "uillfeather" in shown.output, shown.output
    assert isinstance(hidden.exception, Refusal)
    assert hidden.exception.code == "documents.unknown"


def test_importing_its_symbol_without_seeing_it_is_refused_not_an_error(
    classify: Callable[[str], Document], tmp_path: Path
) -> None:
    classify("confidential")
    client = _client(Role.DRAFTER)
    other = SECRET.replace("vellichor", "other").encode()
    handed = client.post("/documents/import/", {"files": SimpleUploadedFile("other.txt", other)})
    said = client.get(handed.url).content.decode()  # type: ignore[attr-defined]
    assert "uillfeather arrangements" in said
    answer = client.post(handed.url, {"how": "write"})  # type: ignore[attr-defined]
    assert answer.status_code in (302, 400, 403, 409)
    assert "vellichor" not in answer.content.decode()
