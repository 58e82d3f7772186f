"""A year of a service, played day by day over the rules alone: facts arrive, lapse and change.

Each family has its own seed, so that a year is the same on every machine. Workers keep things in
date, mostly; things happen, often at the worst moment; workers answer, mostly; some cases move to the
other pathway; the lead asks about the plan; when nothing stands in the way, people meet, sometimes.
"""

from collections import Counter
from collections.abc import Iterable, Sequence
from dataclasses import dataclass, field, fields, is_dataclass, replace
from datetime import date, timedelta
from typing import TypeVar
from uuid import UUID

from yarrow.gate.acts.asking import is_frozen, still_asked
from yarrow.gate.acts.changes import asks_every_room, change_of
from yarrow.gate.ask import NotYet, Possible, ask, remains_possible
from yarrow.gate.facts import notice_for_team
from yarrow.gate.facts.base import Fact, Home
from yarrow.gate.facts.change import LookAgain
from yarrow.gate.facts.choice import Consent
from yarrow.gate.facts.justice import Pathway, PathwayMoved
from yarrow.gate.facts.team import OwnChoiceNotice
from yarrow.gate.facts.who import AgeBand, Identity
from yarrow.gate.forms import Form
from yarrow.gate.plan import PlanFacts, SignOff
from yarrow.gate.question import Question
from yarrow.gate.recorded import Recorded
from yarrow.gate.standing import RoomAnswer, answer
from yarrow.gate.tests import favourable as good
from yarrow.gate.tests.favourable import DAY, NO, YES
from yarrow.gate.topics import Topic

from .happening import (
    ANY_ROOM,
    Happenings,
    answers_of_the_team,
    answers_to,
    code_of,
    label,
)
from .pathways import APPROACHES, JUSTICE, On, anew, besides, case_says
from .questions import TEAM, Where, Whole, complete, is_open, said, standing_for

T = TypeVar("T")
DAYS = 365
WAITS_FOR = 60
"""So many days something that happens may wait for the day on which it hurts most."""


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
    pathway: Pathway
    moved_on: date | None


@dataclass
class Family:
    """One family through the year. ``due`` holds what has not happened yet, and since when."""

    whole: Whole
    dice: Dice
    pathway: Pathway
    moves_on: date | None = None
    moved_on: date | None = None
    due: list[date] = field(default_factory=list)
    waiting: dict[date, list[tuple[str, Fact]]] = field(default_factory=dict)
    held: list[Meeting] = field(default_factory=list)
    seen: Counter[str] = field(default_factory=Counter)
    wrong: list[str] = field(default_factory=list)
    free_from: date = DAY

    @property
    def is_light(self) -> bool:
        return self.whole.where is not Where.ABUSE

    def closes(self, was_open: bool, what: str, today: date) -> bool:  # noqa: FBT001  # one plain word
        """Note whether it closed what was open, and that nothing opened by it; whether it did close."""
        stays_open = is_open(_on(self.whole, today))
        self.seen["shut afterwards"] += not stays_open
        self.seen[f"closed by: {what}"] += was_open and not stays_open
        if stays_open and not was_open:
            self.wrong.append(f"{what} opened it")
        return was_open and not stays_open

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


_FORMS = (
    Form.CONFERENCE,
    Form.FAMILY_MEETING,
    Form.FAMILY_GROUP_CONFERENCE,
    Form.CIRCLE_WITH_ALL,
    Form.SHUTTLE,
    Form.LETTER,
)


def new_family(number: int) -> Family:
    """The seed decides the setting, the pathway, who is in it and when each record arrives."""
    dice = Dice(number)
    where = (Where.ABUSE, Where.ABUSE, *Where)[number % 8]
    on = On.JUSTICE if number // 8 % 2 else On.APPROACHES
    pattern = complete(where, dice.one_of(_FORMS), [dice.one_of(tuple(Topic))], 2 + dice.below(2), on)
    bare = case_says(on.pathway, None)
    family = Family(replace(pattern, rooms=dict.fromkeys(pattern.rooms, bare), team=bare), dice, on.pathway)
    if dice.falls(30):
        family.moves_on = DAY + timedelta(days=60 + dice.below(200))
    for room in (*pattern.rooms, TEAM):
        day = DAY
        for entry in pattern.made[room][len(bare) :]:
            day += timedelta(days=dice.below(6))
            if not dice.falls(1):  # now and then something is never recorded at all
                family.later(day, room, entry.fact)
    return family


def live(family: Family, events: Happenings, days: int, every: int) -> None:
    """So many days, one after the other; the lead asks on every so-manieth of them, and after news."""
    happens = Counter(family.dice.below(days) for _time in range(family.dice.below(8)))
    for number in range(days):
        today = DAY + timedelta(days=number)
        news = family.waiting.pop(today, [])
        for room, fact in news:
            family.write(today, room, fact)
        keep_in_date(family, number, today)
        if today == family.moves_on:
            two_people_move_it(family, today)
        family.due += [today] * happens[number]
        if family.due and number % 3 == 0 and is_the_moment(family, today):
            something_happens(family, events, today)
        if news or number % every == 0:
            the_lead_asks(family, today)


def is_the_moment(family: Family, today: date) -> bool:
    """A third of it happens when it happens; the rest when people are about to meet."""
    since = family.due[0]
    return (
        since.day % 2 == 0 or today - since > timedelta(days=WAITS_FOR) or is_open(_on(family.whole, today))
    )


def two_people_move_it(family: Family, today: date) -> None:
    """To the other pathway. Each room is told as soon as its note is opened; then people are asked anew."""
    family.pathway = JUSTICE if family.pathway is APPROACHES else APPROACHES
    family.moved_on = today
    was_open = is_open(_on(family.whole, today))
    now = case_says(family.pathway, today)
    for room in (*family.whole.rooms, TEAM):
        kept = [each for each in family.whole.entries(room) if each.number]
        family.whole = family.whole.put(room, (*now, *kept))
        opened = today + timedelta(days=family.dice.below(4))
        family.later(opened, room, PathwayMoved(pathway=family.pathway))
        if family.dice.falls(90):
            again = opened + timedelta(days=1 + family.dice.below(30))
            facts = [each.fact for each in kept]
            home = Home.TEAM if room == TEAM else Home.PERSON
            family.later(again, room, *besides(facts, home), *anew(facts))
    family.seen[f"moved to {family.pathway}"] += 1
    family.closes(was_open, "moved", today)


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
    found = [good.flag_no()] if family.is_light else [*good.team()]
    return [*found, *(besides((), Home.TEAM) if family.pathway is JUSTICE else ())]


def something_happens(family: Family, events: Happenings, today: date) -> None:
    """It is written down, and is answered some days later, mostly."""
    family.due.pop(0)
    was_open = is_open(_on(family.whole, today))
    place, fact = events.next(is_open=was_open)
    room = family.dice.one_of(list(family.whole.rooms)) if place == ANY_ROOM else place
    family.write(today, room, fact)
    for other in family.whole.rooms if asks_every_room(fact) else ():
        if other != room:
            family.write(today, other, LookAgain())
    family.seen[f"happened: {label(fact)}"] += 1
    if family.closes(was_open, code_of(fact), today):
        events.closed(code_of(fact))
    _asks_what_it_must(family, room, fact, today)
    if family.dice.falls(20):
        family.whole = replace(family.whole, plan=replace(_plan(family), open_unease=1, sign_off=None))
    if family.dice.falls(85):
        _answered(family, room, fact, today + timedelta(days=3 + family.dice.below(40)))


def _answered(family: Family, room: str, fact: Fact, after: date) -> None:
    if room == TEAM:
        family.later(after, TEAM, *answers_of_the_team(fact))
    else:
        facts = [each.fact for each in family.whole.rooms[room]]
        young = any(isinstance(each, Identity) and each.age_band is not AgeBand.ADULT for each in facts)
        again = [] if family.pathway is APPROACHES else besides(facts, Home.PERSON)
        none = [_still_none(family)] if family.is_light else []
        family.later(after, room, *answers_to(fact, is_under_18=young), *again, *none)
        if any(isinstance(each, Consent) for each in facts):
            family.later(after, room, good.informed(), good.consent())
    family.later(after, TEAM, OwnChoiceNotice(), *_of_the_team(family))


def _asks_what_it_must(family: Family, room: str, fact: Fact, today: date) -> None:
    """What the row of a change asks is asked inside its room at once; a death keeps everything."""
    row, entries = change_of(fact), () if room == TEAM else family.whole.rooms[room]
    if row is None or any(each.fact.kind == "unreadable" for each in entries):
        return
    if not set(row.asks) <= set(still_asked(entries, today)):
        family.wrong.append(f"{row.code} does not ask for what it must")
    if row.freezes and not is_frozen(entries):
        family.wrong.append(f"{row.code} does not keep everything")


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
        family.held.append(Meeting(today, whole, family.pathway, family.moved_on))
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


_ALONE = (Form.ONE_PERSON_WORK, Form.NO_SEND_LETTER, Form.RESTORATIVE_ENQUIRY, Form.EARLY_HELP)


def _support_goes_on(family: Family, today: date) -> None:
    """Work with one person waits for a safe way to reach them, and for nothing that happened."""
    form = _ALONE[today.toordinal() % len(_ALONE)]
    for name, entries in family.whole.rooms.items():
        if not reachable(entries, today) or _has_left(entries):
            continue
        family.seen["support asked"] += 1
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
    """Play it; what happens is taken in turn from everything that can, where there is abuse and where not."""
    turns = {is_light: Happenings() for is_light in (False, True)}
    found = [new_family(number) for number in range(families)]
    for family in found:
        live(family, turns[family.is_light], days, every)
    return found
