"""The only writer of visits. Nothing here keeps anybody from going, from calling or from being found."""

from datetime import date, datetime, timedelta
from uuid import UUID

from django.db import transaction

from yarrow.audit import actions as audit
from yarrow.audit.terms import Event
from yarrow.cases import actions as cases
from yarrow.cases.lone_working import VisitWords, may_be_told_where, visit_of
from yarrow.cases.models import LoneVisit
from yarrow.gate.facts.visits import VisitPlanned
from yarrow.gate.words import LongText, Mark
from yarrow.kernel.clock import Clock
from yarrow.kernel.decision import Decision, Refused, refused
from yarrow.kernel.errors import NotThere
from yarrow.kernel.ids import new_id
from yarrow.kernel.words import N_
from yarrow.practice.actions import offer_time
from yarrow.rooms.actions import seal_entry
from yarrow.rooms.models import Room
from yarrow.rooms.queries import holds
from yarrow.sealing.keyring import Keyring
from yarrow.sealing.wrap import wrap_to
from yarrow.staff.models import Worker
from yarrow.staff.queries import UntrustedKey, the_service, trusted_sealing_public

from .models import AgreedWords, Alarm, Closed, PlannedCopy, PlannedVisit, Rung, WrongWord
from .queries import buddies_for, copy_place, fingerprint_of, followed, plan_of, what_was_said, why_alarmed
from .rules import (
    PLANNED_AHEAD_DAYS,
    WRONG_WORDS_UNTIL_ALARM,
    Ending,
    Said,
    ending,
    may_close,
    words_will_do,
)
from .terms import Did, Reached, Why


@transaction.atomic
def agree_words(*, safe: str, danger: str, by: Worker, clock: Clock) -> Decision:
    """Keep two words as fingerprints: one says that all is well, one calls for help unseen."""
    answer = words_will_do(safe, danger)
    if not isinstance(answer, Refused):
        kept = {"safe": fingerprint_of(by, safe), "danger": fingerprint_of(by, danger), "set_at": clock.now()}
        AgreedWords.objects.update_or_create(worker=by, defaults=kept)
        _note(event=Event.VISIT_WORDS_SET, subject=None, by=by, clock=clock)
    return answer


@transaction.atomic
def plan_visit(
    *,
    on: date,
    minutes: int,
    how_long: str,
    words: VisitWords,
    room: Room | None,
    buddy: Worker | None,
    by: Worker,
    keyring: Keyring,
    clock: Clock,
) -> PlannedVisit | Refused:
    """Seal beforehand where a visit leads, so that leaving is one press and takes no key.

    A visit to the person of a room becomes an entry there. Raises NotThere for a room that the worker
    is not inside, or a colleague who may not be asked.
    """
    case = room.case if room is not None else None
    if room is not None and not holds(by, room):
        raise NotThere
    if buddy is not None and not buddies_for(case, by).filter(pk=buddy.pk).exists():
        raise NotThere
    if not clock.today() <= on <= clock.today() + timedelta(days=PLANNED_AHEAD_DAYS):
        return refused("VISIT", N_("Choose a day within the next four weeks."), field="on")
    plan = PlannedVisit.objects.create(worker=by, case=case, on=on, minutes=minutes)
    for reader in _readers(plan, buddy):
        _seal_copy(plan=plan, words=words, reader=reader)
    _note(event=Event.VISIT_PLANNED, subject=plan.pk, by=by, clock=clock)
    if room is not None:
        known = VisitPlanned(on=on, how_long=how_long, where=LongText(words.where), visit=Mark(str(plan.pk)))
        seal_entry(room=room, fact=known, by=by, keyring=keyring, clock=clock)
    return plan


def _readers(plan: PlannedVisit, buddy: Worker | None) -> list[Worker]:
    told = {each.pk: each for each in may_be_told_where(plan.case, plan.worker)}
    told |= {plan.worker.pk: plan.worker} | ({buddy.pk: buddy} if buddy else {})
    return list(told.values())


def _seal_copy(*, plan: PlannedVisit, words: VisitWords, reader: Worker) -> None:
    try:
        public = trusted_sealing_public(reader)
    except UntrustedKey:
        return  # the others must be told, even when one key cannot be believed
    copy = PlannedCopy(id=new_id(), plan=plan, worker=reader)
    copy.blob = wrap_to(public, words.to_bytes(), copy_place(copy), pad_to=1024)
    copy.save(force_insert=True)


@transaction.atomic
def leave_now(*, plan: PlannedVisit, by: Worker, clock: Clock) -> LoneVisit | Refused:
    """One press, also while locked. Raises NotThere for a plan of somebody else."""
    mine = plan_of(by, plan.pk)
    sealed = [
        cases.SealedBefore(id=copy.pk, worker=copy.worker_id, blob=bytes(copy.blob))
        for copy in mine.copies.exclude(worker=by)
    ]
    visit = cases.leave_as_planned(
        visit_id=mine.pk,
        back_by=clock.now() + timedelta(minutes=mine.minutes),
        case=mine.case,
        copies=sealed,
        by=by,
        clock=clock,
    )
    if not isinstance(visit, Refused):
        mine.delete()
    return visit


@transaction.atomic
def put_off(*, plan: PlannedVisit, by: Worker, clock: Clock) -> None:
    """It does not take place; raises NotThere for a plan of somebody else."""
    mine = plan_of(by, plan.pk)
    _note(event=Event.VISIT_PLANNED, subject=mine.pk, by=by, clock=clock)
    mine.delete()


@transaction.atomic
def press_for_help(*, by: Worker, clock: Clock) -> None:
    """One press, out or not, locked or not. Pressed twice it is one alarm."""
    _alarm(visit=cases.call_for_help(by=by, clock=clock), why=Why.PRESSED, actor=by, clock=clock)


@transaction.atomic
def check_out(*, word: str, by: Worker, clock: Clock) -> Ending:
    """Say that one is back, with a word. Who is not out has said so before.

    Raises NotThere where no words were agreed: without a word the press needs open keys.
    """
    what = _given(word, by=by)
    visit = visit_of(by)
    if visit is None:
        return Ending.AGAIN if what is Said.WRONG else Ending.END
    then = ending(what, is_alarmed=why_alarmed(visit) is not None)
    if then is Ending.AGAIN:
        _wrong_word(visit=visit, clock=clock)
    elif then is Ending.END:
        cases.say_back(by=by, clock=clock)
    else:
        cases.seem_back(by=by, clock=clock)
    if then is Ending.ALARM:
        _alarm(visit=visit, why=Why.WORD, actor=None, clock=clock)
    return then


@transaction.atomic
def need_longer(*, word: str, back_by: datetime, by: Worker, clock: Clock) -> Ending | Refused:
    """Say, with a word, that it takes longer. Raises NotThere for who is not out, or agreed no words."""
    what, visit = _given(word, by=by), visit_of(by)
    if visit is None:
        raise NotThere
    if what is Said.WRONG:
        _wrong_word(visit=visit, clock=clock)
        return Ending.AGAIN
    longer = cases.extend_visit(back_by=back_by, by=by, clock=clock)
    if what is Said.DANGER:
        _alarm(visit=visit, why=Why.WORD, actor=None, clock=clock)
    return longer if isinstance(longer, Refused) else Ending.KEEP


@transaction.atomic
def come_back(*, by: Worker, clock: Clock) -> None:
    """Say that one is back with open keys and no word; an alarm goes on until a colleague ends it."""
    visit = visit_of(by)
    if visit is not None and why_alarmed(visit) is not None:
        cases.seem_back(by=by, clock=clock)
    else:
        cases.say_back(by=by, clock=clock)


def _given(word: str, *, by: Worker) -> Said:
    what = what_was_said(by, word)
    if what is Said.NOTHING_AGREED:
        raise NotThere
    return what


def _wrong_word(*, visit: LoneVisit, clock: Clock) -> None:
    WrongWord.objects.create(visit=visit, at=clock.now())
    if visit.wrong_words.count() >= WRONG_WORDS_UNTIL_ALARM:
        _alarm(visit=visit, why=Why.WRONG, actor=None, clock=clock)


def _alarm(*, visit: LoneVisit, why: Why, actor: Worker | None, clock: Clock) -> None:
    """Tell colleagues now; called twice it is one alarm.

    Hazard: whoever stands beside a worker may look at the worker's own record, so the event of an alarm
    that nobody is to notice names no actor.
    """
    _alarm_row, is_new = Alarm.objects.get_or_create(
        visit=visit, defaults={"why": why, "raised_at": clock.now()}
    )
    if is_new and why is not Why.PRESSED:
        _note(event=Event.VISIT_ALARM, subject=visit.pk, by=actor, clock=clock)
    elif why is Why.WORD:
        Alarm.objects.filter(visit=visit).update(why=why)


@transaction.atomic
def forget_past_plans(*, clock: Clock) -> int:
    """Plans of days gone by, with where they led; how many there were. The nightly tick does it."""
    past = PlannedVisit.objects.filter(on__lt=clock.today())
    count = past.count()
    past.delete()
    return count


@transaction.atomic
def climb(*, visit: LoneVisit, did: Did, by: Worker, clock: Clock) -> None:
    """Write down what was done about a late colleague; raises NotThere for who is not to look for them."""
    found = followed(by, visit.pk, clock.now())
    Rung.objects.create(visit=found, did=did, by=by, at=clock.now())
    _note(event=Event.VISIT_FOLLOWED, subject=found.pk, by=by, clock=clock)


@transaction.atomic
def close_alarm(*, visit: LoneVisit, how: Reached, word: str, by: Worker, clock: Clock) -> Decision:
    """They were reached. Raises NotThere for who is not to look for them.

    The word for danger, heard on the telephone, is refused and is itself an alarm.
    """
    found = followed(by, visit.pk, clock.now())
    heard = what_was_said(found.worker, word)
    answer = may_close(how, heard, why_alarmed(found))
    if heard is Said.DANGER:
        _alarm(visit=found, why=Why.WORD, actor=by, clock=clock)
    if isinstance(answer, Refused):
        return answer
    Closed.objects.create(visit=found, by=by, at=clock.now(), how=how)
    cases.found_safe(visit=found, by=by, clock=clock)
    offer_time(to=found.worker, by=None, clock=clock)
    return answer


def _note(*, event: Event, subject: UUID | None, by: Worker | None, clock: Clock) -> None:
    audit.append(
        chain=the_service().pk,
        event=event,
        actor=by.pk if by is not None else None,
        subject=subject,
        clock=clock,
    )
