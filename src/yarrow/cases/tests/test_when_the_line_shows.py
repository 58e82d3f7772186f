"""The line of what was confided waits for the event's own confirmation; order never tells or hides."""

from datetime import UTC, datetime, timedelta
from itertools import permutations

import pytest

from yarrow.cases.rules import CONFIRMATION_PAUSE, StopTimes, next_confirmation, times_of_stop
from yarrow.cases.terms import StopKind

AT = datetime(2026, 3, 10, 9, 30, tzinfo=UTC)
EVENT = datetime(2026, 3, 24, 14, 0, tzinfo=UTC)
CONFIRMED = EVENT - CONFIRMATION_PAUSE
DAY_BEGINS = datetime(2026, 3, 24, 0, 0, tzinfo=UTC)


@pytest.mark.parametrize("minutes", [0, 7, 60, 5 * 24 * 60])
def test_line_of_what_was_confided_is_the_same_whenever_it_was_confided(minutes: int) -> None:
    confided = times_of_stop(at=AT + timedelta(minutes=minutes), kind=StopKind.CONFIDED, event_at=EVENT)

    assert confided == StopTimes(line_from=CONFIRMED, say_nothing_before=CONFIRMED)


@pytest.mark.parametrize(
    ("at", "shows"),
    [
        (CONFIRMED - timedelta(seconds=1), CONFIRMED),
        (CONFIRMED, DAY_BEGINS),
        (DAY_BEGINS - timedelta(hours=2), DAY_BEGINS),
        (DAY_BEGINS, EVENT),
        (EVENT - timedelta(hours=3), EVENT),
        (EVENT, EVENT + CONFIRMATION_PAUSE),
    ],
)
def test_plan_due_sooner_is_postponed_no_later_than_its_own_hour(at: datetime, shows: datetime) -> None:
    assert next_confirmation(at=at, event_at=EVENT) == shows


def test_day_begins_by_the_clock_on_the_wall() -> None:
    in_summer = datetime(2026, 6, 24, 14, 0, tzinfo=UTC)

    said = next_confirmation(at=in_summer - timedelta(days=2), event_at=in_summer)

    assert said == datetime(2026, 6, 23, 23, 0, tzinfo=UTC)


def test_without_an_event_it_is_the_end_of_the_pause() -> None:
    assert next_confirmation(at=AT, event_at=None) == datetime(2026, 3, 13, 10, 0, tzinfo=UTC)


@pytest.mark.parametrize("kind", [StopKind.CONFIDED, StopKind.SILENT])
def test_open_line_is_the_same_with_and_without_something_hidden_before_it(kind: StopKind) -> None:
    hidden = times_of_stop(at=AT, kind=kind, event_at=EVENT)
    later = AT + timedelta(days=1)

    alone = times_of_stop(at=later, kind=StopKind.OPEN, event_at=EVENT)

    assert times_of_stop(at=later, kind=StopKind.OPEN, earlier=[hidden], event_at=EVENT) == alone


def test_hour_that_somebody_agreed_is_kept_by_an_open_line() -> None:
    agreed = StopTimes(line_from=CONFIRMED, say_nothing_before=CONFIRMED + timedelta(days=1))

    said = times_of_stop(at=AT, kind=StopKind.OPEN, earlier=[agreed], event_at=EVENT)

    assert said == StopTimes(line_from=AT, say_nothing_before=agreed.say_nothing_before)


@pytest.mark.parametrize("event_at", [None, EVENT])
def test_several_stops_of_one_moment_show_the_same_line_whichever_was_written_first(
    event_at: datetime | None,
) -> None:
    shown = set()
    for order in permutations(StopKind):
        made: list[StopTimes] = []
        for kind in order:
            ahead = [stop for stop in made if stop.line_from is not None]
            made.append(times_of_stop(at=AT, kind=kind, earlier=ahead, event_at=event_at))
        shown.add(_on_the_line(made, AT))

    assert shown == {(AT, datetime(2026, 3, 13, 10, 0, tzinfo=UTC))}


def _on_the_line(stops: list[StopTimes], now: datetime) -> tuple[datetime, datetime]:
    """The first moment of a line, and the hour on the line that was written last."""
    shown = [stop for stop in stops if stop.line_from is not None and stop.line_from <= now]
    return min(stop.line_from for stop in shown if stop.line_from), shown[-1].say_nothing_before
