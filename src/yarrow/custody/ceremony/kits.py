"""The folder in which the kits lie until they are printed: its owner's alone, and then emptied."""

import os
from collections.abc import Callable
from dataclasses import dataclass
from pathlib import Path

from django.core.management import CommandError

from yarrow.custody.actions import Ceremony
from yarrow.custody.kit import kit_text
from yarrow.custody.models import LETTERS
from yarrow.custody.paper import Holder, printed_kit

KIT_FILE = "recovery-kit.txt"


@dataclass(frozen=True, slots=True)
class Folder:
    """Where the kits go."""

    path: Path
    language: str = "en"

    def keep(self, ceremony: Ceremony) -> None:
        """Write one paper a custodian and the kit file; each readable by its owner only, and on disk."""
        for letter, code in zip(LETTERS, ceremony.codes, strict=True):
            holder = Holder(letter, ceremony.custodians)
            made = printed_kit(
                kit=ceremony.kit, holder=holder, code=code, on=ceremony.on, language=self.language
            )
            _write(self.paper(letter), made)
        _write(self.path / KIT_FILE, kit_text(ceremony.kit).encode())

    def paper(self, letter: str) -> Path:
        """The paper of one custodian."""
        return self.path / f"custodian-{letter}.pdf"

    def remove_papers(self) -> None:
        """Delete what has a code in it. The kit file stays: it opens nothing."""
        for letter in LETTERS:
            self.paper(letter).unlink(missing_ok=True)


def kit_folder(typed: str, *, language: str, homes: Callable[[Path], bool]) -> Folder:
    """An empty folder of its owner's. Raises ``CommandError`` for one in use, or one beside the pepper."""
    path = Path(typed).expanduser().resolve()
    if homes(path / KIT_FILE):
        raise CommandError("The kits must not lie with the pepper or the database. Choose another folder.")
    try:
        path.mkdir(mode=0o700, parents=True, exist_ok=True)
        is_used = any(path.iterdir())
        path.chmod(0o700)
    except OSError as failure:
        raise CommandError(f"The folder cannot be used: {failure.strerror}.") from None
    if is_used:
        raise CommandError(f"{path} is not empty. Choose an empty folder, so that nothing is mixed up.")
    return Folder(path, language)


def _write(path: Path, content: bytes) -> None:
    with os.fdopen(os.open(path, os.O_WRONLY | os.O_CREAT | os.O_EXCL, 0o600), "wb") as file:
        file.write(content)
        file.flush()
        os.fsync(file.fileno())
