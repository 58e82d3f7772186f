"""Which of the tests that were found are run here, and in which order."""

import os
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest

FOUND = pytest.StashKey[frozenset[str]]()
"""Every test of the house as ``file::name``, before any was left out; only where all were looked for."""

_ASK_A_DATABASE = frozenset({"db", "transactional_db", "live_server", "django_db_setup"})
_ASK_A_PAGE = frozenset({"browser", "client", "enter"})
_THE_DOOR = ("src", "yarrow", "staff")
"""Sessions, waiting times and locks are rows: signing in asks the database as the acts do."""
_AGAIN = "twice"
"""What is pressed twice may meet a unique column, and PostgreSQL then refuses the rest of the transaction."""


@pytest.hookimpl(wrapper=True, tryfirst=True)
def pytest_collection_modifyitems(config: pytest.Config, items: list[pytest.Item]) -> Iterator[None]:
    """Note what was found; when the markers have been looked at, leave out and put in order."""
    if config.args == config.getini("testpaths"):
        config.stash[FOUND] = frozenset(_written(item) for item in items)
    yield
    if os.environ.get("YARROW_TESTS_OF_THE_DATABASE") == "only":
        kept = [item for item in items if _asks_the_database(item)]
        config.hook.pytest_deselected(items=[item for item in items if item not in set(kept)])
        items[:] = kept
    if hasattr(config, "workerinput"):
        items[:] = longest_first(items, workers=config.workerinput["workercount"])


def _written(item: pytest.Item) -> str:
    parts = item.nodeid.partition("[")[0].split("::")
    return f"{parts[0]}::{parts[-1]}"


def _asks_the_database(item: pytest.Item) -> bool:
    """Whether a second database may tell something new (docs/decisions/0013)."""
    asked, marker = set(getattr(item, "fixturenames", ())), item.get_closest_marker("django_db")
    if not (marker or _ASK_A_DATABASE & asked):
        return False
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
