"""The numbers a service may tighten, and never loosen (design.md §5, decision 10). Pure.

Each number begins as the rule's own. A service may ask more: fewer days for which a record counts, more
hours before people meet, more workers. Nothing else of a rule can be set, and no number goes the other way,
whoever agrees to it: so no absolute rule is ever weakened here.
"""

from collections.abc import Iterator, Mapping
from dataclasses import dataclass, fields
from datetime import timedelta

from yarrow.gate.facts.choice import SCREEN_HOLDS_FOR
from yarrow.gate.facts.orders import ORDERS_FRESH_FOR
from yarrow.gate.facts.risk import ABUSE_SCREEN_HOLDS_FOR, RISK_FRESH_FOR
from yarrow.gate.facts.team import HOLD_AT_LEAST, TEAM_FINDING_HOLDS_FOR
from yarrow.gate.facts.who import MESSAGE_REACH_HOLDS_FOR, REACH_HOLDS_FOR
from yarrow.gate.limits import Limit, Stricter, Unit, limit_of, limited
from yarrow.kernel.words import N_

SIGN_OFF_HOLDS_FOR = timedelta(days=14)  # domain.md E22
SUPERVISION_HOLDS_FOR = timedelta(weeks=12)  # domain.md E6
CONFIRMATION_PAUSE = timedelta(hours=72)  # design.md §4, "Stops"
SIGNING_PAUSE = timedelta(hours=72)  # design.md §5 (10): cooling-off between offering and signing
SESSIONS_AT_LEAST = 2  # domain.md E22
FIRST_CONTACT_WITHIN = timedelta(days=2)  # domain.md E35
ASKED_AGAIN_AFTER = (timedelta(weeks=2), timedelta(weeks=6), timedelta(days=91), timedelta(days=182))  # E35
WORKERS_AT_LEAST = 2  # domain.md E5
VETTED_BY_AT_LEAST = 2  # domain.md E27

_HOUR = timedelta(hours=1)


class UnreadablePolicy(ValueError):
    """A number that is looser than the rule's own, not a number, or none that a service may set."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Policy:
    """What this service asks. Looser numbers than the rules' own cannot be made: ``UnreadablePolicy``.

    ``number`` is 0 for the rules' own numbers, and below it where what the service asks is not known.
    """

    number: int = 0
    reach_days: int = limited(
        REACH_HOLDS_FOR.days,
        7,
        "E2",
        Unit.DAYS,
        N_("A way to reach somebody, confirmed with them, counts"),
    )
    message_days: int = limited(
        MESSAGE_REACH_HOLDS_FOR.days,
        4,
        "E2",
        Unit.DAYS,
        N_("A way to reach somebody counts for a message that nobody speaks"),
    )
    abuse_screen_days: int = limited(
        ABUSE_SCREEN_HOLDS_FOR.days,
        14,
        "E4",
        Unit.DAYS,
        N_("Having asked about abuse, alone, counts for a “no abuse”"),
    )
    screen_days: int = limited(
        SCREEN_HOLDS_FOR.days, 4, "E13", Unit.DAYS, N_("“Free to choose?”, asked alone, counts")
    )
    course_risk_days: int = limited(
        RISK_FRESH_FOR.days,
        4,
        "COURSE",
        Unit.DAYS,
        N_("An assessment of risk counts before living together or parting is spoken of"),
    )
    orders_days: int = limited(
        ORDERS_FRESH_FOR.days, 4, "E25", Unit.DAYS, N_("A look at court orders counts")
    )
    team_days: int = limited(
        TEAM_FINDING_HOLDS_FOR.days,
        7,
        "E22",
        Unit.DAYS,
        N_("What the team found together counts: the place, a specialist's view, the plan of a conference"),
    )
    sign_off_days: int = limited(
        SIGN_OFF_HOLDS_FOR.days, 7, "E22", Unit.DAYS, N_("A supervisor's signature under a plan counts")
    )
    supervision_days: int = limited(
        SUPERVISION_HOLDS_FOR.days, 14, "E6", Unit.DAYS, N_("Case supervision of a worker counts")
    )
    pause_hours: int = limited(
        CONFIRMATION_PAUSE // _HOUR,
        144,
        "PAUSE",
        Unit.HOURS,
        N_("At least so long lies between setting a day and beginning"),
    )
    signing_hours: int = limited(
        SIGNING_PAUSE // _HOUR,
        144,
        "E33",
        Unit.HOURS,
        N_("At least so long lies between offering an agreement and signing it"),
    )
    hold_minutes: int = limited(
        HOLD_AT_LEAST,
        60,
        "E23",
        Unit.MINUTES,
        N_("At least so long the other person waits after the person harmed has left"),
    )
    workers: int = limited(WORKERS_AT_LEAST, 4, "E5", Unit.WORKERS, N_("At least so many are on a plan"))
    vetted_by: int = limited(
        VETTED_BY_AT_LEAST, 4, "E27", Unit.WORKERS, N_("At least so many read what is carried to somebody")
    )
    sessions: int = limited(
        SESSIONS_AT_LEAST, 6, "E22", Unit.SESSIONS, N_("At least so often is each person prepared")
    )
    first_contact_days: int = limited(
        FIRST_CONTACT_WITHIN.days,
        1,
        "E35",
        Unit.DAYS,
        N_("Within so long afterwards is everybody asked whether they are safe"),
    )
    second_contact_days: int = limited(
        ASKED_AGAIN_AFTER[0].days, 7, "E35", Unit.DAYS, N_("Asked again afterwards, second time: within")
    )
    third_contact_days: int = limited(
        ASKED_AGAIN_AFTER[1].days, 28, "E35", Unit.DAYS, N_("Asked again afterwards, third time: within")
    )
    fourth_contact_days: int = limited(
        ASKED_AGAIN_AFTER[2].days, 56, "E35", Unit.DAYS, N_("Asked again afterwards, fourth time: within")
    )
    fifth_contact_days: int = limited(
        ASKED_AGAIN_AFTER[3].days, 112, "E35", Unit.DAYS, N_("Asked again afterwards, fifth time: within")
    )

    def __post_init__(self) -> None:
        if type(self.number) is not int:
            raise UnreadablePolicy("a policy without a number")
        for limit in LIMITS:
            if not limit.is_within(getattr(self, limit.name)):
                raise UnreadablePolicy(limit.name)

    @property
    def is_known(self) -> bool:
        """Whether what the service asks could be read; if not, nothing stands."""
        return self.number >= 0

    def in_an_act(self) -> "Policy":
        """The numbers by which something is done that goes on whatever is known: the strictest, if none are.

        So what a service asks falls back to looser numbers nowhere, and no call afterwards is left out.
        """
        return self if self.is_known else TIGHTEST

    def days(self, name: str) -> timedelta:
        """The number of this name as a length of time; UnreadablePolicy for one that counts no days."""
        if _BY_NAME[name].unit is not Unit.DAYS:
            raise UnreadablePolicy(name)
        return timedelta(days=getattr(self, name))


LIMITS: tuple[Limit, ...] = tuple(limit_of(each) for each in fields(Policy) if each.metadata)
_BY_NAME: Mapping[str, Limit] = {limit.name: limit for limit in LIMITS}

OWN = Policy()
"""The rules' own numbers: what holds where a service has agreed on nothing."""
NOT_KNOWN = Policy(number=-1)
"""What the service asks could not be read or believed: every question is then answered with no."""

TIGHTEST = Policy(number=1, **{limit.name: limit.tightest for limit in LIMITS})
"""Every number as strict as it may be."""
OF_ACTS = frozenset(
    {
        "message_days",
        "signing_hours",
        "first_contact_days",
        "second_contact_days",
        "third_contact_days",
        "fourth_contact_days",
        "fifth_contact_days",
    }
)
"""Numbers that an act asks, and no room's answer: a trial over rooms cannot tell what they change."""

_NOT_A_NUMBER = N_("Give a whole number.")
_LOOSER = N_("This can only be made stricter: never looser than the rule's own number.")
_TOO_TIGHT = N_("This is so strict that nothing could go ahead any more.")


def policy_of(number: int, changes: Mapping[str, object]) -> Policy:
    """The policy of this number with these changes; UnreadablePolicy for anything that may not be.

    Names that no rule knows are refused: somebody meant a number that then would not be asked.
    """
    if number < 1 or not set(changes) <= set(_BY_NAME):
        raise UnreadablePolicy("a number that no rule asks")
    if any(True for _each in problems_of(changes)):
        raise UnreadablePolicy("a number that may not be")
    return Policy(number=number, **changes)  # type: ignore[arg-type]  # whole numbers, as just looked at


def changes_of(policy: Policy) -> dict[str, int]:
    """The numbers in which it differs from the rules' own."""
    return {name: value for name, value in numbers_of(policy).items() if value != _BY_NAME[name].own}


def numbers_of(policy: Policy) -> dict[str, int]:
    """All numbers by name."""
    return {limit.name: getattr(policy, limit.name) for limit in LIMITS}


def problems_of(changes: Mapping[str, object]) -> Iterator[tuple[str, str]]:
    """Each number that may not be set so, by name, and why in words."""
    for name, value in changes.items():
        limit = _BY_NAME.get(name)
        if limit is None or type(value) is not int:
            yield name, _NOT_A_NUMBER
        elif not limit.is_within(value):
            yield name, _LOOSER if _is_looser(limit, value) else _TOO_TIGHT


def is_as_strict(one: Policy, other: Policy) -> bool:
    """Whether the first asks at least as much as the second, number by number."""
    return not any(
        _looser_than(limit, getattr(one, limit.name), getattr(other, limit.name)) for limit in LIMITS
    )


def _is_looser(limit: Limit, value: int) -> bool:
    return _looser_than(limit, value, limit.own)


def _looser_than(limit: Limit, value: int, other: int) -> bool:
    return value > other if limit.stricter is Stricter.FEWER else value < other
