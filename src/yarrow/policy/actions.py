"""The only writer of policy: asking for numbers, agreeing to them, taking them back."""

from collections.abc import Collection, Mapping
from datetime import date
from uuid import UUID

from django.db import transaction
from django.db.models import Max, QuerySet

from yarrow.audit import actions as audit
from yarrow.audit.terms import Event
from yarrow.gate.policy import Policy, UnreadablePolicy, changes_of, policy_of, problems_of
from yarrow.kernel.clock import Clock
from yarrow.kernel.decision import Allowed, Decision, Reason, Refused, refused
from yarrow.kernel.errors import NotThere
from yarrow.kernel.ids import new_id
from yarrow.kernel.words import N_
from yarrow.staff.marks import Matter, mark_of
from yarrow.staff.models import Worker
from yarrow.staff.queries import the_service

from . import access, queries
from .marked import ASKED, HOLDS, TRIED, WITHDRAWN, says, says_asked, says_tried, says_withdrawn
from .models import PolicyVersion
from .terms import Looked, Why
from .tried import asker_looked_at_a_room, others_who_look, tried_by

_NOT_TODAY = refused("POLICY", N_("It can begin tomorrow at the earliest."), field="effective_on")
_AFTER_THE_LAST = refused(
    "POLICY",
    N_("Other numbers are agreed for this day or a later one. Choose a day after it."),
    field="effective_on",
)
_TOO_LATE = refused("POLICY", N_("Its day has come and nobody had agreed. Ask for it again."))
_CANNOT_BE_READ = refused("POLICY", N_("These numbers cannot be read. Ask for them again."))
_ALREADY = refused("POLICY", N_("Somebody has agreed to this already."))
_NOTHING_CHANGES = refused("POLICY", N_("These are the numbers that hold already."))
_NOBODY_ASKS = refused("POLICY", N_("Who asked for these numbers cannot ask any more. Ask for them again."))
_NOT_TRIED = refused(
    "POLICY",
    N_("You have not tried exactly these numbers within the last week. See first what they would change."),
)
_NOBODY_LOOKED = refused(
    "POLICY",
    N_("Neither of you looked at a room. A colleague who holds one can: they try it, and agree."),
)


@transaction.atomic
def note_trial(*, then: Policy, looked: Looked, by: Worker, clock: Clock) -> None:
    """Leave on record that this person was shown what exactly these numbers would change.

    For who shows it (``practice.trial``): both signatures rest on it. Raises NotThere for who may not ask,
    and UnreadablePolicy for numbers that are not known.
    """
    if not access.may_ask(by):
        raise NotThere
    if not then.is_known:
        raise UnreadablePolicy("numbers that nobody can try")
    chain = the_service().pk
    mark = mark_of(TRIED, chain=chain, subject=by.pk, says=says_tried(then, looked))
    audit.append(chain=chain, event=Event.POLICY_TRIED, actor=by.pk, subject=by.pk, clock=clock, digest=mark)


@transaction.atomic
def propose(
    *, changes: Mapping[str, int], effective_on: date, why: Why, by: Worker, clock: Clock
) -> PolicyVersion | Refused:
    """Ask for numbers. They hold for nothing until somebody else agrees and their day has come.

    ``changes`` names every number that shall differ from the rule's own; all others are the rule's own.
    Refuses looser ones, each by name, and what who asks has not tried. Raises NotThere for who may not ask.
    """
    if not access.may_ask(by):
        raise NotThere
    number = (_locked().aggregate(last=Max("number"))["last"] or 0) + 1
    if (problem := why_not_asked(changes=changes, effective_on=effective_on, clock=clock)) is not None:
        return problem
    asked = policy_of(number, changes)
    if tried_by(by, asked, clock) is None:
        return _NOT_TRIED
    row = PolicyVersion(id=new_id(), number=number, changes=changes_of(asked), why=Why(why))
    row.effective_on, row.asked_by, row.asked_at = effective_on, by, clock.now()
    row.save(force_insert=True)
    _note(Event.POLICY_PROPOSED, row, by, clock, mark=(ASKED, says_asked(row)))
    return row


@transaction.atomic
def agree(*, row: PolicyVersion, by: Worker, inside: Collection[UUID], clock: Clock) -> Decision:
    """The second of two agrees; from its day on it holds.

    ``inside`` are the ids of the workers who hold a room, which this package cannot see. Raises NotThere
    for who may not, and where it was taken back. Refuses who asked for it, who is not independent of them
    or has not tried these numbers, what nobody who still may ask has asked for, two who looked at no room
    where somebody could, and a day that has come.
    """
    if not access.may_ask(by):
        raise NotThere
    row = _standing(row)
    if (problem := _why_not_agreed(row, by, inside, clock)) is not None:
        return problem
    row.agreed_by, row.agreed_at = by, clock.now()
    row.save(update_fields=["agreed_by", "agreed_at"])
    _note(Event.POLICY_AGREED, row, by, clock, mark=(HOLDS, says(row)))
    return Allowed()


@transaction.atomic
def withdraw(*, row: PolicyVersion, by: Worker, clock: Clock) -> None:
    """Take it back before its day; one person is enough, for nothing has rested on it yet.

    What has begun is never taken back: other numbers take two people again. A row that nobody agreed to,
    whatever it says, has never begun. Raises NotThere for what has, and for who may not.
    """
    row = _standing(row)
    if not access.may_withdraw(by, row, clock):
        raise NotThere
    PolicyVersion.objects.filter(pk=row.pk).update(withdrawn_by=by, withdrawn_at=clock.now())
    _note(Event.POLICY_WITHDRAWN, row, by, clock, mark=(WITHDRAWN, says_withdrawn(row.pk)))


def why_not_asked(*, changes: Mapping[str, int], effective_on: date, clock: Clock) -> Refused | None:
    """Why numbers cannot be asked for, before anybody tries them; None where they can. It writes nothing."""
    if problems := tuple(problems_of(changes)):
        return Refused(tuple(Reason("POLICY", words, name) for name, words in problems))
    if (problem := _day_problem(effective_on, clock)) is not None:
        return problem
    now = queries.policy_on(effective_on)
    # Numbers that are not known are put right by agreeing anew, also to the rules' own.
    same = now.is_known and changes_of(policy_of(1, changes)) == changes_of(now)
    return _NOTHING_CHANGES if same else None


def _why_not_agreed(row: PolicyVersion, by: Worker, inside: Collection[UUID], clock: Clock) -> Refused | None:
    if row.agreed_by_id is not None:
        return _ALREADY
    if isinstance(apart := access.second_is_apart(by, row, clock), Refused):
        return apart
    if row.effective_on <= clock.today():
        return _TOO_LATE
    if (problem := _day_problem(row.effective_on, clock)) is not None:
        return problem
    return _trial_problem(row, by, inside, clock)


def _trial_problem(row: PolicyVersion, by: Worker, inside: Collection[UUID], clock: Clock) -> Refused | None:
    """Both have tried exactly these numbers, and one of them over a room, if anybody can."""
    if not queries.read(row).is_known:
        return _CANNOT_BE_READ
    looked = tried_by(by, queries.read(row), clock)
    if looked is None:
        return _NOT_TRIED
    if not (queries.was_asked(row) and access.may_ask(row.asked_by)):
        return _NOBODY_ASKS
    if looked is Looked.ROOMS or asker_looked_at_a_room(row):
        return None
    return _NOBODY_LOOKED if others_who_look(row, by, inside, clock) else None


def _day_problem(effective_on: date, clock: Clock) -> Refused | None:
    """One day, one policy: so which of two holds is never a question."""
    if effective_on <= clock.today():
        return _NOT_TODAY
    last = queries.last_agreed_day()
    return _AFTER_THE_LAST if last is not None and effective_on <= last else None


def _standing(row: PolicyVersion) -> PolicyVersion:
    found = _locked().filter(pk=row.pk, withdrawn_at=None).first()
    if found is None:
        raise NotThere
    return found


def _locked() -> QuerySet[PolicyVersion]:
    """All rows, held until the transaction ends: two people may press at the same moment."""
    list(PolicyVersion.objects.select_for_update().order_by("number").values_list("pk"))
    return PolicyVersion.objects.all()


def _note(
    event: Event, row: PolicyVersion, by: Worker, clock: Clock, *, mark: tuple[Matter, list[bytes]]
) -> None:
    chain, (matter, said) = the_service().pk, mark
    made = mark_of(matter, chain=chain, subject=row.pk, says=said)
    audit.append(chain=chain, event=event, actor=by.pk, subject=row.pk, clock=clock, digest=made)
