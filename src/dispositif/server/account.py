"""The account under which the embedded database runs: PostgreSQL refuses to run as root."""

import os
import pwd
from dataclasses import dataclass
from pathlib import Path
from typing import TypedDict

from dispositif.kernel.refusal import Refusal, phrase


@dataclass(frozen=True, slots=True)
class Account:
    """An existing account of the system."""

    name: str
    uid: int
    gid: int


class Identity(TypedDict, total=False):
    """The arguments of `subprocess` that change the identity of a child process."""

    user: int
    group: int
    extra_groups: list[int]


def account(home: Path) -> Account | None:
    """Who runs the database: None means whoever runs this process, as for any ordinary user.

    For root it is the account that already owns the database, else the one that `DISPOSITIF_ACCOUNT`
    names, else the owner of the home if that is not root, else `nobody`. No account is ever added.
    """
    if os.geteuid() != 0:
        return None
    named = os.environ.get("DISPOSITIF_ACCOUNT")
    chosen = _named(named) if named else None
    for place in (home / "database", home):
        if place.exists() and (uid := place.stat().st_uid):
            return _agreed(chosen, _numbered(uid), place)
    return chosen or _named("nobody")


def identity(home: Path) -> Identity:
    """The identity for the database's processes, as arguments of `subprocess`."""
    other = account(home)
    if other is None:
        return {}
    return {"user": other.uid, "group": other.gid, "extra_groups": []}


def closed_to(other: Account, place: Path) -> Path | None:
    """The first folder on the way to `place`, itself included, that the account cannot enter."""
    for folder in (*reversed(place.parents), place):
        found = folder.stat()
        owner, group = found.st_uid == other.uid, found.st_gid == other.gid
        if not found.st_mode & (0o100 if owner else 0o010 if group else 0o001):
            return folder
    return None


def _agreed(chosen: Account | None, owner: Account, place: Path) -> Account:
    if chosen is not None and chosen.uid != owner.uid and place.name == "database":
        raise Refusal(
            "server.account_differs",
            phrase(
                "DISPOSITIF_ACCOUNT names %(chosen)s, but the database in %(path)s belongs to %(owner)s."
                " Unset DISPOSITIF_ACCOUNT, or give the folder away (chown -R %(chosen)s %(path)s)."
            ),
            chosen=chosen.name,
            owner=owner.name,
            path=place,
        )
    return chosen or owner


def _named(name: str) -> Account:
    try:
        found = pwd.getpwnam(name)
    except KeyError:
        raise Refusal(
            "server.account_unknown",
            phrase(
                "The database cannot run as root, and there is no account %(name)s to run it."
                " Set DISPOSITIF_ACCOUNT to an existing account other than root."
            ),
            name=name,
        ) from None
    if found.pw_uid == 0:
        raise Refusal(
            "server.account_root",
            phrase("The database cannot run as %(name)s. Set DISPOSITIF_ACCOUNT to an ordinary account."),
            name=name,
        )
    return Account(found.pw_name, found.pw_uid, found.pw_gid)


def _numbered(uid: int) -> Account:
    try:
        return _named(pwd.getpwuid(uid).pw_name)
    except KeyError:  # a number without a name, as in many containers
        return Account(str(uid), uid, uid)
