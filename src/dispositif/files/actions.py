"""Keeping what is handed in."""

from datetime import date
from pathlib import PurePath
from typing import TYPE_CHECKING

from django.db import transaction

from dispositif.files import vault
from dispositif.files.limits import check_size
from dispositif.files.models import Attachment
from dispositif.people.models import Person
from dispositif.trail import actions as trail
from dispositif.trail.party import Party

if TYPE_CHECKING:
    from django.core.files.uploadedfile import UploadedFile


def receive(*, sent: "UploadedFile[bytes]", by: Person, on: date) -> Attachment:
    """Keep a file as it came; one beyond the limit is refused before it is read."""
    check_size(str(sent.name), sent.size or 0, field="files")
    return store(content=sent.read(), name=str(sent.name), by=by, on=on)


@transaction.atomic
def store(*, content: bytes, name: str, by: Person, on: date) -> Attachment:
    """Keep a content; the same content again from the same person is the same attachment."""
    sha256 = vault.address(content)
    held = Attachment.objects.filter(sha256=sha256, stored_by=by.uuid).first()
    if held is not None:
        return held
    attachment = Attachment.objects.create(
        sha256=vault.put(content),
        stored_by=by.uuid,
        size=len(content),
        name=PurePath(name).name[:255],
        stored_on=on,
    )
    trail.record(
        what="files.stored",
        about=Party("attachment", attachment.uuid, attachment.name),
        by=by.as_party(),
        content={"sha256": sha256, "size": len(content)},
    )
    return attachment
