"""Letters and annexes are seen by exactly those who see what they are about; one door gives them back."""

from collections.abc import Iterator
from uuid import uuid4

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.db import IntegrityError, connections, transaction
from django.db.utils import ProgrammingError
from django.http import HttpResponse
from django.test import override_settings

from dispositif.files import vault
from dispositif.files.actions import receive, store
from dispositif.files.models import Attachment
from dispositif.kernel.refusal import Refusal
from dispositif.people.models import Person
from dispositif.people.queries import AS_ADMINISTRATOR, local_administrator
from dispositif.people.rules import Role
from dispositif.secrecy.acting import Acting, acting_as
from dispositif.secrecy.apply import statements
from dispositif.server.home import folder
from dispositif.trail.models import Access
from dispositif.trail.queries import history
from tests.files import samples
from tests.notices.subjects import about, document, registered
from tests.world import DAY, person, signed_in

pytestmark = [pytest.mark.database, pytest.mark.usefixtures("subjects")]


@pytest.fixture
def subjects(fresh: None) -> Iterator[None]:
    """A database of one's own, in which attachments are about documents."""
    folder("static")  # WhiteNoise warns of an absent one
    with registered():
        with transaction.atomic(using="owner"), connections["owner"].cursor() as cursor:
            for statement in statements("files_attachment", Attachment.policy):
                cursor.execute(statement)
        yield


def kept(
    sensitivity: str = "confidential", *, content: bytes = samples.PDF, name: str = "Note.pdf"
) -> Attachment:
    """A letter about a document of this class, handed in by the administrator."""
    with acting_as(AS_ADMINISTRATOR):
        subject = about(document(f"A/NV/{uuid4().hex[:6]}", sensitivity))
        return store(content=content, name=name, by=local_administrator(), on=DAY, about=subject)


def somebody(role: Role | None, name: str = "Somebody") -> Person:
    with acting_as(AS_ADMINISTRATOR):
        return person(name, role)


def fetched(role: Role | None, uuid: object) -> HttpResponse:
    answer: HttpResponse = signed_in(somebody(role)).get(f"/files/{uuid}/")  # type: ignore[assignment]
    return answer


def test_a_letter_is_checked_and_told_in_its_subjects_history() -> None:
    with acting_as(AS_ADMINISTRATOR):
        one = document("A/NV/1", "confidential")
        given = {"by": local_administrator(), "on": DAY, "about": about(one)}
        letter = store(content=samples.PDF, name="Note.pdf", **given)
        assert (letter.kind, letter.subject_uuid, letter.scanned_with) == ("pdf", one.uuid, "")
        assert store(content=samples.PDF, name="Again.pdf", **given) == letter
        assert history(one)[0].content.content["file"] == "Note.pdf"
        for name, content in (("Note.pdf", samples.EXE), ("Note.exe", samples.PDF)):
            with pytest.raises(Refusal, match="Note"):
                store(content=content, name=name, **given)
        alone = store(content=samples.EXE, name="tool.exe", by=local_administrator(), on=DAY)
        assert (alone.kind, alone.subject_kind) == ("", ""), "other rooms check what they understand"


def test_the_same_content_about_two_subjects_is_two_letters() -> None:
    one, other = kept(), kept()
    assert one.sha256 == other.sha256
    assert one.uuid != other.uuid
    alone = {"sha256": "0" * 64, "stored_by": uuid4(), "size": 1, "name": "x", "stored_on": DAY}
    with acting_as(AS_ADMINISTRATOR):
        Attachment.objects.create(**alone)
        with pytest.raises(IntegrityError, match="kept_once_a_person"), transaction.atomic():
            Attachment.objects.create(**alone)
        with pytest.raises(IntegrityError, match="subject_whole"), transaction.atomic():
            Attachment.objects.create(**alone | {"subject_uuid": uuid4(), "size": 2})


@override_settings(LETTER_LIMIT=1_000_000)
def test_a_letter_beyond_its_limit_is_refused_before_it_is_read() -> None:
    class Unread(SimpleUploadedFile):
        def read(self, *_size: object) -> bytes:
            raise AssertionError("it was read")

    with acting_as(AS_ADMINISTRATOR):
        subject = about(document("A/NV/1"))
        sent = Unread("Note.pdf", samples.PDF)
        sent.size = 2_000_000
        with pytest.raises(Refusal, match="at most 1 MB") as refusal:
            receive(sent=sent, by=local_administrator(), on=DAY, about=subject)
        assert refusal.value.code == "files.too_large"
        with pytest.raises(Refusal, match="at most 1 MB"):
            store(content=bytes(2_000_000), name="a.pdf", by=local_administrator(), on=DAY, about=subject)
        sent = SimpleUploadedFile("Note.pdf", samples.PDF)
        assert receive(sent=sent, by=local_administrator(), on=DAY, about=subject).kind == "pdf"


@pytest.mark.parametrize("role", list(Role))
def test_a_confidential_letter_is_there_for_those_who_see_its_subject_alone(role: Role) -> None:
    letter = kept()
    with acting_as(Acting(frozenset({role, "reader"}), letter.stored_by)):
        assert Attachment.objects.filter(uuid=letter.uuid).exists() is (
            role in ("administrator", "secretariat")
        )


def test_who_handed_it_in_sees_it_only_with_its_subject() -> None:
    """A drafter hands in a letter about an open subject, which then is classified."""
    with acting_as(AS_ADMINISTRATOR):
        one = document("A/NV/1")
        drafter = person("Drafter", Role.DRAFTER)
    as_drafter = Acting(frozenset({"drafter"}), drafter.uuid)
    with acting_as(as_drafter):
        letter = store(content=samples.PDF, name="a.pdf", by=drafter, on=DAY, about=about(one))
        alone = store(content=b"mine", name="a.txt", by=drafter, on=DAY)
    with acting_as(AS_ADMINISTRATOR):
        type(one).objects.filter(pk=one.pk).update(sensitivity="confidential")
    with acting_as(as_drafter):
        assert list(Attachment.objects.filter(uuid__in=[letter.uuid, alone.uuid])) == [alone]


@pytest.mark.parametrize("role", ["drafter", "programme_manager", "delegation", "reader"])
def test_nobody_adds_to_a_subject_that_she_does_not_see(role: str) -> None:
    with acting_as(AS_ADMINISTRATOR):
        hidden, by = document("A/NV/1", "confidential"), local_administrator()
    with acting_as(Acting(frozenset({role}), by.uuid)), pytest.raises(ProgrammingError, match="policy"):
        store(content=samples.PDF, name="a.pdf", by=by, on=DAY, about=about(hidden))


def test_a_delegation_adds_to_what_it_sees_and_keeps_nothing_else() -> None:
    with acting_as(AS_ADMINISTRATOR):
        open_, by = document("A/NV/1"), local_administrator()
    with acting_as(Acting(frozenset({"delegation"}), by.uuid)):
        assert store(content=samples.PDF, name="a.pdf", by=by, on=DAY, about=about(open_)).kind == "pdf"
        with pytest.raises(ProgrammingError, match="policy"), transaction.atomic():
            store(content=b"alone", name="a.txt", by=by, on=DAY)


def test_the_door_gives_it_back_to_take_away_and_notes_it() -> None:
    letter = kept(name="Note d’été \u202e.pdf")
    answer = fetched(Role.SECRETARIAT, letter.uuid)
    assert (answer.status_code, answer.content) == (200, samples.PDF)
    assert answer["Content-Type"] == "application/pdf"
    assert answer["Content-Disposition"].startswith("attachment; filename*=utf-8''Note%20d%E2%80%99")
    assert answer["X-Content-Type-Options"] == "nosniff"
    assert answer["Content-Security-Policy"].startswith("sandbox")
    assert "no-store" in answer["Cache-Control"]
    (access,) = Access.objects.using("auditor")
    assert (access.door, access.actor_label, access.subject_uuid) == ("file", "Somebody", letter.subject_uuid)
    assert access.path == f"/files/{letter.uuid}/"


def test_open_ones_and_those_without_a_subject_are_not_noted() -> None:
    with acting_as(AS_ADMINISTRATOR):
        alone = store(content=samples.EXE, name="t.exe", by=local_administrator(), on=DAY)
    client = signed_in(somebody(Role.SECRETARIAT))
    for one, media in ((kept("unclassified"), "application/pdf"), (alone, "application/octet-stream")):
        answer = client.get(f"/files/{one.uuid}/")
        assert (answer.status_code, answer["Content-Type"]) == (200, media)
    assert not Access.objects.using("auditor").exists()


def test_what_is_not_seen_is_as_if_it_were_not_there() -> None:
    letter, client = kept(), signed_in(somebody(Role.DRAFTER))
    hidden, unknown = client.get(f"/files/{letter.uuid}/"), client.get(f"/files/{uuid4()}/")
    assert (hidden.status_code, unknown.status_code) == (404, 404)
    assert _without_address(hidden.content, letter.uuid) == unknown.content or len(hidden.content) == len(
        unknown.content
    )
    assert b"Note" not in hidden.content
    assert not Access.objects.using("auditor").exists()


def _without_address(content: bytes, uuid: object) -> bytes:
    return content.replace(str(uuid).encode(), b"")


def test_a_visitor_is_asked_to_sign_in() -> None:
    from django.test import Client

    answer = Client().get(f"/files/{kept().uuid}/")
    assert (answer.status_code, "login" in answer["Location"]) == (302, True)


def test_a_file_that_was_changed_on_disk_is_not_given() -> None:
    letter = kept(content=samples.PDF + b"% to be changed\n")
    place = vault._place(letter.sha256)
    place.write_bytes(place.read_bytes()[:-1] + b"x")
    answer = fetched(Role.SECRETARIAT, letter.uuid)
    assert answer.status_code == 400
    assert not Access.objects.using("auditor").exists(), "what was not given was not read"
