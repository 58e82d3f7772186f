"""Days and numbers, and finding a card from what a caller says."""

from datetime import UTC, date, datetime, timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as st

from yarrow.emergency.finding import Wanted, found, wanted
from yarrow.emergency.rules import is_stale, may_look, review_due
from yarrow.gate.facts.emergency import EmergencyCard
from yarrow.kernel.decision import Allowed, Refused

from .steps import card

pytestmark = pytest.mark.once

NOON = datetime(2026, 3, 10, 12, 0, tzinfo=UTC)


@pytest.mark.parametrize(
    ("opened_on", "due"),
    [
        (date(2026, 3, 9), date(2026, 3, 12)),  # Monday: Tuesday, Wednesday, Thursday
        (date(2026, 3, 11), date(2026, 3, 16)),  # Wednesday: over a weekend
        (date(2026, 3, 13), date(2026, 3, 18)),  # Friday
        (date(2026, 3, 14), date(2026, 3, 18)),  # Saturday night counts as Sunday does
        (date(2026, 3, 15), date(2026, 3, 18)),
        (date(2026, 12, 24), date(2026, 12, 29)),  # bank holidays are counted: the stricter reading
    ],
)
def test_review_is_due_on_the_third_working_day(opened_on: date, due: date) -> None:
    assert review_due(opened_on) == due


@given(st.dates(min_value=date(2026, 1, 1), max_value=date(2040, 1, 1)))
def test_review_is_always_due_on_a_working_day_within_five(opened_on: date) -> None:
    due = review_due(opened_on)

    assert due.weekday() < 5
    assert timedelta(days=3) <= due - opened_on <= timedelta(days=5)


def test_card_is_old_after_thirty_days() -> None:
    written = date(2026, 3, 1)

    assert not is_stale(written, written + timedelta(days=30))
    assert is_stale(written, written + timedelta(days=31))


def test_first_look_in_an_hour_is_never_refused() -> None:
    often = [NOON - timedelta(minutes=61 + n) for n in range(100)]

    assert isinstance(may_look([], NOON), Allowed)
    assert isinstance(may_look(often, NOON), Allowed)
    assert isinstance(may_look([*often, NOON - timedelta(minutes=59)], NOON), Refused)


# --- finding ---


ANWEN = card()
BRYN = card(known_as="Bryn", other_names="Bryn Griffiths", numbers="01632 960999", police="")
LLYR = card(known_as="Llŷr", other_names="Gruffydd ap Siôn", numbers="", police="")
CARDS: list[tuple[object, EmergencyCard]] = [("anwen", ANWEN), ("bryn", BRYN), ("llyr", LLYR)]


@pytest.mark.parametrize(
    ("typed", "keys"),
    [
        ("Anwen", ["anwen"]),
        ("ANWEN", ["anwen"]),
        ("Anw", ["anwen"]),
        ("sian", ["anwen"]),
        ("Siân", ["anwen"]),
        ("oneill", ["anwen"]),
        ("O\u2019Neill", ["anwen"]),
        ("llyr", ["llyr"]),
        ("LLŶR AP SION", ["llyr"]),
        ("Griffiths", ["anwen", "bryn"]),
        ("Bryn Griffiths", ["bryn"]),
        ("Anwen Smith", ["anwen"]),
        ("01632 960123", ["anwen"]),
        ("01632960123", ["anwen"]),
        ("+44 1632 960123", ["anwen"]),
        ("0044 7700 900456", ["anwen"]),
        ("07700-900456", ["anwen"]),
        ("960123", ["anwen"]),
        ("DPP/2200123/26", ["anwen"]),
        ("2200123", ["anwen"]),
        ("Anwyn", ["anwen"]),
        ("Grifiths", ["anwen", "bryn"]),
        ("Macsen", []),
        ("01632 960777", []),
        ("26", []),
    ],
)
def test_card_is_found_as_the_caller_says_it(typed: str, keys: list[str]) -> None:
    assert found(wanted(typed), CARDS) == keys


@pytest.mark.parametrize("typed", ["", "a", "!", "12", "1 2 3 4"])
def test_too_little_is_nothing_to_look_for(typed: str) -> None:
    assert not wanted(typed).says_enough


def test_words_about_somebody_find_nobody() -> None:
    for told in ("sister", "daughter", "Llanelli", "husband"):
        assert found(wanted(told), CARDS) == []


@given(st.text(max_size=60))
def test_whatever_is_typed_it_is_looked_for_without_falling(typed: str) -> None:
    looked_for = wanted(typed)

    assert isinstance(looked_for, Wanted)
    assert set(found(looked_for, CARDS)) <= {"anwen", "bryn", "llyr"}
