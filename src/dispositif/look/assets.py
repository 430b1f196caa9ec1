"""The frame's own files: style sheet, htmx, passkeys, fonts. Their names carry their content's digest."""

import hashlib
from collections.abc import Callable
from functools import cache
from pathlib import Path

import allauth
import django_htmx
from django.apps import apps
from django.http import Http404, HttpRequest, HttpResponse
from django.urls import reverse
from django.views.decorators.http import require_safe

from dispositif.look import fonts

ROOM = Path(__file__).parent
COMPONENTS = ROOM / "templates" / "look" / "components"
HTMX = Path(django_htmx.__file__).parent / "static" / "django_htmx" / "htmx-2.min.js"
_ALLAUTH = Path(allauth.__file__).parent
PASSKEYS = (
    _ALLAUTH / "mfa" / "static" / "mfa" / "js" / "webauthn-json.js",
    _ALLAUTH / "mfa" / "static" / "mfa" / "js" / "webauthn.js",
    _ALLAUTH / "account" / "static" / "account" / "js" / "onload.js",
    ROOM / "static" / "look" / "passkeys.js",
)
Answer = Callable[[HttpRequest], HttpResponse]
PLACE = "look/assets/"
KINDS = {"css": "text/css; charset=utf-8", "js": "text/javascript; charset=utf-8", "woff2": "font/woff2"}
YEAR = 31_536_000  # seconds: RFC 9111 sets no bound for caches; a year is the custom


@cache
def sheet() -> bytes:
    """The style sheet: fonts, tokens, frame, then every component's css in the order of their names."""
    own = ROOM / "static" / "look"
    files = [own / "tokens.css", own / "frame.css", *sorted(COMPONENTS.glob("*.css")), *_of_rooms()]
    parts = [*(face.rule for face in fonts.FACES), *(file.read_text(encoding="utf-8") for file in files)]
    return "\n".join(parts).encode()


def _of_rooms() -> list[Path]:
    """The css of later rooms' own templates, beside them, in the order of the walk."""
    rooms = [Path(app.path) for app in apps.get_app_configs() if app.name.startswith("dispositif.")]
    return [file for room in rooms if room != ROOM for file in sorted(room.glob("templates/*/*.css"))]


@cache
def script() -> bytes:
    """htmx, as its package ships it."""
    return HTMX.read_bytes()


@cache
def passkeys() -> bytes:
    """What speaks to the browser's passkeys, as its package ships it, and says what went wrong."""
    return b"\n;\n".join(file.read_bytes() for file in PASSKEYS)  # not every file ends its last statement


WRITTEN = {"look.css": sheet, "htmx.js": script, "passkeys.js": passkeys}


@cache
def named(name: str) -> str:
    """`look.css` → `look.1f2e3d4c5b6a.css`."""
    stem, kind = name.split(".")
    return f"{stem}.{hashlib.sha256(WRITTEN[name]()).hexdigest()[:12]}.{kind}"


def url(name: str) -> str:
    """The address of one of the written files."""
    return reverse("look:asset", args=[named(name)])


@require_safe
def asset(request: HttpRequest, name: str) -> HttpResponse:
    """One of them, to be kept for a year: another content would have another name."""
    stem, _, rest = name.partition(".")
    kind = rest.rpartition(".")[2]
    if name in {face.file_name for face in fonts.FACES}:
        content = fonts.content(stem)
    elif f"{stem}.{kind}" in WRITTEN:  # an old page may still ask for an old digest: it gets today's file
        content = WRITTEN[f"{stem}.{kind}"]()
    else:
        raise Http404
    current = kind == "woff2" or name == named(f"{stem}.{kind}")
    keeping = f"public, max-age={YEAR}, immutable" if current else "no-store"
    return HttpResponse(content, content_type=KINDS[kind], headers={"Cache-Control": keeping})


def before_sessions(get_response: Answer) -> Answer:
    """Middleware: assets are answered before any session is read.

    Otherwise they would vary with the cookie, and a browser would fetch them anew at each change of it.
    """

    def answer(request: HttpRequest) -> HttpResponse:
        name = request.path_info.removeprefix(f"/{PLACE}")
        return get_response(request) if name == request.path_info else asset(request, name)

    return answer
