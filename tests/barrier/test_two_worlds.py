"""T02: two worlds that agree on the released trace are the same bytes to the other side's worker.

Generated scripts differ only inside sealed rooms. Then single pairs, one for each way in which a
page has leaked or might; and controls, in which a planted leak is found.
"""

import pytest
from hypothesis import Phase, given, settings
from hypothesis import strategies as st

from .script import HARMED_SIDE, OTHER_SIDE, Script, Side, scripts
from .settled import Settled
from .worlds import Look, differences, lived, read_all, read_and_press_all

PAIRS = 2
PAIRS_LONG = 100
_AS_FOUND = [Phase.explicit, Phase.generate]
"""A pair that differs says where by itself; making it smaller would take an hour."""


def compare(settled: Settled, side: Side, play: Script, look: Look = read_all) -> str:
    one, two = (lived(settled, side, play, world, look) for world in (0, 1))
    return differences(one, two)


@settings(max_examples=PAIRS, phases=_AS_FOUND)
@given(play=scripts(OTHER_SIDE))
def test_the_other_sides_worker_cannot_tell_two_worlds_apart(settled: Settled, play: Script) -> None:
    assert not compare(settled, OTHER_SIDE, play)


@settings(max_examples=PAIRS, phases=_AS_FOUND)
@given(play=scripts(HARMED_SIDE))
def test_the_harmed_sides_worker_cannot_tell_two_worlds_apart(settled: Settled, play: Script) -> None:
    assert not compare(settled, HARMED_SIDE, play)


@pytest.mark.long
@settings(max_examples=PAIRS_LONG, derandomize=False, phases=_AS_FOUND)
@given(play=scripts(OTHER_SIDE))
def test_a_hundred_pairs_are_the_same_to_the_other_sides_worker(settled: Settled, play: Script) -> None:
    assert not compare(settled, OTHER_SIDE, play)


@pytest.mark.long
@settings(max_examples=PAIRS_LONG, derandomize=False, phases=_AS_FOUND)
@given(play=scripts(HARMED_SIDE))
def test_a_hundred_pairs_are_the_same_to_the_harmed_sides_worker(settled: Settled, play: Script) -> None:
    assert not compare(settled, HARMED_SIDE, play)


@pytest.mark.long
@pytest.mark.parametrize("side", [OTHER_SIDE, HARMED_SIDE], ids=["other", "harmed"])
@settings(max_examples=PAIRS, derandomize=False, phases=_AS_FOUND)
@given(data=st.data())
def test_pairs_in_which_everything_is_pressed_are_the_same(
    settled: Settled, side: Side, data: st.DataObject
) -> None:
    assert not compare(settled, side, data.draw(scripts(side)), read_and_press_all)
