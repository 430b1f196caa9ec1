"""The page of one job: a bar that htmx moves, or a link that loads the page again."""

from uuid import UUID

from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import render
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_GET

from dispositif.queue import queries


@never_cache
@require_GET
def progress(request: HttpRequest, uuid: UUID) -> HttpResponse:
    """The whole page, or for htmx the part that moves. 404 for whoever may not see the job."""
    found = queries.progress(uuid)
    if found is None:
        raise Http404
    part = bool(getattr(request, "htmx", False))
    return render(request, "queue/_bar.html" if part else "queue/progress.html", {"progress": found})
