"""Leaving: one act, in steps that each stand alone, so that a fallen machine goes on where it was (R-10)."""

from collections.abc import Callable, Iterator
from datetime import timedelta

from django.db import transaction

from yarrow.audit import actions as audit
from yarrow.audit.terms import Event
from yarrow.cases import actions as cases
from yarrow.kernel.apart import each_apart
from yarrow.kernel.clock import Clock
from yarrow.kernel.decision import Refused, refused
from yarrow.kernel.errors import NotThere
from yarrow.kernel.words import N_
from yarrow.people import access
from yarrow.people.leaving import ALSO, Step
from yarrow.people.models import Invitation, Leaving, NewKeys, News, ShownOnce
from yarrow.people.terms import Ending
from yarrow.rooms import actions as rooms
from yarrow.staff import actions as staff
from yarrow.staff.models import Service, Worker
from yarrow.staff.queries import the_service

_NOT_ONESELF = refused("not_oneself", N_("A colleague must do this: nobody ends their own time here"))

MOST_A_DAY = 3
"""One person must not be able to send everybody away before anybody notices."""
FEWEST = 2
"""So many must be left who look after people and can sign in: one alone can bring in nobody."""
_TOO_MANY = refused(
    "ended_enough",
    N_("You have ended the time of three colleagues here since this time yesterday. Ask another colleague."),
)
_TOO_FEW = refused(
    "too_few_left",
    N_("Fewer than two managers or supervisors who can sign in would be left. Let another join first."),
)


Watch = Callable[[str], None]
"""Told the name of each point that is reached; for tests, which let the machine fall there."""


def _nobody_watches(_point: str) -> None:
    """As it is outside tests."""


def begin_leaving(
    *, worker: Worker, by: Worker, clock: Clock, watch: Watch = _nobody_watches
) -> Leaving | Refused:
    """End somebody's time here: the door is shut in this very step, the rest follows.

    Raises ``NotThere`` for whoever does not look after people; refuses oneself, a fourth in 24 hours,
    and who would leave fewer than two to look after people. Pressed again, it goes on.
    """
    if not access.may_look_after(by):
        raise NotThere
    if worker.pk == by.pk:
        return _NOT_ONESELF
    leaving = _shut_the_door(worker, by, clock)
    if isinstance(leaving, Refused):
        return leaving
    watch("the door is shut")
    return go_on_leaving(leaving=leaving, clock=clock, watch=watch)


@transaction.atomic
def _shut_the_door(worker: Worker, by: Worker, clock: Clock) -> Leaving | Refused:
    """The one step that cannot wait: no sign-in, no session, nothing more wrapped to them."""
    Service.objects.select_for_update().get()  # one at a time: counted side by side, too many could go
    refusal = _why_not(worker, by, clock)
    if refusal is not None:
        return refusal
    leaving, fresh = Leaving.objects.get_or_create(
        worker=worker, defaults={"by": by, "begun_at": clock.now()}
    )
    staff.leave_service(worker=worker, by=by, clock=clock)
    if fresh:
        _note(Event.LEAVING_BEGUN, leaving, clock)
    return leaving


def _why_not(worker: Worker, by: Worker, clock: Clock) -> Refused | None:
    """One person alone must not empty the service. A leaving that was begun goes on."""
    if Leaving.objects.filter(worker=worker).exists():
        return None
    lately = Leaving.objects.filter(by=by, begun_at__gte=clock.now() - timedelta(hours=24))
    if lately.count() >= MOST_A_DAY:
        return _TOO_MANY
    left = access.looking_after().exclude(pk=worker.pk).count()
    return _TOO_FEW if worker.post in access.LOOKING_AFTER and left < FEWEST else None


def go_on_leaving(*, leaving: Leaving, clock: Clock, watch: Watch = _nobody_watches) -> Leaving:
    """Do every step that is not behind, each by itself. Needs no key: the night's tick does it too."""
    for name, step in _steps():
        if name not in Leaving.objects.values_list("done", flat=True).get(pk=leaving.pk):
            step(leaving.worker, leaving.by, clock)
            watch(f"{name} is done")
            _say_done(leaving, name)
            watch(f"{name} is noted")
    return _finish(leaving, clock)


def resume_leavings(*, clock: Clock) -> int:
    """Go on with every leaving that something interrupted, each by itself; returns how many.

    Raises ``NotAllDone`` at the end where one could not be gone on with.
    """
    unfinished = list(Leaving.objects.filter(finished_at=None).select_related("worker", "by"))
    return len(
        each_apart(
            (f"a leaving, {number}", _going_on(leaving, clock))
            for number, leaving in enumerate(unfinished, 1)
        )
    )


def _going_on(leaving: Leaving, clock: Clock) -> Callable[[], int]:
    def go_on() -> int:
        go_on_leaving(leaving=leaving, clock=clock)
        return 1

    return go_on


def _steps() -> Iterator[tuple[str, Step]]:
    yield "account", _end_account
    yield "rooms", lambda worker, by, clock: rooms.shut_out(worker=worker, by=by, clock=clock)
    yield "asked", lambda worker, by, clock: rooms.withdraw_grants(worker=worker, by=by, clock=clock)
    yield "duties", lambda worker, by, clock: cases.end_duties(worker=worker, by=by, clock=clock)
    yield from ALSO.items()


@transaction.atomic
def _end_account(worker: Worker, _by: Worker, _clock: Clock) -> None:
    """What would let them, or somebody they invited and nobody met, in again."""
    Invitation.objects.filter(by=worker, ending=Ending.OPEN, worker=None).update(ending=Ending.CANCELLED)
    for theirs in ({"worker": worker}, {"by": worker}, {"confirmed_by": worker}):
        NewKeys.objects.filter(**theirs, ending=Ending.OPEN).update(ending=Ending.CANCELLED)
    ShownOnce.objects.filter(worker=worker).delete()
    News.objects.filter(worker=worker).delete()


@transaction.atomic
def _say_done(leaving: Leaving, name: str) -> None:
    standing = Leaving.objects.select_for_update().get(pk=leaving.pk)
    if name not in standing.done:
        standing.done = [*standing.done, name]
        standing.save(update_fields=["done"])


@transaction.atomic
def _finish(leaving: Leaving, clock: Clock) -> Leaving:
    unfinished = Leaving.objects.select_for_update().filter(pk=leaving.pk, finished_at=None)
    if unfinished.update(finished_at=clock.now()):
        _note(Event.LEAVING_DONE, leaving, clock)
    return Leaving.objects.get(pk=leaving.pk)


def _note(event: Event, leaving: Leaving, clock: Clock) -> None:
    audit.append(
        chain=the_service().id, event=event, actor=leaving.by_id, subject=leaving.worker_id, clock=clock
    )
