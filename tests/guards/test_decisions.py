"""Decision records are numbered without gaps, and each says what it must."""

import re
from collections.abc import Iterator
from pathlib import Path

from tests.guards.reading import tell
from workshop.tree import ROOT

SECTIONS = ("## Context", "## Choice", "## Alternatives", "## Cost")
TEMPLATE = "template.md"


def breaches(folder: Path) -> Iterator[str]:
    """Gaps, doubles, headings that tell another number, missing sections."""
    records = sorted(path for path in folder.glob("*.md") if path.name != TEMPLATE)
    for number, path in enumerate(records, start=1):
        text = path.read_text()
        if not re.fullmatch(rf"{number:04}-[a-z0-9-]+\.md", path.name):
            yield f"{path.name}: this place is for number {number:04}"
        if not text.startswith(f"# {path.name[:4]} "):
            yield f"{path.name}: the heading does not begin with its number"
        yield from (
            f"{path.name}: no section {section!r}" for section in SECTIONS if f"\n{section}\n" not in text
        )


def test_decisions_are_in_order() -> None:
    found = list(breaches(ROOT / "docs" / "decisions"))

    assert not found, tell(found)


def test_a_gap_is_found(tmp_path: Path) -> None:
    (tmp_path / "0001-one.md").write_text(
        "# 0001 One\n\n## Context\n\n## Choice\n\n## Alternatives\n\n## Cost\n"
    )
    (tmp_path / "0003-three.md").write_text("# 0002 Three\n\n## Context\n\n## Choice\n\n## Alternatives\n")

    assert list(breaches(tmp_path)) == [
        "0003-three.md: this place is for number 0002",
        "0003-three.md: the heading does not begin with its number",
        "0003-three.md: no section '## Cost'",
    ]
