"""Letting out what was stopped: by a second person, inside the protecting room, with a reason."""

from collections.abc import Mapping
from uuid import UUID

from django.db import transaction

from yarrow.audit import actions as audit
from yarrow.audit.terms import Event
from yarrow.kernel.clock import Clock
from yarrow.kernel.decision import Refused, refused
from yarrow.kernel.ids import new_id
from yarrow.kernel.words import N_
from yarrow.outgoing.content import WORDS_PADDED_TO, Released, door_key_of, release_context
from yarrow.outgoing.looking import states_now
from yarrow.outgoing.models import Release, StoppedPaper
from yarrow.outgoing.queries.opened import Opened, open_stopped
from yarrow.outgoing.queries.releases import mark_of_release
from yarrow.outgoing.rules import RELEASE_LASTS
from yarrow.sealing.blob import seal
from yarrow.sealing.keyring import Keyring
from yarrow.staff.models import Worker
from yarrow.staff.queries.standing import is_independent_of


@transaction.atomic
def let_it_out(
    *, stopped: UUID, reason: str, by: Worker, keyring: Keyring, clock: Clock
) -> Release | Refused:
    """Say, for the rooms this worker is in, that exactly these bytes may leave; once, within a day.

    Raises ``NotThere`` for who brought it, for who is in no room that is asked, and where the paper is
    no longer kept. Any change in such a room makes it void. Where more rooms are asked, somebody inside
    each of them must say so.
    """
    opened = open_stopped(stopped, by=by, keyring=keyring)
    if not is_independent_of(by, opened.row.by, clock):
        return refused("SECOND", N_("You and who made it do not count as two people yet."))
    if not reason.strip():
        return refused("REASON", N_("Say why it may leave."), field="reason")
    if not opened.may_be_let_out:
        return refused(
            "UNKNOWN", N_("It cannot be let out by you. It has to be made again, or somebody else asked.")
        )
    return _released(row=opened.row, rooms=_states_now(opened), reason=reason, by=by, clock=clock)


def _states_now(opened: Opened) -> Mapping[UUID, bytes]:
    """Their rooms, each in its state of this moment: whatever changes later ends the release."""
    row = opened.row
    return states_now(case=row.case, audience=row.audience, rooms=set(opened.mine))


def _released(
    *, row: StoppedPaper, rooms: Mapping[UUID, bytes], reason: str, by: Worker, clock: Clock
) -> Release:
    release = Release(id=new_id(), stopped=row, by=by, until=clock.now() + RELEASE_LASTS)
    said = Released(rooms, reason.strip()).to_bytes()
    release.blob = seal(door_key_of(row.case_id), said, release_context(release), pad_to=WORDS_PADDED_TO)
    release.save(force_insert=True)
    audit.append(
        chain=row.case_id,
        event=Event.PAPER_RELEASED,
        actor=by.pk,
        subject=release.pk,
        digest=mark_of_release(release),
        clock=clock,
    )
    return release
