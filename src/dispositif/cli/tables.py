"""A reading drawn in the terminal."""

from typing import TYPE_CHECKING

from rich.console import Console
from rich.markup import escape
from rich.table import Table
from rich.text import Text

if TYPE_CHECKING:
    from dispositif.engines.reading import Reading
    from dispositif.engines.reading.problem import Act, Paragraph

_LONGEST = 7
"""Targets listed for one paragraph; the rest is counted."""


def drawn(console: Console, reading: "Reading") -> None:
    """Heading, operative paragraphs with their acts, preambular ones, notes."""
    doc = reading.doc
    console.print(f"[bold]{escape(doc.symbol or 'no symbol')}[/]  {escape(doc.title or '')}")
    console.print(_line(reading), style="dim")
    console.print(_operative(reading))
    if reading.preambular:
        console.print(_preambular(reading))
    if reading.footnotes:
        console.print(_notes(reading))


def _line(reading: "Reading") -> str:
    doc = reading.doc
    said = [doc.body_name or "organ not named", f"session {doc.session}" if doc.session else "", doc.language]
    said += [f"adopted {doc.adopted_on:%Y-%m-%d}" if doc.adopted_on else "date not in the text"]
    said += [f"{len(reading.preambular)} preambular, {len(reading.operative)} operative paragraphs"]
    return " · ".join(part for part in said if part)


def _operative(reading: "Reading") -> Table:
    table = Table(box=None, pad_edge=False, header_style="dim", padding=(0, 2, 0, 0))
    for name in ("§", "Verb", "Act", "Strength", "To", "Until", "Cites"):
        table.add_column(name, overflow="fold", no_wrap=name in ("§", "Strength"))
    for paragraph in reading.operative:
        cites = _cites(reading, paragraph.id)
        acts: list[Act | None] = list(paragraph.acts) or [None]
        for place, act in enumerate(acts):
            label = paragraph.id if place == 0 else ""
            table.add_row(label, *(_cells(act) if act else _bare(paragraph)), "" if place else cites)
    return table


def _cells(act: "Act") -> tuple[str, str, Text, str, str]:
    act_name = f"{act.act} ({act.modifier})" if act.modifier else act.act
    return escape(act.verb), act_name, _strength(act), _to(act), escape(_until(act))


def _to(act: "Act") -> str:
    from dispositif.engines.reading.vocabulary import ADDRESSEES

    return escape("; ".join(ADDRESSEES[one][0] for one in act.addressees))


def _bare(paragraph: "Paragraph") -> tuple[str, str, Text, str, str]:
    words = " ".join(paragraph.text.split()[:4])
    return f"[dim]{escape(words)} …[/]", "", Text(""), "", ""


def _strength(act: "Act") -> Text:
    """Filled squares for the strength, open ones as far as its range reaches."""
    high = max(act.strength_range[1], act.strength)
    drawn = "■" * act.strength + "□" * (high - act.strength)
    return Text(f"{act.strength} {drawn}", style="bold" if act.strength >= 3 else "")


def _until(act: "Act") -> str:
    said = []
    if act.deadline:
        when = act.deadline
        said.append({"asap": "as soon as possible", "next_report": "next report"}.get(when.kind, ""))
        said.append(
            f"session {when.session}" + (f" ({when.starts})" if when.starts else "")
            if when.session
            else when.date
        )
    if act.recurrence:
        said.append(act.recurrence.text)
    return ", ".join(part for part in said if part)


def _cites(reading: "Reading", para: str) -> str:
    targets = list(dict.fromkeys(t for one in reading.citations if one.para == para for t in one.targets))
    more = f" +{len(targets) - _LONGEST}" if len(targets) > _LONGEST else ""
    return escape(", ".join(targets[:_LONGEST]) + more)


def _preambular(reading: "Reading") -> Table:
    table = Table(box=None, pad_edge=False, header_style="dim", padding=(0, 2, 0, 0))
    for name in ("¶", "Opens", "Act", "Cites"):
        table.add_column(name, overflow="fold")
    for paragraph in reading.preambular:
        acts = ", ".join(act.act for act in paragraph.acts)
        verbs = ", ".join(act.verb for act in paragraph.acts) or " ".join(paragraph.text.split()[:3]) + " …"
        table.add_row(paragraph.id, escape(verbs), acts, _cites(reading, paragraph.id))
    return table


def _notes(reading: "Reading") -> Table:
    table = Table(box=None, pad_edge=False, header_style="dim", padding=(0, 2, 0, 0))
    for name in ("Note", "Called in", "Says"):
        table.add_column(name, overflow="fold")
    for note in reading.footnotes:
        table.add_row(str(note.number), ", ".join(one.para for one in note.anchors), escape(note.text))
    return table
