"""What one room still asks of who is inside it: after a change, before it lapses, before the case moves on.

The rules are ``gate/acts``. Nothing here ends or holds up anybody's support.
"""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date, timedelta

from django.utils.translation import gettext

from yarrow.cases.models import Case
from yarrow.cases.terms import Stage
from yarrow.gate.acts.asking import is_frozen, lapses, still_asked
from yarrow.gate.acts.moving import StageNow
from yarrow.gate.acts.reaching import reasons_not_to_approach_other
from yarrow.gate.acts.stages import reasons_not_to_move_on
from yarrow.gate.facts import Home
from yarrow.gate.facts.base import KINDS
from yarrow.gate.facts.who import Death
from yarrow.gate.policy import Policy
from yarrow.gate.reasons import GateReason
from yarrow.gate.recorded import Recorded
from yarrow.gate.rules.circumstances import HARMED, roles
from yarrow.gate.view import FactsView
from yarrow.policy.queries import policy_on

SOON = timedelta(days=28)
"""How far ahead a room says what ends; long enough to ask again without haste. The number is ours."""

_MOVING = frozenset({Stage.FIRST_CALLS, Stage.PREPARING})

Reasons = tuple[GateReason, ...]


@dataclass(frozen=True, slots=True)
class StillAsked:
    """What a page says of it. None where a question is not asked in this room, or not at this stage."""

    is_frozen: bool
    has_died: bool
    now: tuple[str, ...]
    ending: tuple[tuple[str, date], ...]
    to_move_on: Reasons | None
    to_approach: Reasons | None


def asked_of(
    recorded: Sequence[Recorded], home: Home, case: Case, stage: StageNow | None, day: date
) -> StillAsked:
    """What is asked in this room on this day, from what is recorded in it alone."""
    policy = policy_on(day)
    if home is not Home.PERSON:
        return StillAsked(
            is_frozen=False,
            has_died=False,
            now=(),
            ending=_ending(recorded, home, day, policy),
            to_move_on=None,
            to_approach=None,
        )
    moves = stage is not None and case.stage in _MOVING
    return StillAsked(
        is_frozen=is_frozen(recorded),
        has_died=any(isinstance(each.fact, Death) for each in recorded),
        now=tuple(gettext(each.words) for each in still_asked(recorded, day)),
        ending=_ending(recorded, home, day, policy),
        to_move_on=reasons_not_to_move_on(recorded, day, stage.began_on, policy) if moves and stage else None,
        to_approach=_to_approach(recorded, case, day),
    )


def _ending(
    recorded: Sequence[Recorded], home: Home, day: date, policy: Policy
) -> tuple[tuple[str, date], ...]:
    """The title of each kind of record with its last day, the earliest first; each kind once."""
    first: dict[str, date] = {}
    for last, kind in lapses(recorded, home, day, day + SOON, policy):
        first.setdefault(kind, last)
    return tuple((_title(kind), last) for kind, last in first.items())


def _title(kind: str) -> str:
    found = KINDS.get(kind)
    return gettext(found.title) if found is not None else gettext("Something here that cannot be read")


def _to_approach(recorded: Sequence[Recorded], case: Case, day: date) -> Reasons | None:
    """E3, asked of the person harmed while first calls are made; what the answer is stays in this room."""
    if case.stage != Stage.FIRST_CALLS or not _was_harmed(recorded):
        return None
    return reasons_not_to_approach_other(recorded, day)


def _was_harmed(recorded: Sequence[Recorded]) -> bool:
    try:
        return bool(roles(FactsView(recorded, Home.PERSON)) & HARMED)
    except Exception:  # noqa: BLE001  # a room that cannot be read is asked, and answers no
        return True
