"""Which actions may run as jobs: an allow-list, so that a row of the queue cannot name just any function."""

from collections.abc import Callable
from dataclasses import dataclass
from typing import Any

from django.utils.module_loading import import_string


@dataclass(frozen=True, slots=True)
class Allowed:
    """An action that may run as a job; with `commits` it opens and ends its own transactions."""

    path: str
    commits: bool

    def load(self) -> Callable[..., Any]:
        """The action itself, imported when it is first needed."""
        action: Callable[..., Any] = import_string(self.path)
        return action


_allowed: dict[str, Allowed] = {}


def allow(path: str, *, commits: bool = False) -> None:
    """Let an action run as a job; called from the AppConfig of the room that owns it."""
    _allowed[path] = Allowed(path, commits)


def allowed(path: str) -> Allowed:
    """The action of this dotted path; LookupError when no room has allowed it: a fault of the program."""
    try:
        return _allowed[path]
    except KeyError:
        raise LookupError(f"{path} may not run as a job: its room has not allowed it") from None
