"""The history of a mandate in words: no code, no ISO day, nothing empty."""

from datetime import date

import pytest
from django.utils.translation import override

from dispositif.documents.words import said
from dispositif.mandates import actions
from dispositif.mandates.rules import Status
from dispositif.people.queries import local_administrator
from dispositif.people.rules import Role
from dispositif.trail.models import Entry
from dispositif.trail.queries import history
from dispositif.trail.templatetags.trail import content_said, in_words
from dispositif.trail.words import says
from dispositif.world.actions import load_facts
from dispositif.world.queries import entity, theme
from tests.mandates.registered import LATER, again, registered, text
from tests.world import person, signed_in

pytestmark = pytest.mark.database


@pytest.fixture
def entries(database: None) -> list[Entry]:
    """A mandate that was given an owner, a theme, a day and a status: newest first."""
    load_facts(by=local_administrator().as_party(), on=LATER)
    by = person("Officer", Role.SECRETARIAT)
    one = registered(text().document)["5"]
    author = {"by": by, "on": LATER}
    actions.assign(
        mandate=one, owner=entity("UNODC"), supporting=[entity("SG")], seen=again(one).revision, **author
    )
    actions.tag(mandate=one, themes=[theme("TIP")], seen=again(one).revision, **author)
    actions.set_due(mandate=one, due_on=date(2046, 3, 31), seen=again(one).revision, why="x", **author)
    actions.state(mandate=one, status=Status.IN_PROGRESS, since=LATER, seen=again(one).revision, **author)
    return history(again(one))


def test_codes_and_days_become_words(entries: list[Entry]) -> None:
    told = {entry.what: dict(content_said(entry)) for entry in reversed(entries)}
    office = "United Nations Office on Drugs and Crime"
    assert told["mandates.registered"] == {"kind": "mandate", "owner": "—"}
    assert told["mandates.assigned"]["after"] == f"owner {office}, supporting Secretary-General"
    assert told["mandates.tagged"] == {"before": "—", "after": "Trafficking in persons"}
    assert told["mandates.due_set"]["after"] == "March 31, 2046"
    assert told["mandates.stated"]["before"] == "no indication"
    assert told["mandates.stated"]["after"] == "in progress"
    assert told["notices.due_changed"] == {
        "kind": "Reports asked for",
        "due on": "March 31, 2046",
        "owner": office,
    }


def test_the_page_shows_no_code(entries: list[Entry]) -> None:
    client = signed_in(person("Reader of it", Role.DRAFTER))
    page = client.get(f"/mandates/{entries[0].subject_uuid}/").content.decode()
    shown = page.split('<ol class="trail">')[1]
    for code in ("mandates.report", "in_progress", "UNODC", "2046-03-31", "occurrence"):
        assert code not in shown, code


def test_a_code_that_nobody_knows_any_more_is_shown_as_written(database: None) -> None:
    assert in_words("mandates.stated", "after", "obsolete") == "obsolete"
    assert in_words("mandates.registered", "kind", "gone") == "gone"
    assert in_words("notices.due_opened", "kind", "gone.kind") == "gone.kind"
    assert in_words("people.appointed", "role", "gone") == "gone"
    assert in_words("people.token_issued", "scopes", ["gone", "figures:read"]) == "gone, read figures"


def test_a_word_of_every_kind_of_entry_gives_way_to_that_of_one() -> None:
    says("sample", lambda value: f"any {value}")
    says("sample", lambda value: f"one {value}", "sample.written")
    assert in_words("other.written", "sample", 3) == "any 3"
    assert in_words("sample.written", "sample", 3) == "one 3"
    assert in_words("other.written", "plain", 3) == "3"


def test_a_report_is_asked_for_to_an_organ() -> None:
    assert said("report", {"to": "A"}) == "General Assembly"
    with override("fr"):
        assert said("report", {"to": "A"}) == "Assemblée générale"
    assert said("report", {"to": "CTOC/COP"}) == "CTOC/COP"


def test_act_0_is_the_paragraph(database: None) -> None:
    assert in_words("mandates.joined", "act", 0) == ""
    assert in_words("mandates.joined", "act", 2) == "2"
    assert in_words("mandates.joined", "part", "operative") == "operative part"
    assert in_words("mandates.joined", "relation", "follows") == "follows on"
