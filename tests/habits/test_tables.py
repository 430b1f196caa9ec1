"""Tables, not branches: what the code speaks of stands in its table, and nothing else does."""

import ast
import re
from enum import StrEnum
from pathlib import Path
from typing import Any

from dispositif.cli.reference.sources import found as refusals
from dispositif.documents.forms import SHAPES
from dispositif.documents.preview import OUTCOMES, Outcome
from dispositif.documents.rules import FIELDS, STANDINGS, STRENGTHS, Origin, Standing
from dispositif.engines.reading.explain import RULES
from dispositif.engines.reading.vocabulary import ACTS, ADDRESSEES, ENTITIES, STRENGTH
from dispositif.look.refusals import STATUS
from dispositif.people.rules import LABELS, RIGHTS, Role
from dispositif.queue.models import LABELS as PROGRESS
from dispositif.queue.models import State
from dispositif.trail.templatetags.trail import WHAT
from dispositif.trail.verify import SAID, Kind
from tests.habits.house import PACKAGE, called, calls, parsed, sources, text_of

FAMILIES = {"act.", "mark.", "cite."}
RULE = re.compile(r"(act|mark|cite)\.[a-z_]+")


def test_every_word_of_a_list_has_its_label() -> None:
    lists: list[tuple[type[StrEnum], dict[Any, str]]] = [
        (Role, LABELS), (Standing, STANDINGS), (Outcome, OUTCOMES), (State, PROGRESS), (Kind, SAID),
    ]  # fmt: skip
    assert [words.__name__ for words, labels in lists if set(words) != labels.keys()] == []
    assert [label for _, labels in lists for label in labels.values() if not label.strip()] == []


def test_every_field_has_its_form_and_every_form_its_widget() -> None:
    widgets = (PACKAGE / "documents/templates/documents/widget.html").read_text(encoding="utf-8")
    asked = {kind for kind, _ in SHAPES.values()} - {"text"}
    assert SHAPES.keys() == FIELDS.keys()
    assert asked == set(re.findall(r'widget == "(\w+)"', widgets))


def test_every_degree_of_strength_has_its_words() -> None:
    assert STRENGTHS.keys() == STRENGTH.keys() == {act[0] for act in ACTS.values()}


def test_entities_are_addressees() -> None:
    assert ENTITIES - ADDRESSEES.keys() == set()


def test_every_right_is_carried_and_every_right_asked_for_exists() -> None:
    asked = {
        text_of(call.args[0])
        for file in sources(".py")
        for call in calls(file)
        if called(call) in ("can_do", "check_may", "not_allowed") and call.args
    }
    assert asked - {""} - RIGHTS.keys() == set()
    assert [right for right, roles in RIGHTS.items() if not roles] == []


def test_the_trail_has_words_for_everything_that_happens() -> None:
    happens = {what for file in sources(".py") for call in calls(file) for what in _told(call)}
    assert happens == WHAT.keys()


def test_every_status_is_that_of_a_refusal() -> None:
    assert STATUS.keys() - {one.code for one in refusals()} == set()


def test_every_refusal_says_something_and_its_facts_are_named() -> None:
    silent = [one for one in refusals() if not one.sentence or re.search(r"%(?!\(\w+\)s|%)", one.sentence)]
    assert silent == []


def test_every_refusal_is_marked_for_translation() -> None:
    found = [
        f"{file.relative_to(PACKAGE)}:{call.lineno}"
        for file in sources(".py")
        for call in calls(file)
        if called(call) == "Refusal" and len(call.args) > 1 and text_of(call.args[1])
    ]
    assert found == []


def test_every_rule_of_reading_is_explained_and_no_explanation_is_idle() -> None:
    nodes = [node for file in sources(".py") if _reads(file) for node in ast.walk(parsed(file))]
    used = {text_of(node) for node in nodes if RULE.fullmatch(text_of(node))}
    made = {text_of(node.values[0]) for node in nodes if isinstance(node, ast.JoinedStr)} & {
        "act.",
        "mark.",
        "cite.",
    }
    assert used - RULES.keys() == set()
    assert [rule for rule in RULES.keys() - used if not rule.startswith(tuple(made))] == []


def test_origins_are_those_that_the_database_takes() -> None:
    from dispositif.documents.models import Reading

    constraint = next(one for one in Reading._meta.constraints if one.name == "reading_origin")
    assert dict(constraint.condition.children) == {"origin__in": [origin.value for origin in Origin]}  # type: ignore[attr-defined]


def _reads(file: Path) -> bool:
    return "reading" in file.parts and file.name != "explain.py"


def _told(call: ast.Call) -> list[str]:
    """What a call of `trail.record` says happened; both branches of a choice."""
    if called(call) != "record":
        return []
    said = [keyword.value for keyword in call.keywords if keyword.arg == "what"]
    branches = [
        part for one in said for part in ((one.body, one.orelse) if isinstance(one, ast.IfExp) else (one,))
    ]
    return [text_of(part) for part in branches]
