"""Where this service lives on disk, and which packages it is made of."""

import os
from pathlib import Path

HOME = Path(os.environ.get("YARROW_HOME", "var")).resolve()
"""Folder of this one service: its database (unless PostgreSQL), its pepper, its secret key."""

PEPPER_FILE = HOME / "pepper"
"""32 random bytes, outside the database and its backups (security.md R-08)."""

INSTALLED_APPS = [
    "django.contrib.contenttypes",
    "django.contrib.auth",
    "django.contrib.sessions",
    "django.contrib.messages",
    "whitenoise.runserver_nostatic",
    "django.contrib.staticfiles",
    "allauth",
    "allauth.account",
    "allauth.mfa",
    "yarrow.design",
    "yarrow.audit",
    "yarrow.staff",
    "yarrow.policy",
    "yarrow.cases",
    "yarrow.rooms",
    "yarrow.practice",
    "yarrow.library",
    "yarrow.custody",
    "yarrow.emergency",
    "yarrow.files",
    "yarrow.matching",
    "yarrow.oversight",
    "yarrow.people",
    "yarrow.record",
    "yarrow.reaching",
    "yarrow.outgoing",
    "yarrow.papers",
    "yarrow.sending",
    "yarrow.agencies",
    "yarrow.intake",
    "yarrow.bookings",
    "yarrow.family_map",
    "yarrow.groups",
    "yarrow.handover",
    "yarrow.visits",
    "yarrow.meetings",
    "yarrow.carrying",
    "yarrow.children",
    "yarrow.agreements",
    "yarrow.desk",
    "yarrow.config",
]

PEOPLE_ON_DUTY = "yarrow.emergency.queries.duty_people"
"""Whom custody counts for emergency opening; packages of one shelf may not know each other."""

VERIFIED_TOO = [
    "yarrow.emergency.queries.duty.unmarked",
    "yarrow.custody.queries.anew.unmarked",
    "yarrow.policy.queries.unmarked",
]
"""What else is counted when the record is verified: rows that let somebody in and carry no mark."""

ROOT_URLCONF = "yarrow.config.urls"
WSGI_APPLICATION = "yarrow.config.wsgi.application"
DEFAULT_AUTO_FIELD = "django.db.models.BigAutoField"
USE_TZ = True
TIME_ZONE = "Europe/London"
DEBUG = False
ADMINS: list[tuple[str, str]] = []


def _secret_key() -> str:
    """The signing key of this service, made once and kept beside the pepper."""
    path = HOME / "secret_key"
    if not path.exists():
        HOME.mkdir(parents=True, exist_ok=True)
        path.touch(mode=0o600)
        path.write_text(os.urandom(48).hex())
    return path.read_text()


SECRET_KEY = _secret_key()
