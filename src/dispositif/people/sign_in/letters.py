"""Mail of sign-in: sent beside the answer, so that its time tells nobody whether an address is known."""

import logging
from datetime import date
from smtplib import SMTPException
from threading import Thread

from django.conf import settings
from django.core.mail import EmailMessage
from django.db import transaction
from django.urls import reverse
from django.utils.formats import date_format
from django.utils.translation import gettext as _
from django.utils.translation import override

from dispositif.people.models.person import Person

logger = logging.getLogger(__name__)


def post(letter: EmailMessage) -> None:
    """Send it once the change it tells of is committed."""
    transaction.on_commit(Thread(target=_send, args=[letter], name="letter").start)


def _send(letter: EmailMessage) -> None:
    try:
        letter.send()
    except (OSError, SMTPException):
        logger.exception("a letter of sign-in was not sent; it can be asked for again")


def link_of(secret: str) -> str:
    """The address that a secret opens; the path alone where no public address is set."""
    return settings.PUBLIC_ADDRESS + reverse("people:accept_invitation", args=[secret])


def invitation(person: Person, address: str, link: str, until: date) -> EmailMessage:
    """The letter of an invitation, in the person's language."""
    with override(person.language):
        said = _(
            "%(name)s, you are invited to Dispositif."
            " This link sets your passphrase; it works once, until %(until)s:"
        )
        facts = {"name": person.name, "until": date_format(until)}
        closing = _("If it has expired, have it sent again: %(address)s")
        again = settings.PUBLIC_ADDRESS + reverse("people:send_invitation")
        return written(
            address, _("Your invitation to Dispositif"), said % facts, link, closing % {"address": again}
        )


def written(address: str, subject: str, *parts: str) -> EmailMessage:
    """A letter to one address, its parts as paragraphs."""
    headers = {"Auto-Submitted": "auto-generated"}  # RFC 3834
    closing = _("This message was written by a program: an answer to it reaches nobody.")
    return EmailMessage(subject, "\n\n".join([*parts, closing]) + "\n", to=[address], headers=headers)
