"""`dispositif instruments`: treaties, their registers, who has joined them."""

import click

from dispositif.cli.registers import import_
from dispositif.cli.treaties import COMMANDS


@click.group()
def instruments() -> None:
    """Treaties and who has joined them, on any day."""


instruments.add_command(import_)
for _command in COMMANDS:
    instruments.add_command(_command)
