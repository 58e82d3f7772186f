"""The cast, for every test: a worker of each side, a supervisor, a researcher, an outsider, an
ex-worker and an excluded worker, and one two-home family (style.md §4, "Tests")."""

from collections.abc import Iterator

import pytest

from yarrow.audit.tests.tampering import flush_allowed
from yarrow.cases.actions import exclude_worker
from yarrow.cases.tests.tampering import bars_may_be_flushed
from yarrow.config.cast import Cast, enrol_cast
from yarrow.config.families import Family, open_family
from yarrow.kernel.clock import FixedClock
from yarrow.staff.actions import freeze, leave_service, set_up_service
from yarrow.staff.terms import Kind

from .kept import made_once


@pytest.fixture
def cast(db: None, clock: FixedClock) -> Cast:
    """Everybody, enrolled in a fresh service; the ex-worker has left it, one account is frozen."""

    def enrolled() -> Cast:
        set_up_service(kind=Kind.TEST, clock=clock)
        made = enrol_cast(clock=clock)
        leave_service(worker=made.worker("ex_worker"), by=made.worker("manager"), clock=clock)
        freeze(worker=made.worker("frozen"), by=made.worker("manager"), clock=clock)
        return made

    return made_once("cast", enrolled, clock=clock)


@pytest.fixture
def family(cast: Cast, clock: FixedClock) -> Family:
    """The two-home family; one worker is barred from their case."""

    def opened() -> Family:
        made = open_family(cast=cast, clock=clock)
        supervisor, barred = cast.worker("supervisor"), cast.worker("excluded")
        exclude_worker(case=made.case, worker=barred, by=supervisor, clock=clock)
        return made

    return made_once("family", opened, cast, clock=clock)


@pytest.fixture(scope="session", autouse=True)
def _audit_rows_may_be_flushed() -> Iterator[None]:
    """Let Django empty the tables between transactional tests; the guard stands for all else."""
    with flush_allowed(), bars_may_be_flushed():
        yield
