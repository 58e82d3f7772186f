"""Answers and acts about conflicts of interest that take keys (security.md §5.8, R-15).

``cases`` lies below and knows no room, so the two halves of each act meet here.
"""

from collections.abc import Sequence

from django.db import transaction

from yarrow.audit import actions as audit
from yarrow.audit.terms import Event
from yarrow.cases import actions as cases
from yarrow.cases.conflicts import where_asked
from yarrow.cases.models import Case, ConflictQuestion
from yarrow.cases.queries import current_allocations, workers_on
from yarrow.cases.terms import Asked, Duty
from yarrow.kernel.clock import Clock
from yarrow.kernel.decision import Refused
from yarrow.kernel.errors import NotThere
from yarrow.rooms import queries
from yarrow.rooms.facts import CaseKeptClosely, WhyClosely
from yarrow.rooms.models import Room, Wrap
from yarrow.sealing.keyring import Keyring
from yarrow.staff.models import Worker
from yarrow.staff.queries import UntrustedKey

from .rekeying.shutting_out import shut_out_of
from .rekeying.taking_off import keep_away
from .rekeying.versions import locked_room, wrap_key_to
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
    answer must not shut a family's words away until two custodians come.
    """
    if where_asked(by, case) is Asked.NOT_ASKED and not _works_on(by, case):
        raise NotThere
    for room in queries.rooms_only_theirs(case, by):
        _hand_on(room=room, by=by, keyring=keyring, clock=clock)
    keep_away(case=case, worker=by, by=by, clock=clock)


def _works_on(worker: Worker, case: Case) -> bool:
    return current_allocations(case).filter(worker=worker).exists()


def _hand_on(*, room: Room, by: Worker, keyring: Keyring, clock: Clock) -> None:
    """To the supervisor of the case, or else its lead: they decide who works with this person next.

    Whoever it is reads nothing before their own answer. With nobody to hand on to, the room waits
    for the custodians (``queries.rooms_without_holder``).
    """
    room = locked_room(room.pk)
    for colleague in _who_takes_over(room, by):
        try:
            for version in room.versions.filter(retired_on__isnull=True, wraps__holder=by):
                key = queries.room_key(room=room, keyring=keyring, version=version.number)[1]
                wrap_key_to(version=version, key=key, holder=colleague)
        except UntrustedKey:
            continue
        audit.append(
            chain=room.pk, event=Event.ROOM_HANDED_ON, actor=by.pk, subject=colleague.pk, clock=clock
        )
        return


def _who_takes_over(room: Room, leaving: Worker) -> list[Worker]:
    case = room.case
    if case is None:
        return []
    found = [*workers_on(case, Duty.SUPERVISOR), *workers_on(case, Duty.LEAD)]
    return [worker for worker in dict.fromkeys(found) if worker.pk != leaving.pk]


@transaction.atomic
def keep_case_closely(
    *, case: Case, named: Sequence[Worker], why: WhyClosely, by: Worker, keyring: Keyring, clock: Clock
) -> Refused | None:
    """Only these people come near the case from now on; why lies sealed in the team room.

    Everybody else loses their keys, and each room they held gets a new one. For the supervisor of
    the case, who holds the team room; else NotThere.
    """
    team = queries.team_room(case)
    if team is None or not queries.holds(by, team):
        raise NotThere
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
