"""The points of an examination: answered by name, one by one, without a total, hidden from the delegation."""

import pytest

from dispositif.assistance import actions, queries
from dispositif.assistance.models import PointAnswer, Request
from dispositif.assistance.rules_points import ANSWERS, POINTS, Answer, Point
from dispositif.kernel.refusal import Refusal
from dispositif.people.rules import Role
from tests.assistance.asked import DAY, as_, moved, taken_in
from tests.world import person, signed_in

pytestmark = pytest.mark.database


@pytest.fixture
def request_held(database: None) -> Request:
    return taken_in(person("Amina", Role.DELEGATION, state="KEN"), "KEN")


def test_every_point_and_answer_has_its_words() -> None:
    assert set(POINTS) == set(Point)
    assert set(ANSWERS) == set(Answer)


def _answered(request: Request, name: str = "Otto", **said: str) -> PointAnswer:
    by = person(name, Role.SECRETARIAT)
    with as_(by):
        now = Request.objects.get(pk=request.pk)
        return actions.answer_point(
            request=now,
            point=Point(said.get("point", "funding")),
            answer=Answer(said.get("answer", "open")),
            remark=said.get("remark", "Two earmarks may fit."),
            seen=now.revision,
            by=by,
            on=DAY,
        )


def test_the_latest_answer_stands_and_the_earlier_stays(request_held: Request) -> None:
    first = _answered(request_held)
    second = _answered(request_held, "Olga", answer="met", remark="")
    with as_(person("Aude", Role.AUDITOR)):
        held = queries.points_of(request_held)
    assert [one.pk for one in held["funding"]] == [second.pk, first.pk]
    assert [one.by_name for one in held["funding"]] == ["Olga", "Otto"]
    assert set(held) == {"funding"}


@pytest.mark.parametrize(
    ("said", "code"),
    [
        ({"remark": " "}, "assistance.point_without_remark"),
        ({"answer": "not_met", "remark": ""}, "assistance.point_without_remark"),
        ({"remark": "x" * 2_001}, "assistance.too_long"),
    ],
)
def test_what_is_not_said_is_refused(request_held: Request, said: dict[str, str], code: str) -> None:
    with pytest.raises(Refusal) as refused:
        _answered(request_held, **said)
    assert refused.value.code == code


def test_a_closed_request_is_not_examined(request_held: Request) -> None:
    officer = person("Olaf", Role.SECRETARIAT)
    moved(request_held, "find_complete", "examine", "find_not_possible", by=officer)
    with pytest.raises(Refusal) as refused:
        _answered(request_held)
    assert refused.value.code == "assistance.closed"


def test_the_delegation_sees_none_of_it(request_held: Request) -> None:
    _answered(request_held, remark="vellichor")
    place = f"/assistance/{request_held.receipt}/"
    from dispositif.people.models import Person

    amina = Person.objects.get(name="Amina")
    with as_(amina):
        assert PointAnswer.objects.count() == 0
    browser = signed_in(amina)
    said = browser.get(place).content.decode()
    assert "vellichor" not in said
    assert "Examination" not in said
    sent = {"point": "funding", "answer": "met", "seen": "1"}
    assert browser.post(place, sent).status_code == 403


def test_a_point_is_answered_on_the_page(request_held: Request) -> None:
    browser = signed_in(person("Otto", Role.SECRETARIAT))
    place = f"/assistance/{request_held.receipt}/"
    assert browser.get(place).content.decode().count("not answered") >= len(Point)
    sent = {"point": "capacity", "answer": "not_met", "remark": "<b>Nobody</b> is free.", "seen": "0"}
    assert browser.post(place, sent).status_code == 302
    said = browser.get(place).content.decode()
    assert "&lt;b&gt;Nobody&lt;/b&gt; is free." in said
    assert "point of the examination answered" in said
    assert browser.post(place, sent).status_code == 409


@pytest.mark.parametrize("sent", [{"point": "weather"}, {"answer": "maybe"}, {"remark": ""}, {"answer": ""}])
def test_bad_input_is_refused_and_kept(request_held: Request, sent: dict[str, str]) -> None:
    browser = signed_in(person("Otto", Role.SECRETARIAT))
    given = {"point": "capacity", "answer": "not_met", "remark": "Nobody is free.", "seen": "0"} | sent
    refused = browser.post(f"/assistance/{request_held.receipt}/", given)
    assert refused.status_code == 400
    if "answer" in sent:
        assert "Nobody is free." in refused.content.decode()
    with as_(person("Aude", Role.AUDITOR)):
        assert PointAnswer.objects.count() == 0
