"""Texts that change after their acts were registered."""

from datetime import date

import pytest

from dispositif.documents.actions import read_as
from dispositif.kernel.refusal import Refusal
from dispositif.mandates import actions
from dispositif.mandates.models import Mandate
from dispositif.mandates.queries.register import Asked, register
from dispositif.mandates.queries.texts import words_of
from dispositif.mandates.rules import Look
from dispositif.notices.models import Due
from dispositif.people.queries import local_administrator
from tests.mandates.registered import DAY, TEXT, again, registered, text
from tests.world import imported

pytestmark = pytest.mark.database


def test_changed_and_removed_paragraphs_are_marked_for_a_look(database: None) -> None:
    by, found = local_administrator(), registered(text().document)
    actions.follow_texts(by=by, on=DAY)
    before, last = TEXT.split("5. Requests")
    text((before + last[:0]).replace("judges of ports", "judges of harbours"))
    assert actions.follow_texts(by=by, on=DAY) == 2
    assert actions.follow_texts(by=by, on=DAY) == 0, "a second run finds nothing new"
    looks = {path: again(one).look for path, one in found.items()}
    assert looks == {"2": Look.NO, "3": Look.NO, "4": Look.CHANGED, "5": Look.GONE}
    assert [one.provision.path for one in register(Asked(look="any"), on=DAY)] == ["4", "5"]
    assert [one.provision.path for one in register(Asked(words="harbour"), on=DAY)] == ["4"]
    assert words_of([found["5"].provision]) == {found["5"].provision_id: {}}


def test_a_person_says_that_it_stands(database: None) -> None:
    by, found = local_administrator(), registered(text().document)
    text(TEXT.replace("judges of ports", "judges of harbours"))
    actions.follow_texts(by=by, on=DAY)
    actions.confirm_text(mandate=found["4"], seen=0, by=by, on=DAY)
    assert again(found["4"]).look == Look.NO
    with pytest.raises(Refusal, match="Somebody changed this mandate"):
        actions.confirm_text(mandate=found["4"], seen=0, by=by, on=DAY)


def test_a_mandate_follows_how_its_paragraph_is_read(database: None) -> None:
    by, found = local_administrator(), registered(text().document)
    actions.follow_texts(by=by, on=DAY)
    read_as(provision=found["2"].provision, seen=0, field="addressees", value=["UNODC"], by=by, on=DAY)
    actions.follow_texts(by=by, on=DAY)
    assert again(found["2"]).addressees == ["UNODC"]


def test_what_a_person_confirmed_stays_confirmed_until_the_words_change_again(database: None) -> None:
    by, found = local_administrator(), registered(text().document)
    text(TEXT.replace("judges of ports", "judges of harbours"))
    actions.follow_texts(by=by, on=DAY)
    actions.confirm_text(mandate=found["4"], seen=0, by=by, on=DAY)
    read_as(provision=found["2"].provision, seen=0, field="strength", value=4, by=by, on=DAY)
    assert actions.follow_texts(by=by, on=DAY) == 0
    assert again(found["4"]).look == Look.NO
    text(TEXT.replace("judges of ports", "judges of quays"))
    assert actions.follow_texts(by=by, on=DAY) == 1


def test_a_deadline_that_is_read_otherwise_moves_the_day_unless_a_person_entered_it(database: None) -> None:
    by, found = local_administrator(), registered(text().document)
    entered = actions.set_due(mandate=found["5"], due_on=date(2045, 8, 1), seen=0, by=by, on=DAY)
    session = {"kind": "session", "session": 101, "body": "A"}
    for path in ("4", "5"):
        read_as(provision=found[path].provision, seen=0, field="deadline", value=session, by=by, on=DAY)
    actions.follow_texts(by=by, on=DAY)
    assert again(found["4"]).due_on == date(2046, 9, 1)
    assert again(entered).due_on == date(2045, 8, 1)
    assert Due.objects.get(subject_uuid=found["4"].uuid).due_on == date(2046, 9, 1)


def test_a_text_that_commits_after_a_later_one_is_followed_all_the_same(database: None) -> None:
    by, found = local_administrator(), registered(text().document)
    version = text(TEXT.replace("judges of ports", "judges of harbours"))
    Mandate.objects.update(followed_version=version.pk - 1)
    imported()
    assert actions.follow_texts(by=by, on=DAY) == 1
    assert again(found["4"]).look == Look.CHANGED
