"""Until when a choice that was made in a session stands: that day, and until anything alarming is recorded.

Hazard: an answer kept on Monday and recorded on Friday would stand *later* than what was recorded on
Tuesday, and so clear an alarm that nobody has asked about since. Words are always kept; choices are
asked again.
"""

from collections.abc import Sequence
from datetime import date

from yarrow.gate.facts import Fact, Shape, asked
from yarrow.gate.facts.calls import CallNote
from yarrow.gate.facts.who import ReachConfirmed
from yarrow.gate.recorded import Recorded

from .steps import Part

MOMENT = "moment"
"""A hidden field of every step: the day, and the last alarm in the room, when the page was drawn."""

_BEARS_ON_NO_CHOICE = (CallNote, ReachConfirmed)
_WORDS = frozenset({Shape.SHORT, Shape.LONG})

Typed = dict[str, list[str]]


def moment_of(recorded: Sequence[Recorded], today: date) -> str:
    """Today, and the last entry that may bear on a choice: all but a note of a call and of reach.

    Hazard: a no that was said elsewhere on the same day must not lie before a yes of this session.
    """
    news = (each for each in reversed(recorded) if _bears_on_a_choice(each.fact))
    last = next((str(each.entry) for each in news), "")
    return f"{today.isoformat()} {last}"


def _bears_on_a_choice(fact: Fact) -> bool:
    is_alarm = fact.is_trigger() or fact.speaks_of_abuse()
    return is_alarm or not isinstance(fact, _BEARS_ON_NO_CHOICE)


def still_said(typed: Typed, parts: Sequence[Part], moment: str) -> tuple[Typed, bool]:
    """What still stands of a page, and whether a choice has to be asked again."""
    if typed.get(MOMENT) == [moment]:
        return typed, False
    choices = tuple(_choices_in(parts))
    stands = {name: values for name, values in typed.items() if not _is_one_of(name, choices)}
    gone = any(any(values) for name, values in typed.items() if name not in stands)
    return stands | {MOMENT: [moment]}, gone


def _choices_in(parts: Sequence[Part]) -> list[str]:
    return [
        f"{part.kind.kind}_{question.name}"
        for part in parts
        for question in asked(part.kind)
        if question.name in part.names and question.shape not in _WORDS
    ]


def _is_one_of(name: str, choices: Sequence[str]) -> bool:
    """A day is typed in three boxes, each with the question's name before it."""
    return any(name == choice or name.startswith(f"{choice}-") for choice in choices)
