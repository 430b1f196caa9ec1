"""Files of a request: the note verbale as it came, and its annexes."""

from datetime import date
from typing import TYPE_CHECKING

from django.db import transaction

from dispositif.assistance.actions.standing import check_right
from dispositif.assistance.models import Request
from dispositif.files.actions import receive
from dispositif.files.models import Attachment
from dispositif.kernel.refusal import Refusal, phrase
from dispositif.kernel.sensitivity import Sensitivity
from dispositif.people.models import Person

if TYPE_CHECKING:
    from django.core.files.uploadedfile import UploadedFile


@transaction.atomic
def attach(*, request: Request, sent: "UploadedFile[bytes]", by: Person, on: date) -> Attachment:
    """Keep a file with a request; whoever sees the request sees the file, and nobody else.

    Refused where the request is strictly confidential: such material is held by reference only.
    """
    check_right("assistance.hand_in", by, on)
    if request.sensitivity == Sensitivity.STRICTLY_CONFIDENTIAL:
        said = phrase("Strictly confidential material is held by reference only: no file is kept.")
        raise Refusal("assistance.strict_without_files", said, field="files")
    return receive(sent=sent, by=by, on=on, about=request.as_party())
