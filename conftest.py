"""What every test of the house may ask for."""

import os
from datetime import UTC, datetime

import pytest
from hypothesis import HealthCheck, settings

from workshop.browser import NO_BROWSER, chromium
from yarrow.kernel.clock import FixedClock

pytest_plugins = ["tests.browsers", "tests.cast", "tests.which"]

settings.register_profile(
    "short",
    max_examples=40,
    deadline=None,
    derandomize=True,
    database=None,
    suppress_health_check=[HealthCheck.function_scoped_fixture],
)
settings.register_profile("long", settings.get_profile("short"), max_examples=1000, derandomize=False)
settings.load_profile(os.environ.get("YARROW_EXAMPLES", "short"))


@pytest.fixture
def clock() -> FixedClock:
    """A Tuesday morning in March, outside summer time, that moves only when told to."""
    return FixedClock(datetime(2026, 3, 10, 9, 30, tzinfo=UTC))


def pytest_make_parametrize_id(val: object, argname: str) -> str | None:
    """A name for bytes that stays the same from run to run: a test may be given a fresh key."""
    return f"{argname}-{len(val)}B" if isinstance(val, bytes) else None


def pytest_runtest_setup(item: pytest.Item) -> None:
    if item.get_closest_marker("story") and chromium() is None:
        pytest.skip(NO_BROWSER)


def pytest_terminal_summary(terminalreporter: pytest.TerminalReporter) -> None:
    skipped = [
        report for report in terminalreporter.stats.get("skipped", []) if NO_BROWSER in str(report.longrepr)
    ]
    if skipped:
        terminalreporter.section("BROWSER STORIES DID NOT RUN")
        terminalreporter.write_line(f"{len(skipped)} skipped: {NO_BROWSER}")
