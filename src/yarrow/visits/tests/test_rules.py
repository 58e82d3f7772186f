"""Two words and what they mean; how an alarm may end, and how it may not."""

import pytest

from yarrow.kernel.decision import Refused
from yarrow.visits.rules import Ending, Said, ending, may_close, plain, said, words_will_do
from yarrow.visits.terms import Reached, Why

pytestmark = pytest.mark.once


@pytest.mark.parametrize(
    ("safe", "danger"),
    [("tea", "harbour"), ("harbour", "tea"), ("harbour", "Harbour!"), ("harbour", "the harbour"), ("", "")],
)
def test_words_that_are_short_or_alike_are_refused(safe: str, danger: str) -> None:
    assert isinstance(words_will_do(safe, danger), Refused)


def test_word_is_the_same_however_a_shaking_hand_writes_it() -> None:
    assert plain(" Tŷ-Bach ") == plain("ty bach")


def test_word_that_could_be_either_is_danger() -> None:
    assert said(b"x", safe=b"x", danger=b"x") is Said.DANGER


@pytest.mark.parametrize("is_alarmed", [True, False])
def test_word_for_danger_is_an_alarm_and_a_wrong_word_ends_nothing(*, is_alarmed: bool) -> None:
    assert ending(Said.DANGER, is_alarmed=is_alarmed) is Ending.ALARM
    assert ending(Said.WRONG, is_alarmed=is_alarmed) is Ending.AGAIN


def test_word_for_safety_does_not_end_an_alarm() -> None:
    assert ending(Said.SAFE, is_alarmed=True) is Ending.KEEP
    assert ending(Said.SAFE, is_alarmed=False) is Ending.END


@pytest.mark.parametrize("how", Reached)
@pytest.mark.parametrize("why", [None, *Why])
def test_heard_word_for_danger_ends_no_alarm_however_they_were_reached(how: Reached, why: Why | None) -> None:
    assert isinstance(may_close(how, Said.DANGER, why), Refused)


@pytest.mark.parametrize("how", [Reached.WORD, Reached.SPOKE])
@pytest.mark.parametrize("heard", Said)
@pytest.mark.parametrize("why", Why)
def test_voice_ends_no_alarm_that_was_called_for(how: Reached, heard: Said, why: Why) -> None:
    assert isinstance(may_close(how, heard, why), Refused)


@pytest.mark.parametrize("heard", [Said.WRONG, Said.SAFE])
def test_voice_without_the_word_ends_nothing_where_one_was_agreed(heard: Said) -> None:
    assert isinstance(may_close(Reached.SPOKE, heard, None), Refused)


def test_who_is_late_is_safe_by_word_or_by_somebody_beside_them() -> None:
    assert not isinstance(may_close(Reached.WORD, Said.SAFE, None), Refused)
    assert not isinstance(may_close(Reached.SPOKE, Said.NOTHING_AGREED, None), Refused)
    assert not isinstance(may_close(Reached.MET, Said.NOTHING_AGREED, Why.WORD), Refused)
