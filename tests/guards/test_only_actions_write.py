"""Only ``actions`` writes to the database, so that access, rule and audit cannot be walked round.

A dict is merged with ``|=`` in this house, so ``.update(`` always means rows.
"""

import ast
from collections.abc import Iterator
from pathlib import Path

from tests.guards.reading import functions, modules, planted, tell, unexcused
from workshop.tree import SOURCE

PURE = frozenset({"kernel", "gate", "sealing"})
"""Packages that may not import Django, and so cannot reach a database."""
_WRITES = {
    "save",
    "create",
    "update",
    "delete",
    "bulk_create",
    "bulk_update",
    "get_or_create",
    "update_or_create",
}
WRITES = frozenset(_WRITES | {f"a{name}" for name in _WRITES} | {"executemany", "executescript", "raw"})


def writes(node: ast.AST) -> bool:
    """Whether this is a call that writes rows. Django keeps its own session row; that is not ours."""
    if not (isinstance(node, ast.Call) and isinstance(node.func, ast.Attribute)):
        return False
    return node.func.attr in WRITES and not ast.unparse(node.func.value).endswith("session")


def breaches(source: Path) -> Iterator[tuple[str, str]]:
    """Writing calls outside ``actions``, each with the function they stand in."""
    for module in modules(source):
        if module.package in PURE or module.lies_in("actions"):
            continue
        spans = [
            (function.lineno, function.end_lineno or 0, name) for name, function in functions(module.tree)
        ]
        for node in ast.walk(module.tree):
            if isinstance(node, ast.Call) and writes(node):
                inside = next((n for first, last, n in spans if first <= node.lineno <= last), "module")
                yield f"{module.path}:{inside}", f"writes: {ast.unparse(node.func)}()"


def test_nothing_else_writes() -> None:
    found = unexcused("writes", breaches(SOURCE))

    assert not found, tell(found)


def test_a_view_that_saves_is_found(tmp_path: Path) -> None:
    house = planted(
        tmp_path,
        rooms__views="def page(request):\n    Room.objects.filter(pk=1).update(day=None)\n",
        rooms__actions="def open_room():\n    Room.objects.create()\n",
        rooms__queries="def rooms(given):\n    given |= {}\n    request.session.save()\n",
    )

    found = list(breaches(house))

    assert found == [("yarrow/rooms/views.py:page", "writes: Room.objects.filter(pk=1).update()")]
