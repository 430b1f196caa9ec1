"""A message as a letter: plain text in the person's language, under the same Message-ID every time."""

from datetime import date
from email.utils import format_datetime

from django.conf import settings
from django.core.mail import EmailMessage
from django.utils.translation import gettext as _
from django.utils.translation import override

from dispositif.notices.models import Message
from dispositif.notices.words import DueShown, MessageShown, day, messages_shown
from dispositif.people.models import Person

SUBJECT = 150  # characters; longer ones are cut by most programs anyway


def letter(message: Message, person: Person, on: date) -> EmailMessage:
    """The letter to the person; read as the person, whose policies decide what it lists."""
    with override(person.language):
        [said] = messages_shown([message], on)
        return EmailMessage(
            subject=" ".join(said.sentence.split())[:SUBJECT],
            body=_body(said),
            to=[str(person.account)],
            headers={
                "Message-ID": f"<{message.uuid}@{settings.MAIL_DOMAIN}>",
                "Date": format_datetime(message.written_at),
                "Auto-Submitted": "auto-generated",  # RFC 3834: no answer of an absent person comes back
                "Content-Language": person.language,
            },
        )


def absolute(path: str) -> str:
    """An address as somebody outside reaches it; the path alone where no public address is set."""
    return settings.PUBLIC_ADDRESS + path


def _body(said: MessageShown) -> str:
    parts = [said.sentence, *map(_listed, said.listed)]
    if said.more > 0:
        parts.append(_("And more: %(count)s.") % {"count": said.more})
    parts += [
        absolute(said.row.url),
        _("This message was written by a program: an answer to it reaches nobody."),
    ]
    return "\n\n".join(parts) + "\n"


def _listed(one: DueShown) -> str:
    first = f"- {day(one.row.due_on)} ({one.when}): {one.sentence}"
    return "\n".join([first, *filter(None, [one.because]), absolute(one.row.url)])
