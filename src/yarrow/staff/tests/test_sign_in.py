import importlib
import re
from collections.abc import Callable

import pytest
from django.test import Client

from yarrow.audit.models import AuditEvent
from yarrow.audit.terms import Event
from yarrow.kernel.clock import FixedClock
from yarrow.kernel.decision import Refused
from yarrow.sealing.keyring import Keyring
from yarrow.sealing.passphrase import Argon2Cost
from yarrow.staff.actions import leave_service, unlock
from yarrow.staff.door.hasher import SecondWayIn
from yarrow.staff.models import Worker

from .conftest import PASSPHRASE, Member
from .door import is_inside, sign_in

Leave = Callable[[Member], None]


@pytest.fixture
def derivations(monkeypatch: pytest.MonkeyPatch) -> list[str]:
    """The passphrases stretched while signing in. The real derivation still runs."""
    module = importlib.import_module("yarrow.staff.actions.unlock")
    real: Callable[[str, bytes, Argon2Cost], bytes] = module.stretched
    seen: list[str] = []

    def counted(passphrase: str, salt: bytes, cost: Argon2Cost) -> bytes:
        seen.append(passphrase)
        return real(passphrase, salt, cost)

    monkeypatch.setattr(module, "stretched", counted)
    return seen


@pytest.fixture
def gone(ada: Member, bryn: Member, clock: FixedClock) -> Member:
    leave_service(worker=bryn.worker, by=ada.worker, clock=clock)
    return bryn


def answer_to(username: str, passphrase: str) -> tuple[int, str, bytes, list[str]]:
    """Everything a stranger can observe of one try, on a browser of its own."""
    browser = Client()
    posted = sign_in(browser, username, passphrase)
    shown = browser.get(posted["Location"])
    masked = re.sub(rb'(csrfmiddlewaretoken"[^>]*value=")[^"]*', rb"\1", shown.content)
    return posted.status_code, posted["Location"], masked, sorted(posted.headers)


def test_sign_in_with_any_wrong_thing_answers_the_same(ada: Member, gone: Member) -> None:
    wrong_passphrase = answer_to("ada", "seven quiet herring")

    assert answer_to("nobody", PASSPHRASE) == wrong_passphrase
    assert answer_to(gone.worker.username, PASSPHRASE) == wrong_passphrase
    assert answer_to("ada", "") == wrong_passphrase
    assert wrong_passphrase[:2] == (302, "/sign-in/again/")


@pytest.mark.parametrize(
    ("username", "passphrase"),
    [("ada", PASSPHRASE), ("ada", "seven quiet herring"), ("nobody", PASSPHRASE), ("bryn", PASSPHRASE)],
)
def test_sign_in_costs_one_derivation_whoever_tries(
    browser: Client, gone: Member, derivations: list[str], username: str, passphrase: str
) -> None:
    sign_in(browser, username, passphrase)

    assert derivations == [passphrase]


def test_sign_in_after_five_wrong_tries_refuses_the_right_passphrase_for_a_while(
    browser: Client, ada: Member, derivations: list[str]
) -> None:
    for _ in range(5):
        sign_in(browser, "ada", "seven quiet herring")

    posted = sign_in(browser, "ada")

    assert posted["Location"] == "/sign-in/again/"
    assert len(derivations) == 5
    assert not is_inside(browser)


def test_sign_in_refused_is_audited_also_for_a_name_nobody_has(browser: Client, ada: Member) -> None:
    sign_in(browser, "nobody")
    sign_in(browser, "ada", "seven quiet herring")

    rows = AuditEvent.objects.filter(event=Event.SIGN_IN_REFUSED).order_by("id")
    assert [row.subject for row in rows] == [None, ada.worker.pk]


def test_sign_in_refused_keeps_nothing_that_was_typed(browser: Client, ada: Member) -> None:
    posted = sign_in(browser, "ada", "seven quiet herring")
    shown = browser.get(posted["Location"])

    assert b"herring" not in shown.content
    assert b'value="ada"' not in shown.content
    assert "herring" not in str(dict(browser.session))


@pytest.mark.parametrize(
    "path",
    [
        "/accounts/login/",
        "/accounts/signup/",
        "/accounts/password/reset/",
        "/accounts/email/",
        "/accounts/confirm-email/",
        "/accounts/2fa/",
        "/accounts/2fa/recovery-codes/",
        "/accounts/reauthenticate/",
        "/signup/",
    ],
)
def test_pages_of_sign_up_and_email_are_not_there(browser: Client, ada: Member, path: str) -> None:
    sign_in(browser, "ada")

    assert browser.get(path).status_code == 404
    assert browser.post(path, {"email": "a@example.org"}).status_code == 404


def test_unlock_with_another_workers_sealed_secrets_refuses(ada: Member, bryn: Member) -> None:
    """Both have the same passphrase here, so only the place and the salt stand between them."""
    assert isinstance(unlock(worker=bryn.worker, passphrase=PASSPHRASE), Keyring)
    Worker.objects.filter(pk=bryn.worker.pk).update(
        secrets_sealed=ada.worker.secrets_sealed, salt=ada.worker.salt, password=ada.worker.password
    )

    assert isinstance(unlock(worker=Worker.objects.get(pk=bryn.worker.pk), passphrase=PASSPHRASE), Refused)


def test_set_password_refuses_because_the_keys_would_stay_behind(ada: Member) -> None:
    with pytest.raises(SecondWayIn):
        ada.worker.set_password("another long passphrase")
    with pytest.raises(SecondWayIn):
        ada.worker.check_password(PASSPHRASE)


def test_sign_in_opens_the_workers_own_keys(browser: Client, ada: Member, bryn: Member) -> None:
    posted = sign_in(browser, "bryn")

    assert posted["Location"] == "/"
    assert browser.get("/").json()["ring"] == bryn.keyring.ring_key.hex()
    assert AuditEvent.objects.filter(event=Event.SIGNED_IN, actor=bryn.worker.pk).count() == 1


def test_sign_out_ends_the_session_on_both_sides(browser: Client, ada: Member) -> None:
    sign_in(browser, "ada")
    assert is_inside(browser)

    left = browser.post("/sign-out/")

    assert left["Location"] == "/sign-in/"
    assert not is_inside(browser)
    assert not ada.worker.sessions.exists()
    assert AuditEvent.objects.filter(event=Event.SIGNED_OUT, actor=ada.worker.pk).exists()


def test_exit_ends_the_session_and_is_audited(browser: Client, ada: Member) -> None:
    sign_in(browser, "ada")

    browser.get("/exit")

    assert not ada.worker.sessions.exists()
    assert AuditEvent.objects.filter(event=Event.EXIT_PRESSED, actor=ada.worker.pk).count() == 1
