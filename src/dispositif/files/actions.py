"""Keeping what is handed in."""

from datetime import date
from pathlib import PurePath

from django.db import transaction

from dispositif.files import vault
from dispositif.files.models import Attachment
from dispositif.people.models import Person
from dispositif.trail import actions as trail
from dispositif.trail.party import Party


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
