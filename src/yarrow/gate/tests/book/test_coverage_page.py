"""The page that says where each rule of practice lives knows all of them, and no code that there is not."""

import re
from pathlib import Path

from yarrow.gate.ask import STAYS_OPEN
from yarrow.gate.catalogue import ABSOLUTE, HEADINGS

PAGE = (Path(__file__).parents[5] / "docs" / "rules-coverage.md").read_text()
ROWS = [
    [cell.strip() for cell in line.strip("|").split("|")] for line in PAGE.splitlines() if line[:3] == "| E"
]


def test_every_rule_of_practice_has_one_row_in_its_order() -> None:
    assert [row[0] for row in ROWS] == [f"E{number}" for number in range(1, 45)]


def test_every_code_named_is_one_that_is_given() -> None:
    known = set(HEADINGS) | {each.code for each in STAYS_OPEN}
    named = {code for row in ROWS for code in re.findall(r"[A-Z_]+\d*", row[3])}

    assert named <= known
    assert set(HEADINGS) - {"ROOM", "UNKNOWN"} <= set(re.findall(r"[A-Z_]{3,}|E\d+", PAGE))


def test_what_the_rules_call_absolute_the_page_calls_absolute() -> None:
    assert {row[0] for row in ROWS if "Absolute" in row[1]} == ABSOLUTE | {"E40"}


def test_a_rule_kept_by_the_gate_has_a_code() -> None:
    for code, _asks, where, codes in ROWS:
        if re.search(r"\b(gate|day|ending)\b", where):
            assert codes, code
