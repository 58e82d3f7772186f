"""What a handed-over browser carries: which hand-over it is, and the keys of that one hand-over.

The cookie dies with the browser and is read by no script. The session row says only that it is handed
over, so that nobody gets out by throwing the cookie away: then only giving back is left.
"""

from base64 import urlsafe_b64decode, urlsafe_b64encode
from dataclasses import dataclass
from typing import Self
from uuid import UUID

from django.conf import settings
from django.http import HttpRequest, HttpResponse

from yarrow.sealing.keys import new_sealing_pair, new_symmetric_key

HANDED = "handed"
"""Session key: the id of the hand-over. While it is there nothing else can be reached."""
SENT = "handed_sent"
"""Session key: the sheet was sent, or left: it does not come back."""
LANGUAGE_BEFORE = "handed_language"
"""Session key: the language of the worker's own pages, for afterwards."""

_ID, _KEY = 16, 32


@dataclass(frozen=True, slots=True, repr=False)
class HandedKeys:
    """The private half to which typing is sealed, and the key of what the sheet is about."""

    handed: UUID
    private: bytes
    secret: bytes

    @classmethod
    def of(cls, request: HttpRequest) -> Self | None:
        """What this browser holds, where it is of the hand-over of its session; else nothing."""
        try:
            raw = urlsafe_b64decode(request.COOKIES.get(cookie_name(), ""))
            found = cls(UUID(bytes=raw[:_ID]), raw[_ID : _ID + _KEY], raw[_ID + _KEY :])
        except ValueError:
            return None
        is_whole = len(found.private) == len(found.secret) == _KEY
        return found if is_whole and str(found.handed) == request.session.get(HANDED) else None

    def put_on(self, response: HttpResponse) -> None:
        """Give it to the browser, for as long as that is open."""
        response.set_cookie(
            cookie_name(),
            urlsafe_b64encode(self.handed.bytes + self.private + self.secret).decode(),
            secure=settings.COOKIES_SECURE,
            httponly=True,
            samesite="Strict",
        )


def fresh_keys(handed: UUID) -> tuple[HandedKeys, bytes]:
    """New keys for one hand-over, and the public half."""
    pair = new_sealing_pair()
    return HandedKeys(handed, pair.private, new_symmetric_key()), pair.public


def is_handed(request: HttpRequest) -> bool:
    """Whether this browser is in somebody else's hands."""
    return HANDED in request.session


def take_keys(response: HttpResponse) -> None:
    """Nothing of the hand-over stays in the browser."""
    response.delete_cookie(cookie_name(), samesite="Strict")
    response.cookies[cookie_name()]["secure"] = settings.COOKIES_SECURE


def cookie_name() -> str:
    """``__Host-`` binds it to this host over TLS; a browser refuses that over plain HTTP."""
    return "__Host-h" if settings.COOKIES_SECURE else "h"
