"""Who is trained and supervised in the example service, what runs out soon, and what waits for a second."""

from datetime import timedelta

from yarrow.config.cast import Cast
from yarrow.config.ready.practice import supervised, trained
from yarrow.kernel.clock import Clock
from yarrow.practice.actions import attest
from yarrow.practice.terms import Basis, Subject

PRACTITIONERS = ("lead", "harmed_worker", "other_worker", "child_worker")
RUNS_OUT_SOON = "child_worker"


def train_and_supervise(cast: Cast, clock: Clock) -> None:
    """So that work is not held up by the staff file; one training runs out soon, one line waits."""
    by, second, today = cast["supervisor"], cast["signing_supervisor"], clock.today()
    for part in PRACTITIONERS:
        worker = cast.worker(part)
        for weeks in (9, 3):
            supervised(worker, on=today - timedelta(weeks=weeks), by=by, second=second, clock=clock)
        until = today + timedelta(days=21 if part == RUNS_OUT_SOON else 300)
        trained(worker, until=until, by=by, second=second, clock=clock)
    _who_say_it_themselves(cast, clock)


def _who_say_it_themselves(cast: Cast, clock: Clock) -> None:
    """The specialist and the guest say for themselves; one line waits for a supervisor."""
    own, today, second = cast["specialist"], clock.today(), cast["supervisor"]
    until = today + timedelta(days=200)
    of_survivors, supervising = Subject.SURVIVOR_SPECIALIST, Subject.SUPERVISING
    trained(own.worker, subject=of_survivors, until=until, by=own, second=second, clock=clock)
    guest = cast["guest"]
    trained(guest.worker, subject=supervising, until=until, by=guest, second=second, clock=clock)
    attest(
        worker=own.worker,
        subject=Subject.SUPERVISION,
        on=today - timedelta(days=8),
        until=today + timedelta(days=40),
        basis=Basis.TOOK_PLACE,
        by=own.worker,
        keyring=own.keyring,
        clock=clock,
    )
