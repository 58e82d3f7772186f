"""Every read of visits: words as fingerprints, plans of one's own, and alarms for who may follow them."""

from collections.abc import Collection
from dataclasses import dataclass
from datetime import date, datetime
from uuid import UUID

from django.db.models import Exists, OuterRef, Q, QuerySet

from yarrow.cases.lone_working import VisitWords, copies_for, is_on_call, may_be_told_where, words_on
from yarrow.cases.models import Allocation, Case, ConflictQuestion, LoneVisit, LoneVisitCopy
from yarrow.cases.nearness import kept_from
from yarrow.cases.terms import Asked
from yarrow.kernel.errors import NotThere
from yarrow.sealing.context import Context
from yarrow.sealing.errors import CannotOpen
from yarrow.sealing.keyring import Keyring
from yarrow.sealing.pepper import fingerprint, peppered_key
from yarrow.sealing.wrap import unwrap_with
from yarrow.staff.models import Worker
from yarrow.staff.queries import active_workers, pepper, the_service
from yarrow.staff.terms import OUTSIDE, Post

from .models import AgreedWords, PlannedCopy, PlannedVisit
from .rules import Said, plain, said
from .terms import Why

_NEVER_ASKED = OUTSIDE | {Post.RESEARCHER}


def fingerprint_of(worker: Worker, word: str) -> bytes:
    """What the database keeps of a word: nobody makes it without the pepper, and nobody reads it back."""
    key = peppered_key(pepper(), "visits/v1", the_service().pk)
    return fingerprint(key, f"{worker.pk.hex}:{plain(word)}")


def has_words(worker: Worker) -> bool:
    """Whether this worker agreed two words."""
    return AgreedWords.objects.filter(worker=worker).exists()


def what_was_said(worker: Worker, word: str) -> Said:
    """What a word means, given by this worker or heard from them."""
    agreed = AgreedWords.objects.filter(worker=worker).first()
    if agreed is None:
        return Said.NOTHING_AGREED
    return said(fingerprint_of(worker, word), safe=bytes(agreed.safe), danger=bytes(agreed.danger))


def plans_of(worker: Worker, today: date) -> QuerySet[PlannedVisit]:
    """What this worker still means to do, the next first."""
    return PlannedVisit.objects.filter(worker=worker, on__gte=today).select_related("case")


def plan_of(worker: Worker, plan_id: UUID) -> PlannedVisit:
    """One plan of one's own; raises NotThere for anybody else's."""
    plan = PlannedVisit.objects.filter(worker=worker, pk=plan_id).select_related("case").first()
    if plan is None:
        raise NotThere
    return plan


def copy_place(copy: PlannedCopy) -> Context:
    """The place of the visit's own copy that it becomes (``cases.lone_working.copy_context``)."""
    return Context(
        deployment=the_service().pk,
        table="lone_visit_copy",
        column="blob",
        row=copy.pk,
        room=copy.plan_id,
    )


def own_words(plan: PlannedVisit, keyring: Keyring) -> VisitWords | None:
    """What the worker wrote when they planned it; none where it does not open."""
    copy = PlannedCopy.objects.filter(plan=plan, worker_id=plan.worker_id).first()
    if copy is None:
        return None
    try:
        raw = unwrap_with(keyring.sealing_private, bytes(copy.blob), copy_place(copy))
        return VisitWords.from_bytes(raw)
    except (CannotOpen, ValueError, TypeError):
        return None


def buddies_for(case: Case | None, visitor: Worker) -> QuerySet[Worker]:
    """Who may be asked to look out: nobody who may be on the other side, and no guest.

    Hazard: the same as ``may_be_told_where``; who works with anybody of the case is not asked.
    """
    colleagues = active_workers().exclude(pk=visitor.pk).exclude(post__in=_NEVER_ASKED)
    if case is None:
        return colleagues.order_by("name")
    told = may_be_told_where(case, visitor).values("pk")
    works = Allocation.objects.filter(case=case, worker=OuterRef("pk"))
    asked = ConflictQuestion.objects.filter(case=case, worker=OuterRef("pk")).exclude(state=Asked.CLEAR)
    apart = ~kept_from(case) & ~Q(Exists(asked)) & ~Q(Exists(works))
    return colleagues.filter(Q(pk__in=told) | apart).order_by("name")


def followed_by(worker: Worker, now: datetime) -> QuerySet[LoneVisit]:
    """Colleagues who are late or called for help, as far as this worker is to look for them."""
    called = Q(alarm__isnull=False) | Q(back_at__isnull=True, back_by__lte=now)
    found = LoneVisit.objects.filter(called, closed__isnull=True).exclude(worker=worker)
    if not is_on_call(worker):
        mine = LoneVisitCopy.objects.filter(visit=OuterRef("pk"), worker=worker)
        found = found.filter(Exists(mine))
    return found.select_related("worker", "alarm").order_by("back_by", "id")


def followed(worker: Worker, visit_id: UUID, now: datetime) -> LoneVisit:
    """One of them; raises NotThere for anything else."""
    visit = followed_by(worker, now).filter(pk=visit_id).first()
    if visit is None:
        raise NotThere
    return visit


def where(visit: LoneVisit, worker: Worker, keyring: Keyring) -> VisitWords | None:
    """What they left for this worker; none where nothing was, or it does not open."""
    for copy in copies_for(worker, LoneVisit.objects.filter(pk=visit.pk)):
        try:
            return words_on(copy, keyring)
        except (CannotOpen, ValueError, TypeError):
            return None
    return None


def why_alarmed(visit: LoneVisit) -> Why | None:
    """Why colleagues were called, or none where the hour alone has passed."""
    alarm = getattr(visit, "alarm", None)
    return Why(alarm.why) if alarm is not None else None


def needs_more_than_a_press(visit: LoneVisit) -> bool:
    """Whether this visit ends only on the page of its alarm: a word was agreed, or help was called."""
    return why_alarmed(visit) is not None or has_words(visit.worker)


@dataclass(frozen=True, slots=True)
class AlarmLine:
    """One line of Today: who, why, since when, and who has taken it on."""

    id: UUID
    name: str
    since: datetime
    why: Why | None
    taken_by: str


def alarm_lines(worker: Worker, now: datetime) -> tuple[AlarmLine, ...]:
    """What stands above everything else; who is only late is shown to who is on call by ``desk``."""
    on_call = is_on_call(worker)
    visits = followed_by(worker, now).prefetch_related("rungs__by")
    return tuple(_line(visit) for visit in visits if not (on_call and why_alarmed(visit) is None))


def _line(visit: LoneVisit) -> AlarmLine:
    why = why_alarmed(visit)
    rungs = list(visit.rungs.all())
    return AlarmLine(
        id=visit.pk,
        name=visit.worker.name,
        since=visit.alarm.raised_at if why is not None else visit.back_by,
        why=why,
        taken_by=rungs[-1].by.name if rungs else "",
    )


def alarmed_among(lines: Collection[AlarmLine]) -> set[UUID]:
    """Visits that have a line of their own already."""
    return {line.id for line in lines}
