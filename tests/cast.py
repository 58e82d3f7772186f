"""The cast, for every test: a worker of each side, a supervisor, a researcher, an outsider, an
ex-worker and an excluded worker, and one two-home family (style.md §4, "Tests")."""

from collections.abc import Iterator

import pytest

from yarrow.audit.tests.tampering import flush_allowed
from yarrow.cases.actions import exclude_worker
from yarrow.config.cast import Cast, enrol_cast
from yarrow.config.families import Family, open_family
from yarrow.kernel.clock import FixedClock
from yarrow.staff.actions import leave_service, set_up_service
from yarrow.staff.terms import Kind


@pytest.fixture
def cast(db: None, clock: FixedClock) -> Cast:
    """Everybody, enrolled in a fresh service; the ex-worker has left it."""
    set_up_service(kind=Kind.TEST, clock=clock)
    made = enrol_cast(clock=clock)
    leave_service(worker=made.worker("ex_worker"), by=made.worker("manager"), clock=clock)
    return made


@pytest.fixture
def family(cast: Cast, clock: FixedClock) -> Family:
    """The two-home family; one worker is barred from their case."""
    made = open_family(cast=cast, clock=clock)
    exclude_worker(case=made.case, worker=cast.worker("excluded"), by=cast.worker("supervisor"), clock=clock)
    return made


@pytest.fixture(scope="session", autouse=True)
def _audit_rows_may_be_flushed() -> Iterator[None]:
    """Let Django empty the tables between transactional tests; the guard stands for all else."""
    with flush_allowed():
        yield
