"""One point of an examination answered."""

from datetime import date

from django.db import transaction

from dispositif.assistance.actions.standing import check_right, held
from dispositif.assistance.models import PointAnswer, Request
from dispositif.assistance.rules import CLOSED
from dispositif.assistance.rules_points import Answer, Point, check_answer
from dispositif.kernel.refusal import Refusal, phrase
from dispositif.people.models import Person
from dispositif.trail import actions as trail


@transaction.atomic
def answer_point(
    *, request: Request, point: Point, answer: Answer, remark: str, seen: int, by: Person, on: date
) -> PointAnswer:
    """Say how a point stands; refused on a request that is closed, or without a remark where one is owed."""
    check_right("assistance.examine", by, on)
    now = held(request, seen)
    if now.status in CLOSED:
        raise Refusal("assistance.closed", phrase("This request is closed: reopen it first."), field="point")
    said = check_answer(answer, remark)
    made = PointAnswer.objects.create(
        request=now, point=point, answer=answer, remark=said, answered_on=on, by=by.uuid, by_name=by.name
    )
    now.revision += 1
    now.save(update_fields=["revision"])
    content = {"point": point.value, "answer": answer.value}
    trail.record(what="assistance.point_answered", about=now.as_party(), by=by.as_party(), content=content)
    return made
