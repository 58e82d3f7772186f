"""Every address is in the permission table, with the answer each member of the cast gets."""

from collections.abc import Iterable, Iterator

from django.http import HttpResponse
from django.urls import URLPattern, URLResolver, get_resolver, path

from tests.guards.reading import tell
from tests.members import Answer, Member, Permissions
from tests.permissions import PERMISSIONS


def routes(patterns: Iterable[URLPattern | URLResolver], before: str = "") -> Iterator[str]:
    """The names of all addresses, with their name space."""
    for pattern in patterns:
        if isinstance(pattern, URLResolver):
            inner = f"{before}{pattern.namespace}:" if pattern.namespace else before
            yield from routes(pattern.url_patterns, inner)
        else:
            yield f"{before}{pattern.name or f'(no name: {pattern.pattern})'}"


def breaches(names: Iterable[str], table: Permissions) -> Iterator[str]:
    """Addresses without a row, rows without an address, rows that leave somebody out."""
    there = set(names)
    yield from (f"{name} is not in the permission table" for name in sorted(there - table.keys()))
    yield from (f"{name} is in the permission table, but not there" for name in sorted(table.keys() - there))
    for name, answers in table.items():
        left_out = [member.name for member in Member if member not in answers]
        if left_out:
            yield f"{name} says nothing about {', '.join(left_out)}"


def test_every_url_is_in_the_permission_table() -> None:
    found = list(breaches(routes(get_resolver().url_patterns), PERMISSIONS))

    assert not found, tell(found)


def test_an_unlisted_url_is_found() -> None:
    patterns = [path("a/", HttpResponse, name="listed"), path("b/", HttpResponse, name="open")]
    table: Permissions = {
        "listed": {Member.OUTSIDER: Answer.SIGN_IN},
        "old": dict.fromkeys(Member, Answer.SHOWN),
    }

    found = list(breaches(routes(patterns), table))

    assert found[:2] == [
        "open is not in the permission table",
        "old is in the permission table, but not there",
    ]
    assert len(found) == 3
    assert found[2].startswith("listed says nothing about INTAKE")


def hidden(patterns: Iterable[URLPattern | URLResolver]) -> Iterator[str]:
    """Addresses that read exactly like one before them: nobody ever comes to the second."""
    seen: dict[str, str] = {}
    for route, name in _addresses(patterns):
        if (first := seen.setdefault(route, name)) != name:
            yield f"{name} is hidden by {first}: both are /{route}"


def _addresses(
    patterns: Iterable[URLPattern | URLResolver], route: str = "", space: str = ""
) -> Iterator[tuple[str, str]]:
    for pattern in patterns:
        whole = f"{route}{pattern.pattern}"
        if isinstance(pattern, URLResolver):
            inner = f"{space}{pattern.namespace}:" if pattern.namespace else space
            yield from _addresses(pattern.url_patterns, whole, inner)
        else:
            yield whole, f"{space}{pattern.name}"


def test_no_address_hides_another() -> None:
    found = list(hidden(get_resolver().url_patterns))

    assert not found, tell(found)


def test_a_hidden_address_is_found() -> None:
    patterns = [path("a/", HttpResponse, name="one"), path("a/", HttpResponse, name="two")]

    assert list(hidden(patterns)) == ["two is hidden by one: both are /a/"]
