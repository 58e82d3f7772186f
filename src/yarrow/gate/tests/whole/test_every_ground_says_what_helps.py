"""A room's reason that a record is missing names the record that would satisfy it."""

import pytest

from yarrow.gate.describe import grounds_of
from yarrow.gate.facts import KINDS
from yarrow.gate.person import PERSON_RULES
from yarrow.gate.reasons import GateReason
from yarrow.gate.team import TEAM_RULES

IN_ROOMS = sorted(
    {reason for rule in (*PERSON_RULES, *TEAM_RULES) for reason in grounds_of(rule)},
    key=lambda reason: (reason.code, reason.text),
)


@pytest.mark.parametrize("reason", IN_ROOMS, ids=lambda reason: reason.text[:60])
def test_what_is_missing_names_its_record(reason: GateReason) -> None:
    assert set(reason.satisfied_by) <= set(KINDS)
    assert reason.satisfied_by or not reason.absent
