"""The tree as the habits read it: folders, files, their syntax."""

import ast
import tomllib
from collections.abc import Iterator
from functools import cache
from pathlib import Path
from typing import Any

ROOT = Path(__file__).resolve().parents[2]
PACKAGE = ROOT / "src" / "dispositif"
TESTS = ROOT / "tests"
WRITTEN = ("src", "tests", "docs", "benchmarks", "requirements", ".ci")
"""Folders of the tree that people write; everything else in the root is a file or is ignored by git."""


def project() -> dict[str, Any]:
    """pyproject.toml."""
    return tomllib.loads((ROOT / "pyproject.toml").read_text(encoding="utf-8"))


def rooms() -> list[Path]:
    """The folders of the import contract that are there."""
    return sorted(place for place in PACKAGE.iterdir() if place.is_dir() and place.name != "__pycache__")


def sources(*suffixes: str) -> list[Path]:
    """Files of the package with one of the suffixes, migrations (which are generated) left out."""
    return [file for file in _below(PACKAGE) if file.suffix in suffixes and "migrations" not in file.parts]


def written(*suffixes: str) -> list[Path]:
    """Every file that belongs to the tree, with one of the suffixes if any are given."""
    files = [
        file for file in sorted(ROOT.iterdir()) if file.is_file() and not file.name.startswith(".coverage")
    ]
    for folder in WRITTEN:
        files += _below(ROOT / folder)
    return [file for file in files if not suffixes or file.suffix in suffixes]


def _below(folder: Path) -> list[Path]:
    found = (file for file in folder.rglob("*") if file.is_file())
    return sorted(file for file in found if not {"__pycache__", ".hypothesis"} & set(file.parts))


@cache
def parsed(file: Path) -> ast.Module:
    """The syntax of a Python file."""
    return ast.parse(file.read_text(encoding="utf-8"))


def place(file: Path) -> str:
    """The file as the tree names it: `documents/views/reader.py`, `tests/world.py`."""
    root = PACKAGE if file.is_relative_to(PACKAGE) else ROOT
    return file.relative_to(root).as_posix()


def calls(file: Path) -> Iterator[ast.Call]:
    """Every call in a file."""
    return (node for node in ast.walk(parsed(file)) if isinstance(node, ast.Call))


def called(call: ast.Call) -> str:
    """The last part of what is called: `save` of `row.save()`, `reverse` of `reverse()`."""
    return call.func.attr if isinstance(call.func, ast.Attribute) else getattr(call.func, "id", "")


def text_of(node: ast.AST | None) -> str:
    """A text written out in the code; empty for anything else."""
    return node.value if isinstance(node, ast.Constant) and isinstance(node.value, str) else ""


def imported(file: Path) -> Iterator[tuple[int, str]]:
    """(line, module) of every import of a file, late ones and those for types included."""
    for node in ast.walk(parsed(file)):
        if isinstance(node, ast.Import):
            yield from ((node.lineno, alias.name) for alias in node.names)
        elif isinstance(node, ast.ImportFrom):
            yield from ((node.lineno, f"{node.module}.{alias.name}") for alias in node.names)
