"""What the rules ask before each way of working, asked of the rules themselves. Pure.

Asked with nothing recorded and abuse not excluded, as in ``docs/rules.md``: what was said or happened
adds to it.
"""

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from datetime import date
from uuid import UUID

from yarrow.door.letters import tokens_of
from yarrow.door.making import anywhere_in
from yarrow.gate.describe import EMPTY_PLAN
from yarrow.gate.facts import Fact
from yarrow.gate.facts.justice import Pathway, PathwayNow
from yarrow.gate.facts.who import AgeBand, Identity, Role, RoleInHarm
from yarrow.gate.forms import CARRIED, DIRECT, JOINT, Form
from yarrow.gate.person import reasons_for_person
from yarrow.gate.plan import reasons_for_plan
from yarrow.gate.question import Question
from yarrow.gate.reasons import GateReason
from yarrow.gate.recorded import Recorded
from yarrow.gate.team import reasons_for_team
from yarrow.gate.topics import Topic
from yarrow.kernel.decision import Reason, Refused
from yarrow.kernel.words import N_
from yarrow.library.terms import Group

_NO_DAY = date(2000, 1, 1)
_JUSTICE = PathwayNow(pathway=Pathway.RESTORATIVE_JUSTICE)
_WHO: tuple[tuple[str, tuple[Fact, ...]], ...] = (
    (N_("Besides, of who was harmed"), (RoleInHarm(harm="-", role=Role.HARMED),)),
    (N_("Besides, of who harmed"), (RoleInHarm(harm="-", role=Role.CAUSED_HARM),)),
    (N_("Besides, of anybody under 18"), (Identity(known_as="-", age_band=AgeBand.CHILD),)),
    (N_("Besides, in restorative justice"), (_JUSTICE, RoleInHarm(harm="-", role=Role.HARMED))),
)
_TOPIC_WORDS = {
    Topic.LIVING_TOGETHER: N_("Besides, to speak of living together more safely"),
    Topic.PARTING: N_("Besides, to speak of parting"),
    Topic.TIME_WITH_CHILD: N_("Besides, to speak of time with the child"),
    Topic.BELONGINGS: N_("Besides, to speak of belongings and money"),
}


@dataclass(frozen=True, slots=True)
class Asked:
    """What is asked of whom; ``title`` is an English message id."""

    title: str
    reasons: tuple[GateReason, ...]


def group_of(form: Form) -> Group:
    """To which group a way of working belongs."""
    if form in DIRECT:
        return Group.MEETING
    return Group.CARRIED if form in CARRIED else Group.ALONE


def asked_before(form: Form) -> tuple[Asked, ...]:
    """Everything that must be in place, by whom it is asked of; what nobody is asked is left out."""
    return tuple(each for each in _asked(form) if each.reasons)


def _asked(form: Form) -> Iterator[Asked]:
    question = _question(form, Topic.HARM)
    of_all = _of_person((), question)
    yield Asked(N_("In each person's room"), of_all)
    for title, facts in _WHO:
        yield Asked(title, _new(_of_person(facts, question), of_all))
    if form in JOINT:
        of_team = _once(reasons_for_team((), question))
        yield Asked(N_("In the team room"), of_team)
        yield Asked(N_("Besides, in the team room in restorative justice"), _new(_of_team(question), of_team))
        yield Asked(N_("In the plan"), _once(reasons_for_plan(EMPTY_PLAN, question)))
        yield from _by_topic(form)


def _by_topic(form: Form) -> Iterator[Asked]:
    usual = _of_everything(form, Topic.HARM)
    for topic, title in _TOPIC_WORDS.items():
        yield Asked(title, _new(_of_everything(form, topic), usual))


def _of_everything(form: Form, topic: Topic) -> tuple[GateReason, ...]:
    question = _question(form, topic)
    found = (*_of_person((), question), *reasons_for_team((), question))
    return _once((*found, *reasons_for_plan(EMPTY_PLAN, question)))


def _of_person(facts: Sequence[Fact], question: Question) -> tuple[GateReason, ...]:
    return _once(reasons_for_person(_recorded(facts), question))


def _of_team(question: Question) -> tuple[GateReason, ...]:
    return _once(reasons_for_team(_recorded([_JUSTICE]), question))


def _question(form: Form, topic: Topic) -> Question:
    return Question(form, frozenset({topic}), _NO_DAY)


def _recorded(facts: Sequence[Fact]) -> tuple[Recorded, ...]:
    return tuple(
        Recorded(fact=fact, number=number, day=_NO_DAY, entry=UUID(int=number))
        for number, fact in enumerate(facts, start=1)
    )


def _once(reasons: Sequence[GateReason]) -> tuple[GateReason, ...]:
    return tuple(dict.fromkeys(reasons))


def _new(reasons: Sequence[GateReason], before: Sequence[GateReason]) -> tuple[GateReason, ...]:
    return tuple(each for each in reasons if each not in before)


_A_PERSON_COULD_BE_FOUND = N_(
    "This names a place, a number or an address. Words of the library are about nobody: leave it out."
)
_PROMISES = N_(
    "The library promises nothing: not that it is safe, suitable or proven. Say it in other words."
)
_PROMISING = re.compile(
    r"\b(safe to|suitable|suitability|guarantee\w*|proven|risk[- ]free|addas|gwarant\w*)\b", re.IGNORECASE
)


def why_not_worded(title: str, when: str, prompts: str) -> Refused | None:
    """Why words of a service's own may not stand beside a way of working; None where they may."""
    said = {"title": title, "when": when, "prompts": prompts}
    found = [
        Reason("WORDING", problem, name)
        for name, words in said.items()
        for problem, is_so in ((_A_PERSON_COULD_BE_FOUND, _tells_where(words)), (_PROMISES, _promises(words)))
        if is_so
    ]
    return Refused(tuple(found)) if found else None


def _tells_where(words: str) -> bool:
    """As the door knows a place: postcodes, telephones, mail, registrations, streets."""
    return any(True for _ in anywhere_in(words, tokens_of(words)))


def _promises(words: str) -> bool:
    return _PROMISING.search(words) is not None
