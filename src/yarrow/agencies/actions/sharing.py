"""Sharing with an agency: the rule, the door, then the record of it, all in one transaction."""

from dataclasses import replace
from uuid import UUID

from django.db import transaction

from yarrow.agencies.rules import why_not_shared
from yarrow.gate.facts.agencies import AgencyShare, AgencyShareStep
from yarrow.gate.words import Mark
from yarrow.kernel.clock import Clock
from yarrow.kernel.decision import Refused, refused
from yarrow.kernel.errors import NotThere
from yarrow.kernel.words import N_
from yarrow.outgoing.actions import STOPPED, Passed, pass_the_door
from yarrow.outgoing.artefact import Artefact, ArtefactKind
from yarrow.rooms.actions import seal_entry
from yarrow.rooms.models import Entry, Room
from yarrow.rooms.queries import holds, recorded_in
from yarrow.sealing.keyring import Keyring
from yarrow.sealing.keys import digest
from yarrow.staff.models import Worker


def seen_mark(share: AgencyShare) -> str:
    """Marks exactly these words for exactly this reader, so that what was seen is what goes."""
    read = (share.agency, share.person, share.words, share.until.isoformat())
    return digest(*(each.encode() for each in read)).hex()


@transaction.atomic
def share_with_agency(
    *, room: Room, share: AgencyShare, share_id: UUID, seen: str, by: Worker, keyring: Keyring, clock: Clock
) -> Entry | Refused:
    """Record a share and let it leave, as it was seen. The same ``share_id`` twice is one share.

    Raises NotThere for who is not inside. What the door stops is recorded nowhere here.
    """
    if not holds(by, room) or room.case is None:
        raise NotThere
    if seen != seen_mark(share):
        return refused("SHARE", N_("Look at the preview again: something has changed."))
    before = [each.fact for each in recorded_in(room, keyring)]
    if reasons := why_not_shared(share, before, clock.today()):
        return Refused(reasons)
    answer = pass_the_door(
        case=room.case, audience=room, artefact=_paper(share), by=by, keyring=keyring, clock=clock
    )
    if not isinstance(answer, Passed):
        return refused("DOOR", STOPPED)
    marked = replace(share, share=Mark(str(share_id)))
    return seal_entry(room=room, fact=marked, by=by, keyring=keyring, clock=clock, entry_id=share_id)


def _paper(share: AgencyShare) -> Artefact:
    """Every word that the agency gets; the same words are the same bytes, so that a release fits them."""
    words = f"{share.agency}\n\n{share.person}\n\n{share.purpose}\n\n{share.words}"
    return Artefact(ArtefactKind.REFERRAL, "referral.txt", "text/plain", words.encode())


def write_share_step(
    *, room: Room, step: AgencyShareStep, step_id: UUID, by: Worker, keyring: Keyring, clock: Clock
) -> Entry | Refused:
    """Record what came back, or that the agreement is taken back; the second asks nothing."""
    return seal_entry(room=room, fact=step, by=by, keyring=keyring, clock=clock, entry_id=step_id)
