"""One press is one act, whatever the browser does; and a press that was refused has done nothing."""

from itertools import count
from typing import cast
from uuid import UUID

import pytest
from django.test import RequestFactory

from yarrow.config.cast import Cast
from yarrow.kernel.decision import Refused, refused
from yarrow.kernel.ids import new_id
from yarrow.meetings.pages.once import once
from yarrow.staff.requests import WorkerRequest


@pytest.fixture
def token() -> UUID:
    return new_id()


def pressed(cast_of: Cast, **typed: object) -> WorkerRequest:
    request = cast("WorkerRequest", RequestFactory().post("/somewhere/", typed))
    request.worker = cast_of.worker("lead")
    return request


def test_the_same_page_pressed_twice_is_done_once(cast: Cast, token: UUID) -> None:
    numbers = count()
    presses = [pressed(cast, once=token, words="Yes.", csrfmiddlewaretoken=each) for each in "ab"]

    assert [once(each, lambda: next(numbers)) for each in presses] == [0, None]


def test_other_words_are_another_press(cast: Cast, token: UUID) -> None:
    numbers = count()
    presses = [pressed(cast, once=token, words=each) for each in ("Yes.", "No.", ["Yes.", "No."])]

    assert [once(each, lambda: next(numbers)) for each in presses] == [0, 1, 2]


def test_what_was_refused_is_asked_again(cast: Cast, token: UUID) -> None:
    request, no = pressed(cast, once=token), refused("NO", "Not now.")
    answers: list[Refused | int] = [no, no, 1]

    said = [once(request, lambda: answers.pop(0)) for _press in range(4)]

    assert said == [no, no, 1, None]


def test_without_a_token_nothing_is_lost(cast: Cast) -> None:
    numbers = count()

    assert [once(pressed(cast), lambda: next(numbers)) for _press in range(2)] == [0, 1]
