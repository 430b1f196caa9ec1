"""Every refusal and every error of the API as `application/problem+json` (RFC 9457)."""

from typing import Any

from django.core.exceptions import RequestDataTooBig, TooManyFieldsSent, TooManyFilesSent
from django.http import Http404, HttpRequest, HttpResponse
from django.http.multipartparser import MultiPartParserError
from django.utils.translation import gettext as _
from ninja import NinjaAPI, Schema
from ninja.errors import HttpError, ValidationError
from pydantic import Field

from dispositif.api.scopes import Denied
from dispositif.kernel.refusal import Refusal, phrase
from dispositif.look.refusals import as_problem, problem
from dispositif.people.rules import RIGHTS

BODY = ("body", "form", "file")


class Fault(Schema):
    """One value that does not fit: in what part of the request, where in it, and why."""

    place: str = Field(alias="in", description="path, query, header or body")
    pointer: str = Field(description="A JSON pointer within that part (RFC 6901), as a URI fragment")
    detail: str


class Problem(Schema):
    """Why nothing was done. `type` ends in the code of a refusal, or is `about:blank`."""

    type: str
    title: str
    status: int
    detail: str | None = None
    field: str | None = None
    facts: dict[str, Any] | None = None
    scope: str | None = Field(None, description="The scope that the token does not have")
    roles: list[str] | None = Field(None, description="The roles that may do it")
    errors: list[Fault] | None = None


class Absent(Exception):
    """Nothing is there that whoever asks may see: 404, in the words of the refusal."""

    def __init__(self, refusal: Refusal) -> None:
        self.refusal = refusal
        super().__init__(refusal)


def absent(what: str, asked: object) -> Absent:
    """`raise absent("document", slug)`: `what` is a word marked by `phrase`."""
    said = phrase("There is no %(what)s %(asked)s here that you may see.")
    return Absent(Refusal("api.absent", said, what=what, asked=f"“{asked}”"))


def answer_in_problems(api: NinjaAPI) -> None:
    """Give the API one way to answer each kind of exception; any other is a bug, and logged as one."""
    api.add_exception_handler(Refusal, _refused)
    api.add_exception_handler(Denied, _denied)
    api.add_exception_handler(Absent, lambda _request, fault: _absent(fault))
    api.add_exception_handler(Http404, lambda _request, _fault: problem(404))
    api.add_exception_handler(HttpError, lambda _request, fault: _failed(fault))
    for kind in (RequestDataTooBig, TooManyFieldsSent, TooManyFilesSent):
        api.add_exception_handler(kind, lambda _request, _fault: problem(413))
    api.add_exception_handler(MultiPartParserError, lambda _request, _fault: problem(400))
    api.add_exception_handler(ValidationError, _invalid)


def _absent(fault: Any) -> HttpResponse:
    return as_problem(fault.refusal, 404)


def _failed(fault: Any) -> HttpResponse:
    return problem(fault.status_code, detail=str(fault))


def _refused(_request: HttpRequest, refusal: Any) -> HttpResponse:
    right = str(refusal.facts.get("right", ""))
    return as_problem(refusal, roles=[str(role) for role in RIGHTS.get(right, ())] or None)


def _denied(_request: HttpRequest, denied: Any) -> HttpResponse:
    response = as_problem(denied.refusal, denied.status, **denied.more)
    if denied.challenge:
        response["WWW-Authenticate"] = denied.challenge
    return response


def _invalid(_request: HttpRequest, fault: Any) -> HttpResponse:
    said = _("What was sent does not fit the description of this operation.")
    return problem(422, code="api.invalid", detail=said, errors=_faults(fault.errors))


def _faults(errors: list[dict[str, Any]]) -> list[dict[str, str]]:
    """One fault a field: a value that fits none of several types has one for each of them."""
    found: dict[tuple[str, str], list[str]] = {}
    for error in errors:
        place, *path = [str(part) for part in error["loc"]]
        inside = path[1:] if place == "body" and len(path) > 1 else path
        pointer = "#/" + inside[0].replace("~", "~0").replace("/", "~1") if inside else "#"
        found.setdefault(("body" if place in BODY else place, pointer), []).append(error["msg"])
    return [
        {"in": place, "pointer": pointer, "detail": "; ".join(dict.fromkeys(said))}
        for (place, pointer), said in found.items()
    ]
