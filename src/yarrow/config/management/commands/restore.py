"""``./run yarrow restore FILE --identity FILE``: put a backup where there is nothing yet."""

from argparse import ArgumentParser
from pathlib import Path
from typing import Any

from django.conf import settings
from django.core.management import BaseCommand, CommandError

from yarrow.backups.actions import restore_backup
from yarrow.backups.archive import NotABackup
from yarrow.kernel.clock import SystemClock
from yarrow.kernel.decision import Refused
from yarrow.sealing.errors import CannotOpen
from yarrow.staff.queries import service_signing_pair, the_service

from .backup_check import CHANGED, NOT_WHOLE, identity_in

NEXT = """What was saved is here again. Everybody signs in anew.
Now run: yarrow migrate, then yarrow audit_verify --head FILE with the last head that was kept elsewhere."""
NO_PEPPER = (
    "The pepper of this service is not in {home}. Put it there from the kit: without it nobody can sign in."
)


class Command(BaseCommand):
    """Refuses where a database is; everything is looked at before anything is written."""

    help = "Put a backup into an empty home. Refuses to overwrite anything."
    requires_system_checks: list[str] = []

    def add_arguments(self, parser: ArgumentParser) -> None:
        parser.add_argument("file", type=Path)
        parser.add_argument("--identity", type=Path, required=True, help="a file with one AGE-SECRET-KEY-1…")

    def handle(self, *_args: Any, **options: Any) -> None:
        identity = identity_in(options["identity"])
        try:
            found = restore_backup(path=options["file"], identity=identity, clock=SystemClock())
        except CannotOpen:
            raise CommandError(CHANGED) from None
        except NotABackup:
            raise CommandError(NOT_WHOLE) from None
        except OSError as failure:
            raise CommandError(f"Nothing was put back. {failure}") from failure
        if isinstance(found, Refused):
            raise CommandError(" ".join(reason.text for reason in found.reasons))
        self.stdout.write(f"Service {found.label.deployment}, as it was at {found.label.made_at}.")
        self.stdout.write(NEXT if _pepper_fits() else NO_PEPPER.format(home=settings.HOME))


def _pepper_fits() -> bool:
    """Whether the secret that is kept apart is here, and is the one of this service."""
    from yarrow.sealing.pepper import PepperMissing

    try:
        service_signing_pair(the_service())
    except (PepperMissing, CannotOpen):
        return False
    return True
