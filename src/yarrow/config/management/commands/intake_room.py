"""``./run yarrow intake_room``: opens the room in which referrals wait, once, for all intake workers."""

from typing import Any

from django.conf import settings
from django.core.management import BaseCommand, CommandError

from yarrow.custody.ceremony import words_of
from yarrow.intake.actions import prepare_intake_room
from yarrow.kernel.decision import Refused
from yarrow.staff.queries import NothingMayBeKept, UntrustedKey, active_workers
from yarrow.staff.terms import Post


class Command(BaseCommand):
    """Who runs it gets no key: the room is wrapped to the intake workers and to the recovery key."""

    help = "Open the room in which referrals wait. It needs two intake workers whose keys are vouched for."

    def handle(self, *_args: Any, **_options: Any) -> None:
        holders = list(active_workers().filter(post=Post.INTAKE))
        try:
            made = prepare_intake_room(holders=holders, clock=settings.YARROW_CLOCK())
        except NothingMayBeKept:
            raise CommandError(
                "Two custodians must try out their codes first: ./run yarrow custody_drill"
            ) from None
        except UntrustedKey:
            raise CommandError("A colleague must vouch for every intake worker's keys first.") from None
        if isinstance(made, Refused):
            raise CommandError(words_of(made))
        names = ", ".join(worker.name for worker in holders)
        self.stdout.write(f"Referrals can be taken. They can be read by {names}.")
