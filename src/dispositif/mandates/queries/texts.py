"""The words behind mandates, and whether they stayed as they were."""

from collections.abc import Iterable

from django.db.models import Max, Q

from dispositif.documents.models import Provision, Rendering, Version
from dispositif.mandates.rules import Look


def words_of(provisions: Iterable[Provision]) -> dict[int, dict[str, str]]:
    """Provision id → language → the words of its paragraph in the last version of the text.

    An act has the words of its paragraph; a paragraph that is gone from the last version has none.
    """
    listed = list(provisions)
    places = {(one.document_id, one.part, one.path) for one in listed}
    last = _last({document for document, _, _ in places})
    wanted = Q(version__in=last, provision__act=0, provision__document__in={place[0] for place in places})
    rows = Rendering.objects.filter(wanted, provision__path__in={place[2] for place in places})
    place = ("provision__document_id", "provision__part", "provision__path")
    found: dict[tuple[int, str, str], dict[str, str]] = {}
    for document, part, path, language, text in rows.values_list(*place, "version__language", "text"):
        found.setdefault((document, part, path), {})[language] = text
    return {one.pk: found.get((one.document_id, one.part, one.path), {}) for one in listed}


def _last(documents: set[int]) -> list[int]:
    """The last version of each document in each language."""
    rows = Version.objects.filter(document__in=documents).values("document", "language")
    return [row["last"] for row in rows.annotate(last=Max("pk")).order_by()]


def look_at(provision: Provision) -> Look:
    """Whether a later version of the text, in any language, left out or changed the paragraph of an act."""
    rows = Rendering.objects.filter(
        provision__document=provision.document_id,
        provision__part=provision.part,
        provision__path=provision.path,
    )
    last = set(_last({provision.document_id}))
    held = {row.version_id: row.relation for row in rows}
    languages = set(rows.values_list("version__language", flat=True))
    expected = set(Version.objects.filter(pk__in=last, language__in=languages).values_list("pk", flat=True))
    if expected - held.keys() or (last and not languages):
        return Look.GONE
    return Look.CHANGED if any(held[one] == "changed" for one in expected) else Look.NO
