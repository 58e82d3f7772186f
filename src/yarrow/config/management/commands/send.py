"""``./run yarrow send``: the process that sends messages. It has a key of its own and no other.

Run it as a user of its own, with a home of its own in which its key lies, and without the pepper:
docs/sending.md.
"""

import os
import signal
from argparse import ArgumentParser
from threading import Event
from typing import Any

from django.conf import settings
from django.core.management import BaseCommand, CommandError
from django.db import Error, close_old_connections

from yarrow.kernel.clock import Clock
from yarrow.sealing.sender_key import SenderKeyMissing, read_sender_key
from yarrow.sending.gateways.chosen import NotChosen, gateways_of
from yarrow.sending.journal import Journal
from yarrow.sending.sender import Sender
from yarrow.staff.queries import NotSetUp, the_service
from yarrow.staff.terms import Kind

_EVERY_SECONDS = 60


class Command(BaseCommand):
    """Looks at the queue every minute until it is told to stop; it finishes the message in hand first."""

    help = "Send the messages that are due. --once looks at the queue once and ends."

    def add_arguments(self, parser: ArgumentParser) -> None:
        parser.add_argument("--once", action="store_true")

    def handle(self, *_args: Any, **options: Any) -> None:
        sender, stopped = self._sender(), Event()
        if options["once"]:
            self._look(sender)
            return
        for number in (signal.SIGTERM, signal.SIGINT):
            signal.signal(number, lambda *_: stopped.set())
        while not stopped.is_set():
            self._look_and_go_on(sender)
            stopped.wait(_EVERY_SECONDS)

    def _sender(self) -> Sender:
        clock: Clock = settings.YARROW_CLOCK()
        try:
            service = the_service()
            key = read_sender_key(settings.SENDER_KEY_FILE)
            gateways = gateways_of(os.environ, clock=clock, is_real=service.kind == Kind.REAL)
        except NotSetUp:
            raise CommandError("Set the service up first: ./run yarrow set_up") from None
        except SenderKeyMissing:
            raise CommandError("There is no sender's key here: ./run yarrow sender_key make") from None
        except NotChosen as missing:
            raise CommandError(str(missing)) from None
        return Sender(service.pk, key, gateways, Journal(settings.SENDER_JOURNAL), clock)

    def _look(self, sender: Sender) -> None:
        counted = sender.look()
        said = ", ".join(f"{outcome.value} {number}" for outcome, number in counted.items() if number)
        if said:
            self.stdout.write(said)

    def _look_and_go_on(self, sender: Sender) -> None:
        """A database that is away for a moment ends no sender; what was in hand is given up as unclear."""
        close_old_connections()
        try:
            self._look(sender)
        except Error:
            self.stderr.write("The database did not answer. Trying again in a minute.")
