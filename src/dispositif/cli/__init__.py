"""The `dispositif` command: one file per stage, loaded only when it is called."""

from dispositif.cli.group import main

__all__ = ["main"]
