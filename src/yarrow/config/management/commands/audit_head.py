"""``./run yarrow audit_head``: what to keep off this machine, so that a shortened record shows."""

from argparse import ArgumentParser
from typing import Any

from django.core.management import BaseCommand, CommandError

from yarrow.audit.queries import daily_heads
from yarrow.oversight.verifying import heads_in_words

USUAL = 7


class Command(BaseCommand):
    """Prints; sends nothing. Keep the text where who runs this machine cannot change it."""

    help = "Print the signed heads of the last days, to be kept elsewhere: on paper, or mailed by hand."

    def add_arguments(self, parser: ArgumentParser) -> None:
        parser.add_argument(
            "--days", type=int, default=USUAL, help=f"how many of the latest; {USUAL} is usual"
        )

    def handle(self, *_args: Any, **options: Any) -> None:
        heads = list(daily_heads().order_by("-day")[: max(options["days"], 1)])
        if not heads:
            raise CommandError("No head has been signed yet. Run yarrow tick once a night.")
        for line in heads_in_words(reversed(heads)):
            self.stdout.write(line)
