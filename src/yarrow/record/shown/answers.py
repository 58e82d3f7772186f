"""What a room says of each form of work, for who is inside it: reasons, never a verdict.

The same rules as the room's standing, asked again over what is recorded today.
"""

from collections.abc import Callable, Sequence
from dataclasses import dataclass
from datetime import date
from itertools import chain

from django.utils.translation import gettext

from yarrow.gate.ask import remains_possible
from yarrow.gate.facts import Home
from yarrow.gate.forms import JOINT, Form
from yarrow.gate.person import reasons_for_person
from yarrow.gate.policy import OWN, Policy
from yarrow.gate.question import Question
from yarrow.gate.reasons import GateReason
from yarrow.gate.recorded import Recorded
from yarrow.gate.team import reasons_for_team
from yarrow.gate.topics import Topic

Reasons = tuple[GateReason, ...]
Rules = Callable[[Sequence[Recorded], Question], Reasons]

_RULES: dict[Home, Rules] = {Home.PERSON: reasons_for_person, Home.TEAM: reasons_for_team}

_FORMS = tuple(form for form in Form if form is not Form.NO_SEND_LETTER)
"""A letter that is not sent is always possible (domain.md E28), so no page says "not yet" to it."""


@dataclass(frozen=True, slots=True)
class ShownAnswer:
    """Forms of work that wait for the same things. ``of_topics`` adds what one topic asks besides."""

    forms: tuple[str, ...]
    reasons: Reasons
    of_topics: tuple[tuple[str, Reasons], ...]

    @property
    def count(self) -> int:
        """How many things must still be in place, over all topics."""
        return len(self.reasons) + sum(len(reasons) for _topic, reasons in self.of_topics)


def answers_of(
    recorded: Sequence[Recorded], home: Home, day: date, policy: Policy = OWN
) -> tuple[ShownAnswer, ...]:
    """What must be in place for each form of work, as recorded in this one room on this day."""
    forms = [form for form in _FORMS if home is Home.PERSON or form in JOINT]
    found: dict[tuple[Reasons, tuple[tuple[str, Reasons], ...]], list[str]] = {}
    for form in forms:
        found.setdefault(_waits_for(recorded, home, form, day, policy), []).append(gettext(form.words))
    return tuple(ShownAnswer(tuple(names), *reasons) for reasons, names in found.items())


def _waits_for(
    recorded: Sequence[Recorded], home: Home, form: Form, day: date, policy: Policy
) -> tuple[Reasons, tuple[tuple[str, Reasons], ...]]:
    rules = _RULES[home]
    asked = {topic: rules(recorded, Question(form, frozenset({topic}), day, policy)) for topic in Topic}
    always = tuple(reason for reason in asked[Topic.HARM] if all(reason in each for each in asked.values()))
    more = {topic: tuple(r for r in reasons if r not in always) for topic, reasons in asked.items()}
    return always, tuple((gettext(topic.words), reasons) for topic, reasons in more.items() if reasons)


def always_possible(day: date) -> tuple[str, ...]:
    """What remains possible whatever must still be in place (domain.md E12, E28)."""
    questions = (Question(form, frozenset(), day) for form in Form)
    found = chain.from_iterable(remains_possible(question) for question in questions)
    return tuple(dict.fromkeys(gettext(each.text) for each in found))
