"""Letting workers in and taking their keys away."""

from uuid import UUID

from django.db import IntegrityError, transaction

from yarrow.audit.terms import Event
from yarrow.cases.access import may_hand_out_rooms, may_open_cases
from yarrow.cases.conflicts import colleagues_to_choose
from yarrow.cases.models import Case
from yarrow.cases.queries import allocations_that_count, duties_of
from yarrow.kernel.clock import Clock
from yarrow.kernel.errors import NotThere
from yarrow.rooms import queries
from yarrow.rooms.contexts import ring_context
from yarrow.rooms.models import Grant, Room, Wrap
from yarrow.rooms.queries.counted import is_inside, requests_that_count
from yarrow.rooms.queries.placed import is_as_recorded
from yarrow.sealing.blob import seal
from yarrow.sealing.errors import CannotOpen
from yarrow.sealing.keyring import Keyring
from yarrow.staff.models import Worker
from yarrow.staff.queries import UntrustedKey, is_frozen, the_service

from .rekeying.shutting_out import ask_for, shut_out, withdraw_requests
from .rekeying.versions import locked_room, note_key_given, wrap_key_to


@transaction.atomic
def ask_grant(*, room: Room, worker: Worker, by: Worker, clock: Clock) -> Grant:
    """Ask that a worker of the case be let in; somebody inside does it when next unlocked.

    Who holds which rooms is the case supervisor's decision (design.md §4, "Asking").
    """
    if room.case is None or not may_hand_out_rooms(by, room.case) or not _may_be_asked_for(worker, room.case):
        raise NotThere
    if not is_as_recorded(room):
        raise NotThere  # it was moved: who decides on that case decides nothing about it
    return ask_for(room=room, worker=worker, by=by, clock=clock)


def _may_be_asked_for(worker: Worker, case: Case) -> bool:
    """Somebody on the case who has not answered yet whether they know anybody is let in after that."""
    if (
        not worker.is_active
        or is_frozen(worker)
        or not colleagues_to_choose(case).filter(pk=worker.pk).exists()
    ):
        return False
    return any(row.worker_id == worker.pk for row in allocations_that_count(case))


def _may_be_let_in(worker: Worker, room: Room) -> bool:
    if not worker.is_active or is_frozen(worker):
        return False
    if room.case is None:
        return may_open_cases(worker)
    return bool(duties_of(worker, room.case))


def fulfil_grants(*, by: Worker, keyring: Keyring, clock: Clock) -> int:
    """Let in everyone who was asked for and still may be, from the rooms this worker is in.

    One transaction a grant. What may be is asked again with every row held on which it rests, so
    that nobody slips in beside a leaving, a freeze or a bar set in the same moment (ASVS 15.4.2).
    """
    return sum(_fulfil(grant, by=by, keyring=keyring, clock=clock) for grant in queries.open_grants_for(by))


@transaction.atomic
def _fulfil(grant: Grant, *, by: Worker, keyring: Keyring, clock: Clock) -> bool:
    held = _held(grant)
    if held is None:
        return False
    room, worker = held
    giver = Worker.objects.get(pk=by.pk)
    if is_frozen(giver) or not _is_truly_inside(giver, room) or not _may_be_let_in(worker, room):
        return False
    try:
        with transaction.atomic():
            given = _wrap_every_version(room=room, keyring=keyring, holder=worker)
    except (UntrustedKey, IntegrityError, CannotOpen):
        # No chain vouches for their key, the database knows of a bar, or whoever gives it has new
        # keys of their own that open nothing yet: they stay outside, and the request stays.
        return False
    if not given:
        # Nothing was sealed to them: the record must not say that they were let in. They are inside
        # already, and a request that stayed would let them in again after they were shut out.
        withdraw_requests([room.pk], worker=worker, by=giver, clock=clock)
        return False
    Grant.objects.filter(pk=grant.pk).update(fulfilled_on=clock.today())
    note_key_given(Event.GRANT_FULFILLED, room=room, holder=worker, by=by, clock=clock)
    return True


def _held(grant: Grant) -> tuple[Room, Worker] | None:
    """Worker, case, room, request: held in this order by every act that lets in or shuts out."""
    worker = Worker.objects.select_for_update(no_key=True).get(pk=grant.worker_id)
    if grant.room.case_id is not None:
        Case.objects.select_for_update(no_key=True).get(pk=grant.room.case_id)
    room = locked_room(grant.room_id)
    if not is_as_recorded(room):
        return None
    waits = requests_that_count(Grant.objects.select_for_update().filter(pk=grant.pk))
    return (room, worker) if waits else None


@transaction.atomic
def let_in(*, room: Room, worker: Worker, by: Worker, keyring: Keyring, clock: Clock) -> None:
    """Ask and fulfil in one act, by a worker who is inside and may decide; whoever else waits, waits on."""
    grant = ask_grant(room=room, worker=worker, by=by, clock=clock)
    if queries.holds(by, room):
        _fulfil(grant, by=by, keyring=keyring, clock=clock)


@transaction.atomic
def let_into_intake(*, worker: Worker, by: Worker, keyring: Keyring, clock: Clock) -> None:
    """Let one more intake worker into the room in which referrals wait, by one who is inside.

    That room belongs to no case, so no case supervisor asks for it: whoever is inside does, and opens
    it in the same moment. Raises NotThere, with nothing left behind, for who is not inside or cannot
    open it, and for a colleague who may not open cases.
    """
    room = queries.intake_room()
    if room is None or not _is_truly_inside(by, room) or not _may_be_let_in(worker, room):
        raise NotThere
    grant = ask_for(room=room, worker=worker, by=by, clock=clock)
    if not _fulfil(grant, by=by, keyring=keyring, clock=clock):
        # Hazard: a request that stayed would be fulfilled by the next one who comes in, though
        # nobody who may have it fulfilled had asked.
        raise NotThere


def _is_truly_inside(worker: Worker, room: Room) -> bool:
    """By a row, and by the record: a row among the wraps is soon put in."""
    return queries.holds(worker, room) and is_inside(worker, room)


def _wrap_every_version(*, room: Room, keyring: Keyring, holder: Worker) -> int:
    if not is_inside(holder, room):
        # Rows that nobody gave them, and that open nothing, would stand in the way of the true ones.
        Wrap.objects.filter(version__room=room, holder=holder).delete()
    missing = list(room.versions.filter(retired_on__isnull=True).exclude(wraps__holder=holder))
    for version in missing:
        key = queries.room_key(room=room, keyring=keyring, version=version.number)[1]
        wrap_key_to(version=version, key=key, holder=holder)
    return len(missing)


def settle_ring(*, keyring: Keyring) -> int:
    """Keep a quick copy of each new key under the worker's own keyring; returns how many.

    A wrap that does not open is passed over: one broken row must not keep anybody from coming in.
    """
    fresh = Wrap.objects.select_related("version").filter(
        holder_id=keyring.worker, holder__is_active=True, ring_blob__isnull=True
    )
    return sum(_settle(wrap, keyring, the_service().pk) for wrap in fresh)


@transaction.atomic
def _settle(wrap: Wrap, keyring: Keyring, deployment: UUID) -> int:
    try:
        key = queries.key_in(wrap, keyring, deployment)
    except CannotOpen:
        return 0
    ring_blob = seal(keyring.ring_key, key, ring_context(wrap, deployment=deployment))
    # The row may have gone since, with a leaving: then nothing is kept.
    return Wrap.objects.filter(pk=wrap.pk, ring_blob__isnull=True).update(ring_blob=ring_blob)


def take_keys(*, worker: Worker, by: Worker, clock: Clock, room: Room | None = None) -> int:
    """Take a worker's keys to one room, or to all, with a new key for each; returns how many rooms."""
    return len(shut_out(worker=worker, by=by, clock=clock, room=room).rooms)
