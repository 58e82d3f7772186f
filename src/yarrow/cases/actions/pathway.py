"""Moving between restorative justice and restorative approaches: two people, a reason, fresh consent.

The rooms are told by ``rooms.actions``, in the same transaction; nothing ever moves by itself.
"""

from django.db import transaction

from yarrow.audit import actions as audit
from yarrow.audit.terms import Event
from yarrow.cases.access import may_allocate
from yarrow.cases.asked import MOVE, says_move
from yarrow.cases.models import Case, PathwayMove
from yarrow.cases.pathways import PATHWAY, move_asked_of, move_waiting, says_pathway
from yarrow.cases.rules import is_over
from yarrow.cases.terms import Pathway, StopKind, WhyMoved
from yarrow.kernel.clock import Clock
from yarrow.kernel.decision import Refused, refused
from yarrow.kernel.errors import NotThere
from yarrow.kernel.words import N_
from yarrow.staff.marks import mark_of
from yarrow.staff.models import Worker
from yarrow.staff.queries import is_frozen, is_independent_of

from .closely import NOT_TWO, may_agree
from .stops import note_stop


@transaction.atomic
def ask_to_move(
    *, case: Case, why: WhyMoved, asked_of: Worker, by: Worker, clock: Clock
) -> PathwayMove | Refused:
    """Ask a supervisor to agree that the case moves to the other pathway; nothing moves before they do.

    For who decides on the case. Raises NotThere for anybody else.
    """
    if not may_allocate(by, case):
        raise NotThere
    case = Case.objects.select_for_update().get(pk=case.pk)
    if (refusal := _why_not(case, asked_of, by, clock)) is not None:
        return refusal
    move = PathwayMove.objects.create(
        case=case,
        to=Pathway(case.pathway).other,
        why=why,
        asked_by=by,
        asked_of=asked_of,
        asked_on=clock.today(),
    )
    made = mark_of(MOVE, chain=case.pk, subject=move.pk, says=says_move(move))
    event = Event.PATHWAY_ASKED
    audit.append(chain=case.pk, event=event, actor=by.pk, subject=move.pk, digest=made, clock=clock)
    return move


def _why_not(case: Case, asked_of: Worker, by: Worker, clock: Clock) -> Refused | None:
    if is_over(case.stage):
        return refused("PATHWAY", N_("This process has ended. A new one is opened on the other pathway."))
    if move_waiting(case) is not None:
        return refused("PATHWAY", N_("Somebody was asked already, and has not answered yet."))
    if asked_of.pk == by.pk or not may_agree(asked_of, case):
        return refused("TWO", N_("This supervisor cannot be asked."), field="asked_of")
    if not is_independent_of(asked_of, by, clock):
        return refused("TWO", NOT_TWO, field="asked_of")
    return None


@transaction.atomic
def agree_to_move(*, move: PathwayMove, by: Worker, clock: Clock) -> Case:
    """Agree, and with that the case is moved and everything joint stops; returns the case as it is now.

    Raises NotThere for who was not asked, and where who asked no longer decides on the case, where the
    two do not count as two (decision 0018), or where it lies on that pathway already.
    """
    case = Case.objects.select_for_update().get(pk=move_asked_of(by, move.pk).case_id)
    row = move_asked_of(by, move.pk)  # read again with the case held: it may have been taken back
    if not _still_holds(row, case, by, clock):
        raise NotThere
    PathwayMove.objects.filter(pk=row.pk).update(agreed_on=clock.today())
    case.pathway, case.pathway_moved_on = row.to, clock.today()
    case.save(update_fields=["pathway", "pathway_moved_on"])
    note_stop(case=case, by=by, clock=clock, kind=StopKind.OPEN)
    made = mark_of(PATHWAY, chain=case.pk, subject=case.pk, says=says_pathway(case.pathway))
    event = Event.PATHWAY_MOVED
    audit.append(chain=case.pk, event=event, actor=by.pk, subject=row.pk, digest=made, clock=clock)
    return case


def _still_holds(row: PathwayMove, case: Case, by: Worker, clock: Clock) -> bool:
    """What one asked for does not outlive their duty, nor the pathway that the case was on."""
    if row.to == case.pathway or is_over(case.stage):
        return False
    two = may_agree(by, case) and is_independent_of(by, row.asked_by, clock)
    return two and may_allocate(row.asked_by, case) and not is_frozen(row.asked_by)


@transaction.atomic
def decline_to_move(*, move: PathwayMove, by: Worker, clock: Clock) -> None:
    """Do not agree; or take it back, as who decides on the case; the record keeps that it was asked.

    Not only who asked: where both people of a move are gone from the case, it would wait for ever.
    """
    Case.objects.select_for_update().get(pk=move.case_id)
    row = PathwayMove.objects.filter(pk=move.pk, agreed_on__isnull=True).first()
    if row is None or not may_allocate(by, row.case):
        row = move_asked_of(by, move.pk)
    _note(row, event=Event.PATHWAY_KEPT, by=by, clock=clock)
    row.delete()


def _note(move: PathwayMove, *, event: Event, by: Worker, clock: Clock) -> None:
    audit.append(chain=move.case_id, event=event, actor=by.pk, subject=move.pk, clock=clock)
