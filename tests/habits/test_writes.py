"""Every change is an action: pages, doors and queries write to no model."""

import ast
import re
from pathlib import Path

from tests.habits.house import called, calls, parsed, place, sources, text_of

WRITING = {
    "create", "get_or_create", "update_or_create", "bulk_create", "bulk_update", "delete", "save",
    "acreate", "aupdate", "adelete", "asave",
}  # fmt: skip
STATEMENT = re.compile(r"\b(INSERT\s+INTO|UPDATE\s+\"?\w+\"?\s+SET|DELETE\s+FROM|TRUNCATE)\b")
ALLOWED = {
    "queue/telling.py": "a job tells how far it is on a connection of its own, beside its transaction",
    "people/models/account.py": "the manager through which allauth and `enrol` make an account",
}
"""Files that write outside actions, each with its reason."""
SILENT = {
    "documents.entitle": "a part of `register` and of `write`, which tell",
    "documents.index_citations": "an index kept in step by actions that tell",
    "documents.state_facts": "a part of its caller's change, which tells of all facts at once",
    "mandates.amend": "a part of `assign`, `tag`, `set_due` and `state`, which tell",
    "mandates.begin": "a part of `register`, which tells",
    "notices.deliver": "notes that a letter went out; what it says was told where it was written",
    "notices.mark_read": "a mark on one's own message, nobody else's matter",
    "notices.tell": "a message about a change that tells of itself; reminders tell once a run",
    "people.note_use": "the last day of use of a token, at most once a day: a use is no change",
    "queue.defer": "asks for an action that tells when it is done",
    "queue.forget": "removes progress that has ended, no fact of the house",
    "world.keep": "a part of `load_facts`, which tells of all tables at once",
    "world.settle": "a part of `load_facts`, which tells of all tables at once",
}
"""Actions that write without an entry of their own in the trail, each with its reason."""


def is_action(file: Path) -> bool:
    return file.name == "actions.py" or "actions" in file.parts


def writes(file: Path) -> list[str]:
    """Where a file writes to a model, or writes in SQL."""
    found = [f"{place(file)}:{call.lineno} .{called(call)}()" for call in calls(file) if to_a_model(call)]
    for node in ast.walk(parsed(file)):
        if isinstance(node, ast.Constant) and (match := STATEMENT.search(text_of(node))):
            found.append(f"{place(file)}:{node.lineno} {match[1]}")
    return found


def to_a_model(call: ast.Call) -> bool:
    """`save` to a file takes the file first; `update` of a queryset takes names only."""
    if not isinstance(call.func, ast.Attribute):
        return False
    if call.func.attr == "update":
        return bool(call.keywords) and not call.args
    return call.func.attr in WRITING and not (call.func.attr == "save" and call.args)


def test_only_actions_write() -> None:
    found = [line for file in sources(".py") if not is_action(file) for line in writes(file)]
    assert [line for line in found if line.split(":")[0] not in ALLOWED] == []


def test_every_exception_is_still_one() -> None:
    assert {line.split(":")[0] for file in sources(".py") for line in writes(file)} >= ALLOWED.keys()


def test_this_habit_sees_writes() -> None:
    seen = [
        "row.save()",
        "Row.objects.create(a=1)",
        "rows.update(a=1)",
        "rows.delete()",
        "row.save(using='x')",
    ]
    passed = ["known.update({'a': 1})", "font.save(made)", "save(made)", "bar.update(task, completed=1)"]
    assert [to_a_model(_call(code)) for code in seen] == [True] * len(seen)
    assert [to_a_model(_call(code)) for code in passed] == [False] * len(passed)


def test_every_action_that_writes_tells_the_trail() -> None:
    functions = _actions()
    telling = {one for one, node in functions.items() if _calls(node, "trail.record")}
    while grown := {one for one, node in functions.items() if one not in telling and _reaches(node, telling)}:
        telling |= grown
    untold = {one for one, node in functions.items() if one not in telling and _writes(node)}
    assert {one for one in untold if not one.split(".")[1].startswith("_")} == SILENT.keys()


def _call(code: str) -> ast.Call:
    node = ast.parse(code, mode="eval").body
    assert isinstance(node, ast.Call)
    return node


def _actions() -> dict[str, ast.FunctionDef]:
    """`room.name` → function, of everything that stands in actions."""
    found = {}
    for file in sources(".py"):
        if is_action(file) and (room := place(file).split("/")[0]) != "trail":
            functions = [node for node in parsed(file).body if isinstance(node, ast.FunctionDef)]
            found.update({f"{room}.{node.name}": node for node in functions})
    return found


def _reaches(function: ast.FunctionDef, names: set[str]) -> bool:
    """Whether it calls one of the functions, which are known by their last names."""
    wanted = {name.split(".")[1] for name in names}
    return any(called(node) in wanted for node in ast.walk(function) if isinstance(node, ast.Call))


def _calls(function: ast.FunctionDef, name: str) -> bool:
    return any(ast.unparse(node.func) == name for node in ast.walk(function) if isinstance(node, ast.Call))


def _writes(function: ast.FunctionDef) -> bool:
    return any(to_a_model(node) for node in ast.walk(function) if isinstance(node, ast.Call))
