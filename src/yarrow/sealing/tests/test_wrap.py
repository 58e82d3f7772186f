import pytest
from hypothesis import given
from hypothesis import strategies as st

from yarrow.sealing.context import Context
from yarrow.sealing.errors import CannotOpen
from yarrow.sealing.keys import new_sealing_pair, new_symmetric_key
from yarrow.sealing.wrap import unwrap_with, wrap_to

from .places import ELSEWHERE, HERE
from .test_blob import flipped

HOLDER = new_sealing_pair()
ROOM_KEY = new_symmetric_key()


def opens(blob: bytes, private: bytes = HOLDER.private) -> bool:
    try:
        unwrap_with(private, blob, HERE)
    except CannotOpen:
        return False
    return True


@pytest.mark.parametrize("other", list(ELSEWHERE.values()), ids=list(ELSEWHERE))
def test_unwrap_in_another_place_cannot_open(other: Context) -> None:
    blob = wrap_to(HOLDER.public, ROOM_KEY, HERE)
    assert opens(blob)

    with pytest.raises(CannotOpen):
        unwrap_with(HOLDER.private, blob, other)


def test_unwrap_with_any_single_bit_flipped_cannot_open() -> None:
    blob = wrap_to(HOLDER.public, ROOM_KEY, HERE)
    assert opens(blob)

    # X25519 ignores the top bit of the encapsulated key, but HPKE hashes it into the key schedule.
    assert [bit for bit in range(len(blob) * 8) if opens(flipped(blob, bit))] == []


def test_unwrap_of_a_wrap_cut_short_or_lengthened_cannot_open() -> None:
    blob = wrap_to(HOLDER.public, ROOM_KEY, HERE)

    assert [size for size in range(len(blob)) if opens(blob[:size])] == []
    assert not opens(blob + b"\0")


@pytest.mark.parametrize("format_byte", [0, 2, 255])
def test_unwrap_of_an_unknown_format_cannot_open(format_byte: int) -> None:
    assert not opens(bytes([format_byte]) + wrap_to(HOLDER.public, ROOM_KEY, HERE)[1:])


@pytest.mark.parametrize("private", [new_sealing_pair().private, b"", HOLDER.private[:31]])
def test_unwrap_with_another_key_cannot_open(private: bytes) -> None:
    assert not opens(wrap_to(HOLDER.public, ROOM_KEY, HERE), private)


def test_unwrap_of_a_hostile_curve_point_cannot_open() -> None:
    blob = wrap_to(HOLDER.public, ROOM_KEY, HERE)

    assert not opens(blob[:1] + bytes(32) + blob[33:])


@pytest.mark.parametrize("public", [b"", bytes(31), bytes(32)])
def test_wrap_to_something_that_is_no_key_is_refused(public: bytes) -> None:
    with pytest.raises(ValueError, match=r"X25519|shared key"):
        wrap_to(public, ROOM_KEY, HERE)


def test_wrap_shows_no_plaintext_and_differs_each_time() -> None:
    first, second = wrap_to(HOLDER.public, ROOM_KEY, HERE), wrap_to(HOLDER.public, ROOM_KEY, HERE)

    assert first != second
    assert ROOM_KEY not in first


@given(st.integers(0, 252), st.integers(0, 252))
def test_wrap_of_texts_within_one_block_hides_their_length(short: int, long: int) -> None:
    sizes = {len(wrap_to(HOLDER.public, bytes(n), HERE, pad_to=256)) for n in (short, long)}

    assert sizes == {1 + 32 + 256 + 16}


@given(st.binary(max_size=1000), st.integers(1, 300))
def test_unwrap_gives_back_what_was_wrapped(plaintext: bytes, pad_to: int) -> None:
    blob = wrap_to(HOLDER.public, plaintext, HERE, pad_to=pad_to)

    assert unwrap_with(HOLDER.private, blob, HERE) == plaintext
