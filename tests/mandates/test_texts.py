"""Texts that change after their acts were registered."""

import pytest

from dispositif.kernel.refusal import Refusal
from dispositif.mandates import actions
from dispositif.mandates.queries.register import Asked, register
from dispositif.mandates.queries.texts import words_of
from dispositif.mandates.rules import Look
from dispositif.people.queries import local_administrator
from tests.mandates.registered import LATER, TEXT, again, registered, text

pytestmark = pytest.mark.database


def test_changed_and_removed_paragraphs_are_marked_for_a_look(database: None) -> None:
    by, found = local_administrator(), registered(text().document)
    actions.follow_texts(by=by, on=LATER)
    before, last = TEXT.split("5. Requests")
    text((before + last[:0]).replace("judges of ports", "judges of harbours"))
    assert actions.follow_texts(by=by, on=LATER) == 2
    assert actions.follow_texts(by=by, on=LATER) == 0, "a second run finds nothing new"
    looks = {path: again(one).look for path, one in found.items()}
    assert looks == {"2": Look.NO, "3": Look.NO, "4": Look.CHANGED, "5": Look.GONE}
    assert [one.provision.path for one in register(Asked(look="any"), on=LATER)] == ["4", "5"]
    assert [one.provision.path for one in register(Asked(words="harbour"), on=LATER)] == ["4"]
    assert words_of([found["5"].provision]) == {found["5"].provision_id: {}}


def test_a_person_says_that_it_stands(database: None) -> None:
    by, found = local_administrator(), registered(text().document)
    text(TEXT.replace("judges of ports", "judges of harbours"))
    actions.follow_texts(by=by, on=LATER)
    actions.confirm_text(mandate=found["4"], seen=0, by=by, on=LATER)
    assert again(found["4"]).look == Look.NO
    with pytest.raises(Refusal, match="Somebody changed this mandate"):
        actions.confirm_text(mandate=found["4"], seen=0, by=by, on=LATER)


def test_a_mandate_follows_how_its_paragraph_is_read(database: None) -> None:
    from dispositif.documents.actions import read_as

    by, found = local_administrator(), registered(text().document)
    actions.follow_texts(by=by, on=LATER)
    read_as(provision=found["2"].provision, seen=0, field="addressees", value=["UNODC"], by=by, on=LATER)
    actions.follow_texts(by=by, on=LATER)
    assert again(found["2"]).addressees == ["UNODC"]
