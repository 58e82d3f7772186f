"""One run: a fresh service, its server, every lane in turn, and what came of it."""

from collections.abc import Callable, Iterator
from contextlib import contextmanager
from pathlib import Path

from .lanes import Lane, take_turns
from .measures import (
    CrowdOfVisitors,
    CrowdOfWriters,
    Night,
    Trigger,
    demo_lane,
    door_lanes,
    gate_lane,
    note_lanes,
    page_lanes,
)
from .results import Result, results
from .rows import ROWS
from .scale import Scale
from .seeding import Seeded, seed
from .served import server

Say = Callable[[str], None]


def measured(home: Path, scale: Scale, say: Say) -> list[Result]:
    """Seed, serve, take turns; one result a row. Needs ``place.move_in(home)`` before."""
    say("Making the service")
    seeded = seed(scale, say)
    say("Measuring")
    with server(home) as port:
        lanes = _measured_beside_each_other(port, seeded, scale, say)
    say("Measuring the night")
    nights = Night(scale.open_cases).lanes()
    take_turns(nights, rounds=scale.demos, window=0, say=lambda _words: None)
    say("Starting a fresh demonstration")
    demo = demo_lane()
    take_turns([demo], rounds=scale.demos, window=0, say=lambda _words: None)
    return results(ROWS, {lane.name: lane for lane in [*lanes, *nights, demo]})


def _measured_beside_each_other(port: int, seeded: Seeded, scale: Scale, say: Say) -> list[Lane]:
    writers, visitors = CrowdOfWriters(port, seeded), CrowdOfVisitors(port, scale.bare_rows)
    of_writers, of_visitors = writers.lanes(), visitors.lanes()
    lanes = [
        *page_lanes(port, seeded, scale.bare_rows),
        *note_lanes(port, seeded),
        Trigger(port, seeded, scale.rounds).lane(),
        gate_lane(seeded),
        *door_lanes(port),
        *of_writers,
        *of_visitors,
    ]
    take_turns(lanes, rounds=scale.rounds, window=scale.window, say=say)
    with _told_in(of_writers[0]):
        of_writers[0].wrong += writers.lost()
    with _told_in(of_visitors[0]):
        of_visitors[0].wrong += visitors.lost()
    return lanes


@contextmanager
def _told_in(lane: Lane) -> Iterator[None]:
    """What cannot even be counted fails the row, not the run."""
    try:
        yield
    except Exception as error:  # noqa: BLE001  # whatever it is, the row says it
        lane.wrong.append(f"{type(error).__name__}: {error}")
