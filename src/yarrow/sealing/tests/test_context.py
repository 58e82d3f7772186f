from dataclasses import replace
from typing import Any
from uuid import uuid4

import pytest
from hypothesis import given
from hypothesis import strategies as st

from yarrow.sealing.context import Context
from yarrow.sealing.framing import framed

from .places import ELSEWHERE, HERE


@pytest.mark.parametrize("field", ["deployment", "row", "room"])
@pytest.mark.parametrize("name", ["the-willow-family", "", 7])
def test_context_with_an_id_that_is_not_a_uuid_is_refused(field: str, name: object) -> None:
    wrong: dict[str, Any] = {field: name}

    with pytest.raises(TypeError):
        replace(HERE, **wrong)


@pytest.mark.parametrize("field", ["table", "column"])
def test_context_without_a_name_is_refused(field: str) -> None:
    wrong: dict[str, Any] = {field: ""}

    with pytest.raises(ValueError, match="names its table"):
        replace(HERE, **wrong)


@pytest.mark.parametrize("version", [-1, 65536])
def test_context_with_a_version_out_of_two_bytes_is_refused(version: int) -> None:
    with pytest.raises(ValueError, match="version"):
        replace(HERE, version=version)


@pytest.mark.parametrize("other", list(ELSEWHERE.values()), ids=list(ELSEWHERE))
def test_aad_of_another_place_differs(other: Context) -> None:
    assert other.aad() != HERE.aad()


def test_aad_of_the_same_place_is_the_same() -> None:
    assert replace(HERE).aad() == HERE.aad()


def test_aad_without_room_differs_from_room_with_any_id() -> None:
    row = uuid4()

    assert replace(HERE, row=row, room=None).aad() != replace(HERE, row=row, room=row).aad()


@given(st.lists(st.binary(max_size=20), max_size=5), st.lists(st.binary(max_size=20), max_size=5))
def test_framing_of_different_lists_differs(one: list[bytes], other: list[bytes]) -> None:
    assert (framed(*one) == framed(*other)) == (one == other)


def test_framing_of_a_boundary_moved_differs() -> None:
    assert framed(b"ab", b"c") != framed(b"a", b"bc")
