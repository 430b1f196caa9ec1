"""The page of refusals, read from the source: every code, its sentence, and where it is raised."""

import ast
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path
from typing import TypeGuard

from dispositif.cli.reference.ground import code, table

PACKAGE = Path(__file__).resolve().parents[2]
MARKS = ("phrase", "_")
SPECIMENS = PACKAGE / "look" / "gallery.py"
"""What the gallery shows is refused nowhere."""


@dataclass(frozen=True, slots=True, order=True)
class Raised:
    """One place that refuses; a code that is put together has its `{parts}` in braces."""

    code: str
    sentence: str
    room: str


def refusals() -> str:
    """All codes in their order, with the status that a page and the API answer."""
    from dispositif.look.refusals import STATUS

    rows = [(code(one.code), one.sentence, STATUS.get(one.code, 400), one.room) for one in found()]
    said = (
        "Every refusal has a stable code and a sentence. A form shows the sentence; the API answers it as"
        " `application/problem+json`; a command prints it on standard error and ends with exit code 3."
    )
    return f"# Refusals\n\n{said}\n\n{table(('code', 'sentence', 'HTTP', 'raised in'), rows)}\n"


def found(package: Path = PACKAGE) -> list[Raised]:
    """Every refusal that the package raises, once a code, sentence and room."""
    every: set[Raised] = set()
    for file in set(package.rglob("*.py")) - {SPECIMENS}:
        tree = ast.parse(file.read_text(encoding="utf-8"))
        every.update(_in_module(tree, file.relative_to(package).parts[0]))
    return sorted(every)


def _in_module(tree: ast.Module, room: str) -> Iterator[Raised]:
    said = _assigned(tree)
    for call in ast.walk(tree):
        if _refuses(call) and (name := _literal(call.args[0])):
            yield Raised(name, _sentence(call.args[1], said), room)


def _refuses(node: ast.AST) -> TypeGuard[ast.Call]:
    """Whether the node makes a refusal with its code and its sentence."""
    return isinstance(node, ast.Call) and ast.unparse(node.func) == "Refusal" and len(node.args) > 1


def _assigned(tree: ast.Module) -> dict[str, str]:
    """Name → sentence, for sentences that stand in a variable of their own."""
    pairs = [(node.targets[0], node.value) for node in ast.walk(tree) if isinstance(node, ast.Assign)]
    return {
        target.id: _sentence(value, {})
        for target, value in pairs
        if isinstance(target, ast.Name) and _sentence(value, {})
    }


def _sentence(node: ast.expr, said: dict[str, str]) -> str:
    """The sentence that an expression writes out; empty where it does not."""
    if isinstance(node, ast.Call) and isinstance(node.func, ast.Name) and node.func.id in MARKS and node.args:
        return _literal(node.args[0])
    return said.get(node.id, "") if isinstance(node, ast.Name) else _literal(node)


def _literal(node: ast.expr) -> str:
    if isinstance(node, ast.Constant) and isinstance(node.value, str):
        return node.value
    if isinstance(node, ast.JoinedStr):
        parts = (part.value if isinstance(part, ast.Constant) else _braced(part) for part in node.values)
        return "".join(map(str, parts))
    return ""


def _braced(part: ast.expr) -> str:
    return "{" + ast.unparse(part.value) + "}" if isinstance(part, ast.FormattedValue) else ""
