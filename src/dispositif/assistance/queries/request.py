"""Requests found and listed, in order of receipt: nothing else orders them."""

from django.db.models import QuerySet

from dispositif.assistance.models import Move, PointAnswer, Request
from dispositif.assistance.receipts import written
from dispositif.files.models import Attachment
from dispositif.kernel.refusal import Refusal, phrase


def in_order() -> QuerySet[Request]:
    """Every request that the policies show, the first received first."""
    return Request.objects.select_related("state", "theme", "instrument").order_by("received_on", "pk")


def by_receipt(receipt: str) -> Request:
    """The request of a number, however typed; refused alike where there is none or none to be seen."""
    found = in_order().filter(receipt=written(receipt)).first()
    if found is None:
        said = phrase("No request with the receipt number %(receipt)s is open to you.")
        raise Refusal("assistance.unknown", said, field="receipt", receipt=receipt[:40])
    return found


def course(request: Request) -> QuerySet[Move]:
    """How a request came to where it stands, from its receipt on."""
    return request.moves.order_by("pk")


def points_of(request: Request) -> dict[str, list[PointAnswer]]:
    """Point → its answers, the latest first; a point without one is absent. Empty for a delegation."""
    found: dict[str, list[PointAnswer]] = {}
    for row in PointAnswer.objects.filter(request=request).order_by("-pk"):
        found.setdefault(row.point, []).append(row)
    return found


def files_of(request: Request) -> QuerySet[Attachment]:
    """The files kept with a request, the first kept first."""
    return Attachment.objects.filter(subject_kind="request", subject_uuid=request.uuid).order_by("pk")
