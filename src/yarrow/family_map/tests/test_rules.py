"""Where each one stands: within the drawing, on their ring, apart from each other."""

from math import dist

import pytest

from yarrow.family_map.rules import RINGS, SIZE, drawn, on_paper
from yarrow.gate.facts.people import Feels, Near, SomebodyMatters

pytestmark = pytest.mark.once


def several(near: Near, number: int) -> list[SomebodyMatters]:
    return [SomebodyMatters(name=f"Somebody {each}", near=near) for each in range(number)]


@pytest.mark.parametrize("near", list(RINGS))
@pytest.mark.parametrize("number", [1, 2, 6, 9, 12])
def test_each_is_on_their_ring_and_nobody_covers_another(near: Near, number: int) -> None:
    placed = drawn(several(near, number))

    assert len(placed) == number
    assert all(30 <= each.x <= SIZE - 30 and 30 <= each.y <= SIZE - 30 for each in placed)
    assert all(abs(dist((each.x, each.y), (SIZE / 2, SIZE / 2)) - RINGS[near]) < 2 for each in placed)
    gaps = [dist((a.x, a.y), (b.x, b.y)) for a in placed for b in placed if a.number < b.number]
    assert all(gap > 52 for gap in gaps)


def test_too_many_names_are_numbers_alone_and_long_ones_are_cut() -> None:
    assert {each.name for each in drawn(several(Near.CLOSE, 7))} == {""}
    (one,) = drawn([SomebodyMatters(name="Auntie Bronwen from the farm", near=Near.CLOSE)])
    assert one.name == "Auntie Bro…"


def test_who_is_no_longer_there_is_not_drawn_and_keeps_their_number() -> None:
    gone, here = SomebodyMatters(name="A", near=Near.NO_LONGER), SomebodyMatters(name="B", near=Near.FAR)

    assert [each.number for each in drawn([gone, here])] == [2]


def test_only_who_helps_stands_on_a_paper() -> None:
    people = [SomebodyMatters(name=feels.value, feels=feels) for feels in Feels]
    people.append(SomebodyMatters(name="gone", feels=Feels.HELPS, near=Near.NO_LONGER))

    assert [each.name for each in on_paper(people)] == ["helps"]
