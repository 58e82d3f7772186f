"""One database per service: SQLite by default, PostgreSQL where a host is named."""

import os
from typing import Any

from .base import HOME

_SQLITE_PRAGMAS = (
    "PRAGMA journal_mode=WAL; PRAGMA synchronous=FULL; PRAGMA foreign_keys=ON;"
    "PRAGMA secure_delete=ON; PRAGMA cache_size=-20000;"
)


def _sqlite() -> dict[str, Any]:
    return {
        "ENGINE": "django.db.backends.sqlite3",
        "NAME": HOME / "yarrow.sqlite3",
        # IMMEDIATE: a writer waits its turn at the start instead of failing half-way.
        "OPTIONS": {"transaction_mode": "IMMEDIATE", "timeout": 20, "init_command": _SQLITE_PRAGMAS},
    }


def _postgresql(host: str) -> dict[str, Any]:
    return {
        "ENGINE": "django.db.backends.postgresql",
        "NAME": os.environ.get("YARROW_PG_DATABASE", "yarrow"),
        "USER": os.environ.get("YARROW_PG_USER", "yarrow"),
        "PASSWORD": os.environ.get("YARROW_PG_PASSWORD", ""),
        "HOST": host,
        "PORT": os.environ.get("YARROW_PG_PORT", ""),
    }


_pg_host = os.environ.get("YARROW_PG_HOST", "")

DATABASES = {"default": {**(_postgresql(_pg_host) if _pg_host else _sqlite()), "ATOMIC_REQUESTS": False}}
