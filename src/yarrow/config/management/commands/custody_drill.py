"""``./run yarrow custody_drill``: two custodians try out their codes; then a service may run."""

import sys
from argparse import ArgumentParser
from typing import Any

from django.conf import settings
from django.core.management import BaseCommand, CommandError

from yarrow.custody.actions import Drill, hold_drill
from yarrow.custody.ceremony import add_answers, ask_two_codes, asking, words_of
from yarrow.custody.queries import NotKept, current_round, custodians_of, custody_state
from yarrow.kernel.decision import Refused

NOTHING_KEPT = "No custodian holds anything here yet. Type: ./run yarrow set_up"


class Command(BaseCommand):
    """Opens the bundle and every room key with it, keeps nothing of it, and writes down that it passed."""

    help = "Hold a restore drill: two custodians type their codes, and every room is opened and shut again."

    def add_arguments(self, parser: ArgumentParser) -> None:
        add_answers(parser)

    def handle(self, *_args: Any, **options: Any) -> None:
        to = asking(options["answers"])
        try:
            names = custodians_of(current_round())
        except NotKept:
            raise CommandError(NOTHING_KEPT) from None
        first, second = ask_two_codes(to)
        held = hold_drill(first=first, second=second, clock=settings.YARROW_CLOCK(), tell=self._tell)
        if isinstance(held, Refused):
            raise CommandError(f"The drill failed. {words_of(held)} Managers see that it failed.")
        one, other = (names[letter].name for letter in held.pair)
        self.stdout.write(f"The drill passed, with the codes of {one} and {other}.")
        self.stdout.write(
            f"Recovery key, pepper and backup key are right; room keys opened: {held.rooms}, {_rest(held)}."
        )
        due = custody_state(settings.YARROW_CLOCK().today()).next_due
        self.stdout.write(
            f"The next drill is due by {due:%d %B %Y}. Put the papers back into their envelopes."
        )

    def _tell(self, done: int, total: int) -> None:
        if sys.stdout.isatty() and (done % 50 == 0 or done == total):
            self.stdout.write(f"\r  room keys opened: {done} of {total}", ending="")
            self.stdout.flush()


def _rest(held: Drill) -> str:
    if not held.waiting:
        return "all of them"
    return (
        f"and {held.waiting} are not yet wrapped to the new recovery key: custodians could not open them"
        " today. Who holds them does it by signing in"
    )
