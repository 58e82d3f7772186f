"""The pages on security name only what is there, and the one on ASVS speaks of every item of the study."""

import re
from collections.abc import Iterable
from pathlib import Path

from tests.guards.reading import tell
from workshop.tree import ROOT

PAGE = ROOT / "docs" / "asvs.md"
PAGES = [ROOT / "docs" / name for name in ("asvs.md", "security-flow.md", "threat-model.md")]
_LISTED = """
1.2.1 1.2.4 1.2.10 1.3.7 2.2.2 2.3.1 2.3.3 2.3.5 2.4.1 3.2.1 3.3.1 3.3.2 3.3.3 3.3.4 3.3.5 3.4.1 3.4.3 3.4.4
3.4.5 3.4.6 3.4.7 3.4.8 3.5.1 3.5.3 3.5.8 3.6.1 4.1.1 5.2.1 5.2.2 5.2.3 5.2.6 5.3.2 5.4.2 5.4.3 6.1.1 6.2.1
6.2.5 6.2.10 6.2.12 6.3.3 6.3.6 6.3.7 6.3.8 6.4.1 6.4.4 6.4.6 6.5.1 7.2.4 7.3.1 7.3.2 7.4.1 7.4.2 7.4.5 7.5.1
7.5.2 7.5.3 8.1.2 8.2.1 8.2.2 8.2.3 8.3.1 8.3.2 11.1.1 11.1.2 11.1.4 11.2.2 11.3.3 11.3.4 11.4.4 11.5.1 11.7.1
13.2.4 13.3.1 13.3.3 13.4.2 14.1.1 14.2.1 14.2.2 14.2.4 14.2.6 14.2.7 14.2.8 14.3.1 14.3.2 14.3.3 15.1.2
15.2.1 15.2.2 15.3.3 15.4.2 16.2.5 16.3.1 16.3.2 16.4.1 16.4.2 16.4.3 16.5.1 16.5.3
"""
ITEMS = _LISTED.split()
"""The items of the security study, §9."""

_ROW = re.compile(r"^\| (\d+\.\d+\.\d+) \(([123])\) .*\|$", re.MULTILINE)
_TEST = re.compile(r"`([^`\s]+\.py)::(test_\w+)`")
_NAMED = re.compile(r"`([^`\s]+\.py)(?:::(\w+))?`")


def rows(text: str) -> dict[str, str]:
    """Each item with its whole row."""
    return {found[1]: found[0] for found in _ROW.finditer(text)}


def missing(text: str, root: Path) -> Iterable[str]:
    """Files, tests, functions and classes that are named and are not there."""
    for path, name in _NAMED.findall(text):
        source = root / path.replace("…", "src/yarrow")
        text_there = source.read_text() if source.exists() else ""
        if not text_there or (name and not re.search(rf"\b(def|class) {name}\b", text_there)):
            yield f"{path}::{name}"


def unshown(text: str) -> Iterable[str]:
    """Rows that name no test and do not say that they are not met."""
    return [item for item, row in rows(text).items() if not _TEST.search(row) and "not met:" not in row]


def test_every_item_has_one_row_and_each_is_shown_or_not_met() -> None:
    text = PAGE.read_text()

    assert list(rows(text)) == ITEMS
    assert not unshown(text), tell(unshown(text))


def test_everything_named_is_there() -> None:
    found = sorted({each for page in PAGES for each in missing(page.read_text(), ROOT)})

    assert not found, tell(found)


def test_a_row_that_names_no_test_or_one_that_is_not_there_is_found() -> None:
    text = "| 1.2.1 (1) encoded | all of it | yes |\n| 1.2.4 (1) queries | all | `tests/x.py::test_none` |\n"

    assert unshown(text) == ["1.2.1"]
    assert list(missing(text, ROOT)) == ["tests/x.py::test_none"]
