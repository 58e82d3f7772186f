import pytest
from hypothesis import given
from hypothesis import strategies as st

from yarrow.sealing.typed import Mistyped, read_block, read_typed, spelled, spelled_block

pytestmark = pytest.mark.once
ALPHABET = "0123456789ABCDEFGHJKMNPQRSTVWXYZ"
CODE = bytes(range(20))


@pytest.mark.parametrize("length", [0, 19, 21])
def test_other_lengths_are_refused(length: int) -> None:
    with pytest.raises(ValueError, match="20 bytes"):
        spelled(bytes(length))


@pytest.mark.parametrize("typed", ["", "0000", spelled(CODE)[:-1], spelled(CODE) + "0", "!" * 36, "é" * 36])
def test_what_is_no_code_is_told(typed: str) -> None:
    with pytest.raises(Mistyped):
        read_typed(typed)


def test_every_single_slip_is_told() -> None:
    right = spelled(CODE).replace("-", "")
    found = 0
    for at, sign in enumerate(right):
        for other in ALPHABET.replace(sign, ""):
            with pytest.raises(Mistyped):
                read_typed(right[:at] + other + right[at + 1 :])
            found += 1

    assert found == 36 * 31


def test_two_neighbours_changed_round_are_told() -> None:
    right = spelled(CODE).replace("-", "")
    for at in range(len(right) - 1):
        if right[at] != right[at + 1]:
            with pytest.raises(Mistyped):
                read_typed(right[:at] + right[at + 1] + right[at] + right[at + 2 :])


def test_a_line_in_the_place_of_another_is_told() -> None:
    lines = spelled_block(bytes(100), "ab")

    with pytest.raises(Mistyped) as told:
        read_block([lines[0], lines[2], lines[1], *lines[3:]], "ab")

    assert told.value.line == 2
    with pytest.raises(Mistyped):
        read_block(lines, "ac")


@pytest.mark.parametrize("keep", [slice(1, None), slice(None, -1), slice(0, 0)])
def test_a_block_with_a_line_missing_is_told(keep: slice) -> None:
    with pytest.raises(Mistyped):
        read_block(spelled_block(bytes(100), "ab")[keep], "ab")


@given(st.binary(min_size=20, max_size=20), st.booleans(), st.sampled_from([" ", "-", "", " - ", "\u2013"]))
def test_read_as_people_write(raw: bytes, is_small: bool, between: str) -> None:  # noqa: FBT001
    groups = spelled(raw).split("-")
    typed = between.join(groups).replace("0", "O").replace("1", "l").replace("V", "u")

    assert read_typed(typed.lower() if is_small else typed) == raw


@given(st.binary(max_size=300))
def test_a_block_comes_back(raw: bytes) -> None:
    assert read_block(spelled_block(raw, "x"), "x") == raw
