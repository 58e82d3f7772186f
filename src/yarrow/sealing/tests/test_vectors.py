"""Published vectors: what the standards say comes out, comes out here (security.md T10).

The numbers are facts, each from where it says. A library that was built wrongly for this machine, or was
exchanged, would still agree with itself; it would not agree with these.
"""

import hashlib
import hmac

import pytest
from cryptography.exceptions import InvalidTag
from cryptography.hazmat.primitives.asymmetric.x25519 import X25519PrivateKey, X25519PublicKey
from cryptography.hazmat.primitives.ciphers.aead import AESGCM, ChaCha20Poly1305
from cryptography.hazmat.primitives.hpke import AEAD, KDF, KEM, Suite
from cryptography.hazmat.primitives.kdf.argon2 import Argon2id

from yarrow.sealing.derive import derived
from yarrow.sealing.keys import has_signed, new_sealing_pair, random_bytes, sign
from yarrow.sealing.wrap import unwrap_with

from .places import HERE

pytestmark = pytest.mark.once

hexed = bytes.fromhex


# --- AES-256-GCM: McGrew and Viega, "The Galois/Counter Mode of Operation", test cases 13, 14 and 16 ---

GCM = [
    ("00" * 32, "00" * 12, "", "", "530f8afbc74536b9a963b4f1c4cb738b"),
    ("00" * 32, "00" * 12, "00" * 16, "", "cea7403d4d606b6e074ec5d3baf39d18d0d1c8a799996bf0265b98b5d48ab919"),
    (
        "feffe9928665731c6d6a8f9467308308" * 2,
        "cafebabefacedbaddecaf888",
        (
            "d9313225f88406e5a55909c5aff5269a86a7a9531534f7da2e4c303d8a318a72"
            "1c3c0c95956809532fcf0e2449a6b525b16aedf5aa0de657ba637b39"
        ),
        "feedfacedeadbeeffeedfacedeadbeefabaddad2",
        (
            "522dc1f099567d07f47f37a32a84427d643a8cdcbfe5c0c97598a2bd2555d1aa"
            "8cb08e48590dbb3da7b08b1056828838c5f61e6393ba7a0abcc9f66276fc6ece0f4e1768cddf8853bb2d551b"
        ),
    ),
]


@pytest.mark.parametrize(("key", "nonce", "plain", "aad", "sealed"), GCM)
def test_aes_gcm_is_the_published_one(key: str, nonce: str, plain: str, aad: str, sealed: str) -> None:
    cipher, broken = AESGCM(hexed(key)), bytearray(hexed(sealed))
    broken[-1] ^= 1

    assert cipher.encrypt(hexed(nonce), hexed(plain), hexed(aad)).hex() == sealed
    with pytest.raises(InvalidTag):
        cipher.decrypt(hexed(nonce), bytes(broken), hexed(aad))


# --- HKDF-SHA256: RFC 5869, A.1 and A.3; the first 32 bytes are what we take ---


def test_hkdf_is_the_published_one() -> None:
    empty = "8da4e775a563c18f715f802a063c5a31b8a11f5c5ee1879ec3454e5f3c738d2d"

    assert derived(hexed("0b" * 22), "").hex() == empty
    assert _expand(
        _extract(hexed("000102030405060708090a0b0c"), hexed("0b" * 22)), hexed("f0f1f2f3f4f5f6f7f8f9"), 42
    ).hex() == ("3cb25f25faacd57a90434f64d0362f2a2d2d0a90cf1a5a4c5db02d56ecc4c5bf34007208d5b887185865")


def test_ours_and_the_reference_of_this_file_agree() -> None:
    for size in range(1, 40):
        secret, salt = random_bytes(size), random_bytes(16)

        assert derived(secret, "gate/v1", salt=salt) == _expand(_extract(salt, secret), b"gate/v1", 32)


def _extract(salt: bytes, secret: bytes) -> bytes:
    return hmac.digest(salt, secret, "sha256")


def _expand(key: bytes, info: bytes, length: int) -> bytes:
    made, block = b"", b""
    while len(made) < length:
        block = hmac.digest(
            key, block + info + bytes([len(made) // hashlib.sha256().digest_size + 1]), "sha256"
        )
        made += block
    return made[:length]


# --- Argon2id: RFC 9106, 5.3 ---


def test_argon2id_is_the_published_one() -> None:
    made = Argon2id(
        salt=b"\x02" * 16,
        length=32,
        iterations=3,
        lanes=4,
        memory_cost=32,
        ad=b"\x04" * 12,
        secret=b"\x03" * 8,
    ).derive(b"\x01" * 32)

    assert made.hex() == "0d640df58d78766c08c037a34a8b53c9d01ef0452d75b65eb52520e96b01e659"


# --- Ed25519: RFC 8032, 7.1, tests 1 and 2 ---

SIGNED = [
    (
        "9d61b19deffd5a60ba844af492ec2cc44449c5697b326919703bac031cae7f60",
        "d75a980182b10ab7d54bfed3c964073a0ee172f3daa62325af021a68f707511a",
        "",
        (
            "e5564300c360ac729086e2cc806e828a84877f1eb8e5d974d873e06522490155"
            "5fb8821590a33bacc61e39701cf9b46bd25bf5f0595bbe24655141438e7a100b"
        ),
    ),
    (
        "4ccd089b28ff96da9db6c346ec114e0f5b8a319f35aba624da8cf6ed4fb8a6fb",
        "3d4017c3e843895a92b70aa74d1b7ebc9c982ccf2ec4968cc0cd55f12af4660c",
        "72",
        (
            "92a009a9f0d4cab8720e820b5f642540a2b27b5416503f8fb3762223ebdb69da"
            "085ac1e43e15996e458f3613d0f11d8c387b2eaeb4302aeeb00d291612bb0c00"
        ),
    ),
]


@pytest.mark.parametrize(("private", "public", "message", "signature"), SIGNED)
def test_ed25519_is_the_published_one(private: str, public: str, message: str, signature: str) -> None:
    assert sign(hexed(private), hexed(message)).hex() == signature
    assert has_signed(hexed(public), hexed(message), hexed(signature))
    assert not has_signed(hexed(public), hexed(message) + b"!", hexed(signature))


# --- HPKE base mode over X25519 and HKDF-SHA256: RFC 9180, A.1.1 and A.2.1. It prints no AES-256-GCM;
# that one is BoringSSL's (crypto/hpke/hpke_test_vectors.txt), worked out below step by step. ---

INFO = hexed("4f6465206f6e2061204772656369616e2055726e")
PLAIN = hexed("4265617574792069732074727574682c20747275746820626561757479")
FIRST = b"Count-0"
AES_256 = 2

RECEIVED = [
    (
        AEAD.AES_128_GCM,
        AESGCM,
        "4612c550263fc8ad58375df3f557aac531d26850903e55a9f23f21d8534e8ac8",
        "37fda3567bdbd628e88668c3c8d7e97d1d1253b6d4ea6d44c150f741f1bf4431",
        "4531685d41d65f03dc48f6b8302c05b0",
        "56d890e5accaaf011cff4b7d",
        "f938558b5d72f1a23810b4be2ab4f84331acc02fc97babc53a52ae8218a355a96d8770ac83d07bea87e13c512a",
    ),
    (
        AEAD.CHACHA20_POLY1305,
        ChaCha20Poly1305,
        "8057991eef8f1f1af18f4a9491d16a1ce333f695d4db8e38da75975c4478e0fb",
        "1afa08d3dec047a643885163f1180476fa7ddb54c6a8029ea33f95796bf2ac4a",
        "ad2744de8e17f4ebba575b3f5f5a8fa1f69c2a07f6e7500bc60ca6e3e3ec1c91",
        "5c4d98150661b848853b547f",
        "1c5250d8034ec2b784ba2cfd69dbdb8af406cfe3ff938e131f0def8c8b60b4db21993c62ce81883d2dd1b51a28",
    ),
]


@pytest.mark.parametrize(("aead", "cipher", "private", "enc", "key", "nonce", "sealed"), RECEIVED)
def test_hpke_receiver_makes_the_published_key(
    aead: AEAD, cipher: type, private: str, enc: str, key: str, nonce: str, sealed: str
) -> None:
    """The library seals without associated data, so we seal under the published key and it must open that."""
    theirs, ours = cipher(hexed(key)), Suite(KEM.X25519, KDF.HKDF_SHA256, aead)
    receiver = X25519PrivateKey.from_private_bytes(hexed(private))

    assert theirs.encrypt(hexed(nonce), PLAIN, FIRST).hex() == sealed
    assert ours.decrypt(hexed(enc) + theirs.encrypt(hexed(nonce), PLAIN, None), receiver, info=INFO) == PLAIN


def test_steps_of_the_rfc_give_the_published_aes_256_gcm_ciphertext() -> None:
    ephemeral = hexed("28e212563a8b6f068af7ff17400ff1baf23612b7a738bbaf5dfb321b2b5b431a")
    receiver = hexed("ac66bae9ffa270cf4a89ed9f274e30c0456babae2572aaaf002ff0d8884ab018")

    _enc, key, nonce = _sender(ephemeral, receiver, INFO)

    assert AESGCM(key).encrypt(nonce, PLAIN, FIRST).hex() == (
        "23ded2d5d90ea89d975dac4792b297240f194952d7421aacbff0474100052b6bb8aa58d18ef6c42b6960e2e28f"
    )


def test_what_the_steps_of_the_rfc_seal_our_wrap_opens() -> None:
    for size in range(30):
        pair, words = new_sealing_pair(), random_bytes(size)
        enc, key, nonce = _sender(random_bytes(32), pair.public, b"\x01" + HERE.aad())
        body = AESGCM(key).encrypt(nonce, size.to_bytes(4, "big") + words, b"")

        assert unwrap_with(pair.private, b"\x01" + enc + body, HERE) == words


def _sender(ephemeral: bytes, receiver: bytes, info: bytes) -> tuple[bytes, bytes, bytes]:
    """RFC 9180 §4.1 and §5.1, base mode: the encapsulated key, the key and the first nonce."""
    private = X25519PrivateKey.from_private_bytes(ephemeral)
    enc = private.public_key().public_bytes_raw()
    kem = b"KEM" + KEM_ID
    shared = _labeled_extract(
        kem, b"", b"eae_prk", private.exchange(X25519PublicKey.from_public_bytes(receiver))
    )
    secret = _labeled_expand(kem, shared, b"shared_secret", enc + receiver, 32)
    suite = b"HPKE" + KEM_ID + b"\x00\x01" + AES_256.to_bytes(2, "big")
    context = (
        b"\x00"
        + _labeled_extract(suite, b"", b"psk_id_hash", b"")
        + _labeled_extract(suite, b"", b"info_hash", info)
    )
    schedule = _labeled_extract(suite, secret, b"secret", b"")
    key = _labeled_expand(suite, schedule, b"key", context, 32)
    return enc, key, _labeled_expand(suite, schedule, b"base_nonce", context, 12)


KEM_ID = b"\x00\x20"


def _labeled_extract(suite: bytes, salt: bytes, label: bytes, given: bytes) -> bytes:
    return _extract(salt, b"HPKE-v1" + suite + label + given)


def _labeled_expand(suite: bytes, key: bytes, label: bytes, info: bytes, length: int) -> bytes:
    return _expand(key, length.to_bytes(2, "big") + b"HPKE-v1" + suite + label + info, length)
