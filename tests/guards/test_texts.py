"""What the text of the house never says: on a screen, and anywhere in the tree."""

import re
from pathlib import Path

from tests.guards.reading import tell
from workshop.catalogue import marked
from workshop.tree import ROOT, project_files

SCREEN = re.compile(
    r"\b(victims?|perpetrators?|offenders?|abusers?|harmers?|clients?|(the|safety) gate|coercion screen"
    r"|break-glass|parties|failed to (engage|attend)|refused to (engage|take part))\b",
    re.IGNORECASE,
)
# Put together here, so that this file does not contain what it looks for.
OPEN_ENDS = ("TO" + "DO", "FIX" + "ME", r"\bXX" + r"X\b")
MACHINES = ("/wor" + r"k/\w", "/roo" + r"t/\w", "/hom" + r"e/\w")
TREE = re.compile("|".join((*OPEN_ENDS, *MACHINES)))
_OTHERS = frozenset({"uv.lock", "package-lock.json", "LICENSE"})


def test_no_screen_says_a_barred_word() -> None:
    found = [f"{hit.group()!r} in: {words.id}" for words in marked() if (hit := SCREEN.search(str(words.id)))]

    assert not found, tell(found)


def test_no_file_has_an_open_end_or_a_place_on_one_machine() -> None:
    texts = [
        (path, text) for path in project_files() if path.name not in _OTHERS and (text := _text_of(path))
    ]

    found = [f"{path.relative_to(ROOT)}: {hit}" for path, text in texts for hit in set(TREE.findall(text))]

    assert not found, tell(found)


def _text_of(path: Path) -> str:
    """Nothing for a picture: chance bytes spell anything."""
    raw = path.read_bytes()
    return "" if b"\0" in raw else raw.decode(errors="ignore")


def test_barred_texts_are_found() -> None:
    assert SCREEN.search("Ask the victim")
    assert TREE.search("see /wor" + "k/x")
    assert TREE.search("# TO" + "DO: later")
