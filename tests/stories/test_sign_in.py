"""Coming in: by passphrase and code, refused in one way only; and the example's own way in."""

from collections.abc import Callable
from types import SimpleNamespace

import pytest
from allauth.mfa.totp.internal import auth as codes

from yarrow.config.cast import ROLES
from yarrow.kernel.clock import FixedClock
from yarrow.staff.demo import DEMO_PASSPHRASE

from .browsing import Somebody
from .conftest import ComeIn, Script

pytestmark = pytest.mark.story

WRONG = "That did not work. Try again. After five tries, wait five minutes."
PassTime = Callable[..., None]


@pytest.fixture
def code_from(clock: FixedClock, monkeypatch: pytest.MonkeyPatch) -> Callable[[str], str]:
    """The code that an app on a phone shows now for a seed."""
    monkeypatch.setattr(codes, "time", SimpleNamespace(time=lambda: clock.now().timestamp()))

    def shown(seed: str) -> str:
        return str(codes.format_hotp_value(codes.hotp_value(seed, int(clock.now().timestamp()) // 30)))

    return shown


def try_in_vain(somebody: Somebody, name: str, passphrase: str) -> str:
    """Sign in with something that is wrong; returns all that the page then says."""
    somebody.sign_in(name, passphrase).is_at("Sign in")
    assert somebody.typed_in("Sign-in name") == somebody.typed_in("Passphrase") == ""
    return somebody.words


def test_whatever_is_wrong_the_answer_is_the_same(
    come_in: ComeIn, logged: list[str], has_script: Script
) -> None:
    stranger = come_in(has_script=has_script)
    wrong = "nine loud curlews"
    said = {
        try_in_vain(stranger, "harmed_worker", wrong),
        try_in_vain(stranger, "nobody of this name", wrong),
        try_in_vain(stranger, "ex_worker", DEMO_PASSPHRASE),
    }

    assert len(said) == 1
    assert WRONG in said.pop()
    assert not [
        line for line in (*stranger.look.asked, *logged) if "curlews" in line or DEMO_PASSPHRASE in line
    ]
    stranger.sign_in("harmed_worker").is_at("Today")


def test_a_second_step_is_set_up_and_then_asked_for(
    come_in: ComeIn, code_from: Callable[[str], str], pass_time: PassTime, has_script: Script
) -> None:
    hana = come_in("harmed_worker", has_script=has_script).go("/second-factor/")
    hana.is_at("Set up a second step")
    seed = hana.main.get_by_role("code").inner_text()
    hana.write("Code from your phone", "000000").press("Continue").reads("That did not work.")
    assert hana.main.get_by_role("code").inner_text() == seed
    hana.write("Code from your phone", code_from(seed)).press("Continue").is_at("Today")

    hana.sign_out()
    pass_time(minutes=1)
    hana.sign_in("harmed_worker").is_at("Enter your code")
    hana.go("/").is_at("Sign in")
    hana.sign_in("harmed_worker").write("Code from your phone", "000000").press("Continue").reads(WRONG)
    hana.write("Code from your phone", code_from(seed)).press("Continue").is_at("Today")


def test_the_list_of_the_cast_is_there_in_a_demonstration_only(come_in: ComeIn) -> None:
    stranger = come_in()
    stranger.page.goto("/demo/")

    assert "This page is not there" in stranger.words
    assert ROLES["harmed_worker"][0] not in stranger.words
