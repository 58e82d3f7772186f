"""A year of a service, played day by day over the rules alone: facts arrive, lapse and change.

Each family has its own seed, so that a year is the same on every machine. Workers keep things in
date, mostly; things happen; workers answer, mostly; the lead asks about the plan; when nothing
stands in the way, people meet, sometimes.
"""

from collections import Counter
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass, field, fields, is_dataclass, replace
from datetime import date, timedelta
from typing import TypeVar
from uuid import UUID

from yarrow.gate.ask import NotYet, Possible, ask, remains_possible
from yarrow.gate.facts import notice_for_team
from yarrow.gate.facts.base import Fact, Home
from yarrow.gate.facts.orders import Order, OrderState
from yarrow.gate.facts.team import OwnChoiceNotice
from yarrow.gate.forms import Form
from yarrow.gate.plan import PlanFacts, SignOff
from yarrow.gate.question import Question
from yarrow.gate.recorded import Recorded
from yarrow.gate.standing import RoomAnswer, answer
from yarrow.gate.tests import favourable as good
from yarrow.gate.tests.favourable import DAY, NO, YES
from yarrow.gate.topics import Topic

from .questions import TEAM, Where, Whole, complete, is_open, said, standing_for
from .worse import SAID_IN_A_ROOM

T = TypeVar("T")
DAYS = 365


class Dice:
    """Small, seeded, and the same everywhere; nothing is kept secret by it."""

    def __init__(self, seed: int) -> None:
        self._state = (seed + 1) * 0x9E3779B97F4A7C15 % 2**64

    def below(self, limit: int) -> int:
        self._state = (self._state * 6364136223846793005 + 1442695040888963407) % 2**64
        return (self._state >> 33) % limit

    def one_of(self, of: Sequence[T]) -> T:
        return of[self.below(len(of))]

    def falls(self, in_hundred: int) -> bool:
        return self.below(100) < in_hundred


def redated(fact: Fact, today: date) -> Fact:
    """The same, with its days as far from today as they were from the day of the pattern."""
    if not is_dataclass(fact):
        return fact
    days = {each.name: getattr(fact, each.name) for each in fields(fact)}
    moved = {name: day + (today - DAY) for name, day in days.items() if isinstance(day, date)}
    return replace(fact, **moved)


@dataclass(frozen=True)
class Meeting:
    """A joint event that took place, and everything that was recorded by then."""

    day: date
    whole: Whole


@dataclass
class Family:
    """One family through the year."""

    whole: Whole
    dice: Dice
    waiting: dict[date, list[tuple[str, Fact]]] = field(default_factory=dict)
    held: list[Meeting] = field(default_factory=list)
    seen: Counter[str] = field(default_factory=Counter)
    wrong: list[str] = field(default_factory=list)
    free_from: date = DAY

    @property
    def is_light(self) -> bool:
        return self.whole.where is not Where.ABUSE

    def later(self, day: date, room: str, *facts: Fact) -> None:
        self.waiting.setdefault(day, []).extend((room, fact) for fact in facts)

    def write(self, today: date, room: str, fact: Fact) -> None:
        """Written down today; what the team must know is dropped there in the same moment."""
        before = len(self.whole.entries(room))
        self.whole = self.whole.add(room, redated(fact, today))
        new = [replace(each, day=today) for each in self.whole.entries(room)[before:]]
        self.whole = self.whole.put(room, (*self.whole.entries(room)[:before], *new))
        if room != TEAM and (notice := notice_for_team(fact)) is not None:
            self.write(today, TEAM, notice)


_FORMS = (Form.CONFERENCE, Form.FAMILY_MEETING, Form.CIRCLE_WITH_ALL, Form.SHUTTLE, Form.LETTER)


def new_family(number: int) -> Family:
    """The seed decides the setting, who is in it and when each record arrives."""
    dice = Dice(number)
    where = (Where.ABUSE, Where.ABUSE, *Where)[number % 8]
    form = dice.one_of(
        (Form.CONFERENCE, Form.FAMILY_MEETING, Form.CIRCLE_WITH_ALL, Form.SHUTTLE, Form.LETTER)
    )
    pattern = complete(where, form, [dice.one_of(tuple(Topic))], 2 + dice.below(2))
    bare = dict.fromkeys(pattern.rooms, ())
    family = Family(replace(pattern, rooms=bare, team=()), dice)
    for room in (*pattern.rooms, TEAM):
        day = DAY
        for entry in pattern.entries(room):
            day += timedelta(days=dice.below(6))
            if not dice.falls(1):  # now and then something is never recorded at all
                family.later(day, room, entry.fact)
    return family


def live(family: Family, kinds: Iterator[Fact], days: int, every: int) -> None:
    """So many days, one after the other; the lead asks on every so-manieth of them, and after news."""
    happens = {family.dice.below(days) for _time in range(family.dice.below(4))}
    for number in range(days):
        today = DAY + timedelta(days=number)
        news = family.waiting.pop(today, [])
        for room, fact in news:
            family.write(today, room, fact)
        keep_in_date(family, number, today)
        if number in happens:
            something_happens(family, next(kinds), today)
        if news or number % every == 0:
            the_lead_asks(family, today)


def keep_in_date(family: Family, number: int, today: date) -> None:
    """Workers do their rounds, mostly in time."""
    for room in family.whole.rooms:
        if number % 9 == 8 and family.dice.falls(90):
            for fact in _each_week():
                family.write(today, room, fact)
        if number % 45 == 44 and family.dice.falls(85):
            for fact in _each_month(family):
                family.write(today, room, fact)
    if number % 45 == 44:
        for fact in _of_the_team(family):
            family.write(today, TEAM, fact)


def _each_week() -> list[Fact]:
    return [good.reach(), good.clear_screen()]


def _each_month(family: Family) -> list[Fact]:
    return [good.risk(), good.orders_check(), *([_still_none(family)] if family.is_light else [])]


def _still_none(family: Family) -> Fact:
    pattern = complete(family.whole.where, Form.LETTER, [Topic.HARM])
    return next(each.fact for each in pattern.rooms["person-0"] if each.fact.kind == "no_abuse")


def _of_the_team(family: Family) -> list[Fact]:
    return [good.flag_no()] if family.is_light else [*good.team()]


def something_happens(family: Family, fact: Fact, today: date) -> None:
    """It is written down, and is answered some days later, mostly."""
    room = family.dice.one_of(list(family.whole.rooms))
    family.write(today, room, fact)
    family.seen[f"happened: {fact.kind}"] += 1
    stays_shut = not is_open(_on(family.whole, today))
    family.seen["closed at once"] += stays_shut
    if family.dice.falls(20):
        family.whole = replace(family.whole, plan=replace(_plan(family), open_unease=1, sign_off=None))
    if family.dice.falls(15):
        return
    after = today + timedelta(days=3 + family.dice.below(40))
    if isinstance(fact, Order):
        family.later(after, room, replace(fact, state=OrderState.ENDED))
    family.later(after, room, *_answers(family))
    family.later(after, TEAM, OwnChoiceNotice(), *_of_the_team(family))


def _answers(family: Family) -> list[Fact]:
    again: list[Fact] = [good.reach(), good.clear_screen(), good.specialist(), good.marac_decided()]
    again += [good.authority_told(), good.risk(), good.supporter()]
    return [*again, *([_still_none(family)] if family.is_light else []), good.consent()]


def the_lead_asks(family: Family, today: date) -> None:
    """Ask; note what is shown; have it signed where that alone is wanting; meet, perhaps, where possible."""
    lift_unease(family)
    whole = family.whole = _kept_in_date(_on(family.whole, today))
    found = said(whole)
    family.seen["asked"] += 1
    _support_goes_on(family, today)
    if isinstance(found, NotYet):
        _shows_what_remains(family, found)
        if {reason.code for reason in found.reasons} == {"E22"}:
            family.whole = replace(whole, plan=replace(_plan(family), sign_off=SignOff(today, YES, YES)))
        elif whole.plan is not None and whole.plan.sign_off is not None:
            void = replace(whole.plan.sign_off, holds=NO)  # what was signed has changed
            family.whole = replace(whole, plan=replace(whole.plan, sign_off=void))
        return
    family.seen["possible"] += 1
    if today >= family.free_from and family.dice.falls(40):
        family.held.append(Meeting(today, whole))
        family.free_from = today + timedelta(days=20)
        family.whole = replace(whole, plan=replace(_plan(family), sign_off=None))


def lift_unease(family: Family) -> None:
    """Who was not easy lifts it one day; it is signed again then."""
    if _plan(family).open_unease and family.dice.falls(10):
        family.whole = replace(family.whole, plan=replace(_plan(family), open_unease=0))
    elif (signed := _plan(family).sign_off) is not None and signed.holds is NO:
        family.whole = replace(family.whole, plan=replace(_plan(family), sign_off=None))


def _plan(family: Family) -> PlanFacts:
    assert family.whole.plan is not None
    return family.whole.plan


def _on(whole: Whole, today: date) -> Whole:
    return replace(whole, question=replace(whole.question, day=today))


def _kept_in_date(whole: Whole) -> Whole:
    """Workers are supervised every ten weeks, and competent."""
    assert whole.plan is not None
    day = whole.question.day
    workers = tuple(
        replace(
            each,
            dva_competent_until=day + timedelta(days=90),
            supervised_on=day - timedelta(days=(day - DAY).days % 70),
        )
        for each in whole.plan.practitioners
    )
    return replace(whole, plan=replace(whole.plan, practitioners=workers))


def _shows_what_remains(family: Family, found: NotYet) -> None:
    family.seen["not yet"] += 1
    if not found.reasons or not all(reason.text and reason.to_satisfy for reason in found.reasons):
        family.wrong.append("a closed gate says nothing of what would help")
    if {each.code for each in remains_possible(found.question)} < {"E12", "E28"}:
        family.wrong.append("a closed gate does not show what remains possible")


def _support_goes_on(family: Family, today: date) -> None:
    """Work with one person waits for a safe way to reach them, and for nothing that happened."""
    for name, entries in family.whole.rooms.items():
        if not reachable(entries, today) or _has_left(entries):
            continue
        family.seen["support asked"] += 1
        for form in (Form.ONE_PERSON_WORK, Form.NO_SEND_LETTER):
            question = Question(form, frozenset(Topic), today)
            room = {UUID(int=1): room_answer(entries, question)}
            if not isinstance(ask(question, room, room_answer((), question), None), Possible):
                family.wrong.append(f"support of {name} was held up on {today}")


def room_answer(entries: Iterable[Recorded], question: Question) -> RoomAnswer:
    """What a room says of work with this person alone."""
    return answer(standing_for(tuple(entries), Home.PERSON, question), question)


def reachable(entries: Sequence[Recorded], today: date) -> bool:
    """A way to reach them that was confirmed in thirty days, and has not become unsafe since."""
    last = [each for each in entries if each.fact.kind in {"reach", "reach_unsafe"}]
    if not last or last[-1].fact.kind == "reach_unsafe":
        return False
    return today - last[-1].day <= timedelta(days=30)


def _has_left(entries: Sequence[Recorded]) -> bool:
    """Has died, or an entry cannot be read: then somebody looks, before anything else."""
    return any(each.fact.kind in {"death", "unreadable"} for each in entries)


def whole_year(families: int, *, days: int = DAYS, every: int = 1) -> list[Family]:
    """Play it; what happens is taken in turn from everything that can."""
    turn = _in_turn(SAID_IN_A_ROOM)
    found = [new_family(number) for number in range(families)]
    for family in found:
        live(family, turn, days, every)
    return found


def _in_turn(of: Sequence[T]) -> Iterator[T]:
    while True:
        yield from of
