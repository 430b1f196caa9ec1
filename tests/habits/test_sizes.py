"""Nothing grows past what a reader takes in: files of 400 lines, functions of 40."""

import ast

from tests.habits.house import parsed, place, sources, written

FILE = 400
FUNCTION = 40
SPOKEN = (".py", ".html", ".css", ".toml", ".md")
GENERATED = ("migrations", "reference")


def test_no_file_is_longer_than_400_lines() -> None:
    files = [file for file in written(*SPOKEN) if not set(GENERATED) & set(file.parent.parts[-1:])]
    long = {place(file): _lines(file.read_text(encoding="utf-8")) for file in files}
    assert {name: lines for name, lines in long.items() if lines > FILE} == {}


def test_no_function_is_longer_than_40_lines() -> None:
    found = {}
    for file in sources(".py"):
        for node in ast.walk(parsed(file)):
            if isinstance(node, ast.FunctionDef | ast.AsyncFunctionDef):
                lines = (node.end_lineno or node.lineno) - node.lineno + 1
                found[f"{place(file)}:{node.lineno} {node.name}"] = lines
    assert {name: lines for name, lines in found.items() if lines > FUNCTION} == {}


def _lines(text: str) -> int:
    return text.count("\n")
