"""Typed text while the disk is full: sealed like every draft, and kept in the machine's memory (T12).

Files of a folder that lies in memory (tmpfs), so that every process of the service finds them; they are
gone when the machine is switched off. Sealed to the worker's own key before they are written.
"""

import os
from contextlib import suppress
from pathlib import Path
from uuid import UUID

from yarrow.kernel.ids import new_id
from yarrow.sealing.keys import digest

MEMORY = Path("/dev/shm")  # noqa: S108  # memory, not a disk; the folder below is its owner's alone
MOST_FILES = 200
_ID = 16


def keep(*, deployment: UUID, worker: UUID, place: bytes, draft: UUID, blob: bytes) -> bool:
    """Keep one sealed draft; whether there was somewhere to keep it. The newest of a page counts."""
    folder = _folder(deployment)
    if not MEMORY.is_dir():
        return False
    try:
        folder.mkdir(mode=0o700, exist_ok=True)
        if folder.stat().st_uid != os.geteuid() or len(list(folder.iterdir())) >= MOST_FILES:
            return False
        fresh = folder / f".{new_id().hex}"
        fresh.write_bytes(draft.bytes + blob)
        fresh.replace(_file(deployment, worker, place))
    except OSError:
        return False
    return True


def kept(*, deployment: UUID, worker: UUID, place: bytes) -> tuple[UUID, bytes] | None:
    """The draft kept for this page of this worker's, with the id that it was sealed for."""
    try:
        content = _file(deployment, worker, place).read_bytes()
    except OSError:
        return None
    return (UUID(bytes=content[:_ID]), content[_ID:]) if len(content) > _ID else None


def forget(*, deployment: UUID, worker: UUID, place: bytes) -> None:
    """It was saved, or thrown away."""
    with suppress(OSError):
        _file(deployment, worker, place).unlink()


def _folder(deployment: UUID) -> Path:
    return MEMORY / f"yarrow-{deployment.hex}"


def _file(deployment: UUID, worker: UUID, place: bytes) -> Path:
    return _folder(deployment) / digest(worker.bytes, place).hex()
