"""Looking again at what is queued for a room, whenever something is written there."""

from collections.abc import Sequence
from uuid import UUID

from django.db import transaction

from yarrow.audit import actions as audit
from yarrow.audit.terms import Event
from yarrow.gate.facts.messages import MessageQueued
from yarrow.gate.recorded import Recorded
from yarrow.kernel.clock import Clock
from yarrow.kernel.decision import Refused
from yarrow.rooms.models import Room
from yarrow.rooms.queries import holds, recorded_in
from yarrow.sealing.keyring import Keyring
from yarrow.sending.asking import Wanted
from yarrow.sending.message.content import Content
from yarrow.sending.models import MessageOutcome, QueuedMessage
from yarrow.sending.queries import NoSender, around
from yarrow.sending.rules import full_hour
from yarrow.sending.terms import LASTS, Outcome, State
from yarrow.staff.models import Worker

from .queueing import content_now
from .sealing_up import seal_up
from .settling import settle_row


@transaction.atomic
def look_again(*, room: Room, by: Worker, keyring: Keyring, clock: Clock) -> int:
    """Ask every queued message of this room anew, as the room stands now; how many still wait.

    What may no longer go, or would now go elsewhere or in other words, is deleted at once and its worker
    told (D-08). The others are sealed and signed anew: until that is done the sender sends none of them.
    """
    rows = list(_queued(room)) if holds(by, room) else []
    if not rows:
        return 0
    said = _said_in(recorded_in(room, keyring))
    return sum(_asked_anew(row, said.get(row.pk), by, keyring, clock) for row in rows)


def _queued(room: Room) -> Sequence[QueuedMessage]:
    rows = QueuedMessage.objects.select_for_update(of=("self",)).select_related("room__case")
    return list(rows.filter(room=room, state=State.QUEUED).order_by("pk"))


def _said_in(recorded: Sequence[Recorded]) -> dict[UUID, MessageQueued]:
    facts = [each.fact for each in recorded if isinstance(each.fact, MessageQueued)]
    return {UUID(fact.message): fact for fact in facts}


def _asked_anew(
    row: QueuedMessage, said: MessageQueued | None, by: Worker, keyring: Keyring, clock: Clock
) -> int:
    content = _as_said(row, said, keyring, clock)
    if content is None:
        settle_row(row=row, outcome=Outcome.NOT_SENT, actor=by.pk, clock=clock)
        return 0
    try:
        seal_up(row, content, around(row.room, clock.now()))
    except NoSender:
        settle_row(row=row, outcome=Outcome.NOT_SENT, actor=by.pk, clock=clock)
        return 0
    row.save(update_fields=["seen", "holds", "stops", "blob", "signature"])
    audit.append(chain=row.room_id, event=Event.MESSAGE_SEALED, actor=by.pk, subject=row.pk, clock=clock)
    return 1


def _as_said(
    row: QueuedMessage, said: MessageQueued | None, keyring: Keyring, clock: Clock
) -> Content | None:
    """The message as it was recorded; None where it may no longer go, or would no longer be the same."""
    if said is None or not is_as_recorded(row, said):
        return None
    wanted = Wanted(wording=said.wording, way=said.way, days=said.days, due_at=row.due_at)
    now = content_now(room=row.room, wanted=wanted, keyring=keyring, clock=clock)
    if isinstance(now, Refused):
        return None
    same = (now.to, now.language, now.signed) == (said.value, said.language, said.sender_name)
    return now if same else None


def is_as_recorded(row: QueuedMessage, said: MessageQueued) -> bool:
    """Whether the row waits for the hour that the room's entry says, and was never done with.

    Hazard: signing anew what somebody changed or put back in the database would make it good.
    """
    due_at = full_hour(said.due_on, int(said.due_hour[:2]))
    is_done = MessageOutcome.objects.filter(pk=row.pk).exists()
    return (row.due_at, row.expires_at) == (due_at, due_at + LASTS) and not is_done
