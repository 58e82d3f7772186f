"""How often one may try, counted so that nobody can make a colleague wait (security.md R-26, ASVS 6.1.1).

A browser in which the worker has signed in before is counted by itself alone. All other browsers
are counted together: for each name, and for each network. Whoever fails a thousand times against a
name makes strangers to that name wait, never its owner's own browser. Codes that nobody can guess are
counted by network alone: who comes with one has no browser of their own yet.

Counters lie in the database cache, under digests: neither a name nor an address can be read there.
Each try takes a place before it is checked and gives it back when it was right, so that tries side
by side in several processes are counted exactly.
"""

from collections.abc import Iterator
from dataclasses import dataclass
from typing import cast
from unicodedata import normalize

from allauth.account.adapter import get_adapter
from django.conf import settings
from django.core.cache import cache
from django.http import HttpRequest
from django.utils.crypto import salted_hmac

from yarrow.staff.queries.devices import known_device
from yarrow.staff.queries.workers import worker_named
from yarrow.staff.requests import TimedRequest


@dataclass(frozen=True, slots=True)
class _Bucket:
    """So many places in so many seconds."""

    key: str
    places: int
    seconds: int

    def names(self) -> list[str]:
        return [f"tries.{self.key}.{place}" for place in range(self.places)]

    def is_full(self) -> bool:
        return len(cache.get_many(self.names())) >= self.places

    def take(self) -> str | None:
        """A place that was free, or none. Taking is exact: two cannot take the same."""
        names = self.names()
        taken = cache.get_many(names)
        free = (name for name in names if name not in taken)
        return next((name for name in free if cache.add(name, 1, self.seconds)), None)


@dataclass(frozen=True, slots=True)
class Try:
    """One try that is being made."""

    places: tuple[str, ...]

    def give_back(self) -> None:
        """It was right, or never checked. Earlier failures still count: a success wipes no search."""
        cache.delete_many(self.places)


def begin_try(request: HttpRequest, name: str, *, what: str = "sign-in", by_name: bool = True) -> Try | None:
    """Take a place for one try under this name; none when there were too many. ``what`` counts apart.

    Without ``by_name`` strangers' failures elsewhere count for nothing: for codes nobody can guess.
    """
    taken: list[str] = []
    for bucket in _buckets(request, name, what, by_name=by_name):
        place = bucket.take()
        if place is None:
            cache.delete_many(taken)
            return None
        taken.append(place)
    return Try(tuple(taken))


def failed_too_often(request: HttpRequest, name: str, *, what: str = "sign-in") -> bool:
    """Whether the next try under this name would be refused, from this browser."""
    return any(bucket.is_full() for bucket in _buckets(request, name, what))


def note_failure(request: HttpRequest, name: str, *, what: str = "sign-in") -> None:
    """Count one failure, for pages that ask ``failed_too_often`` first."""
    begin_try(request, name, what=what)


def _buckets(request: HttpRequest, name: str, what: str, *, by_name: bool = True) -> Iterator[_Bucket]:
    timed = cast("TimedRequest", request)
    token = request.COOKIES.get(settings.DEVICE_COOKIE_NAME, "")
    device = known_device(worker_named(name), token, timed.clock.today())
    if device is not None:
        yield _Bucket(_key(what, "device", device.pk.hex), 5, 300)
        return
    network = get_adapter(request).get_client_ip(request)
    yield _Bucket(_key(what, "network", network), 20, 60)
    yield _Bucket(_key(what, "network by the hour", network), 100, 3600)
    if by_name:
        yield _Bucket(_key(what, "name", normalize("NFKC", name).casefold().strip()[:200]), 5, 300)


def _key(*parts: str) -> str:
    return salted_hmac("staff.tries", "\0".join(parts)).hexdigest()
