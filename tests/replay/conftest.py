import pytest

from tests.replay.places import NOT_THERE, OWN
from yarrow.config.replay.case import ReplayCase
from yarrow.config.replay.opened import FIRST_DAY
from yarrow.config.replay.reading import read_case
from yarrow.config.replay.staff import ReplayStaff
from yarrow.kernel.clock import FixedClock
from yarrow.staff.actions import set_up_service
from yarrow.staff.terms import Kind


@pytest.fixture
def long_ago() -> FixedClock:
    return FixedClock(FIRST_DAY)


@pytest.fixture
def staff(db: None, long_ago: FixedClock) -> ReplayStaff:
    set_up_service(kind=Kind.TEST, clock=long_ago)
    return ReplayStaff(rooms=4, clock=long_ago)


@pytest.fixture
def light_path() -> ReplayCase:
    return read_case(OWN / "light-path.yaml")


def pytest_terminal_summary(terminalreporter: pytest.TerminalReporter) -> None:
    skipped = [r for r in terminalreporter.stats.get("skipped", []) if NOT_THERE in str(r.longrepr)]
    if skipped:
        terminalreporter.section("THE PUBLISHED CASES WERE NOT REPLAYED")
        terminalreporter.write_line(NOT_THERE)
