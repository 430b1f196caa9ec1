"""The web server: a port kept for it, the process that serves, and the look whether it answers."""

import socket
from http.client import HTTPConnection, HTTPException
from importlib import import_module
from typing import Any

from dispositif.cli.children import Lifeline
from dispositif.kernel.refusal import Refusal, phrase
from dispositif.server.home import folder

APPLICATION = "dispositif.config.wsgi:application"
WORKERS = 2  # processes: Python computes on one core in each
THREADS = 4  # in each: a page waits for the database about as long as it computes
IN_USE = "serve.port_taken"


class Port:
    """An address kept by a socket that does not listen: nobody else takes it before the server does.

    Several sockets may listen on one port (SO_REUSEPORT: each of the server's processes has its own), so
    without this a second server of the same account would share the first one's visitors.
    """

    def __init__(self, host: str, port: int) -> None:
        self.host, self.number = host, port
        try:
            family, _, _, _, place = socket.getaddrinfo(host, port, type=socket.SOCK_STREAM)[0]
            self.socket = socket.socket(family, socket.SOCK_STREAM)
            self.socket.setsockopt(socket.SOL_SOCKET, socket.SO_REUSEADDR, 1)
            self.socket.bind(place)
            self.socket.setsockopt(socket.SOL_SOCKET, socket.SO_REUSEADDR, 0)
            self.socket.setsockopt(socket.SOL_SOCKET, socket.SO_REUSEPORT, 1)
        except OSError as error:
            raise _closed(host, port, error) from error
        self.number = self.socket.getsockname()[1]

    @property
    def address(self) -> str:
        """The address that a browser on this machine opens."""
        host = {"0.0.0.0": "127.0.0.1", "::": "::1"}.get(self.host, self.host)  # noqa: S104 - compared, not bound
        return f"http://{f'[{host}]' if ':' in host else host}:{self.number}/"

    def answers(self) -> bool:
        """Whether a page comes, whatever it says."""
        asked = HTTPConnection(self.address.removeprefix("http://").rstrip("/"), timeout=5)
        try:
            asked.request("HEAD", "/")
            return asked.getresponse().status > 0
        except (OSError, HTTPException):
            return False
        finally:
            asked.close()


def serve(port: Port, lifeline: Lifeline) -> None:
    """Serve the pages in this process and its children until told to stop.

    Forked, all of them inherit the command's hold on the embedded database (`server.locks`).
    """
    from granian import Granian  # only here: the command itself has no use for it
    from granian.constants import Interfaces
    from granian.log import LogLevels

    folder("static")  # empty, as every asset comes out of a package; WhiteNoise warns of an absent one

    def application(target: str) -> Any:
        """In each of the server's processes: follow the command, then load the application."""
        lifeline.follow()
        module, name = target.split(":")
        return getattr(import_module(module), name)

    Granian(
        APPLICATION,
        address=port.host,
        port=port.number,
        interface=Interfaces.WSGI,
        workers=WORKERS,
        blocking_threads=THREADS,
        log_level=LogLevels.warning,
        respawn_failed_workers=True,
        workers_kill_timeout=1,
    ).serve(target_loader=application)


def _closed(host: str, port: int, error: OSError) -> Refusal:
    reason = phrase(
        "%(host)s:%(port)s cannot be opened (%(cause)s). Stop what listens there, or choose another port:"
        " --port %(other)s"
    )
    cause = error.strerror or str(error)
    return Refusal(IN_USE, reason, field="port", host=host, port=port, cause=cause, other=port % 65_535 + 1)
