"""Keeping what is handed in."""

from datetime import date
from typing import TYPE_CHECKING

from django.conf import settings
from django.db import transaction

from dispositif.files import scanner, vault
from dispositif.files.kinds import check_kind
from dispositif.files.limits import check_size
from dispositif.files.models import Attachment
from dispositif.files.names import safe
from dispositif.people.models import Person
from dispositif.trail import actions as trail
from dispositif.trail.party import Party

if TYPE_CHECKING:
    from django.core.files.uploadedfile import UploadedFile


def receive(*, sent: "UploadedFile[bytes]", by: Person, on: date, about: Party | None = None) -> Attachment:
    """Keep a file as it came; one beyond the limit is refused before it is read. `about` as in `store`."""
    check_size(str(sent.name), sent.size or 0, field="files", limit=settings.LETTER_LIMIT if about else None)
    return store(content=sent.read(), name=str(sent.name), by=by, on=on, about=about)


@transaction.atomic
def store(*, content: bytes, name: str, by: Person, on: date, about: Party | None = None) -> Attachment:
    """Keep a content; the same content again from the same person about the same is the same attachment.

    With `about` it is a letter or an annex: its kind is checked by content, its size by LETTER_LIMIT, and
    it is seen by exactly those who see that subject. Whoever writes must see the subject herself, in the
    same transaction: PostgreSQL refuses the row otherwise (ProgrammingError). Where a scanner is switched
    on, nothing is kept that it did not pass.
    """
    kind = _checked_letter(name, content) if about else ""
    engine = scanner.scan(name, content)
    subject = about.uuid if about else None
    sha256 = vault.address(content)
    held = Attachment.objects.filter(sha256=sha256, stored_by=by.uuid, subject_uuid=subject).first()
    if held is not None:
        return held
    attachment = Attachment.objects.create(
        sha256=vault.put(content),
        stored_by=by.uuid,
        size=len(content),
        name=safe(name),
        stored_on=on,
        subject_kind=about.kind if about else "",
        subject_uuid=subject,
        kind=kind,
        scanned_with=engine,
    )
    _tell(attachment, about, by)
    return attachment


def _checked_letter(name: str, content: bytes) -> str:
    check_size(safe(name), len(content), limit=settings.LETTER_LIMIT)
    return check_kind(safe(name), content)


def _tell(attachment: Attachment, about: Party | None, by: Person) -> None:
    """In the subject's own history where it has one, so that its readers see what was added."""
    content = {"sha256": attachment.sha256, "size": attachment.size}
    trail.record(
        what="files.stored",
        about=about or Party("attachment", attachment.uuid, attachment.name),
        by=by.as_party(),
        content=content | ({"file": attachment.name} if about else {}),
    )
