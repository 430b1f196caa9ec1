"""Due rows as a calendar (RFC 5545): one all-day event for each, with a reminder a week before.

The same rows give the same bytes: an event's UID is its row's uuid, its stamp the day of the last change.
"""

from collections.abc import Sequence
from datetime import UTC, datetime, time, timedelta

from django.utils.translation import get_language
from django.utils.translation import gettext as _
from icalendar import Alarm, Calendar, Event

from dispositif.kernel.refusal import Refusal, phrase
from dispositif.notices.words import DueShown

LARGEST = 2000
"""Events that one calendar holds; more make programs slow, and nobody reads them."""
BEFORE = timedelta(days=-7)


def calendar(rows: Sequence[DueShown], *, address: str) -> bytes:
    """The rows in the order given, in the active language. `address` stands before each row's path.

    Without an address there is no URL property, which has to be whole. Refuses more than LARGEST rows.
    """
    if len(rows) > LARGEST:
        said = phrase("A calendar holds %(limit)s days at most: ask for less, for instance until a day.")
        raise Refusal("notices.calendar_too_long", said, field="until", limit=LARGEST)
    made = Calendar()
    made.add("version", "2.0")
    made.add("prodid", f"-//Dispositif//due dates//{(get_language() or 'en').upper()}")
    made.add("x-wr-calname", _("What is due"))
    for one in rows:
        made.add_component(_event(one, address))
    return bytes(made.to_ical())


def _event(one: DueShown, address: str) -> Event:
    changed = datetime.combine(one.row.changed_on, time(), UTC)
    event = Event()
    event.add("uid", str(one.row.uuid))
    event.add("dtstamp", changed)
    event.add("last-modified", changed)
    event.add("dtstart", one.row.due_on)
    event.add("summary", one.sentence)
    event.add("transp", "TRANSPARENT")
    if said := "\n".join(filter(None, [one.because, one.owner])):
        event.add("description", said)
    if address:
        event.add("url", address + one.row.url)
    event.add_component(_alarm(one))
    return event


def _alarm(one: DueShown) -> Alarm:
    alarm = Alarm()
    alarm.add("action", "DISPLAY")
    alarm.add("trigger", BEFORE)
    alarm.add("description", one.sentence)
    return alarm
