import hashlib
import hmac
from pathlib import Path
from uuid import uuid4

import pytest

from yarrow.sealing.pepper import (
    PepperMissing,
    fingerprint,
    keep_pepper,
    make_pepper,
    peppered_key,
    read_pepper,
)

SERVICE = uuid4()
LABELS = ("gate/v1", "door/v1", "totp/v1", "service/v1")


def test_make_pepper_over_another_is_refused_and_keeps_it(tmp_path: Path) -> None:
    first = make_pepper(tmp_path / "pepper")

    with pytest.raises(FileExistsError):
        make_pepper(tmp_path / "pepper")

    assert read_pepper(tmp_path / "pepper") == first
    assert [file.name for file in tmp_path.iterdir()] == ["pepper"]


def test_make_pepper_over_an_empty_file_is_refused(tmp_path: Path) -> None:
    (tmp_path / "pepper").touch()

    with pytest.raises(FileExistsError):
        make_pepper(tmp_path / "pepper")


def test_read_pepper_where_none_is_says_so(tmp_path: Path) -> None:
    with pytest.raises(PepperMissing):
        read_pepper(tmp_path / "pepper")


@pytest.mark.parametrize("size", [0, 31, 33])
def test_read_pepper_of_another_size_says_it_is_missing(tmp_path: Path, size: int) -> None:
    (tmp_path / "pepper").write_bytes(bytes(size))

    with pytest.raises(PepperMissing):
        read_pepper(tmp_path / "pepper")


def test_make_pepper_is_for_its_owner_only(tmp_path: Path) -> None:
    pepper = make_pepper(tmp_path / "new" / "pepper")

    assert (tmp_path / "new" / "pepper").stat().st_mode & 0o777 == 0o400
    assert read_pepper(tmp_path / "new" / "pepper") == pepper
    assert len(pepper) == 32


@pytest.mark.parametrize("label", ["", "gate", "gate/v2", "GATE/V1", "auth/v1"])
def test_peppered_key_for_an_unknown_use_is_refused(label: str) -> None:
    with pytest.raises(ValueError, match="no peppered key"):
        peppered_key(b"p" * 32, label, SERVICE)


def test_peppered_key_without_a_whole_pepper_is_refused() -> None:
    with pytest.raises(ValueError, match="32 bytes"):
        peppered_key(b"p" * 31, "gate/v1", SERVICE)


def test_peppered_keys_differ_by_use_service_and_pepper() -> None:
    keys = {peppered_key(b"p" * 32, label, SERVICE) for label in LABELS}
    keys |= {peppered_key(b"p" * 32, "gate/v1", uuid4()), peppered_key(b"q" * 32, "gate/v1", SERVICE)}

    assert len(keys) == 6
    assert {len(key) for key in keys} == {32}


@pytest.mark.parametrize("key", [b"", b"k" * 31])
def test_fingerprint_without_a_whole_key_is_refused(key: bytes) -> None:
    with pytest.raises(ValueError, match="32 bytes"):
        fingerprint(key, "SA1 1AA")


def test_fingerprint_is_hmac_sha_256_of_the_value() -> None:
    key, value = b"k" * 32, "Tŷ Gwyn"

    assert fingerprint(key, value) == hmac.new(key, value.encode(), hashlib.sha256).digest()
    assert fingerprint(key, value) != fingerprint(b"j" * 32, value)


def test_a_pepper_put_back_replaces_none_and_is_whole(tmp_path: Path) -> None:
    path = tmp_path / "home" / "pepper"
    with pytest.raises(ValueError, match="32 bytes"):
        keep_pepper(path, b"short")
    assert not path.exists()
    keep_pepper(path, bytes(32))

    with pytest.raises(FileExistsError):
        keep_pepper(path, b"x" * 32)

    assert read_pepper(path) == bytes(32)
    assert path.stat().st_mode & 0o777 == 0o400
    assert [each.name for each in path.parent.iterdir()] == ["pepper"]
