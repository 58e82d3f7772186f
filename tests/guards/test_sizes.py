"""Nothing grows past its limit unseen. ``sizes.toml`` excuses, with a reason and a last day."""

import tomllib
from collections.abc import Iterable, Iterator
from datetime import date
from pathlib import Path
from typing import Any

from tests.guards.measures import LIMITS, Measure, measures, packages
from tests.guards.reading import tell
from workshop.tree import ROOT
from yarrow.kernel.clock import SystemClock

Excuses = Iterable[dict[str, Any]]


def breaches(found: Iterable[Measure], excuses: Excuses, today: date) -> Iterator[str]:
    """What is too large and not excused today; excuses that are over, idle or silent."""
    sizes = {(place, what): size for place, what, size in found if size > LIMITS[what]}
    for excuse in excuses:
        key = excuse["where"], excuse["what"]
        if key not in sizes:
            yield f"{key[0]}: no longer too large, take it out of sizes.toml"
        elif not excuse.get("reason", "").strip():
            yield f"{key[0]}: an excuse must say why"
        elif excuse["until"] < today:
            yield f"{key[0]}: the excuse ended on {excuse['until']}"
        elif sizes.pop(key) > excuse["limit"]:
            yield f"{key[0]}: past even its excused limit of {excuse['limit']}"
    yield from (
        f"{place}: {size} lines or names; a {what} has at most {LIMITS[what]}"
        for (place, what), size in sizes.items()
    )


def test_nothing_is_too_large() -> None:
    excuses = tomllib.loads((ROOT / "sizes.toml").read_text()).get("excuse", [])

    found = list(breaches([*measures(ROOT), *packages()], excuses, SystemClock().today()))

    assert not found, tell(found)


def test_a_large_file_and_a_late_excuse_are_found(tmp_path: Path) -> None:
    (tmp_path / "large.py").write_text("x = 1\n" * 301)
    (tmp_path / "page.html").write_text("\n" * 121)
    late = {
        "where": "page.html",
        "what": "template",
        "limit": 130,
        "reason": "new",
        "until": date(2026, 1, 1),
    }

    found = list(breaches(measures(tmp_path), [late], date(2026, 1, 2)))

    assert found == [
        "page.html: the excuse ended on 2026-01-01",
        "large.py: 301 lines or names; a python file has at most 300",
        "page.html: 121 lines or names; a template has at most 120",
    ]
