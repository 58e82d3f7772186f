"""Making a follow-up, trying in vain, leaving one out: sealed in the room, and the row settled with it."""

from dataclasses import replace

from django.db import transaction

from yarrow.audit import actions as audit
from yarrow.audit.terms import Event
from yarrow.gate.facts import Fact
from yarrow.gate.facts.after import Debrief, FollowUpLeftOut, FollowUpMade, Step
from yarrow.gate.facts.day import StillSo
from yarrow.gate.facts.risk import RiskAssessed
from yarrow.kernel.clock import Clock
from yarrow.kernel.decision import Reason, Refused, refused
from yarrow.kernel.errors import NotThere
from yarrow.kernel.words import N_
from yarrow.meetings.aftercare.due import may_debrief
from yarrow.meetings.gate import orders_in
from yarrow.meetings.models import FollowUp
from yarrow.meetings.queries import question_of
from yarrow.meetings.rules import event_of_risk_again
from yarrow.meetings.terms import FollowUpKind
from yarrow.rooms.actions import seal_entry
from yarrow.rooms.models import Entry, Room
from yarrow.rooms.queries import holds, recorded_in, team_room
from yarrow.sealing.keyring import Keyring
from yarrow.staff.models import Worker

DONE_ALREADY = N_("This was settled already, from another tab or by a colleague.")
NOT_LOOKED_AT = N_("Risk has not been looked at since that day. Record it in this room first.")


@transaction.atomic
def done_follow_up(
    *, follow_up: FollowUp, outcome: FollowUpMade, by: Worker, keyring: Keyring, clock: Clock
) -> Entry | Refused:
    """Record how it went. Only what settles it closes the row; a try in vain is an entry and no more.

    What a second call brought is recorded too, where a colleague settled the row meanwhile.
    Not safe, or pressed since, stops joint work and tells the team in this same transaction
    (domain.md E8, E35). Raises NotThere for who is not inside the room.
    """
    row, room = _open_row(follow_up, by)
    if (
        row.done_on is None
        and row.kind == FollowUpKind.RISK_AGAIN
        and not _assessed_since(row, room, keyring)
    ):
        return refused("E36", NOT_LOOKED_AT)
    made = replace(outcome, which=Step.of(row.kind))
    if (bars := _orders_not_compared(row, room, made, keyring, clock)) is not None:
        return bars
    entry = seal_entry(room=room, fact=made, by=by, keyring=keyring, clock=clock)
    if not isinstance(entry, Refused) and row.done_on is None and made.settles():
        _settle(row, by=by, clock=clock)
    return entry


@transaction.atomic
def leave_out(
    *, follow_up: FollowUp, left_out: FollowUpLeftOut, by: Worker, keyring: Keyring, clock: Clock
) -> Entry | Refused:
    """Leave one out, with the reason sealed in the room (domain.md §2.10)."""
    row, room = _open_row(follow_up, by)
    fact = replace(left_out, which=Step.of(row.kind))
    return _sealed_and_settled(row, room, fact, by=by, keyring=keyring, clock=clock)


@transaction.atomic
def done_debrief(
    *, follow_up: FollowUp, outcome: Debrief, by: Worker, keyring: Keyring, clock: Clock
) -> Entry | Refused:
    """What the workers learnt, sealed in the team's room (domain.md E36).

    Raises NotThere for anybody but the lead or the case supervisor, inside that room.
    """
    row = _locked(follow_up)
    team = team_room(row.case)
    if row.kind != FollowUpKind.DEBRIEF or team is None or not may_debrief(by, row.case):
        raise NotThere
    return _sealed_and_settled(row, team, outcome, by=by, keyring=keyring, clock=clock)


def _sealed_and_settled(
    row: FollowUp, room: Room, fact: Fact, *, by: Worker, keyring: Keyring, clock: Clock
) -> Entry | Refused:
    if row.done_on is not None:
        return refused("AFTER", DONE_ALREADY)
    entry = seal_entry(room=room, fact=fact, by=by, keyring=keyring, clock=clock)
    if not isinstance(entry, Refused):
        _settle(row, by=by, clock=clock)
    return entry


def _locked(follow_up: FollowUp) -> FollowUp:
    rows = FollowUp.objects.select_for_update(of=("self",)).select_related("case", "room")
    return rows.get(pk=follow_up.pk)


def _open_row(follow_up: FollowUp, by: Worker) -> tuple[FollowUp, Room]:
    row = _locked(follow_up)
    if row.room is None or not holds(by, row.room):
        raise NotThere
    return row, row.room


def _assessed_since(row: FollowUp, room: Room, keyring: Keyring) -> bool:
    """Whether risk was recorded after the event: that day only if later than "still so" of that day."""
    since = event_of_risk_again(row.due_on)
    found = [each for each in recorded_in(room, keyring) if each.day >= since]
    asked = (each.number for each in found if isinstance(each.fact, StillSo) and each.day == since)
    before = max(asked, default=0)
    return any(isinstance(each.fact, RiskAssessed) and each.number > before for each in found)


def _orders_not_compared(
    row: FollowUp, room: Room, made: FollowUpMade, keyring: Keyring, clock: Clock
) -> Refused | None:
    """What an order of this room says against what was agreed; looked up again at every look (domain.md E25).

    Hazard: that somebody is not safe, or was pressed, is written down whatever an order says.
    """
    if row.kind != FollowUpKind.AGREED_AGAIN or row.plan is None or made.is_trigger() or not made.settles():
        return None
    bars = orders_in(room, keyring, question_of(row.plan, clock.today()))
    return Refused(tuple(Reason("E25", text) for text in bars)) if bars else None


def _settle(row: FollowUp, *, by: Worker, clock: Clock) -> None:
    row.done_on, row.done_by = clock.today(), by
    row.save(update_fields=["done_on", "done_by"])
    chain = row.room_id or row.case_id
    audit.append(chain=chain, event=Event.FOLLOW_UP_SETTLED, actor=by.pk, subject=row.pk, clock=clock)
