"""Serving with granian; one process here, so that SQLite has one writer queue."""

from typing import NoReturn

from granian import Granian
from granian.constants import Interfaces


def serve_forever(*, port: int, address: str = "127.0.0.1") -> NoReturn:
    """Serve until stopped. Access logs stay off: they would hold addresses of participants (D-12)."""
    Granian(
        "yarrow.config.wsgi:application",
        address=address,
        port=port,
        interface=Interfaces.WSGI,
        workers=2,
        blocking_threads=4,
        log_access=False,
    ).serve()
    raise SystemExit(0)
