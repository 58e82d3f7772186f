"""``./run yarrow backup_key FILE``: the key with which those who run the machine open its backups."""

import os
from argparse import ArgumentParser
from pathlib import Path
from typing import Any

from django.core.management import BaseCommand, CommandError

from yarrow.sealing.age import new_age_identity

MADE = """Made {path}, readable by you alone. Move it off this machine: who has it and a backup
reads what is not sealed, and with the pepper may try passphrases.
Put the following line into the file backup_recipients, in the home of the service:
{recipient}"""


class Command(BaseCommand):
    """Writes the secret half into a new file and says the other half."""

    help = "Make a key for opening backups. Keep it away from the backups and from the pepper."
    requires_system_checks: list[str] = []

    def add_arguments(self, parser: ArgumentParser) -> None:
        parser.add_argument("file", type=Path)

    def handle(self, *_args: Any, **options: Any) -> None:
        pair = new_age_identity()
        try:
            handle = os.open(options["file"], os.O_WRONLY | os.O_CREAT | os.O_EXCL, 0o400)
        except OSError as failure:
            raise CommandError(str(failure)) from failure
        with os.fdopen(handle, "w") as file:
            file.write(f"# recipient: {pair.recipient}\n{pair.secret}\n")
        self.stdout.write(MADE.format(path=options["file"], recipient=pair.recipient))
