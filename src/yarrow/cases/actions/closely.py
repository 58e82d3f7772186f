"""Keeping a case more closely, and what two supervisors do together (security.md R-15, R-37)."""

from collections.abc import Collection, Sequence

from django.db import transaction

from yarrow.audit import actions as audit
from yarrow.audit.terms import Event
from yarrow.cases.asked import SECOND, says_second, seconds_that_count
from yarrow.cases.conflicts import asked_of_me
from yarrow.cases.lists import is_closely_kept
from yarrow.cases.models import AskedOfTwo, Case, Exclusion
from yarrow.cases.nearness import kept_from
from yarrow.cases.queries import current_allocations, duties_of, is_excluded
from yarrow.cases.terms import Duty, ForTwo
from yarrow.kernel.clock import Clock
from yarrow.kernel.decision import Refused, refused
from yarrow.kernel.errors import NotThere
from yarrow.kernel.words import N_
from yarrow.staff.marks import mark_of
from yarrow.staff.models import Worker
from yarrow.staff.queries import is_independent_of
from yarrow.staff.terms import Post

from .ends import note_bar_lifted, note_end
from .lists import begin_list, end_list, put_on_list

NOT_TWO = N_(
    "Another supervisor is needed: where one of you vouched for the other, or one is new here, you do not"
    " count as two people yet."
)


@transaction.atomic
def keep_closely(*, case: Case, named: Sequence[Worker], by: Worker, clock: Clock) -> list[Worker] | Refused:
    """From now on only these people come near the case; returns who worked on it and does no more.

    The case supervisor alone may, and is on the list, as is a second supervisor: who joins later
    needs both. Why is written into the team room by the caller, never here. Whoever is returned
    must lose their keys in the same transaction (``rooms.actions.keep_case_closely``).
    """
    if Duty.SUPERVISOR not in duties_of(by, case) or is_closely_kept(case):
        raise NotThere
    allowed = {worker.pk: worker for worker in (*named, by)}
    if (refusal := _why_not(case, allowed.values(), by, clock)) is not None:
        return refusal
    gone = [row.worker for row in current_allocations(case) if row.worker_id not in allowed]
    current_allocations(case).exclude(worker__in=allowed).update(until_day=clock.today())
    for worker_id in sorted({worker.pk for worker in gone}):
        note_end(case=case.pk, worker=worker_id, by=by, clock=clock)
    begin_list(case=case, workers=allowed.values(), by=by, clock=clock)
    return list({worker.pk: worker for worker in gone}.values())


def _why_not(case: Case, workers: Collection[Worker], by: Worker, clock: Clock) -> Refused | None:
    if any(not worker.is_active or is_excluded(worker, case) for worker in workers):
        return refused("CLOSELY", N_("A worker you chose cannot be put on this list."), field="named")
    others = [worker for worker in workers if worker.post == Post.SUPERVISOR and worker.pk != by.pk]
    if not others:
        said = N_("Put another supervisor on the list: who joins later needs two of you.")
        return refused("CLOSELY", said, field="named")
    if not any(is_independent_of(other, by, clock) for other in others):
        return refused("CLOSELY", NOT_TWO, field="named")
    if not any(Duty.LEAD in duties_of(worker, case) for worker in workers):
        return refused("CLOSELY", N_("Put a lead of this case on the list."), field="named")
    return None


@transaction.atomic
def ask_second_supervisor(
    *, case: Case, kind: ForTwo, worker: Worker | None, asked_of: Worker, by: Worker, clock: Clock
) -> AskedOfTwo | Refused:
    """Ask another supervisor to agree; nothing happens before they do. For the case supervisor alone."""
    if Duty.SUPERVISOR not in duties_of(by, case) or (worker is None) != (kind is ForTwo.OPEN_AGAIN):
        raise NotThere
    if asked_of.pk in {by.pk, worker.pk if worker else by.pk} or not may_agree(asked_of, case):
        return refused("TWO", N_("This supervisor cannot be asked."), field="asked_of")
    if not is_independent_of(asked_of, by, clock):
        return refused("TWO", NOT_TWO, field="asked_of")
    row, fresh = AskedOfTwo.objects.get_or_create(
        case=case,
        kind=kind,
        worker=worker,
        asked_by=by,
        asked_of=asked_of,
        agreed_on=None,
        defaults={"asked_on": clock.today()},
    )
    if fresh or not seconds_that_count(AskedOfTwo.objects.filter(pk=row.pk)).exists():
        made = mark_of(SECOND, chain=case.pk, subject=row.pk, says=says_second(row))
        event = Event.SECOND_ASKED
        audit.append(chain=case.pk, event=event, actor=by.pk, subject=row.pk, digest=made, clock=clock)
    return row


def may_agree(worker: Worker, case: Case) -> bool:
    """Whether this is a supervisor, still here, whom nothing keeps from this case."""
    near = not Worker.objects.filter(kept_from(case), pk=worker.pk).exists()
    return worker.is_active and worker.post == Post.SUPERVISOR and near


@transaction.atomic
def agree_as_second_supervisor(*, asked: AskedOfTwo, by: Worker, clock: Clock) -> None:
    """Agree, and with that it is done. Raises NotThere for anybody who was not asked.

    Who asked must still be the supervisor of the case: their half does not outlive their duty. And
    the two must count as two (decision 0018).
    """
    row = asked_of_me(by, asked.pk)
    case = Case.objects.select_for_update().get(pk=row.case_id)
    if Duty.SUPERVISOR not in duties_of(row.asked_by, case) or not may_agree(by, case):
        raise NotThere
    if not is_independent_of(by, row.asked_by, clock):
        raise NotThere
    AskedOfTwo.objects.filter(pk=row.pk).update(agreed_on=clock.today())
    _DONE[ForTwo(row.kind)](case, row, by, clock)
    if row.kind == ForTwo.LIFT_BAR and row.worker_id is not None:
        note_bar_lifted(case=case, worker=row.worker_id, by=by, clock=clock)
    _note(row, event=Event.SECOND_AGREED, by=by, clock=clock)


@transaction.atomic
def decline_as_second_supervisor(*, asked: AskedOfTwo, by: Worker, clock: Clock) -> None:
    """Do not agree: what was asked for is forgotten, and the record says that it was asked."""
    row = asked_of_me(by, asked.pk)
    _note(row, event=Event.SECOND_DECLINED, by=by, clock=clock)
    row.delete()


def _lift(case: Case, row: AskedOfTwo, _by: Worker, _clock: Clock) -> None:
    """The database lets a bar go only where two people stand behind it (migration 0004)."""
    Exclusion.objects.filter(case=case, worker=row.worker).delete()


def _name(case: Case, row: AskedOfTwo, by: Worker, clock: Clock) -> None:
    if is_closely_kept(case) and row.worker is not None and not is_excluded(row.worker, case):
        put_on_list(case=case, worker=row.worker, by=by, clock=clock)


def _open_again(case: Case, _row: AskedOfTwo, by: Worker, clock: Clock) -> None:
    end_list(case=case, by=by, clock=clock)


_DONE = {ForTwo.LIFT_BAR: _lift, ForTwo.NAME_WORKER: _name, ForTwo.OPEN_AGAIN: _open_again}


def _note(row: AskedOfTwo, *, event: Event, by: Worker, clock: Clock) -> None:
    audit.append(chain=row.case_id, event=event, actor=by.pk, subject=row.pk, clock=clock)
