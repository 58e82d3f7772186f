"""Rules of backups: how a file is called, which ones are too old, and what may not lie beside them. Pure."""

import re
from collections.abc import Iterable
from datetime import UTC, datetime, timedelta
from pathlib import Path
from uuid import UUID

KEPT_DAYS = 35
"""After so long what was deleted is gone from the backups as well (security.md §5.13)."""


NEEDED_RECIPIENTS = 2
"""Operations and the custodians: either restores alone, and neither is lost with the other (O-05)."""

_NAME = "yarrow-{mark}-{when:%Y%m%dT%H%M%SZ}.age"
_MADE_BY_US = re.compile(r"yarrow-([0-9a-f]{8})-(\d{8}T\d{6}Z)\.age")


def file_name(deployment: UUID, at: datetime) -> str:
    """What the backup of one moment is called. The mark keeps two services in one folder apart."""
    return _NAME.format(mark=_mark(deployment), when=at.astimezone(UTC))


def draft_name(deployment: UUID, mark: str) -> str:
    """What a backup is called while it is being written; a hidden name that no other program looks for."""
    return f".yarrow-{_mark(deployment)}-{mark}.part"


def too_old(names: Iterable[str], deployment: UUID, *, now: datetime, days: int) -> list[str]:
    """The files of this service made longer ago than so many days, by their names; the newest always stays.

    A file that we did not name is never among them.
    """
    ours = sorted((when, name) for name in names if (when := _made_at(name, deployment)) is not None)
    return [name for when, name in ours[:-1] if when < now - timedelta(days=days)]


def lies_with_secrets(folder: Path, secrets: Iterable[Path]) -> bool:
    """Whether whoever takes this folder takes a secret too: beside it, above or below.

    A backup and the pepper in one hand are the whole service but for the passphrases (R-08).
    """
    place = folder.resolve()
    homes = [secret.resolve().parent for secret in secrets]
    return any(place == home or place in home.parents or home in place.parents for home in homes)


def _mark(deployment: UUID) -> str:
    return deployment.hex[:8]


def _made_at(name: str, deployment: UUID) -> datetime | None:
    found = _MADE_BY_US.fullmatch(name)
    if found is None or found[1] != _mark(deployment):
        return None
    return datetime.strptime(found[2], "%Y%m%dT%H%M%SZ").replace(tzinfo=UTC)
