"""The short-lived cookie that alone can open what was typed on the public form and not sent.

Hazard: a shared computer. Whoever opens the form after her would be shown what she typed, so the
cookie lives for minutes, and "Exit this page" deletes it.
"""

from base64 import urlsafe_b64decode, urlsafe_b64encode
from dataclasses import dataclass
from datetime import timedelta
from typing import Self
from uuid import UUID

from django.conf import settings
from django.http import HttpRequest, HttpResponse

LIFE = timedelta(minutes=20)
_ID_BYTES = 16


@dataclass(frozen=True, slots=True, repr=False)
class DraftCookie:
    """Which draft, and the key that opens it; the key is nowhere else."""

    draft: UUID
    key: bytes

    @classmethod
    def of(cls, request: HttpRequest) -> Self | None:
        """What this browser holds; None for nothing, and for anything that is not ours."""
        try:
            raw = urlsafe_b64decode(request.COOKIES.get(cookie_name(), ""))
            return cls(UUID(bytes=raw[:_ID_BYTES]), raw[_ID_BYTES:])
        except ValueError:
            return None

    def put_on(self, response: HttpResponse) -> None:
        """Give it to the browser; script cannot read it and no other site can send it."""
        response.set_cookie(
            cookie_name(),
            urlsafe_b64encode(self.draft.bytes + self.key).decode(),
            max_age=LIFE,
            secure=settings.COOKIES_SECURE,
            httponly=True,
            samesite="Strict",
        )


def cookie_name() -> str:
    """``__Host-`` binds it to this host over TLS; a browser refuses that over plain HTTP."""
    return "__Host-d" if settings.COOKIES_SECURE else "d"


def take_cookie(response: HttpResponse) -> None:
    """The text was sent: nothing stays in the browser."""
    response.delete_cookie(cookie_name(), samesite="Strict")
    response.cookies[cookie_name()]["secure"] = settings.COOKIES_SECURE
