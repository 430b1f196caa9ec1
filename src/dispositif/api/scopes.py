"""Who may call an operation: the scope that a token needs, and the right that its person needs.

Reading: visitors and whoever signed in read what the pages show them; a token needs the scope.
Writing: only with a token, never with a cookie, so that no other site can make a browser write.
"""

from collections.abc import Callable, Iterable
from typing import Any, TypedDict

from django.http import HttpRequest

from dispositif.kernel.refusal import Refusal, phrase
from dispositif.people.rules import SCOPES, check_may

SCHEME = "token"
JSON, FILES = "application/json", "multipart/form-data"


class Guarded(TypedDict):
    """What an operation takes into its decorator: `@router.get("", **reads("world:read"))`."""

    auth: Callable[[HttpRequest], bool]
    openapi_extra: dict[str, Any]


class Denied(Exception):
    """A refusal with the status and the challenge that the standard of tokens asks for (RFC 6750)."""

    def __init__(self, refusal: Refusal, status: int, challenge: str = "", **more: object) -> None:
        self.refusal, self.status, self.challenge, self.more = refusal, status, challenge, more
        super().__init__(refusal)


def reads(scope: str) -> Guarded:
    """For reading: no token, or one with the scope."""

    def guard(request: HttpRequest) -> bool:
        return _check_scope(request, scope)

    return _guarded(guard, scope, [{}, {SCHEME: [scope]}])


def writes(scope: str, right: str, takes: str = JSON) -> Guarded:
    """For writing: a token with the scope, whose person has the right; `takes` is its media type, if any."""

    def guard(request: HttpRequest) -> bool:
        if _scopes(request) is None:
            raise _no_token()
        _check_scope(request, scope)
        check_may(right, request.acting.roles)  # type: ignore[attr-defined]
        return _check_media(request, takes)

    return _guarded(guard, scope, [{SCHEME: [scope]}], right)


def anybody() -> Guarded:
    """For what any token may ask: who it speaks for."""
    return _guarded(lambda _request: True, "", [{}, {SCHEME: []}])


def own(scope: str = "", takes: str = JSON) -> Guarded:
    """For changing what is one's own: a token (with the scope, where one is named), whatever its roles."""

    def guard(request: HttpRequest) -> bool:
        if _scopes(request) is None:
            raise _no_token()
        if scope:
            _check_scope(request, scope)
        return _check_media(request, takes)

    return _guarded(guard, scope, [{SCHEME: [scope] if scope else []}])


def check_covers(request: HttpRequest, scopes: Iterable[str]) -> None:
    """Refuse a token that has not all of these scopes: what it does not have it may not take away."""
    for scope in scopes:
        _check_scope(request, scope)


def _guarded(
    guard: Callable[[HttpRequest], bool], scope: str, security: list[Any], right: str = ""
) -> Guarded:
    if scope and scope not in SCOPES:
        raise KeyError(scope)
    extra: dict[str, Any] = {"security": security, "x-scope": scope}
    return {"auth": guard, "openapi_extra": extra | ({"x-right": right} if right else {})}


def _scopes(request: HttpRequest) -> frozenset[str] | None:
    held: frozenset[str] | None = request.scopes  # type: ignore[attr-defined]
    return held


def _check_scope(request: HttpRequest, scope: str) -> bool:
    held = _scopes(request)
    if held is not None and scope not in held:
        raise _no_scope(scope)
    return True


def _no_token() -> Denied:
    said = phrase("Writing needs a token: whoever signs in issues one on the page of their tokens.")
    return Denied(Refusal("api.token_needed", said), 401, 'Bearer realm="dispositif"')


def _no_scope(scope: str) -> Denied:
    refusal = Refusal(
        "api.scope_missing",
        phrase("This token does not have the scope %(scope)s: its person may issue one that has it."),
        scope=scope,
    )
    challenge = f'Bearer realm="dispositif", error="insufficient_scope", scope="{scope}"'
    return Denied(refusal, 403, challenge, scope=scope)


def _check_media(request: HttpRequest, takes: str) -> bool:
    if takes and request.content_type != takes:
        said = phrase("This takes %(takes)s, not “%(sent)s”.")
        refusal = Refusal("api.media", said, takes=takes, sent=(request.content_type or "")[:80])
        raise Denied(refusal, 415)
    return True
