"""What the documents say is true: the reference does not drift, commands parse, links lead somewhere."""

import re
import shlex
from pathlib import Path

import click
import pytest

from dispositif.cli import reference
from dispositif.cli.group import dispositif
from tests.habits.house import ROOT, place, written

FENCE = re.compile(r"^ *```(\w*)\n(.*?)^ *```$", re.MULTILINE | re.DOTALL)
INLINE = re.compile(r"`((?:\.venv/bin/)?dispositif [^`]+)`")
LINK = re.compile(r"\]\(([^)#\s]+)(#[^)\s]*)?\)")
END = re.compile(r"\s(?:\||>|&&|2>|;)\s?.*$")
SHELL = ("sh", "console", "bash")
FILE = re.compile(r".+\.(?:txt|pdf|docx|html|json|csv|xlsx)")


def documents() -> list[Path]:
    return [file for file in written(".md") if "tests" not in file.parts]


def commands(text: str) -> list[str]:
    """Every line that calls `dispositif` in a block for a shell."""
    blocks = [body for language, body in FENCE.findall(text) if language in SHELL]
    shown = [line.strip().removeprefix("$ ") for body in blocks for line in body.splitlines()]
    return [line for line in shown if _words(line)[:1] == ["dispositif"]]


def test_the_reference_does_not_drift() -> None:
    assert reference.check() == []


def test_every_command_that_is_shown_parses(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.chdir(tmp_path)
    shown = [
        (place(file), line) for file in documents() for line in commands(file.read_text(encoding="utf-8"))
    ]
    assert len(shown) > 20
    assert [(where, line, fault) for where, line in shown if (fault := _fault(_words(line)[1:]))] == []


def test_every_command_that_is_mentioned_exists(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """In running text a command may stand without what it needs."""
    monkeypatch.chdir(tmp_path)
    named = [(place(file), line) for file in documents() for line in INLINE.findall(file.read_text("utf-8"))]
    faults = [(where, line, _fault(_words(line)[1:])) for where, line in named]
    assert len(named) > 10
    assert [one for one in faults if one[2] and not one[2].startswith("Missing")] == []


def test_this_habit_sees_a_command_that_does_not_exist(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.chdir(tmp_path)
    assert [
        bool(_fault(shlex.split(line))) for line in ("trail rewrite", "read", "read a.txt --loud", "nothing")
    ]
    assert _fault(["read", "a.txt", "--format", "gold"]) == ""
    assert commands("```sh\nA=1 .venv/bin/dispositif read a.txt | less\n```") == [
        "A=1 .venv/bin/dispositif read a.txt | less"
    ]


def test_every_target_of_make_that_is_shown_exists() -> None:
    targets = set(re.findall(r"^([a-z]+):", (ROOT / "Makefile").read_text(encoding="utf-8"), re.MULTILINE))
    shown = [
        (place(file), name)
        for file in documents()
        for name in re.findall(r"(?:^|`)make ([a-z]+)", file.read_text(encoding="utf-8"), re.MULTILINE)
    ]
    assert shown
    assert [(where, name) for where, name in shown if name not in targets] == []


def test_every_link_leads_to_a_file() -> None:
    found = [
        f"{place(file)} → {target}"
        for file in documents()
        for target, _ in LINK.findall(file.read_text(encoding="utf-8"))
        if "://" not in target and not (file.parent / target).exists()
    ]
    assert found == []


def test_every_folder_of_the_documents_has_its_pages() -> None:
    kinds = ("tutorials", "how-to", "reference", "explanation", "decisions")
    assert [kind for kind in kinds if not list((ROOT / "docs" / kind).glob("*.md"))] == []


def test_decisions_are_numbered_without_a_gap() -> None:
    numbers = [int(file.name[:4]) for file in sorted((ROOT / "docs/decisions").glob("[0-9]*.md"))]
    assert numbers == list(range(1, len(numbers) + 1))


def _words(line: str) -> list[str]:
    """The command without what stands before it (settings) and behind it (pipes); `dispositif` bare."""
    plain = END.sub("", line.strip())
    try:
        parts = shlex.split(plain, comments=True)
    except ValueError:
        return []
    while parts and re.fullmatch(r"[A-Z_]+=.*", parts[0]):
        parts.pop(0)
    return [parts[0].rsplit("/", 1)[-1], *parts[1:]] if parts else []


def _fault(arguments: list[str]) -> str:
    """Why the command line does not take the arguments; files that are named are made for the moment."""
    for word in arguments:
        if FILE.fullmatch(word) and "*" not in word:
            Path(word).parent.mkdir(parents=True, exist_ok=True)
            Path(word).touch()
    try:
        _enter(dispositif, arguments)
    except (click.exceptions.Exit, click.exceptions.NoArgsIsHelpError):
        return ""
    except click.ClickException as fault:
        return fault.format_message()
    return ""


def _enter(command: click.Command, arguments: list[str], parent: click.Context | None = None) -> None:
    context = command.make_context(command.name or "", list(arguments), parent=parent)
    left = [*context._protected_args, *context.args]
    if isinstance(command, click.Group) and left:
        _, inner, rest = command.resolve_command(context, left)
        assert inner is not None
        _enter(inner, rest, context)


def test_the_reference_is_written_where_it_drifts(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    from dispositif.cli.reference import __main__ as command

    (tmp_path / "stale.md").write_text("gone")
    assert "stale.md" in reference.write(tmp_path)
    assert not (tmp_path / "stale.md").exists()
    assert reference.write(tmp_path) == []
    (tmp_path / "roles.md").unlink()
    assert reference.check(tmp_path) == ["roles.md"]
    assert command.main("check") == 0
    assert capsys.readouterr().out == ""
