"""The page of rules is made from the rules, and every reason is on it."""

from pathlib import Path

import pytest

from yarrow.gate import ask
from yarrow.gate.acts.reaching import APPROACH_RULES, REACHING_RULES, referral_starts_it
from yarrow.gate.acts.stages import STAGE_RULES
from yarrow.gate.catalogue import ASKS_MORE, CANNOT_BE_READ, GROUNDS, HEADINGS
from yarrow.gate.day import DAY_RULES, PERSON_DAY_RULES, TEAM_DAY_RULES
from yarrow.gate.describe import AnyRule, description, grounds_of, main
from yarrow.gate.ending import ENDING_RULES
from yarrow.gate.facts import KINDS
from yarrow.gate.person import PERSON_RULES
from yarrow.gate.plan import PLAN_RULES
from yarrow.gate.reasons import GateReason
from yarrow.gate.rules.plan import NO_PLAN
from yarrow.gate.team import TEAM_RULES

PAGE = Path(__file__).parents[5] / "docs" / "rules.md"
RULES: tuple[AnyRule, ...] = (
    *PERSON_RULES,
    *TEAM_RULES,
    *PLAN_RULES,
    *PERSON_DAY_RULES,
    *TEAM_DAY_RULES,
    *DAY_RULES,
    *ENDING_RULES,
    *REACHING_RULES,
    *APPROACH_RULES,
    *STAGE_RULES,
    referral_starts_it,
)
ELSEWHERE = (ASKS_MORE, CANNOT_BE_READ, NO_PLAN, ask.ROOM_NOT_READY, ask.TEAM_NOT_READY, ask.TOO_FEW_ROOMS)


def test_the_page_in_docs_is_up_to_date() -> None:
    assert PAGE.read_text() == description()


def test_the_command_prints_the_page(capsys: pytest.CaptureFixture[str]) -> None:
    main()

    assert capsys.readouterr().out == description()


def test_every_rule_gives_at_least_one_reason_under_its_own_heading() -> None:
    for rule in RULES:
        codes, _, _ = (rule.__doc__ or "").partition(". ")
        assert {reason.code for reason in grounds_of(rule)} == set(codes.split(" and ")), rule


def test_every_reason_belongs_to_a_rule() -> None:
    given = {reason for rule in RULES for reason in grounds_of(rule)}

    assert given | set(ELSEWHERE) == set(GROUNDS)


@pytest.mark.parametrize("reason", GROUNDS, ids=lambda reason: reason.text[:30])
def test_every_reason_says_what_would_satisfy_it_with_kinds_that_exist(reason: GateReason) -> None:
    assert reason.text.endswith(".")
    assert reason.to_satisfy.endswith(".")
    assert set(reason.satisfied_by) <= set(KINDS)


def test_every_heading_is_used() -> None:
    assert {reason.code for reason in GROUNDS} == set(HEADINGS)


def test_no_reason_passes_a_verdict() -> None:
    for reason in GROUNDS:
        assert "suitable" not in reason.text
        assert "safe to proceed" not in reason.text
