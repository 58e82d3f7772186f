"""Sign-in, sessions and keys: what a reviewer of security.md §5.3 and R-20 to R-28 checks first."""

import os
from collections.abc import Callable

from yarrow.kernel.clock import Clock, SystemClock

AUTH_USER_MODEL = "staff.Worker"
AUTHENTICATION_BACKENDS = ["yarrow.staff.door.backend.PassphraseBackend"]
PASSWORD_HASHERS = ["yarrow.staff.door.hasher.VerifierHasher"]

LOGIN_URL = "account_login"
LOGIN_REDIRECT_URL = "/"
YARROW_CLOCK: Callable[[], Clock] = SystemClock
"""What every request takes its time from; demo, replay and tests put another in its place."""

KEEP_TYPED = "yarrow.rooms.pages.keep_typed"
"""What seals the words of a post that must be proved first; ``staff`` may not know ``rooms``."""

SESSION_ENGINE = "yarrow.staff.door.engine"

# Counters of failed sign-ins and used codes must be seen by every process: a cache of one
# process would let a code be used once in each. Culling is by number of rows, and a culled row is
# a code that may be used again, so there is room for far more than can live at once.
CACHES = {
    "default": {
        "BACKEND": "django.core.cache.backends.db.DatabaseCache",
        "LOCATION": "staff_cache",
        "OPTIONS": {"MAX_ENTRIES": 100_000},
    },
}

ACCOUNT_ADAPTER = "yarrow.staff.door.adapters.SignInAdapter"
ACCOUNT_USER_MODEL_USERNAME_FIELD = "username"
ACCOUNT_USER_MODEL_EMAIL_FIELD = None
ACCOUNT_LOGIN_METHODS = {"username"}
ACCOUNT_SIGNUP_FIELDS = ["username*", "password1*"]
ACCOUNT_EMAIL_VERIFICATION = "none"
ACCOUNT_EMAIL_NOTIFICATIONS = False
ACCOUNT_LOGIN_BY_CODE_ENABLED = False
ACCOUNT_PRESERVE_USERNAME_CASING = True
ACCOUNT_LOGIN_TIMEOUT = 5 * 60
"""Seconds between passphrase and second factor."""

ACCOUNT_RATE_LIMITS = False
"""Off: allauth counts by name alone, so a stranger could make a worker wait; ``staff.door.throttle``
counts instead."""

ALLAUTH_TRUSTED_PROXY_COUNT = 1 if os.environ.get("YARROW_BEHIND_PROXY") else 0
"""Behind our own proxy, whose address would otherwise be everybody's network."""

MFA_ADAPTER = "yarrow.staff.door.adapters.SecondFactorAdapter"
MFA_SUPPORTED_TYPES = ["totp", "webauthn"]
MFA_PASSKEY_LOGIN_ENABLED = MFA_PASSKEY_SIGNUP_ENABLED = False
"""A passkey is a second factor only: it opens no key, so it cannot replace a passphrase."""
MFA_WEBAUTHN_ALLOW_INSECURE_ORIGIN = os.environ.get("YARROW_INSECURE_COOKIES", "") == "1"
"""On http://localhost only, for the demo and the tests (decision 0003)."""
MFA_TRUST_ENABLED = False
MFA_TOTP_TOLERANCE = 0
"""A code lives 30 seconds and is remembered as used for 30: tolerance would let it be used twice."""

SIGN_IN_MIDDLEWARE: list[str] = [
    "yarrow.staff.door.middleware.ClockMiddleware",
    "django.contrib.auth.middleware.AuthenticationMiddleware",
    "yarrow.staff.door.middleware.KeyCookieMiddleware",
    "yarrow.handover.middleware.OneSheetOnly",
    "allauth.account.middleware.AccountMiddleware",
    "yarrow.staff.door.middleware.ExitMiddleware",
    "yarrow.staff.door.middleware.SecondFactorMiddleware",
    "yarrow.people.middleware.WaitingMiddleware",
    "yarrow.staff.door.middleware.BusyMiddleware",
]
