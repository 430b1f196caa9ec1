"""Kernel, engines, the ground and every table of rules stand without Django, and read no clock."""

import subprocess
import sys
from pathlib import Path

from tests.environment import bare_environment
from tests.habits.house import PACKAGE, called, calls, imported, place, sources

GROUND = ("kernel", "engines", "server")
TIMELESS = ("rules.py", "figures.py", "actions.py", "queries.py", "models.py", "chain.py")
CLOCKS = {
    "datetime.now", "datetime.today", "datetime.utcnow", "date.today", "timezone.now", "time.time",
    "timezone.localdate", "timezone.localtime",
}  # fmt: skip
WATCHES = {
    "people/middleware.py": "the door of every request",
    "queue/perform.py": "the door of every job",
    "mandates/templatetags/mandates.py": "a page names entities and themes as they are called on its day",
}
"""What reads the day beside views and the command line, each with its reason."""


def without_django() -> list[Path]:
    """Every file of the ground, and the rules of every room."""
    return [file for file in sources(".py") if place(file).split("/")[0] in GROUND or file.name == "rules.py"]


def timeless(file: Path) -> bool:
    first = place(file).split("/")[0]
    if _door(file):
        return False
    return first in ("kernel", "engines") or file.name in TIMELESS or "actions" in file.parts


def test_no_import_of_django() -> None:
    found = [
        f"{place(file)}:{line} {module}"
        for file in without_django()
        for line, module in imported(file)
        if module.split(".")[0] == "django"
    ]
    assert found == []


def test_nothing_brings_django_in_by_another_way() -> None:
    files = [file for file in without_django() if file.name not in ("__main__.py", "supervisor.py")]
    names = [file.relative_to(PACKAGE.parent).with_suffix("").as_posix().replace("/", ".") for file in files]
    loaded = "\n".join(f"import {name.removesuffix('.__init__')}" for name in names)
    run = f"{loaded}\nimport sys\nprint([name for name in sys.modules if name.split('.')[0] == 'django'])"
    said = subprocess.run(
        [sys.executable, "-c", run], capture_output=True, text=True, check=False, env=bare_environment()
    )
    assert (said.stdout.strip(), said.stderr) == ("[]", "")


def test_no_clock_is_read_where_days_are_given() -> None:
    found = [
        f"{place(file)}:{call.lineno}"
        for file in sources(".py")
        if timeless(file)
        for call in calls(file)
        if any(_spelled(call).endswith(clock) for clock in CLOCKS)
    ]
    assert found == []


def test_only_doors_and_views_ask_for_the_day() -> None:
    asking = [file for file in sources(".py") if _asks(file)]
    inside = {place(file) for file in asking if not _door(file)}
    assert inside == set(WATCHES)


def _spelled(call: object) -> str:
    import ast

    return ast.unparse(call.func) if isinstance(call, ast.Call) else ""


def _asks(file: Path) -> bool:
    takes = any(module == "dispositif.people.clock.today" for _, module in imported(file))
    return takes and any(called(call) == "today" for call in calls(file))


def _door(file: Path) -> bool:
    return (
        place(file).split("/")[0] in ("cli", "api", "jobs")
        or file.name == "views.py"
        or "views" in file.parts
    )
