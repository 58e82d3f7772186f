"""Words the house does not use in its names."""

import ast
import re
from collections.abc import Iterable, Iterator
from pathlib import Path

from tests.guards.reading import Module, modules, planted, tell, unexcused
from workshop.tree import SOURCE

PEOPLE = ("victim", "victims", "perpetrator", "perpetrators", "client", "clients", "user", "users")
LEFTOVERS = ("util", "utils", "helper", "helpers", "common", "manager", "managers", "misc")
NAMES = frozenset(PEOPLE + LEFTOVERS)
GIVEN = frozenset(
    {
        "AUTH_USER_MODEL",
        "get_user",
        "create_user",
        "user_can_authenticate",
        "user_agent",
        "get_client_ip",
        "MANAGER",
    }
)
"""Names that Django and allauth give and that we must use as they are; and a post that people hold."""


def bound(tree: ast.Module) -> Iterator[str]:
    """Every name that this module gives, not those it only uses."""
    for node in ast.walk(tree):
        if isinstance(node, ast.FunctionDef | ast.ClassDef):
            yield node.name
        elif isinstance(node, ast.arg):
            yield node.arg
        elif isinstance(node, ast.alias) and node.asname:
            yield node.asname
        elif isinstance(node, ast.Name) and isinstance(node.ctx, ast.Store):
            yield node.id
        elif isinstance(node, ast.Attribute) and isinstance(node.ctx, ast.Store) and _is_self(node.value):
            yield node.attr


def _is_self(owner: ast.expr) -> bool:
    """``self.x`` is a name of ours; ``request.user`` is Django's."""
    return isinstance(owner, ast.Name) and owner.id == "self"


def is_barred(name: str) -> bool:
    """Whether a word of this name is one that the house does not use."""
    words = {word.lower() for word in re.findall(r"[A-Z]?[a-z]+|[A-Z]+(?![a-z])", name)}
    return bool(words & NAMES) and name not in GIVEN


def breaches(found: Iterable[Module]) -> Iterator[tuple[str, str]]:
    """Barred names, of modules and inside them, but for Django's ``client`` and its settings."""
    for module in found:
        given = {module.path.stem, *bound(module.tree)}
        if module.lies_in("tests"):
            given -= {"client"}
        if module.lies_in("settings"):
            given = {name for name in given if not name.isupper()}
        yield from (
            (f"{module.path}:{name}", "is a word the house does not use")
            for name in sorted(given)
            if is_barred(name)
        )


def test_no_name_uses_a_barred_word() -> None:
    found = unexcused("words", breaches(modules(SOURCE, tests=True)))

    assert not found, tell(found)


def test_a_barred_name_is_found(tmp_path: Path) -> None:
    house = planted(tmp_path, rooms__utils="from x import y\nvictim_name = request.user\nusername = 1\n")

    found = [place for place, _ in breaches(modules(house))]

    assert found == ["yarrow/rooms/utils.py:utils", "yarrow/rooms/utils.py:victim_name"]
