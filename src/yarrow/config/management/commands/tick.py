"""``./run yarrow tick``: what must happen every night, without any key.

Nothing has to be suspended here: every yes carries its last day, and the gate looks at it each
time it is asked. So a night on which this does not run opens nothing.
"""

from datetime import timedelta
from typing import Any

from django.conf import settings
from django.core.management import BaseCommand, CommandError, call_command

from yarrow.audit.actions import sign_daily_head
from yarrow.cases.actions import name_supervisors_where_none
from yarrow.cases.lone_working import overdue
from yarrow.emergency.actions import forget_old_searches
from yarrow.emergency.queries import reviews_overdue
from yarrow.kernel.apart import NotAllDone, each_apart
from yarrow.kernel.clock import Clock
from yarrow.meetings.actions import catch_up_after_care
from yarrow.outgoing.actions import forget_stopped_papers
from yarrow.people.actions import forget_old_codes, resume_leavings
from yarrow.rooms.actions import forget_old_public_drafts, go_on_shutting_out
from yarrow.rooms.queries import lapsing_by
from yarrow.sealing.keys import sign
from yarrow.staff.actions import raise_alarm
from yarrow.staff.queries import service_signing_pair, the_service, workers_put_back
from yarrow.visits.actions import forget_past_plans


def tick(*, clock: Clock) -> dict[str, int]:
    """Sign the head of the record, clear what nobody came back for; returns what was counted.

    Each part by itself: where one raises, the others are done, and then ``NotAllDone`` is raised.
    """
    return each_apart(
        {
            "sessions looked through": _clear_sessions,
            "daily heads signed": lambda: _sign_yesterday(clock),
            "workers whose keys do not count": lambda: _look_at_roster(clock),
            "after-care made late": lambda: catch_up_after_care(clock=clock),
            "forms cleared": lambda: forget_old_public_drafts(clock=clock),
            "rooms given new keys late": lambda: go_on_shutting_out(clock=clock),
            "searches for a card forgotten": lambda: forget_old_searches(clock=clock),
            "stopped papers emptied": lambda: forget_stopped_papers(clock=clock),
            "codes nobody came to read": lambda: forget_old_codes(clock=clock),
            "leavings gone on with": lambda: resume_leavings(clock=clock),
            "cases given their next supervisor": lambda: name_supervisors_where_none(clock=clock),
            "rooms to look at again": lambda: lapsing_by(clock.today()).count(),
            "emergency reviews overdue": lambda: reviews_overdue(clock.now()),
            "visits planned and past": lambda: forget_past_plans(clock=clock),
            "workers not back from a visit": lambda: overdue(clock.now()).count(),
        }.items()
    )


def _sign_yesterday(clock: Clock) -> int:
    private = service_signing_pair(the_service()).private
    yesterday = clock.today() - timedelta(days=1)
    sign_daily_head(day=yesterday, sign=lambda head: sign(private, head), clock=clock)
    return 1


def _look_at_roster(clock: Clock) -> int:
    wrong = workers_put_back()
    raise_alarm(workers=[worker.pk for worker in wrong], clock=clock)
    return len(wrong)


def _clear_sessions() -> int:
    call_command("clearsessions")
    return 1


class Command(BaseCommand):
    """Runs the nightly tick and says in numbers what it found; names what failed, and ends with an error."""

    help = "Sign the daily head of the record and clear away what has expired. Run it once a night."

    def handle(self, *_args: Any, **_options: Any) -> None:
        clock: Clock = settings.YARROW_CLOCK()
        try:
            counted, failed = tick(clock=clock), ""
        except NotAllDone as short:
            counted, failed = short.done, str(short)
        for what, number in counted.items():
            self.stdout.write(f"{what}: {number}")
        if failed:
            raise CommandError(f"Not everything was done; the rest was. Look into: {failed}.")
