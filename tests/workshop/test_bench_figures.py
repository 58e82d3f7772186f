"""The arithmetic of the bench, and what its lanes count."""

import pytest

from workshop.bench.caller import Answer
from workshop.bench.figures import Spread, in_figures, p50, percentile, ratios, spread
from workshop.bench.lanes import Lane, WrongAnswer, run_window, take_turns


def test_a_median_of_nothing_is_refused() -> None:
    with pytest.raises(ValueError, match="nothing was measured"):
        p50([])


@pytest.mark.parametrize("theirs", [[1.0], [1.0, 0.0]])
def test_a_ratio_of_rounds_that_do_not_match_is_refused(theirs: list[float]) -> None:
    with pytest.raises(ValueError, match="do not match"):
        ratios([1.0, 2.0], theirs)


@pytest.mark.parametrize("share", [0, 1.1])
def test_a_percentile_outside_of_the_times_is_refused(share: float) -> None:
    with pytest.raises(ValueError, match="between 0 and 1"):
        percentile([1.0], share)


def test_the_median_is_not_moved_by_one_slow_answer() -> None:
    assert p50([3.0, 1.0, 900.0]) == 3.0
    assert p50([1.0, 2.0]) == 1.5


def test_the_percentile_is_a_time_that_was_measured() -> None:
    times = [float(number) for number in range(1, 101)]
    assert percentile(times, 0.95) == 95.0
    assert percentile([7.0], 0.95) == 7.0


def test_ratios_are_taken_round_by_round() -> None:
    by_round = ratios([10.0, 40.0, 30.0], [5.0, 10.0, 10.0])
    assert by_round == [2.0, 4.0, 3.0]
    assert spread(by_round) == Spread(middle=3.0, low=2.0, high=4.0)


@pytest.mark.parametrize(
    ("value", "words"), [(1234.5, "1,234"), (123.4, "123"), (12.34, "12.3"), (1.234, "1.23"), (0.1, "0.10")]
)
def test_figures_have_no_more_precision_than_they_deserve(value: float, words: str) -> None:
    assert in_figures(value) == words


# --- lanes ---


@pytest.mark.parametrize(
    "answer",
    [
        Answer(500, "", b"Anwen", 0.001),
        Answer(200, "", b"another page", 0.001),
        Answer(302, "/sign-in/", b"Anwen", 0.001),
    ],
)
def test_another_status_or_another_page_is_a_wrong_answer(answer: Answer) -> None:
    lane = Lane("page", [lambda: answer.must(200, "Anwen").seconds])
    run_window(lane, 0.01)
    assert lane.wrong
    assert all("WrongAnswer" in words for words in lane.wrong)


def test_a_redirect_to_another_place_is_a_wrong_answer() -> None:
    with pytest.raises(WrongAnswer):
        Answer(302, "/sign-in/again/", b"", 0.001).must(302, location="/")


def test_a_lane_that_went_wrong_does_not_run_again() -> None:
    tried: list[int] = []

    def breaks() -> float:
        tried.append(1)
        raise ConnectionResetError("gone")

    lane = Lane("page", [breaks])
    take_turns([lane], rounds=5, window=60, say=lambda _words: None)
    assert len(tried) == 3
    assert lane.wrong[0] == "ConnectionResetError: gone"


def test_a_lane_that_cannot_be_prepared_is_told() -> None:
    def shut() -> None:
        raise TimeoutError("nobody answers")

    lane = Lane("page", [lambda: 0.001], before=shut)
    run_window(lane, 0.01)
    assert lane.wrong == ["TimeoutError: nobody answers"]
    assert not lane.rounds


def test_a_lane_runs_at_least_once_and_at_most_as_often_as_it_may() -> None:
    slow, counted = Lane("slow", [lambda: 0.5]), Lane("counted", [lambda: 0.001], most=4)
    run_window(slow, 0)
    run_window(counted, 60)
    assert slow.times == [0.5]
    assert len(counted.times) == 4


def test_everybody_of_a_crowd_is_counted() -> None:
    lane = Lane("crowd", [lambda: 0.001] * 8, most=5)
    run_window(lane, 60)
    assert len(lane.times) == 40
    assert lane.rates[0] > 0


def test_windows_take_turns_forwards_and_backwards() -> None:
    order: list[str] = []

    def once(name: str) -> float:
        order.append(name)
        return 0.001

    lanes = [Lane("a", [lambda: once("a")], most=1), Lane("b", [lambda: once("b")], most=1)]
    take_turns(lanes, rounds=2, window=60, say=lambda _words: None)
    assert order == ["a", "b", "b", "a"]
