"""Names come from the field: none says only that something is somewhere."""

import ast
import re

from django.apps import apps
from django.db import models

from tests.habits.house import ROOT, parsed, place, rooms, written

EMPTY = {
    "util", "utils", "helper", "helpers", "common", "base", "core", "misc", "service", "services",
    "manager", "managers", "handler", "handlers", "data", "info",
}  # fmt: skip
DAYS = {
    "valid_from": "one end of the days on which a fact holds",
    "valid_to": "the other end",
    "last_login": "Django's own",
    "signed_from": "the day from which it is open for signature",
    "expires": "the name by which Django's database cache asks",
    "as_at": "the last day that a state of a register covers, in the words of depositaries",
}
"""Days and moments that end otherwise, each with its reason."""
CALLED = {"handle_data": "the name by which Python's HTMLParser calls it"}
"""Functions that a library names, each with its reason."""
NAMED = (ast.ClassDef, ast.FunctionDef, ast.AsyncFunctionDef)
PART = re.compile(r"[A-Z]+(?![a-z])|[A-Z]?[a-z]+|\d+")


def parts(name: str) -> set[str]:
    """The words that a name is made of, in lower case."""
    return {part.lower() for part in PART.findall(name)}


def test_no_folder_module_class_or_function_has_an_empty_name() -> None:
    """Names of tests are sentences, and may speak of anything."""
    found = [
        place(file) for file in written(".py") if parts(file.stem) & EMPTY or parts(file.parent.name) & EMPTY
    ]
    for file in written(".py"):
        for node in ast.walk(parsed(file)):
            if isinstance(node, NAMED) and parts(node.name) & EMPTY and not _given(node.name):
                found.append(f"{place(file)}:{node.lineno} {node.name}")
    assert found == []


def test_this_habit_sees_the_words_of_a_name() -> None:
    assert parts("JSONDataHandler_v2") == {"json", "data", "handler", "v", "2"}
    assert not parts("Database") & EMPTY


def test_days_end_in_on_and_moments_in_at() -> None:
    found = []
    for model in _own():
        for field in model._meta.local_fields:
            moment, day = isinstance(field, models.DateTimeField), isinstance(field, models.DateField)
            wanted = ("_at", "at") if moment else ("_on", "on")
            if (moment or day) and not field.name.endswith(wanted) and field.name not in DAYS:
                found.append(f"{model._meta.label}.{field.name}")
    assert found == []


def test_packages_are_nouns_of_the_glossary() -> None:
    glossary = (ROOT / "GLOSSARY.md").read_text(encoding="utf-8")
    assert [room.name for room in rooms() if f"`{room.name}`" not in glossary] == []


def _given(name: str) -> bool:
    return name in CALLED or name.startswith("test_")


def _own() -> list[type[models.Model]]:
    return [model for model in apps.get_models() if model.__module__.startswith("dispositif.")]
