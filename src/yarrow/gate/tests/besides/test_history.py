"""On which days a room's answer was a yes: spans across writing, lapses and silence. Refusals first."""

from collections.abc import Sequence
from dataclasses import replace
from datetime import date, timedelta
from uuid import UUID

import pytest
from hypothesis import given
from hypothesis import strategies as st

from yarrow.gate.facts.base import Fact, Home, Unreadable
from yarrow.gate.facts.choice import Consent, ConsentValue
from yarrow.gate.facts.risk import Level
from yarrow.gate.forms import Form
from yarrow.gate.history import Asked, EndOfDay, NotSaid, Span, spans_of
from yarrow.gate.policy import NOT_KNOWN
from yarrow.gate.question import Question
from yarrow.gate.standing import CELLS, RoomAnswer, answer, standing_of
from yarrow.gate.tests.favourable import DAY, REVIEW, harmed, orders_check, reach, risk, written
from yarrow.gate.topics import Topic

pytestmark = pytest.mark.once

STANDS, DOES_NOT, UNKNOWN = RoomAnswer.STANDS, RoomAnswer.DOES_NOT, RoomAnswer.UNKNOWN
ASKED = Asked(Home.PERSON, Form.CONFERENCE, Topic.HARM)


def days(number: int) -> timedelta:
    return timedelta(days=number)


def end_of(number: int, facts: Sequence[Fact]) -> EndOfDay:
    """What counted so many days after the first, each fact written on that day."""
    return EndOfDay(DAY + days(number), written(facts, DAY + days(number)))


def spans(*ends: EndOfDay, today: int, now: RoomAnswer = STANDS, asked: Asked = ASKED) -> tuple[Span, ...]:
    return spans_of(ends, asked, today=DAY + days(today), now=now)


def said(found: Sequence[Span]) -> list[tuple[date, date, RoomAnswer]]:
    return [(span.first, span.last, span.answer) for span in found]


def test_room_in_which_nothing_happened_has_no_days() -> None:
    assert spans(today=30) == ()


def test_room_with_nothing_written_never_stood_and_says_why() -> None:
    (span,) = spans(end_of(0, []), today=900)

    assert said([span]) == [(DAY, DAY + days(900), DOES_NOT)]
    assert {"E2", "E7", "E13"} <= set(span.codes)


def test_what_cannot_be_read_is_no_answer_but_a_no() -> None:
    (span,) = spans(end_of(0, [*harmed(), Unreadable()]), today=3)

    assert span.answer is DOES_NOT
    assert span.reasons


def test_numbers_that_are_not_known_are_a_no_on_every_day() -> None:
    (span,) = spans(end_of(0, harmed()), today=3, asked=replace(ASKED, policy=NOT_KNOWN))

    assert span.answer is DOES_NOT


@pytest.mark.parametrize("why", NotSaid)
def test_while_nobody_could_say_it_is_not_known_and_no_reason_of_the_room_is_given(why: NotSaid) -> None:
    found = spans(end_of(0, harmed()), EndOfDay(DAY + days(2), not_said=why), end_of(5, harmed()), today=6)

    assert said(found) == [
        (DAY, DAY + days(1), STANDS),
        (DAY + days(2), DAY + days(4), UNKNOWN),
        (DAY + days(5), DAY + days(6), STANDS),
    ]
    assert (found[1].not_said, found[1].reasons) == (why, ())


def test_yes_ends_the_day_after_the_last_day_of_what_lapses_and_names_it() -> None:
    found = spans(end_of(0, harmed()), today=200, now=DOES_NOT)

    ends = standing_of(written(harmed()), Home.PERSON, DAY).answers[Form.CONFERENCE, Topic.HARM].last_day
    assert ends is not None
    assert said(found) == [(DAY, ends, STANDS), (ends + days(1), DAY + days(200), DOES_NOT)]
    assert found[1].codes


def test_no_that_time_would_lift_stays_until_somebody_says_again() -> None:
    cooling = Consent(value=ConsentValue.WITHDRAWN, forms=(), topics=(), review_on=REVIEW)
    found = spans(end_of(0, [*harmed(), cooling]), end_of(10, harmed()), today=11)

    assert said(found) == [(DAY, DAY + days(9), DOES_NOT), (DAY + days(10), DAY + days(11), STANDS)]


def test_more_reasons_on_a_later_day_begin_a_line_of_their_own() -> None:
    less = [fact for fact in harmed() if not isinstance(fact, type(reach()))]
    found = spans(end_of(0, less), end_of(1, [*less, risk(Level.HIGH)]), today=2, now=DOES_NOT)

    assert [span.answer for span in found] == [DOES_NOT, DOES_NOT]
    assert set(found[0].codes) < set(found[1].codes)


def test_days_that_say_the_same_are_one_line() -> None:
    found = spans(end_of(0, harmed()), end_of(3, harmed()), end_of(4, [*harmed(), orders_check()]), today=5)

    assert said(found) == [(DAY, DAY + days(5), STANDS)]


@pytest.mark.parametrize("now", [DOES_NOT, UNKNOWN])
def test_today_is_no_better_than_what_is_believed_today(now: RoomAnswer) -> None:
    found = spans(end_of(0, harmed()), today=5, now=now)

    assert said(found) == [(DAY, DAY + days(4), STANDS), (DAY + days(5), DAY + days(5), now)]
    assert found[-1].not_said is NotSaid.SAY_AGAIN


def test_today_alone_is_no_better_than_what_is_believed_either() -> None:
    assert said(spans(end_of(0, harmed()), today=0, now=UNKNOWN)) == [(DAY, DAY, UNKNOWN)]


def test_today_that_is_not_known_says_no_reason_of_before() -> None:
    found = spans(end_of(0, []), today=5, now=UNKNOWN)

    assert [(span.answer, bool(span.reasons)) for span in found] == [(DOES_NOT, True), (UNKNOWN, False)]


def test_no_that_was_worked_out_stays_also_where_an_older_yes_is_believed() -> None:
    assert said(spans(end_of(0, []), today=5, now=STANDS)) == [(DAY, DAY + days(5), DOES_NOT)]


PARTS = harmed()


@given(
    ends=st.lists(
        st.tuples(st.integers(0, 120), st.sets(st.integers(0, len(PARTS) - 1)), st.booleans()),
        min_size=1,
        max_size=6,
        unique_by=lambda each: each[0],
    ),
    cell=st.sampled_from(CELLS),
    today=st.integers(120, 200),
)
def test_every_day_of_a_span_says_what_the_standing_of_that_day_said(
    ends: list[tuple[int, set[int], bool]], cell: tuple[Form, Topic], today: int
) -> None:
    made = [
        EndOfDay(DAY + days(number), not_said=NotSaid.NOTE_WAITED)
        if waits
        else end_of(number, [part for place, part in enumerate(PARTS) if place not in left_out])
        for number, left_out, waits in sorted(ends, key=lambda each: each[0])
    ]
    asked = Asked(Home.PERSON, *cell)

    found = spans_of(made, asked, today=DAY + days(today), now=STANDS)

    assert [span.first for span in found[1:]] == [span.last + days(1) for span in found[:-1]]
    assert (found[0].first, found[-1].last) == (made[0].day, DAY + days(today))
    for span in found:
        for day in {span.first, span.first + (span.last - span.first) // 2, span.last}:
            assert span.answer is _as_attested(made, asked, day), (span, day)


def _as_attested(made: Sequence[EndOfDay], asked: Asked, day: date) -> RoomAnswer:
    """What the gate itself would have been told, from the vector attested on the last day before."""
    newest = [each for each in made if each.day <= day][-1]
    if newest.not_said is not None:
        return UNKNOWN
    return answer(standing_of(newest.recorded, asked.home, newest.day), asked.on(day))


def test_entries_of_three_years_are_worked_out_in_bounded_steps(monkeypatch: pytest.MonkeyPatch) -> None:
    """400 changes: one look for each change and each lapse between two, never one for each day and entry."""
    looked: list[date] = []
    ends, facts = [], list(harmed())
    for number in range(400):
        facts.append(reach(DAY + days(number * 2)))
        ends.append(EndOfDay(DAY + days(number * 2), written(facts, DAY + days(number * 2))))
    original = Asked.on

    def noted(self: Asked, day: date) -> Question:
        looked.append(day)
        return original(self, day)

    monkeypatch.setattr(Asked, "on", noted)

    spans(*ends, today=1000)

    assert len(looked) == len(set(looked))
    assert len(looked) <= 2 * 400


def test_ids_of_entries_are_of_no_matter() -> None:
    ends = end_of(0, harmed())
    other = replace(ends, recorded=tuple(replace(each, entry=UUID(int=7)) for each in ends.recorded))

    assert spans(ends, today=90) == spans(other, today=90)
