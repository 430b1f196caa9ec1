"""The one character that the database holds in no text, refused before any page meets it."""

from collections.abc import Callable, Iterator

from django.http import Http404, HttpRequest, HttpResponse, QueryDict

from dispositif.kernel.refusal import Refusal, phrase
from dispositif.look.refusals import for_programs, refused

NUL = "\x00"


class PlainText:
    """Refuses U+0000 in an address or a form, and names the field; the API checks its own.

    It looks when the view is known: by then a request that may not be read has been turned away.
    """

    def __init__(self, answer: Callable[[HttpRequest], HttpResponse]) -> None:
        self.answer = answer

    def __call__(self, request: HttpRequest) -> HttpResponse:
        """Nothing to do before the view is known."""
        return self.answer(request)

    def process_view(self, request: HttpRequest, *_view: object) -> HttpResponse | None:
        """The refusal, where there is anything to refuse."""
        if for_programs(request):
            return None
        if NUL in request.path:
            raise Http404("no address holds U+0000")
        field = next(_at_fault(request.GET, request.POST), None)
        return None if field is None else refused(request, _unprintable(field))


def _at_fault(*sent: QueryDict) -> Iterator[str]:
    fields = ((name, values) for one in sent for name, values in one.lists())
    return (name for name, values in fields if any(NUL in said for said in (name, *values)))


def _unprintable(field: str) -> Refusal:
    return Refusal(
        "look.unprintable",
        phrase("“%(name)s” holds the character U+0000, which no keyboard types: take it out."),
        field=field,
        name=field.replace(NUL, "")[:80],
    )
