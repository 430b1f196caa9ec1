"""Delivery by mail: once, unless a worker is killed between the mail server's yes and the commit."""

import logging
from contextlib import suppress
from datetime import date, timedelta

from django.conf import settings
from django.core.mail import EmailMessage, get_connection
from django.core.mail.backends.base import BaseEmailBackend
from django.db.models import DurationField, ExpressionWrapper, F, Q, QuerySet, Value
from django.db.models.functions import Now, Power

from dispositif.kernel.refusal import phrase
from dispositif.notices.delivery import letter
from dispositif.notices.models import Message
from dispositif.queue.perform import acting_of
from dispositif.secrecy.acting import Acting, acting_as

KEPT = timedelta(days=7)
"""What is older is not sent any more: it stays on the page, and mail set up later floods nobody."""
WAIT = timedelta(minutes=1)
"""After the first failure twice as long, after the second four times: ten failures last a day."""
LONGEST = 200  # characters of a fault that are kept
WITHHELD = phrase("It is about something that the person may not see any more.")
log = logging.getLogger(__name__)


def deliver(*, acting: Acting, on: date) -> int:
    """Send what waits, each message in its own transaction, as the administrator (`acting`); how many.

    Several workers may run: a message is locked by the one that sends it. A killed worker's lock goes
    with its connection, and its message goes out again with the same Message-ID. Not inside a transaction.
    """
    if not settings.MAIL_SET_UP:
        return 0
    sent, connection = 0, get_connection()
    try:
        while (done := _deliver_next(connection, acting, on)) is not None:
            sent += done
    except OSError as fault:  # smtplib's faults are among them
        log.warning("the mail server is not to be had: %s", fault)
        with acting_as(acting):
            waiting().update(last_fault=_short(fault))
    finally:
        _close(connection)
    return sent


def waiting() -> QuerySet[Message]:
    """Messages that are to be sent now; not those that failed a moment ago."""
    pause = ExpressionWrapper(Value(WAIT) * Power(Value(2), F("attempts")), output_field=DurationField())
    rested = Q(tried_at=None) | Q(tried_at__lt=Now() - pause)
    young = Q(written_at__gt=Now() - KEPT)
    return Message.objects.filter(rested, young, sent_at=None, person__account__is_active=True)


def _deliver_next(connection: BaseEmailBackend, acting: Acting, on: date) -> int | None:
    """Send one message and commit: 1 if it went out, 0 if it did not, None when none waits.

    Raises OSError, with nothing changed, when the server itself does not answer: no message's fault.
    """
    with acting_as(acting):
        message = waiting().order_by("id").select_for_update(skip_locked=True, of=("self",)).first()
        if message is None:
            return None
        connection.open()
        fault = _send(connection, message, on)
        row = Message.objects.filter(pk=message.pk)
        now = None if fault else Now()
        row.update(attempts=F("attempts") + 1, tried_at=Now(), sent_at=now, last_fault=fault)
        return 0 if fault else 1


def _send(connection: BaseEmailBackend, message: Message, on: date) -> str:
    """Why the message did not go out; empty when it did. What is wrong with one keeps no other back."""
    try:
        made = _letter(message, on)
        if made is None:
            return WITHHELD
        connection.send_messages([made])
    except Exception as fault:
        if not isinstance(fault, OSError):
            log.exception("message %s cannot be made", message.uuid)
        _close(connection)  # whatever state the session is in: the next message opens another
        return _short(fault)
    return ""


def _letter(message: Message, on: date) -> EmailMessage | None:
    """Written as the person; None for what the person may not see any more."""
    acting, person = acting_of(message.person.uuid, on)
    with acting_as(acting):
        seen = Message.objects.filter(pk=message.pk).first()
        return letter(seen, person, on) if seen else None


def _close(connection: BaseEmailBackend) -> None:
    with suppress(OSError):
        connection.close()


def _short(fault: Exception) -> str:
    return (str(fault) or type(fault).__name__)[:LONGEST]
