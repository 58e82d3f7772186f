"""What the bench says: verdicts, the table, JSON, and the page that it writes."""

import json
import platform
import re
from datetime import date

import pytest

from workshop.bench.__main__ import main
from workshop.bench.lanes import Lane
from workshop.bench.machine import this_machine
from workshop.bench.page import page
from workshop.bench.peers import LABEL, LIST, PEERS, peer
from workshop.bench.report import Run, as_json, peers_table, table
from workshop.bench.results import Result, result, results
from workshop.bench.rows import ROWS, Ahead, Goal, Row
from workshop.bench.scale import FULL
from workshop.tree import ROOT

LISTED = Row("1", "a page", "page", "bare", Goal(1.5), (Ahead(LIST, "Roundup", 5),))
WRITTEN = Row("6", "notes", "notes", "inserts", Goal(0.5, at_least=True), unit="a second")


def lane(name: str, *rounds: float, wrong: tuple[str, ...] = ()) -> Lane:
    """A lane that took so many seconds in each round."""
    made = Lane(name, [lambda: 0.0], rounds=[[seconds] for seconds in rounds], wrong=list(wrong))
    made.rates = [1 / seconds for seconds in rounds]
    return made


def measured(row: Row, *lanes: Lane) -> Result:
    return result(row, {each.name: each for each in lanes})


def a_run(*made: Result) -> Run:
    return Run(date(2026, 11, 23), "./run bench", FULL, this_machine(), made)


SLOW = measured(LISTED, lane("page", 0.010, 0.012, 0.020), lane("bare", 0.005, 0.004, 0.010))


def test_a_wrong_answer_fails_a_row_however_fast_it_came() -> None:
    failed = measured(LISTED, lane("page", 0.001, wrong=("a word is missing",)), lane("bare", 0.005))
    assert failed.verdict == "FAILED"
    assert failed.ours is None
    assert "FAILED: page: a word is missing" in table([failed])


def test_a_wrong_answer_beside_it_fails_the_row_too() -> None:
    assert measured(LISTED, lane("page", 0.001), lane("bare", 0.005, wrong=("500",))).verdict == "FAILED"


def test_a_lane_that_was_never_measured_fails_its_row() -> None:
    assert measured(LISTED, lane("page", 0.001)).wrong == ("bare was not measured",)


def test_a_row_that_is_too_slow_does_not_meet_its_goal() -> None:
    assert SLOW.verdict == "not met"
    assert SLOW.ratio is not None
    assert (SLOW.ratio.low, SLOW.ratio.middle, SLOW.ratio.high) == (2.0, 2.0, 3.0)


def test_a_row_that_is_fast_enough_meets_its_goal() -> None:
    assert measured(LISTED, lane("page", 0.007), lane("bare", 0.005)).verdict == "met"


def test_of_a_rate_more_is_better() -> None:
    few = measured(WRITTEN, lane("notes", 0.5), lane("inserts", 0.1))
    enough = measured(WRITTEN, lane("notes", 0.2), lane("inserts", 0.1))
    assert (few.verdict, enough.verdict) == ("not met", "met")
    assert (few.ours, few.beside) == (2.0, 10.0)


def test_a_row_beside_nothing_has_no_ratio_and_no_verdict() -> None:
    alone = measured(Row("", "demo", "demo", unit="s"), lane("demo", 3.0, 2.0, 9.0))
    assert (alone.ours, alone.ratio, alone.verdict) == (3.0, None, "no goal set")


def test_a_peer_is_compared_by_its_better_run() -> None:
    (roundup,) = SLOW.compared
    assert roundup.times == 10.5 / 2
    assert roundup.is_ahead
    assert peer("open one", "Roundup").best == 5.7


def test_every_row_has_its_own_lane_and_every_goal_a_peer_that_was_measured() -> None:
    assert len({row.lane for row in ROWS}) == len(ROWS)
    assert all(peer(each.doing, each.peer) in PEERS for row in ROWS for each in row.ahead)


def test_rows_keep_their_order() -> None:
    assert [each.row for each in results([WRITTEN, LISTED], {})] == [WRITTEN, LISTED]


def test_the_table_shows_ratio_rounds_goal_and_verdict() -> None:
    assert re.split(" {2,}", table([SLOW]).splitlines()[1]) == [
        "1",
        "a page",
        "12.0 ms",
        "5.00 ms (bare)",
        "2.00",
        "2.00 to 3.00",
        "≤ 1.5",
        "not met",
    ]


def test_the_terminal_is_told_that_peers_were_measured_earlier() -> None:
    assert LABEL in peers_table()
    assert len(peers_table().splitlines()) == len(PEERS) + 1


def test_json_carries_every_row_with_its_ratio_and_marks_peers_as_earlier() -> None:
    failed = measured(LISTED, lane("page", 0.001))
    whole = json.loads(as_json(a_run(SLOW, failed), with_peers=True))
    assert whole["rows"][0] == {
        "number": "1",
        "what": "a page",
        "unit": "ms",
        "ours": 12.0,
        "p95_ms": 20.0,
        "beside": {"what": "bare", "value": 5.0},
        "ratio": {"middle": 2.0, "low": 2.0, "high": 3.0},
        "goal": "≤ 1.5",
        "verdict": "not met",
        "measured_times": 3,
        "wrong": [],
    }
    assert whole["rows"][1]["verdict"] == "FAILED"
    assert whole["rows"][1]["ratio"] is None
    assert {each["when"] for each in whole["peers"]} == {LABEL}
    assert "peers" not in json.loads(as_json(a_run(SLOW), with_peers=False))


def test_the_page_says_what_was_not_met_and_what_failed() -> None:
    failed = measured(Row("5", "a broken row", "gone"))
    said = page(a_run(SLOW, failed))
    assert "**Goals not met:** row 1." in said
    assert "**Failed:** a broken row." in said
    assert "| 1 | a page | 12.0 ms | 5.00 ms (bare) | 2.00 | 2.00 to 3.00 | ≤ 1.5 | not met |" in said
    assert "2026-11-23" in said


def test_the_page_marks_every_figure_of_a_peer_as_measured_earlier() -> None:
    said = page(a_run(SLOW))
    earlier = said[said.index("## Other systems, measured earlier") :]
    assert LABEL in earlier
    assert all(f"| {each.doing} | {each.name} |" in earlier for each in PEERS)
    assert "Redmine" not in said.removesuffix(earlier)


def test_the_page_names_no_machine_and_no_folder() -> None:
    said = page(a_run(SLOW))
    assert str(ROOT) not in said
    assert platform.node() not in said


def test_an_unknown_option_measures_nothing(capsys: pytest.CaptureFixture[str]) -> None:
    assert main(["--fast"]) == 2
    assert "Usage" in capsys.readouterr().out
