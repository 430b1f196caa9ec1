"""Version 1 of the API: what it holds, and how it refuses."""

from django.http import HttpRequest, HttpResponse
from ninja import NinjaAPI

from dispositif import __version__
from dispositif.api.documents import router as documents
from dispositif.kernel.refusal import Refusal
from dispositif.look.refusals import STATUS, worded

api = NinjaAPI(title="Dispositif", version=__version__, urls_namespace="api-v1", docs_url=None)
api.add_router("/documents", documents)


@api.exception_handler(Refusal)
def refused(request: HttpRequest, refusal: Refusal) -> HttpResponse:
    """A refusal as `application/problem+json` (RFC 9457)."""
    said = worded(refusal)
    status = STATUS.get(refusal.code, 400)
    body = {
        "type": f"urn:dispositif:{said.code}",
        "title": said.sentence,
        "status": status,
        "field": said.field,
    }
    response = api.create_response(request, body, status=status)
    response["Content-Type"] = "application/problem+json"
    return response
