"""The address of one's own calendar: made, made anew, and ended."""

from django.db import transaction

from yarrow.audit import actions as audit
from yarrow.audit.terms import Event
from yarrow.bookings.content import digest_of_address
from yarrow.bookings.models import Feed
from yarrow.kernel.clock import Clock
from yarrow.sealing.keys import random_token
from yarrow.staff.models import Worker
from yarrow.staff.queries import the_service


@transaction.atomic
def make_address(*, by: Worker, clock: Clock) -> str:
    """A new random address, returned this once; an earlier one leads nowhere from now on."""
    secret = random_token()
    made = {"digest": digest_of_address(secret), "made_on": clock.today()}
    Feed.objects.update_or_create(worker=by, defaults=made)
    _note(Event.CALENDAR_MADE, by, by, clock)
    return secret


@transaction.atomic
def end_address(*, worker: Worker, by: Worker, clock: Clock) -> bool:
    """It leads nowhere any more; whether there was one. Also a step of leaving the service."""
    if not Feed.objects.filter(worker=worker).delete()[0]:
        return False
    _note(Event.CALENDAR_ENDED, by, worker, clock)
    return True


def _note(event: Event, by: Worker, worker: Worker, clock: Clock) -> None:
    audit.append(chain=the_service().pk, event=event, actor=by.pk, subject=worker.pk, clock=clock)
