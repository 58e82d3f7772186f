"""Print every rule in plain words: ``python -m yarrow.gate.describe > docs/rules.md``."""

import sys
from collections.abc import Callable, Iterable, Iterator
from datetime import date
from inspect import getdoc
from types import FunctionType
from typing import Any

from yarrow.gate.acts.changes import CHANGES, Change
from yarrow.gate.acts.reaching import APPROACH_RULES, REACHING_RULES, referral_starts_it
from yarrow.gate.acts.stages import STAGE_RULES
from yarrow.gate.ask import STAYS_OPEN
from yarrow.gate.catalogue import GROUNDS, HEADINGS
from yarrow.gate.day import DAY_RULES, PERSON_DAY_RULES, TEAM_DAY_RULES
from yarrow.gate.ending import ENDING_RULES
from yarrow.gate.forms import CARRIED, DIRECT, JOINT, Form
from yarrow.gate.person import PERSON_RULES, reasons_for_person
from yarrow.gate.plan import PLAN_RULES, PlanFacts, reasons_for_plan
from yarrow.gate.question import Question
from yarrow.gate.reasons import GateReason
from yarrow.gate.standing import RULES_VERSION
from yarrow.gate.team import TEAM_RULES, reasons_for_team
from yarrow.gate.topics import Topic
from yarrow.gate.words import Answer

AnyRule = Callable[..., Iterator[GateReason]]

_OPENING = """# What must be in place

Made from `src/yarrow/gate` by `python -m yarrow.gate.describe`. Do not edit by hand. Rules version {version}.

The rules never say that something is suitable or safe. They say what must be in place, and "not yet,
because". Not known is no, out of date is no, and an error is no. "Later" means written down later, whatever
day it speaks of. What was said or happened can always be written down; rules decide only whether it counts.

- **Meeting** (direct forms): {direct}.
- **Carried** forms: {carried}.
- **Joint** forms are both of these. All other forms are work with one person; they need only that person's
  room: {apart}.
- **Where abuse is not excluded**: in a person's room, always, unless the room holds its own "no abuse" by two
  workers, in date, with nothing said since; in the team room and the plan, unless the team's answer is a no
  by two workers, in date, with nothing said since.

Whatever the answer is:

{open}
"""

_CHANGES = """## What each change closes, tells and asks

Each closes joint work in the moment in which it is written, needs no key and no signature to close, and
ends nobody's support. The team room is told in the same moment that something has changed, and whether it
speaks of abuse; never what, nor in which room. Nobody outside is told anything. The first row that fits
counts.
"""

_PLACES: tuple[tuple[str, tuple[AnyRule, ...]], ...] = (
    ("Before anybody is reached", (*REACHING_RULES, referral_starts_it, *APPROACH_RULES)),
    ("Before the process moves on", STAGE_RULES),
    ("In each person's room", PERSON_RULES),
    ("In the team room", TEAM_RULES),
    ("In the plan", PLAN_RULES),
    ("On the day, in each person's room", PERSON_DAY_RULES),
    ("On the day, in the team room", TEAM_DAY_RULES),
    ("Before a meeting begins", DAY_RULES),
    ("Before support of one person ends", ENDING_RULES),
)


def description() -> str:
    """All rules as one page of Markdown."""
    parts = [_opening()]
    for place, rules in _PLACES:
        parts.append(f"## {place}\n")
        parts += [_rule(rule) for rule in rules]
    return "\n".join((*parts, _given_elsewhere(), _ways(), _topics(), _changes()))


def _opening() -> str:
    still_open = "\n".join(f"- {each.text} ({each.code})" for each in STAYS_OPEN)
    return _OPENING.format(
        version=RULES_VERSION,
        direct=_names(form for form in Form if form in DIRECT),
        carried=_names(form for form in Form if form in CARRIED),
        apart=_names(form for form in Form if form not in DIRECT | CARRIED),
        open=still_open,
    )


def _given_elsewhere() -> str:
    by_rules = {reason for _, rules in _PLACES for rule in rules for reason in grounds_of(rule)}
    others = "\n".join(_ground(reason) for reason in GROUNDS if reason not in by_rules)
    return f"## When the answers are counted\n\n{others}\n"


_NO_DAY = date(2000, 1, 1)
_ROOMS_ASKED = (
    "Asked with nothing recorded, where abuse is not excluded; what was said or happened adds to it."
)


def _ways() -> str:
    """Each way of working with the rules that ask for a record of their own in it."""
    rows = "\n".join(f"| {form.words} | {_codes(_asked_by(form, Topic.HARM))} |" for form in Form)
    head = "| Way of working | Asks for a record under |\n|---|---|"
    return f"## What each way of working asks\n\n{_ROOMS_ASKED}\n\n{head}\n{rows}\n"


def _topics() -> str:
    """What each topic asks besides what every meeting asks."""
    asked = {topic: set(_asked_by(Form.CONFERENCE, topic)) for topic in Topic}
    always = set.intersection(*asked.values())
    rows = "\n".join(f"| {topic.words} | {_codes(codes - always)} |" for topic, codes in asked.items())
    head = "| Topic | Asks besides for a record under |\n|---|---|"
    return f"## What each topic asks in a meeting\n\n{_ROOMS_ASKED}\n\n{head}\n{rows}\n"


def _asked_by(form: Form, topic: Topic) -> list[str]:
    question = Question(form, frozenset({topic}), _NO_DAY)
    reasons = reasons_for_person((), question)
    if form in JOINT:
        reasons += reasons_for_team((), question) + reasons_for_plan(EMPTY_PLAN, question)
    return [reason.code for reason in reasons]


EMPTY_PLAN = PlanFacts(
    abuse=Answer.UNKNOWN,
    answered_for=Answer.UNKNOWN,
    practitioners=(),
    sign_off=None,
    has_preparation=Answer.UNKNOWN,
    has_joint_step=Answer.UNKNOWN,
    has_after_care=Answer.UNKNOWN,
    after_care=frozenset(),
    vetted_by=frozenset(),
    vetted_as_it_is=Answer.UNKNOWN,
    open_unease=0,
    stopped=Answer.NO,
)


def _codes(codes: Iterable[str]) -> str:
    order = list(HEADINGS)
    return ", ".join(sorted(dict.fromkeys(codes), key=order.index)) or "nothing more"


def _changes() -> str:
    """What each change closes, tells and asks."""
    rows = "\n".join(_change(row) for row in CHANGES)
    return (
        f"{_CHANGES}\n| Change | Other workers read the line | Asked in this room |\n|---|---|---|\n{rows}\n"
    )


_ASKS_EVERY_ROOM = (
    ". Where it is recorded that all know of it from the court, the prison or probation, the other rooms are"
    " asked to look again, without a word of it"
)


def _change(row: Change) -> str:
    asks = " ".join(each.words for each in row.asks)
    shows = row.line.words + (_ASKS_EVERY_ROOM if row.is_public else "")
    kept = " Everything in this room is kept." if row.freezes else ""
    return f"| {row.title} | {shows}. | {asks}{kept} |"


def _names(forms: Iterator[Form]) -> str:
    return ", ".join(form.words[0].lower() + form.words[1:] for form in forms)


def _rule(rule: AnyRule) -> str:
    codes, _, words = (getdoc(rule) or "").partition(". ")
    headings = [HEADINGS[code] for code in codes.split(" and ")]
    title = "; ".join(f"{heading.code}: {heading.title}" for heading in headings)
    grounds = grounds_of(rule)
    listed = "\n".join(_ground(reason) for reason in grounds)
    return f"### {title}\n\n{_joined(words)}\n\n{_weights(grounds)}\n\n{listed}\n"


def _joined(words: str) -> str:
    return "\n\n".join(" ".join(part.split()) for part in words.split("\n\n"))


def _weights(grounds: tuple[GateReason, ...]) -> str:
    """How much weight the source has here, and whether anybody may decide otherwise."""
    rests_on = dict.fromkeys(f"*{each.code} rests on {each.standing.words}.*" for each in grounds)
    absolute = {each.code for each in grounds if each.absolute}
    never = (f"*Nobody can decide otherwise than {code}.*" for code in sorted(absolute))
    return " ".join((*rests_on, *never))


def _ground(reason: GateReason) -> str:
    kind = "a record is missing or out of date" if reason.absent else "something was said or happened"
    return f"- {reason.code}, {kind}: “{reason.text}” What would satisfy it: {reason.to_satisfy}"


def grounds_of(rule: AnyRule) -> tuple[GateReason, ...]:
    """Every reason that a rule can give, found in its code and in the functions that it calls."""
    return tuple(dict.fromkeys(_named_in(rule, set())))


def _named_in(function: Any, seen: set[str]) -> Iterator[GateReason]:
    for name in function.__code__.co_names:
        found = function.__globals__.get(name)
        if isinstance(found, GateReason):
            yield found
        elif isinstance(found, FunctionType) and name not in seen:
            seen.add(name)
            yield from _named_in(found, seen)


def main() -> None:
    """Write the page to standard output."""
    sys.stdout.write(description())


if __name__ == "__main__":
    main()
