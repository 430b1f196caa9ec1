"""A real mail server on the loopback, which keeps what it accepts and can be made to misbehave."""

from collections.abc import Callable, Iterator
from contextlib import contextmanager
from email import message, message_from_bytes, policy
from email.message import EmailMessage

from aiosmtpd.controller import Controller
from aiosmtpd.handlers import Message
from aiosmtpd.smtp import SMTP, Envelope, Session


class Post(Message):
    """What arrived, in order; `before_yes` runs when a letter is kept and the yes is not yet said."""

    def __init__(self) -> None:
        super().__init__()
        self.letters: list[EmailMessage] = []
        self.refused: set[str] = set()
        self.before_yes: Callable[[int], None] = lambda _count: None
        self.port = 0

    @property
    def place(self) -> str:
        """As DISPOSITIF_MAIL names it."""
        return f"smtp://127.0.0.1:{self.port}?from=registry@example.org"

    async def handle_RCPT(  # noqa: N802 - the name by which the server calls it
        self, _server: SMTP, _session: Session, envelope: Envelope, address: str, _options: list[str]
    ) -> str:
        if address in self.refused:
            return "550 no such person"
        envelope.rcpt_tos.append(address)
        return "250 OK"

    def handle_message(self, message: message.Message) -> None:
        """Keep the letter as it was sent; the server says yes after this."""
        del message["X-Peer"]
        self.letters.append(message_from_bytes(message.as_bytes(), policy=policy.default))  # type: ignore[arg-type]
        self.before_yes(len(self.letters))

    def to(self) -> list[str]:
        """To whom, in the order of arrival."""
        return [str(letter["To"]) for letter in self.letters]


class AnyPort(Controller):
    """Learns the port that the system chose before it knocks at its own door."""

    def _trigger_server(self) -> None:
        assert self.server is not None
        self.port = self.server.sockets[0].getsockname()[1]  # type: ignore[attr-defined]
        super()._trigger_server()


@contextmanager
def open_post() -> Iterator[Post]:
    """The server runs in a thread of its own; the system chooses its port."""
    post = Post()
    controller = AnyPort(post, hostname="127.0.0.1", port=0)
    controller.start()
    try:
        post.port = controller.port
        yield post
    finally:
        controller.stop()
