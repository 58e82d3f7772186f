"""Writing the lines of an agreement, offering them, and ending without one."""

from collections.abc import Sequence
from dataclasses import replace
from uuid import UUID

from django.db import transaction

from yarrow.agreements.queries import event_day, may_bear_agreement, written_in
from yarrow.agreements.rules import Table, table_of, why_not_offered
from yarrow.gate.agreement import may_be_signed_from
from yarrow.gate.facts.agreement import AgreementOffered, Commitment, NoAgreement
from yarrow.gate.words import LongText, Mark
from yarrow.kernel.clock import LOCAL, Clock
from yarrow.kernel.decision import Reason, Refused, refused
from yarrow.kernel.errors import NotThere
from yarrow.kernel.words import N_
from yarrow.meetings.access import is_inside_every_room, may_lead
from yarrow.meetings.actions import make_after_care
from yarrow.meetings.actions.arranging import NOT_INSIDE_EVERY_ROOM
from yarrow.meetings.gate import orders_against
from yarrow.meetings.models import Plan
from yarrow.policy.queries import policy_on
from yarrow.rooms.actions import correct_entry, seal_entry
from yarrow.rooms.models import Entry, Room
from yarrow.rooms.queries import entries_in
from yarrow.rooms.terms import RoomKind
from yarrow.sealing.keyring import Keyring
from yarrow.staff.models import Worker

DAY_HAS_PASSED = N_("This day has passed already.")
NOT_FROM_THIS_PLAN = N_("Nothing can be agreed from this plan now: it was not arranged, or it was stopped.")


@transaction.atomic
def write_commitment(
    *, room: Room, line: Commitment, by: Worker, keyring: Keyring, clock: Clock, entry_id: UUID | None = None
) -> Entry | Refused:
    """Write one line into the shared room. Raises NotThere for who is not inside, and for other rooms."""
    _must_be_shared(room)
    if (late := _passed(line, clock)) is not None:
        return late
    return seal_entry(room=room, fact=line, by=by, keyring=keyring, clock=clock, entry_id=entry_id)


@transaction.atomic
def change_commitment(
    *,
    room: Room,
    wrong: UUID,
    line: Commitment,
    by: Worker,
    keyring: Keyring,
    clock: Clock,
    entry_id: UUID | None = None,
) -> Entry | Refused:
    """Put other words beside a line that stands in no agreement yet.

    What was offered with the old words can no longer be signed. Raises NotThere for a line that
    people have signed: that is changed by a new line and a new offer.
    """
    _must_be_shared(room)
    if wrong not in {each.id for each in table_in(room, keyring).open_lines}:
        raise NotThere
    if (late := _passed(line, clock)) is not None:
        return late
    return correct_entry(
        room=room, entry=wrong, fact=line, by=by, keyring=keyring, clock=clock, entry_id=entry_id
    )


@transaction.atomic
def offer_agreement(
    *,
    room: Room,
    plan: Plan,
    lines: Sequence[UUID],
    offer: AgreementOffered,
    by: Worker,
    keyring: Keyring,
    clock: Clock,
    entry_id: UUID | None = None,
) -> Entry | Refused:
    """Freeze lines as they were read back; from now the pause runs. By the lead alone.

    A lead who is not inside every room that the plan asks gets one constant refusal: otherwise the
    answer would tell what is recorded in a room that they were not let into.
    """
    _must_be_shared(room)
    _must_lead(by, plan, room)
    if not is_inside_every_room(by, plan):
        return refused("ROOM", NOT_INSIDE_EVERY_ROOM)
    plan = Plan.objects.select_related("case").get(pk=plan.pk)  # as it is now, not as it was read
    if (bars := _why_not_from(plan, keyring, clock)) is not None:
        return bars
    known = {each.id: each for each in table_in(room, keyring).open_lines}
    signed_from = may_be_signed_from(clock.now(), policy_on(clock.today())).astimezone(LOCAL).date()
    problem = why_not_offered(
        [known[each] for each in lines if each in known],
        topics=plan.topics.split(","),
        today=clock.today(),
        signed_from=signed_from,
    )
    if problem or not set(lines) <= set(known):
        return refused("E33", problem or N_("A line was changed meanwhile. Read them again."), field="lines")
    frozen = replace(
        offer,
        plan=Mark(str(plan.pk)),
        lines=Mark(" ".join(str(each) for each in lines)),
        offered_at=Mark(clock.now().isoformat()),
    )
    return seal_entry(room=room, fact=frozen, by=by, keyring=keyring, clock=clock, entry_id=entry_id)


def _why_not_from(plan: Plan, keyring: Keyring, clock: Clock) -> Refused | None:
    """Why nothing can be offered from this plan; every order is asked, also after people have met (E25)."""
    if not may_bear_agreement(plan, clock):
        return refused("E33", NOT_FROM_THIS_PLAN, field="plan")
    bars = orders_against(plan, keyring, clock.today())
    return Refused(tuple(Reason("E25", text) for text in bars)) if bars else None


@transaction.atomic
def end_without_agreement(
    *,
    room: Room,
    plan: Plan,
    words: LongText,
    by: Worker,
    keyring: Keyring,
    clock: Clock,
    entry_id: UUID | None = None,
) -> Entry | Refused:
    """No agreement this time: a normal end, with the same after-care as any other. By the lead alone."""
    _must_be_shared(room)
    _must_lead(by, plan, room)
    ended = NoAgreement(plan=Mark(str(plan.pk)), words=words)
    entry = seal_entry(room=room, fact=ended, by=by, keyring=keyring, clock=clock, entry_id=entry_id)
    make_after_care(plan=plan, event_on=event_day(plan, clock), clock=clock)
    return entry


def table_in(room: Room, keyring: Keyring) -> Table:
    """What the shared room's entries come to; raises NotThere for who is not inside."""
    return table_of(written_in(entries_in(room, keyring)))


def _must_be_shared(room: Room) -> None:
    if room.kind != RoomKind.SHARED:
        raise NotThere


def _must_lead(by: Worker, plan: Plan, room: Room) -> None:
    if plan.case_id != room.case_id or not may_lead(by, plan.case):
        raise NotThere


def _passed(line: Commitment, clock: Clock) -> Refused | None:
    if line.by_when < clock.today():
        return refused("E33", DAY_HAS_PASSED, field="by_when")
    if line.look_again_on is not None and line.look_again_on < clock.today():
        return refused("E33", DAY_HAS_PASSED, field="look_again_on")
    return None
