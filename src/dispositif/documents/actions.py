"""Every change to documents: one transaction, one trail entry, one named refusal."""

from collections.abc import Iterable, Mapping
from datetime import date
from typing import Any

from django.db import transaction

from dispositif.documents import rules
from dispositif.documents.folding import sort_key, symbol_key
from dispositif.documents.models import Citation, Document, Provision, Reading, Title
from dispositif.kernel.refusal import Refusal, phrase
from dispositif.kernel.symbol import Symbol
from dispositif.people.models import Person
from dispositif.trail import actions as trail


@transaction.atomic
def register(
    *,
    symbol: Symbol,
    by: Person,
    on: date,
    titles: Mapping[str, str] | None = None,
    adopted_on: date | None = None,
    adopted_source: str = "",
) -> Document:
    """A document known by its symbol; its text may come later."""
    if Document.objects.filter(symbol=str(symbol)).exists():
        raise Refusal(
            "documents.known", phrase("%(symbol)s is already known."), field="symbol", symbol=str(symbol)
        )
    document = Document.objects.create(
        symbol=str(symbol),
        slug=symbol.slug,
        symbol_key=symbol_key(str(symbol)),
        organ=symbol.organ,
        kind=symbol.kind,
        session=_number(symbol.session),
        adopted_on=adopted_on,
        adopted_source=adopted_source,
        added_on=on,
    )
    for language, title in (titles or {}).items():
        entitle(document=document, language=language, title=title)
    trail.record(what="documents.registered", about=document.as_party(), by=by.as_party())
    return document


def entitle(*, document: Document, language: str, title: str) -> None:
    """Give a document its title in a language, with the key that sorts it; part of a larger change."""
    Title.objects.update_or_create(
        document=document, language=language, defaults={"title": title, "sort_key": sort_key(title)}
    )


@transaction.atomic
def date_adoption(*, document: Document, adopted_on: date, source: str, by: Person) -> Document:
    """Enter the adoption date as an external fact, with the source that gives it."""
    if not source.strip():
        raise Refusal(
            "documents.no_source", phrase("An external fact needs its source."), field="source"
        )
    document.adopted_on, document.adopted_source = adopted_on, source
    document.save(update_fields=["adopted_on", "adopted_source"])
    trail.record(
        what="documents.adoption_dated",
        about=document.as_party(),
        by=by.as_party(),
        content={"adopted_on": adopted_on, "source": source},
    )
    return document


@transaction.atomic
def state_facts(
    *,
    document: Document,
    part: str,
    path: str,
    act: int,
    place: int,
    facts: Mapping[str, Any],
    source: str,
    verified: bool,
    on: date,
) -> Provision:
    """Say what is known of a provision whose text is not held; the caller's action writes the trail."""
    provision, _ = Provision.objects.get_or_create(
        document=document, part=part, path=path, act=act, defaults={"place": place}
    )
    for field, value in facts.items():
        rules.check_value(field, value)
        Reading.objects.create(
            provision=provision, field=field, value=value, origin=rules.Origin.FACT,
            source=source, verified=verified, read_on=on,
        )  # fmt: skip
    if "citations" in facts:
        index_citations(provision, facts["citations"])
    return provision


@transaction.atomic
def read_as(
    *, provision: Provision, seen: int, field: str, value: Any, by: Person, on: date, why: str = ""
) -> Reading:
    """Confirm or correct one field of a provision. The machine's reading stays beside the person's."""
    locked = Provision.objects.select_for_update().get(pk=provision.pk)
    rules.check_value(field, value)
    theirs = standing_value(locked, field)
    rules.check_seen(revision=locked.revision, seen=seen, theirs=theirs, yours=value)
    reading = Reading.objects.create(
        provision=locked, field=field, value=value, origin=rules.Origin.PERSON, read_by=by.name, read_on=on
    )
    locked.revision += 1
    locked.save(update_fields=["revision"])
    if field == "citations":
        index_citations(locked, value)
    _tell(locked, field, before=theirs, after=value, by=by, why=why)
    return reading


def standing_value(provision: Provision, field: str) -> Any:
    """The value that stands for a field, or None."""
    readings = provision.readings.filter(field=field).order_by("pk")
    by_origin = rules.latest(readings).get(field)
    return rules.stands(by_origin)[0].value if by_origin else None


def index_citations(provision: Provision, targets: Iterable[str]) -> None:
    """Keep the index of citations in step with what stands."""
    Citation.objects.filter(provision=provision).delete()
    wanted = [target for target in dict.fromkeys(targets) if target != "self"]
    Citation.objects.bulk_create(Citation(provision=provision, target=target) for target in wanted)


def _tell(provision: Provision, field: str, *, before: Any, after: Any, by: Person, why: str) -> None:
    trail.record(
        what="documents.confirmed" if before == after else "documents.corrected",
        about=provision.document.as_party(),
        by=by.as_party(),
        content={
            "part": provision.part, "path": provision.path, "act": provision.act,
            "field": field, "before": before, "after": after,
        },  # fmt: skip
        why=why,
    )


def _number(session: str) -> int | None:
    """The session or year as a number where it is written as one."""
    return int(session) if session.isdigit() else None
