import re
from dataclasses import replace
from uuid import uuid4

import pytest

from yarrow.sealing.keyring import Keyring
from yarrow.sealing.keys import new_sealing_pair, new_signing_pair, new_symmetric_key, random_bytes
from yarrow.sealing.recovery_code import code_digest, new_code, recovery_code_key
from yarrow.sealing.vouching import public_halves, spoken

pytestmark = pytest.mark.once

SERVICE, WORKER = uuid4(), uuid4()


def said(**other: object) -> str:
    given = {
        "deployment": SERVICE,
        "worker": WORKER,
        "sealing_public": bytes(32),
        "signing_public": bytes([1]) * 32,
    }
    return spoken(**(given | other))  # type: ignore[arg-type]  # names and types are those of spoken


@pytest.mark.parametrize(
    "other",
    [
        {"deployment": uuid4()},
        {"worker": uuid4()},
        {"sealing_public": bytes([2]) * 32},
        {"signing_public": bytes([2]) * 32},
        {"sealing_public": bytes([1]) * 32, "signing_public": bytes(32)},
    ],
)
def test_spoken_for_anything_else_is_another(other: dict[str, object]) -> None:
    assert said(**other) != said()


def test_spoken_is_six_groups_of_four_figures_and_always_the_same() -> None:
    assert re.fullmatch(r"\d{4}( \d{4}){5}", said())
    assert said() == said()


def test_public_halves_are_those_of_the_private_ones() -> None:
    sealing, signing = new_sealing_pair(), new_signing_pair()
    keyring = Keyring(WORKER, sealing.private, signing.private, new_symmetric_key())

    assert public_halves(keyring) == (sealing.public, signing.public)
    assert public_halves(replace(keyring, signing_private=new_signing_pair().private))[1] != signing.public


@pytest.mark.parametrize(("code", "pepper"), [(19, 32), (21, 32), (20, 31), (0, 32)])
def test_recovery_code_key_of_odd_lengths_is_refused(code: int, pepper: int) -> None:
    with pytest.raises(ValueError, match="20 bytes"):
        recovery_code_key(bytes(code), bytes(pepper), WORKER)


def test_recovery_code_key_hangs_on_code_pepper_and_worker() -> None:
    code, pepper = new_code(), random_bytes(32)
    keys = {
        recovery_code_key(code, pepper, WORKER),
        recovery_code_key(new_code(), pepper, WORKER),
        recovery_code_key(code, random_bytes(32), WORKER),
        recovery_code_key(code, pepper, uuid4()),
    }

    assert len(keys) == 4
    assert recovery_code_key(code, pepper, WORKER) in keys
    assert code not in code_digest(code)
