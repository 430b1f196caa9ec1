"""The page of one job: a bar that htmx moves, or a link that loads the page again."""

from uuid import UUID

from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import render
from django.utils.translation import gettext as _
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_GET

from dispositif.queue import queries
from dispositif.queue.models import Progress


@never_cache
@require_GET
def progress(request: HttpRequest, uuid: UUID) -> HttpResponse:
    """The whole page, or for htmx the part that moves. 404 for whoever may not see the job."""
    found = queries.progress(uuid)
    if found is None:
        raise Http404
    template = "queue/_bar.html" if getattr(request, "htmx", False) else "queue/progress.html"
    return render(request, template, {"progress": found, "label": _(found.label), "words": _words(found)})


def _words(progress: Progress) -> str:
    """The state, and what the job said last, in the reader's language where it is a known sentence."""
    said = [_(progress.state_label), _(progress.words) if progress.words else ""]
    return " · ".join(filter(None, said))
