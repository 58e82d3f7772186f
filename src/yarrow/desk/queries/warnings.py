"""What stands above everything else: colleagues who are late, and care cards."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import date, datetime
from uuid import UUID

from yarrow.cases.care_cards import code_on
from yarrow.cases.lone_working import VisitWords, copies_for, is_on_call, out_now, words_on
from yarrow.cases.models import CareCardCopy, Case, LoneVisit, LoneVisitCopy
from yarrow.cases.queries import cases_allocated_to
from yarrow.cases.terms import CareCode
from yarrow.sealing.errors import CannotOpen
from yarrow.sealing.keyring import Keyring
from yarrow.staff.models import Worker
from yarrow.staff.queries import the_service


@dataclass(frozen=True, slots=True)
class ShownCard:
    """A care card; ``code`` is empty where this worker's copy does not open."""

    case: Case
    raised_on: date
    code: CareCode | None


def care_cards(worker: Worker, keyring: Keyring, cases: Sequence[Case]) -> tuple[ShownCard, ...]:
    """The cards sealed to this worker, newest first; withheld ones are simply not there."""
    known = {case.pk: case for case in cases}
    copies = (
        CareCardCopy.objects.filter(worker=worker, card__case__in=known)
        .exclude(card__withheld__worker=worker)
        .select_related("card")
    )
    deployment = the_service().pk
    cards = [
        ShownCard(known[copy.card.case_id], copy.card.raised_on, _code(copy, keyring, deployment))
        for copy in copies
    ]
    return tuple(sorted(cards, key=_newest_first))


def _newest_first(card: ShownCard) -> tuple[int, int, str]:
    return -card.raised_on.toordinal(), card.case.reference, card.code.value if card.code else ""


def _code(copy: CareCardCopy, keyring: Keyring, deployment: UUID) -> CareCode | None:
    try:
        return code_on(copy, keyring, deployment=deployment)
    except (CannotOpen, ValueError):
        return None


@dataclass(frozen=True, slots=True)
class ColleagueOut:
    """Somebody who is out alone. ``words`` are opened only once they are late, and not for everybody."""

    id: UUID
    name: str
    left_at: datetime
    back_by: datetime
    is_late: bool
    case: Case | None
    words: VisitWords | None


def colleagues_out(
    worker: Worker, keyring: Keyring, now: datetime, *, only_late: bool = False
) -> tuple[ColleagueOut, ...]:
    """For who is on call: who is out, whoever is longest overdue first; for anybody else nothing.

    That somebody is late shows even where nothing opens: the alarm needs no key.
    """
    if not is_on_call(worker):
        return ()
    out = out_now().exclude(worker=worker)
    visits = list(out.filter(back_by__lte=now) if only_late else out)
    late = [visit.pk for visit in visits if visit.back_by <= now]
    words = _words(worker, keyring, late)
    own = _own_cases(worker, visits)
    return tuple(_colleague(visit, words, own, now) for visit in visits)


def _colleague(
    visit: LoneVisit, words: Mapping[UUID, VisitWords], own: set[UUID], now: datetime
) -> ColleagueOut:
    return ColleagueOut(
        id=visit.pk,
        name=visit.worker.name,
        left_at=visit.left_at,
        back_by=visit.back_by,
        is_late=visit.back_by <= now,
        case=visit.case if visit.case_id in own else None,
        words=words.get(visit.pk),
    )


def _own_cases(worker: Worker, visits: Sequence[LoneVisit]) -> set[UUID]:
    """Which case a visit was about is said only to who works on that case."""
    named = {visit.case_id for visit in visits if visit.case_id}
    if not named:
        return set()
    return set(cases_allocated_to(worker).filter(pk__in=named).values_list("pk", flat=True))


def _words(worker: Worker, keyring: Keyring, late: Sequence[UUID]) -> dict[UUID, VisitWords]:
    if not late:
        return {}
    deployment, opened = the_service().pk, {}
    for copy in copies_for(worker, LoneVisit.objects.filter(pk__in=late)):
        if (words := _opened(copy, keyring, deployment)) is not None:
            opened[copy.visit_id] = words
    return opened


def _opened(copy: LoneVisitCopy, keyring: Keyring, deployment: UUID) -> VisitWords | None:
    try:
        return words_on(copy, keyring, deployment=deployment)
    except (CannotOpen, ValueError, TypeError):
        return None
