"""``./run yarrow tick``: what must happen every night, without any key.

Nothing has to be suspended here: every yes carries its last day, and the gate looks at it each
time it is asked. So a night on which this does not run opens nothing.
"""

from datetime import timedelta
from typing import Any

from django.core.management import BaseCommand, call_command

from yarrow.audit.actions import sign_daily_head
from yarrow.cases.lone_working import overdue
from yarrow.kernel.clock import Clock, SystemClock
from yarrow.meetings.actions import catch_up_after_care
from yarrow.rooms.actions import forget_old_public_drafts
from yarrow.rooms.queries import lapsing_by
from yarrow.sealing.keys import sign
from yarrow.staff.queries import service_signing_pair, the_service


def tick(*, clock: Clock) -> dict[str, int]:
    """Sign the head of the record, clear what nobody came back for; returns what was counted."""
    private = service_signing_pair(the_service()).private
    yesterday = clock.today() - timedelta(days=1)
    sign_daily_head(day=yesterday, sign=lambda head: sign(private, head), clock=clock)
    return {
        "after-care made late": catch_up_after_care(clock=clock),
        "forms cleared": forget_old_public_drafts(clock=clock),
        "rooms to look at again": lapsing_by(clock.today()).count(),
        "workers not back from a visit": overdue(clock.now()).count(),
    }


class Command(BaseCommand):
    """Runs the nightly tick and says in numbers what it found."""

    help = "Sign the daily head of the record and clear away what has expired. Run it once a night."

    def handle(self, *_args: Any, **_options: Any) -> None:
        call_command("clearsessions")
        for what, number in tick(clock=SystemClock()).items():
            self.stdout.write(f"{what}: {number}")
