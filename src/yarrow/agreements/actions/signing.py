"""Asking each person apart, and finding that everybody has signed (domain.md E33)."""

from dataclasses import replace
from uuid import UUID

from django.db import transaction

from yarrow.agreements.queries import (
    event_day,
    have_all_signed,
    is_asked,
    is_unread_somewhere,
    may_bear_agreement,
    plan_offered,
    shared_room,
)
from yarrow.agreements.rules import Offer
from yarrow.cases.models import Case
from yarrow.gate.facts.agreement import AgreementStands, Signing, SigningValue
from yarrow.gate.words import Mark
from yarrow.kernel.clock import Clock
from yarrow.kernel.decision import Refused, refused
from yarrow.kernel.errors import NotThere
from yarrow.kernel.words import N_
from yarrow.meetings.access import is_inside_every_room, may_lead
from yarrow.meetings.actions import make_after_care
from yarrow.meetings.actions.aftercare import make_looks_at_agreement
from yarrow.meetings.actions.arranging import NOT_INSIDE_EVERY_ROOM
from yarrow.meetings.models import Plan
from yarrow.meetings.queries import rooms_asked
from yarrow.policy.queries import policy_on
from yarrow.rooms.actions import read_room, seal_entry
from yarrow.rooms.models import Entry, Room
from yarrow.rooms.queries import holds
from yarrow.rooms.terms import RoomKind
from yarrow.sealing.keyring import Keyring
from yarrow.sealing.keys import digest
from yarrow.staff.models import Worker

from .writing import NOT_FROM_THIS_PLAN, table_in

NOTHING_OFFERED = N_("Nothing is offered now.")
NOT_ASKED_HERE = N_("This agreement does not ask this person.")
STILL_IN_THE_PAUSE = N_("Nobody signs before the pause is over. Record what they said without a signature.")
WORDS_CHANGED = N_("The words were changed since they were offered. They must be offered again first.")
NOT_SIGNED_BY_ALL = N_("This is not yet signed by everyone, each apart, under these words.")
UNREAD_NOTE = N_("A note that nobody has read waits in one of the rooms. Nothing stands until it is read.")


@transaction.atomic
def record_signing(
    *, room: Room, said: Signing, by: Worker, keyring: Keyring, clock: Clock, entry_id: UUID | None = None
) -> Entry | Refused:
    """Record what one person said when asked apart, in their own room.

    A signature is refused inside the pause and under changed words; anything else that was said can
    always be recorded. Hazard: this may depend on nothing but this room, the shared room and the
    clock. A refusal because of a stop would tell one side's worker what the other side has said.
    """
    shared = _shared_beside(room, by)
    offer = table_in(shared, keyring).offer
    if offer is None:
        return refused("E33", NOTHING_OFFERED)
    if not is_asked(plan_offered(offer, _case_of(room)), room):
        return refused("E33", NOT_ASKED_HERE)
    if said.value is SigningValue.SIGNED and (too_soon := _not_signed_now(offer, clock)):
        return refused("E33", too_soon, field="value")
    answer = replace(
        said,
        agreement=Mark(str(offer.id)),
        words_seen=Mark(offer.words),
        asked_at=Mark(clock.now().isoformat()),
    )
    return seal_entry(room=room, fact=answer, by=by, keyring=keyring, clock=clock, entry_id=entry_id)


def _shared_beside(room: Room, by: Worker) -> Room:
    """The shared room of a person's case; raises NotThere for who is not inside both."""
    shared = shared_room(_case_of(room))
    if room.kind != RoomKind.PERSON or shared is None or not holds(by, room) or not holds(by, shared):
        raise NotThere
    return shared


def _case_of(room: Room) -> Case:
    if room.case is None:
        raise NotThere
    return room.case


def _not_signed_now(offer: Offer, clock: Clock) -> str:
    if not offer.is_unchanged:
        return WORDS_CHANGED
    return STILL_IN_THE_PAUSE if clock.now() < offer.may_be_signed_from(policy_on(clock.today())) else ""


@transaction.atomic
def settle_agreement(*, case: Case, by: Worker, keyring: Keyring, clock: Clock) -> Entry | Refused:
    """Say that the agreement stands, when everybody concerned has signed the words that were offered.

    By the lead, inside every room. Which signature is missing is never said. The gate is asked
    again: after a withdrawal or any other stop nothing stands. Review follows by itself.
    """
    shared = shared_room(case)
    if shared is None or not may_lead(by, case) or not holds(by, shared):
        raise NotThere
    Room.objects.select_for_update(of=("self",)).get(pk=shared.pk)
    offer = table_in(shared, keyring).offer
    if offer is None:
        return refused("E33", NOTHING_OFFERED)
    plan = plan_offered(offer, case)
    if not is_inside_every_room(by, plan):
        return refused("ROOM", NOT_INSIDE_EVERY_ROOM)
    if (problem := _why_not_settled(plan, offer, by, keyring, clock)) is not None:
        return problem
    stands = AgreementStands(agreement=Mark(str(offer.id)), words_seen=Mark(offer.words))
    entry = seal_entry(
        room=shared, fact=stands, by=by, keyring=keyring, clock=clock, entry_id=_once_for(offer)
    )
    make_after_care(plan=plan, event_on=event_day(plan, clock), clock=clock)
    days = (line.fact.look_again_on for line in offer.lines)
    make_looks_at_agreement(plan=plan, days=[day for day in days if day is not None], clock=clock)
    return entry


def _why_not_settled(plan: Plan, offer: Offer, by: Worker, keyring: Keyring, clock: Clock) -> Refused | None:
    if not may_bear_agreement(plan, clock):
        return refused("E33", NOT_FROM_THIS_PLAN)
    if not offer.is_unchanged:
        return refused("E33", WORDS_CHANGED)
    if is_unread_somewhere(plan):
        return refused("E33", UNREAD_NOTE)
    rooms = [read_room(room_id=room.pk, by=by, keyring=keyring, clock=clock)[1] for room in rooms_asked(plan)]
    return None if have_all_signed(plan, offer, rooms, clock.today()) else refused("E33", NOT_SIGNED_BY_ALL)


def _once_for(offer: Offer) -> UUID:
    """The id of the one entry that says that this offer stands, however often it is pressed."""
    return UUID(bytes=digest(b"stands", offer.id.bytes)[:16])
