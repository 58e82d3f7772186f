"""Print every rule in plain words: ``python -m yarrow.gate.describe > docs/rules.md``."""

import sys
from collections.abc import Callable, Iterator
from inspect import getdoc
from types import FunctionType
from typing import Any

from yarrow.gate.ask import STAYS_OPEN
from yarrow.gate.catalogue import GROUNDS, HEADINGS, Heading
from yarrow.gate.day import DAY_RULES, PERSON_DAY_RULES, TEAM_DAY_RULES
from yarrow.gate.ending import ENDING_RULES
from yarrow.gate.forms import CARRIED, DIRECT, Form
from yarrow.gate.person import PERSON_RULES
from yarrow.gate.plan import PLAN_RULES
from yarrow.gate.reasons import GateReason
from yarrow.gate.standing import RULES_VERSION
from yarrow.gate.team import TEAM_RULES

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

_PLACES: tuple[tuple[str, tuple[AnyRule, ...]], ...] = (
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
    parts.append(_given_elsewhere())
    return "\n".join(parts)


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


def _names(forms: Iterator[Form]) -> str:
    return ", ".join(form.words[0].lower() + form.words[1:] for form in forms)


def _rule(rule: AnyRule) -> str:
    codes, _, words = (getdoc(rule) or "").partition(". ")
    headings = [HEADINGS[code] for code in codes.split(" and ")]
    title = "; ".join(f"{heading.code}: {heading.title}" for heading in headings)
    grounds = "\n".join(_ground(reason) for reason in grounds_of(rule))
    return f"### {title}\n\n{_joined(words)}\n\n{_weights(headings)}\n\n{grounds}\n"


def _joined(words: str) -> str:
    return "\n\n".join(" ".join(part.split()) for part in words.split("\n\n"))


def _weights(headings: list[Heading]) -> str:
    return " ".join(f"*{heading.code} rests on {heading.standing.words}.*" for heading in headings)


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
