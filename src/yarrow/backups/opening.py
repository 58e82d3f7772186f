"""Opening a backup in memory and looking at all of it. Nothing is written anywhere."""

import io
from dataclasses import dataclass, field
from pathlib import Path
from typing import BinaryIO, cast

from yarrow.sealing.age import decrypt_stream
from yarrow.sealing.errors import CannotOpen

from .archive import Label, NotABackup, Unpacking
from .snapshot import check


@dataclass(frozen=True, slots=True)
class Opened:
    """A backup that is whole: what it says of itself, and whether its rows could be counted here."""

    label: Label
    rows_counted: bool
    _content: bytes = field(repr=False)

    def content(self) -> BinaryIO:
        """The database, to be read once."""
        return io.BytesIO(self._content)


def opened(path: Path, identity: str) -> Opened:
    """Open the whole file and check it: the seal, the end, the database inside, the rows of every table.

    Raises ``CannotOpen`` or ``NotABackup``; ``OSError`` where there is no such file. It needs as much
    memory as the database has bytes, twice for SQLite.
    """
    content = io.BytesIO()
    target = Unpacking(content)
    with path.open("rb") as file:
        _decrypted(identity, file, target)
    label = target.finished()
    rows = check(label.vendor, io.BytesIO(content.getvalue()))
    if rows is not None and rows != label.rows:
        raise NotABackup
    return Opened(label, rows_counted=rows is not None, _content=content.getvalue())


def _decrypted(identity: str, file: BinaryIO, target: Unpacking) -> None:
    try:
        decrypt_stream(identity, file, cast("BinaryIO", target))
    except CannotOpen:
        # age reports whatever the target said as its own failure: a file of ours begins with our label.
        if target.refused:
            raise NotABackup from None
        raise
