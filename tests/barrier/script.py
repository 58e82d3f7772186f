"""What happens in two worlds: the same released trace in both, and in each its own sealed life.

A script is plain data. ``private`` acts lie inside sealed rooms and differ between the worlds;
``released`` acts are what the other side's worker may ever observe (design.md §4), and are the
same. A stop is released with its hour, but never its cause: both worlds stop at the same moment,
each for a reason of its own.
"""

from collections.abc import Callable, Sequence
from dataclasses import dataclass, replace
from datetime import date, timedelta
from typing import Any

from hypothesis import strategies as st

from yarrow.cases.terms import CareCode, StopKind
from yarrow.gate.acts.changes import asks_every_room
from yarrow.gate.codec import to_bytes
from yarrow.gate.facts import KINDS, AskedField, Fact, Home, Shape, asked
from yarrow.gate.facts.who import HowKnown, Role, RoleInHarm
from yarrow.gate.recorded import Recorded
from yarrow.gate.words import LongText
from yarrow.kernel.ids import new_id
from yarrow.rooms.rules import notices_for, stop_of

from .settled import BEGINNING

DAY = BEGINNING.date()
WORDS = st.text(alphabet="abcdefghij ,.", min_size=1, max_size=60).filter(str.strip)


@dataclass(frozen=True, slots=True)
class Write:
    """Record a fact in a room."""

    room: str
    fact: Fact


@dataclass(frozen=True, slots=True)
class Correct:
    """Put right the words of one entry of a room, counted from the newest."""

    room: str
    entry: int
    words: str


@dataclass(frozen=True, slots=True)
class TakeOut:
    """Take one entry out of a room."""

    room: str
    entry: int


@dataclass(frozen=True, slots=True)
class StillSo:
    """Attest a room again."""

    room: str


@dataclass(frozen=True, slots=True)
class ReadNotes:
    """Open what waits in a room."""

    room: str


@dataclass(frozen=True, slots=True)
class SendNote:
    """Drop a note into a room."""

    room: str
    sender: str
    words: str


@dataclass(frozen=True, slots=True)
class KeepDraft:
    """Type words on the room's page for passing words on, and not send them."""

    room: str
    words: str


@dataclass(frozen=True, slots=True)
class AddDocument:
    """Keep a file in a room."""

    room: str
    words: str


@dataclass(frozen=True, slots=True)
class WriteBrief:
    """Write a brief about a room to the signing supervisor."""

    room: str
    words: str


@dataclass(frozen=True, slots=True)
class PassOn:
    """Share words from one room into another."""

    source: str
    target: str
    words: str


@dataclass(frozen=True, slots=True)
class LetIn:
    """Let a colleague into a room."""

    room: str
    worker: str


@dataclass(frozen=True, slots=True)
class Uneasy:
    """A colleague is not easy about the arranged plan."""

    worker: str


@dataclass(frozen=True, slots=True)
class RaiseCard:
    """Released: a care card."""

    code: CareCode


@dataclass(frozen=True, slots=True)
class Allocate:
    """Released: somebody joins the case."""

    worker: str


@dataclass(frozen=True, slots=True)
class Propose:
    """Released: another plan is proposed."""

    form: str


@dataclass(frozen=True, slots=True)
class SetAside:
    """Released: the arranged plan is set aside."""


@dataclass(frozen=True, slots=True)
class SetHour:
    """Released: the hour of the last stop, so many hours from now."""

    hours: int


@dataclass(frozen=True, slots=True)
class Stop:
    """Released: somebody presses stop."""

    worker: str


@dataclass(frozen=True, slots=True)
class Deed:
    """Anything else, done by a function that is given the world."""

    done_in: Callable[[Any], object]


Act = (
    Deed
    | Write
    | Correct
    | TakeOut
    | StillSo
    | ReadNotes
    | SendNote
    | KeepDraft
    | AddDocument
    | WriteBrief
    | PassOn
    | LetIn
    | Uneasy
    | RaiseCard
    | Allocate
    | Propose
    | SetAside
    | SetHour
    | Stop
)


@dataclass(frozen=True, slots=True)
class Step:
    """A stretch of time: two private lives, then one thing that everybody may see."""

    private: tuple[tuple[Act, ...], tuple[Act, ...]]
    released: tuple[Act, ...]
    minutes: int


Script = tuple[Step, ...]


@dataclass(frozen=True, slots=True)
class Side:
    """Who looks, which rooms are sealed to them, and who works in those rooms."""

    observer: str
    sealed: tuple[str, ...]
    writers: tuple[str, ...]
    own: str = ""
    """The observer's own room, if they have one."""
    briefs_are_private: bool = True
    colleagues_are_private: bool = False
    """Whether unease and new holders are among what differs."""


OTHER_SIDE = Side(
    "other_worker",
    ("harmed", "child", "team"),
    ("harmed_worker", "lead"),
    "other",
    colleagues_are_private=True,
)
HARMED_SIDE = Side("harmed_worker", ("other",), ("other_worker", "lead"), "harmed")
SUPERVISING = Side("supervisor", ("harmed", "other", "child"), ("child_worker", "lead"), "team")
WITHOUT_ROOMS = Side("specialist", ("harmed", "other", "child", "team"), ("harmed_worker", "lead"))
SIGNING = Side(
    "signing_supervisor", ("harmed", "other", "child", "team"), ("lead",), briefs_are_private=False
)

_ROLES = {"harmed": Role.HARMED, "other": Role.CAUSED_HARM, "child": Role.CHILD_EXPOSED}


# --- facts: of any kind that a room may hold, with any answers ---


def facts(home: Home) -> st.SearchStrategy[Fact]:
    """Any sound fact of any kind that has its home there."""
    kinds = [kind for kind in KINDS.values() if home in kind.homes]
    return st.sampled_from(kinds).flatmap(_of_kind).filter(lambda fact: not fact.problems())


def _of_kind(kind: type[Fact]) -> st.SearchStrategy[Fact]:
    return st.builds(kind, **{question.name: _answer(question) for question in asked(kind)})


def _answer(question: AskedField) -> st.SearchStrategy[object]:
    choices = list(question.choices or ())
    days = st.integers(-40, 120).map(lambda days: DAY + timedelta(days=days))
    return {
        Shape.SHORT: lambda: WORDS,
        Shape.LONG: lambda: WORDS.map(LongText),
        Shape.DAY: lambda: days if question.required else st.none() | days,
        Shape.NUMBER: lambda: st.integers(0, 40),
        Shape.ONE_OF: lambda: st.sampled_from(choices),
        Shape.SEVERAL_OF: lambda: st.lists(st.sampled_from(choices), unique=True).map(tuple),
    }[question.shape]()


def reworded(fact: Fact, words: str) -> Fact:
    """The same fact with other words, where it holds words."""
    for question in asked(type(fact)):
        if question.shape is Shape.LONG:
            return replace(fact, **{question.name: LongText(words)})  # type: ignore[type-var]  # every kind is a dataclass
    return fact


Trace = tuple[StopKind | None, tuple[bytes, ...], bool]
QUIET: Trace = (None, (), False)


def lets_out(side: Side, room: str, fact: Fact) -> Trace:
    """What recording this fact there lets out: how it stops joint work, which notes the team gets, and
    whether the other rooms are asked to look again.

    A note to the team room is let out only where the observer is inside it.
    """
    if "team" in side.sealed or room == "team":
        return stop_of(fact), (), room != "team" and asks_every_room(fact)
    role = RoleInHarm(harm="1", role=_ROLES[room], how_known=HowKnown.DISCLOSED)
    recorded = [Recorded(fact=role, number=1, day=date(2026, 3, 1), entry=new_id())]
    notes = tuple(to_bytes(notice) for notice in notices_for(fact, lambda: recorded))
    return stop_of(fact), notes, asks_every_room(fact)


# --- scripts ---


def acts_in(side: Side) -> st.SearchStrategy[Act]:
    """Anything that may be done inside the sealed rooms without letting anything out."""
    rooms, people = st.sampled_from(side.sealed), st.sampled_from(_people(side))
    writes = st.one_of([_quiet_write(side, room) for room in side.sealed])
    entry = st.integers(0, 30)
    found: list[st.SearchStrategy[Act]] = [
        writes,
        writes,
        st.builds(Correct, room=rooms, entry=entry, words=WORDS),
        st.builds(TakeOut, room=rooms, entry=entry),
        st.builds(StillSo, room=rooms),
        st.builds(ReadNotes, room=rooms),
        st.builds(SendNote, room=people, sender=st.sampled_from(side.writers), words=WORDS),
        st.builds(KeepDraft, room=people, words=WORDS),
        st.builds(AddDocument, room=rooms, words=WORDS),
    ]
    if side.briefs_are_private:
        found.append(st.builds(WriteBrief, room=rooms, words=WORDS))
    if side.colleagues_are_private:
        found.append(st.builds(PassOn, source=people, target=st.just("team"), words=WORDS))
        found.append(st.builds(LetIn, room=rooms, worker=st.just("specialist")))
        found.append(st.builds(Uneasy, worker=st.sampled_from(["supervisor", "child_worker", "lead"])))
    return st.one_of(found)


def _people(side: Side) -> list[str]:
    return [room for room in side.sealed if room != "team"]


def _home(room: str) -> Home:
    return Home.TEAM if room == "team" else Home.PERSON


def _quiet_write(side: Side, room: str) -> st.SearchStrategy[Act]:
    quiet = facts(_home(room)).filter(lambda fact: lets_out(side, room, fact) == QUIET)
    return st.builds(Write, room=st.just(room), fact=quiet)


@st.composite
def _two_causes(draw: st.DrawFn, side: Side) -> tuple[Act, Act]:
    """Two facts that stop joint work in the same way, each for its own reason."""
    room = draw(st.sampled_from(_people(side)))
    stops = facts(Home.PERSON).filter(lambda fact: stop_of(fact) is not None)
    first = draw(stops)
    same = stops.filter(lambda fact: lets_out(side, room, fact) == lets_out(side, room, first))
    return Write(room, first), Write(room, draw(same))


def _released(side: Side) -> st.SearchStrategy[Act]:
    found: list[st.SearchStrategy[Act]] = [
        st.builds(RaiseCard, code=st.sampled_from(list(CareCode))),
        st.builds(Allocate, worker=st.sampled_from(["outsider", "manager"])),
        st.builds(Propose, form=st.sampled_from(["conference", "letter", "one_person_work"])),
        st.just(SetAside()),
        st.builds(SetHour, hours=st.integers(1, 100)),
        st.builds(Stop, worker=st.sampled_from(["specialist", side.observer])),
        st.builds(PassOn, source=st.sampled_from(_people(side)), target=st.just("shared"), words=WORDS),
        st.builds(Uneasy, worker=st.just(side.observer)),
    ]
    if side.own:
        found.append(st.builds(Write, room=st.just(side.own), fact=facts(_home(side.own))))
    if side.own in _ROLES:
        found.append(st.builds(PassOn, source=st.just("child"), target=st.just(side.own), words=WORDS))
        found.append(st.builds(SendNote, room=st.just(side.own), sender=st.just("specialist"), words=WORDS))
    return st.one_of(found)


@dataclass(frozen=True, slots=True)
class More:
    """What else is drawn: acts of a sealed room, pairs of acts of which each world gets one; and how long."""

    acts: Sequence[st.SearchStrategy[Act]] = ()
    causes: st.SearchStrategy[tuple[Act, Act]] | None = None
    most_steps: int = 3


@st.composite
def steps(draw: st.DrawFn, side: Side, more: More) -> Step:
    """One step of a script, as two worlds live it."""
    acts = st.lists(st.one_of([acts_in(side), *more.acts]), max_size=4)
    first, second = draw(acts), draw(acts)
    if draw(st.integers(0, 3)) == 0:
        one, two = draw(_two_causes(side))
        first, second = [*first, one], [*second, two]
    if more.causes is not None and draw(st.integers(0, 4)) == 0:
        one, two = draw(more.causes)
        first, second = [*first, one], [*second, two]
    released = draw(st.lists(_released(side), max_size=2))
    return Step((tuple(first), tuple(second)), tuple(released), draw(st.sampled_from([1, 30, 240, 4400])))


def scripts(side: Side, more: More = More()) -> st.SearchStrategy[Script]:  # frozen
    """Scripts for one side."""
    return st.lists(steps(side, more), min_size=1, max_size=more.most_steps).map(tuple)
