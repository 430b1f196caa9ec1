"""The library's pages with row security in force, beside the same pages with it switched off."""

from collections.abc import Iterator
from http.client import HTTPConnection

import psycopg

from benchmarks.homes import installed, superuser
from benchmarks.library.pages import milliseconds
from benchmarks.library.shelf import RARE, fill
from benchmarks.serving import serving
from benchmarks.tables import Row

DOCUMENTS = {False: 100_000, True: 2_000}
FIRST = 200  # milliseconds for the first page
WITHOUT = "without row security"
FIRST_PAGE = "first page"
PAGES = {
    FIRST_PAGE: "/documents/",
    "page 2,000": "/documents/?page=2000",
    "first page by title": "/documents/?order=title",
    "search for a rare word": f"/documents/?words={RARE}",
    "search for a frequent word": "/documents/?words=administrations",
    "search for a symbol": "/documents/?words=A%2FRES%2F61%2F181",
}
_TABLES = "SELECT relname FROM pg_class WHERE relrowsecurity AND relkind = 'r'"


def rows(quick: bool) -> Iterator[Row]:
    """Every page twice: as it is, and with the policies off."""
    documents, times = DOCUMENTS[quick], 3 if quick else 7
    with installed() as home, superuser(home) as connection:
        fill(connection, documents)
        with serving("serve", "--no-worker") as place:
            server = HTTPConnection(place, timeout=60)
            secured = {what: milliseconds(server, path, times) for what, path in PAGES.items()}
            _switch_off(connection)
            open_ = {what: milliseconds(server, path, times) for what, path in PAGES.items()}
            server.close()
    for what, (taken, shown) in secured.items():
        if shown != open_[what][1]:
            raise RuntimeError(f"{what}: {shown} rows with policies, {open_[what][1]} without")
        yield Row(
            f"library of {documents:,} documents, {what}",
            "ms",
            taken,
            WITHOUT,
            open_[what][0],
            less=True,
            target=FIRST if what == FIRST_PAGE else None,
            note=f"{shown} rows",
        )


def _switch_off(connection: psycopg.Connection) -> None:
    for (table,) in connection.execute(_TABLES).fetchall():
        connection.execute(f'ALTER TABLE "{table}" DISABLE ROW LEVEL SECURITY'.encode())
