"""The trail and the access log as tables to take away: for the auditor, with the filters of their pages."""

import json
from collections.abc import Iterator

from django.http import HttpRequest, HttpResponse
from django.views.decorators.http import require_safe

from dispositif.files.writing import download
from dispositif.people.rules import check_may
from dispositif.trail.asked import Asked
from dispositif.trail.models import Content, Entry

ENTRY = (
    "seq", "at", "what", "actor_kind", "actor_label", "actor_uuid", "subject_kind", "subject_label",
    "subject_uuid", "why", "content", "digest",
)  # fmt: skip
ACCESS = (
    "at", "actor_label", "actor_uuid", "door", "subject_kind", "subject_label",
    "subject_uuid", "rows", "path",
)  # fmt: skip


@require_safe
def trail(request: HttpRequest, file_format: str) -> HttpResponse:
    """The entries asked for."""
    return download(_entries(_asked(request)), file_format, "trail")


@require_safe
def access(request: HttpRequest, file_format: str) -> HttpResponse:
    """The accesses asked for."""
    return download(_accesses(_asked(request)), file_format, "access")


def _asked(request: HttpRequest) -> Asked:
    check_may("trail.read", request.acting.roles)  # type: ignore[attr-defined]
    return Asked.of(request.GET.dict())


def _entries(asked: Asked) -> Iterator[tuple[object, ...]]:
    yield ENTRY
    for entry in asked.entries().iterator(chunk_size=2000):
        cells = {name: getattr(entry, name) for name in ENTRY if name != "content"}
        cells |= {"at": entry.at.isoformat(), "content": _content(entry)}
        yield tuple(cells[name] for name in ENTRY)


def _content(entry: Entry) -> str | None:
    """As JSON; empty where it was disposed of."""
    try:
        return json.dumps(entry.content.content, ensure_ascii=False, sort_keys=True)
    except Content.DoesNotExist:
        return None


def _accesses(asked: Asked) -> Iterator[tuple[object, ...]]:
    yield ACCESS
    for one in asked.accesses().iterator(chunk_size=2000):
        yield (one.at.isoformat(), *(getattr(one, name) for name in ACCESS[1:]))
