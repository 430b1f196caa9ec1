"""The home folder: the key, the attachments, the embedded database and its locks live here."""

import os
from pathlib import Path

import platformdirs

from dispositif.kernel.refusal import Refusal, phrase
from dispositif.server.account import account, closed_to

# Linux allows 107 bytes for the name of a socket, macOS 103; the server's own lock file needs a few more
SOCKET_LIMIT = 100
SOCKET = "run/.s.PGSQL.5432"


def home() -> Path:
    """The home folder (`DISPOSITIF_HOME`, or the system's place for state), made private if absent.

    Refuses what cannot be a home: not a folder, not readable or writable, a path too long for the
    database's socket, or, as root, one below a folder that the database's account cannot enter.
    """
    place = Path(os.environ.get("DISPOSITIF_HOME") or _usual()).expanduser().absolute()
    if not os.environ.get("DATABASE_URL"):
        _check_path(place)
    _make(place)
    if not os.environ.get("DATABASE_URL"):
        _check_reach(place)
    return place


def folder(name: str) -> Path:
    """A private folder inside the home, made if absent; it belongs to whoever owns the home."""
    place = home() / name
    if not place.is_dir():
        place.mkdir(mode=0o700, exist_ok=True)
        hand_over(place)
    return place


def hand_over(path: Path) -> None:
    """Give a file that root made in an ordinary user's home to that user, who must read it later."""
    if os.geteuid() == 0:
        owner = path.parent.stat()
        os.chown(path, owner.st_uid, owner.st_gid)


def _usual() -> Path:
    if os.geteuid() == 0:
        return platformdirs.site_state_path("dispositif")
    return platformdirs.user_state_path("dispositif")


def _check_path(place: Path) -> None:
    length = len(os.fsencode(place / SOCKET))
    if length > SOCKET_LIMIT:
        raise Refusal(
            "server.home_too_long",
            phrase(
                "The path of the home folder is too long for the database's socket: %(length)s bytes"
                " where %(limit)s are allowed (%(path)s). Set DISPOSITIF_HOME to a shorter path."
            ),
            length=length,
            limit=SOCKET_LIMIT,
            path=place / SOCKET,
        )
    if "," in str(place):  # libpq reads a comma as the beginning of another host
        raise Refusal(
            "server.home_comma",
            phrase("The home folder %(path)s has a comma in its path. Set DISPOSITIF_HOME to one without."),
            path=place,
        )


def _make(place: Path) -> None:
    try:
        if not place.exists():
            place.mkdir(mode=0o700, parents=True, exist_ok=True)
    except OSError as error:
        raise _unusable(place, error.strerror or str(error)) from error
    if not place.is_dir():
        raise Refusal(
            "server.home_not_folder",
            phrase("%(path)s is not a folder. Set DISPOSITIF_HOME to a folder."),
            path=place,
        )
    if not os.access(place, os.R_OK | os.W_OK | os.X_OK):
        raise _unusable(place, "it belongs to another account or is read-only")


def _unusable(place: Path, cause: str) -> Refusal:
    return Refusal(
        "server.home_unusable",
        phrase(
            "The home folder %(path)s cannot be read and written: %(cause)s. Give it to the account that"
            " runs dispositif, or set DISPOSITIF_HOME to another folder."
        ),
        path=place,
        cause=cause,
    )


def _check_reach(place: Path) -> None:
    """As root the database runs under another account, which must be able to enter the home."""
    other = account(place)
    if other is None:
        return
    if closed_to(other, place) == place and place.stat().st_uid == 0 and _ours(place):
        place.chmod(0o711)  # entered, not listed: what is inside keeps its own permissions
    closed = closed_to(other, place)
    if closed is not None:
        raise Refusal(
            "server.home_closed",
            phrase(
                "The database runs as the account %(account)s, which cannot enter %(closed)s. Allow it"
                " (chmod o+x %(closed)s), or set DISPOSITIF_HOME to a folder that it can reach."
            ),
            account=other.name,
            closed=closed,
        )


def _ours(place: Path) -> bool:
    """An empty folder, or one that already is a home: root may open its door without asking."""
    names = {entry.name for entry in place.iterdir()}
    return not names or bool(names & {"key", "database", "locks"})
