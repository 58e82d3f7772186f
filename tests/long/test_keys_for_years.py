"""T05: whatever people do with keys, in whatever order, nobody who should not reads anything, and
nobody who should is locked out (security.md §11)."""

import os
from typing import Any

import pytest
from django.db import transaction
from hypothesis import Phase, settings
from hypothesis import strategies as st
from hypothesis.stateful import (
    RuleBasedStateMachine,
    invariant,
    precondition,
    rule,
    run_state_machine_as_test,
)

from yarrow.config.families import Family
from yarrow.kernel.clock import FixedClock

from .keys import ATTESTING, COMING_AND_GOING, PARTS, ROOMS
from .keys_at_night import NAMES, WATCH, Years

PHASES = (Phase.explicit, Phase.generate)
"""Without shrinking: one step costs some milliseconds, and a failure says which steps led to it."""

a_room = st.sampled_from(ROOMS)
anybody = st.sampled_from(PARTS)
who_goes = st.sampled_from(COMING_AND_GOING)
a_person = st.sampled_from(sorted(NAMES))
who_watches = st.sampled_from(WATCH)


TURNS = 12


class KeysOfYears(RuleBasedStateMachine):
    """One case over years. Every run begins with the same family and is taken back afterwards."""

    family: Family
    clock: FixedClock

    def __init__(self) -> None:
        super().__init__()
        self.before = transaction.savepoint()
        self.world = Years(self.family, self.clock)
        self.touched: str | None = None

    def teardown(self) -> None:
        try:
            self.world.settle()
        finally:
            transaction.savepoint_rollback(self.before)

    @rule(room=a_room, part=anybody)
    def write(self, room: str, part: str) -> None:
        self.touched = room
        self.world.write(room, part)

    @rule(room=a_room, part=anybody)
    def drop(self, room: str, part: str) -> None:
        self.touched = room
        if part not in self.world.unvouched:
            self.world.drop(room, part)

    @rule(source=a_room, to=a_room, part=anybody)
    def share(self, source: str, to: str, part: str) -> None:
        self.touched = source
        if source != to and part not in self.world.unvouched:
            self.world.share(source, to, part)

    @rule(room=a_room, part=anybody)
    def open_notes(self, room: str, part: str) -> None:
        self.touched = room
        self.world.open_notes(room, part)

    @rule(room=a_room, part=anybody)
    def read(self, room: str, part: str) -> None:
        self.world.read(room, part)

    @rule(room=a_room, part=anybody)
    def attest(self, room: str, part: str) -> None:
        self.touched = room
        self.world.attest(room, part)

    @rule(room=a_room, part=anybody)
    def quarantine(self, room: str, part: str) -> None:
        self.touched = room
        self.world.quarantine(room, part)

    @rule(room=a_room, part=anybody, by=anybody)
    def ask_and_fulfil(self, room: str, part: str, by: str) -> None:
        self.world.ask(room, part)
        self.world.fulfil(by)

    @rule(room=a_room, part=anybody)
    def ask(self, room: str, part: str) -> None:
        self.world.ask(room, part)

    @rule(by=anybody)
    def fulfil(self, by: str) -> None:
        self.world.fulfil(by)

    @rule(part=who_goes)
    def bring_in(self, part: str) -> None:
        self.world.bring_in(part)

    @rule(room=a_room, part=anybody)
    def recover(self, room: str, part: str) -> None:
        self.world.recover(room, part)

    @rule(room=a_room, part=who_goes)
    def shut_out_of(self, room: str, part: str) -> None:
        self.touched = room
        self.world.shut_out_of(room, part)

    @rule(part=who_goes, for_good=st.booleans())
    def take_off(self, part: str, *, for_good: bool) -> None:
        self.world.take_off(part, for_good=for_good)

    @precondition(lambda self: len(self.world.left) < 2)
    @rule(part=who_goes, falls_after=st.integers(0, len(ROOMS)))
    def leave(self, part: str, falls_after: int) -> None:
        self.world.leave(part, falls_after=falls_after)

    @rule()
    def go_on(self) -> None:
        self.world.go_on()

    @rule(part=who_goes)
    def freeze(self, part: str) -> None:
        self.world.freeze(part)

    @rule(part=who_goes)
    def lift(self, part: str) -> None:
        self.world.lift(part)

    @rule(part=who_goes)
    def lose_keys(self, part: str) -> None:
        self.world.lose_keys(part)

    @rule(part=who_goes)
    def vouch(self, part: str) -> None:
        self.world.vouch(part)

    @rule(part=anybody)
    def come_in(self, part: str) -> None:
        self.world.come_in(part)

    @rule(room=a_room, part=anybody, most=st.integers(1, 4))
    def reseal(self, room: str, part: str, most: int) -> None:
        self.touched = room
        self.world.reseal(room, part, most)

    @rule()
    def replace_recovery(self) -> None:
        self.world.replace_recovery()

    @rule(watch=who_watches)
    def name_for_duty(self, watch: str) -> None:
        self.world.name_for_duty(watch)

    @rule(watch=who_watches)
    def take_off_duty(self, watch: str) -> None:
        self.world.take_off_duty(watch)

    @rule(room=a_person, part=anybody)
    def write_card(self, room: str, part: str) -> None:
        self.touched = room
        self.world.write_card(room, part)

    @rule(part=anybody)
    def bring_copies(self, part: str) -> None:
        self.world.bring_copies(part)

    @rule(room=a_person, watch=who_watches)
    def open_card(self, room: str, watch: str) -> None:
        self.touched = room
        self.world.open_card(room, watch)

    @precondition(lambda self: not self.world.is_close)
    @rule(listed=st.sets(anybody, min_size=2))
    def keep_closely(self, listed: set[str]) -> None:
        self.touched = "team"
        self.world.keep_closely(listed)

    @rule()
    def close(self) -> None:
        self.world.close()

    @rule()
    def begin_anew(self) -> None:
        self.world.begin_anew()

    @invariant()
    def who_is_inside_is_who_may_be(self) -> None:
        self.world.check()

    @invariant()
    def standing_is_honest(self) -> None:
        if self.touched in ATTESTING:
            self.world.check_standing(self.touched)
        self.touched = None


def _run(family: Family, clock: FixedClock, **shape: Any) -> None:
    class Here(KeysOfYears):
        pass

    Here.family, Here.clock = family, clock
    run_state_machine_as_test(Here, settings=settings(phases=PHASES, **shape))


def test_keys_hold_over_a_few_turns(family: Family, clock: FixedClock) -> None:
    _run(family, clock, max_examples=TURNS, stateful_step_count=30)


@pytest.mark.long
def test_keys_hold_over_years(family: Family, clock: FixedClock) -> None:
    runs = int(os.environ.get("YARROW_KEY_RUNS", str(settings.default.max_examples)))
    _run(family, clock, max_examples=runs, stateful_step_count=60)
