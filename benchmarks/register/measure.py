"""The register's pages and figures with row security in force, beside the same with it switched off."""

import json
import os
import statistics
import subprocess
import sys
import time
from collections.abc import Iterator
from http.client import HTTPConnection
from typing import Any

import psycopg

from benchmarks.homes import installed, superuser
from benchmarks.register.shelf import FREQUENT, RARE, fill
from benchmarks.serving import serving
from benchmarks.tables import Row

SIZES = {False: (1_000, 10_000, 100_000), True: (200,)}
FIRST = 200  # milliseconds for whatever the register answers
WITHOUT = "without row security"
PAGES = {
    "first page": "",
    "page 100": "?page=100",
    "by due day": "?order=due",
    "last registered first": "?order=newest",
    "kind": "?kind=states",
    "status": "?status=in_progress",
    "owner": "?owner=UNODC",
    "nobody owns": "?owner=none",
    "theme": "?theme=TIP",
    "without a theme": "?theme=none",
    "act": "?act=urge",
    "addressee": "?addressee=UNODC",
    "overdue": "?due=overdue",
    "without a day": "?due=undated",
    "text changed": "?look=any",
    "one document": "?document=A/RES/31/20",
    "search for a rare word": f"?words={RARE}",
    "search for a frequent word": f"?words={FREQUENT}",
    "search for two words, by due day": f"?words=justice+{FREQUENT}&order=due",
    "print 2,000 rows": "?print=1",
}
GROWING = ("first page", "status", "search for a rare word", "search for a frequent word")
"""Pages measured at every size and for both; the others at the largest only, and for a visitor."""
FIGURES = ("mandates.registered", "mandates.overdue", "reports.on_time")
"""Figures likewise."""
_TABLES = "SELECT relname FROM pg_class WHERE relrowsecurity AND relkind = 'r'"
_SWITCH = 'ALTER TABLE "{table}" {way} ROW LEVEL SECURITY'


def rows(quick: bool) -> Iterator[Row]:
    """Every size: pages as a visitor and as the secretariat sees them, figures, and both without policies."""
    times = 2 if quick else 5
    with installed() as home, superuser(home) as connection:
        cookie = _child("sign-in")
        for mandates in SIZES[quick]:
            fill(connection, mandates)
            largest = mandates == SIZES[quick][-1]
            wanted = {what: path for what, path in PAGES.items() if largest or what in GROWING}
            yield from _at(connection, mandates, wanted, str(cookie), times)


def _at(
    connection: psycopg.Connection, mandates: int, wanted: dict[str, str], cookie: str, times: int
) -> Iterator[Row]:
    with serving("serve", "--no-worker") as place:
        visitor = {what: _milliseconds(place, path, "", times) for what, path in wanted.items()}
        officer = {what: _milliseconds(place, PAGES[what], cookie, times) for what in GROWING}
        figures = _child("figures", str(times))
        tables = [table for (table,) in connection.execute(_TABLES).fetchall()]
        _switch(connection, tables, "DISABLE")
        open_ = {what: _milliseconds(place, path, cookie, times) for what, path in wanted.items()}
        without = _child("figures", str(times))
        _switch(connection, tables, "ENABLE")
    for who, found in (("visitor", visitor), ("secretariat", officer)):
        for what, (taken, shown) in found.items():
            said = f"register of {mandates:,}, {what}, {who}"
            target = None if what.startswith("print") else FIRST
            yield Row(
                said, "ms", taken, WITHOUT, open_[what][0], less=True, target=target, note=f"{shown} rows"
            )
    for who, by_name in figures.items():
        for name in by_name if len(wanted) > len(GROWING) and who == "visitor" else FIGURES:
            taken, value = by_name[name]
            said = f"figure of {mandates:,}, {name}, {who}"
            note = f"{value:,.0f}" if value >= 0 else "none"
            yield Row(said, "ms", taken, WITHOUT, without[who][name][0], less=True, target=FIRST, note=note)


def _milliseconds(place: str, path: str, cookie: str, times: int) -> tuple[float, int]:
    """The median answer, after one that warms up, and how many rows the page shows."""
    server = HTTPConnection(place, timeout=120)
    taken, page = [], b""
    for _ in range(times + 1):
        begun = time.perf_counter()
        server.request(
            "GET", f"/mandates/{path}", headers={"Accept-Language": "en", "Cookie": f"sessionid={cookie}"}
        )
        answer = server.getresponse()
        page = answer.read()
        taken.append(time.perf_counter() - begun)
        if answer.status != 200:
            raise RuntimeError(f"{path} answered {answer.status}: {page[:300]!r}")
    server.close()
    return statistics.median(taken[1:]) * 1000, page.count(b'<th scope="row">')


def _switch(connection: psycopg.Connection, tables: list[str], way: str) -> None:
    for table in tables:
        connection.execute(_SWITCH.format(table=table, way=way).encode())


def _child(*asked: str) -> Any:
    command = [sys.executable, "-m", "benchmarks.register.child", *asked]
    settings = {"DJANGO_SETTINGS_MODULE": "dispositif.config.settings"}
    done = subprocess.run(command, check=False, capture_output=True, text=True, env=os.environ | settings)
    if done.returncode:
        raise RuntimeError(done.stderr[-2000:])
    return json.loads(done.stdout.splitlines()[-1])
