"""``./run replay``: its words, its data and its exit codes, in a home of its own."""

import json
import re
from io import StringIO
from pathlib import Path

import pytest
from django.core.management import CommandError, call_command

from tests.replay.places import NOT_THERE, OWN, PUBLISHED
from yarrow.config.replay.apart import INSIDE, HomeInUse
from yarrow.config.replay.staff import ReplayStaff

pytestmark = pytest.mark.once

LAST = re.compile(r"replay: (\d+) of (\d+) expectations met, (\d+) wrongly open, (\d+) over-blocked")


def replayed(*arguments: str) -> tuple[str, object]:
    out = StringIO()
    try:
        call_command("replay", *arguments, stdout=out)
    except SystemExit as end:
        return out.getvalue(), end.code
    return out.getvalue(), 0


def test_a_mismatch_is_told_in_words_and_ends_with_one() -> None:
    out, code = replayed(str(OWN / "mismatches.yaml"), str(OWN / "young.yaml"))
    lines = out.splitlines()

    assert code == 1
    assert lines[0] == "mismatches: 1 of 6 met"
    assert lines[1].startswith(
        "  step 1 (day 0), face_to_face: expected possible at once; the gate said not yet"
    )
    assert lines[1].endswith("[over-blocked]")
    assert "young: 5 of 5 met" in lines
    assert lines[-1] == "replay: 6 of 11 expectations met, 0 wrongly open, 3 over-blocked"


def test_data_says_the_same() -> None:
    out, code = replayed("--json", str(OWN / "mismatches.yaml"))
    data = json.loads(out)

    assert code == 1
    assert {name: data[name] for name in ("met", "expectations", "wrongly_open", "over_blocked")} == {
        "met": 1,
        "expectations": 6,
        "wrongly_open": 0,
        "over_blocked": 3,
    }
    assert [each["form"] for each in data["cases"][0]["mismatches"]] == [
        "face_to_face",
        "family_meeting",
        "indirect",
        "no_contact",
        "indirect",
    ]


def test_a_word_outside_the_vocabulary_ends_with_two_before_anything_is_played(tmp_path: Path) -> None:
    (tmp_path / "case.yaml").write_text("people: [{key: A, part: harmed}]\nmood: grim\n")

    with pytest.raises(CommandError, match=r"case\.yaml, head: case: key 'mood'") as refusal:
        call_command("replay", str(tmp_path))

    assert refusal.value.returncode == 2


def test_a_home_that_a_service_lives_in_is_refused(staff: ReplayStaff) -> None:
    with pytest.raises(HomeInUse):
        call_command("replay", INSIDE, str(OWN / "young.yaml"))


IN_SHORT = ("02", "07", "16", "18", "21", "24")
"""Between them every form with every answer, both pathways and all triggers but a breach and a retraction,
which our own ``orders.yaml`` and ``every-fact.yaml`` record (docs/decisions/0023)."""


@pytest.mark.skipif(not PUBLISHED.is_dir(), reason=NOT_THERE)
def test_published_cases_of_every_form_are_met() -> None:
    chosen = [str(path) for number in IN_SHORT for path in PUBLISHED.glob(f"{number}-*.yaml")]

    assert len(chosen) == len(IN_SHORT)
    all_are_met(chosen)


@pytest.mark.long
@pytest.mark.skipif(not PUBLISHED.is_dir(), reason=NOT_THERE)
def test_every_published_case_is_met() -> None:
    all_are_met([str(PUBLISHED)])


def all_are_met(paths: list[str]) -> None:
    out, code = replayed(*paths)
    counted = LAST.fullmatch(out.splitlines()[-1])

    assert counted is not None
    met, expected, wrongly_open, over_blocked = map(int, counted.groups())
    assert (met, wrongly_open, over_blocked, code) == (expected, 0, 0, 0), out
    assert expected > 0
