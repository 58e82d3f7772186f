"""Every act that writes leaves a row in the audit chain, itself or through what it calls."""

import ast
from collections.abc import Iterator
from pathlib import Path

from tests.guards.reach import House
from tests.guards.reading import planted, tell, unexcused
from tests.guards.test_only_actions_write import writes
from workshop.tree import SOURCE

APPEND = "yarrow.audit.actions.append"


def breaches(house: House) -> Iterator[tuple[str, str]]:
    """Public acts that write without a trace."""
    for name, (module, function) in house.found.items():
        if not module.lies_in("actions") or module.package == "audit" or function.name.startswith("_"):
            continue
        reached = house.reach(name, set())
        acts = [house.found[other][1] for other in reached if other in house.found]
        if APPEND not in reached and any(writes(node) for act in acts for node in ast.walk(act)):
            yield name, "writes and leaves no audit row"


def test_every_act_leaves_a_trace() -> None:
    found = unexcused("audit", breaches(House(SOURCE)))

    assert not found, tell(found)


LOUD = """
from yarrow.audit import actions as audit
from workshop.tree import SOURCE
def loud():
    _write()
def _write():
    Room.objects.create()
    audit.append()
"""


def test_a_silent_act_is_found(tmp_path: Path) -> None:
    silent = "from .near import _put\ndef silent():\n    _put()\ndef reads():\n    pass\n"
    near = "def _put():\n    Room.objects.create()\n"

    house = House(
        planted(tmp_path, rooms__actions__a=LOUD, rooms__actions__b=silent, rooms__actions__near=near)
    )

    assert [name for name, _ in breaches(house)] == ["yarrow.rooms.actions.b.silent"]
