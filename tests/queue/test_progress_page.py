"""The page of a job: whole, as the part that moves, and only for whoever may see it."""

import pytest
from django.test import Client
from django.urls import reverse

from dispositif.people import actions as people
from dispositif.people.models import Account, Person
from dispositif.people.queries import AS_ADMINISTRATOR, local_administrator
from dispositif.queue.models import Progress, State
from dispositif.secrecy.acting import acting_as
from dispositif.server.home import folder
from tests.queue.asking import ask

pytestmark = pytest.mark.database


@pytest.fixture
def client(ana: Person) -> Client:
    """Ana's browser."""
    folder("static")  # WhiteNoise warns of an absent one
    client = Client()
    client.force_login(Account.objects.get(email="ana@example.org"))
    return client


def change(progress: Progress, **fields: object) -> str:
    with acting_as(AS_ADMINISTRATOR):
        Progress.objects.filter(uuid=progress.uuid).update(**fields)
    return reverse("queue:progress", args=[progress.uuid])


def test_the_page_has_a_bar_that_moves_and_a_link_that_needs_no_script(ana: Person, client: Client) -> None:
    address = change(ask(ana, "note", what="x"), state=State.RUNNING, done=1, total=2, words="A/RES/61/181")
    page = client.get(address).content.decode()
    assert page.count("<h1") == 1
    assert '<progress value="1" max="2"' in page
    assert f'hx-get="{address}" hx-trigger="every 1s" hx-swap="outerHTML"' in page
    assert '<a href="">' in page, "the same address again, without JavaScript"
    assert "A/RES/61/181" in page


def test_htmx_gets_the_part_alone_and_an_end_asks_no_more(ana: Person, client: Client) -> None:
    address = change(ask(ana, "note", what="x"), state=State.REFUSED, words="No: Ana may not.")
    answer = client.get(address, headers={"HX-Request": "true"})
    part = answer.content.decode()
    assert "<html" not in part
    assert "No: Ana may not." in part
    assert "hx-get" not in part
    assert "no-store" in answer.headers["Cache-Control"]


def test_what_is_done_leads_on(ana: Person, client: Client) -> None:
    address = change(ask(ana, "note", what="x"), state=State.DONE, done=2, then="/documents/")
    assert '<a href="/documents/">' in client.get(address).content.decode()


def test_nobody_else_learns_that_it_exists(ana: Person, client: Client) -> None:
    address = change(ask(ana, "note", what="x"))
    with acting_as(AS_ADMINISTRATOR):
        by = local_administrator()
        people.enrol(name="Ben", email="ben@example.org", passphrase=None, language="en", by=by)
    client.force_login(Account.objects.get(email="ben@example.org"))
    assert client.get(address).status_code == 404
