"""`dispositif clauses`: priorities of the Assembly and the Council, lineage of clauses."""

import click

from dispositif.cli.acting import as_option, as_person
from dispositif.cli.ready import ready
from dispositif.mandates.rules import RELATIONS, Relation

RIGHT = "mandates.register"
PART = click.Choice(["operative", "preambular"])


@click.group()
def clauses() -> None:
    """What clauses put first, and which clause comes from which."""


@clauses.command()
@as_option
def priorities(as_email: str | None) -> None:
    """List the priorities, one a line: theme, symbol, part, paragraph, note."""
    ready()
    from dispositif.mandates.queries import clause

    with as_person(as_email):
        for one in clause.priorities():
            where = one.provision
            said = (one.theme.code, where.document.symbol, where.part, where.path, one.note)
            click.echo("\t".join(said))


@clauses.command()
@click.argument("theme")
@click.argument("symbol")
@click.argument("path", metavar="PARAGRAPH")
@click.option("--part", type=PART, default="operative", show_default=True, help="Where it stands.")
@click.option("--note", default="", help="What to know about it.")
@as_option
def prioritise(theme: str, symbol: str, path: str, part: str, note: str, as_email: str | None) -> None:
    """Enter that a PARAGRAPH of SYMBOL makes THEME a priority."""
    ready()
    from dispositif.mandates import actions
    from dispositif.mandates.queries import clause
    from dispositif.people.clock import today
    from dispositif.world.queries import theme as theme_of

    with as_person(as_email, RIGHT) as by:
        where = clause.clause(symbol=symbol, part=part, path=path)
        actions.set_priority(theme=theme_of(theme), provision=where, note=note, by=by, on=today())
        click.echo(f"{theme}: {symbol}, {path}")


@clauses.command()
@click.argument("symbol")
@click.argument("path", metavar="PARAGRAPH")
@click.option("--part", type=PART, default="operative", show_default=True, help="Where it stands.")
@click.option("--language", default="en", show_default=True, help="Of the words.")
@as_option
def lineage(symbol: str, path: str, part: str, language: str, as_email: str | None) -> None:
    """Print a PARAGRAPH of SYMBOL with the clauses before and after it, the oldest first."""
    ready()
    from dispositif.mandates.queries import clause

    with as_person(as_email):
        for step in clause.through_the_years(clause.clause(symbol=symbol, part=part, path=path), language):
            how = ", ".join(RELATIONS[Relation(join.relation)] for join in step.joins)
            where = f"{step.document.symbol}, {step.provision.path}"
            click.echo(f"{'*' if step.here else ' '} {where}\t{how or '-'}\t{step.quoted.text}")


@clauses.command()
@click.argument("earlier", nargs=2, metavar="SYMBOL PARAGRAPH")
@click.argument("later", nargs=2, metavar="LATER-SYMBOL LATER-PARAGRAPH")
@click.option("--relation", type=click.Choice([one.value for one in Relation]), required=True)
@click.option("--note", default="", help="Why they belong together.")
@as_option
def join(
    earlier: tuple[str, str], later: tuple[str, str], relation: str, note: str, as_email: str | None
) -> None:
    """Join a clause to the earlier one that it says again, changes or follows on."""
    ready()
    from dispositif.mandates import actions
    from dispositif.mandates.queries.clause import clause
    from dispositif.people.clock import today

    with as_person(as_email, RIGHT) as by:
        before, after = (clause(symbol=one, part="operative", path=path) for one, path in (earlier, later))
        actions.join(earlier=before, later=after, relation=Relation(relation), note=note, by=by, on=today())
        click.echo(f"{later[0]}, {later[1]} {RELATIONS[Relation(relation)]} {earlier[0]}, {earlier[1]}")
