"""A new recovery key where two codes of the old one are lost, while the service still runs.

It needs no code, as nobody has two: two people ask for it, three working days pass in which it may be
stopped, and then it is made at the machine. Nothing is wrapped to it before two of its codes have opened
it in a drill (``drilling``); until then the old one stays.
"""

from collections.abc import Callable, Sequence
from uuid import UUID

from django.db import transaction

from yarrow.audit.actions import append
from yarrow.audit.terms import Event
from yarrow.custody.access import may_see_custody, who_asked_are_here
from yarrow.custody.models import AnewAsked, Round
from yarrow.custody.queries import asked_anew, rests
from yarrow.custody.queries.anew import (
    AGREED,
    ASKED,
    MADE,
    asked_on_record,
    open_row,
    says_agreed,
    says_asked,
    says_made,
)
from yarrow.custody.rules import Named, custodians_are_three, may_make
from yarrow.custody.terms import Ending, Reason
from yarrow.kernel.clock import Clock
from yarrow.kernel.decision import Refused, refused
from yarrow.kernel.errors import NotThere
from yarrow.kernel.ids import new_id
from yarrow.kernel.words import N_
from yarrow.sealing.age import new_age_identity
from yarrow.sealing.keys import new_sealing_pair
from yarrow.sealing.recovery_shares import Kept
from yarrow.staff.marks import Matter, mark_of
from yarrow.staff.models import Service, Worker
from yarrow.staff.queries import is_frozen, is_independent_of, is_settled, pepper, the_service

from .making import Keep, make_round

_NOTHING_KEPT = refused("not_set_up", N_("No custodian holds anything yet: nothing can have been lost."))
_ASKED = refused("asked", N_("Somebody has asked for it already."))
_NOT_ASKED = refused("not_asked", N_("Nobody has asked for it, or it was stopped."))
_RESTS = refused(
    "rests",
    N_(
        "Somebody has stopped what you asked for or agreed to. For seven days you can do neither again: "
        "speak with them. Two others can."
    ),
)
_NEW_HERE = refused("new_here", N_("Somebody who has been here for two weeks or longer must do this"))
_NOT_TWO = refused(
    "two", N_("Somebody else must agree: not who asked, and nobody whom one of you brought in alone.")
)


@transaction.atomic
def ask_anew(*, by: Worker, clock: Clock) -> AnewAsked | Refused:
    """The first of two asks for a new recovery key. Raises NotThere for who does not look after custody."""
    _may(by)
    if not Round.objects.exists():
        return _NOTHING_KEPT
    if asked_anew() is not None:
        return _ASKED
    if not is_settled(by, clock):
        return _NEW_HERE
    if rests(by, clock.now()):
        return _RESTS
    _end_what_nobody_asked(clock)
    asked = AnewAsked.objects.create(id=new_id(), by=by, asked_at=clock.now())
    _note(Event.CUSTODY_ANEW_ASKED, asked.pk, by, clock, digest=_mark(ASKED, asked, says_asked(asked)))
    return asked


@transaction.atomic
def agree_anew(*, by: Worker, clock: Clock) -> AnewAsked | Refused:
    """The second agrees; from now three working days are counted. Raises NotThere as above."""
    _may(by)
    asked = asked_anew()
    if asked is None or asked.agreed_by_id is not None:
        return _NOT_ASKED
    if not is_independent_of(by, asked.by, clock):
        return _NOT_TWO
    if rests(by, clock.now()) or rests(asked.by, clock.now()):
        return _RESTS
    asked.agreed_by, asked.agreed_at = by, clock.now()
    asked.save(update_fields=["agreed_by", "agreed_at"])
    _note(Event.CUSTODY_ANEW_AGREED, asked.pk, by, clock, digest=_mark(AGREED, asked, says_agreed(asked)))
    return asked


@transaction.atomic
def stop_anew(*, by: Worker, clock: Clock) -> None:
    """Anybody who looks after custody stops it; no reason asked. Raises NotThere for everybody else.

    Whatever the record says is open, too: a row that was taken away and laid back later counts no more.
    """
    _may(by)
    subjects = {asked_on_record()}
    if (asked := asked_anew()) is not None:
        AnewAsked.objects.filter(pk=asked.pk).update(ending=Ending.STOPPED, ended_by=by)
        subjects.add(asked.pk)
    for subject in subjects - {None}:
        _note(Event.CUSTODY_ANEW_STOPPED, subject, by, clock)


@transaction.atomic
def make_anew(*, custodians: Sequence[Named], keep: Keep, clock: Clock) -> Round | Refused:
    """Make it, at the machine: new recovery key, new key for backups, three new codes; all or nothing.

    No room opens with it yet, and none is wrapped to it: first two of the new codes must pass a drill.
    """
    Service.objects.select_for_update().get()  # two at once would print papers of which one opens nothing
    asked = asked_anew()
    if asked is None:
        return _NOT_ASKED
    may = may_make(agreed_at=asked.agreed_at, both_are_here=who_asked_are_here(asked), now=clock.now())
    if isinstance(may, Refused):
        return may
    if isinstance(wrong := custodians_are_three(custodians), Refused):
        return wrong
    return _made(asked, custodians, keep, clock)


def _made(asked: AnewAsked, custodians: Sequence[Named], keep: Keep, clock: Clock) -> Round:
    AnewAsked.objects.filter(pk=asked.pk).update(ending=Ending.MADE)
    kept = Kept(new_sealing_pair().private, pepper(), new_age_identity().secret)
    made = make_round(kept=kept, named=custodians, reason=Reason.ANEW, keep=keep, clock=clock)
    _note(Event.CUSTODY_ANEW_MADE, asked.pk, None, clock, digest=_mark(MADE, asked, says_made(made)))
    return made


def _end_what_nobody_asked(clock: Clock) -> None:
    """A row that was put in stands in nobody's way."""
    if (row := open_row()) is not None:
        AnewAsked.objects.filter(pk=row.pk).update(ending=Ending.STOPPED)
        _note(Event.CUSTODY_ANEW_STOPPED, row.pk, None, clock)


def _may(by: Worker) -> None:
    """Asked and decided one at a time: two requests side by side would not be two people's one."""
    Service.objects.select_for_update().get()
    if not may_see_custody(Worker.objects.get(pk=by.pk)) or is_frozen(by):
        raise NotThere


def _mark(matter: Matter, asked: AnewAsked, says: list[bytes]) -> Callable[[int], bytes]:
    return mark_of(matter, chain=the_service().pk, subject=asked.pk, says=says)


def _note(
    event: Event,
    asked: UUID | None,
    by: Worker | None,
    clock: Clock,
    *,
    digest: bytes | Callable[[int], bytes] = b"",
) -> None:
    actor = by.pk if by is not None else None
    append(chain=the_service().pk, event=event, actor=actor, subject=asked, digest=digest, clock=clock)
