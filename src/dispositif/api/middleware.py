"""What holds for every answer of the API, whoever made it: problems, freshness, nothing kept in between."""

from collections.abc import Callable
from typing import cast

from django.http import HttpRequest, HttpResponse
from django.middleware.http import ConditionalGetMiddleware
from django.utils.cache import patch_cache_control, patch_vary_headers

from dispositif.look.refusals import MEDIA, for_programs, problem

Answer = Callable[[HttpRequest], HttpResponse]
DONE, FAILED = 200, 400
KEPT = ("Allow", "WWW-Authenticate", "Retry-After")
"""Headers of an error that its problem keeps."""


def speak_to_programs(answer: Answer) -> Answer:
    """Stands outside of everything that may fail, so that no page of an error reaches a program."""
    conditional = ConditionalGetMiddleware(answer)

    def spoken(request: HttpRequest) -> HttpResponse:
        response = answer(request)
        if not for_programs(request):
            return response
        if response.status_code == DONE:
            response = cast(HttpResponse, conditional.process_response(request, response))
        if response.status_code >= FAILED and response.get("Content-Type") != MEDIA:
            response = _as_problem(response)
        patch_vary_headers(response, ("Authorization", "Cookie", "Accept-Language"))
        patch_cache_control(response, private=True, no_cache=True)
        return response

    return spoken


def _as_problem(response: HttpResponse) -> HttpResponse:
    """The same status and nothing of the page: an error tells a stranger no detail."""
    said = problem(response.status_code)
    for name in KEPT:
        if name in response:
            said[name] = response[name]
    return said
