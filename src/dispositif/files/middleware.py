"""A request too large to be taken is refused by its announced length, before any of it is read."""

from collections.abc import Callable

from django.conf import settings
from django.http import HttpRequest, HttpResponse

from dispositif.kernel.refusal import Refusal, phrase
from dispositif.look.refusals import refused

Answer = Callable[[HttpRequest], HttpResponse]
MEGABYTE = 1_000_000


def limit_requests(answer: Answer) -> Answer:
    """Stands behind sign-in, so that the refusal is a page, and before anything that reads the body."""

    def limited(request: HttpRequest) -> HttpResponse:
        announced = request.META.get("CONTENT_LENGTH") or "0"
        size = int(announced) if announced.isdecimal() else 0
        return refused(request, _too_large(size)) if size > settings.REQUEST_LIMIT else answer(request)

    return limited


def _too_large(size: int) -> Refusal:
    return Refusal(
        "files.too_large",
        phrase("%(name)s has %(size)s MB; at most %(limit)s MB are taken."),
        field="files",
        name=phrase("What was sent"),
        size=size // MEGABYTE,
        limit=settings.REQUEST_LIMIT // MEGABYTE,
    )
