"""Nothing that was given out is recorded before the request says what it must (security.md L-20 to L-22)."""

from dataclasses import replace
from typing import Any

import pytest

from yarrow.gate.facts.agencies import AskedBy, FormalRequest
from yarrow.gate.words import Answer, LongText

COMPLETE = FormalRequest(
    by=AskedBy.POLICE,
    person="A detective, number 7",
    inquiry=Answer.YES,
    necessary=Answer.YES,
    elsewhere=Answer.YES,
    scope=LongText("What she said of the second of March."),
    notice=Answer.YES,
    released=LongText("One paragraph."),
)


@pytest.mark.parametrize("field", ["inquiry", "necessary", "elsewhere", "notice"])
@pytest.mark.parametrize("answer", [Answer.UNKNOWN, Answer.NO])
def test_what_the_request_does_not_say_holds_it_back(field: str, answer: Answer) -> None:
    changed: dict[str, Any] = {field: answer}
    request = replace(COMPLETE, **changed)
    assert [name for name, _words in request.problems()] == [field]


@pytest.mark.parametrize("field", ["person", "scope"])
def test_whoever_asks_and_for_what_must_be_named(field: str) -> None:
    changed: dict[str, Any] = {field: LongText(" ")}
    assert [name for name, _words in replace(COMPLETE, **changed).problems()] == [field]


def test_a_request_can_be_written_down_however_little_it_says() -> None:
    assert not FormalRequest(by=AskedBy.COURT).problems()


def test_complete_it_holds_nothing_back() -> None:
    assert not COMPLETE.problems()
