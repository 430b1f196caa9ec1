"""The class of a request changed: a recorded act; opening it needs the State's consent."""

from datetime import date

from django.db import transaction

from dispositif.assistance.actions.index import index
from dispositif.assistance.actions.standing import check_right, held
from dispositif.assistance.models import Request
from dispositif.kernel.refusal import Refusal, phrase
from dispositif.kernel.sensitivity import Sensitivity
from dispositif.people.models import Person
from dispositif.trail import actions as trail


@transaction.atomic
def classify(
    *,
    request: Request,
    sensitivity: Sensitivity,
    why: str,
    seen: int,
    by: Person,
    on: date,
    consent_reference: str = "",
    consent_on: date | None = None,
) -> Request:
    """Give a request another class, with a reason.

    Unclassified: the reference and date of the State's consent. Strictly confidential: held by reference
    only, so that what it says is taken out here; whoever changes it stays among those concerned.
    """
    check_right("assistance.classify", by, on)
    now = held(request, seen)
    if not why.strip():
        raise Refusal(
            "assistance.classified_without_reason", phrase("Say why the class changes."), field="why"
        )
    _check_consent(sensitivity, consent_reference, consent_on, on)
    before = now.sensitivity
    now.sensitivity, now.revision = sensitivity, now.revision + 1
    if sensitivity is Sensitivity.UNCLASSIFIED:
        now.consent_reference, now.consent_on = consent_reference.strip(), consent_on
    if sensitivity is Sensitivity.STRICTLY_CONFIDENTIAL:
        now.asked = ""
        now.concerned = sorted({*now.concerned, by.uuid})
    now.save()
    index(now)
    trail.record(
        what="assistance.classified",
        about=now.as_party(),
        by=by.as_party(),
        why=why.strip(),
        content={"before": before, "after": sensitivity.value},
    )
    return now


def _check_consent(sensitivity: Sensitivity, reference: str, consent_on: date | None, on: date) -> None:
    if sensitivity is not Sensitivity.UNCLASSIFIED:
        return
    if not reference.strip() or consent_on is None or consent_on > on:
        said = phrase(
            "A State’s request is opened with its consent: give the reference, and a date up to %(on)s."
        )
        raise Refusal("assistance.opened_without_consent", said, field="consent_reference", on=on)
