"""What is confidential comes out of no door: for whoever may not see it, nothing at all has changed."""

import io
import re
from collections.abc import Callable
from datetime import date
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
from dispositif.kernel.symbol import Symbol
from dispositif.mandates import actions as mandates
from dispositif.mandates.models import Mandate
from dispositif.mandates.rules import Kind, Relation, Status
from dispositif.notices.models import Due, Message
from dispositif.people.models import Person
from dispositif.people.queries import local_administrator
from dispositif.people.rules import Role
from dispositif.secrecy.acting import Acting, acting_as
from dispositif.trail.models import Entry
from dispositif.world.actions import load_facts
from dispositif.world.queries import entity, theme
from tests.api.asking import program
from tests.world import DAY, SHORT, imported, person, signed_in

pytestmark = pytest.mark.database
SYMBOL, SLUG = "A/RES/98/404", "A-RES-98-404"
PUBLIC = SHORT.replace("60/175 of 16 December 2005", "60/175 of 16 December 2005 and its resolution 98/404")
SECRET = """98/404. Quillfeather arrangements

The General Assembly,

Recalling its resolutions 60/175 of 16 December 2005 and 99/77 of 2 May 2044,

1. Requests the Secretary-General to keep the vellichor ledgers by 31 March 2045;

2. Requests the Secretary-General to report to it at its ninety-ninth session on the ledgers;

3. Encourages all States to keep vellichor ledgers of their own.
"""
REPORT = "A/99/777"
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
    "register": "/mandates/",
    "register by words": "/mandates/?words=vellichor",
    "register by status": "/mandates/?status=in_progress",
    "register by theme": "/mandates/?theme=TIP",
    "register, due first": "/mandates/?order=due",
    "register CSV": "/mandates/?format=csv",
    "register XLSX": "/mandates/?format=xlsx",
    "register to print": "/mandates/?print=1",
    "due": "/notices/due/?for=all",
    "due CSV": "/notices/due/?for=all&format=csv",
    "calendar": "/notices/calendar.ics?for=all",
    "figures then": "/mandates/figures/mandates.in_progress/?at=2045-01-01",
    "figure of an entity": "/mandates/figures/mandates.registered/?at=2045-01-01&scope=entity:UNODC",
    "reports asked for": f"/mandates/reports/{SLUG}/",
    "proposals": f"/mandates/propose/{SLUG}/",
    "panels of its paragraphs": f"/mandates/panels/provisions/{SLUG}/",
    "panel of the document": f"/mandates/panels/document/{SLUG}/",
    "priorities": "/mandates/priorities/",
    "API register": "/api/v1/mandates",
    "API register by words": "/api/v1/mandates?words=vellichor",
    "API due": "/api/v1/due",
    "API figure": "/api/v1/figures/mandates.in_progress?at=2045-01-01&known_at=2100-01-01T00:00:00Z",
    "API reports": f"/api/v1/mandates/reports/{SLUG}",
    "API proposals": f"/api/v1/mandates/proposals/{SLUG}",
    "API priorities": "/api/v1/clauses/priorities",
    "API list": "/api/v1/documents",
    "API words": "/api/v1/documents?words=vellichor",
    "API list, newest": "/api/v1/documents?order=newest&held=text",
    "API document": f"/api/v1/documents/{SLUG}",
    "API reading": f"/api/v1/documents/{SLUG}/reading",
    "API provisions": f"/api/v1/documents/{SLUG}/provisions",
    "API versions": f"/api/v1/documents/{SLUG}/versions",
    "API text": f"/api/v1/documents/{SLUG}/versions/en/1",
    "API history": f"/api/v1/documents/{SLUG}/history",
}
ALIKE = {
    "search": f"/documents/follow/?q={SYMBOL}",
    "first page": "/",
    "trail": "/trail/",
    "waiting": "/documents/panels/waiting/",
    "import": "/documents/import/",
    "tokens": "/account/tokens/",
    "API me": "/api/v1/people/me",
    "API entities": "/api/v1/world/entities",
    "API trail": "/api/v1/trail",
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
    by = local_administrator()
    load_facts(by=by.as_party(), on=DAY)
    actions.register(symbol=Symbol.parse(REPORT), by=by, on=DAY)
    return imported(PUBLIC).document


def _follow(document: Document, public: Document) -> Mandate:
    """Everything that the register can hold of a text: one row of each kind at least."""
    by, on = local_administrator(), date(2044, 1, 1)
    acts = document.provisions.filter(part="operative", act=1).select_related("document")
    one, asking, aside = (acts.get(path=path) for path in "123")
    kept = mandates.register(provision=one, kind=Kind.MANDATE, by=by, on=on)
    officer, owner = Person.objects.filter(account__isnull=False).first(), entity("UNODC")
    mandates.assign(
        mandate=kept, owner=owner, supporting=[entity("SG")], officer=officer, seen=0, by=by, on=on
    )
    mandates.tag(mandate=kept, themes=[theme("TIP")], seen=1, by=by, on=on)
    mandates.state(
        mandate=kept, status=Status.IN_PROGRESS, since=on, evidence="vellichor", seen=2, by=by, on=on
    )
    request = mandates.register(provision=asking, kind=Kind.MANDATE, by=by, on=on)
    mandates.name_report(symbol=Symbol.parse(REPORT), request=request, by=by, on=on)
    mandates.set_aside(provision=aside, reason="vellichor", by=by, on=on)
    earlier = public.provisions.select_related("document").get(part="operative", path="2", act=0)
    whole = document.provisions.select_related("document").get(part="operative", path="1", act=0)
    mandates.set_priority(theme=theme("TIP"), provision=whole, note="vellichor", by=by, on=on)
    mandates.join(earlier=whole, later=earlier, relation=Relation.FOLLOWS, note="", by=by, on=on)
    return kept


@pytest.fixture
def classify(public: Document) -> Callable[[str], Document]:
    """Brings the secret text in as the import does it, then classifies it."""

    def classifying(level: str) -> Document:
        by, content = local_administrator(), SECRET.encode()
        found = preview(content=content, name="quillfeather.txt")
        kept = store(content=content, name="quillfeather.txt", by=by, on=DAY)
        document = actions.write(found=found, attachment=kept, by=by, on=DAY).document
        _follow(document, public)
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
        changed = [name for name in changed if name not in ("trail", "API trail")]
    assert changed == []


def test_those_who_may_see_it_find_it_behind_each_door(
    public: Document, classify: Callable[[str], Document]
) -> None:
    client = _client(Role.SECRETARIAT)
    before = _all(client)
    classify("confidential")
    after = _all(client)
    assert [name for name in DOORS if before[name] == after[name]] == []


@pytest.mark.parametrize("who", OTHERS[1:], ids=str)
def test_a_token_opens_nothing_that_its_person_may_not_see(
    public: Document, classify: Callable[[str], Document], who: object
) -> None:
    client = program(person("Somebody", who if isinstance(who, Role) else None))
    doors = {name: address for name, address in DOORS.items() if name.startswith("API")}
    before = {name: _said(client, address) for name, address in doors.items()}
    one = classify("confidential").provisions.get(part="operative", path="1", act=1)
    assert {name: _said(client, address) for name, address in doors.items()} == before
    address = f"/api/v1/provisions/{one.uuid}"
    assert client.get(address).status_code == 404
    body = {"seen": one.revision, "field": "strength", "value": 4}
    sent = client.post(f"{address}/corrections", body, content_type="application/json")
    assert sent.status_code in (403, 404)
    assert one.readings.filter(origin="person").count() == 0


@pytest.mark.parametrize("who", OTHERS, ids=str)
def test_panels_and_forms_of_its_paragraphs_do_not_exist(
    classify: Callable[[str], Document], who: object
) -> None:
    document = classify("confidential")
    client = _client(who)
    for one in Provision.objects.filter(document=document):
        assert client.get(f"/mandates/provision/{one.uuid}/").status_code == 404
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
        uuids = Mandate.objects.values("uuid")
        seen["notices.Due"] = Due.objects.filter(subject_label__startswith=SYMBOL).count()
        seen["notices.Message"] = Message.objects.filter(subject_label__startswith=SYMBOL).count()
        seen["mandates seen"] = uuids.count()
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
