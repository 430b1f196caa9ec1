"""A file handed in, read as rows of the register's columns."""

from collections.abc import Callable
from itertools import islice

from dispositif.files.tables import Row, empty, rows_of
from dispositif.kernel.refusal import phrase
from dispositif.mandates.sheets.columns import NAMES

ROWS = 100_000
READING = phrase("reading the file")
_CHUNK = 1000
Tell = Callable[[int, int, str], None]
"""How far a job has come: done, of how many (0: not known), words."""


def silent(_done: int, _total: int, _words: str) -> None:
    """For whoever waits for the end."""


def read(content: bytes, name: str, *, first: int | None = None, tell: Tell = silent) -> list[Row]:
    """Every row that says something, or the `first` of them; refuses what is no such file.

    `name` is for refusals; `tell` hears how far the file is read.
    """
    rows = rows_of(content, name, columns=NAMES, most=ROWS, exact=True, results=True)
    found: list[Row] = []
    for row in islice(rows, first):
        found.append(row)
        if len(found) % _CHUNK == 0:
            tell(len(found), 0, READING)
    if not found:
        raise empty(name)
    return found
