"""Files sealed to several people: each opens it alone; a changed file opens for nobody."""

import io

import pytest

from yarrow.sealing.age import age_identity, decrypt_stream, encrypt_stream, is_recipient, new_age_identity
from yarrow.sealing.errors import CannotOpen
from yarrow.sealing.keys import random_bytes

pytestmark = pytest.mark.once

FIRST, SECOND = new_age_identity(), new_age_identity()
WORDS = random_bytes(200_000)


def sealed() -> bytes:
    target = io.BytesIO()
    encrypt_stream([FIRST.recipient, SECOND.recipient], io.BytesIO(WORDS), target)
    return target.getvalue()


def opened(secret: str, content: bytes) -> bytes:
    target = io.BytesIO()
    decrypt_stream(secret, io.BytesIO(content), target)
    return target.getvalue()


@pytest.mark.parametrize(
    "recipients",
    [[], [""], ["age1nobody"], [FIRST.secret], [FIRST.recipient, "x"]],
    ids=["none", "empty", "no key", "a secret", "one that is none"],
)
def test_nobody_or_no_recipient_is_refused(recipients: list[str]) -> None:
    with pytest.raises(ValueError, match="recipient"):
        encrypt_stream(recipients, io.BytesIO(WORDS), io.BytesIO())


@pytest.mark.parametrize(
    "secret",
    [new_age_identity().secret, FIRST.recipient, "", "AGE-SECRET-KEY-1QQ"],
    ids=["another", "the recipient", "none", "cut short"],
)
def test_other_key_or_none_opens_nothing(secret: str) -> None:
    with pytest.raises(CannotOpen):
        opened(secret, sealed())


def test_flip_or_cut_anywhere_is_refused() -> None:
    whole = sealed()
    for at in range(0, len(whole), len(whole) // 60):
        for broken in (whole[:at] + bytes([whole[at] ^ 4]) + whole[at + 1 :], whole[:at]):
            with pytest.raises(CannotOpen):
                opened(FIRST.secret, broken)


def test_each_opens_it_alone() -> None:
    assert opened(FIRST.secret, sealed()) == opened(SECOND.secret, sealed()) == WORDS


def test_failing_disk_is_told_as_one() -> None:
    class Full(io.RawIOBase):
        def writable(self) -> bool:
            return True

        def write(self, _piece: object) -> int:
            raise OSError(28, "No space left on device")

    with pytest.raises(OSError, match="No space left"):
        encrypt_stream([FIRST.recipient], io.BytesIO(WORDS), Full())  # type: ignore[arg-type]  # all it uses is write


def test_recipient_of_an_identity() -> None:
    assert age_identity(FIRST.secret).recipient == FIRST.recipient
    assert is_recipient(FIRST.recipient)
    assert not is_recipient(FIRST.secret)
