"""Answers and acts about conflicts of interest that take keys (security.md §5.8, R-15).

``cases`` lies below and knows no room, so the two halves of each act meet here.
"""

from collections.abc import Sequence
from uuid import UUID

from django.db import transaction

from yarrow.audit.terms import Event
from yarrow.cases import actions as cases
from yarrow.cases.conflicts import shown_question, where_asked
from yarrow.cases.models import Case, ConflictQuestion
from yarrow.cases.queries import current_allocations, workers_on
from yarrow.cases.terms import Asked, Duty
from yarrow.kernel.clock import Clock
from yarrow.kernel.decision import Refused, refused
from yarrow.kernel.errors import NotThere
from yarrow.kernel.words import N_
from yarrow.rooms import queries
from yarrow.rooms.facts import CaseKeptClosely, WhyClosely
from yarrow.rooms.models import Room, Wrap
from yarrow.rooms.queries.counted import is_inside
from yarrow.rooms.queries.placed import is_as_recorded
from yarrow.sealing.keyring import Keyring
from yarrow.staff.models import Worker
from yarrow.staff.queries import UntrustedKey

from .rekeying.shutting_out import shut_out_of
from .rekeying.taking_off import keep_away
from .rekeying.versions import locked_room, note_key_given, wrap_key_to
from .writing import seal_entry


@transaction.atomic
def say_they_know(*, question: ConflictQuestion, by: Worker, keyring: Keyring, clock: Clock) -> None:
    """The answer "I know them": barred at once, keys gone, and no trace left for them.

    Raises NotThere for who was not asked, or has answered.
    """
    waits = ConflictQuestion.objects.filter(pk=question.pk, worker=by, state=Asked.ASKED)
    if not waits.exists():
        raise NotThere
    step_back(case=question.case, by=by, keyring=keyring, clock=clock)


@transaction.atomic
def step_back(*, case: Case, by: Worker, keyring: Keyring, clock: Clock) -> None:
    """Leave a case because one knows somebody in it. For oneself; it ends access at once.

    A room that nobody else can open is handed on first, with the keys of who leaves: an honest
    answer must not shut a family's words away until two custodians come. Where nobody else decides on
    the case, its next supervisor is named by rule first: they take over.
    """
    if where_asked(by, case) is Asked.NOT_ASKED and not _works_on(by, case):
        raise NotThere
    cases.name_next_supervisor(case=case, names=_names_for(case, by, keyring), clock=clock, leaving=by)
    for room in queries.rooms_only_theirs(case, by):
        _hand_on(room=room, by=by, keyring=keyring, clock=clock)
    keep_away(case=case, worker=by, by=by, clock=clock)


def _names_for(case: Case, worker: Worker, keyring: Keyring) -> list[str]:
    """With which names the next one is asked: those of the own question, or of the rooms one is in."""
    question = ConflictQuestion.objects.filter(case=case, worker=worker, state=Asked.ASKED).first()
    if question is not None:
        return list(shown_question(question, keyring).names)
    rooms = queries.rooms_held_by(worker).filter(case=case)
    return [label.name for label in queries.labels_in(rooms, keyring).values() if label.name]


def _works_on(worker: Worker, case: Case) -> bool:
    return current_allocations(case).filter(worker=worker).exists()


def _hand_on(*, room: Room, by: Worker, keyring: Keyring, clock: Clock) -> None:
    """To the supervisor of the case, or else its lead: they decide who works with this person next.

    Whoever it is reads nothing before their own answer. With nobody to hand on to, the room waits
    for the custodians (``queries.rooms_without_holder``).
    """
    room = locked_room(room.pk)
    # Whoever was never let in hands on nothing, and of a room that was moved here nobody takes over.
    if not is_as_recorded(room) or not is_inside(by, room):
        return
    for colleague in _who_takes_over(room, by):
        try:
            given = _wrap_theirs(room, colleague, by=by, keyring=keyring)
        except UntrustedKey:
            continue
        if not given:
            return
        note_key_given(Event.ROOM_HANDED_ON, room=room, holder=colleague, by=by, clock=clock)
        return


def _wrap_theirs(room: Room, colleague: Worker, *, by: Worker, keyring: Keyring) -> int:
    live = list(room.versions.filter(retired_on__isnull=True, wraps__holder=by))
    for version in live:
        key = queries.room_key(room=room, keyring=keyring, version=version.number)[1]
        wrap_key_to(version=version, key=key, holder=colleague)
    return len(live)


def _who_takes_over(room: Room, leaving: Worker) -> list[Worker]:
    case = room.case
    if case is None:
        return []
    found = [*workers_on(case, Duty.SUPERVISOR), *workers_on(case, Duty.LEAD)]
    return [worker for worker in dict.fromkeys(found) if worker.pk != leaving.pk]


_NOBODY_LISTED_OPENS = refused(
    "SHUTS_ROOMS",
    N_(
        "There are rooms of this case that nobody on the list can open. Put whoever holds them on it too, or "
        "let somebody on it in first. If it is urgent, tick that rooms may be shut: two custodians open them."
    ),
    field="shuts_rooms",
)


def _would_shut_rooms(case: Case, allowed: set[UUID]) -> bool:
    inside = Worker.objects.filter(wraps__version__room__case=case).exclude(pk__in=allowed).distinct()
    return queries.rooms_only_with(*inside).filter(case=case).exists()


@transaction.atomic
def keep_case_closely(
    *,
    case: Case,
    named: Sequence[Worker],
    why: WhyClosely,
    by: Worker,
    keyring: Keyring,
    clock: Clock,
    may_shut_rooms: bool = False,
) -> Refused | None:
    """Only these people come near the case from now on; why lies sealed in the team room.

    Everybody else loses their keys, and each room they held gets a new one. For the supervisor of
    the case, who holds the team room; else NotThere. Refuses where nobody on the list
    could open a room then, unless that is said to be meant.
    """
    team = queries.team_room(case)
    if team is None or not queries.holds(by, team):
        raise NotThere
    if not may_shut_rooms and _would_shut_rooms(case, {worker.pk for worker in (*named, by)}):
        return _NOBODY_LISTED_OPENS
    gone = cases.keep_closely(case=case, named=named, by=by, clock=clock)
    if isinstance(gone, Refused):
        return gone
    written = seal_entry(room=team, fact=CaseKeptClosely(why=why), by=by, keyring=keyring, clock=clock)
    if isinstance(written, Refused):
        raise TypeError("why a case is kept closely always has its home in the team room")
    allowed = set(case.named.values_list("worker_id", flat=True))
    rooms = list(queries.case_rooms(case).order_by("pk").values_list("pk", flat=True))
    held = Wrap.objects.filter(version__room__case=case).exclude(holder__in=allowed)
    outside = Worker.objects.filter(pk__in=held.values("holder"))
    for worker in {each.pk: each for each in (*gone, *outside)}.values():
        shut_out_of(rooms, worker=worker, by=by, clock=clock)
    return None
