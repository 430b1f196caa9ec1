"""Every read of documents that pages, API and command line share."""

import re
from dataclasses import dataclass
from functools import cached_property
from typing import Any

from django.db.models import Count, Exists, F, FilteredRelation, OuterRef, Q, QuerySet, Subquery

from dispositif.documents import rules
from dispositif.documents.folding import configuration, folded
from dispositif.documents.models import Citation, Document, Provision, Reading, Rendering, Title, Version
from dispositif.kernel.language import BY_CODE
from dispositif.kernel.refusal import Refusal
from dispositif.kernel.symbol import Symbol

BEGINNING = re.compile(r"[A-Za-z]{1,5}/\S*")
"""The beginning of a symbol, as somebody types it: A/RES/61."""
SPOKEN = frozenset({"verb", "actions"})
"""Fields whose value is words of one language."""
ORDERS = ("symbol", "title", "newest")


def find(slug: str) -> Document | None:
    """The document with this address, as far as the policies show it."""
    return Document.objects.filter(slug=slug).first()


def symbol_in(words: str) -> Symbol | None:
    """The symbol that a search consists of, if it is one."""
    try:
        return Symbol.parse(words)
    except Refusal:
        return None


def library(*, words: str = "", organ: str = "", language: str = "", held: str = "") -> QuerySet[Document]:
    """Documents that match all that is given; `held` is "text", "none" or empty."""
    found = Document.objects.all()
    if words:
        found = found.filter(_matching(words))
    if organ:
        found = found.filter(organ=organ)
    if language:
        found = found.filter(pk__in=Version.objects.filter(language=language).values("document"))
    if held:
        with_text = Version.objects.values("document")
        found = found.filter(pk__in=with_text) if held == "text" else found.exclude(pk__in=with_text)
    return found


def ordered(found: QuerySet[Document], order: str, language: str) -> QuerySet[Document]:
    """The same in one of ORDERS; titles as the language sorts them, those without one last."""
    if order == "title":
        titled = found.annotate(named=FilteredRelation("titles", condition=Q(titles__language=language)))
        return titled.order_by(F("named__sort_key").asc(nulls_last=True), "symbol_key")
    return found.order_by("-pk") if order == "newest" else found.order_by("symbol_key", "pk")


def _matching(words: str) -> Q:
    """By symbol as far as typed, else by words of the text in any language held, else by title."""
    symbol = symbol_in(words)
    if symbol is not None or BEGINNING.fullmatch(words):
        return Q(symbol__startswith=str(symbol)) | Q(symbol__startswith=words.upper())
    texts = Version.objects.none()
    for language in BY_CODE:
        query = f"websearch_to_tsquery('{configuration(language)}', %s)"
        texts = texts | Version.objects.filter(language=language).extra(  # noqa: S610 - constants only
            where=[f"search @@ {query}"], params=[folded(words)]
        )
    entitled = Title.objects.filter(title__icontains=words)
    return Q(pk__in=texts.values("document")) | Q(pk__in=entitled.values("document"))


def titles(documents: list[Document], language: str) -> dict[int, Title]:
    """Document id → its title in the language, else in another one held."""
    found: dict[int, Title] = {}
    for title in Title.objects.filter(document__in=documents):
        if title.document_id not in found or title.language == language:
            found[title.document_id] = title
    return found


def versions(document: Document) -> dict[str, Version]:
    """Language → the latest version of the text held in it."""
    return {version.language: version for version in document.versions.order_by("ordinal")}


def version_of(document: Document, language: str, ordinal: str) -> Version | None:
    """One version of the text in a language, by its number as somebody typed it."""
    numbered = int(ordinal) if ordinal.isdecimal() and len(ordinal) < 5 else 0
    return document.versions.filter(language=language, ordinal=numbered).first()


def held(targets: set[str]) -> dict[str, str]:
    """Symbol → slug of those targets that the library knows."""
    return dict(Document.objects.filter(symbol__in=targets).values_list("symbol", "slug"))


def cited_by(document: Document) -> QuerySet[Citation]:
    """Who cites the document, by symbol."""
    cites = Citation.objects.filter(target=document.symbol).select_related("provision__document")
    return cites.order_by("provision__document__symbol_key", "provision__place")


def freshness() -> dict[str, Any]:
    """How many documents are known, and when the last text came in."""
    latest = Version.objects.order_by("-pk").values_list("imported_on", flat=True).first()
    return {"documents": Document.objects.count(), "latest": latest}


def standing_value(provision: Provision, field: str) -> Any:
    """The value that stands for a field, or None."""
    readings = provision.readings.filter(field=field).order_by("pk")
    by_origin = rules.latest(readings).get(field)
    return rules.stands(by_origin)[0].value if by_origin else None


@dataclass(frozen=True, slots=True)
class Shown:
    """One field as its reader sees it: what stands, how, and what the machine and a person read."""

    field: str
    value: Any
    standing: rules.Standing
    machine: Reading | None
    person: Reading | None
    fact: Reading | None

    @property
    def by(self) -> Reading:
        """The reading that stands."""
        reading = self.person or self.machine or self.fact
        assert reading is not None  # noqa: S101 - a field is shown because somebody read it
        return reading


@dataclass(frozen=True, slots=True)
class ActShown:
    """One act of a paragraph and its fields."""

    provision: Provision
    fields: dict[str, Shown]


@dataclass
class ParagraphShown:
    """One paragraph: its provision, its words in each language asked for, its acts."""

    provision: Provision
    renderings: dict[str, Rendering]
    fields: dict[str, Shown]
    acts: list[ActShown]

    @cached_property
    def level(self) -> int:
        """0 for a paragraph, 1 for (a), 2 for (i)."""
        return self.provision.path.count("(")

    @property
    def targets(self) -> list[str]:
        """What the paragraph cites, as it stands."""
        cited = self.fields.get("citations")
        return list(cited.value or []) if cited else []

    @property
    def confirmed(self) -> int:
        """How many of its fields a person has looked at."""
        return sum(shown.person is not None for shown in self._all())

    @property
    def proposed(self) -> int:
        """How many of its fields only the machine has read."""
        return sum(shown.standing is rules.Standing.PROPOSED for shown in self._all())

    def _all(self) -> list[Shown]:
        return [*self.fields.values(), *(shown for act in self.acts for shown in act.fields.values())]


def paragraphs(document: Document, shown: list[Version], language: str) -> list[ParagraphShown]:
    """The document paragraph by paragraph, in the versions asked for; readings as one language has them."""
    provisions = list(document.provisions.order_by("part", "place", "act"))
    provisions.sort(key=lambda one: (one.part != rules.Part.PREAMBULAR, one.place, one.act))
    renderings = _renderings(shown)
    fields = _fields(document, language)
    found: dict[tuple[str, str], ParagraphShown] = {}
    for provision in provisions:
        key = provision.part, provision.path
        if provision.act == 0:
            words = renderings.get(provision.pk, {})
            if shown and not words:
                continue  # gone from the versions shown; the provision itself stays citable
            found[key] = ParagraphShown(provision, words, fields.get(provision.pk, {}), [])
        elif key in found and provision.pk in fields:
            found[key].acts.append(ActShown(provision, fields[provision.pk]))
    return list(found.values())


def paragraph(provision: Provision, language: str) -> dict[str, Shown]:
    """The fields of one provision."""
    return _shown(list(_readings(provision.document, language).filter(provision=provision)))


def _renderings(shown: list[Version]) -> dict[int, dict[str, Rendering]]:
    found: dict[int, dict[str, Rendering]] = {}
    for rendering in Rendering.objects.filter(version__in=shown).select_related("version"):
        found.setdefault(rendering.provision_id, {})[rendering.version.language] = rendering
    return found


def _readings(document: Document, language: str) -> QuerySet[Reading]:
    """Oldest first; the machine's only as it read the language shown, words only in that language."""
    latest = document.versions.filter(language=language).order_by("-ordinal").values("pk")[:1]
    readings = Reading.objects.filter(provision__document=document).order_by("pk")
    machine = Q(origin=rules.Origin.MACHINE, version__in=latest)
    person = Q(origin=rules.Origin.PERSON) & (
        ~Q(field__in=SPOKEN) | Q(version__language=language) | Q(version__isnull=True)
    )
    return readings.filter(machine | person | Q(origin=rules.Origin.FACT))


def _fields(document: Document, language: str) -> dict[int, dict[str, Shown]]:
    of_provision: dict[int, list[Reading]] = {}
    for reading in _readings(document, language):
        of_provision.setdefault(reading.provision_id, []).append(reading)
    return {provision: _shown(readings) for provision, readings in of_provision.items()}


def _shown(readings: list[Reading]) -> dict[str, Shown]:
    latest = rules.latest(readings)
    return {field: _one(field, latest[field]) for field in rules.FIELDS if field in latest}


def _one(field: str, by_origin: dict[rules.Origin, Reading]) -> Shown:
    reading, standing = rules.stands(by_origin)
    return Shown(
        field=field,
        value=reading.value,
        standing=standing,
        machine=by_origin.get(rules.Origin.MACHINE),
        person=by_origin.get(rules.Origin.PERSON),
        fact=by_origin.get(rules.Origin.FACT),
    )


def waiting(limit: int) -> QuerySet[Version]:
    """The texts that came in last, each with `unconfirmed`: paragraphs that no person has looked at."""
    looked_at = Reading.objects.filter(
        provision__document=OuterRef("provision__document"),
        provision__part=OuterRef("provision__part"),
        provision__path=OuterRef("provision__path"),
        origin=rules.Origin.PERSON,
    )
    latest = Version.objects.select_related("document").order_by("-pk")[:limit]
    unconfirmed = Rendering.objects.filter(version=OuterRef("pk")).exclude(Exists(looked_at))
    counted = unconfirmed.order_by().values("version").annotate(n=Count("pk")).values("n")
    return latest.annotate(unconfirmed=Subquery(counted))


def languages_held(documents: list[Document]) -> dict[int, list[str]]:
    """Document id → the languages its text is held in."""
    found: dict[int, list[str]] = {}
    rows = Version.objects.filter(document__in=documents).values_list("document_id", "language").distinct()
    for document, language in rows.order_by("language"):
        found.setdefault(document, []).append(language)
    return found
