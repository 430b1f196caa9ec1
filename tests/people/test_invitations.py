"""Invitations: one link that works once, sent again by oneself, the same answer for every address."""

import time
from datetime import date, timedelta

import pytest
from django.core import mail
from django.core.cache import cache
from django.test import Client, TestCase, override_settings

from dispositif.kernel.refusal import Refusal
from dispositif.people import actions
from dispositif.people.clock import today
from dispositif.people.models import Invitation, Person
from dispositif.people.queries import AS_ADMINISTRATOR, VISITOR, local_administrator
from dispositif.people.sign_in.queries import invitations_of
from dispositif.people.sign_in.rules import INVITATION_STATES, InvitationState
from dispositif.secrecy.acting import acting_as
from tests.people.signing import ADDRESS, ANOTHER, PASSPHRASE, enrolled, known, told, try_in, without_tokens

pytestmark = pytest.mark.database


@pytest.fixture(autouse=True)
def invited(database: None) -> Person:
    cache.clear()
    mail.outbox.clear()
    return enrolled(passphrase=None)


def _invite(person: Person, on: date | None = None) -> str:
    return actions.invite(person=person, by=local_administrator(), on=on or today()).link


def _arrived(count: int) -> list[str]:
    """The letters, which are sent beside the answer."""
    until = time.monotonic() + 10
    while len(mail.outbox) < count and time.monotonic() < until:
        time.sleep(0.01)
    return [str(letter.body) for letter in mail.outbox]


def _set(link: str, passphrase: str = PASSPHRASE) -> tuple[int, str]:
    sent = {"password1": passphrase, "password2": passphrase}
    answer = Client().post(link, sent)
    return answer.status_code, answer.content.decode()


def test_the_link_sets_a_passphrase_that_signs_in(invited: Person) -> None:
    link = _invite(invited)
    page = Client().get(link).content.decode()
    assert "Welcome, Nadia" in page
    assert page.count('autocomplete="new-password"') == 2
    assert 'autocomplete="username"' in page
    assert _set(link)[0] == 302
    client = Client()
    assert try_in(client).status_code == 302
    assert known(client)
    assert told()[-2:] == ["people.invited", "people.invitation_accepted"]


def test_a_link_used_twice_is_refused_with_clear_words(invited: Person) -> None:
    link = _invite(invited)
    _set(link)
    status, page = _set(link, ANOTHER)
    assert status == 400
    assert "This invitation has been used: it works once." in page
    assert try_in(Client(), ANOTHER).status_code == 200


def test_only_the_digest_is_kept(invited: Person) -> None:
    secret = _invite(invited).rstrip("/").rpartition("/")[2]
    row = Invitation.objects.get()
    assert secret not in {str(value) for value in row.__dict__.values()}
    assert row.state(today()) is InvitationState.OPEN


@pytest.mark.parametrize(("days", "works"), [(14, True), (15, False)])
def test_it_expires_after_fourteen_days(invited: Person, days: int, works: bool) -> None:
    page = Client().get(_invite(invited, today() - timedelta(days=days))).content.decode()
    assert ("Welcome" in page) is works
    assert ("has expired" in page) is not works


def test_a_link_of_no_invitation(invited: Person) -> None:
    answer = Client().get("/account/invitation/dsp_nothing/")
    assert answer.status_code == 400
    assert "belongs to no invitation" in answer.content.decode()


def test_a_newer_invitation_closes_the_older(invited: Person) -> None:
    first, second = _invite(invited), _invite(invited)
    assert "A newer invitation has been sent" in Client().get(first).content.decode()
    assert Client().get(second).status_code == 200
    states = [one.state(today()) for one in invitations_of(invited)]
    assert states == [InvitationState.OPEN, InvitationState.REPLACED]
    assert INVITATION_STATES.keys() == set(InvitationState)


@pytest.mark.parametrize("weak", ["short", "password1234", "nadia nadia nadia"])
def test_a_weak_passphrase_is_refused_and_the_link_still_works(invited: Person, weak: str) -> None:
    link = _invite(invited)
    status, page = _set(link, weak)
    assert status == 200
    assert "errorlist" in page
    assert _set(link)[0] == 302


def test_both_have_to_be_the_same(invited: Person) -> None:
    answer = Client().post(_invite(invited), {"password1": PASSPHRASE, "password2": ANOTHER})
    assert "This is not the same passphrase." in answer.content.decode()


def test_she_has_it_sent_again_herself_and_the_answer_is_the_same_for_all(invited: Person) -> None:
    old = _invite(invited)
    pages = []
    with override_settings(PUBLIC_ADDRESS="https://dispositif.example"):
        for address in (ADDRESS, "nobody@example.org"):
            with TestCase.captureOnCommitCallbacks(execute=True):
                answer = Client().post("/account/invitation/", {"email": address.upper()})
                pages.append(answer.content.decode())
    assert without_tokens(pages[0]) == without_tokens(pages[1])
    assert "on its way" in pages[0]
    [letter] = _arrived(1)
    link = next(line for line in letter.splitlines() if line.startswith("https://dispositif.example/account"))
    assert "A newer invitation" in Client().get(old).content.decode()
    assert _set(link.removeprefix("https://dispositif.example"))[0] == 302
    assert told()[-2:] == ["people.invitation_sent_again", "people.invitation_accepted"]


def test_a_mailbox_is_not_filled_by_asking_often(invited: Person) -> None:
    _invite(invited)
    for _asked in range(3):
        Client().post("/account/invitation/", {"email": ADDRESS})
    assert told().count("people.invitation_sent_again") == 1


def test_asking_very_often_is_stopped(invited: Person) -> None:
    answers = [Client().post("/account/invitation/", {"email": ADDRESS}).status_code for _ in range(21)]
    assert answers == [200] * 20 + [429]
    assert Client(REMOTE_ADDR="192.0.2.9").post("/account/invitation/", {"email": ADDRESS}).status_code == 200
    assert Client().post("/account/invitation/x/", {}).status_code == 400


def test_who_was_never_invited_or_has_a_passphrase_gets_nothing(invited: Person) -> None:
    actions.send_again(address=ADDRESS, on=today())
    other = enrolled("omar@example.org", name="Omar")
    actions.send_again(address="omar@example.org", on=today())
    assert not Invitation.objects.exists()
    with pytest.raises(Refusal, match="nothing to accept"):
        _invite(other)


def test_the_letter_is_in_the_language_of_whoever_is_invited(invited: Person) -> None:
    invited.language = "fr"
    invited.save()
    with TestCase.captureOnCommitCallbacks(execute=True):
        _invite(invited)
    [letter] = _arrived(1)
    assert "/account/invitation/dsp_" in letter
    assert mail.outbox[0].to == [ADDRESS]
    assert mail.outbox[0].extra_headers["Auto-Submitted"] == "auto-generated"


def test_nobody_sees_the_invitation_of_somebody_else(invited: Person) -> None:
    _invite(invited)
    with acting_as(VISITOR):
        assert not Invitation.objects.exists()
    with acting_as(AS_ADMINISTRATOR):
        assert Invitation.objects.get().as_party().label == "Nadia"
