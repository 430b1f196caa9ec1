"""Texts that changed after their acts were registered: found by a timed job, looked at by a person."""

from datetime import date

from django.db import transaction

from dispositif.documents.models import Reading, Rendering
from dispositif.mandates import rules
from dispositif.mandates.actions.index import index
from dispositif.mandates.models import Followed, Mandate
from dispositif.mandates.queries.proposals import readings_of
from dispositif.mandates.queries.texts import look_at
from dispositif.people.models import Person
from dispositif.trail import actions as trail


@transaction.atomic
def follow_texts(*, by: Person, on: date) -> int:
    """Bring words, acts and addressees of mandates in step with texts and readings that came in since.

    Running it again changes nothing. Mandates whose words changed or are gone are marked for a look; how many
    were touched.
    """
    mark, _ = Followed.objects.select_for_update().get_or_create(id=1)
    texts = Rendering.objects.filter(pk__gt=mark.rendering).order_by("pk")
    readings = Reading.objects.filter(pk__gt=mark.reading).order_by("pk")
    last_text, last_reading = texts.last(), readings.last()
    if last_text is None and last_reading is None:
        return 0
    documents = set(texts.values_list("provision__document", flat=True))
    documents |= set(readings.values_list("provision__document", flat=True))
    touched = _follow(documents, set(texts.values_list("provision__document", flat=True)))
    mark.rendering = last_text.pk if last_text else mark.rendering
    mark.reading = last_reading.pk if last_reading else mark.reading
    mark.save()
    for mandate in touched:
        content = {"look": mandate.look}
        trail.record(
            what="mandates.text_followed", about=mandate.as_party(), by=by.as_party(), content=content
        )
    return len(touched)


def _follow(documents: set[int], changed: set[int]) -> list[Mandate]:
    """The mandates of these documents brought in step; those to be looked at again are the answer."""
    found = Mandate.objects.filter(provision__document__in=documents).select_related("provision__document")
    listed = list(found)
    index(one for one in listed if one.provision.document_id in changed)
    read = readings_of([one.provision for one in listed])
    again = []
    for one in listed:
        said = read[one.provision_id]
        one.act, one.addressees = said["act"] or "", said["addressees"] or []
        before, one.look = one.look, look_at(one.provision)
        one.save(update_fields=["act", "addressees", "look"])
        if one.look != before and one.look:
            again.append(one)
    return again


@transaction.atomic
def confirm_text(*, mandate: Mandate, seen: int, by: Person, on: date) -> Mandate:
    """Say that a mandate stands as it is although its words changed or are gone."""
    one = Mandate.objects.select_for_update(of=("self",)).get(pk=mandate.pk)
    rules.check_seen(revision=one.revision, seen=seen, theirs=one.look, yours=rules.Look.NO)
    before, one.look = one.look, rules.Look.NO
    one.revision += 1
    one.save(update_fields=["look", "revision"])
    trail.record(
        what="mandates.text_confirmed", about=one.as_party(), by=by.as_party(), content={"before": before}
    )
    return one
