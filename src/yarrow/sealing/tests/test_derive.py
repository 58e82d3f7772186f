"""The published vectors of the building blocks, through the library that we use."""

from cryptography.hazmat.primitives.hashes import SHA256
from cryptography.hazmat.primitives.kdf.hkdf import HKDF

from yarrow.sealing.derive import derived


def test_hkdf_gives_the_first_vector_of_rfc_5869() -> None:
    kdf = HKDF(algorithm=SHA256(), length=42, salt=bytes(range(13)), info=bytes(range(0xF0, 0xFA)))

    assert kdf.derive(b"\x0b" * 22).hex() == (
        "3cb25f25faacd57a90434f64d0362f2a2d2d0a90cf1a5a4c5db02d56ecc4c5bf34007208d5b887185865"
    )


def test_derived_without_salt_starts_as_the_third_vector_of_rfc_5869() -> None:
    # The vector is 42 bytes long; HKDF's first block does not depend on the length asked for.
    assert (
        derived(b"\x0b" * 22, "").hex() == "8da4e775a563c18f715f802a063c5a31b8a11f5c5ee1879ec3454e5f3c738d2d"
    )


def test_derived_for_another_label_salt_or_secret_differs() -> None:
    keys = {
        derived(b"secret", "auth/v1"),
        derived(b"secret", "kek/v1"),
        derived(b"secret", "auth/v1", salt=b"service"),
        derived(b"another", "auth/v1"),
    }

    assert len(keys) == 4
