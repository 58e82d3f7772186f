"""What both answers to a referral share: it must wait still, and the answer lies beside it."""

from uuid import UUID

from yarrow.audit import actions as audit
from yarrow.audit.terms import Event
from yarrow.intake.queries import Referral, intake_room_held_by
from yarrow.kernel.clock import Clock
from yarrow.kernel.decision import Refused, refused
from yarrow.kernel.words import N_
from yarrow.rooms.actions import seal_entry
from yarrow.rooms.facts import ReferralAnswered
from yarrow.rooms.models import Room
from yarrow.sealing.keyring import Keyring
from yarrow.staff.models import Worker

from .read_referrals import read_referral


def waiting_referral(*, referral: UUID, by: Worker, keyring: Keyring, clock: Clock) -> Referral | Refused:
    """The referral, if nobody has answered it; holds the intake room until the transaction ends."""
    room = intake_room_held_by(by)
    # Two colleagues answering at once: the second waits here, and then finds the first's answer.
    Room.objects.select_for_update().get(pk=room.pk)
    found = read_referral(referral=referral, by=by, keyring=keyring, clock=clock)
    if not found.is_waiting:
        return refused("ANSWERED", N_("This referral has been answered already."))
    return found


def note_answer(*, answer: ReferralAnswered, by: Worker, keyring: Keyring, clock: Clock) -> None:
    """Write what became of a referral into the intake room; its reason is inside the seal."""
    room = intake_room_held_by(by)
    entry = seal_entry(room=room, fact=answer, by=by, keyring=keyring, clock=clock)
    if isinstance(entry, Refused):
        raise TypeError("an answer always has its home in the intake room")
    audit.append(
        chain=room.pk,
        event=Event.REFERRAL_TRIAGED,
        actor=by.pk,
        subject=UUID(answer.referral),
        clock=clock,
    )
