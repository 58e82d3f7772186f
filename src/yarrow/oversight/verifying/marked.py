"""Rows that let somebody in beside the marks that only this service can make of them (``staff.marks``).

Each of these rows is asked at every use, and lets nobody in without its mark. Here all of them are
asked at once: one that does not count was put in, moved or put back behind the back of the service.
"""

from collections.abc import Callable, Iterator
from uuid import UUID

from django.conf import settings
from django.utils.module_loading import import_string

from yarrow.audit.terms import Fault
from yarrow.audit.walk import Found
from yarrow.cases.asked import asked_by_nobody
from yarrow.cases.counted import answers_that_count, that_count
from yarrow.cases.deciding import bars_taken_away, duties_taken_away
from yarrow.cases.lists import lists_that_differ
from yarrow.cases.models import Allocation, Case, ConflictQuestion
from yarrow.cases.pathways import pathways_that_differ
from yarrow.rooms.models import Grant, Room, Wrap
from yarrow.rooms.queries.counted import (
    holders_that_count,
    requests_that_count,
    was_asked_for,
    was_given_key,
)
from yarrow.rooms.queries.placed import is_as_recorded
from yarrow.staff.queries import active_workers
from yarrow.staff.queries.freezing import freezes_that_differ
from yarrow.staff.queries.posts import posts_that_count

from .remembered import Remembered

_AT_ONCE = 500


def compare_marks(remembered: Remembered, _told: Callable[[int], None]) -> Iterator[Found]:
    """Who works on a case and who answered, where a room belongs, who was let in, and who is on duty."""
    for case in Case.objects.values_list("pk", flat=True).iterator(chunk_size=_AT_ONCE):
        yield from (Found(Fault.UNMARKED, chain=case) for _ in range(_unmarked_in_case(case)))
        gone = len(duties_taken_away(case)) + len(bars_taken_away(case))
        yield from (Found(Fault.TAKEN_AWAY, chain=case) for _ in range(gone))
    put_in, taken = lists_that_differ()
    yield from (
        Found(Fault.UNMARKED, chain=case) for case in [*put_in, *asked_by_nobody(), *pathways_that_differ()]
    )
    yield from (Found(Fault.TAKEN_AWAY, chain=case) for case in taken)
    for room in Room.objects.iterator(chunk_size=_AT_ONCE):
        yield from (Found(Fault.UNMARKED, chain=room.pk) for _ in range(_unmarked_in_room(room)))
    yield from _let_in_unasked(remembered)
    vouched = list(active_workers())
    yield from (Found(Fault.UNMARKED) for _ in range(len(vouched) - len(posts_that_count(vouched))))
    yield from (Found(Fault.TAKEN_AWAY) for _ in range(freezes_that_differ()))
    for counting in settings.VERIFIED_TOO:
        yield from (Found(Fault.UNMARKED) for _ in range(import_string(counting)()))


def _unmarked_in_case(case: UUID) -> int:
    current = Allocation.objects.filter(case=case, until_day__isnull=True)
    asked = set(ConflictQuestion.objects.filter(case=case).values_list("worker", flat=True))
    return current.count() - len(that_count(current)) + len(asked) - len(answers_that_count([case], asked))


def _unmarked_in_room(room: Room) -> int:
    waiting = Grant.objects.filter(room=room, fulfilled_on__isnull=True)
    holders = set(Wrap.objects.filter(version__room=room).values_list("holder", flat=True))
    return (
        (not is_as_recorded(room))
        + waiting.count()
        - len(requests_that_count(waiting))
        + len(holders)
        - len(holders_that_count([room.pk], holders))
    )


def _let_in_unasked(remembered: Remembered) -> Iterator[Found]:
    """Of everybody whose request was fulfilled, as the record says: whether this service did both."""
    for done in remembered.fulfilled:
        grants = Grant.objects.filter(room=done.room, worker=done.worker)
        is_ours = was_given_key(done.given, room=done.room, worker=done.worker)
        if not is_ours or not any(was_asked_for(grant, done.asked) for grant in grants):
            yield Found(Fault.UNMARKED, chain=done.room, number=done.given.number or 0)
