"""The class of a document changed: a recorded act (ST/SGB/2007/6)."""

from datetime import date

from django.db import transaction

from dispositif.documents.models import Document
from dispositif.kernel.refusal import Refusal, phrase
from dispositif.kernel.sensitivity import SENSITIVITIES, Sensitivity
from dispositif.people.models import Person
from dispositif.people.queries import acting_of
from dispositif.people.rules import check_may
from dispositif.trail import actions as trail

LONGEST = 2_000
"""Characters of a reason."""


@transaction.atomic
def classify(
    *, document: Document, sensitivity: Sensitivity, why: str, seen: Sensitivity, by: Person, on: date
) -> Document:
    """Give a document another class, with a reason; its mandates and their course follow by trigger.

    Refused: a right that lacks, no reason, or a class that somebody has changed since its author saw it.
    """
    check_may("documents.classify", acting_of(by, on).roles)
    now = Document.objects.select_for_update().get(pk=document.pk)
    before = Sensitivity(now.sensitivity)
    _check(before, seen, why.strip())
    if before is sensitivity:
        return now
    now.sensitivity = sensitivity
    now.save(update_fields=["sensitivity"])
    trail.record(
        what="documents.classified",
        about=now.as_party(),
        by=by.as_party(),
        why=why.strip(),
        content={"before": before.value, "after": sensitivity.value},
    )
    return now


def _check(before: Sensitivity, seen: Sensitivity, why: str) -> None:
    if before is not seen:
        raise Refusal(
            "documents.class_changed",
            phrase("Somebody has changed the class since you looked: it is “%(before)s” now."),
            field="seen",
            before=SENSITIVITIES[before],
        )
    if not 0 < len(why) <= LONGEST:
        raise Refusal(
            "documents.classified_without_reason",
            phrase("Say why the class changes, in at most %(most)s characters."),
            field="why",
            most=LONGEST,
        )
