import pytest
from hypothesis import given
from hypothesis import strategies as st

from yarrow.sealing.errors import CannotOpen
from yarrow.sealing.padding import padded, unpadded


@pytest.mark.parametrize("body", [b"", b"\0\0\0", b"\0\0\0\x01", b"\xff\xff\xff\xff12345"])
def test_unpadded_of_a_length_past_the_end_cannot_open(body: bytes) -> None:
    with pytest.raises(CannotOpen):
        unpadded(body)


@pytest.mark.parametrize("pad_to", [0, -1])
def test_padded_to_less_than_a_byte_is_refused(pad_to: int) -> None:
    with pytest.raises(ValueError, match="1 byte"):
        padded(b"words", pad_to)


@given(st.binary(max_size=600), st.integers(1, 300))
def test_padded_is_whole_blocks_and_gives_the_text_back(text: bytes, pad_to: int) -> None:
    body = padded(text, pad_to)

    assert len(body) % pad_to == 0
    assert len(body) - len(text) < 4 + pad_to
    assert unpadded(body) == text
