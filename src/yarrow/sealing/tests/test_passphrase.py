import threading
from concurrent.futures import ThreadPoolExecutor
from dataclasses import replace

import pytest
from Crypto.Hash import SHA256
from Crypto.Protocol.KDF import HKDF

from yarrow.sealing import passphrase
from yarrow.sealing.passphrase import CHEAP, REAL, Argon2Cost, derive_root, passphrase_key, sign_in_verifier

TINY = Argon2Cost(64, 1, 1)
SALT, PEPPER, ROOT = bytes(range(16)), b"p" * 32, b"r" * 64


def test_derive_root_with_a_short_salt_is_refused() -> None:
    with pytest.raises(ValueError, match="16 bytes"):
        derive_root("five random words", SALT[:15], TINY)


def test_derive_root_of_anything_different_differs() -> None:
    roots = {
        derive_root("five random words", SALT, TINY),
        derive_root("five random word", SALT, TINY),
        derive_root("Five random words", SALT, TINY),
        derive_root("five random words ", SALT, TINY),
        derive_root("five random words", SALT[::-1], TINY),
        derive_root("five random words", SALT, replace(TINY, memory_kib=72)),
        derive_root("five random words", SALT, replace(TINY, passes=2)),
        derive_root("five random words", SALT, replace(TINY, lanes=2)),
    }

    assert len(roots) == 8
    assert {len(root) for root in roots} == {64}


@pytest.mark.parametrize(
    ("typed", "typed_elsewhere"),
    [
        ("t\u0177 cynnes Llanf\u00e2n", "ty\u0302 cynnes Llanfa\u0302n"),
        ("\ufb01ve words", "five words"),
        ("room \uff11\uff12", "room 12"),
    ],
)
def test_derive_root_of_letters_typed_otherwise_is_the_same(typed: str, typed_elsewhere: str) -> None:
    assert typed != typed_elsewhere

    assert derive_root(typed, SALT, TINY) == derive_root(typed_elsewhere, SALT, TINY)


def test_derive_root_runs_at_most_two_at_once(monkeypatch: pytest.MonkeyPatch) -> None:
    running, most, count = 0, 0, threading.Lock()
    gathered = threading.Barrier(2, timeout=5)

    class Watched:
        def __init__(self, **_cost: object) -> None:
            pass

        def derive(self, _typed: bytes) -> bytes:
            nonlocal running, most
            with count:
                running += 1
                most = max(most, running)
            gathered.wait()  # passes only when two are inside: proves that two may be, six derivations long
            with count:
                running -= 1
            return b""

    monkeypatch.setattr(passphrase, "Argon2id", Watched)
    with ThreadPoolExecutor(6) as pool:
        list(pool.map(lambda n: derive_root(f"passphrase {n}", SALT, TINY), range(6)))

    assert most == 2


def test_derive_root_gives_way_after_a_failure() -> None:
    for _ in range(3):
        with pytest.raises(ValueError, match="memory_cost"):
            derive_root("words", SALT, Argon2Cost(0, 1, 1))

    assert len(derive_root("words", SALT, TINY)) == 64


def test_real_cost_is_the_one_decided() -> None:
    assert Argon2Cost(131072, 3, 1) == REAL
    assert Argon2Cost(8192, 1, 1) == CHEAP


@pytest.mark.parametrize("root", [b"", ROOT[:63], ROOT + b"r"])
def test_keys_from_something_that_is_no_root_are_refused(root: bytes) -> None:
    with pytest.raises(ValueError, match="64 bytes"):
        sign_in_verifier(root)
    with pytest.raises(ValueError, match="64 bytes"):
        passphrase_key(root, PEPPER)


@pytest.mark.parametrize("pepper", [b"", PEPPER[:31]])
def test_passphrase_key_without_a_whole_pepper_is_refused(pepper: bytes) -> None:
    with pytest.raises(ValueError, match="32 bytes"):
        passphrase_key(ROOT, pepper)


def test_verifier_and_key_are_split_as_decided() -> None:
    auth = HKDF(ROOT, 32, b"", SHA256, context=b"auth/v1")
    kek = HKDF(ROOT + PEPPER, 32, b"", SHA256, context=b"kek/v1")

    assert sign_in_verifier(ROOT) == SHA256.new(auth).digest()
    assert passphrase_key(ROOT, PEPPER) == kek


def test_passphrase_key_under_another_pepper_differs() -> None:
    assert passphrase_key(ROOT, PEPPER) != passphrase_key(ROOT, b"q" * 32)
