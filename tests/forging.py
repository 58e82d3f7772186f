"""What somebody does who can write to the database and has an account, but no pepper: rows and events."""

from datetime import date
from uuid import UUID

from django.db import transaction

from yarrow.audit import actions as audit
from yarrow.audit.queries import latest
from yarrow.audit.terms import Event
from yarrow.cases.models import Allocation, AskedOfTwo, Case, ConflictQuestion, Exclusion
from yarrow.cases.terms import Asked, Duty, ForTwo
from yarrow.config.families import Family
from yarrow.emergency.models import DutyPerson
from yarrow.kernel.clock import Clock
from yarrow.rooms.models import Grant, Room, Wrap
from yarrow.staff.models import Worker
from yarrow.staff.queries import the_service

DAY = date(2026, 3, 9)


def put_on_the_case(family: Family, worker: Worker, duty: Duty = Duty.PRACTITIONER) -> None:
    """A duty, and the answer that they know nobody."""
    Allocation.objects.create(case=family.case, worker=worker, duty=duty, from_day=DAY)
    asked_by = family.cast.worker("supervisor")
    ConflictQuestion.objects.update_or_create(
        case=family.case,
        worker=worker,
        defaults={"state": Asked.CLEAR, "asked_by": asked_by, "asked_on": DAY, "answered_on": DAY},
    )


def ask_to_be_let_in(family: Family, worker: Worker, room: Room) -> None:
    """A request as the supervisor would make it."""
    Grant.objects.create(room=room, worker=worker, asked_by=family.cast.worker("supervisor"), asked_on=DAY)


def lay_a_key(worker: Worker, room: Room) -> None:
    """A row among the wraps that opens nothing, in the hope of being given the next key."""
    for version in room.versions.all():
        Wrap.objects.create(version=version, holder=worker, blob=bytes(64))


def say_they_know_nobody(family: Family, worker: Worker, case: Case) -> None:
    """The answer that somebody else would have to give, laid in for them."""
    ConflictQuestion.objects.create(
        case=case,
        worker=worker,
        state=Asked.CLEAR,
        asked_by=family.cast.worker("supervisor"),
        asked_on=DAY,
        answered_on=DAY,
    )


def move_the_room(room: Room, case: Case, *, number: int = 77) -> None:
    """To another case, for the length of one press; with its own number, back again."""
    Room.objects.filter(pk=room.pk).update(case=case, number=number)


def name_for_duty(family: Family, worker: Worker) -> None:
    """On duty, as a manager would name them."""
    DutyPerson.objects.create(worker=worker, named_by=family.cast.worker("manager"), named_on=DAY)


def write_events(family: Family, worker: Worker, room: Room, *, like: Worker | None = None) -> None:
    """The events that would stand behind all of it, well chained: that takes no key.

    With ``like`` they carry the marks of a colleague for whom it is true.
    """
    chains = {
        family.case.pk: (Event.ALLOCATED, Event.CONFLICT_ASKED, Event.CONFLICT_ANSWERED),
        room.pk: (Event.KEY_GIVEN, Event.GRANT_ASKED),
        the_service().pk: (Event.DUTY_NAMED,),
    }
    for chain, events in chains.items():
        for event in events:
            true = latest(chain, event, like.pk) if like is not None else None
            digest = bytes(true.digest) if true is not None else bytes(32)
            with transaction.atomic():
                audit.append(
                    chain=chain,
                    event=event,
                    actor=None,
                    subject=worker.pk,
                    digest=digest,
                    clock=family.clock,
                )


def take_the_bar_away(family: Family, worker: Worker) -> None:
    """The database lets a bar go where two people agreed: so two people's agreement is put in first."""
    two = [family.cast.worker(part) for part in ("supervisor", "signing_supervisor")]
    AskedOfTwo.objects.create(
        case=family.case,
        kind=ForTwo.LIFT_BAR,
        worker=worker,
        asked_by=two[0],
        asked_of=two[1],
        asked_on=DAY,
        agreed_on=DAY,
    )
    Exclusion.objects.filter(case=family.case, worker=worker).delete()


def fulfilled_by_hand(family: Family, worker: Worker, room: Room) -> int:
    """An event that says that a request was fulfilled which nobody made; returns its number."""
    event, digest = Event.GRANT_FULFILLED, bytes(32)
    with transaction.atomic():
        written = audit.append(
            chain=room.pk, event=event, actor=None, subject=worker.pk, digest=digest, clock=family.clock
        )
    return written.number


def say_without_a_mark(
    chain: UUID, event: Event, worker: Worker, clock: Clock, *, digest: bytes = bytes(32)
) -> None:
    """An event as the service would write it, well chained, with a mark that is none."""
    with transaction.atomic():
        audit.append(chain=chain, event=event, actor=None, subject=worker.pk, digest=digest, clock=clock)


def end_without_a_mark(family: Family, *parts: str, like: Worker | None = None) -> None:
    """That colleagues' duties on the case ended; with ``like`` with the mark of one whose duty did."""
    true = latest(family.case.pk, Event.ALLOCATION_ENDED, like.pk) if like is not None else None
    digest = bytes(true.digest) if true is not None else bytes(32)
    for part in parts:
        worker, event = family.cast.worker(part), Event.ALLOCATION_ENDED
        say_without_a_mark(family.case.pk, event, worker, family.clock, digest=digest)
