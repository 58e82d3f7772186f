"""The receiver's side: the second look, asking whether they want it, giving it, and how it went."""

from dataclasses import replace
from uuid import UUID

from django.db import transaction

from yarrow.carrying.queries import may_go_today, plan_of, waiting
from yarrow.carrying.rules import Waiting
from yarrow.gate.facts.carried import (
    CarriedAsked,
    CarriedGiven,
    CarriedGoing,
    CarriedLooked,
    CarriedReceipt,
    CarriedReturned,
    GivenValue,
)
from yarrow.kernel.clock import Clock
from yarrow.kernel.decision import Refused, refused
from yarrow.kernel.errors import NotThere
from yarrow.kernel.words import N_
from yarrow.meetings.actions import make_after_care, vet_message
from yarrow.meetings.actions.stopping import locked_plan
from yarrow.meetings.models import Plan
from yarrow.outgoing.actions import Passed, pass_the_door
from yarrow.rooms.actions import attest, drop_note, seal_entry, take_out_entry
from yarrow.rooms.models import Entry, Room
from yarrow.rooms.queries import holds
from yarrow.rooms.terms import RoomKind
from yarrow.sealing.keyring import Keyring
from yarrow.staff.models import Worker

from .sending import paper_of

SAME_READER = N_("You read it on the other side. A second worker reads it here.")
NOT_READ_HERE = N_("A second worker reads it here first, and answers the four questions.")
NOT_WANTED = N_("They have not said, alone and freely, that they want it. Nothing is given.")
CANNOT_GO = N_("It cannot be given now. Say nothing of it. Support goes on.")
GIVEN_ALREADY = N_("This was given already.")
NOT_GOING = N_("It was never said that it may be given.")


@transaction.atomic
def look_on_the_other_side(
    *, room: Room, copy: UUID, said: CarriedLooked, by: Worker, keyring: Keyring, clock: Clock
) -> Entry | Refused | None:
    """The second look, by another worker than the first. What is found sends it back, and None comes back.

    The reason goes to the sender's room and nowhere else; the copy is set aside here at once.
    """
    found, plan = _waiting_here(room, copy, by, keyring)
    if str(by.pk) == found.fact.looked_by:
        return refused("E27", SAME_READER)
    if found.is_given:
        return refused("E27", GIVEN_ALREADY)
    if problems := said.problems():
        return refused("E27", problems[0][1], field=problems[0][0])
    if said.goes_back():
        return _sent_back(room, found, said, by, keyring, clock)
    marked = replace(said, message=found.fact.message, words_seen=found.fact.words_seen)
    entry = seal_entry(room=room, fact=marked, by=by, keyring=keyring, clock=clock)
    if isinstance(entry, Entry):
        vet_message(plan=plan, message=found.message, by=by, clock=clock, copy=found.id)
    return entry


def _sent_back(
    room: Room, found: Waiting, said: CarriedLooked, by: Worker, keyring: Keyring, clock: Clock
) -> Refused | None:
    kept = take_out_entry(room=room, entry=found.id, by=by, keyring=keyring, clock=clock)
    if kept is not None:
        return kept
    attest(room=room, by=by, keyring=keyring, clock=clock)
    source = Entry.objects.select_related("room").get(pk=found.message).room
    back = CarriedReturned(message=found.fact.message, reason=said.reason)
    drop_note(room=source, fact=back, by=by, keyring=keyring, clock=clock)
    return None


@transaction.atomic
def ask_whether_wanted(
    *, room: Room, copy: UUID, said: CarriedAsked, by: Worker, keyring: Keyring, clock: Clock
) -> Entry | Refused:
    """What they said when asked, apart and without a word of it. A no writes nothing anywhere else."""
    found, _plan = _waiting_here(room, copy, by, keyring)
    marked = replace(said, message=found.fact.message)
    return seal_entry(room=room, fact=marked, by=by, keyring=keyring, clock=clock)


@transaction.atomic
def may_be_given(
    *, room: Room, copy: UUID, said: CarriedGoing, by: Worker, keyring: Keyring, clock: Clock
) -> Entry | Refused:
    """Ask everything again, in this moment: two looks, their yes, the gate, the orders, the door.

    Whatever says no outside this room, the refusal is one constant sentence. Holds the plan's row, so
    that a stop and a giving never cross.
    """
    found, plan = _waiting_here(room, copy, by, keyring)
    plan = locked_plan(plan)
    found, _plan = _waiting_here(room, copy, by, keyring)  # as it is with the plan's row held
    if (problem := _why_not_here(found)) is not None:
        return problem
    if not may_go_today(plan, found.message, room, clock):
        return refused("E27", CANNOT_GO)
    answer = pass_the_door(
        case=plan.case, audience=room, artefact=paper_of(found.fact), by=by, keyring=keyring, clock=clock
    )
    if not isinstance(answer, Passed):
        return refused("E27", CANNOT_GO)
    marked = replace(said, message=found.fact.message, words_seen=found.fact.words_seen)
    return seal_entry(room=room, fact=marked, by=by, keyring=keyring, clock=clock)


def _why_not_here(found: Waiting) -> Refused | None:
    if found.is_given:
        return refused("E27", GIVEN_ALREADY)
    if not found.is_read_here:
        return refused("E27", NOT_READ_HERE)
    return None if found.wants_it else refused("E27", NOT_WANTED)


@transaction.atomic
def note_how_it_went(
    *, room: Room, copy: UUID, said: CarriedGiven, by: Worker, keyring: Keyring, clock: Clock
) -> Entry | Refused:
    """Note where, how and with whom it was given, or that it was not.

    The sender's room hears that it was given, and the day, and nothing else; after-care follows by itself.
    Refused only where nobody had been told that it may be given. Noted once.
    """
    found, plan = _copy_here(room, copy, by, keyring)
    if found.is_given:
        return refused("E27", GIVEN_ALREADY)
    if found.going_on is None:
        return refused("E27", NOT_GOING)
    marked = replace(said, message=found.fact.message)
    entry = seal_entry(room=room, fact=marked, by=by, keyring=keyring, clock=clock)
    if isinstance(entry, Entry) and said.value is GivenValue.GIVEN:
        _tell_the_sender(found, plan, by, keyring, clock)
    return entry


def _tell_the_sender(found: Waiting, plan: Plan, by: Worker, keyring: Keyring, clock: Clock) -> None:
    source = Entry.objects.select_related("room").get(pk=found.message).room
    receipt = CarriedReceipt(message=found.fact.message, given_on=found.going_on or clock.today())
    drop_note(room=source, fact=receipt, by=by, keyring=keyring, clock=clock)
    make_after_care(plan=plan, event_on=clock.today(), clock=clock)


def _waiting_here(room: Room, copy: UUID, by: Worker, keyring: Keyring) -> tuple[Waiting, Plan]:
    """The same, only where it was not set aside since."""
    found, plan = _copy_here(room, copy, by, keyring)
    if found.is_set_aside:
        raise NotThere
    return found, plan


def _copy_here(room: Room, copy: UUID, by: Worker, keyring: Keyring) -> tuple[Waiting, Plan]:
    if room.kind != RoomKind.PERSON or not holds(by, room):
        raise NotThere
    found = waiting(room, keyring, copy)
    return found, plan_of(room, found.fact.plan)
