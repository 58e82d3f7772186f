"""The settings of a real service, as somebody has reviewed them (security.md T28, ASVS 13.4.2)."""

import subprocess
import sys
from pathlib import Path

import pytest

from workshop.settings_snapshot import SNAPSHOT, real_environment, rendered

pytestmark = pytest.mark.once

MUST = (
    "DEBUG = False",
    "COOKIES_SECURE = True",
    "SESSION_COOKIE_NAME = '__Host-s'",
    "CSRF_COOKIE_NAME = '__Host-csrf'",
    "DEVICE_COOKIE_NAME = '__Host-device'",
    "SESSION_COOKIE_SAMESITE = 'Strict'",
    "SECURE_HSTS_SECONDS = 63072000",
    "MFA_TRUST_ENABLED = False",
    "MFA_PASSKEY_LOGIN_ENABLED = False",
    "MFA_WEBAUTHN_ALLOW_INSECURE_ORIGIN = False",
    "MFA_TOTP_TOLERANCE = 0",
    "ADMINS = []",
)
"""What no review may let go."""


def test_settings_of_a_real_service_are_the_reviewed_ones() -> None:
    now = rendered()

    assert now == SNAPSHOT.read_text(), (
        "A setting has changed. If that is meant: python -m workshop.settings_snapshot, and have it reviewed."
    )
    assert not [line for line in MUST if line not in now.splitlines()]


def test_file_holds_no_secret_and_no_place_of_this_machine() -> None:
    kept = SNAPSHOT.read_text()

    assert "SECRET_KEY = <96 characters>" in kept
    assert str(Path(__file__).parents[2]) not in kept


def test_a_changed_setting_is_noticed() -> None:
    assert rendered().replace("DEBUG = False", "DEBUG = True") != SNAPSHOT.read_text()


def test_django_warns_of_nothing_in_a_real_service(tmp_path: Path) -> None:
    line = [sys.executable, "-m", "django", "check", "--deploy", "--fail-level", "WARNING"]
    checked = subprocess.run(
        line, env=real_environment(str(tmp_path)), capture_output=True, text=True, check=False
    )

    assert checked.returncode == 0, checked.stderr
    assert "0 silenced" in checked.stdout or "no issues" in checked.stdout


def test_control_django_warns_of_cookies_without_tls(tmp_path: Path) -> None:
    line = [sys.executable, "-m", "django", "check", "--deploy", "--fail-level", "WARNING"]
    insecure = real_environment(str(tmp_path)) | {"YARROW_INSECURE_COOKIES": "1"}
    checked = subprocess.run(line, env=insecure, capture_output=True, text=True, check=False)

    assert checked.returncode != 0
    assert "security.W012" in checked.stderr
