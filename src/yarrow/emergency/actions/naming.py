"""Who is on duty: named by a manager or supervisor, never by themselves."""

from collections.abc import Callable

from django.db import transaction

from yarrow.audit import actions as audit
from yarrow.audit.terms import Event
from yarrow.emergency.access import may_be_named, may_keep_list
from yarrow.emergency.models import DutyPerson, EmergencyCopy
from yarrow.emergency.queries.duty import ON_DUTY, says_named, that_count
from yarrow.kernel.clock import Clock
from yarrow.kernel.decision import Refused, refused
from yarrow.kernel.errors import NotThere
from yarrow.kernel.words import N_
from yarrow.staff.marks import mark_of
from yarrow.staff.models import Worker
from yarrow.staff.queries import the_service

_SELF = refused("SELF", N_("Somebody else names you, so that two people know of it."), field="worker")
_NOT_NOW = refused("NOT_NOW", N_("This colleague cannot be on duty now."), field="worker")


@transaction.atomic
def name_duty_person(*, worker: Worker, by: Worker, clock: Clock) -> DutyPerson | Refused:
    """Put a colleague on the list. Cards are sealed to them by and by, as holders come in.

    Raises NotThere for who does not keep the list; refuses oneself, and who has left, is frozen or
    does research.
    """
    if not may_keep_list(by):
        raise NotThere
    if worker.pk == by.pk:
        return _SELF
    if not may_be_named(worker):
        return _NOT_NOW
    rows = DutyPerson.objects.filter(worker=worker)
    if named := that_count(rows):
        return named[0]
    rows.delete()  # what was put in behind the back of the service must not stand in the way
    person = DutyPerson.objects.create(worker=worker, named_by=by, named_on=clock.today())
    made = mark_of(ON_DUTY, chain=the_service().pk, subject=worker.pk, says=says_named(person))
    _note(Event.DUTY_NAMED, worker, by, clock, digest=made)
    return person


@transaction.atomic
def take_off_duty(*, worker: Worker, by: Worker, clock: Clock) -> None:
    """Take a colleague off the list; every copy sealed to them is deleted at once.

    Who is on duty may take themselves off. Raises NotThere for anybody else, and for who is not on it.
    """
    if not may_keep_list(by) and by.pk != worker.pk:
        raise NotThere
    person = DutyPerson.objects.filter(worker=worker).first()
    if person is None:
        raise NotThere
    EmergencyCopy.objects.filter(worker=worker).delete()
    person.delete()
    _note(Event.DUTY_ENDED, worker, by, clock)


def _note(
    event: Event, worker: Worker, by: Worker, clock: Clock, *, digest: bytes | Callable[[int], bytes] = b""
) -> None:
    chain = the_service().pk
    audit.append(chain=chain, event=event, actor=by.pk, subject=worker.pk, digest=digest, clock=clock)
