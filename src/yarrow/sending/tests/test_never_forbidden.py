"""T08: whatever happens in whatever order, nothing forbidden is sent and nothing twice (security.md §11).

Over clock changes, nights in which the hour changes, holds set and lifted, ways confirmed long ago, numbers
changed while a message is in hand, withdrawal, storms of retries, two senders, rows put back or changed, and
a process that dies at any step. The long form runs 50,000 cases, the short one a few hundred.
"""

import ast
from collections.abc import Iterator
from contextlib import contextmanager
from datetime import UTC, date, datetime, timedelta
from pathlib import Path
from tempfile import TemporaryDirectory
from uuid import UUID

import pytest
from django.db import transaction
from hypothesis import Phase, given, settings
from hypothesis import strategies as st

from yarrow.config.families import Family
from yarrow.reaching.rules import RouteKind
from yarrow.sealing.sender_key import SenderKey
from yarrow.sending.gateways.interface import Outgoing

from .world import Interrupted, Killed, Truth, World

pytestmark = pytest.mark.once

HAPPENS = (
    "writes",
    "note",
    "leaves",
    "take_back",
    "hold",
    "hold_everybody",
    "lift",
    "lay_out_rows",
    "stop",
    "confided_stop",
    "close",
    "put_back",
    "tamper",
    "unclaim",
    "look",
)
ANSWERS = ("takes", "later", "never", "dies before", "breaks before", "dies after", "breaks after")
DAYS = [date(2026, 3, 27), date(2026, 7, 8), date(2026, 10, 23), date(2026, 12, 30)]
"""Two of them a day or two before the hour changes."""
KINDLY = ("look",) * 3
_IN_MEMORY = "/dev/shm" if Path("/dev/shm").is_dir() else None  # noqa: S108  # the journal waits for the disk


@st.composite
def truths(draw: st.DrawFn, begins: datetime) -> Truth:
    """A message that may be sent some day, mostly in reach of what happens."""
    every_day = frozenset(range(7))
    return Truth(
        to=draw(st.sampled_from(["07700 900123", "07700 900456"])),
        due=begins.replace(minute=0) + timedelta(hours=draw(st.integers(1, 30))),
        weekdays=draw(st.sampled_from([every_day] * 4 + [frozenset({5, 6}), frozenset({0})])),
        from_minute=draw(st.sampled_from([0, 0, 0, 90, 540, 1320])),
        until_minute=draw(st.sampled_from([1439, 1439, 1439, 1020, 121])),
        confirmed=begins.date() - timedelta(days=draw(st.sampled_from([0, 0, 1, 5, 12, 13, 14, 15, -1]))),
    )


STEP = st.one_of(
    st.tuples(st.just("wait"), st.sampled_from([1, 5, 11, 16, 30, 60, 90, 180, 600, -61, -130])),
    st.tuples(st.just("send"), st.integers(0, 4)),
    st.tuples(st.just("send"), st.integers(0, 4)),
    st.tuples(st.just("happens"), st.sampled_from(HAPPENS + KINDLY)),
    st.tuples(st.just("during"), st.tuples(st.sampled_from([*HAPPENS, "run", "dies"]), st.integers(1, 9))),
    st.tuples(st.just("answers"), st.sampled_from(ANSWERS)),
)


@contextmanager
def _new_world(family: Family, key: SenderKey, begins: datetime) -> Iterator[World]:
    """One that is gone afterwards: its rows are rolled back, its journal deleted."""
    with TemporaryDirectory(dir=_IN_MEMORY) as folder, transaction.atomic():
        yield World(family, key, Interrupted(begins), Path(folder))
        transaction.set_rollback(True)


def _one(world: World, step: tuple[str, object]) -> None:
    name, what = step
    if name == "wait":
        world.clock.moment += timedelta(minutes=what)  # type: ignore[arg-type]  # see STEP
    elif name == "answers":
        world.answers.append(str(what))
    elif name == "happens":
        getattr(world, str(what))()
    elif name == "during":
        _interrupted(world, *what)  # type: ignore[misc]  # see STEP
    else:
        world.clock.moment = _near(world, int(str(what)))
        world.run()


def _interrupted(world: World, happens: str, at_look: int) -> None:
    world.clock.at_look = at_look
    world.clock.happens = _die if happens == "dies" else getattr(world, happens)
    world.run()
    world.clock.happens = None


def _die() -> None:
    raise Killed


def _near(world: World, which: int) -> datetime:
    """Now and then the clock goes to a message's own hour, or few would ever be sent."""
    dues = [truth.due for truth in world.truths.values()]
    if which >= 3 or not dues:
        return world.clock.moment
    return max(world.clock.moment, dues[which % len(dues)] + timedelta(minutes=which * 7))


def _tried(family: Family, key: SenderKey, cases: int) -> int:
    """Run so many cases; how many messages went."""
    went = []

    @settings(max_examples=cases, deadline=None, phases=[Phase.generate])
    @given(data=st.data(), day=st.sampled_from(DAYS), steps=st.lists(STEP, min_size=1, max_size=12))
    def never_forbidden(data: st.DataObject, day: date, steps: list[tuple[str, object]]) -> None:
        begins = datetime(day.year, day.month, day.day, 6, 30, tzinfo=UTC)
        with _new_world(family, key, begins) as world:
            for _number in range(data.draw(st.integers(1, 2))):
                world.queue(data.draw(truths(begins)))
            for step in [*steps, ("send", 0)]:
                _one(world, step)
            went.append(len(world.went))
            assert not world.wrong, world.wrong

    never_forbidden()
    return sum(went)


def test_nothing_forbidden_and_nothing_twice(agreed: Family, key: SenderKey) -> None:
    assert _tried(agreed, key, 300) > 40


@pytest.mark.long
def test_nothing_forbidden_and_nothing_twice_in_fifty_thousand_cases(agreed: Family, key: SenderKey) -> None:
    assert _tried(agreed, key, 50_000) > 8_000


def test_control_the_world_notices_what_is_forbidden_and_what_is_sent_twice(
    agreed: Family, key: SenderKey
) -> None:
    """The same world with a sender that asks nothing: each fault is seen."""
    begins = datetime(2026, 3, 27, 6, 30, tzinfo=UTC)
    with _new_world(agreed, key, begins) as world:
        truth = Truth(
            "07700 900123", begins + timedelta(hours=4), frozenset(range(7)), 0, 1439, begins.date()
        )
        world.queue(truth)
        world.clock.moment = truth.due
        world.run()
        assert len(world.went) == 1
        assert not world.wrong

        (message, _moment, to) = world.went[0]
        world.hold()
        world.took(_like(message, to))
        assert {words.split(" ")[0] for words in world.wrong} == {"forbidden", "twice"}


def _like(message: UUID, to: str) -> Outgoing:
    return Outgoing(message, RouteKind.TEXT, to, "", "", "")


def test_no_warning_call_comes_this_way() -> None:
    """Calls, 999 and reports are nowhere asked of a queue: nothing here may be imported by what warns."""
    house = Path(__file__).parents[2]
    importing = {
        file.relative_to(house).parts[0]
        for file in house.rglob("*.py")
        if "tests" not in file.parts and _imports_sending(file)
    }

    assert importing <= {"sending", "config", "desk"}


def _imports_sending(file: Path) -> bool:
    text, names = file.read_text(encoding="utf-8"), []
    if "yarrow.sending" not in text:
        return False
    for node in ast.walk(ast.parse(text)):
        if isinstance(node, ast.ImportFrom):
            names.append(node.module or "")
        elif isinstance(node, ast.Import):
            names += [each.name for each in node.names]
    return any(name.startswith("yarrow.sending") for name in names)
