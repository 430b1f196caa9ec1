"""Plain rules of notices: who writes, what may be asked for, on which days reminders are written."""

from contextlib import suppress
from dataclasses import dataclass
from datetime import date, timedelta
from urllib.parse import parse_qs, unquote, urlsplit

from dispositif.kernel.refusal import Refusal, phrase
from dispositif.people.rules import Role

WRITERS = tuple(role.value for role in Role if role not in (Role.READER, Role.AUDITOR))
"""Whoever can change something somewhere: due rows are written by the actions of later rooms."""
INSIDE = r"^/([^/\\]|$)"
"""Addresses within this site: none that leads to another one or runs a script."""

FOR = ("me", "entity", "all")
"""Whose list: mine and my entities', my entities' alone, everybody's."""

REMINDERS = (30, 7, 1, 0)
"""Days before the day on which a reminder is written."""
EVERY = 7
"""Days between reminders of what is late."""


def reminder_day(due_on: date, on: date) -> date | None:
    """The last day up to `on` that asks for a reminder; None while the first is still to come."""
    late = (on - due_on).days
    if late >= 0:
        return due_on + timedelta(late - late % EVERY)
    days = (due_on - timedelta(before) for before in sorted(REMINDERS))
    return next((day for day in days if day <= on), None)


def reminds(due_on: date, *, opened_on: date, reminded_on: date | None, on: date) -> bool:
    """Whether a reminder is to be written on the day, for this day or for one that was missed."""
    day = reminder_day(due_on, on)
    if day is None:
        return False
    return day >= opened_on if reminded_on is None else day > reminded_on


PORTS = {"smtp": 25, "smtps": 465}
SENDER = "dispositif@dispositif"


@dataclass(frozen=True, slots=True)
class MailServer:
    """Where mail is handed in; without a host nothing is sent. `tls` at once, or after STARTTLS."""

    host: str = ""
    port: int = 0
    user: str = ""
    passphrase: str = ""
    tls: bool = False
    starttls: bool = False
    sender: str = SENDER

    @property
    def domain(self) -> str:
        """The right side of every Message-ID."""
        return self.sender.rpartition("@")[2]


def mail_server(place: str) -> MailServer:
    """From `smtp://user:passphrase@host:port?from=address`, or `smtps://` for TLS from the start.

    Over `smtp://` a passphrase is sent after STARTTLS only. An empty place: no server.
    """
    if not place:
        return MailServer()
    parts, port = urlsplit(place), None
    with suppress(ValueError):
        port = parts.port or PORTS.get(parts.scheme)
    if not (parts.scheme in PORTS and port and parts.hostname):
        said = phrase(
            "DISPOSITIF_MAIL is not understood: write smtp://user:passphrase@host:port, or smtps://."
        )
        raise Refusal("notices.mail_place", said, field="DISPOSITIF_MAIL")
    return MailServer(
        host=parts.hostname,
        port=port,
        user=unquote(parts.username or ""),
        passphrase=unquote(parts.password or ""),
        tls=parts.scheme == "smtps",
        starttls=parts.scheme == "smtp" and bool(parts.username),
        sender=parse_qs(parts.query).get("from", [SENDER])[0],
    )
