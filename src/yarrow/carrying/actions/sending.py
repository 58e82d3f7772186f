"""The sender's side: writing, the first look, passing the copy on to be read, withdrawing."""

from dataclasses import dataclass, replace
from datetime import date
from uuid import UUID

from django.db import transaction

from yarrow.audit import actions as audit
from yarrow.audit.terms import Event
from yarrow.carrying.queries import do_rooms_stand, plan_of, sent
from yarrow.carrying.rules import FORMS, Sent, SentState, note_of, reader_of, words_mark
from yarrow.gate.facts.carried import CarriedCopy, CarriedLooked, CarriedMessage
from yarrow.gate.forms import Form
from yarrow.gate.words import LongText, Mark
from yarrow.kernel.clock import Clock
from yarrow.kernel.decision import Reason, Refused, refused
from yarrow.kernel.errors import NotThere
from yarrow.kernel.words import N_
from yarrow.meetings.access import is_inside_every_room, may_lead
from yarrow.meetings.actions import vet_message
from yarrow.meetings.actions.arranging import NOT_INSIDE_EVERY_ROOM
from yarrow.meetings.gate import orders_against
from yarrow.meetings.models import Plan
from yarrow.meetings.queries import rooms_asked
from yarrow.meetings.terms import PlanState
from yarrow.outgoing.actions import STOPPED, Passed, pass_the_door
from yarrow.outgoing.artefact import Artefact, ArtefactKind
from yarrow.rooms.actions import drop_note, seal_entry
from yarrow.rooms.actions.taking_back import tell_where_read
from yarrow.rooms.facts import ShareMade, ShareTakenBack
from yarrow.rooms.models import Drop, Entry, Room
from yarrow.rooms.queries import holds
from yarrow.rooms.terms import RoomKind
from yarrow.sealing.keyring import Keyring
from yarrow.staff.models import Worker

OTHER_FORM = N_("This plan is for another way of passing something on. Choose what fits it.")
SET_ASIDE = N_("This plan was set aside. Choose one that was not.")
NOT_READ_HERE = N_("Somebody inside this room reads it first, and answers the four questions.")
LEFT_ALREADY = N_("This has left to be read, or was sent back. Write what they want to say now as a new one.")
ROOMS_DO_NOT_STAND = N_(
    "Not everything that must be in place for a person is in place, or it must be looked at again."
)
FUTURE = N_("The day of the agreement is in the future.")


@dataclass(frozen=True, slots=True)
class Agreed:
    """How the sender agreed that these words may be read on the other side, and on which day."""

    how: LongText
    on: date


@transaction.atomic
def write_message(
    *,
    room: Room,
    message: CarriedMessage,
    by: Worker,
    keyring: Keyring,
    clock: Clock,
    entry_id: UUID | None = None,
) -> Entry | Refused:
    """Write down what somebody would like carried. It is a draft: nobody else learns of it."""
    _must_be_a_persons(room)
    plan = plan_of(room, message.plan)
    if plan.state == PlanState.SET_ASIDE:
        return refused("STOPPED", SET_ASIDE, field="plan")
    if FORMS[Form.of(plan.form)] is not message.how:
        return refused("E27", OTHER_FORM, field="how")
    return seal_entry(room=room, fact=message, by=by, keyring=keyring, clock=clock, entry_id=entry_id)


@transaction.atomic
def look_here(
    *, room: Room, message: UUID, said: CarriedLooked, by: Worker, keyring: Keyring, clock: Clock
) -> Entry | Refused:
    """Say what one has found in a message of this room. What is not known, or found, vets nothing."""
    _must_be_a_persons(room)
    found, read, _entries = sent(room, keyring, message)
    if found.state not in {SentState.DRAFT, SentState.READ_HERE}:
        return refused("E27", LEFT_ALREADY)
    marked = replace(said, message=Mark(str(message)), words_seen=Mark(words_mark(message, found.fact)))
    entry = seal_entry(room=room, fact=marked, by=by, keyring=keyring, clock=clock)
    if isinstance(entry, Entry) and marked.is_clear():
        vet_message(plan=plan_of(room, found.fact.plan), message=read.entry.pk, by=by, clock=clock)
    return entry


@transaction.atomic
def pass_on_to_be_read(
    *,
    room: Room,
    message: UUID,
    target: Room,
    agreed: Agreed,
    by: Worker,
    keyring: Keyring,
    clock: Clock,
) -> Drop | Refused:
    """Leave a copy in the receiver's room, to be read there by their worker; not yet to be given.

    By the lead, inside every room: they alone know whose room it goes to. Refused, with its reason, while
    an order bars it; the door looks the words through for every room. The same message twice is one copy.
    """
    _must_be_a_persons(room)
    plan = _led(room, target, sent(room, keyring, message)[0].fact.plan, by)
    if not is_inside_every_room(by, plan):
        return refused("ROOM", NOT_INSIDE_EVERY_ROOM)
    Room.objects.select_for_update(of=("self",)).get(pk=room.pk)
    found, read, entries = sent(room, keyring, message)
    if found.state is SentState.NOT_CARRIED:
        return Drop.objects.get(pk=note_of(message))
    reader = reader_of(read, entries)
    if found.state is not SentState.READ_HERE or reader is None:
        return refused("E27", NOT_READ_HERE if found.state is SentState.DRAFT else LEFT_ALREADY)
    if (bars := _why_not(plan, agreed, keyring, clock)) is not None:
        return bars
    if not _passes_the_door(room, found.fact, by, keyring, clock):
        return refused("DOOR", STOPPED)
    return _shared(room, target, found, reader, agreed, by, keyring, clock)


def _led(room: Room, target: Room, plan_id: str, by: Worker) -> Plan:
    """The plan, for its lead; raises NotThere for anybody else, and for a room that it does not ask."""
    plan = plan_of(room, plan_id)
    if not may_lead(by, plan.case) or target == room or target not in rooms_asked(plan):
        raise NotThere
    return plan


def _why_not(plan: Plan, agreed: Agreed, keyring: Keyring, clock: Clock) -> Refused | None:
    if agreed.on > clock.today():
        return refused("SHARE", FUTURE, field="agreed_on")
    if bars := orders_against(plan, keyring, clock.today()):
        return Refused(tuple(Reason("E25", text) for text in bars))
    return None if do_rooms_stand(plan, clock) else refused("ROOM", ROOMS_DO_NOT_STAND)


def _passes_the_door(room: Room, fact: CarriedMessage, by: Worker, keyring: Keyring, clock: Clock) -> bool:
    """For nobody's eyes in particular: so the receiver's own secrets stop it too, as what they are here."""
    if room.case is None:
        return False
    answer = pass_the_door(
        case=room.case, audience=None, artefact=paper_of(fact), by=by, keyring=keyring, clock=clock
    )
    return isinstance(answer, Passed)


def paper_of(fact: CarriedMessage | CarriedCopy) -> Artefact:
    """Exactly the words; the same words are the same bytes, so that a release fits them."""
    return Artefact(ArtefactKind.LETTER, "words.txt", "text/plain", fact.words.encode())


def _shared(
    room: Room,
    target: Room,
    found: Sent,
    reader: UUID,
    agreed: Agreed,
    by: Worker,
    keyring: Keyring,
    clock: Clock,
) -> Drop | Refused:
    note = note_of(found.id)
    made = ShareMade(
        words=found.fact.words,
        to_room=str(target.pk),
        agreed_how=agreed.how,
        agreed_on=agreed.on,
        note=Mark(str(note)),
    )
    entry = seal_entry(room=room, fact=made, by=by, keyring=keyring, clock=clock)
    if isinstance(entry, Refused):
        return entry
    audit.append(chain=room.pk, event=Event.SHARE_MADE, actor=by.pk, subject=target.pk, clock=clock)
    copy = CarriedCopy(
        message=Mark(str(found.id)),
        plan=found.fact.plan,
        words_seen=Mark(words_mark(found.id, found.fact)),
        looked_by=Mark(str(reader)),
        how=found.fact.how,
        words=found.fact.words,
    )
    return drop_note(room=target, fact=copy, by=by, keyring=keyring, clock=clock, drop_id=note)


@transaction.atomic
def withdraw(*, room: Room, message: UUID, by: Worker, keyring: Keyring, clock: Clock) -> None:
    """Stop a message that left to be read, at once and without a reason. Pressed twice, it is withdrawn once.

    The note that says so bars the receiver's room while it is unread, and sets the copy aside when it is
    read. What was given cannot be taken back. Raises NotThere for who is not inside.
    """
    if not holds(by, room):
        raise NotThere
    Room.objects.select_for_update(of=("self",)).get(pk=room.pk)
    found, _read, _entries = sent(room, keyring, message)
    if found.share is None or found.state is not SentState.NOT_CARRIED:
        return
    share = found.share.fact
    if not isinstance(share, ShareMade):
        raise TypeError("only a share is taken back")
    gone = ShareTakenBack(words=share.words, to_room=share.to_room, share=Mark(str(found.share.entry.pk)))
    seal_entry(room=room, fact=gone, by=by, keyring=keyring, clock=clock)
    tell_where_read(room=room, shares=[found.share], by=by, keyring=keyring, clock=clock)


def _must_be_a_persons(room: Room) -> None:
    if room.kind != RoomKind.PERSON:
        raise NotThere
