"""Pieces of something large: each opens where it stands, all of them or not at all."""

from collections.abc import Callable
from dataclasses import replace

import pytest
from Crypto.Cipher import AES
from hypothesis import given
from hypothesis import strategies as st

from yarrow.kernel.ids import new_id
from yarrow.sealing.context import Context
from yarrow.sealing.errors import CannotOpen
from yarrow.sealing.framing import framed
from yarrow.sealing.keys import new_symmetric_key, random_bytes
from yarrow.sealing.stream import PIECE_BYTES, StreamSealer, open_piece, open_stream

from .places import ELSEWHERE, HERE

pytestmark = pytest.mark.once
KEY = new_symmetric_key()
WORDS = random_bytes(3 * PIECE_BYTES + 100)


def sealed(
    plain: bytes = WORDS, *, key: bytes = KEY, place: Context = HERE, step: int = 50_000
) -> list[bytes]:
    sealer, pieces = StreamSealer(key, place), []
    for start in range(0, len(plain), step):
        pieces += sealer.add(plain[start : start + step])
    return [*pieces, sealer.end()]


def opened(pieces: list[bytes], *, key: bytes = KEY, place: Context = HERE) -> bytes:
    return b"".join(open_stream(key, pieces, place))


# --- refusals ---

TAMPERED: dict[str, Callable[[list[bytes]], list[bytes]]] = {
    "nothing there": lambda _: [],
    "last piece gone": lambda pieces: pieces[:-1],
    "first piece gone": lambda pieces: pieces[1:],
    "one gone from the middle": lambda pieces: [pieces[0], *pieces[2:]],
    "two exchanged": lambda pieces: [pieces[1], pieces[0], *pieces[2:]],
    "one repeated": lambda pieces: [pieces[0], *pieces],
    "last repeated": lambda pieces: [*pieces, pieces[-1]],
    "gone on after the end": lambda pieces: [*pieces, pieces[0]],
    "turned round": lambda pieces: pieces[::-1],
    "one emptied": lambda pieces: [pieces[0], b"", *pieces[2:]],
    "cut short inside": lambda pieces: [*pieces[:-1], pieces[-1][:-1]],
    "made longer inside": lambda pieces: [*pieces[:-1], pieces[-1] + b"\0"],
    "unknown format": lambda pieces: [b"\x02" + pieces[0][1:], *pieces[1:]],
    "one of another stream of the same key and place": lambda pieces: [pieces[0], sealed()[1], *pieces[2:]],
    "all but the first of another stream": lambda pieces: [pieces[0], *sealed()[1:]],
}


@pytest.mark.parametrize("how", TAMPERED)
def test_tampered_streams_do_not_open(how: str) -> None:
    with pytest.raises(CannotOpen):
        opened(TAMPERED[how](sealed()))


@pytest.mark.parametrize("place", ELSEWHERE)
def test_a_stream_moved_elsewhere_does_not_open(place: str) -> None:
    with pytest.raises(CannotOpen):
        opened(sealed(), place=ELSEWHERE[place])


def test_a_wrong_or_short_key_opens_nothing() -> None:
    for key in (new_symmetric_key(), KEY[:31], b""):
        with pytest.raises(CannotOpen):
            opened(sealed(), key=key)
    with pytest.raises(ValueError, match="32 bytes"):
        StreamSealer(KEY[:31], HERE)


def test_nothing_is_given_out_of_the_piece_that_is_wrong() -> None:
    given_out: list[bytes] = []
    with pytest.raises(CannotOpen):
        given_out.extend(open_stream(KEY, sealed()[:-1], HERE))

    assert b"".join(given_out) == WORDS[: 2 * PIECE_BYTES]


@given(piece=st.integers(0, 3), bit=st.integers(0, 8 * 150 - 1), end=st.booleans())
def test_no_flipped_bit_is_accepted(piece: int, bit: int, *, end: bool) -> None:
    pieces = sealed()
    changed = bytearray(pieces[piece])
    at = min(bit // 8, len(changed) - 1)  # the last piece is short
    changed[-1 - at if end else at] ^= 1 << bit % 8
    pieces[piece] = bytes(changed)
    with pytest.raises(CannotOpen):
        opened(pieces)


@given(number=st.integers(-1, 5), last=st.booleans())
def test_a_piece_opens_only_at_its_own_number(number: int, *, last: bool) -> None:
    pieces = sealed()
    if (number, last) == (1, False):
        assert open_piece(KEY, pieces[1], HERE, number=1, last=False) == WORDS[PIECE_BYTES : 2 * PIECE_BYTES]
        return
    with pytest.raises(CannotOpen):
        open_piece(KEY, pieces[1], HERE, number=number, last=last)


def test_a_short_piece_in_the_middle_is_refused_even_when_it_is_sealed_so() -> None:
    piece = _by_the_other_library(b"short", number=0, last=False)
    with pytest.raises(CannotOpen):
        open_piece(KEY, piece, HERE, number=0, last=False)


def test_nothing_is_added_after_the_end() -> None:
    sealer = StreamSealer(KEY, HERE)
    sealer.end()
    with pytest.raises(ValueError, match="ended"):
        sealer.add(b"more")


# --- what it does ---


@given(
    size=st.integers(0, 200) | st.integers(PIECE_BYTES - 2, PIECE_BYTES + 2) | st.just(2 * PIECE_BYTES),
    step=st.integers(1, 3 * PIECE_BYTES),
)
def test_whatever_was_sealed_opens_again(size: int, step: int) -> None:
    plain = WORDS[:size]
    pieces = sealed(plain, step=max(step, 1 + size // 50))

    assert opened(pieces) == plain
    assert len(pieces) == max(1, -(-size // PIECE_BYTES))
    assert plain == b"" or size < 16 or not any(plain in piece for piece in pieces)


def test_two_streams_of_the_same_words_share_nothing() -> None:
    assert not set(sealed()) & set(sealed())


# --- a second, independent library (R-13) ---


def _by_the_other_library(plain: bytes, *, number: int, last: bool) -> bytes:
    header = b"\x01" + b"prefix7"
    theirs = AES.new(KEY, AES.MODE_GCM, nonce=header[1:] + number.to_bytes(4, "big") + bytes([last]))
    theirs.update(framed(header, HERE.aad(), number.to_bytes(4, "big"), bytes([last])))
    return header + b"".join(theirs.encrypt_and_digest(plain))


def test_the_other_library_opens_ours() -> None:
    pieces, plain = sealed(), b""
    for number, piece in enumerate(pieces):
        counted, last = number.to_bytes(4, "big"), bytes([number == len(pieces) - 1])
        theirs = AES.new(KEY, AES.MODE_GCM, nonce=piece[1:8] + counted + last)
        theirs.update(framed(piece[:8], HERE.aad(), counted, last))
        plain += theirs.decrypt_and_verify(piece[8:-16], piece[-16:])

    assert plain == WORDS


def test_ours_opens_the_other_librarys() -> None:
    plains = [WORDS[:PIECE_BYTES], WORDS[PIECE_BYTES : 2 * PIECE_BYTES], b"the end"]
    pieces = [_by_the_other_library(plain, number=n, last=n == 2) for n, plain in enumerate(plains)]

    assert opened(pieces) == b"".join(plains)
    elsewhere = replace(HERE, row=new_id())
    with pytest.raises(CannotOpen):
        opened(pieces, place=elsewhere)
