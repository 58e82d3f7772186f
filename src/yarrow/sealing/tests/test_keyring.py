from uuid import uuid4

import pytest

from yarrow.sealing.errors import CannotOpen
from yarrow.sealing.keyring import Keyring

WORKER = uuid4()
RING = Keyring(WORKER, b"a" * 32, b"b" * 32, b"c" * 32)
RAW = RING.to_bytes()


@pytest.mark.parametrize("raw", [b"", RAW[:-1], RAW + b"c", b"\x02" + RAW[1:]])
def test_keyring_from_bytes_that_are_none_cannot_open(raw: bytes) -> None:
    with pytest.raises(CannotOpen):
        Keyring.from_bytes(WORKER, raw)


def test_keyring_with_a_short_key_is_not_written_down() -> None:
    with pytest.raises(ValueError, match="32 bytes"):
        Keyring(WORKER, b"a" * 32, b"b" * 31, b"c" * 33).to_bytes()


def test_keyring_comes_back_as_it_was() -> None:
    assert Keyring.from_bytes(WORKER, RING.to_bytes()) == RING
    assert len(RING.to_bytes()) == 97


def test_repr_of_a_keyring_shows_no_key() -> None:
    shown = f"{RING!r} {RING}"

    assert not any(word in shown for word in ("aaaa", "bbbb", "cccc", "61616161", "private", str(WORKER)))
