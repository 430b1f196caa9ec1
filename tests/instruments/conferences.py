"""A few sessions and questionnaires, built only through actions."""

from datetime import date
from typing import Any

from dispositif.instruments.actions import session as actions
from dispositif.instruments.actions.mechanism import send_questionnaire
from dispositif.instruments.models import Questionnaire, Session
from dispositif.instruments.sessions import Held, Mechanism, Part, Span
from dispositif.people.models import Person
from dispositif.people.queries import local_administrator
from dispositif.world.actions import load_facts
from dispositif.world.models import Participant
from dispositif.world.queries import entity, participant

TODAY = date(2026, 11, 23)
SINCE, UNTIL = date(2006, 10, 9), date(2006, 10, 18)
SOURCE = "CTOC/COP/2006/14"


def author() -> dict[str, Any]:
    """Who writes, and when."""
    by: Person = local_administrator()
    return {"by": by, "on": TODAY}


def world() -> None:
    """States, entities, the bodies among them."""
    load_facts(by=local_administrator().as_party(), on=TODAY)


def recorded(number: int = 3, body: str = "COP_UNTOC", **said: Any) -> Session:
    """A session of a body; the third of the Conference of the Parties, unless said otherwise."""
    usual: dict[str, Any] = {
        "part": Part.REGULAR,
        "held": Held.HELD,
        "place": "Vienna",
        "span": Span(SINCE, UNTIL),
        "source": SOURCE,
    }
    return actions.record_session(body=entity(body), number=number, **usual | said, **author())


def states(*codes: str) -> list[Participant]:
    """Participants by their codes."""
    return [participant(code) for code in codes]


def sent(*codes: str, title: str = "Self-assessment") -> Questionnaire:
    """A questionnaire that went to these on 1 March 2021, due by 1 June."""
    return send_questionnaire(
        mechanism=Mechanism.UNTOC,
        title=title,
        sent_on=date(2021, 3, 1),
        due_on=date(2021, 6, 1),
        addressed=states(*(codes or ("FRA", "KEN", "PER"))),
        source="NV 2021/12",
        **author(),
    )
