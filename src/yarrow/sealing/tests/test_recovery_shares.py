from itertools import permutations, product
from uuid import UUID

import pytest
from Crypto.Cipher import AES
from Crypto.Hash import SHA256
from Crypto.Protocol.KDF import HKDF

from yarrow.sealing.age import new_age_identity
from yarrow.sealing.errors import CannotOpen
from yarrow.sealing.keys import random_bytes
from yarrow.sealing.recovery_shares import (
    PAIRS,
    SEALED_BYTES,
    Kept,
    new_codes,
    open_with_two,
    seal_for_pairs,
    sealed_for,
)

pytestmark = pytest.mark.once
SERVICE, OTHER = UUID(int=7), UUID(int=8)
KEPT = Kept(random_bytes(32), random_bytes(32), new_age_identity().secret)
CODES = new_codes()
SEALED = seal_for_pairs(kept=KEPT, codes=CODES, service=SERVICE, round_=1)


@pytest.mark.parametrize("code", CODES)
def test_one_code_opens_nothing_alone_or_twice_or_with_a_guess(code: bytes) -> None:
    for other in (code, bytes(20), random_bytes(20), b""):
        with pytest.raises(CannotOpen):
            open_with_two(code, other, SEALED.values())


@pytest.mark.parametrize("pair", PAIRS)
def test_a_pair_opens_only_its_own_bundle(pair: str) -> None:
    two = [CODES["abc".index(letter)] for letter in pair]
    for other in PAIRS:
        if other != pair:
            with pytest.raises(CannotOpen):
                open_with_two(two[0], two[1], [SEALED[other]])

    place, kept = open_with_two(two[0], two[1], SEALED.values())
    assert (place.pair, place.service, place.round) == (pair, SERVICE, 1)
    assert kept == KEPT


def test_codes_of_another_round_or_service_open_nothing() -> None:
    for service, round_, codes in ((SERVICE, 2, new_codes()), (OTHER, 1, new_codes())):
        sealed = seal_for_pairs(kept=KEPT, codes=codes, service=service, round_=round_)
        for one, other in permutations(CODES, 2):
            with pytest.raises(CannotOpen):
                open_with_two(one, other, sealed.values())
        for mixed in product(CODES, codes):
            with pytest.raises(CannotOpen):
                open_with_two(mixed[0], mixed[1], [*sealed.values(), *SEALED.values()])


def test_every_changed_byte_is_found() -> None:
    blob = SEALED["ab"]
    for at in range(len(blob)):
        changed = blob[:at] + bytes([blob[at] ^ 1]) + blob[at + 1 :]
        with pytest.raises(CannotOpen):
            open_with_two(CODES[0], CODES[1], [changed])


@pytest.mark.parametrize("end", [0, 1, 19, 20, 21, SEALED_BYTES - 1])
def test_a_bundle_cut_short_is_found(end: int) -> None:
    with pytest.raises(CannotOpen):
        open_with_two(CODES[0], CODES[1], [SEALED["ab"][:end]])


def test_three_different_codes_are_needed() -> None:
    a, b, _c = CODES
    for codes in ((a, b), (a, b, a), (a, b, b""), (a, b, bytes(19))):
        with pytest.raises(ValueError, match="three different codes"):
            seal_for_pairs(kept=KEPT, codes=codes, service=SERVICE, round_=1)


def test_a_bundle_of_something_else_is_not_sealed() -> None:
    for kept in (Kept(b"", KEPT.pepper, KEPT.age_secret), Kept(KEPT.pepper, KEPT.pepper, "short")):
        with pytest.raises(ValueError, match="two keys"):
            seal_for_pairs(kept=kept, codes=CODES, service=SERVICE, round_=1)


def test_nothing_secret_is_printed_and_every_bundle_is_as_long() -> None:
    assert KEPT.age_secret not in repr(KEPT)
    assert {len(blob) for blob in SEALED.values()} == {SEALED_BYTES}
    assert sealed_for(SEALED["bc"]).pair == "bc"


@pytest.mark.parametrize("pair", PAIRS)
def test_a_second_library_opens_a_bundle_with_two_codes(pair: str) -> None:
    """T10: what is on paper can be opened without our code, from what is written at the top of the module."""
    one, other = (CODES["abc".index(letter)] for letter in pair)
    blob = SEALED[pair]
    header, inner = blob[:20], blob[20:]
    assert header == b"\x01" + SERVICE.bytes + b"\x00\x01" + bytes([PAIRS.index(pair)])
    key = HKDF(one + other, 32, SERVICE.bytes, SHA256, context=f"custody/v1/{pair}".encode())
    cipher = AES.new(key, AES.MODE_GCM, nonce=inner[3:15])
    place = [SERVICE.bytes, b"custody_bundle", pair.encode(), b"", SERVICE.bytes, b"\x00\x01"]
    cipher.update(inner[:3] + b"".join(len(part).to_bytes(8, "big") + part for part in place))

    body = cipher.decrypt_and_verify(inner[15:-16], inner[-16:])

    assert body[4:] == KEPT.recovery_private + KEPT.pepper + KEPT.age_secret.encode()
