"""What else ends when somebody leaves: steps of packages that may not know each other."""

from contextlib import suppress

from yarrow.kernel.clock import Clock
from yarrow.kernel.errors import NotThere
from yarrow.staff.models import Worker


def hang_in_steps() -> None:
    """Called once, at start-up."""
    from yarrow.people.leaving import ALSO

    ALSO["duty list"] = _off_the_duty_list
    ALSO["calendar"] = _end_their_calendar


def _end_their_calendar(worker: Worker, by: Worker, clock: Clock) -> None:
    """Its address leads nowhere as soon as they have left; here the row goes as well."""
    from yarrow.bookings.actions import end_address

    end_address(worker=worker, by=by, clock=clock)


def _off_the_duty_list(worker: Worker, by: Worker, clock: Clock) -> None:
    """Their copies of emergency cards went with the first step; here their name leaves the list."""
    from yarrow.emergency.actions import take_off_duty

    with suppress(NotThere):  # they were never on it
        take_off_duty(worker=worker, by=by, clock=clock)
