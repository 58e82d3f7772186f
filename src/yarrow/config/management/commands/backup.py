"""``./run yarrow backup --to FOLDER``: one sealed copy of the whole service, while it goes on serving."""

from argparse import ArgumentParser
from pathlib import Path
from typing import Any

from django.conf import settings
from django.core.management import BaseCommand, CommandError

from yarrow.backups.actions import make_backup
from yarrow.custody.queries import backup_recipient
from yarrow.kernel.clock import SystemClock
from yarrow.kernel.decision import Refused
from yarrow.staff.queries import is_set_up
from yarrow.staff.queries.service import UntrustedPublic


class Command(BaseCommand):
    """Says the day, the size and who can open it; exit code 1 where nothing was made."""

    help = (
        "Make one sealed backup, for those who run the machine and for the custodians. Run it once a night."
    )

    def add_arguments(self, parser: ArgumentParser) -> None:
        parser.add_argument("--to", type=Path, required=True, metavar="FILE_OR_FOLDER")
        parser.add_argument("--recipient", action="append", default=[], metavar="age1…")
        parser.add_argument(
            "--keep-days", type=int, default=0, help="remove our own older files there; 35 is usual"
        )

    def handle(self, *_args: Any, **options: Any) -> None:
        if not is_set_up():
            raise CommandError("There is no service here yet. Nothing was made.")
        to, recipients = options["to"], [*options["recipient"], *_recipients()]
        secrets = [settings.PEPPER_FILE, settings.HOME / "secret_key"]
        clock, days = SystemClock(), options["keep_days"]
        try:
            made = make_backup(to=to, recipients=recipients, secrets=secrets, clock=clock, keep_days=days)
        except OSError as failure:
            raise CommandError(f"No backup was made; the one before is untouched. {failure}") from failure
        if isinstance(made, Refused):
            raise CommandError(" ".join(reason.text for reason in made.reasons))
        self.stdout.write(f"{clock.now():%d %B %Y, %H:%M} UTC: {made.path}, {made.bytes_written:,} bytes.")
        for each in dict.fromkeys(recipients):
            self.stdout.write(f"Opens for {each}")
        for name in made.removed:
            self.stdout.write(f"Removed, older than {days} days: {name}")


def _custodians() -> str | None:
    try:
        return backup_recipient()
    except UntrustedPublic:
        raise CommandError(
            "The custodians' key for backups is not the one that this service wrote down: somebody may have"
            " put theirs in its place. No backup was made; the one before is untouched. Run audit_verify,"
            " and tell the custodians today."
        ) from None


def _recipients() -> list[str]:
    """Those named in ``HOME/backup_recipients``, one a line, and the custodians."""
    path, custodians = settings.HOME / "backup_recipients", _custodians()
    lines = path.read_text().splitlines() if path.exists() else []
    named = [line.strip() for line in lines if line.strip() and not line.startswith("#")]
    return [*named, *([custodians] if custodians else [])]
