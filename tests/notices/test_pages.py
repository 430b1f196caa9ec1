"""Pages of what is due and of messages: what each person sees, what is refused, what can be taken away."""

import csv
import io
from datetime import timedelta

import pytest
from django.conf import settings
from django.test import Client, override_settings

from dispositif.notices import pages
from dispositif.notices.actions import remind, tell
from dispositif.notices.models import Due, Message
from dispositif.people.clock import today
from dispositif.people.models import Account, Person
from dispositif.people.queries import local_administrator
from dispositif.people.rules import Role
from dispositif.trail.party import Party
from dispositif.world.models import Entity
from tests.notices.subjects import KIND, UNKNOWN, WHAT, opened, posted
from tests.world import DAY, person, signed_in

pytestmark = [pytest.mark.database, pytest.mark.usefixtures("world")]
DUE, MESSAGES, PANEL = "/notices/due/", "/notices/messages/", "/notices/panels/due/"


@pytest.fixture
def officer(world: None) -> Person:
    return posted("Officer", "UNODC", Role.SECRETARIAT)


@pytest.fixture
def client(officer: Person) -> Client:
    return signed_in(officer)


def put(officer: Person, label: str, days: int, **given: object) -> Due:
    """Something due so many days from today."""
    return opened(
        Party("person", officer.uuid, label), today() + timedelta(days), occurrence=label[:40], **given
    )


def page(client: Client, address: str = DUE) -> str:
    response = client.get(address)
    assert response.status_code == 200, response.content.decode()
    return response.content.decode()


def test_a_row_says_its_day_its_distance_why_and_from_whom(officer: Person, client: Client) -> None:
    put(officer, "A/RES/99/1", 12, entity=Entity.objects.get(code="UNODC"))
    put(officer, "A/RES/99/2", -3, person=officer)
    put(officer, "A/RES/99/3", 0, facts={"asked_on": ""})
    shown = page(client, f"{DUE}?for=all")
    assert "Report on A/RES/99/1, asked for on Dec. 20, 2006" in shown.replace("December", "Dec.")
    assert 'class="due-when due-later">in 12 days<' in shown
    assert 'class="due-when due-late">3 days late<' in shown
    assert 'class="due-when due-soon">today<' in shown
    assert "because of 2006-12-20" in shown
    assert "United Nations Office on Drugs and Crime" in shown
    assert "nobody named yet" in shown
    assert shown.index("A/RES/99/2") < shown.index("A/RES/99/3") < shown.index("A/RES/99/1")


def test_in_french_the_owner_has_a_french_name(officer: Person) -> None:
    put(officer, "A/RES/99/1", 12, entity=Entity.objects.get(code="UNODC"))
    client = signed_in(officer)
    client.cookies[settings.LANGUAGE_COOKIE_NAME] = "fr"
    assert "Office des Nations Unies contre la drogue et le crime" in page(client)


def test_mine_comes_first_where_there_is_any(officer: Person, client: Client) -> None:
    put(officer, "theirs", 1)
    assert "theirs" in page(client), "nothing of mine: the list of all"
    put(officer, "mine", 2, person=officer)
    put(officer, "ours", 3, entity=Entity.objects.get(code="UNODC"))
    shown = {whose: page(client, DUE + whose) for whose in ("", "?for=me", "?for=entity", "?for=all")}
    found = {whose: [word for word in ("theirs", "mine", "ours") if f"Report on {word}" in said]
             for whose, said in shown.items()}  # fmt: skip
    assert found == {
        "": ["mine", "ours"], "?for=me": ["mine", "ours"], "?for=entity": ["ours"],
        "?for=all": ["theirs", "mine", "ours"],
    }  # fmt: skip


def test_the_list_is_filtered(officer: Person, client: Client) -> None:
    put(officer, "late", -1)
    put(officer, "soon", 5)
    put(officer, "strange", 90, kind=UNKNOWN)
    until = (today() + timedelta(5)).isoformat()
    for asked, words in {
        "overdue=1": ["late"], f"until={until}": ["late", "soon"], f"kind={KIND}": ["late", "soon"],
    }.items():  # fmt: skip
        shown = page(client, f"{DUE}?{asked}")
        assert [word for word in ("late", "soon", "strange") if f">Report on {word}" in shown] == words
        assert ">strange<" not in shown
    assert ">strange<" in page(client), "a kind that nobody worded shows its subject"


@pytest.mark.parametrize(
    ("asked", "said"),
    [
        ("until=not-a-date", "“not-a-date” is not a day"),
        ("until=2026-02-30", "“2026-02-30” is not a day"),
        ("for=zebra", "There is no list for “zebra”"),
        ("kind=zebra", "Nothing of the kind “zebra”"),
    ],
)
def test_what_is_not_understood_is_refused_in_place_and_at_every_door(
    client: Client, asked: str, said: str
) -> None:
    for address in (f"{DUE}?{asked}", f"{DUE}?{asked}&format=csv", f"/notices/calendar.ics?{asked}"):
        response = client.get(address)
        assert response.status_code == 400
        assert said in response.content.decode(), address


def test_whoever_has_nothing_is_told_why(officer: Person, client: Client) -> None:
    assert "Nothing is due." in page(client)
    assert "Nothing is due." in page(client, PANEL)
    assert "Sign in to see" in page(Client(), f"{DUE}?for=me")
    assert "posted to no entity" in page(signed_in(person("Reader")), f"{DUE}?for=entity")
    assert Client().post(DUE).status_code == 405


def test_long_lists_are_leafed_through_and_counted_only_so_far(
    officer: Person, client: Client, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(pages, "LONG", 50)
    for number in range(50):
        put(officer, f"row {number:02}", number)
    assert "1 to 25 of 50" in page(client)
    assert "more than" not in page(client)
    put(officer, "row 50", 50)
    assert "1 to 25 of more than 50" in page(client)
    assert "Page 1 of" not in page(client)
    second = page(client, f"{DUE}?page=2")
    assert "Report on row 49" in second
    assert "Report on row 50" not in second
    table = client.get(f"{DUE}?format=csv").content.decode("utf-8-sig")
    assert len(list(csv.reader(io.StringIO(table)))) == 52


def test_the_table_to_take_away_holds_no_formula(officer: Person, client: Client) -> None:
    put(officer, "=1+1", -2, kind=UNKNOWN, person=officer)
    response = client.get(f"{DUE}?format=csv")
    assert response["Content-Disposition"] == 'attachment; filename="due.csv"'
    [row] = csv.DictReader(io.StringIO(response.content.decode("utf-8-sig")))
    assert (row["what"], row["days_late"], row["owner"]) == ("'=1+1", "2", "Officer")
    assert row["address"] == "http://testserver/documents/"
    with override_settings(PUBLIC_ADDRESS="https://registry.example.org"):
        content = client.get(f"{DUE}?format=csv").content.decode()
    assert "https://registry.example.org/documents/" in content


def test_the_first_page_has_a_panel_and_the_menu_a_link(officer: Person, client: Client) -> None:
    for number in range(7):
        put(officer, f"row {number}", number, person=officer)
    first = page(client, "/")
    assert PANEL in first
    assert f'href="{DUE}"' in first
    shown = page(client, PANEL)
    assert shown.count("<li>") == 5
    assert "/notices/due/?for=me" in shown
    assert "/notices/due/?for=all" in page(Client(), PANEL)


def said(to: Person, once: str) -> Message:
    found = tell(person=to, what=WHAT, about=to.as_party(), url="/documents/", facts={}, on=DAY, once=once)
    assert found is not None
    return found


def test_messages_are_read_one_by_one_or_all_at_once(officer: Person, client: Client) -> None:
    first, _ = said(officer, "first"), said(officer, "second")
    shown = page(client, MESSAGES)
    assert "A report on Officer is asked for" in shown
    assert "2 unread messages" in shown
    assert "Mail is not set up" in shown
    assert client.post(MESSAGES, {"message": str(first.uuid)}).status_code == 302
    assert "1 unread message" in page(client, MESSAGES)
    client.post(MESSAGES, {"message": "all"})
    assert "Mark" not in page(client, MESSAGES)
    refused = client.post(MESSAGES, {"message": "zebra"})
    assert refused.status_code == 400
    assert "Which message" in refused.content.decode()


def test_messages_are_for_persons(client: Client) -> None:
    assert Client().get(MESSAGES).status_code == 302
    nobody = Client()
    nobody.force_login(Account.objects.create_user("nobody@example.org", None))
    assert "this account has none" in nobody.get(MESSAGES).content.decode()
    assert "No message has been written to you." in page(client, MESSAGES)


def test_a_digest_lists_its_rows_as_they_stand_today(officer: Person, client: Client) -> None:
    rows = [put(officer, f"row {number:02}", 0, person=officer, on=today()) for number in range(52)]
    assert remind(on=today(), by=local_administrator()) == 1
    Due.objects.filter(pk=rows[0].pk).update(settled_on=DAY)
    shown = page(client, MESSAGES)
    assert "Reminder of due dates: 52 to look at" in shown
    assert "settled on March 1, 2026" in shown
    assert "And more: 2." in shown


@override_settings(MAIL_SET_UP=True)
def test_a_message_says_what_became_of_its_letter(officer: Person, client: Client) -> None:
    fault, sent = said(officer, "first"), said(officer, "second")
    Message.objects.filter(pk=fault.pk).update(last_fault="550 no such person")
    Message.objects.filter(pk=sent.pk).update(sent_at=sent.written_at)
    shown = page(client, MESSAGES)
    assert "not sent by mail: 550 no such person" in shown
    assert "sent by mail" in shown
    assert "Mail is not set up" not in shown
