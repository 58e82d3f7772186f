"""Whatever becomes worse, a closed gate stays closed; an error closes it; a room speaks for itself alone.

The long form makes 20,000 whole cases, the short form a hundred and five ways to the worse of each.
"""

from collections import Counter
from collections.abc import Callable
from dataclasses import fields, is_dataclass, replace
from typing import Any

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from yarrow.gate.ask import NotYet, remains_possible
from yarrow.gate.facts.base import Fact, Home
from yarrow.gate.forms import JOINT, Form
from yarrow.gate.person import reasons_for_person
from yarrow.gate.recorded import Recorded
from yarrow.gate.standing import standing_of
from yarrow.gate.team import reasons_for_team
from yarrow.gate.topics import Topic

from .questions import TEAM, Where, Whole, complete, id_of, is_open, room_says, said, whole_questions
from .unsure import made_unknown
from .worse import (
    SAID_IN_A_ROOM,
    SAID_IN_THE_TEAM,
    aged,
    less_known,
    spoilt,
    with_less,
    with_news,
    worse_planned,
)

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

    @settings(max_examples=cases)
    @given(st.data())
    def check(data: st.DataObject) -> None:
        whole = data.draw(whole_questions().flatmap(spoilt))
        was_open = is_open(whole)
        seen["made"] += 1
        seen["open"] += was_open
        seen[f"open, {whole.where}"] += was_open
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
        assert all(seen[f"open, {where}"] for where in Where), seen
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


def test_what_breaks_in_a_rule_refuses() -> None:
    touched = Counter[bool]()

    @settings(max_examples=SHORT)
    @given(st.data())
    def check(data: st.DataObject) -> None:
        whole = data.draw(whole_questions())
        room = data.draw(st.sampled_from(asked_of(whole)))
        old = data.draw(st.sampled_from(list(whole.entries(room))))
        name = data.draw(st.sampled_from([*_fields_of(old), ""]))
        if not name:
            return
        trap = Trap()
        new = trapped(old, name, trap)
        broken = whole.put(room, tuple(new if each is old else each for each in whole.entries(room)))
        answered = is_open(broken)
        touched[trap.was_touched] += 1
        assert not (trap.was_touched and answered)

    check()
    assert touched[True] > SHORT / 10, touched


def test_one_rooms_answer_never_depends_on_another_room() -> None:
    @settings(max_examples=SHORT // 2)
    @given(st.data())
    def check(data: st.DataObject) -> None:
        whole = data.draw(whole_questions())
        other = data.draw(st.sampled_from(list(whole.rooms)))
        before = {room: room_says(whole, room) for room in whole.rooms}
        changed = whole
        for _step in range(3):
            worse = data.draw(with_news(changed))
            changed = changed.put(other, worse.entries(other)) if worse.rooms.keys() else changed
        after = {room: room_says(changed, room) for room in whole.rooms}
        assert {room: before[room] for room in before if room != other} == {
            room: after[room] for room in after if room != other
        }
        found = said(changed)
        if is_open(whole) and isinstance(found, NotYet):
            assert set(found.rooms) <= {id_of(other)}

    check()


def test_a_standing_says_of_a_whole_room_what_its_rules_say() -> None:
    @settings(max_examples=16)
    @given(st.data())
    def check(data: st.DataObject) -> None:
        whole = data.draw(whole_questions().flatmap(spoilt))
        room = data.draw(st.sampled_from(asked_of(whole)))
        home, ask_rules = (Home.TEAM, reasons_for_team) if room == TEAM else (Home.PERSON, reasons_for_person)
        standing = standing_of(whole.entries(room), home, whole.question.day)
        for topic in whole.question.topics:
            reasons = ask_rules(whole.entries(room), replace(whole.question, topics=frozenset({topic})))
            assert standing.answers[whole.question.form, topic].stands is (not reasons)

    check()


def test_support_is_possible_whatever_the_answer_is() -> None:
    @settings(max_examples=SHORT // 2)
    @given(whole_questions().flatmap(spoilt))
    def check(whole: Whole) -> None:
        assert {each.code for each in remains_possible(whole.question)} >= {"E12", "E28"}

    check()
