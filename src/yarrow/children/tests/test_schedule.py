"""The days of a schedule: the pattern, what is left out, what comes besides, and nothing outside."""

from datetime import date

import pytest

from yarrow.children.schedule import NotADay, days_named, days_of
from yarrow.children.shown.calendar import draw
from yarrow.gate.facts.proposals import EveryWeeks, Weekday
from yarrow.gate.words import LongText

from .known import but

pytestmark = pytest.mark.once


def test_a_weekly_pattern_without_a_day_left_out_and_with_one_besides() -> None:
    days = days_of(but())
    assert date(2026, 5, 23) not in days
    assert date(2026, 5, 27) in days
    assert days[0] == date(2026, 5, 9)
    assert days[-1] == date(2026, 6, 27)
    assert len(days) == 8


def test_every_second_week_counts_from_the_week_of_the_first_day() -> None:
    both = but(weekdays=(Weekday.WEDNESDAY, Weekday.SATURDAY), every=EveryWeeks.TWO, left_out="", besides="")
    assert days_of(both)[:4] == (
        date(2026, 5, 9), date(2026, 5, 20), date(2026, 5, 23), date(2026, 6, 3),
    )  # fmt: skip


def test_a_change_of_clocks_moves_no_day() -> None:
    over = but(
        starts=date(2026, 10, 18), ends=date(2026, 11, 1), weekdays=(Weekday.SUNDAY,), left_out="", besides=""
    )
    assert days_of(over) == (date(2026, 10, 18), date(2026, 10, 25), date(2026, 11, 1))


def test_nothing_is_drawn_without_an_end_and_nothing_outside_it() -> None:
    assert days_of(but(ends=None)) == ()
    assert days_of(but(weekdays=(), besides=LongText("04/07/2026"), left_out="")) == ()


@pytest.mark.parametrize("words", ["tomorrow", "31/02/2026", "24/12", "12/24/2026"])
def test_a_line_that_is_no_day_is_refused_by_its_number(words: str) -> None:
    with pytest.raises(NotADay) as found:
        days_named(f"24/12/2026\n\n{words}")
    assert found.value.line == 3
    assert words not in str(found.value)


@pytest.mark.django_db
def test_the_drawing_and_its_table_hold_the_same_days() -> None:
    days = days_of(but())
    drawn = draw(but(), days)
    framed = [(month.title, cell.number) for month in drawn.months for cell in month.cells if cell.has_time]
    assert len(framed) == len(drawn.rows) == len(days)
    assert drawn.rows[0] == ("Saturday 9 May 2026", "10:15 to 11:45")
    assert drawn.months[0].words == "Days with time: 9, 16, 27, 30."
