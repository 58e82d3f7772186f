"""Which passphrases are refused when they are set (security.md §5.3.1, ASVS 6.2.1, 6.2.12)."""

import time

import pytest

from yarrow.kernel.decision import Allowed, Refused
from yarrow.staff.rules import passphrase_is_good_enough

pytestmark = pytest.mark.once


def reason(passphrase: str, username: str = "ada") -> str:
    found = passphrase_is_good_enough(passphrase, username=username)
    return found.reasons[0].code if isinstance(found, Refused) else ""


@pytest.mark.parametrize(
    "passphrase",
    [
        "Manchester United",
        "1qaz2wsx3edc4rfv",
        "passwordpassword1",
        "PassW0rd PassW0rd",
        "qwertyuiop123456",
        "letmein letmein let",
        "hello hello hello hello",
        "January2026January2026",
        "0123456789012345678",
    ],
)
def test_what_a_guesser_tries_first_is_refused(passphrase: str) -> None:
    assert reason(passphrase) == "passphrase_guessed"


def test_name_of_its_owner_or_of_the_service_is_refused() -> None:
    assert reason("rhiannon-rees 1", username="rhiannon-rees") == "passphrase_guessed"
    assert reason("workspaceworkspace") == "passphrase_guessed"


@pytest.mark.parametrize(
    ("passphrase", "why"),
    [
        ("fourteen chars", "passphrase_short"),
        ("x" * 257, "passphrase_long"),
        ("ababababababababab", "passphrase_plain"),
    ],
)
def test_length_and_plainness_are_still_asked(passphrase: str, why: str) -> None:
    assert reason(passphrase) == why


@pytest.mark.parametrize(
    "passphrase",
    ["seven quiet herons", "every person here is invented", "nofio yn yr afon oer", "tŷ bach twt ar y bryn"],
)
def test_several_words_that_do_not_belong_together_are_allowed(passphrase: str) -> None:
    assert passphrase_is_good_enough(passphrase, username="ada") == Allowed()


@pytest.mark.parametrize("long", ["a1B%" * 64, "q1w2e3r4" * 32, "\U0001f98a" * 250, "é" * 256])
def test_longest_that_may_be_typed_is_judged_in_a_moment(long: str) -> None:
    passphrase_is_good_enough("seven quiet herons", username="ada")
    begun = time.perf_counter()

    passphrase_is_good_enough(long, username="ada")

    assert time.perf_counter() - begun < 2
