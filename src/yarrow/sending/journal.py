"""What this sender has taken in hand, outside the database: so that a database put back sends nothing again.

One empty file a message, made before it is handed over. On one machine two senders share it, and making
the file is the claim that only one of them wins.
"""

import os
from datetime import datetime, timedelta
from pathlib import Path
from uuid import UUID

from .terms import AHEAD, LASTS

_KEPT = AHEAD + LASTS + timedelta(days=35)
"""As long as a backup may be put back, and a message in it still wait (security.md §5.13)."""
_LOOKS = "looks"
_MORE_THAN_ANY = 2**62


class Journal:
    """A folder of the sender's own user."""

    def __init__(self, folder: Path) -> None:
        folder.mkdir(parents=True, exist_ok=True, mode=0o700)
        self.folder = folder

    def take(self, message: UUID) -> bool:
        """Note that this message is now in hand; false when it ever was before. On the disk at return."""
        try:
            os.close(os.open(self.folder / message.hex, os.O_WRONLY | os.O_CREAT | os.O_EXCL, 0o400))
        except FileExistsError:
            return False
        self._sync()
        return True

    def certainly_not(self, message: UUID) -> None:
        """The other end certainly took nothing: it may be taken in hand again."""
        (self.folder / message.hex).unlink(missing_ok=True)
        self._sync()

    def looks(self) -> int:
        """How many looks at the queue the database had when this sender last looked; 0 where it never did.

        A file that cannot be read as a number says: more than any database has. Then nothing waiting is sent.
        """
        try:
            return int((self.folder / _LOOKS).read_text())
        except FileNotFoundError:
            return 0
        except (OSError, ValueError):
            return _MORE_THAN_ANY

    def note_looks(self, looks: int) -> None:
        """Remember it, on the disk at return; two senders of one machine remember the higher."""
        if _MORE_THAN_ANY > self.looks() >= looks:
            return
        fresh = self.folder / f"{_LOOKS}.{os.getpid()}"
        with fresh.open("w") as file:
            file.write(str(looks))
            os.fsync(file.fileno())
        fresh.replace(self.folder / _LOOKS)
        self._sync()

    def tidy(self, now: datetime) -> None:
        """Forget what no backup could bring back."""
        before = (now - _KEPT).timestamp()
        for each in self.folder.iterdir():
            if each.name != _LOOKS and each.stat().st_mtime < before:
                each.unlink(missing_ok=True)

    def _sync(self) -> None:
        folder = os.open(self.folder, os.O_RDONLY)
        try:
            os.fsync(folder)
        finally:
            os.close(folder)
