"""Serving with granian, in two processes: a machine of two cores has work for both."""

from contextlib import suppress
from typing import NoReturn

from granian import Granian
from granian.constants import Interfaces

THREADS = 16
"""Of each process. Some wait for their turn at a passphrase (``staff.passphrases.stretching``), which
costs a thread and nothing else; there must be others left for pages."""


def serve_forever(*, port: int, address: str = "127.0.0.1") -> NoReturn:
    """Serve until stopped. Access logs stay off: they would hold addresses of participants (D-12)."""
    _leave_no_core_dump()
    Granian(
        "yarrow.config.wsgi:application",
        address=address,
        port=port,
        interface=Interfaces.WSGI,
        workers=2,
        blocking_threads=THREADS,
        log_access=False,
    ).serve()
    raise SystemExit(0)


def _leave_no_core_dump() -> None:
    """A crash must not write the memory, with open keys in it, to a disk (security.md §5.3)."""
    with suppress(ImportError):  # a machine without these limits
        import resource

        resource.setrlimit(resource.RLIMIT_CORE, (0, 0))
