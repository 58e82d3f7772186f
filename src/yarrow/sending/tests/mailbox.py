"""A real mail server on this machine, with one mailbox."""

import socket
from collections.abc import Iterator
from contextlib import contextmanager
from typing import Any, NamedTuple

from aiosmtpd.controller import Controller


class Taken(NamedTuple):
    """One mail as it was taken."""

    sender: str
    to: list[str]
    raw: bytes
    greeted: str


class Mailbox:
    """What a mail server took, and with what it refuses."""

    def __init__(self, refuses: str = "", at: str = "DATA") -> None:
        self.taken: list[Taken] = []
        self.refuses, self.at = refuses, at

    async def handle_RCPT(self, *given: Any) -> str:  # noqa: N802  # the name the server calls
        if self.refuses and self.at == "RCPT":
            return self.refuses
        _server, _session, envelope, to, _options = given
        envelope.rcpt_tos.append(to)
        return "250 OK"

    async def handle_DATA(self, *given: Any) -> str:  # noqa: N802  # the name the server calls
        server, session, envelope = given
        if self.refuses and self.refuses != "hang up":
            return self.refuses
        self.taken.append(Taken(envelope.mail_from, envelope.rcpt_tos, envelope.content, session.host_name))
        if self.refuses:
            server.transport.abort()
        return "250 OK"


@contextmanager
def mail_server(mailbox: Mailbox, **more: Any) -> Iterator[int]:
    """A running server; its port."""
    with socket.socket() as free:
        free.bind(("127.0.0.1", 0))
        port = free.getsockname()[1]
    controller = Controller(mailbox, hostname="127.0.0.1", port=port, ready_timeout=10, **more)
    controller.start()
    try:
        yield port
    finally:
        controller.stop()
