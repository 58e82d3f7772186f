"""``./run yarrow sender_key``: makes the key of the process that sends messages, and has it believed.

In two steps where the sender is another user of the machine, as it should be: ``make`` as that user, who
can then read the key alone; ``trust`` as the user of the pages, who has the pepper.
"""

from argparse import ArgumentParser
from typing import Any

from django.conf import settings
from django.core.management import BaseCommand, CommandError

from yarrow.kernel.clock import Clock
from yarrow.sealing.pepper import PepperMissing
from yarrow.sealing.sender_key import SenderKeyMissing, make_sender_key, read_sender_key
from yarrow.sending.actions import trust_sender
from yarrow.staff.queries import NotSetUp, service_signing_pair, the_service

_BOTH, _MAKE, _TRUST = "both", "make", "trust"


class Command(BaseCommand):
    """The private half never leaves its file; what is printed is public."""

    help = "Make the sender's key (make), have the pages seal to it (trust KEY), or both at once."

    def add_arguments(self, parser: ArgumentParser) -> None:
        parser.add_argument("step", nargs="?", choices=(_BOTH, _MAKE, _TRUST), default=_BOTH)
        parser.add_argument("key", nargs="?", default="", help="what `make` printed, for `trust`")

    def handle(self, *_args: Any, **options: Any) -> None:
        step, key = options["step"], options["key"]
        try:
            public = self._made() if step != _TRUST else _typed(key)
            if step != _MAKE:
                self._trusted(public)
        except NotSetUp:
            raise CommandError("Set the service up first: ./run yarrow set_up") from None

    def _made(self) -> bytes:
        trusts = bytes(the_service().signing_public)
        try:
            pair = make_sender_key(settings.SENDER_KEY_FILE, trusts=trusts).pair
        except FileExistsError:
            pair = _there_already()
        self.stdout.write(f"The sender's key lies in {settings.SENDER_KEY_FILE}. Its public half:")
        self.stdout.write(f"  {pair.public.hex()}")
        self.stdout.write(f"It believes the service with the signing key\n  {trusts.hex()}")
        return pair.public

    def _trusted(self, public: bytes) -> None:
        clock: Clock = settings.YARROW_CLOCK()
        try:
            own = service_signing_pair(the_service()).public.hex()
        except PepperMissing:
            raise CommandError("The pepper is not here: run `trust` as the user of the pages.") from None
        trust_sender(public=public, clock=clock)
        self.stdout.write("Messages are sealed to this key from now on. Compare: the sender must believe")
        self.stdout.write(f"  {own}")


def _there_already() -> Any:
    try:
        return read_sender_key(settings.SENDER_KEY_FILE).pair
    except SenderKeyMissing:
        raise CommandError(f"{settings.SENDER_KEY_FILE} is there and is no key that can be read.") from None


def _typed(key: str) -> bytes:
    try:
        public = bytes.fromhex(key)
    except ValueError:
        public = b""
    if len(public) != 32:  # noqa: PLR2004  # bytes of a public key
        raise CommandError("Give the public half as `make` printed it.")
    return public
