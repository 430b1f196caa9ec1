"""`dispositif trail`: does it still say what was written, and who read what is confidential?"""

import sys
from datetime import date, datetime

import click

from dispositif.cli.acting import as_option, as_person
from dispositif.cli.ready import ready
from dispositif.cli.terminal import bar

FAULTY = 1
DAY = click.DateTime(["%Y-%m-%d"])


@click.group()
def trail() -> None:
    """Verify the trail; list who read what is confidential."""


@trail.command()
@click.option("--day", type=DAY, metavar="DATE", help="Only this day (UTC), between two seals.")
def verify(day: datetime | None) -> None:
    """Check every row: digest, neighbour, content, the seals, the anchor. Exit code 1 on faults."""
    ready(click.echo)
    from dispositif.trail.models import Entry
    from dispositif.trail.verify import verify as check

    total = Entry.objects.using("auditor").count()
    with bar("Verifying the trail") as tell:
        verdict = check(seen=lambda rows: tell(rows, total, ""), day=_day(day))
    for fault in verdict.faults:
        click.echo(str(fault))
    click.echo(f"{verdict.rows} rows checked, up to row {verdict.last}; faults: {len(verdict.faults)}")
    click.echo(
        f"seals: {verdict.seals}; accesses: {verdict.accesses}; contents disposed of: {verdict.disposed}"
    )
    if verdict.faults:
        sys.exit(FAULTY)


@trail.command()
@click.option("--since", type=DAY, metavar="DATE", help="From this day on (UTC).")
@click.option("--until", type=DAY, metavar="DATE", help="Up to this day (UTC).")
@click.option("--actor", default="", help="Words of a name, or a uuid.")
@click.option("--subject", default="", help="Words of what was read, or a uuid.")
@as_option
def access(
    since: datetime | None, until: datetime | None, actor: str, subject: str, as_email: str | None
) -> None:
    """List who read what is confidential, the latest first: for the auditor."""
    ready()
    from dispositif.trail.asked import Asked

    asked = Asked(_day(since), _day(until), actor=actor, subject=subject)
    with as_person(as_email, "trail.read"):
        for one in asked.accesses().iterator():
            at = one.at.isoformat(timespec="seconds")
            click.echo("\t".join((at, one.actor_label, one.door, str(one.rows), one.subject_label, one.path)))


def _day(given: datetime | None) -> date | None:
    return given.date() if given else None
