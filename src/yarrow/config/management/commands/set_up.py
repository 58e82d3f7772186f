"""``./run yarrow set_up``: a real service and its three custodians, in one sitting, without network."""

from argparse import ArgumentParser
from typing import Any

from django.conf import settings
from django.core.management import BaseCommand, CommandError, call_command

from yarrow.custody.actions import set_up_real
from yarrow.custody.ceremony import (
    add_answers,
    ask_custodians,
    ask_first_worker,
    asking,
    say_kits_are_there,
    say_what_is_off,
    words_of,
)
from yarrow.custody.queries import what_is_off
from yarrow.custody.rules import custodians_are_three
from yarrow.kernel.decision import Refused
from yarrow.staff.queries import is_set_up

from ._kits import add_folder, chosen_folder

BEFORE = """
Setting up a service. It takes three people and about half an hour. Unplug the network first: nothing here
needs it.

Three custodians will each hold a code. Any two of them together can open everything, one alone nothing. Take
three different people who do not give way to each other: the chair, the safeguarding lead and the data
protection lead. Never take whoever runs the machine: they would need only one more.
"""
NEXT = """
Next:
  1. Two custodians, from their papers:    ./run yarrow custody_drill
  2. A second key for backups:             ./run yarrow backup_key FILE
  3. Then the service may start:           ./run serve
"""


class Command(BaseCommand):
    """Asks, makes everything in one transaction, and says what to print. A crash leaves nothing half made."""

    help = "Set up a real service with its custodians. It asks; no secret is ever an argument."

    def add_arguments(self, parser: ArgumentParser) -> None:
        add_answers(parser)
        add_folder(parser)

    def handle(self, *_args: Any, **options: Any) -> None:
        to = asking(options["answers"])
        settings.HOME.chmod(0o700)
        call_command("migrate", verbosity=0)
        if is_set_up():
            raise CommandError("This database is set up already. Nothing was changed.")
        self.stdout.write(BEFORE)
        custodians = ask_custodians(to)
        if isinstance(wrong := custodians_are_three(custodians), Refused):
            raise CommandError(words_of(wrong))
        first, folder = ask_first_worker(to), chosen_folder(to, options["language"])
        clock = settings.YARROW_CLOCK()
        made = set_up_real(custodians=custodians, first=first, keep=folder.keep, clock=clock)
        if isinstance(made, Refused):
            raise CommandError(words_of(made))
        self.stdout.write(f"The service {made.pk} is set up. It keeps nothing until a drill has passed.")
        say_kits_are_there(self.stdout.write, to, folder)
        say_what_is_off(self.stdout.write, what_is_off(clock.today()))
        self.stdout.write(NEXT)
