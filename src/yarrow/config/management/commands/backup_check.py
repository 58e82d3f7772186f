"""``./run yarrow backup_check FILE --identity FILE``: whether this backup opens, and is whole."""

from argparse import ArgumentParser
from pathlib import Path
from typing import Any

from django.core.management import BaseCommand, CommandError
from django.db import connection

from yarrow.backups.archive import NotABackup
from yarrow.backups.opening import Opened, opened
from yarrow.backups.snapshot import is_empty
from yarrow.sealing.errors import CannotOpen
from yarrow.staff.queries import is_set_up, the_service

CHANGED = "This key does not open the file, or the file was changed or cut short."
NOT_WHOLE = "The file opened, but it is not a whole backup of Yarrow."


class Command(BaseCommand):
    """Opens the file in memory and looks at all of it; exit code 1 where it would not restore."""

    help = "Open a backup in memory and look at every page of it. Changes nothing."
    requires_system_checks: list[str] = []

    def add_arguments(self, parser: ArgumentParser) -> None:
        parser.add_argument("file", type=Path)
        parser.add_argument("--identity", type=Path, required=True, help="a file with one AGE-SECRET-KEY-1…")

    def handle(self, *_args: Any, **options: Any) -> None:
        found = open_or_say(options["file"], options["identity"])
        label, rows = found.label, sum(found.label.rows.values())
        self.stdout.write(f"Service {label.deployment}, made {label.made_at}, {label.vendor}.")
        counted = "all counted again" if found.rows_counted else "the archive was read to its end"
        self.stdout.write(f"{len(label.rows)} tables, {rows:,} rows: {counted}. It would restore.")
        if _is_of_another_service(label.deployment):
            self.stdout.write("Note: this is not the service of this home.")


def open_or_say(path: Path, identity: Path) -> Opened:
    """The opened backup, or an end of the command in plain words."""
    try:
        return opened(path, identity_in(identity))
    except CannotOpen:
        raise CommandError(CHANGED) from None
    except NotABackup:
        raise CommandError(NOT_WHOLE) from None
    except OSError as failure:
        raise CommandError(str(failure)) from failure


def identity_in(path: Path) -> str:
    """The one identity of a file as ``age-keygen`` writes it: lines that begin with # are remarks."""
    try:
        lines = [line.strip() for line in path.read_text().splitlines()]
    except OSError as failure:
        raise CommandError(str(failure)) from failure
    keys = [line for line in lines if line and not line.startswith("#")]
    if len(keys) != 1:
        raise CommandError(f"{path} holds {len(keys)} keys; one is needed.")
    return keys[0]


def _is_of_another_service(deployment: str) -> bool:
    if is_empty(connection) or not is_set_up():
        return False
    return str(the_service().pk) != deployment
