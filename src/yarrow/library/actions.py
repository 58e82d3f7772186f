"""The only writer of a service's own wording: writing it, agreeing to it, taking it back."""

from django.db import transaction
from django.db.models import Max, QuerySet

from yarrow.audit import actions as audit
from yarrow.audit.terms import Event
from yarrow.gate.forms import Form
from yarrow.kernel.clock import Clock
from yarrow.kernel.decision import Allowed, Decision, Refused, refused
from yarrow.kernel.errors import NotThere
from yarrow.kernel.ids import new_id
from yarrow.kernel.words import N_
from yarrow.staff.marks import Matter, mark_of
from yarrow.staff.models import Worker
from yarrow.staff.queries import the_service

from . import access, queries
from .marked import HOLDS, WRITTEN, says, says_written
from .models import OwnWording
from .rules import why_not_worded

_ALREADY = refused("WORDING", N_("Somebody has agreed to this already."))
_NOBODY_WROTE = refused("WORDING", N_("Who wrote this cannot any more. Write it again."))


@transaction.atomic
def write_wording(
    *,
    form: Form,
    title: str,
    when: str,
    prompts: str,
    by: Worker,
    clock: Clock,
    replaces: OwnWording | None = None,
) -> OwnWording | Refused:
    """Write words beside a way of working; nobody reads them there until somebody else agrees.

    Refuses words in which somebody could be found, and words that promise. Raises NotThere for who may not.
    """
    if not access.may_ask(by) or (replaces is not None and replaces.form != form.value):
        raise NotThere
    if (problem := why_not_worded(title, when, prompts)) is not None:
        return problem
    row = OwnWording(id=new_id(), form=form.value, title=title, when=when, prompts=prompts, replaces=replaces)
    row.number = (_locked().aggregate(last=Max("number"))["last"] or 0) + 1
    row.written_by, row.written_at = by, clock.now()
    row.save(force_insert=True)
    _note(Event.WORDING_WRITTEN, row, by, clock, mark=(WRITTEN, says_written(row)))
    return row


@transaction.atomic
def agree_to_wording(*, row: OwnWording, by: Worker, clock: Clock) -> Decision:
    """The second of two agrees; from now on it is read by everybody who works here.

    Raises NotThere for who may not, and where it was taken back. Refuses who wrote it, who is not
    independent of them, and what is not as this service wrote it down.
    """
    if not access.may_ask(by):
        raise NotThere
    row = _standing(row)
    if row.agreed_by_id is not None:
        return _ALREADY
    if isinstance(apart := access.second_is_apart(by, row, clock), Refused):
        return apart
    if not (queries.was_written(row) and access.may_ask(row.written_by)):
        return _NOBODY_WROTE
    row.agreed_by, row.agreed_at = by, clock.now()
    row.save(update_fields=["agreed_by", "agreed_at"])
    _note(Event.WORDING_AGREED, row, by, clock, mark=(HOLDS, says(row)))
    return Allowed()


@transaction.atomic
def withdraw_wording(*, row: OwnWording, by: Worker, clock: Clock) -> None:
    """Take it back; one person is enough, and only our own words stand there again. Raises NotThere."""
    if not access.may_ask(by):
        raise NotThere
    row = _standing(row)
    row.withdrawn_by, row.withdrawn_at = by, clock.now()
    row.save(update_fields=["withdrawn_by", "withdrawn_at"])
    _note(Event.WORDING_WITHDRAWN, row, by, clock)


def _standing(row: OwnWording) -> OwnWording:
    found = _locked().filter(pk=row.pk, withdrawn_at=None).first()
    if found is None:
        raise NotThere
    return found


def _locked() -> QuerySet[OwnWording]:
    """All rows, held until the transaction ends: two people may press at the same moment."""
    list(OwnWording.objects.select_for_update().order_by("number").values_list("pk"))
    return OwnWording.objects.all()


def _note(
    event: Event, row: OwnWording, by: Worker, clock: Clock, *, mark: tuple[Matter, list[bytes]] | None = None
) -> None:
    chain = the_service().pk
    made = mark_of(mark[0], chain=chain, subject=row.pk, says=mark[1]) if mark else b""
    audit.append(chain=chain, event=event, actor=by.pk, subject=row.pk, clock=clock, digest=made)
