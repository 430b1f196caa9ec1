"""Delivery to a real mail server: once, in the person's language; killed workers, several workers, faults."""

import os
import subprocess
import sys
from collections.abc import Callable, Iterator
from datetime import date, timedelta
from pathlib import Path

import pytest
from django.db import connections
from django.db.models.functions import Now
from django.test import override_settings

from dispositif.documents.models import Document
from dispositif.notices.actions import deliver, remind, settle_due, tell
from dispositif.notices.models import Message
from dispositif.people.models import Person
from dispositif.people.queries import AS_ADMINISTRATOR, local_administrator
from dispositif.secrecy.acting import acting_as
from dispositif.world.actions import load_facts
from tests.notices.post import Post, open_post
from tests.notices.subjects import KIND, WHAT, about, document, opened, posted
from tests.world import DAY, person

pytestmark = [pytest.mark.database, pytest.mark.usefixtures("secret")]
HAND = Path(__file__).with_name("hand.py")
Start = Callable[[], "subprocess.Popen[str]"]


@pytest.fixture
def post(secret: None) -> Iterator[Post]:
    with open_post() as post:
        yield post


@pytest.fixture
def mail(post: Post) -> Iterator[Post]:
    """This process sends by the server too."""
    with override_settings(
        MAIL_SET_UP=True, MAIL_DOMAIN="example.org", EMAIL_HOST="127.0.0.1", EMAIL_PORT=post.port,
        EMAIL_BACKEND="django.core.mail.backends.smtp.EmailBackend",
        PUBLIC_ADDRESS="https://registry.example.org",
    ):  # fmt: skip
        yield post


@pytest.fixture
def start(post: Post) -> Iterator[Start]:
    """Start a worker that sends what waits; those still alive at the end are killed."""
    started: list[subprocess.Popen[str]] = []

    def begin() -> "subprocess.Popen[str]":
        connections.close_all()
        line = [sys.executable, HAND, str(connections["default"].settings_dict["NAME"])]
        given = {"PYTHONPATH": os.pathsep.join(filter(None, sys.path)), "DISPOSITIF_MAIL": post.place}
        process = subprocess.Popen(
            line, stdout=subprocess.PIPE, stderr=subprocess.PIPE, text=True, env=os.environ | given
        )
        started.append(process)
        assert process.stdout is not None
        assert process.stdout.readline() == "ready\n", process.communicate()[1]
        return process

    yield begin
    for process in started:
        process.kill()
        process.communicate()


@pytest.fixture
def subject(secret: None) -> Document:
    with acting_as(AS_ADMINISTRATOR):
        return document("A/RES/99/1")


def people(count: int) -> list[Person]:
    with acting_as(AS_ADMINISTRATOR):
        return [person(f"p{number}") for number in range(count)]


def say(to: Person, subject: Document, once: str = "once") -> Message:
    with acting_as(AS_ADMINISTRATOR):
        party = about(subject)
        said = tell(person=to, what=WHAT, about=party, url="/documents/", facts={}, on=DAY, once=once)
    assert said is not None
    return said


def send() -> int:
    return deliver(acting=AS_ADMINISTRATOR, on=DAY)


def change(row: Message, **fields: object) -> None:
    with acting_as(AS_ADMINISTRATOR):
        Message.objects.filter(pk=row.pk).update(**fields)


def look(row: Message) -> Message:
    with acting_as(AS_ADMINISTRATOR):
        return Message.objects.get(pk=row.pk)


def unsent() -> int:
    with acting_as(AS_ADMINISTRATOR):
        return Message.objects.filter(sent_at=None).count()


def test_a_letter_is_plain_text_with_its_headers(mail: Post, subject: Document) -> None:
    [to] = people(1)
    row = say(to, subject)
    assert send() == 1
    assert send() == 0
    [letter] = mail.letters
    assert letter["Message-ID"] == f"<{row.uuid}@example.org>"
    assert (letter["Auto-Submitted"], letter["To"]) == ("auto-generated", "p0@example.org")
    assert letter["Subject"] == "A report on A/RES/99/1 is asked for"
    assert letter.get_content_type() == "text/plain"
    assert "https://registry.example.org/documents/" in letter.get_content()
    assert (look(row).attempts, look(row).last_fault) == (1, "")
    assert look(row).sent_at is not None


def test_a_digest_lists_days_and_reasons_in_the_persons_language(mail: Post, subject: Document) -> None:
    with acting_as(AS_ADMINISTRATOR):
        load_facts(by=local_administrator().as_party(), on=DAY)
        ana = posted("Ana", "UNODC", language="fr")
        hidden = document("A/RES/98/404")
        for number in range(51):
            opened(about(subject), DAY + timedelta(7), person=ana, occurrence=str(number))
        opened(about(hidden), DAY, person=ana)
        assert remind(on=DAY, by=local_administrator()) == 1
        Document.objects.filter(pk=hidden.pk).update(sensitivity="confidential")
    send()
    [letter] = mail.letters
    said = letter.get_content()
    assert "8 mars 2026" in said
    assert "A/RES/99/1" in said
    assert "because of 2006-12-20" in said
    assert "404" not in said, "confidential since the digest was written"
    assert letter["Content-Language"] == "fr"


def test_a_label_with_line_breaks_makes_no_header(mail: Post, subject: Document) -> None:
    [to] = people(1)
    row = say(to, subject)
    change(row, subject_label="x\r\nBcc: all@example.org")
    assert send() == 1
    assert mail.letters[0]["Bcc"] is None
    assert mail.letters[0]["Subject"] == "A report on x Bcc: all@example.org is asked for"


def test_one_faulty_address_keeps_nobody_back_and_is_tried_again_later(mail: Post, subject: Document) -> None:
    rows = [say(to, subject) for to in people(3)]
    mail.refused = {"p1@example.org"}
    assert send() == 2
    assert mail.to() == ["p0@example.org", "p2@example.org"]
    assert (look(rows[1]).attempts, look(rows[1]).sent_at) == (1, None)
    assert "no such person" in look(rows[1]).last_fault
    mail.refused = set()
    assert send() == 0, "not again within two minutes"
    change(rows[1], tried_at=Now() - timedelta(minutes=2, seconds=1))
    assert send() == 1
    assert (look(rows[1]).attempts, look(rows[1]).last_fault) == (2, "")


def test_a_message_that_cannot_be_made_keeps_nobody_back(
    mail: Post, subject: Document, caplog: pytest.LogCaptureFixture
) -> None:
    rows = [say(to, subject) for to in people(2)]
    change(rows[0], facts={"asked_on": "no day"})
    assert send() == 1
    assert mail.to() == ["p1@example.org"]
    assert "Invalid isoformat" in look(rows[0]).last_fault
    assert "cannot be made" in caplog.text


def test_a_server_that_is_down_is_no_messages_fault(subject: Document, mail: Post) -> None:
    row = say(people(1)[0], subject)
    with override_settings(EMAIL_PORT=1):
        assert send() == 0
    assert (look(row).attempts, look(row).sent_at) == (0, None)
    assert "refused" in look(row).last_fault
    assert send() == 1


def test_what_the_person_may_not_see_any_more_is_withheld(mail: Post, subject: Document) -> None:
    row = say(people(1)[0], subject)
    with acting_as(AS_ADMINISTRATOR):
        Document.objects.update(sensitivity="confidential")
    assert send() == 0
    assert mail.letters == []
    assert "may not see any more" in look(row).last_fault


def test_mail_set_up_later_floods_nobody(mail: Post, subject: Document) -> None:
    old, young = (say(to, subject) for to in people(2))
    change(old, written_at=Now() - timedelta(days=7, seconds=1))
    with override_settings(MAIL_SET_UP=False):
        assert send() == 0
    assert send() == 1
    assert (look(old).sent_at, unsent()) == (None, 1)
    assert look(young).sent_at is not None


def test_whoever_cannot_sign_in_gets_no_mail(mail: Post, subject: Document) -> None:
    with acting_as(AS_ADMINISTRATOR):
        administrator = local_administrator()
    say(administrator, subject)
    assert send() == 0
    assert mail.letters == []


def test_several_workers_send_each_message_once(post: Post, start: Start, subject: Document) -> None:
    for to in people(20):
        say(to, subject)
    for worker in [start(), start()]:
        _, said = worker.communicate(timeout=60)
        assert worker.returncode == 0, said
    assert sorted(post.to()) == sorted(f"p{number}@example.org" for number in range(20))
    assert unsent() == 0


def test_only_the_message_in_flight_repeats_after_a_kill(post: Post, start: Start, subject: Document) -> None:
    """The worker dies after the server has taken the letter and before the commit."""
    for to in people(6):
        say(to, subject)
    killed: list[subprocess.Popen[str]] = []

    def kill(count: int) -> None:
        if count == 3:
            killed[0].kill()
            killed[0].wait()

    post.before_yes = kill
    killed.append(worker := start())
    worker.communicate(timeout=60)
    assert worker.returncode == -9
    assert len(post.letters) == 3
    assert unsent() == 4, "the third was accepted and not yet noted as sent"
    _, said = start().communicate(timeout=60)
    assert unsent() == 0, said
    in_flight = post.letters[2]
    identities = [str(letter["Message-ID"]) for letter in post.letters]
    assert len(set(identities)) == 6
    assert [one for one in identities if identities.count(one) > 1] == [str(in_flight["Message-ID"])] * 2
    [first, second] = [one for one in post.letters if one["Message-ID"] == in_flight["Message-ID"]]
    assert first.as_bytes() == second.as_bytes(), "the same letter, its date too"


def test_a_settled_row_stays_in_the_letter_with_its_day(mail: Post, subject: Document) -> None:
    with acting_as(AS_ADMINISTRATOR):
        ana, by = person("Ana"), local_administrator()
        opened(about(subject), DAY, person=ana)
        remind(on=DAY, by=by)
        settle_due(kind=KIND, about=about(subject), on=date(2026, 3, 2), by=by)
    send()
    assert "settled on March 2, 2026" in mail.letters[0].get_content()
