"""Whatever becomes worse, a closed gate stays closed; an error closes it; a room speaks for itself alone.

Each property has a short form of some dozens of whole cases, and a long form of 20,000 (for standings:
of 20,000 answers), on both pathways and after a move. How many there were is counted and asserted.
"""

from collections import Counter
from collections.abc import Callable
from dataclasses import fields, is_dataclass, replace
from itertools import product
from typing import Any

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from yarrow.gate.ask import NotYet, remains_possible
from yarrow.gate.facts.base import Fact, Home
from yarrow.gate.forms import APART, JOINT, Form
from yarrow.gate.person import reasons_for_person
from yarrow.gate.plan import PlanFacts
from yarrow.gate.recorded import Recorded
from yarrow.gate.standing import RoomAnswer, standing_of
from yarrow.gate.team import reasons_for_team
from yarrow.gate.topics import Topic

from .pathways import On
from .questions import TEAM, Where, Whole, complete, id_of, is_open, room_says, said, whole_questions
from .unsure import made_unknown
from .worse import (
    IN_ANY_ROOM,
    SAID_IN_A_ROOM,
    SAID_IN_THE_TEAM,
    aged,
    anything_worse,
    less_known,
    spoilt,
    with_less,
    with_news,
    worse_planned,
)
from .year import reachable

CASES = 20_000
SHORT = 100
OPEN_AT_LEAST = 0.25
"""Of the cases that are made, so many must be open: what is never open shows nothing."""

Worse = Callable[[Whole], st.SearchStrategy[Whole]]
WORSE: dict[str, Worse] = {
    "a favourable record is gone": with_less,
    "a favourable record is older": aged,
    "something adverse was said": with_news,
    "something is not known": less_known,
    "the plan is worse": worse_planned,
}


def each_case(cases: int) -> Counter[str]:
    """Make so many cases and make each worse in every way; returns what was seen."""
    seen: Counter[str] = Counter()

    @settings(max_examples=cases, deadline=None)
    @given(st.data())
    def check(data: st.DataObject) -> None:
        whole = data.draw(whole_questions().flatmap(spoilt))
        was_open = is_open(whole)
        seen["made"] += 1
        seen["open"] += was_open
        seen[f"open, {whole.where}"] += was_open
        seen[f"open, {whole.on}"] += was_open
        for what, worse in WORSE.items():
            stays_open = is_open(data.draw(worse(whole)))
            assert was_open or not stays_open, what
            seen[f"closed by: {what}"] += was_open and not stays_open

    check()
    return seen


def must_show(seen: Counter[str], cases: int) -> None:
    """Many were open. Of many cases: in every setting, and each way to the worse closed some of them."""
    assert seen["made"] >= cases
    assert seen["open"] >= OPEN_AT_LEAST * seen["made"], seen
    if cases >= CASES:
        assert all(seen[f"open, {each}"] for each in (*Where, *On)), seen
        assert all(seen[f"closed by: {what}"] for what in WORSE), seen


def test_nothing_that_is_worse_ever_opens() -> None:
    must_show(each_case(SHORT), SHORT)


@pytest.mark.long
def test_nothing_that_is_worse_ever_opens_in_20_000_cases() -> None:
    seen = each_case(CASES)
    print(dict(seen))  # noqa: T201  # how many were open is part of what this shows
    must_show(seen, CASES)


ADVERSE = [
    (room, said, unsure)
    for room, all_said in (("first", SAID_IN_A_ROOM), (TEAM, SAID_IN_THE_TEAM))
    for said in all_said
    for unsure in made_unknown(said)
]
LOOKED_AT = [
    (Where.ABUSE, Form.CONFERENCE),
    (Where.ABUSE, Form.CIRCLE_OF_OWN_PEOPLE),
    *((where, Form.LETTER) for where in (Where.ABUSE, Where.FAMILY, Where.PRISON)),
]


@pytest.mark.once
@pytest.mark.parametrize(("room", "said", "unsure"), ADVERSE, ids=lambda each: getattr(each, "kind", each))
def test_what_speaks_against_it_opens_nothing_once_it_is_not_known(
    room: str, said: Fact, unsure: Fact
) -> None:
    """In the place of the adverse record, and written after it: neither opens what it closed."""
    for where, form in LOOKED_AT:
        whole = complete(where, form, [Topic.HARM])
        place = TEAM if room == TEAM else next(iter(whole.rooms))
        if not is_open(whole.add(place, said)):
            assert not is_open(whole.add(place, unsure)), (where, form)
            assert not is_open(whole.add(place, said, unsure)), (where, form)


class Trap:
    """Stands in a field, and breaks whatever looks at it."""

    def __init__(self) -> None:
        self.was_touched = False

    def _break(self, *_others: object) -> Any:
        self.was_touched = True
        raise ZeroDivisionError

    __eq__ = __hash__ = __bool__ = __lt__ = __le__ = __gt__ = __ge__ = _break
    __iter__ = __contains__ = __len__ = __add__ = __sub__ = __rsub__ = __radd__ = _break

    def __getattr__(self, name: str) -> Any:
        return self._break()


def trapped(entry: Recorded, name: str, trap: Trap) -> Recorded:
    """The same entry with a trap in one field, however well its type guards it."""
    made = object.__new__(type(entry.fact))
    for other in _fields_of(entry):
        object.__setattr__(made, other, getattr(entry.fact, other))
    object.__setattr__(made, name, trap)
    return replace(entry, fact=made)


def asked_of(whole: Whole) -> list[str]:
    """The rooms that are asked at all: work with one person asks no team."""
    return [*whole.rooms, *([TEAM] if whole.question.form in JOINT else [])]


def _fields_of(entry: Recorded) -> list[str]:
    return [each.name for each in fields(entry.fact)] if is_dataclass(entry.fact) else []


def in_plan(plan: PlanFacts, name: str, trap: Trap) -> PlanFacts:
    """The same plan with a trap in one field."""
    made = object.__new__(PlanFacts)
    for each in fields(PlanFacts):
        object.__setattr__(made, each.name, trap if each.name == name else getattr(plan, each.name))
    return made


@st.composite
def broken(draw: st.DrawFn, whole: Whole, trap: Trap) -> Whole:
    """With a trap in one field of one record of a room that is asked, or in one of the plan."""
    room = draw(st.sampled_from([*asked_of(whole), "plan"]))
    if room == "plan":
        assert whole.plan is not None
        name = draw(st.sampled_from([each.name for each in fields(PlanFacts)]))
        return replace(whole, plan=in_plan(whole.plan, name, trap))
    old = draw(st.sampled_from([each for each in whole.entries(room) if _fields_of(each)]))
    new = trapped(old, draw(st.sampled_from(_fields_of(old))), trap)
    return whole.put(room, tuple(new if each is old else each for each in whole.entries(room)))


def what_breaks_refuses(cases: int) -> Counter[str]:
    seen: Counter[str] = Counter()

    @settings(max_examples=cases, deadline=None)
    @given(st.data())
    def check(data: st.DataObject) -> None:
        trap = Trap()
        whole = data.draw(whole_questions().flatmap(lambda found: broken(found, trap)))
        answered = is_open(whole)
        seen["made"] += 1
        seen["broke"] += trap.was_touched
        seen[f"broke, {whole.on}"] += trap.was_touched
        assert not (trap.was_touched and answered)

    check()
    assert seen["broke"] > cases / 10, seen
    assert cases < CASES or all(seen[f"broke, {on}"] for on in On), seen
    return seen


def one_room_never_depends_on_another(cases: int) -> Counter[str]:
    seen: Counter[str] = Counter()

    @settings(max_examples=cases, deadline=None)
    @given(st.data())
    def check(data: st.DataObject) -> None:
        whole = data.draw(whole_questions())
        other = data.draw(st.sampled_from(list(whole.rooms)))
        changed = whole
        for _step in range(3):
            changed = changed.put(other, data.draw(anything_worse(changed)).entries(other))
        changed = changed.add(other, data.draw(st.sampled_from(IN_ANY_ROOM)))
        for room in set(whole.rooms) - {other}:
            assert room_says(changed, room) is room_says(whole, room)
        found = said(changed)
        if is_open(whole) and isinstance(found, NotYet):
            assert set(found.rooms) <= {id_of(other)}
        seen["made"] += 1
        seen["others asked"] += len(whole.rooms) - 1
        seen["closed by that room alone"] += is_open(whole) and isinstance(found, NotYet)

    check()
    assert seen["others asked"] >= cases / 2, seen
    assert seen["closed by that room alone"] >= cases / 4, seen
    return seen


def a_standing_says_what_its_rules_say(cases: int) -> Counter[str]:
    """``cases`` counts answers; of each room those of two forms about every topic are compared."""
    seen: Counter[str] = Counter()

    @settings(max_examples=-(-cases // (2 * len(Topic))), deadline=None)
    @given(st.data())
    def check(data: st.DataObject) -> None:
        whole = data.draw(whole_questions().flatmap(spoilt))
        room = data.draw(st.sampled_from([*whole.rooms, TEAM]))
        home, ask_rules = (Home.TEAM, reasons_for_team) if room == TEAM else (Home.PERSON, reasons_for_person)
        standing = standing_of(whole.entries(room), home, whole.question.day)
        another = data.draw(st.sampled_from([form for form in sorted(Form) if form != whole.question.form]))
        seen["rooms"] += 1
        for form, topic in product((whole.question.form, another), Topic):
            asked = replace(whole.question, form=form, topics=frozenset({topic}))
            stands = not ask_rules(whole.entries(room), asked)
            if room == TEAM and form in APART:
                stands = False  # the team is never asked about work with one person
            assert standing.answers[form, topic].stands is stands, (form, topic)
            seen["made"] += 1
            seen["stands"] += stands

    check()
    assert seen["stands"] >= seen["made"] / 5, seen
    return seen


def support_stays_possible(cases: int) -> Counter[str]:
    """Whatever is spoilt, work with one person waits only for a safe way to reach them."""
    seen: Counter[str] = Counter()

    @settings(max_examples=cases, deadline=None)
    @given(st.data())
    def check(data: st.DataObject) -> None:
        whole = data.draw(whole_questions().flatmap(spoilt))
        assert {each.code for each in remains_possible(whole.question)} >= {"E12", "E28"}
        room = data.draw(st.sampled_from(list(whole.rooms)))
        alone = replace(whole, question=replace(whole.question, form=data.draw(st.sampled_from(ALONE))))
        stands = room_says(alone, room) is RoomAnswer.STANDS
        entries, day = whole.rooms[room], whole.question.day
        seen["made"] += 1
        seen["stands"] += stands
        seen["stands where the gate is closed"] += stands and not is_open(whole)
        frozen = any(each.fact.kind in {"death", "unreadable"} for each in entries)
        assert stands is (reachable(entries, day) and not frozen)

    check()
    assert seen["stands where the gate is closed"] >= cases / 10, seen
    return seen


ALONE = (Form.ONE_PERSON_WORK, Form.NO_SEND_LETTER, Form.RESTORATIVE_ENQUIRY, Form.EARLY_HELP)
PROPERTIES: dict[str, tuple[Callable[[int], Counter[str]], int]] = {
    "what breaks in a rule refuses": (what_breaks_refuses, SHORT),
    "one room's answer never depends on another room": (one_room_never_depends_on_another, 40),
    "a standing says of a whole room what its rules say": (a_standing_says_what_its_rules_say, 160),
    "support is possible whatever the answer is": (support_stays_possible, SHORT // 2),
}


@pytest.mark.parametrize("name", PROPERTIES)
def test_so_it_is_in_some_cases(name: str) -> None:
    holds, cases = PROPERTIES[name]
    assert holds(cases)["made"] >= cases


@pytest.mark.long
@pytest.mark.parametrize("name", PROPERTIES)
def test_so_it_is_in_20_000_cases(name: str) -> None:
    holds, _cases = PROPERTIES[name]
    seen = holds(CASES)
    print(name, dict(seen))  # noqa: T201  # how many there were is part of what this shows
    assert seen["made"] >= CASES
