"""File locks: the system frees them when their holder dies, however it dies.

`clients`     shared by every process that uses the database; free means that nobody does
`start`       held while one process looks whether a server lives and starts it
`supervisor`  held by the supervisor as long as it lives
`server`      inherited by every process of the database; free means that all of them are gone
"""

import fcntl
import os
from pathlib import Path

from dispositif.server.home import hand_over


class Lock:
    """An open lock file; closing it, or the end of every process that inherited it, frees the lock."""

    def __init__(self, home: Path, name: str) -> None:
        folder = home / "locks"
        if not folder.is_dir():
            folder.mkdir(mode=0o700, exist_ok=True)
            hand_over(folder)
        path = folder / name
        new = not path.exists()
        self.descriptor = os.open(path, os.O_RDWR | os.O_CREAT, 0o600)
        if new:
            hand_over(path)

    def share(self) -> None:
        """Hold the lock together with others; waits for whoever holds it alone."""
        fcntl.flock(self.descriptor, fcntl.LOCK_SH)

    def take(self) -> None:
        """Hold the lock alone; waits for every other holder."""
        fcntl.flock(self.descriptor, fcntl.LOCK_EX)

    def try_take(self) -> bool:
        """Hold the lock alone if that is possible at once."""
        try:
            fcntl.flock(self.descriptor, fcntl.LOCK_EX | fcntl.LOCK_NB)
        except BlockingIOError:
            return False
        return True

    def free(self) -> None:
        """Give the lock up, for every process that inherited it too."""
        fcntl.flock(self.descriptor, fcntl.LOCK_UN)

    def close(self) -> None:
        """Forget the file: the lock stays with those who inherited it."""
        os.close(self.descriptor)


def held(home: Path, name: str) -> bool:
    """Whether some process holds the lock. The look itself takes it for an instant."""
    try:
        lock = Lock(home, name)
    except FileNotFoundError:  # the home itself was removed
        return False
    try:
        return not lock.try_take()
    finally:
        lock.close()
