"""A form that is sent twice at the same moment: one is written, the other is refused in words."""

from collections.abc import Callable
from concurrent.futures import ThreadPoolExecutor
from datetime import date
from threading import Barrier
from typing import Any

import pytest
from django.db import connections

from dispositif.instruments.actions import issue
from dispositif.instruments.actions import mechanism as actions
from dispositif.instruments.models import Contribution, FocalPoint, Questionnaire, Session, SessionDocument
from dispositif.instruments.sessions import Basis, Mechanism, money
from dispositif.kernel.refusal import Refusal
from dispositif.people.queries import AS_ADMINISTRATOR
from dispositif.secrecy.acting import acting_as
from tests.instruments.conferences import author, recorded, sent, states, world

pytestmark = pytest.mark.database
DAY = date(2021, 5, 3)


def _named() -> Any:
    office: dict[str, Any] = {"office": "Ministry of Justice", "reference": "NV 7", "since_on": DAY}
    peru = states("PER")[0]
    return actions.name_focal_point(mechanism=Mechanism.UNCAC, participant=peru, **office, **author())


def _given() -> Any:
    return actions.record_contribution(
        mechanism=Mechanism.UNTOC,
        giver=states("FRA")[0],
        basis=Basis.PLEDGE,
        money=money("100", "USD"),
        words="",
        in_kind=False,
        made_on=DAY,
        source="letter",
        **author(),
    )


def _planned() -> Any:
    return issue.plan_document(
        session=Session.objects.get(),
        symbol="CTOC/COP/2006/5",
        title="Report",
        due_on=date(2006, 8, 28),
        languages=["en"],
        source="list",
        **author(),
    )


def _together(call: Callable[[], Any]) -> list[str]:
    """What two who do the same at once are told, in the order of the words."""
    both = Barrier(2)

    def one() -> str:
        try:
            with acting_as(AS_ADMINISTRATOR):
                both.wait(10)
                call()
        except Refusal as refusal:
            return refusal.code
        finally:
            connections.close_all()
        return ""

    with ThreadPoolExecutor(2) as pool:
        running = [pool.submit(one) for _ in range(2)]
    return sorted(each.result() for each in running)


def test_of_two_who_do_the_same_at_once_the_second_is_told(fresh: None) -> None:
    with acting_as(AS_ADMINISTRATOR):
        world()
        recorded()
    for call, code, model in (
        (_named, "sessions.named_already", FocalPoint),
        (sent, "sessions.questionnaire_twice", Questionnaire),
        (_planned, "sessions.document_twice", SessionDocument),
        (_given, "sessions.contribution_twice", Contribution),
    ):
        assert _together(call) == ["", code]
        with acting_as(AS_ADMINISTRATOR):
            assert model.objects.count() == 1
