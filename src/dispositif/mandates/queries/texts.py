"""The words behind mandates, and whether they stayed as they were."""

from collections.abc import Iterable
from datetime import date

from django.db.models import F, Max, OuterRef, Q, QuerySet, Subquery

from dispositif.documents.models import Provision, Reading, Rendering, Version
from dispositif.mandates.models import Mandate
from dispositif.mandates.rules import Look

Place = tuple[int, str, str]
"""Document id, part and path of a paragraph."""
_PLACE = ("provision__document_id", "provision__part", "provision__path")


def words_of(provisions: Iterable[Provision]) -> dict[int, dict[str, str]]:
    """Provision id → language → the words of its paragraph in the last version of the text.

    An act has the words of its paragraph; a paragraph that is gone from the last version has none.
    """
    places = {one.pk: place_of(one) for one in provisions}
    found = words_at(set(places.values()))
    return {key: found.get(place, {}) for key, place in places.items()}


def words_at(places: set[Place]) -> dict[Place, dict[str, str]]:
    """Paragraph → language → its words in the last version of the text; without those that are gone."""
    last = _last({document for document, _part, _path in places})
    wanted = Q(version__in=list(last.values()), provision__act=0)
    rows = Rendering.objects.filter(wanted, provision__path__in={path for _document, _part, path in places})
    found: dict[Place, dict[str, str]] = {}
    for document, part, path, language, text in rows.values_list(*_PLACE, "version__language", "text"):
        found.setdefault((document, part, path), {})[language] = text
    return found


def place_of(one: Provision) -> Place:
    """Where its paragraph stands."""
    return one.document_id, one.part, one.path


def _last(documents: set[int]) -> dict[tuple[int, str], int]:
    """Document and language → the last version."""
    rows = Version.objects.filter(document__in=documents).values_list("document", "language").order_by()
    return {(document, language): last for document, language, last in rows.annotate(last=Max("pk"))}


def look_at(provision: Provision) -> Look:
    """Whether a later version of the text, in any language, left out or changed the paragraph of an act."""
    return looks([provision])[provision.pk]


def looks(provisions: Iterable[Provision]) -> dict[int, Look]:
    """Provision id → whether a later version, in any language, left out or changed its paragraph."""
    places = {one.pk: place_of(one) for one in provisions}
    last = _last({document for document, _part, _path in places.values()})
    held = _relations(set(places.values()))
    texts = {document for document, _language in last}
    return {key: _look(place, held.get(place, {}), last, texts) for key, place in places.items()}


def _relations(places: set[Place]) -> dict[Place, dict[tuple[str, int], str]]:
    """Paragraph → language and version that it stands in → how it relates to the version before."""
    documents = {document for document, _part, _path in places}
    paths = {path for _document, _part, path in places}
    rows = Rendering.objects.filter(provision__document__in=documents, provision__path__in=paths)
    found: dict[Place, dict[tuple[str, int], str]] = {}
    columns = (*_PLACE, "version__language", "version_id", "relation")
    for document, part, path, language, version, relation in rows.values_list(*columns):
        found.setdefault((document, part, path), {})[language, version] = relation
    return found


def _look(
    place: Place, held: dict[tuple[str, int], str], last: dict[tuple[int, str], int], texts: set[int]
) -> Look:
    if not held:
        return Look.GONE if place[0] in texts else Look.NO
    expected = {(language, last[place[0], language]) for language, _version in held}
    if expected - held.keys():
        return Look.GONE
    return Look.CHANGED if any(held[one] == "changed" for one in expected) else Look.NO


def marks_of(provision: Provision) -> dict[str, int]:
    """The last version of its document and the last reading of it: what a mandate has followed so far."""
    version = Version.objects.filter(document=provision.document_id).aggregate(last=Max("pk"))["last"]
    reading = Reading.objects.filter(provision=provision).aggregate(last=Max("pk"))["last"]
    return {"followed_version": version or 0, "followed_reading": reading or 0}


def to_follow(since: date) -> QuerySet[Mandate]:
    """Mandates whose text or reading came in later than they have followed, among what came in since a day.

    Each compares with its own mark: what commits late is found late, not lost.
    """
    texts = Version.objects.filter(imported_on__gte=since).values("document")
    readings = Reading.objects.filter(read_on__gte=since).values("provision")
    near = Mandate.objects.filter(Q(provision__document__in=texts) | Q(provision__in=readings))
    newest = Version.objects.filter(document=OuterRef("provision__document")).order_by("-pk").values("pk")[:1]
    read = Reading.objects.filter(provision=OuterRef("provision")).order_by("-pk").values("pk")[:1]
    marked = near.annotate(version=Subquery(newest), reading=Subquery(read))
    fresh = Q(version__gt=F("followed_version")) | Q(reading__gt=F("followed_reading"))
    return marked.filter(fresh).select_related("provision__document").order_by("pk")
