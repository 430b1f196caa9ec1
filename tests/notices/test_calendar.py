"""The calendar: read back by a parser, the same bytes for the same rows, in the reader's language."""

from datetime import UTC, date, datetime, timedelta

import pytest
from django.test import Client
from django.utils.translation import override
from icalendar import Calendar

from dispositif.kernel.refusal import Refusal
from dispositif.notices import calendar as calendars
from dispositif.notices import queries
from dispositif.notices.models import Due
from dispositif.notices.words import shown
from dispositif.people.models import Person
from dispositif.trail.party import Party
from dispositif.world.models import Entity
from tests.notices.subjects import opened
from tests.world import DAY, person

pytestmark = [pytest.mark.database, pytest.mark.usefixtures("world")]
LONG = "Кириллица, 中文, العربية; é\\ à " * 5
ADDRESS = "https://registry.example.org"


@pytest.fixture
def ana(world: None) -> Person:
    return person("Ana")


def made(address: str = ADDRESS, on: date = DAY) -> bytes:
    rows = queries.due(queries.Asked(), person=None, on=on)
    return calendars.calendar(shown(list(rows), on), address=address)


def events(content: bytes) -> list[object]:
    return list(Calendar.from_ical(content).walk("VEVENT"))


def put(ana: Person, label: str, due_on: date, **given: object) -> Due:
    return opened(Party("person", ana.uuid, label), due_on, occurrence=label[:40], **given)


def test_an_event_is_what_its_row_is(ana: Person) -> None:
    row = put(ana, LONG, date(2026, 6, 30), entity=Entity.objects.get(code="UNODC"))
    [event] = events(made())
    assert str(event["UID"]) == str(row.uuid)  # type: ignore[index]
    assert event.decoded("DTSTART") == date(2026, 6, 30)  # type: ignore[attr-defined]
    assert event.decoded("DTSTAMP") == datetime(2026, 3, 1, tzinfo=UTC)  # type: ignore[attr-defined]
    assert LONG.strip() in str(event["SUMMARY"])  # type: ignore[index]
    assert str(event["URL"]) == f"{ADDRESS}/documents/"  # type: ignore[index]
    why, owner = str(event["DESCRIPTION"]).split("\n")  # type: ignore[index]
    assert (why, owner) == ("because of 2006-12-20", "United Nations Office on Drugs and Crime")
    [alarm] = event.walk("VALARM")  # type: ignore[attr-defined]
    assert alarm.decoded("TRIGGER") == timedelta(days=-7)


def test_lines_are_folded_and_end_as_the_standard_says(ana: Person) -> None:
    put(ana, LONG, date(2026, 6, 30))
    content = made()
    lines = content.split(b"\r\n")
    assert max(map(len, lines)) <= 75, "octets, RFC 5545, 3.1"
    assert b"\n" not in content.replace(b"\r\n", b"")
    for name in (b"BEGIN:VCALENDAR", b"VERSION:2.0", b"END:VCALENDAR"):
        assert lines.count(name) == 1


def test_the_same_rows_give_the_same_bytes_and_a_change_another_stamp(ana: Person) -> None:
    for number in range(5):
        put(ana, f"row {number}", date(2026, 6, 30))
    before = made()
    assert made(on=date(2026, 3, 20)) == before, "the day on which it is asked for is not in it"
    put(ana, "row 0", date(2026, 7, 1), on=date(2026, 3, 20))
    after = made()
    assert [str(one["UID"]) for one in events(after)] != [str(one["UID"]) for one in events(before)]  # type: ignore[index]
    assert {str(one["UID"]) for one in events(after)} == {str(one["UID"]) for one in events(before)}  # type: ignore[index]
    assert b"DTSTAMP:20260320T000000Z" in after


def test_without_an_address_or_a_reason_the_properties_are_absent(ana: Person) -> None:
    put(ana, "row", date(2026, 6, 30), facts={"asked_on": ""}, kind="sample.unworded")
    [event] = events(made(address=""))
    assert "URL" not in event  # type: ignore[operator]
    assert "DESCRIPTION" not in event  # type: ignore[operator]


def test_it_speaks_the_readers_language(ana: Person) -> None:
    put(ana, "row", date(2026, 6, 30), entity=Entity.objects.get(code="UNODC"))
    with override("fr"):
        [event] = events(made())
    assert "20 décembre 2006" in str(event["SUMMARY"])  # type: ignore[index]
    assert "Office des Nations Unies" in str(event["DESCRIPTION"])  # type: ignore[index]


def test_a_calendar_that_nobody_reads_is_refused(ana: Person, monkeypatch: pytest.MonkeyPatch) -> None:
    put(ana, "one", date(2026, 6, 30))
    put(ana, "two", date(2026, 6, 30))
    monkeypatch.setattr(calendars, "LARGEST", 1)
    with pytest.raises(Refusal, match="holds 1 days at most") as refusal:
        made()
    assert refusal.value.code == "notices.calendar_too_long"


def test_both_addresses_give_it(ana: Person) -> None:
    put(ana, "one", date(2026, 6, 30))
    client = Client()
    for address in ("/notices/calendar.ics", "/notices/due/?format=ics"):
        response = client.get(address)
        assert response["Content-Type"].startswith("text/calendar")
        assert events(response.content) == [], "a visitor does not see Ana"
    client.force_login(ana.account)
    assert len(events(client.get("/notices/calendar.ics?for=all").content)) == 1
    assert events(client.get("/notices/calendar.ics?for=me").content) == []
