"""One State's request comes out of no door for another State, a donor or anybody else who does not follow it.

The matrix is made from what there is: every table that reaches a request, every role, every address of the
product. A table or an address that comes later is in it by itself; one without a policy stops the program.
"""

import re
from collections.abc import Iterator

import pytest
from django.apps import apps
from django.core.files.uploadedfile import SimpleUploadedFile
from django.db.models import ForeignKey, Model
from django.test import Client

from dispositif.assistance import actions
from dispositif.assistance.models import Request
from dispositif.assistance.rules_points import Answer, Point
from dispositif.config.pages import PAGES
from dispositif.files.models import Attachment
from dispositif.notices.models import Due, Message
from dispositif.people.models import Person
from dispositif.people.queries import acting_of, local_administrator
from dispositif.people.rules import Role
from dispositif.secrecy.acting import acting_as
from dispositif.trail.models import Access, Content, Entry
from dispositif.world.actions import load_facts
from tests.assistance.asked import DAY, as_, moved, taken_in
from tests.security.addresses import addresses
from tests.world import person, signed_in

pytestmark = pytest.mark.database
SEERS = {Role.ADMINISTRATOR, Role.SECRETARIAT, Role.AUDITOR}
"""Roles that see what is confidential; strictly confidential is for the State and those concerned."""
LEVELS = ("confidential", "strictly_confidential")
CHANGING = re.compile(r'name="csrfmiddlewaretoken" value="[^"]*"|<!--[^>]*-->|nonce="[^"]*"')
OWN = {"account_logout", "mfa_activate_totp", "mfa_add_webauthn"}
"""Pages that are another one each time: they sign out, or draw a secret of one's own."""
QUERIES = {
    "queue by words": "/assistance/?words=vellichor",
    "queue by note": "/assistance/?words=nv/quillfeather",
    "queue by State": "/assistance/?state=KEN",
    "queue by theme": "/assistance/?theme=TIP",
    "queue, late": "/assistance/?standing=late",
    "queue CSV": "/assistance/?format=csv",
    "queue XLSX": "/assistance/?format=xlsx",
    "due": "/notices/due/?for=all",
    "due CSV": "/notices/due/?for=all&format=csv",
    "calendar": "/notices/calendar.ics?for=all",
    "search": "/documents/follow/?q=AR-0000-0000",
    "State": "/instruments/states/KEN/",
}


def _tables() -> dict[str, type[Model]]:
    """Every table that reaches a request along its foreign keys, and those that name one as their subject."""
    found: dict[str, type[Model]] = {Request._meta.label: Request}
    for model in apps.get_models(include_auto_created=True):
        if any(
            isinstance(field, ForeignKey) and field.related_model is Request for field in model._meta.fields
        ):
            found[model._meta.label] = model
    return found | {one._meta.label: one for one in (Attachment, Due, Message, Entry, Content, Access)}


def _rows(request: Request) -> dict[str, set[object]]:
    """Table → the keys of its rows that belong to the request; every table has one at least."""
    found: dict[str, set[object]] = {}
    for label, model in _tables().items():
        names = {field.name for field in model._meta.fields}
        if model is Request:
            given = {"pk": request.pk}
        elif model is Content:
            given = {"entry__subject_uuid": request.uuid}
        else:
            given = {"request": request} if "request" in names else {"subject_uuid": request.uuid}
        found[label] = set(model._default_manager.filter(**given).values_list("pk", flat=True))
    return found


@pytest.fixture
def held(database: None) -> Person:
    """The delegation of Kenya, and an officer who follows its request to the acceptance."""
    load_facts(by=local_administrator().as_party(), on=DAY)
    return person("Amina", Role.DELEGATION, state="KEN")


def _asks(kenya: Person, level: str) -> Request:
    """A request with a row in every table, its file among them; then classified."""
    officer = person("Otto", Role.SECRETARIAT)
    request = taken_in(
        kenya, "KEN", asked="vellichor", note_reference="NV/quillfeather", territory="vellichor"
    )
    with as_(kenya):
        note = SimpleUploadedFile("vellichor.txt", b"The note verbale on vellichor.")
        actions.attach(request=request, sent=note, by=kenya, on=DAY)
    request = moved(request, "find_complete", "examine", "accept", by=officer)
    with as_(officer):
        seen = {"seen": request.revision, "by": officer, "on": DAY}
        actions.answer_point(
            request=request, point=Point.FUNDING, answer=Answer.OPEN, remark="vellichor", **seen
        )
        request.refresh_from_db()
    browser = signed_in(officer)
    browser.get(f"/assistance/{request.receipt}/")
    with as_(officer):
        if level == "strictly_confidential":
            from dispositif.kernel.sensitivity import Sensitivity

            strict = Sensitivity.STRICTLY_CONFIDENTIAL
            actions.classify(
                request=request, sensitivity=strict, why="x", seen=request.revision, by=officer, on=DAY
            )
        request.refresh_from_db()
    return request


def _others(level: str) -> list[tuple[str, Person]]:
    """Two delegations of other States, a donor of the same, and everybody in a role that does not see it."""
    seers = SEERS if level == "confidential" else set()
    roles = [role for role in Role if role is not Role.DELEGATION and role not in seers]
    named = [(role.value, person(f"x{role.value}", role)) for role in roles]
    return [
        ("delegation of Peru", person("Rosa", Role.DELEGATION, state="PER")),
        ("donor Kenya", person("Dora", Role.DONOR, state="KEN")),
        ("nobody posted", person("Nemo")),
        *named,
    ]


@pytest.mark.parametrize("level", LEVELS)
def test_no_row_of_it_is_there(held: Person, level: str, capsys: pytest.CaptureFixture[str]) -> None:
    others = _others(level)
    request = _asks(held, level)
    with as_(person("Aude", Role.AUDITOR)):
        trail = {label: keys for label, keys in _rows(request).items() if label.startswith("trail.")}
    with as_(held):
        rows = _rows(request) | trail
    with as_(Person.objects.get(name="Otto")):
        rows = {label: keys | rows[label] for label, keys in _rows(request).items()}
    assert [label for label, keys in rows.items() if not keys] == [], "every kind of row is there at all"
    leaks, asked = [], 0
    for who, one in others:
        with acting_as(acting_of(one, DAY)):
            for label, keys in rows.items():
                asked += 1
                keeper = one.name == f"x{Role.AUDITOR.value}" and label.startswith("trail.")
                model = _tables()[label]
                if (
                    model._default_manager.filter(pk__in=keys).exists()
                    and not _owed(who, label)
                    and not keeper
                ):
                    leaks.append((who, label))
    with capsys.disabled():
        print(f"\n{level}: {len(rows)} tables x {len(others)} others = {asked} looks, {len(leaks)} leaks")  # noqa: T201
    assert leaks == []


def _owed(who: str, label: str) -> bool:
    """Messages wait for the administrator, who delivers them; they hold the receipt number and no more."""
    return who == Role.ADMINISTRATOR.value and label == "notices.Message"


@pytest.fixture(
    params=["visitor", "Peru", "donor Kenya", "nobody posted", "programme_manager", "coordinator"]
)
def outsider(request: pytest.FixtureRequest, held: Person) -> Client:
    """A browser of somebody who does not follow the request."""
    if request.param == "visitor":
        return Client()
    if request.param == "Peru":
        return signed_in(person("Rosa", Role.DELEGATION, state="PER"))
    if request.param == "donor Kenya":
        return signed_in(person("Dora", Role.DONOR, state="KEN"))
    role = None if request.param == "nobody posted" else Role(request.param)
    return signed_in(person("Somebody", role))


def _doors() -> Iterator[tuple[str, str]]:
    yield from ((name, address) for name, address in addresses().items() if name not in OWN)
    yield from QUERIES.items()


def _said(client: Client, address: str) -> tuple[int, str, str]:
    answer = client.get(address)
    if answer.headers.get("Content-Type", "").startswith("application/vnd"):
        return answer.status_code, "", str(len(answer.content))
    body = b"".join(answer) if answer.streaming else answer.content
    return (
        answer.status_code,
        answer.headers.get("Location", ""),
        CHANGING.sub("", body.decode(errors="replace")),
    )


def test_every_page_stays_as_it_was(
    held: Person, outsider: Client, capsys: pytest.CaptureFixture[str]
) -> None:
    before = {name: _said(outsider, address) for name, address in _doors()}
    _asks(held, "confidential")
    after = {name: _said(outsider, address) for name, address in _doors()}
    with capsys.disabled():
        print(f"\n{len(before)} doors, of which {len(PAGES)} are all pages")  # noqa: T201
    assert [name for name in before if before[name] != after[name]] == []


def test_it_can_neither_be_changed_nor_added_to(held: Person) -> None:
    request = _asks(held, "confidential")
    peru = person("Rosa", Role.DELEGATION, state="PER")
    with as_(peru):
        assert Request.objects.filter(pk=request.pk).update(territory="x") == 0
    browser = signed_in(peru)
    place = f"/assistance/{request.receipt}/"
    assert browser.post(place, {"move": "begin", "seen": request.revision}).status_code == 404
    with as_(held):
        assert Request.objects.get(pk=request.pk).status == "accepted"


def test_those_who_follow_it_see_it(held: Person) -> None:
    request = _asks(held, "confidential")
    for client in (signed_in(held), signed_in(Person.objects.get(name="Otto"))):
        assert request.receipt in client.get("/assistance/").content.decode()
        assert "vellichor" in client.get(f"/assistance/{request.receipt}/").content.decode()


def test_a_posting_that_ended_yesterday_opens_nothing(held: Person) -> None:
    from datetime import timedelta

    from dispositif.people import actions as people
    from dispositif.people.clock import today

    request = _asks(held, "confidential")
    posting = held.postings.get()
    browser = signed_in(held)
    assert browser.get(f"/assistance/{request.receipt}/").status_code == 200
    people.end(posting=posting, until=today() - timedelta(days=1), by=local_administrator())
    assert browser.get(f"/assistance/{request.receipt}/").status_code == 404
    kept = Attachment.objects.get(subject_uuid=request.uuid)
    assert browser.get(f"/files/{kept.uuid}/").status_code == 404
