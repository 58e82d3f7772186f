"""A standing of an earlier format is read by what it knew, and by nothing else."""

from dataclasses import replace
from datetime import date

import pytest

from yarrow.gate.acts.moving import SAYS_NOTHING, TAIL_SIZE, MovesOn, StageNow
from yarrow.gate.facts.base import Home
from yarrow.gate.forms import Form
from yarrow.gate.standing import CELLS, DOES_NOT_STAND, Standing, standing_of
from yarrow.gate.standing_bytes import AFTER_CELLS, SIZE, UnreadableStanding, from_bytes, to_bytes
from yarrow.gate.tests import favourable as good
from yarrow.gate.tests.favourable import DAY, written

STAGE = StageNow(0, DAY)
CELL = 4
HEAD = SIZE - AFTER_CELLS - CELL * len(CELLS)


def now() -> Standing:
    return standing_of(written(good.harmed()), Home.PERSON, DAY, STAGE)


def in_format_3() -> bytes:
    return bytes([3]) + to_bytes(now())[1:-AFTER_CELLS]


def in_format_2() -> bytes:
    raw = in_format_3()
    kept = [
        raw[HEAD + place * CELL : HEAD + (place + 1) * CELL]
        for place, (form, _topic) in enumerate(CELLS)
        if form is not Form.PRIVATE_FAMILY_TIME
    ]
    return bytes([2]) + raw[1:HEAD] + b"".join(kept)


def test_a_standing_from_before_moving_on_was_asked_says_nothing_of_it() -> None:
    assert now().moves_on != SAYS_NOTHING
    assert from_bytes(in_format_3()) == replace(now(), moves_on=SAYS_NOTHING)


def test_a_standing_of_the_format_before_is_read_by_the_forms_it_knew() -> None:
    answers = {
        cell: DOES_NOT_STAND if cell[0] is Form.PRIVATE_FAMILY_TIME else last
        for cell, last in now().answers.items()
    }

    assert from_bytes(in_format_2()) == replace(now(), answers=answers, moves_on=SAYS_NOTHING)


def test_one_format_is_not_read_as_another() -> None:
    two, three, four = in_format_2(), in_format_3(), to_bytes(now())
    lengths = (two[:-1], two + b"\0", three[:-1], three + b"\0", four[:-1], four + b"\0", b"\2")
    labels = [
        bytes([label]) + raw[1:] for label, raw in ((3, two), (4, three), (3, four), (2, four), (5, four))
    ]

    for spoilt in (*lengths, *labels):
        with pytest.raises(UnreadableStanding):
            from_bytes(spoilt)


@pytest.mark.parametrize(
    "tail",
    [
        bytes(4) + b"\0\0\0\1" + bytes(4),
        bytes(8) + b"\0\0\0\1",
        b"\0\0\0\1" + bytes(8),
        b"\0\0\0\1" + b"\xff" * 8,
    ],
)
def test_a_day_without_its_stage_and_a_stage_without_its_day_are_refused(tail: bytes) -> None:
    with pytest.raises(UnreadableStanding):
        from_bytes(to_bytes(now())[:-TAIL_SIZE] + tail)


@pytest.mark.parametrize(
    "said",
    [
        SAYS_NOTHING,
        MovesOn(StageNow(0, DAY), None),
        MovesOn(StageNow(7, date(2030, 1, 1)), date(2031, 2, 3)),
    ],
)
def test_what_was_said_comes_back_the_same_in_as_many_bytes(said: MovesOn) -> None:
    raw = to_bytes(replace(now(), moves_on=said))

    assert len(raw) == SIZE
    assert from_bytes(raw).moves_on == said
