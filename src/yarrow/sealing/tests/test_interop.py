"""A second, independent library opens what we seal and seals what we open (R-13)."""

import pytest
from Crypto.Cipher import AES
from Crypto.Protocol import HPKE
from Crypto.Protocol.DH import import_x25519_private_key, import_x25519_public_key

from yarrow.sealing.blob import seal, unseal
from yarrow.sealing.keys import new_sealing_pair, new_symmetric_key, random_bytes
from yarrow.sealing.wrap import unwrap_with, wrap_to

from .places import HERE

ROUNDS = [30, pytest.param(1_000, marks=pytest.mark.long)]
INFO = b"\x01" + HERE.aad()


@pytest.mark.parametrize("rounds", ROUNDS)
def test_wrap_by_us_opens_with_the_other_library(rounds: int) -> None:
    for size in range(rounds):
        pair, words = new_sealing_pair(), random_bytes(size)
        blob = wrap_to(pair.public, words, HERE)

        theirs = HPKE.new(
            receiver_key=import_x25519_private_key(pair.private),
            aead_id=HPKE.AEAD.AES256_GCM,
            enc=blob[1:33],
            info=INFO,
        )

        assert theirs.unseal(blob[33:]) == size.to_bytes(4, "big") + words


@pytest.mark.parametrize("rounds", ROUNDS)
def test_wrap_by_the_other_library_opens_with_ours(rounds: int) -> None:
    for size in range(rounds):
        pair, words = new_sealing_pair(), random_bytes(size)
        theirs = HPKE.new(
            receiver_key=import_x25519_public_key(pair.public),
            aead_id=HPKE.AEAD.AES256_GCM,
            info=INFO,
        )
        ciphertext = theirs.seal(size.to_bytes(4, "big") + words)

        assert unwrap_with(pair.private, b"\x01" + theirs.enc + ciphertext, HERE) == words


@pytest.mark.parametrize("rounds", ROUNDS)
def test_seal_by_us_opens_with_the_other_library(rounds: int) -> None:
    for size in range(rounds):
        key, words = new_symmetric_key(), random_bytes(size)
        blob = seal(key, words, HERE, pad_to=1)

        theirs = AES.new(key, AES.MODE_GCM, nonce=blob[3:15])
        theirs.update(blob[:3] + HERE.aad())

        assert theirs.decrypt_and_verify(blob[15:-16], blob[-16:]) == size.to_bytes(4, "big") + words


@pytest.mark.parametrize("rounds", ROUNDS)
def test_seal_by_the_other_library_opens_with_ours(rounds: int) -> None:
    header = b"\x01" + HERE.version.to_bytes(2, "big")
    for size in range(rounds):
        key, words, nonce = new_symmetric_key(), random_bytes(size), random_bytes(12)
        theirs = AES.new(key, AES.MODE_GCM, nonce=nonce)
        theirs.update(header + HERE.aad())
        ciphertext, tag = theirs.encrypt_and_digest(size.to_bytes(4, "big") + words)

        assert unseal(key, header + nonce + ciphertext + tag, HERE) == words
