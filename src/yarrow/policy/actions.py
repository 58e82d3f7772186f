"""The only writer of policy: asking for numbers, agreeing to them, taking them back."""

from collections.abc import Mapping
from datetime import date

from django.db import transaction
from django.db.models import Max, QuerySet

from yarrow.audit import actions as audit
from yarrow.audit.terms import Event
from yarrow.gate.policy import changes_of, policy_of, problems_of
from yarrow.kernel.clock import Clock
from yarrow.kernel.decision import Allowed, Decision, Reason, Refused, refused
from yarrow.kernel.errors import NotThere
from yarrow.kernel.ids import new_id
from yarrow.kernel.words import N_
from yarrow.staff.marks import mark_of
from yarrow.staff.models import Worker
from yarrow.staff.queries import the_service

from . import access, queries
from .marked import HOLDS, says
from .models import PolicyVersion
from .terms import Why

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


@transaction.atomic
def propose(
    *, changes: Mapping[str, int], effective_on: date, why: Why, by: Worker, clock: Clock
) -> PolicyVersion | Refused:
    """Ask for numbers. They hold for nothing until somebody else agrees and their day has come.

    ``changes`` names every number that shall differ from the rule's own; all others are the rule's own.
    Refuses looser ones, each by name. Raises NotThere for who may not ask.
    """
    if not access.may_ask(by):
        raise NotThere
    if problems := tuple(problems_of(changes)):
        return Refused(tuple(Reason("POLICY", words, name) for name, words in problems))
    if (problem := _day_problem(effective_on, clock)) is not None:
        return problem
    number = (_locked().aggregate(last=Max("number"))["last"] or 0) + 1
    asked = policy_of(number, changes)
    if changes_of(asked) == changes_of(queries.policy_on(effective_on)):
        return _NOTHING_CHANGES
    row = PolicyVersion(id=new_id(), number=number, changes=changes_of(asked), why=Why(why))
    row.effective_on, row.asked_by, row.asked_at = effective_on, by, clock.now()
    row.save(force_insert=True)
    _note(Event.POLICY_PROPOSED, row, by, clock)
    return row


@transaction.atomic
def agree(*, row: PolicyVersion, by: Worker, clock: Clock) -> Decision:
    """The second of two agrees; from its day on it holds.

    Raises NotThere for who may not, and where it was taken back. Refuses who asked for it, who is not
    independent of them, and a day that has come.
    """
    if not access.may_ask(by):
        raise NotThere
    row = _standing(row)
    if row.agreed_by_id is not None:
        return _ALREADY
    if isinstance(apart := access.second_is_apart(by, row, clock), Refused):
        return apart
    if row.effective_on <= clock.today():
        return _TOO_LATE
    if (problem := _day_problem(row.effective_on, clock)) is not None:
        return problem
    if not queries.read(row).is_known:
        return _CANNOT_BE_READ
    row.agreed_by, row.agreed_at = by, clock.now()
    row.save(update_fields=["agreed_by", "agreed_at"])
    chain = the_service().pk
    audit.append(
        chain=chain,
        event=Event.POLICY_AGREED,
        actor=by.pk,
        subject=row.pk,
        clock=clock,
        digest=mark_of(HOLDS, chain=chain, subject=row.pk, says=says(row)),
    )
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
    _note(Event.POLICY_WITHDRAWN, row, by, clock)


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


def _note(event: Event, row: PolicyVersion, by: Worker, clock: Clock) -> None:
    audit.append(chain=the_service().pk, event=event, actor=by.pk, subject=row.pk, clock=clock)
