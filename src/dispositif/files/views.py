"""The one door through which attachments leave."""

from uuid import UUID

from django.http import Http404, HttpRequest, HttpResponse
from django.utils.http import content_disposition_header
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_safe

from dispositif.files import vault
from dispositif.files.kinds import MEDIA, Kind
from dispositif.files.models import Attachment
from dispositif.files.names import given_back
from dispositif.secrecy.audiences import PUBLIC
from dispositif.trail import actions as trail
from dispositif.trail.party import Party

UNKNOWN = "application/octet-stream"


@require_safe
@never_cache
def download(request: HttpRequest, uuid: UUID) -> HttpResponse:
    """The bytes as they were handed in, for whoever may see the row; else as if it were not there."""
    kept = Attachment.objects.filter(uuid=uuid).first()
    if kept is None:
        raise Http404
    content = vault.get(kept.sha256)
    _note(request, kept)
    response = HttpResponse(content, content_type=MEDIA[Kind(kept.kind)] if kept.kind else UNKNOWN)
    response["Content-Disposition"] = content_disposition_header(True, given_back(kept.name, kept.kind))
    response["X-Content-Type-Options"] = "nosniff"
    response["Content-Security-Policy"] = "sandbox; default-src 'none'"
    return response


def _note(request: HttpRequest, kept: Attachment) -> None:
    """Access to what not everybody may see is noted; whoever asks is signed in (config/pages.py)."""
    if kept.subject_uuid is None or _is_public(kept):
        return
    about = Party(kept.subject_kind, kept.subject_uuid, kept.name)
    by = request.person.as_party()  # type: ignore[attr-defined]
    trail.note_access(about=about, by=by, door="file", path=request.path)


def _is_public(kept: Attachment) -> bool:
    with PUBLIC.seeing():
        return Attachment.objects.filter(pk=kept.pk).exists()
