"""One that fails keeps none of the others from being done, and is said at the end without its words."""

import pytest

from yarrow.kernel.apart import NotAllDone, each_apart

WORDS = "Anwen at 14 Orchard Row"


def falls() -> int:
    raise ValueError(WORDS)


def falls_in_part() -> int:
    return sum(each_apart([("inner", falls), ("also", lambda: 3)]).values())


def test_what_comes_after_a_failure_is_done_and_the_failure_is_said(caplog: pytest.LogCaptureFixture) -> None:
    with pytest.raises(NotAllDone, match=r"^second \(ValueError\)$") as said:
        each_apart([("first", lambda: 1), ("second", falls), ("third", lambda: 2)])

    assert said.value.done == {"first": 1, "third": 2}
    assert said.value.failed == {"second": "ValueError"}
    assert "second: ValueError" in caplog.text
    assert WORDS not in caplog.text


def test_part_that_is_done_in_part_says_how_far_it_came() -> None:
    with pytest.raises(NotAllDone) as said:
        each_apart([("whole", falls_in_part)])

    assert said.value.done == {"whole": 3}
    assert said.value.failed == {"whole": "NotAllDone"}


def test_all_done_is_what_each_counted() -> None:
    assert each_apart([("one", lambda: 1), ("two", lambda: 2)]) == {"one": 1, "two": 2}
