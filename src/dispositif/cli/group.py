"""The command group: names and one-line helps here, so that `--help` imports no stage."""

import sys
from importlib import import_module

import click

from dispositif import __version__
from dispositif.kernel.refusal import Refusal

COMMANDS: dict[str, tuple[str, str]] = {
    "read": ("dispositif.cli.read:read", "Read resolutions without a database."),
    "demo": ("dispositif.cli.demo:demo", "Load the examples and serve them."),
    "serve": ("dispositif.cli.serve:serve", "Serve the pages, with a worker for jobs."),
    "worker": ("dispositif.cli.serve:worker", "Work off jobs until told to stop."),
    "migrate": ("dispositif.cli.server:migrate", "Bring the database in step with the program."),
    "status": ("dispositif.cli.server:status", "Say where the home and the database are."),
    "documents": ("dispositif.cli.documents:documents", "Import, list and show documents."),
    "mandates": ("dispositif.cli.mandates:mandates", "Register acts as mandates and follow them."),
    "clauses": ("dispositif.cli.clauses:clauses", "Priorities, and which clause comes from which."),
    "figures": ("dispositif.cli.figures:figures", "Every figure of the program, at any day."),
    "due": ("dispositif.cli.notices:due", "What is due, as a list or a calendar."),
    "plans": ("dispositif.cli.plans:plans", "Programme plans and the legislative mandates they list."),
    "strategies": (
        "dispositif.cli.strategies:strategies",
        "National and regional strategies, and their coverage.",
    ),
    "instruments": ("dispositif.cli.instruments:instruments", "Treaties and who has joined them."),
    "conferences": (
        "dispositif.cli.sessions:conferences",
        "Sessions of the Conferences and the Commission.",
    ),
    "world": ("dispositif.cli.world:world", "States, regions, entities and themes by their names."),
    "people": ("dispositif.cli.people:people", "Enrol persons and give them roles."),
    "trail": ("dispositif.cli.trail:trail", "Verify the trail."),
}
REFUSED = 3
"""Exit code of a command whose request was refused; 2 is a command that was not understood."""


class Lazy(click.Group):
    """A group that imports a command when it is called."""

    def list_commands(self, _context: click.Context) -> list[str]:
        """In the order of the table."""
        return list(COMMANDS)

    def get_command(self, _context: click.Context, name: str) -> click.Command | None:
        """The command of this name."""
        if name not in COMMANDS:
            return None
        module, attribute = COMMANDS[name][0].split(":")
        command: click.Command = getattr(import_module(module), attribute)
        return command

    def format_commands(self, _context: click.Context, formatter: click.HelpFormatter) -> None:
        """The table itself."""
        with formatter.section("Commands"):
            formatter.write_dl([(name, help_) for name, (_, help_) in COMMANDS.items()])


@click.group(cls=Lazy)
@click.version_option(__version__, prog_name="dispositif")
def dispositif() -> None:
    """From the operative paragraph to the evidence that it was carried out.

    Exit codes: 0 done, 1 done with something to look at, 2 not understood, 3 refused.
    """


def main() -> None:
    """Run the command; a refusal is a sentence on standard error and exit code 3."""
    try:
        dispositif()
    except Refusal as refusal:
        click.echo(f"dispositif: {refusal} [{refusal.code}]", err=True)
        sys.exit(REFUSED)
