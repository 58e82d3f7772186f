"""What a browser is told: headers, cookies, templates, languages, static files; and what is logged."""

import os
from pathlib import Path

from csp.constants import NONE, SELF

from yarrow.kernel.words import N_

from .sign_in import SIGN_IN_MIDDLEWARE

COOKIES_SECURE = os.environ.get("YARROW_INSECURE_COOKIES", "") != "1"
"""False only for a demo or test on http://localhost, where a browser refuses secure cookies."""

ALLOWED_HOSTS = os.environ.get("YARROW_HOSTS", "localhost,127.0.0.1,[::1]").split(",")

# --- the service, as others see it ---

SERVICE_DISCREET_NAME = os.environ.get("YARROW_SERVICE_NAME", N_("Workspace"))
"""The only name on titles and headers. It must say nothing of what the service does (design.md §5.8)."""

_PLACES = os.environ.get("YARROW_SERVICE_PLACES", "").split("|")
SERVICE_PLACES = [place.strip() for place in _PLACES if place.strip()]
"""Where this service is and with whom it works, one address or name each, parted by ``|``: the door lets
out no paper that holds any of them, however it is written there."""

PAPERS_FOLDER = os.environ.get("YARROW_PAPERS", "")
"""The service's own wording of letters and leaflets (docs/papers.md); empty: ours."""

EXIT_TO = os.environ.get("YARROW_EXIT_TO", "https://www.bbc.co.uk/weather")
SIGN_OUT_ROUTE = "staff:sign_out"
LOCK_ROUTE, UNLOCK_ROUTE = "staff:lock", "staff:unlock"
COVER_AFTER_SECONDS = 15 * 60
"""When script covers a page nobody touches. The service locks the keys by itself (staff.session.IDLE)."""
NAVIGATION: list[tuple[str, str]] = [
    ("desk:today", N_("Today")),
    ("desk:caseload", N_("My cases")),
    ("desk:visit", N_("Out alone")),
    ("library:list", N_("Ways of working")),
    ("people:people", N_("Colleagues")),
    ("people:account", N_("My account")),
]
"""Route names and English texts of the menu of a signed-in worker."""

GUEST_NAVIGATION: list[tuple[str, str]] = [
    ("meetings:asked", N_("What you are asked")),
    ("practice:mine", N_("My training and supervision")),
    ("people:account", N_("My account")),
]
"""The same for a guest of a partner service."""

GUESTS_MAY_REACH: tuple[str, ...] = (
    "agencies:kept",
    "agencies:tell",
    "bookings:calendar",
    "bookings:calendar_end",
    "bookings:calendar_new",
    "desk:question",
    "meetings:asked",
    "meetings:asked_easy",
    "meetings:asked_know",
    "meetings:asked_not_easy",
    "meetings:asked_plan",
    "mfa_activate_totp",
    "mfa_activate_totp_again",
    "people:account",
    "people:make_code",
    "people:once",
    "people:passphrase",
    "people:read",
    "people:waiting",
    "practice:mine",
    "practice:supervision",
    "practice:training",
    "practice:withdraw",
    "rooms:keep",
    "staff:account",
    "staff:end_others",
    "staff:forget_device",
    "staff:passkey",
    "staff:passkey_again",
    "staff:remove_factor",
    "staff:remove_factor_again",
)
"""All that is there for a guest: their own account, what they say of themselves, and the plans they are asked
to sign. Everything else is shut, also what is added later."""
GUESTS_COME_FROM, GUESTS_COME_TO = "desk:today", "practice:mine"
"""Where everybody else's day begins, and where a guest's does."""

BOOKED_NAVIGATION: list[tuple[str, str]] = [
    ("bookings:mine", N_("When you are booked")),
    ("people:account", N_("My account")),
]
"""The menu of an interpreter or volunteer."""

BOOKED_MAY_REACH: tuple[str, ...] = (
    "agencies:kept",
    "agencies:tell",
    "bookings:calendar",
    "bookings:calendar_end",
    "bookings:calendar_new",
    "bookings:mine",
    "bookings:one",
    "mfa_activate_totp",
    "mfa_activate_totp_again",
    "people:account",
    "people:make_code",
    "people:once",
    "people:passphrase",
    "people:read",
    "people:waiting",
    "practice:mine",
    "rooms:keep",
    "staff:account",
    "staff:end_others",
    "staff:forget_device",
    "staff:passkey",
    "staff:passkey_again",
    "staff:remove_factor",
    "staff:remove_factor_again",
)
"""All that is there for them: their own account, and the hours for which they are asked. A report of somebody
at risk is theirs to make as everybody's."""
BOOKED_COME_TO = "bookings:mine"

CALENDAR_SOURCES: tuple[str, ...] = ("yarrow.meetings.shown.calendar.days_of",)
"""Who knows of days of a worker beside what was booked, for the calendar on their telephone."""

CALENDAR_WORD = os.environ.get("YARROW_CALENDAR_WORD", "")
"""The one word of its entries; empty: "Booked". Never the name of the service, nor of what it does."""

ACCOUNT_PLACES: list[tuple[str, str]] = [("people:account", N_("My account"))]
"""The same for the page of how one signs in: pages of packages above ``staff``."""

DOOR_LINKS: list[tuple[str, str]] = [
    ("people:lost", N_("I have lost my passphrase")),
    ("people:join", N_("Come in with a code")),
]
"""The same below the sign-in page, whoever looks: fixed public pages."""

# --- languages ---

LANGUAGES = [("en", "English"), ("cy", "Cymraeg")]
LANGUAGE_CODE = "en"
USE_I18N = True
LOCALE_PATHS = [Path(__file__).parents[2] / "locale"]

# --- cookies: __Host- binds them to this host over TLS; Strict, never read by script ---

_PREFIX = "__Host-" if COOKIES_SECURE else ""

SESSION_COOKIE_NAME = f"{_PREFIX}s"
SESSION_COOKIE_AGE = 10 * 60 * 60
SESSION_EXPIRE_AT_BROWSER_CLOSE = True
CSRF_COOKIE_NAME = f"{_PREFIX}csrf"
CSRF_COOKIE_AGE = None
LANGUAGE_COOKIE_NAME = f"{_PREFIX}language"
DEVICE_COOKIE_NAME = f"{_PREFIX}device"
"""What a worker's own browser is known by, for 90 days (staff.door.throttle)."""
LEFT_COOKIE_NAME = f"{_PREFIX}left"
SESSION_COOKIE_SECURE = CSRF_COOKIE_SECURE = LANGUAGE_COOKIE_SECURE = COOKIES_SECURE
SESSION_COOKIE_HTTPONLY = CSRF_COOKIE_HTTPONLY = LANGUAGE_COOKIE_HTTPONLY = True
SESSION_COOKIE_SAMESITE = CSRF_COOKIE_SAMESITE = LANGUAGE_COOKIE_SAMESITE = "Strict"
CSRF_FAILURE_VIEW = "yarrow.rooms.pages.csrf_failed"
MESSAGE_STORAGE = "django.contrib.messages.storage.session.SessionStorage"

# --- transport ---

SECURE_HSTS_SECONDS = 2 * 365 * 24 * 60 * 60 if COOKIES_SECURE else 0
SECURE_HSTS_INCLUDE_SUBDOMAINS = SECURE_HSTS_PRELOAD = COOKIES_SECURE
SECURE_REFERRER_POLICY = "same-origin"
SECURE_PROXY_SSL_HEADER = (
    ("HTTP_X_FORWARDED_PROTO", "https") if os.environ.get("YARROW_BEHIND_PROXY") else None
)
# W008 asks for a redirect from http. Over http our cookies do not exist, so nobody can sign in; a
# redirect would only hide that the server was set up without TLS. W002 asks for Django's X-Frame-Options;
# SecurityHeaders sets it on every answer, static files too.
SILENCED_SYSTEM_CHECKS = ["security.W002", "security.W008"]

CONTENT_SECURITY_POLICY = {
    "DIRECTIVES": {  # security.md R-44; no nonce, because nothing is inline
        "default-src": [NONE],
        "script-src": [SELF],
        "style-src": [SELF],
        "img-src": [SELF],
        "connect-src": [SELF],
        "form-action": [SELF],
        "frame-ancestors": [NONE],
        "base-uri": [NONE],
        "require-trusted-types-for": ["'script'"],
    }
}

# --- what may be sent to us: one file at a time, to one page, never on disk in plain (security.md O-04) ---

DATA_UPLOAD_MAX_MEMORY_SIZE = 1024 * 1024
DATA_UPLOAD_MAX_NUMBER_FIELDS = 400
DATA_UPLOAD_MAX_NUMBER_FILES = 1
FILE_UPLOAD_HANDLERS = ["yarrow.files.receiving.SealedOnArrival"]

# --- pages and static files ---

STATIC_URL = "/static/"
WHITENOISE_USE_FINDERS = True
WHITENOISE_MAX_AGE = 600
WHITENOISE_ALLOW_ALL_ORIGINS = False  # no other site needs them, or may find out that we are here
FORM_RENDERER = "yarrow.design.renderer.ComponentRenderer"
TEMPLATES = [
    {
        "NAME": "pages",
        "BACKEND": "yarrow.design.environment.PageTemplates",
        "APP_DIRS": True,
        "OPTIONS": {
            "environment": "yarrow.design.environment.environment",
            "context_processors": [
                "yarrow.design.pages.page_context",
                "yarrow.desk.pathway_of_page.pathway_of_page",
                "yarrow.agencies.nearby.report_of_page",
                "yarrow.reaching.on_page.hold_of_page",
            ],
        },
    },
    {  # for Django's own widgets, and for allauth, which looks for it; none of our pages
        "NAME": "django",
        "BACKEND": "django.template.backends.django.DjangoTemplates",
        "OPTIONS": {"context_processors": ["django.template.context_processors.request"]},
    },
]

# Compression is left to nobody: BREACH reads secrets out of compressed pages (security.md R-50).
MIDDLEWARE = [
    "yarrow.design.middleware.SecurityHeaders",
    "csp.middleware.CSPMiddleware",
    "django.middleware.security.SecurityMiddleware",
    "whitenoise.middleware.WhiteNoiseMiddleware",
    "django.contrib.sessions.middleware.SessionMiddleware",
    "django.middleware.locale.LocaleMiddleware",
    "django.middleware.common.CommonMiddleware",
    "yarrow.design.middleware.OwnSiteOnly",
    "django.middleware.csrf.CsrfViewMiddleware",
    *SIGN_IN_MIDDLEWARE,
    "django.contrib.messages.middleware.MessageMiddleware",
    "yarrow.design.no_room.NothingCanBeWritten",
    "yarrow.design.middleware.SameWhetherThereOrNot",
]

# --- logging: to the console only, without words (security.md O-02, O-03) ---

LOGGING = {
    "version": 1,
    "disable_existing_loggers": False,
    "formatters": {"quiet": {"()": "yarrow.design.quiet_log.QuietFormatter"}},
    "handlers": {"console": {"class": "logging.StreamHandler", "formatter": "quiet"}},
    "root": {"handlers": ["console"], "level": "WARNING"},
    "loggers": {
        # Django's own handlers would mail and print whole requests.
        "django": {"handlers": ["console"], "level": "WARNING", "propagate": False},
        "django.server": {"handlers": ["console"], "level": "WARNING", "propagate": False},
        "yarrow": {"handlers": ["console"], "level": "INFO", "propagate": False},
    },
}
