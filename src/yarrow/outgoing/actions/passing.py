"""The one door. Everything that leaves is brought here, finished, and is looked at before it goes."""

from collections.abc import Mapping
from uuid import UUID

from django.db import transaction

from yarrow.audit import actions as audit
from yarrow.audit.terms import Event
from yarrow.cases.models import Case
from yarrow.kernel.clock import Clock
from yarrow.kernel.errors import NotThere
from yarrow.outgoing.access import may_bring
from yarrow.outgoing.answers import Passed, Stopped
from yarrow.outgoing.artefact import Artefact
from yarrow.outgoing.content import Why, digest_of
from yarrow.outgoing.looking import look
from yarrow.outgoing.models import LetOut, Release
from yarrow.outgoing.queries.asked import rooms_inside
from yarrow.outgoing.queries.printed_before import passed_before
from yarrow.outgoing.queries.ration import ration_of
from yarrow.outgoing.queries.releases import releases_of
from yarrow.outgoing.rules import is_used_up
from yarrow.rooms.models import Room
from yarrow.sealing.keyring import Keyring
from yarrow.staff.models import Worker

from .stopping import stop


@transaction.atomic
def pass_the_door(
    *,
    case: Case,
    audience: Room | None,
    artefact: Artefact,
    by: Worker,
    keyring: Keyring | None,  # noqa: ARG001  # an act takes its keyring; the door opens nothing with it
    clock: Clock,
) -> Passed | Stopped:
    """Look at the finished bytes for every other room of the case; let them out, or stop them.

    ``audience`` is the room whose paper it is; None where it is nobody's, and every room is another.
    The door reads no room, so it needs no key: ``keyring`` is there for who brings something
    while the page is locked. What may not leave is *stopped*, whatever the cause, with one answer that
    says nothing. Raises ``NotThere`` for who does not work on the case or is not inside the room.
    """
    if not may_bring(by, case, audience):
        raise NotThere
    Case.objects.select_for_update().get(
        pk=case.pk
    )  # of two at one moment the second sees the ration of both
    digest = digest_of(artefact, case=case.pk, audience=audience.pk if audience else None)
    brought = LetOut(case=case, audience=audience, kind=artefact.kind, digest=digest, by=by, at=clock.now())
    if is_used_up(**ration_of(by, case, clock.now())):
        return stop(brought=brought, artefact=None, why={Why.RATION}, asked={}, clock=clock)
    return _looked_at(brought=brought, artefact=artefact, clock=clock)


def _looked_at(*, brought: LetOut, artefact: Artefact, clock: Clock) -> Passed | Stopped:
    looked = look(case=brought.case, audience=brought.audience, artefact=artefact)
    if looked.found_nothing:
        return _let_out(brought=brought, clock=clock)
    releases = releases_of(brought, clock.now()) if looked.may_be_let_out() else []
    used = _that_cover(looked.states, releases)
    if used is not None:
        return _let_out(brought=brought, used=used, clock=clock)
    return stop(brought=brought, artefact=artefact, why=looked.why, asked=looked.found, clock=clock)


def _that_cover(
    asked: Mapping[UUID, bytes], releases: list[tuple[Release, Mapping[UUID, bytes]]]
) -> list[Release] | None:
    """The releases that together speak for every room that is asked, in the state it is in; or None."""
    covered = {
        room
        for row, rooms in releases
        for room in rooms_inside(
            row.by, row.stopped.case, rooms
        )  # who has left the room answers for it no more
        if asked.get(room) == rooms[room]
    }
    if covered != set(asked):
        return None
    return [row for row, _rooms in releases]


def _let_out(*, brought: LetOut, clock: Clock, used: list[Release] | None = None) -> Passed:
    """Write it into the print log. A release is good once: the record says that it was used.

    A page to print that was looked at before on that day is the same paper, and stands there already.
    """
    if not used and (before := passed_before(brought)) is not None:
        return Passed(before)
    brought.save(force_insert=True)
    for row in used or ():
        audit.append(
            chain=brought.case_id, event=Event.RELEASE_USED, actor=brought.by_id, subject=row.pk, clock=clock
        )
    audit.append(
        chain=brought.case_id, event=Event.PAPER_PASSED, actor=brought.by_id, subject=brought.pk, clock=clock
    )
    return Passed(brought.pk)
