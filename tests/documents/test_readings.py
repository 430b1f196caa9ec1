"""Two readings side by side: the machine proposes, a person decides, and nobody is overwritten."""

import pytest

from dispositif.documents import actions, queries, rules
from dispositif.documents.models import Citation, Provision, Reading
from dispositif.documents.rules import Origin, Standing
from dispositif.kernel.refusal import Refusal
from dispositif.people.queries import local_administrator
from dispositif.trail.models import Entry
from dispositif.trail.queries import history
from tests.world import DAY, imported

pytestmark = pytest.mark.database


@pytest.fixture
def request_act(database: None) -> Provision:
    return imported().document.provisions.get(part="operative", path="2", act=1)


def _read(provision: Provision, field: str, value: object, seen: int = 0) -> Reading:
    by = local_administrator()
    return actions.read_as(provision=provision, seen=seen, field=field, value=value, by=by, on=DAY)


def test_confirming_keeps_both_readings(request_act: Provision) -> None:
    _read(request_act, "act", "request")
    shown = queries.paragraph(request_act, "en")["act"]
    assert shown.standing is Standing.CONFIRMED
    assert shown.machine is not None
    assert shown.person is not None
    assert shown.by.read_by == "Local administrator"
    assert queries.paragraph(request_act, "en")["strength"].standing is Standing.PROPOSED


def test_correcting_keeps_the_machine_beside_the_person(request_act: Provision) -> None:
    _read(request_act, "strength", 2)
    shown = queries.paragraph(request_act, "en")["strength"]
    assert (shown.value, shown.standing) == (2, Standing.CORRECTED)
    assert shown.machine is not None
    assert shown.machine.value == 3


def test_the_second_of_two_is_told_and_nothing_is_overwritten(request_act: Provision) -> None:
    _read(request_act, "strength", 2, seen=0)
    with pytest.raises(Refusal) as told:
        _read(request_act, "strength", 4, seen=0)
    assert told.value.code == "documents.stale"
    assert told.value.facts == {"theirs": 2, "yours": 4}
    assert queries.standing_value(request_act, "strength") == 2
    _read(request_act, "strength", 4, seen=1)
    assert queries.standing_value(request_act, "strength") == 4


def test_every_step_stands_in_the_trail(request_act: Provision) -> None:
    _read(request_act, "act", "request")
    _read(request_act, "strength", 2, seen=1)
    steps = [entry.what for entry in history(request_act.document)]
    assert steps == [
        "documents.corrected",
        "documents.confirmed",
        "documents.imported",
        "documents.registered",
    ]
    assert history(request_act.document)[0].content.content["before"] == 3
    assert Entry.objects.count() == 0, "the administrator does not read the whole trail"


def test_corrected_references_are_the_ones_that_cite(request_act: Provision) -> None:
    paragraph = Provision.objects.get(document=request_act.document, part="preambular", path="1", act=0)
    assert [one.target for one in paragraph.citations.all()] == ["A/RES/60/175"]
    _read(paragraph, "citations", ["A/RES/60/1", "A/RES/60/1", "UNTOC"])
    assert sorted(Citation.objects.values_list("target", flat=True)) == ["A/RES/60/1", "UNTOC"]


def test_words_of_one_language_are_not_shown_in_another(request_act: Provision) -> None:
    version = request_act.document.versions.get()
    by = local_administrator()
    actions.read_as(
        provision=request_act, seen=0, field="actions", value=["to report"], by=by, on=DAY, version=version
    )
    assert queries.paragraph(request_act, "en")["actions"].value == ["to report"]
    assert "actions" not in queries.paragraph(request_act, "fr")
    _read(request_act, "strength", 1, seen=1)
    assert queries.paragraph(request_act, "fr")["strength"].value == 1


GOOD = [
    ("act", "urge"), ("strength", 0), ("strength_range", [1, 3]), ("addressees", ["SG", "UNODC"]),
    ("addressees", []), ("actions", ["to report"]), ("deadline", None),
    ("deadline", {"kind": "session", "session": 62}), ("deadline", {"kind": "date", "date": "2007-09-01"}),
    ("deadline", {"kind": "asap"}), ("recurrence", None), ("recurrence", {"kind": "ongoing"}),
    ("recurrence", {"kind": "every", "interval": "P6M"}), ("report", None), ("report", {"to": "GA"}),
    ("citations", ["A/RES/60/175", "UNTOC"]), ("verb", "Requests"), ("modifier", ""),
]  # fmt: skip
BAD = [
    ("act", "ask"), ("act", None), ("strength", 5), ("strength", True), ("strength", "3"),
    ("strength_range", [3, 1]), ("strength_range", [1]), ("addressees", ["EVERYBODY"]), ("addressees", "SG"),
    ("actions", [" "]), ("actions", ["x" * 5000]), ("deadline", {"kind": "soon"}), ("deadline", "soon"),
    ("deadline", {"kind": "session", "session": 0}), ("deadline", {"kind": "date", "date": "2007-13-01"}),
    ("deadline", {"kind": "date", "date": "0001-01-01"}), ("recurrence", {"kind": "every", "interval": "P"}),
    ("recurrence", {"kind": "often"}), ("report", {"to": 3}), ("citations", ["60/1756"]), ("verb", 3),
    ("modifier", "x" * 5000), ("no_such_field", 1),
]  # fmt: skip


@pytest.mark.parametrize(("field", "value"), GOOD)
def test_values_that_fit(field: str, value: object) -> None:
    rules.check_value(field, value)


@pytest.mark.parametrize(("field", "value"), BAD)
def test_values_that_do_not_fit_are_refused(field: str, value: object) -> None:
    with pytest.raises(Refusal):
        rules.check_value(field, value)


def test_a_refused_value_writes_nothing(request_act: Provision) -> None:
    before = Reading.objects.count()
    with pytest.raises(Refusal, match="does not take"):
        _read(request_act, "strength", 9)
    assert Reading.objects.count() == before
    request_act.refresh_from_db()
    assert request_act.revision == 0


def test_what_stands_follows_the_order_person_machine_fact() -> None:
    machine = Reading(field="act", value="urge", origin=Origin.MACHINE)
    fact = Reading(field="act", value="urge", origin=Origin.FACT)
    assert rules.stands({Origin.MACHINE: machine, Origin.FACT: fact}) == (machine, Standing.PROPOSED)
    assert rules.stands({Origin.FACT: fact}) == (fact, Standing.FACT)
