"""`dispositif instruments import`: registers of treaty actions brought in from files."""

import json
from datetime import date, datetime
from pathlib import Path
from typing import TYPE_CHECKING, Any

import click

from dispositif.cli.acting import as_option, as_person
from dispositif.cli.ready import ready, settle_facts
from dispositif.kernel.refusal import Refusal

if TYPE_CHECKING:
    from dispositif.cli.terminal import Tell
    from dispositif.instruments.registers.preview import Asked, Preview
    from dispositif.people.models import Person

REFUSED = 3
FILE = click.Path(exists=True, dir_okay=False, path_type=Path)
DAY = click.DateTime(["%Y-%m-%d"])


@click.command("import")
@click.argument("files", type=FILE, nargs=-1, required=True, metavar="FILE…")
@click.option("--instrument", default="", help="Code or number, for files that name none.")
@click.option("--as-at", type=DAY, help="The last day that the files cover; else that of the newest action.")
@click.option("--source", default="", help="Where the registers are from.")
@click.option("--additions", is_flag=True, help="The files only add; else each is a whole register.")
@click.option("--dry-run", is_flag=True, help="Show what would change; nothing is written.")
@click.option("--format", "shape", type=click.Choice(["table", "json"]), default="table", show_default=True)
@as_option
def import_(
    files: tuple[Path, ...],
    instrument: str,
    as_at: datetime | None,
    source: str,
    additions: bool,
    dry_run: bool,
    shape: str,
    as_email: str | None,
) -> None:
    """Import registers of treaty actions from FILE… (CSV or XLSX), all of them or none.

    A page of the Treaty Collection, a table of one action a row, or what was exported here. Exit codes: 0
    written, or held exactly like this already; 3 refused, with every finding.
    """
    ready()
    from dispositif.cli.terminal import bar
    from dispositif.instruments.registers.preview import Asked

    asked = Asked(source, as_at.date() if as_at else None, not additions, instrument)
    settle_facts()
    with as_person(as_email, "instruments.record") as person:
        with bar("registers") as tell:
            looked = _all(files, asked, None if dry_run else person, tell)
        _show(looked, shape, dry_run)
        if any(one["refused"] for one in looked):
            click.get_current_context().exit(REFUSED)


def _all(
    files: tuple[Path, ...], asked: "Asked", person: "Person | None", tell: "Tell"
) -> list[dict[str, Any]]:
    """Each file read, and written as long as none is refused; leaving with a refusal undoes the others."""
    looked: list[dict[str, Any]] = []
    for place, file in enumerate(files):
        tell(place, len(files), file.name)
        wanted = None if any(one["refused"] for one in looked) else person
        looked.append(_one(file, asked, wanted))
    return looked


def _one(file: Path, asked: "Asked", person: "Person | None") -> dict[str, Any]:
    """What one file would change, or changed, or why it is refused; `person`: who writes it, if anybody."""
    from dispositif.cli.previews import content_of
    from dispositif.files.actions import store
    from dispositif.instruments.actions.register import import_register
    from dispositif.instruments.registers.preview import preview
    from dispositif.people.clock import today

    content, on = content_of(file), today()
    try:
        found = preview(content=content, name=file.name, asked=asked, on=on)
    except Refusal as refusal:
        said = {"where": "", "severity": "error", "code": refusal.code, "detail": str(refusal)}
        return {"file": file.name, "refused": True, "changes": False, "instruments": [], "findings": [said]}
    if person and not found.refuses and found.changes:
        store(content=content, name=file.name, by=person, on=on)
        import_register(found=found, seen=found.seen, by=person, on=on)
    return _told(file, found)


def _told(file: Path, found: "Preview") -> dict[str, Any]:
    counted = [
        {
            "instrument": code,
            "as_at": _day(found.as_at.get(code)),
            **{str(kind): n for kind, n in said.items()},
        }
        for code, said in found.counts.items()
    ]
    findings = [
        {
            "where": one.where,
            "column": one.column,
            "value": one.value,
            "severity": str(one.severity),
            "code": one.code,
            "detail": str(one).partition(": ")[2],
        }
        for one in found.findings
    ]
    said = {"file": file.name, "refused": found.refuses, "changes": found.changes}
    return said | {"unresolved": found.waiting, "instruments": counted, "findings": findings}


def _day(day: date | None) -> str | None:
    return day.isoformat() if day else None


def _show(looked: list[dict[str, Any]], shape: str, dry_run: bool) -> None:
    if shape == "json":
        click.echo(json.dumps(looked, ensure_ascii=False, indent=2))
        return
    for one in looked:
        for row in one["instruments"]:
            counts = ", ".join(f"{row[kind]} {kind}" for kind in row if kind not in ("instrument", "as_at"))
            click.echo(f"{row['instrument'] or '?'}\t{row['as_at'] or '—'}\t{counts}")
        _show_findings(one)
    click.echo(_verdict(looked, dry_run))


def _show_findings(one: dict[str, Any]) -> None:
    """Kind by kind, with the first few of each."""
    by_code: dict[str, list[dict[str, Any]]] = {}
    for finding in one["findings"]:
        by_code.setdefault(finding["code"], []).append(finding)
    for code, several in by_code.items():
        click.echo(f"{one['file']}: {several[0]['severity']}: {len(several)} × {code}", err=True)
        for finding in several[:5]:
            place = " ".join(filter(None, (finding["where"], finding.get("column"), finding.get("value"))))
            click.echo(f"  {place}: {finding['detail']}", err=True)


def _verdict(looked: list[dict[str, Any]], dry_run: bool) -> str:
    if any(one["refused"] for one in looked):
        return "Refused: nothing was written."
    if not any(one["changes"] for one in looked):
        return "Held exactly like this: nothing to write."
    if dry_run:
        return "Nothing was written. Repeat without --dry-run to write it."
    waiting = sorted({name for one in looked for name in one["unresolved"]})
    more = f" Names to resolve, which keep their instruments from being published: {', '.join(waiting)}."
    return "Written." + (more if waiting else "")
