"""The points of an examination: a closed list, each answered by itself. There is no total and no score."""

from enum import StrEnum

from dispositif.kernel.refusal import Refusal, phrase

LONGEST = 2_000
"""Characters of a remark."""


class Point(StrEnum):
    """What is looked at before a request is answered."""

    MANDATE = "mandate"
    COMPLETENESS = "completeness"
    PRIOR = "prior"
    CAPACITY = "capacity"
    FUNDING = "funding"
    SAFEGUARDS = "safeguards"


POINTS: dict[Point, str] = {
    Point.MANDATE: phrase("Mandate: a provision that the assistance rests on"),
    Point.COMPLETENESS: phrase("Completeness: the note says what is needed to examine it"),
    Point.PRIOR: phrase("Earlier assistance: what the State has received on the matter"),
    Point.CAPACITY: phrase("Capacity: persons and offices that can do it"),
    Point.FUNDING: phrase("Funding: money whose earmarks allow it"),
    Point.SAFEGUARDS: phrase("Safeguards: human rights, protection of victims and witnesses"),
}


class Answer(StrEnum):
    """How a point stands in the eyes of the person who looked."""

    MET = "met"
    NOT_MET = "not_met"
    OPEN = "open"
    NOT_APPLICABLE = "not_applicable"


ANSWERS: dict[Answer, str] = {
    Answer.MET: phrase("met"),
    Answer.NOT_MET: phrase("not met"),
    Answer.OPEN: phrase("to be clarified"),
    Answer.NOT_APPLICABLE: phrase("does not apply here"),
}


def check_answer(answer: Answer, remark: str) -> str:
    """The remark without spaces around it; whoever does not find a point met says why."""
    said = remark.strip()
    if answer is not Answer.MET and not said:
        raise Refusal("assistance.point_without_remark", phrase("Say why, in a remark."), field="remark")
    if len(said) > LONGEST:
        over = phrase("At most %(most)s characters; these are %(given)s.")
        raise Refusal("assistance.too_long", over, field="remark", most=LONGEST, given=len(said))
    return said
