"""``./run yarrow custody_replace``: new codes; with ``--new-key`` a new recovery key as well."""

from argparse import ArgumentParser
from typing import Any

from django.conf import settings
from django.core.management import BaseCommand, CommandError

from yarrow.custody.actions import replace_codes, replace_key
from yarrow.custody.ceremony import (
    add_answers,
    ask_custodians,
    ask_two_codes,
    asking,
    say_kits_are_there,
    words_of,
)
from yarrow.custody.queries import NotKept, current_round, custodians_of
from yarrow.kernel.decision import Refused

from ._kits import add_folder, chosen_folder
from .custody_drill import NOTHING_KEPT

BEFORE = """
Two custodians who still have their codes make three new ones. All three old codes end.
Press Enter to keep a name as it is; type another where somebody has left.
"""
SAME_KEY = """
The old codes open nothing that this database holds. Honestly: two old codes with an old paper or kit file
still open any copy of the data, because the key inside is the same. Collect all old papers and kit files and
shred them today. If one is missing, or others may know a code: ./run yarrow custody_replace --new-key"""
AFTER = """
Hold a drill with the new papers within 30 days:    ./run yarrow custody_drill
The service goes on meanwhile.
"""
NEW_KEY = """The recovery key and the key for backups are new, and every room key is wrapped to the new one.
Make a backup now: for the custodians the old ones open with the old codes only. Honestly: whoever has two
old codes and an old copy of the data can read that copy, and has the room keys of that day. No new key
takes that back. Tell the managers: rooms that matter most can be given new keys by shutting a worker out."""


class Command(BaseCommand):
    """Refuses where two codes do not open; a crash leaves the old codes as they were."""

    help = (
        "Replace the custodians' codes: somebody left or lost theirs. --new-key where others may know them."
    )

    def add_arguments(self, parser: ArgumentParser) -> None:
        add_answers(parser)
        add_folder(parser)
        parser.add_argument("--new-key", action="store_true", help="also replace the recovery key itself")

    def handle(self, *_args: Any, **options: Any) -> None:
        to = asking(options["answers"])
        try:
            known = custodians_of(current_round())
        except NotKept:
            raise CommandError(NOTHING_KEPT) from None
        self.stdout.write(BEFORE)
        first, second = ask_two_codes(to)
        custodians, folder = ask_custodians(to, known), chosen_folder(to, options["language"])
        act = replace_key if options["new_key"] else replace_codes
        made = act(
            first=first, second=second, custodians=custodians, keep=folder.keep, clock=settings.YARROW_CLOCK()
        )
        if isinstance(made, Refused):
            raise CommandError(f"{words_of(made)} The codes are as they were.")
        say_kits_are_there(self.stdout.write, to, folder)
        self.stdout.write(NEW_KEY if options["new_key"] else SAME_KEY)
        self.stdout.write(AFTER)
