"""The sender's key: refusals first, then that it opens what was sealed to it and nothing else."""

import stat
from pathlib import Path

import pytest

from yarrow.kernel.ids import new_id
from yarrow.sealing.context import Context
from yarrow.sealing.errors import CannotOpen
from yarrow.sealing.keys import new_signing_pair
from yarrow.sealing.sender_key import SenderKeyMissing, make_sender_key, read_sender_key
from yarrow.sealing.wrap import unwrap_with, wrap_to

pytestmark = pytest.mark.once


def test_no_file_a_short_file_and_a_folder_are_no_key(tmp_path: Path) -> None:
    short = tmp_path / "short"
    short.write_bytes(bytes(63))

    for path in (tmp_path / "none", short, tmp_path):
        with pytest.raises(SenderKeyMissing):
            read_sender_key(path)


def test_a_key_that_is_there_is_not_written_over(tmp_path: Path) -> None:
    path, trusts = tmp_path / "sender_key", new_signing_pair().public
    made = make_sender_key(path, trusts=trusts)

    with pytest.raises(FileExistsError):
        make_sender_key(path, trusts=trusts)

    assert read_sender_key(path).pair.private == made.pair.private


def test_something_that_is_no_public_key_is_not_trusted(tmp_path: Path) -> None:
    with pytest.raises(ValueError, match="32 bytes"):
        make_sender_key(tmp_path / "sender_key", trusts=b"short")

    assert not (tmp_path / "sender_key").exists()


def test_only_its_owner_reads_it_and_another_key_opens_nothing(tmp_path: Path) -> None:
    trusts = new_signing_pair().public
    made = make_sender_key(tmp_path / "one" / "sender_key", trusts=trusts)
    other = make_sender_key(tmp_path / "other", trusts=trusts)
    place = Context(new_id(), "table", "blob", new_id())
    sealed = wrap_to(made.pair.public, b"words", place)

    assert stat.S_IMODE((tmp_path / "one" / "sender_key").stat().st_mode) == 0o400
    assert read_sender_key(tmp_path / "one" / "sender_key").trusts == trusts
    assert unwrap_with(made.pair.private, sealed, place) == b"words"
    with pytest.raises(CannotOpen):
        unwrap_with(other.pair.private, sealed, place)
