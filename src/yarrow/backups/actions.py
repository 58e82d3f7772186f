"""Making a backup, and putting one back where nothing is yet (security.md §5.13)."""

import io
import os
from collections.abc import Iterable, Sequence
from contextlib import suppress
from dataclasses import dataclass
from pathlib import Path
from uuid import UUID

from django.db import connection, transaction

from yarrow.audit.actions import append
from yarrow.audit.terms import Event
from yarrow.kernel.clock import Clock
from yarrow.kernel.decision import Refused, refused
from yarrow.kernel.ids import new_id
from yarrow.kernel.words import N_
from yarrow.sealing.age import encrypt_stream, is_recipient
from yarrow.sealing.keys import digest_of_file
from yarrow.staff.models import WorkerSession
from yarrow.staff.queries import the_service
from yarrow.staff.terms import Kind

from .archive import Flow, Label, packed
from .opening import Opened, opened
from .rules import NEEDED_RECIPIENTS, draft_name, file_name, lies_with_secrets, too_old
from .snapshot import is_empty, load, snapshot

TWO_NEEDED = "BACKUP_RECIPIENTS"
NO_RECIPIENT = "BACKUP_RECIPIENT"
WITH_SECRETS = "BACKUP_PLACE"
NOT_EMPTY = "RESTORE_PLACE"


@dataclass(frozen=True, slots=True)
class Made:
    """One backup that is safely on disk."""

    path: Path
    bytes_written: int
    removed: tuple[str, ...]


def make_backup(
    *, to: Path, recipients: Sequence[str], secrets: Iterable[Path], clock: Clock, keep_days: int = 0
) -> Made | Refused:
    """Seal a copy of the whole database to every recipient, at this path or in this folder.

    The old file keeps its name until the new one is whole on disk. ``secrets`` are the files that must
    not lie with it; ``keep_days`` above 0 removes older files of ours in the same folder. ``OSError``
    where the disk fails: nothing is left behind then.
    """
    distinct = list(dict.fromkeys(each.strip() for each in recipients))
    service = the_service()
    target = to / file_name(service.pk, clock.now()) if to.is_dir() else to
    if (refusal := _why_not(target, distinct, list(secrets), is_real=service.kind == Kind.REAL)) is not None:
        return refusal
    _write_whole(target, distinct, deployment=service.pk, clock=clock)
    removed = _remove_old(target.parent, service.pk, clock, keep_days) if keep_days else ()
    _note(Event.BACKUP_MADE, digest_of_file(target), clock)
    return Made(target, target.stat().st_size, removed)


def _why_not(target: Path, recipients: list[str], secrets: list[Path], *, is_real: bool) -> Refused | None:
    if not recipients or not all(is_recipient(each) for each in recipients):
        return refused(NO_RECIPIENT, N_("A backup is sealed to recipients that begin with age1."))
    if is_real and len(recipients) < NEEDED_RECIPIENTS:
        return refused(
            TWO_NEEDED, N_("A backup needs two recipients: those who run the machine, and the custodians.")
        )
    if lies_with_secrets(target.parent, secrets):
        return refused(WITH_SECRETS, N_("A backup must not lie with the pepper. Choose another folder."))
    return None


def _write_whole(target: Path, recipients: list[str], *, deployment: UUID, clock: Clock) -> None:
    _clear_away(target.parent, deployment)
    draft = target.with_name(draft_name(deployment, new_id().hex))
    try:
        with os.fdopen(os.open(draft, os.O_WRONLY | os.O_CREAT | os.O_EXCL, 0o600), "wb") as file:
            with snapshot(connection) as taken:
                label = Label(str(deployment), clock.now().isoformat(), connection.vendor, taken.rows)
                encrypt_stream(recipients, _readable(packed(label, taken.content)), file)
            file.flush()
            os.fsync(file.fileno())
        draft.rename(target)
        _settle(target.parent)
    finally:
        draft.unlink(missing_ok=True)


def _clear_away(folder: Path, deployment: UUID) -> None:
    """What a run that was killed left half written; sealed, and of no use to anybody."""
    for left in folder.glob(draft_name(deployment, "*")):
        left.unlink(missing_ok=True)


def _readable(pieces: Iterable[bytes]) -> io.BufferedReader:
    return io.BufferedReader(Flow(pieces), buffer_size=1 << 16)


def _settle(folder: Path) -> None:
    """Make the new name itself survive a power cut."""
    handle = os.open(folder, os.O_RDONLY)
    try:
        os.fsync(handle)
    finally:
        os.close(handle)


def _remove_old(folder: Path, deployment: UUID, clock: Clock, days: int) -> tuple[str, ...]:
    names = [path.name for path in folder.iterdir() if path.is_file()]
    old = too_old(names, deployment, now=clock.now(), days=days)
    for name in old:
        with suppress(FileNotFoundError):
            (folder / name).unlink()
    return tuple(old)


def restore_backup(*, path: Path, identity: str, clock: Clock) -> Opened | Refused:
    """Put a backup where no database is yet; everybody signs in anew.

    Refuses to overwrite anything. Raises ``CannotOpen`` for a key that does not fit or a changed file,
    ``NotABackup`` for one that is not whole: nothing is written before all of it has been looked at.
    """
    if not is_empty(connection):
        return refused(NOT_EMPTY, N_("There is a database here already. Nothing was changed."))
    found = opened(path, identity)
    if found.label.vendor != connection.vendor:
        return refused(NOT_EMPTY, N_("This backup is of another kind of database. Nothing was changed."))
    load(connection, found.content())
    _begin_anew(digest_of_file(path), clock)
    return found


@transaction.atomic
def _begin_anew(mark: bytes, clock: Clock) -> None:
    """Whoever was signed in when the copy was made is not signed in now."""
    WorkerSession.objects.all().delete()
    append(chain=the_service().pk, event=Event.BACKUP_RESTORED, actor=None, digest=mark, clock=clock)


@transaction.atomic
def _note(event: Event, mark: bytes, clock: Clock) -> None:
    append(chain=the_service().pk, event=event, actor=None, digest=mark, clock=clock)
