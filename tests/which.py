"""Which of the tests that were found are run here, and in which order."""

import os
from collections import defaultdict
from collections.abc import Iterable, Iterator
from pathlib import Path
from typing import Any
from zlib import crc32

import pytest

FOUND = pytest.StashKey[frozenset[str]]()
"""Every test of the house as ``file::name``, before any was left out; only where all were looked for."""

_ASK_A_DATABASE = frozenset({"db", "transactional_db", "live_server", "django_db_setup"})
_ASK_A_PAGE = frozenset({"browser", "client", "enter"})
_THE_DOOR = ("src", "yarrow", "staff")
"""Sessions, waiting times and locks are rows: signing in asks the database as the acts do."""
_AGAIN = "twice"
"""What is pressed twice may meet a unique column, and PostgreSQL then refuses the rest of the transaction."""
_IN_TURN = 1
"""Of a test of a page that is asked in many ways, the short run asks so many; the long run asks all."""
_ON_BOTH = frozenset({"test_members_get_what_the_table_says"})
"""What the barrier asks on every database in the short run: every page, to look and to press."""


@pytest.hookimpl(wrapper=True, tryfirst=True)
def pytest_collection_modifyitems(config: pytest.Config, items: list[pytest.Item]) -> Iterator[None]:
    """Note what was found; when the markers have been looked at, leave out and put in order."""
    if config.args == config.getini("testpaths"):
        config.stash[FOUND] = frozenset(_written(item) for item in items)
    yield
    if os.environ.get("YARROW_TESTS_OF_THE_DATABASE") == "only":
        kept = [item for item in items if _asks_the_database(item)]
        _leave_out(config, items, kept)
    if os.environ.get("YARROW_TESTS_IN_TURN") == "yes":
        _leave_out(config, items, in_turn(items))
    if hasattr(config, "workerinput"):
        items[:] = longest_first(items, workers=config.workerinput["workercount"])


def _leave_out(config: pytest.Config, items: list[pytest.Item], kept: list[pytest.Item]) -> None:
    config.hook.pytest_deselected(items=[item for item in items if item not in set(kept)])
    items[:] = kept


def in_turn(items: Iterable[Any]) -> list[Any]:
    """Of each test that is asked in many ways, those whose turn it is (docs/decisions/0023).

    The same from run to run, and another place in the row for each test, so that over all tests everybody is
    asked. A test says for itself how many with ``in_turn(count, always=...)``, where ``always`` are ids.
    """
    ways = defaultdict(list)
    for item in items:
        ways[_written(item)].append(item)
    return [item for name, each in ways.items() for item in _those_in_turn(name, each)]


def _those_in_turn(name: str, ways: list[Any]) -> list[Any]:
    marker = ways[0].get_closest_marker("in_turn")
    takes_turns = bool(ways[0].get_closest_marker("story")) or _is_of_a_page(ways[0])
    count = marker.args[0] if marker else _IN_TURN if takes_turns else len(ways)
    always = [item for item in ways if marker and _id(item) in marker.kwargs.get("always", ())]
    rest = [item for item in ways if item not in always]
    begin = crc32(name.encode()) % len(rest) if rest else 0
    chosen = {*always, *(rest[begin:] + rest[:begin])[:count]}
    return [item for item in ways if item in chosen]


def _is_of_a_page(item: Any) -> bool:
    return _folders(item)[:1] == ("src",) and bool(_ASK_A_PAGE & set(getattr(item, "fixturenames", ())))


def _id(item: Any) -> str:
    return str(item.nodeid).partition("[")[2].removesuffix("]")


def _written(item: pytest.Item) -> str:
    parts = item.nodeid.partition("[")[0].split("::")
    return f"{parts[0]}::{parts[-1]}"


def _asks_the_database(item: pytest.Item) -> bool:
    """Whether a second database may tell something new (docs/decisions/0013)."""
    asked, marker = set(getattr(item, "fixturenames", ())), item.get_closest_marker("django_db")
    if not (marker or _ASK_A_DATABASE & asked):
        return False
    if _folders(item) == ("tests", "barrier"):
        return _written(item).partition("::")[2] in _ON_BOTH
    is_whole = bool(marker and marker.kwargs.get("transaction")) or _AGAIN in item.name
    return is_whole or not _ASK_A_PAGE & asked or _folders(item)[:3] == _THE_DOOR


def longest_first(items: list[Any], *, workers: int) -> list[Any]:
    """The stories before all else, and the barrier where the second worker begins.

    Each worker is given one stretch of the list. Whoever has done theirs takes over from the end of the
    other's: no worker stands idle while the other tells a story of a minute, and each story and each
    settled world is begun in one process only.
    """
    stories = [item for item in items if _folders(item)[:2] == ("tests", "stories")]
    barrier = [item for item in items if _folders(item)[:2] == ("tests", "barrier")]
    rest = [item for item in items if _folders(item)[:2] not in {("tests", "stories"), ("tests", "barrier")}]
    before = max(len(items) // max(workers, 1) - len(stories), 0)
    return stories + rest[:before] + barrier + rest[before:]


def _folders(item: pytest.Item) -> tuple[str, ...]:
    return Path(item.nodeid.partition("::")[0]).parent.parts
