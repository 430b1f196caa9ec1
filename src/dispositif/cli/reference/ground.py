"""What the pages stand on: Django set up without a database, and tables of Markdown."""

import atexit
import os
import shutil
import tempfile
from collections.abc import Iterable


def stand() -> None:
    """Set Django up unless it is; its home is a temporary one, so that no page depends on an installation."""
    from django.apps import apps

    if apps.ready:
        return
    place = tempfile.mkdtemp(prefix="dispositif-")
    atexit.register(shutil.rmtree, place, ignore_errors=True)
    os.environ["DISPOSITIF_HOME"] = place
    os.environ.setdefault("DJANGO_SETTINGS_MODULE", "dispositif.config.settings")
    import django

    django.setup()


def table(header: Iterable[str], rows: Iterable[Iterable[object]]) -> str:
    """A table of Markdown; what would break a cell is escaped."""
    columns = list(header)
    lines = [columns, ["---"] * len(columns), *([_cell(cell) for cell in row] for row in rows)]
    return "\n".join(f"| {' | '.join(line)} |" for line in lines)


def code(words: object) -> str:
    """Words as code; nothing for nothing."""
    return f"`{words}`" if str(words) else ""


def _cell(words: object) -> str:
    return " ".join(str(words).split()).replace("|", "\\|")
