"""Only this package seals under a room's key: re-keying moves what it knows of, and nothing else.

A package that sealed something of its own under a room key would lose it when the old key goes.
"""

import ast
from collections.abc import Iterator
from pathlib import Path

import pytest

from tests.guards.reading import modules, planted
from workshop.tree import SOURCE

pytestmark = pytest.mark.once

_KEYS = frozenset({"room_key", "room_private_key", "key_in", "RoomKeys"})


def breaches(source: Path) -> Iterator[str]:
    """Calls for a room's key outside ``rooms``."""
    for module in modules(source):
        if module.package == "rooms":
            continue
        for node in ast.walk(module.tree):
            if isinstance(node, ast.Call):
                called = node.func.attr if isinstance(node.func, ast.Attribute) else ast.unparse(node.func)
                if called in _KEYS:
                    yield f"{module.path}: {called}"


def test_no_other_package_asks_for_a_room_key() -> None:
    assert list(breaches(SOURCE)) == []


def test_one_that_does_is_found(tmp_path: Path) -> None:
    house = planted(tmp_path, files__actions="def keep(room):\n    queries.room_key(room=room)\n")

    assert list(breaches(house)) == ["yarrow/files/actions.py: room_key"]
