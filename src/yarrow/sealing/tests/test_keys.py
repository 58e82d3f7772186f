import hashlib

import pytest

from yarrow.sealing.keys import (
    SealingPair,
    SigningPair,
    digest,
    has_signed,
    new_sealing_pair,
    new_signing_pair,
    new_symmetric_key,
    random_bytes,
    random_token,
    sign,
)

SIGNER = new_signing_pair()


def test_has_signed_another_message_is_false() -> None:
    signature = sign(SIGNER.private, b"the plan of Tuesday")
    assert has_signed(SIGNER.public, b"the plan of Tuesday", signature)

    assert not has_signed(SIGNER.public, b"the plan of Monday", signature)


def test_has_signed_by_another_key_is_false() -> None:
    assert not has_signed(new_signing_pair().public, b"plan", sign(SIGNER.private, b"plan"))


@pytest.mark.parametrize("signature", [b"", bytes(64), bytes(63), bytes(65)])
def test_has_signed_with_no_signature_is_false(signature: bytes) -> None:
    assert not has_signed(SIGNER.public, b"plan", signature)


@pytest.mark.parametrize("public", [b"", bytes(31), b"\xff" * 32])
def test_has_signed_with_no_key_is_false(public: bytes) -> None:
    assert not has_signed(public, b"plan", sign(SIGNER.private, b"plan"))


def test_sign_with_no_key_is_refused() -> None:
    with pytest.raises(ValueError, match="32"):
        sign(b"", b"plan")


def test_sign_gives_the_first_vector_of_rfc_8032() -> None:
    private = bytes.fromhex("9d61b19deffd5a60ba844af492ec2cc44449c5697b326919703bac031cae7f60")

    assert sign(private, b"").hex() == (
        "e5564300c360ac729086e2cc806e828a84877f1eb8e5d974d873e06522490155"
        "5fb8821590a33bacc61e39701cf9b46bd25bf5f0595bbe24655141438e7a100b"
    )


@pytest.mark.parametrize("pair", [new_sealing_pair(), new_signing_pair()])
def test_repr_of_a_pair_shows_no_key(pair: SealingPair | SigningPair) -> None:
    shown = f"{pair!r} {pair}"

    for key in (pair.private, pair.public):
        assert repr(key) not in shown
        assert key.hex() not in shown
    assert "private" not in shown


def test_new_keys_are_32_bytes_and_differ() -> None:
    keys = [new_symmetric_key(), new_symmetric_key()]
    for sealing, signing in ((new_sealing_pair(), new_signing_pair()) for _ in range(2)):
        keys += [sealing.private, sealing.public, signing.private, signing.public]

    assert {len(key) for key in keys} == {32}
    assert len(set(keys)) == len(keys) == 10


def test_random_token_is_url_safe_and_differs() -> None:
    tokens = {random_token() for _ in range(100)}

    assert len(tokens) == 100
    assert {len(token) for token in tokens} == {43}
    assert all(token.replace("-", "").replace("_", "").isalnum() for token in tokens)


def test_random_bytes_are_as_many_as_asked() -> None:
    assert [len(random_bytes(n)) for n in (0, 1, 32)] == [0, 1, 32]


def test_digest_of_a_boundary_moved_differs() -> None:
    assert len({digest(b"ab", b"c"), digest(b"a", b"bc"), digest(b"abc"), digest(b"abc", b""), digest()}) == 5


def test_digest_is_sha_256_over_parts_with_their_lengths() -> None:
    assert digest(b"ab") == hashlib.sha256(bytes(7) + b"\x02ab").digest()
