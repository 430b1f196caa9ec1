"""What is read of a provision: by a person, or known from a source."""

from collections.abc import Iterable, Mapping
from datetime import date
from typing import Any

from django.db import transaction

from dispositif.documents import rules
from dispositif.documents.models import Citation, Document, Provision, Reading, Version
from dispositif.documents.queries import standing_value
from dispositif.people.models import Person
from dispositif.trail import actions as trail


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
            provision=provision,
            field=field,
            value=value,
            origin=rules.Origin.FACT,
            source=source,
            verified=verified,
            read_on=on,
        )
    if "citations" in facts:
        index_citations(provision, facts["citations"])
    return provision


@transaction.atomic
def read_as(
    *,
    provision: Provision,
    seen: int,
    field: str,
    value: Any,
    by: Person,
    on: date,
    version: Version | None = None,
    why: str = "",
) -> Reading:
    """Confirm or correct one field of a provision. The machine's reading stays beside the person's.

    `seen` is the revision that the author looked at; `version` the text it was read in.
    """
    locked = Provision.objects.select_for_update().get(pk=provision.pk)
    rules.check_value(field, value)
    theirs = standing_value(locked, field)
    rules.check_seen(revision=locked.revision, seen=seen, theirs=theirs, yours=value)
    reading = Reading.objects.create(
        provision=locked,
        version=version,
        field=field,
        value=value,
        origin=rules.Origin.PERSON,
        read_by=by.name,
        read_on=on,
    )
    locked.revision += 1
    locked.save(update_fields=["revision"])
    if field == "citations":
        index_citations(locked, value)
    _tell(locked, field, before=theirs, after=value, by=by, why=why)
    return reading


@transaction.atomic
def confirm_all(
    *, provision: Provision, seen: int, by: Person, on: date, version: Version | None = None
) -> None:
    """Confirm every field of a provision that only the machine or a source has read: all or none."""
    fields = {one.field for one in provision.readings.all()}
    read = set(provision.readings.filter(origin=rules.Origin.PERSON).values_list("field", flat=True))
    for step, field in enumerate(sorted(fields - read)):
        value = standing_value(provision, field)
        read_as(
            provision=provision, seen=seen + step, field=field, value=value, by=by, on=on, version=version
        )


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
            "part": provision.part,
            "path": provision.path,
            "act": provision.act,
            "field": field,
            "before": before,
            "after": after,
        },
        why=why,
    )
