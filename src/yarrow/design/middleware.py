"""What every answer tells the browser, and which requests are not listened to."""

from collections.abc import Callable

from django.conf import settings
from django.http import HttpRequest, HttpResponse

from yarrow.design.error_pages import not_from_our_page, not_there
from yarrow.kernel.errors import NotThere

Answer = Callable[[HttpRequest], HttpResponse]

# Passkeys are the one capability we ask of a browser; they stay at the browser's default (ourselves).
_DENIED = (
    "accelerometer",
    "autoplay",
    "browsing-topics",
    "camera",
    "display-capture",
    "encrypted-media",
    "fullscreen",
    "gamepad",
    "geolocation",
    "gyroscope",
    "hid",
    "idle-detection",
    "local-fonts",
    "magnetometer",
    "microphone",
    "midi",
    "payment",
    "picture-in-picture",
    "screen-wake-lock",
    "serial",
    "storage-access",
    "usb",
    "window-management",
    "xr-spatial-tracking",
)

HEADERS = {
    # Not "no-referrer": browsers then send "Origin: null", and no form could be posted.
    "Referrer-Policy": "same-origin",
    "Cross-Origin-Opener-Policy": "same-origin",
    "Cross-Origin-Resource-Policy": "same-origin",
    "Cross-Origin-Embedder-Policy": "require-corp",
    "Permissions-Policy": ", ".join(f"{name}=()" for name in _DENIED),
    "X-Content-Type-Options": "nosniff",
    "X-Frame-Options": "DENY",
    "X-Robots-Tag": "noindex, nofollow, noarchive, nosnippet",
}
"""Set on every answer, static files too (security.md R-44 to R-46)."""

_SAFE = {"GET", "HEAD", "OPTIONS"}
_OURSELVES = {"same-origin", "none"}


class SecurityHeaders:
    """Outermost, so that no answer leaves without them. Nothing but static files may be kept."""

    def __init__(self, get_response: Answer) -> None:
        self.get_response = get_response

    def __call__(self, request: HttpRequest) -> HttpResponse:
        response = self.get_response(request)
        for name, value in HEADERS.items():
            response[name] = value
        if not _is_static(request, response):
            response["Cache-Control"] = "no-store"
        return response


class OwnSiteOnly:
    """Another site may neither change anything here nor start a download (R-48).

    Browsers too old to say where a request comes from are left to the CSRF token.
    """

    def __init__(self, get_response: Answer) -> None:
        self.get_response = get_response

    def __call__(self, request: HttpRequest) -> HttpResponse:
        from_ourselves = request.headers.get("Sec-Fetch-Site", "none") in _OURSELVES
        if not from_ourselves and request.method not in _SAFE:
            return not_from_our_page(request)
        response = self.get_response(request)
        if not from_ourselves and "Content-Disposition" in response:
            return not_from_our_page(request)
        return response


class SameWhetherThereOrNot:
    """Answers ``NotThere`` with the very page of an unknown address."""

    def __init__(self, get_response: Answer) -> None:
        self.get_response = get_response

    def __call__(self, request: HttpRequest) -> HttpResponse:
        return self.get_response(request)

    def process_exception(self, request: HttpRequest, exception: Exception) -> HttpResponse | None:
        return not_there(request) if isinstance(exception, NotThere) else None


def _is_static(request: HttpRequest, response: HttpResponse) -> bool:
    return request.path.startswith(settings.STATIC_URL) and response.status_code in {200, 206, 304}
