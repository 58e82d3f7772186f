from dataclasses import replace
from itertools import product
from random import Random
from uuid import uuid4

import pytest
from hypothesis import given
from hypothesis import strategies as st

from yarrow.sealing.blob import seal, unseal
from yarrow.sealing.context import Context
from yarrow.sealing.errors import CannotOpen
from yarrow.sealing.keys import new_symmetric_key, random_bytes

from .places import ELSEWHERE, HERE

KEY = new_symmetric_key()
WORDS = b"staying at her sister's"
OVERHEAD = 3 + 12 + 16


def opens(blob: bytes, context: Context = HERE, key: bytes = KEY) -> bool:
    try:
        unseal(key, blob, context)
    except CannotOpen:
        return False
    return True


def flipped(blob: bytes, bit: int) -> bytes:
    changed = bytearray(blob)
    changed[bit // 8] ^= 1 << bit % 8
    return bytes(changed)


@pytest.mark.parametrize("other", list(ELSEWHERE.values()), ids=list(ELSEWHERE))
def test_unseal_in_another_place_cannot_open(other: Context) -> None:
    blob = seal(KEY, WORDS, HERE)
    assert opens(blob)

    with pytest.raises(CannotOpen):
        unseal(KEY, blob, other)


def test_unseal_of_every_value_in_every_other_place_cannot_open() -> None:
    rows, columns = [uuid4() for _ in range(20)], [f"column_{n}" for n in range(10)]
    places = [replace(HERE, row=row, column=column) for row, column in product(rows, columns)]
    blobs = [seal(KEY, WORDS, place, pad_to=1) for place in places]

    opened = [(a, b) for a, blob in enumerate(blobs) for b, place in enumerate(places) if opens(blob, place)]

    assert opened == [(n, n) for n in range(200)]


def test_unseal_with_any_single_bit_flipped_cannot_open() -> None:
    blob = seal(KEY, b"", HERE, pad_to=4)
    assert opens(blob)

    assert [bit for bit in range(len(blob) * 8) if opens(flipped(blob, bit))] == []


def test_unseal_with_random_bits_flipped_cannot_open() -> None:
    dice = Random(20261122)  # noqa: S311  # which bits a test flips
    blobs = [seal(KEY, random_bytes(size), HERE) for size in (0, 1, 255, 256, 2000)]

    opened = 0
    for _ in range(10_000):
        blob = dice.choice(blobs)
        for bit in set(dice.choices(range(len(blob) * 8), k=dice.randint(1, 4))):
            blob = flipped(blob, bit)
        opened += opens(blob)

    assert opened == 0


def test_unseal_of_a_blob_cut_short_or_lengthened_cannot_open() -> None:
    blob = seal(KEY, WORDS, HERE)

    assert [size for size in range(len(blob)) if opens(blob[:size])] == []
    assert not opens(blob + b"\0")


@pytest.mark.parametrize("format_byte", [0, 2, 255])
def test_unseal_of_an_unknown_format_cannot_open(format_byte: int) -> None:
    blob = seal(KEY, WORDS, HERE)

    assert not opens(bytes([format_byte]) + blob[1:])


@pytest.mark.parametrize("key", [new_symmetric_key(), b"", KEY[:16], KEY + b"\0"])
def test_unseal_with_another_key_cannot_open(key: bytes) -> None:
    assert not opens(seal(KEY, WORDS, HERE), key=key)


def test_cannot_open_tells_nothing_of_the_cause() -> None:
    with pytest.raises(CannotOpen) as caught:
        unseal(KEY, flipped(seal(KEY, WORDS, HERE), 300), HERE)

    assert (str(caught.value), caught.value.__cause__, caught.value.__suppress_context__) == ("", None, True)


def test_seal_under_a_short_key_is_refused() -> None:
    with pytest.raises(ValueError, match="32 bytes"):
        seal(KEY[:16], WORDS, HERE)


def test_seal_twice_gives_different_blobs() -> None:
    assert seal(KEY, WORDS, HERE) != seal(KEY, WORDS, HERE)


def test_seal_shows_no_plaintext() -> None:
    assert WORDS not in seal(KEY, WORDS, HERE)


def test_seal_writes_the_format_and_the_key_version_in_front() -> None:
    assert seal(KEY, WORDS, replace(HERE, version=0x0102))[:3] == b"\x01\x01\x02"


@given(st.integers(0, 252), st.integers(0, 252))
def test_seal_of_texts_within_one_block_hides_their_length(short: int, long: int) -> None:
    assert len(seal(KEY, b"a" * short, HERE)) == len(seal(KEY, b"b" * long, HERE)) == OVERHEAD + 256


def test_seal_of_a_text_past_the_block_takes_the_next_block() -> None:
    assert len(seal(KEY, b"a" * 253, HERE)) == OVERHEAD + 512
    assert len(seal(KEY, b"a" * 61, HERE, pad_to=64)) == OVERHEAD + 128


@given(st.binary(max_size=2000), st.integers(1, 300))
def test_unseal_gives_back_what_was_sealed(plaintext: bytes, pad_to: int) -> None:
    assert unseal(KEY, seal(KEY, plaintext, HERE, pad_to=pad_to), HERE) == plaintext


@given(st.binary(max_size=200))
def test_unseal_of_arbitrary_bytes_cannot_open(noise: bytes) -> None:
    assert not opens(noise)
    assert not opens(seal(KEY, WORDS, HERE)[:3] + noise)
