"""``./run yarrow custody_restore``: back on an empty machine, from two codes, a kit and a backup."""

import os
from argparse import ArgumentParser
from pathlib import Path
from typing import Any

from django.conf import settings
from django.core.management import BaseCommand, CommandError, call_command
from django.db import DatabaseError

from yarrow.backups.actions import restore_backup
from yarrow.backups.archive import NotABackup
from yarrow.custody.actions import note_restored, recover_from_kit
from yarrow.custody.actions.drilling import count_rooms_opened
from yarrow.custody.ceremony import add_answers, ask_kit, ask_two_codes, asking, words_of
from yarrow.kernel.decision import Refused
from yarrow.rooms.queries import recovery_progress
from yarrow.sealing.errors import CannotOpen
from yarrow.sealing.pepper import PepperMissing, keep_pepper
from yarrow.sealing.recovery_shares import Kept
from yarrow.staff.queries import NotSetUp, service_signing_pair, the_service

CHANGED = "The backup does not open with this kit, or it was changed. Nothing was put back."
NOT_WHOLE = "This file is not a whole backup of ours. Nothing was put back."
OTHER_PEPPER = "There is another pepper in {home}: this machine is not empty. Nothing was changed."
NOT_ITS_PEPPER = "The pepper in the kit is not the one of this database. Nothing was changed."
OTHER_SERVICE = "The backup is of another service than the kit. Take the folder {home} away and begin again."
WAITING = (
    "{waiting} room keys are not wrapped to this recovery key: a new one was being made at that time. Who"
    " holds those rooms does it by signing in; custodians cannot open them before."
)
AFTER = """
Everybody signs in anew. Next:
  1. Hold a drill:           ./run yarrow custody_drill
  2. Check the record:       ./run yarrow audit_verify
  3. Start the service:      ./run serve
"""


class Command(BaseCommand):
    """Refuses a machine that is not empty. The pepper is put down first: a second run goes on with it."""

    help = "Bring a service back: two custodians, a kit and a backup, on a machine with nothing on it."
    requires_system_checks: list[str] = []

    def add_arguments(self, parser: ArgumentParser) -> None:
        add_answers(parser)
        what = parser.add_mutually_exclusive_group(required=True)
        what.add_argument("--backup", type=Path, metavar="FILE")
        what.add_argument(
            "--pepper-only", action="store_true", help="the database is whole, its pepper is lost"
        )
        parser.add_argument("--kit", type=Path, default=None, metavar="FILE", help="else typed from paper")

    def handle(self, *_args: Any, **options: Any) -> None:
        to = asking(options["answers"])
        kit = ask_kit(to, options["kit"])
        first, second = ask_two_codes(to)
        recovered = recover_from_kit(first=first, second=second, sealed=kit.sealed.values())
        if isinstance(recovered, Refused):
            raise CommandError(f"{words_of(recovered)} Nothing was put back.")
        place, kept = recovered
        if options["backup"] is None:
            self._pepper_alone(kept)
            return
        self._put_back(options["backup"], kept)
        if the_service().pk != place.service or not _pepper_fits():
            raise CommandError(OTHER_SERVICE.format(home=settings.HOME))
        call_command("migrate", verbosity=0)
        opened, shut = count_rooms_opened(kept.recovery_private)
        note_restored(kit=kit, kept=kept, pair=place.pair, rooms=opened, clock=settings.YARROW_CLOCK())
        self.stdout.write(f"Room keys that open: {opened} of {opened + shut}.")
        if waiting := recovery_progress().waiting:
            self.stdout.write(WAITING.format(waiting=waiting))
        if shut:
            raise CommandError(
                f"{shut} room keys do not open with this kit: it is of another time than the backup."
            )
        self.stdout.write(AFTER)

    def _pepper_alone(self, kept: Kept) -> None:
        """Put down only where it is this service's: another one would lock everybody out."""
        fresh = _put_pepper_down(kept.pepper)
        if not _pepper_fits():
            _take_pepper_up(is_fresh=fresh)
            raise CommandError(NOT_ITS_PEPPER)
        self.stdout.write("The pepper is back, and it is the one of this service.")

    def _put_back(self, backup: Path, kept: Kept) -> None:
        fresh = _put_pepper_down(kept.pepper)
        try:
            found = restore_backup(path=backup, identity=kept.age_secret, clock=settings.YARROW_CLOCK())
        except (CannotOpen, NotABackup, OSError) as failure:
            _take_pepper_up(is_fresh=fresh)
            reasons = {CannotOpen: CHANGED, NotABackup: NOT_WHOLE}
            raise CommandError(reasons.get(type(failure), f"Nothing was put back. {failure}")) from None
        if isinstance(found, Refused):
            _take_pepper_up(is_fresh=fresh)
            raise CommandError(words_of(found))
        self.stdout.write(f"Service {found.label.deployment}, as it was at {found.label.made_at}.")


def _put_pepper_down(pepper: bytes) -> bool:
    """Whether it was put down now; raises ``CommandError`` where another one lies."""
    if not settings.PEPPER_FILE.exists():
        keep_pepper(settings.PEPPER_FILE, pepper)
        return True
    if settings.PEPPER_FILE.read_bytes() != pepper:
        raise CommandError(OTHER_PEPPER.format(home=settings.HOME))
    return False


def _take_pepper_up(*, is_fresh: bool) -> None:
    if is_fresh:
        os.unlink(settings.PEPPER_FILE)  # noqa: PTH108  # read-only: unlinking asks the folder


def _pepper_fits() -> bool:
    try:
        service_signing_pair(the_service())
    except (PepperMissing, CannotOpen, NotSetUp, DatabaseError):
        return False
    return True
