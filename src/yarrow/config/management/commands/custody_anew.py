"""``./run yarrow custody_anew``: a new recovery key and three new codes, where two old codes are lost."""

from argparse import ArgumentParser
from typing import Any

from django.conf import settings
from django.core.management import BaseCommand, CommandError

from yarrow.custody.actions import make_anew
from yarrow.custody.ceremony import add_answers, ask_custodians, asking, say_kits_are_there, words_of
from yarrow.custody.queries import NotKept, current_round, custodians_of, live_versions
from yarrow.kernel.decision import Refused
from yarrow.rooms.queries import rooms_without_holder

from ._kits import add_folder, chosen_folder
from .custody_drill import NOTHING_KEPT

BEFORE = """
This makes a new recovery key without the old one. It is for one case only: two codes are lost, and the
service still runs. With two codes left, use custody_replace instead. Two managers or supervisors have agreed
on the page "Recovery keys and missing people", three whole working days ago or longer.
Ring the custodians of before, if you can: they must know of it.
Press Enter to keep a name as it is; type another where somebody has left.
"""
AFTER = """
The new recovery key opens no room yet, and nothing is wrapped to it before two custodians have tried the new
papers out. Do that now, while they are here: ./run yarrow custody_drill
After it each room key ({keys} of them) is wrapped to the new key when somebody who holds the room next signs
in; ask everybody to do so this week. Until then custodians cannot open those rooms, and if their last holder
leaves, nobody ever can. How many still wait stands on the page of managers and supervisors.

Make a backup now. Backups made before today can no longer be opened by custodians: the key of those who run
the machine still opens the files, but not the rooms in them.
Shred the old papers and old kit files.
"""
LOST = """
{count} rooms nobody who works here can open now. Unless a freeze is lifted for it, they stay shut for ever.
"""


class Command(BaseCommand):
    """Refuses without the agreement of two and three working days; a crash leaves everything as it was."""

    help = (
        "Make a new recovery key where two codes are lost and the service still runs. Two people agree first."
    )

    def add_arguments(self, parser: ArgumentParser) -> None:
        add_answers(parser)
        add_folder(parser)

    def handle(self, *_args: Any, **options: Any) -> None:
        to = asking(options["answers"])
        try:
            known = custodians_of(current_round())
        except NotKept:
            raise CommandError(NOTHING_KEPT) from None
        self.stdout.write(BEFORE)
        custodians, folder = ask_custodians(to, known), chosen_folder(to, options["language"])
        made = make_anew(custodians=custodians, keep=folder.keep, clock=settings.YARROW_CLOCK())
        if isinstance(made, Refused):
            raise CommandError(f"{words_of(made)} The codes are as they were.")
        say_kits_are_there(self.stdout.write, to, folder)
        self.stdout.write(AFTER.format(keys=live_versions().count()))
        if shut := rooms_without_holder().count():
            self.stdout.write(LOST.format(count=shut))
