"""A simple limit on posts to the public form from one network.

No address is kept: only its HMAC under a key that changes every day and rests on the pepper, and
that for an hour (security.md D-12, O-02).
"""

from django.conf import settings
from django.core.cache import cache
from django.http import HttpRequest

from yarrow.kernel.clock import Clock
from yarrow.sealing.keys import digest
from yarrow.sealing.pepper import fingerprint
from yarrow.staff.queries import pepper, the_service

POSTS_AN_HOUR = 30
"""Generous: a whole school or refuge may write from one address."""

_HOUR = 60 * 60


def is_flooded(request: HttpRequest, clock: Clock) -> bool:
    """Count this post; whether its network has sent too many within this hour."""
    name = _mark_of(_address_of(request), clock)
    cache.add(name, 0, timeout=_HOUR)
    return cache.incr(name) > POSTS_AN_HOUR


def _mark_of(address: str, clock: Clock) -> str:
    today = clock.today().isoformat().encode()
    key = digest(pepper(), b"intake-network/v1", the_service().pk.bytes, today)
    return f"intake:{clock.now().hour}:{fingerprint(key, address).hex()}"


def _address_of(request: HttpRequest) -> str:
    # Behind our own proxy every post comes from one address; the last hop it wrote is the sender's.
    forwarded = request.headers.get("X-Forwarded-For", "") if settings.SECURE_PROXY_SSL_HEADER else ""
    return forwarded.split(",")[-1].strip() or request.META.get("REMOTE_ADDR", "")
