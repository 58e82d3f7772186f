"""Holding everything back, lifting it again, and what is proved of a number or address."""

from uuid import UUID

from django.db import transaction

from yarrow.audit import actions as audit
from yarrow.audit.queries import latest
from yarrow.audit.terms import Event
from yarrow.cases.models import Case
from yarrow.cases.queries import duties_of
from yarrow.gate.codec import to_bytes
from yarrow.gate.facts import Fact
from yarrow.gate.facts.routes import RouteProved
from yarrow.kernel.clock import Clock
from yarrow.kernel.decision import Refused, refused
from yarrow.kernel.errors import NotThere
from yarrow.kernel.words import N_
from yarrow.rooms.actions import drop_from_outside, seal_entry
from yarrow.rooms.facts import ReferralReceived
from yarrow.rooms.models import Entry, Room
from yarrow.rooms.queries import case_rooms, holds, intake_room, prove_inside
from yarrow.rooms.terms import RoomKind
from yarrow.sealing.keyring import Keyring
from yarrow.sealing.keys import digest
from yarrow.staff.marks import mark_of
from yarrow.staff.models import Worker
from yarrow.staff.queries import the_service

from .access import may_hold_all, may_lift_for_all
from .models import Hold, ReachCount
from .proving import why_not_proved
from .queries import HOLD, LIFTED, chain_of, is_on_hold, told_in
from .rules import CHANGES_REACH


@transaction.atomic
def hold_person(*, room: Room, by: Worker, clock: Clock) -> Hold:
    """Nothing goes out to the person of this room from this moment. No key, no reason, no rule.

    Pressed again while it stands, it is the same hold. Raises NotThere for who neither works on the case
    nor is inside, and for a room that is no person's.
    """
    if room.kind != RoomKind.PERSON or not _may_hold(room, by):
        raise NotThere
    return _held(room, by, clock)


def _may_hold(room: Room, by: Worker) -> bool:
    return holds(by, room) or (room.case is not None and bool(duties_of(by, room.case)))


@transaction.atomic
def hold_everybody_of(*, case: Case, by: Worker, clock: Clock) -> None:
    """The same for every person of a case, however many there are: who presses learns no number of them."""
    if not duties_of(by, case):
        raise NotThere
    for room in case_rooms(case).filter(kind=RoomKind.PERSON):
        _held(room, by, clock)


@transaction.atomic
def hold_all(*, by: Worker, clock: Clock) -> Hold:
    """Nothing goes out to anybody of the service. Any worker who is not a guest may press it."""
    if not may_hold_all(by):
        raise NotThere
    return _held(None, by, clock)


def _held(room: Room | None, by: Worker, clock: Clock) -> Hold:
    standing = Hold.objects.filter(room=room, lifted_on__isnull=True).first()
    if standing is not None:
        return standing
    hold = Hold.objects.create(room=room, set_on=clock.today())
    about = chain_of(None if room is None else room.pk)
    audit.append(chain=about, event=Event.HOLD_SET, actor=by.pk, subject=about, clock=clock)
    if room is not None:
        count_change(room)
    return hold


@transaction.atomic
def lift_hold(*, room: Room, by: Worker, keyring: Keyring, clock: Clock) -> None:
    """Let messages and calls to this person go again; for who is inside, with open keys.

    Raises NotThere for anybody else. Nothing happens where nothing is held.
    """
    if not holds(by, room):
        raise NotThere
    prove_inside(room=room, keyring=keyring)
    if is_on_hold(room.pk):
        _lift(room.pk, by, clock)
        count_change(room)


@transaction.atomic
def lift_hold_for_all(*, by: Worker, clock: Clock) -> Refused | None:
    """Let messages of the service go again: a supervisor or manager, and never who stopped them."""
    if not may_lift_for_all(by):
        raise NotThere
    if not is_on_hold(None):
        return None
    if _who_held_all() == by.pk:
        return refused("HOLD", N_("You put it on hold yourself. Somebody else lifts it."))
    _lift(None, by, clock)
    return None


def _who_held_all() -> UUID | None:
    last = latest(the_service().pk, Event.HOLD_SET)
    return last.actor if last is not None else None


def _lift(room: UUID | None, by: Worker, clock: Clock) -> None:
    """The event with the mark is what lifts it; the day in the rows is for lists."""
    about = chain_of(room)
    Hold.objects.filter(room=room, lifted_on__isnull=True).update(lifted_on=clock.today())
    audit.append(
        chain=about,
        event=Event.HOLD_LIFTED,
        actor=by.pk,
        subject=about,
        digest=mark_of(HOLD, chain=about, subject=about, says=LIFTED),
        clock=clock,
    )


def count_change(room: Room) -> None:
    """Something about reaching this person may have changed: what waits to be sent is refused."""
    row, _made = ReachCount.objects.select_for_update().get_or_create(room=room, defaults={"number": 0})
    row.number += 1
    row.save(update_fields=["number"])


def hear(*, room: Room, fact: Fact) -> None:
    """What is written in a room and may change how its person is reached; a claim does not."""
    if room.kind == RoomKind.PERSON and isinstance(fact, CHANGES_REACH):
        count_change(room)


@transaction.atomic
def prove_route(
    *, room: Room, proof: RouteProved, entry_id: UUID | None, by: Worker, keyring: Keyring, clock: Clock
) -> Entry | Refused:
    """Record that a new number or address is truly theirs; the old one ends unless they say otherwise.

    Refused where the words were not agreed before anybody named the new one. Raises NotThere for who is
    not inside.
    """
    if not holds(by, room):
        raise NotThere
    if (why := why_not_proved(told_in(room, keyring), proof, clock)) is not None:
        return Refused((why,))
    return seal_entry(room=room, fact=proof, by=by, keyring=keyring, clock=clock, entry_id=entry_id)


@transaction.atomic
def take_message(*, message: ReferralReceived, by: Worker, clock: Clock, once: UUID | None) -> Refused | None:
    """Seal a message into the intake room. Nothing is looked up, so nothing can be told by it.

    Hazard: a message that went to one room or another by its name would say, by its way, its time or the
    list in which it turns up, whether we know somebody. So all go one way, and intake passes them on.
    """
    if not may_hold_all(by):
        raise NotThere
    room = intake_room()
    if room is None:
        return refused("MESSAGE", N_("There is no intake room yet. Write it on paper for the supervisor."))
    parts = (once.bytes, by.pk.bytes, to_bytes(message)) if once is not None else ()
    drop_id = UUID(bytes=digest(*parts)[:16]) if parts else None
    Room.objects.select_for_update().get(pk=room.pk)
    if drop_id is not None and room.drops.filter(pk=drop_id).exists():
        return None
    drop = drop_from_outside(room=room, fact=message, clock=clock, drop_id=drop_id)
    audit.append(chain=room.pk, event=Event.REFERRAL_RECEIVED, actor=by.pk, subject=drop.pk, clock=clock)
    return None
