"""Nobody signs numbers without having seen what exactly these would change."""

from collections.abc import Mapping
from datetime import timedelta
from typing import Any

import pytest
from django.db import transaction

from yarrow.audit import actions as audit
from yarrow.audit.models import AuditEvent
from yarrow.audit.terms import Event
from yarrow.config.cast import Cast
from yarrow.gate.policy import NOT_KNOWN, OWN, UnreadablePolicy, policy_of
from yarrow.kernel.clock import FixedClock
from yarrow.kernel.decision import Allowed, Refused
from yarrow.kernel.errors import NotThere
from yarrow.policy.actions import agree, note_trial, propose
from yarrow.policy.models import PolicyVersion
from yarrow.policy.queries import policy_on
from yarrow.policy.terms import Looked, Why
from yarrow.staff.queries import the_service

STRICTER: Mapping[str, int] = {"reach_days": 20, "workers": 3}
OTHER: Mapping[str, int] = {"reach_days": 19, "workers": 3}
NOT_TRIED = "not tried exactly these numbers"


class Hands:
    """Who tries, asks and agrees, by the part they play."""

    def __init__(self, cast: Cast, clock: FixedClock) -> None:
        self.cast, self.clock = cast, clock

    def tries(self, by: str, changes: Mapping[str, int] = STRICTER, looked: Looked = Looked.NO_ROOM) -> None:
        """What the page of a trial leaves on record."""
        note_trial(then=policy_of(1, changes), looked=looked, by=self.cast.worker(by), clock=self.clock)

    def asks(self, changes: Mapping[str, int] = STRICTER, by: str = "manager") -> Any:
        """The first of two; the answer may be a refusal."""
        on = self.clock.today() + timedelta(days=20)
        worker = self.cast.worker(by)
        return propose(changes=changes, effective_on=on, why=Why.LEARNT, by=worker, clock=self.clock)

    def agrees(self, row: PolicyVersion, by: str = "supervisor", inside: tuple[str, ...] = ()) -> Any:
        """The second of two; ``inside``: who holds a room."""
        holders = {self.cast.worker(part).pk for part in inside}
        return agree(row=row, by=self.cast.worker(by), inside=holders, clock=self.clock)

    def asked(self) -> PolicyVersion:
        """Tried and asked for by the manager, who holds no room."""
        self.tries("manager")
        row = self.asks()
        assert isinstance(row, PolicyVersion)
        return row

    def wait(self, **time: int) -> None:
        """Let time pass."""
        self.clock.move_to(self.clock.now() + timedelta(**time))


@pytest.fixture
def hands(cast: Cast, clock: FixedClock) -> Hands:
    return Hands(cast, clock)


def reasons(said: object) -> str:
    assert isinstance(said, Refused)
    return " ".join(reason.text for reason in said.reasons)


def test_nobody_asks_for_what_they_have_not_tried(hands: Hands) -> None:
    assert NOT_TRIED in reasons(hands.asks())
    assert not PolicyVersion.objects.exists()


def test_nobody_agrees_to_what_they_have_not_tried(hands: Hands) -> None:
    row = hands.asked()

    assert NOT_TRIED in reasons(hands.agrees(row))
    row.refresh_from_db()
    assert row.agreed_by_id is None


def test_a_trial_of_other_numbers_is_none_of_these(hands: Hands) -> None:
    row = hands.asked()
    hands.tries("supervisor", OTHER)
    hands.tries("supervisor", {"reach_days": 20})

    assert NOT_TRIED in reasons(hands.asks(OTHER))
    assert NOT_TRIED in reasons(hands.agrees(row))


def test_a_colleagues_trial_is_nobody_elses(hands: Hands) -> None:
    row = hands.asked()
    hands.tries("signing_supervisor")

    assert NOT_TRIED in reasons(hands.agrees(row))
    assert NOT_TRIED in reasons(hands.asks(by="supervisor"))


def test_a_trial_counts_for_a_week(hands: Hands) -> None:
    row = hands.asked()
    hands.tries("supervisor")
    hands.wait(days=7)

    assert NOT_TRIED in reasons(hands.agrees(row))
    hands.tries("supervisor")
    assert isinstance(hands.agrees(row), Allowed)


def test_a_trial_beside_numbers_that_hold_no_more_is_done_again(hands: Hands) -> None:
    hands.tries("manager")
    row = hands.asks()
    hands.tries("supervisor")
    assert isinstance(hands.agrees(row), Allowed)
    hands.wait(days=19)
    hands.tries("manager", OTHER)
    assert policy_on(hands.clock.today()) == OWN

    hands.wait(days=1)

    assert NOT_TRIED in reasons(hands.asks(OTHER))
    hands.tries("manager", OTHER)
    assert isinstance(hands.asks(OTHER), PolicyVersion)


@pytest.mark.parametrize("by", ["lead", "harmed_worker", "researcher", "guest", "outsider", "ex_worker"])
def test_trying_is_not_there_for_others(hands: Hands, by: str) -> None:
    with pytest.raises(NotThere):
        hands.tries(by)
    assert not AuditEvent.objects.filter(event=Event.POLICY_TRIED).exists()


def test_what_is_not_known_cannot_be_tried(hands: Hands) -> None:
    with pytest.raises(UnreadablePolicy):
        note_trial(then=NOT_KNOWN, looked=Looked.ROOMS, by=hands.cast.worker("manager"), clock=hands.clock)


# --- what somebody does who can write to the database, and has no pepper ---


def test_an_event_that_was_put_in_is_no_trial(hands: Hands) -> None:
    by = hands.cast.worker("manager").pk
    with transaction.atomic():
        audit.append(
            chain=the_service().pk,
            event=Event.POLICY_TRIED,
            actor=by,
            subject=by,
            clock=hands.clock,
            digest=b"x" * 32,
        )

    assert NOT_TRIED in reasons(hands.asks())


def test_a_mark_written_again_further_on_or_for_somebody_else_is_no_trial(hands: Hands) -> None:
    hands.tries("manager")
    mark = bytes(AuditEvent.objects.get(event=Event.POLICY_TRIED).digest)
    hands.wait(days=8)
    for part in ("manager", "supervisor"):
        by = hands.cast.worker(part).pk
        with transaction.atomic():
            audit.append(
                chain=the_service().pk,
                event=Event.POLICY_TRIED,
                actor=by,
                subject=by,
                clock=hands.clock,
                digest=mark,
            )

    assert NOT_TRIED in reasons(hands.asks())
    assert NOT_TRIED in reasons(hands.asks(by="supervisor"))


def test_numbers_changed_in_the_row_after_the_trial_are_not_agreed_to(hands: Hands) -> None:
    row = hands.asked()
    hands.tries("supervisor")
    PolicyVersion.objects.update(changes=dict(OTHER))

    assert NOT_TRIED in reasons(hands.agrees(row))


# --- at least one of the two looked at a room, where anybody can ---


def test_two_who_looked_at_no_room_do_not_sign_where_a_colleague_could_look(hands: Hands) -> None:
    row = hands.asked()
    hands.tries("signing_supervisor")

    said = hands.agrees(row, "signing_supervisor", inside=("supervisor", "lead"))

    assert "Neither of you looked at a room" in reasons(said)
    hands.tries("supervisor", looked=Looked.ROOMS)
    assert isinstance(hands.agrees(row, inside=("supervisor", "lead")), Allowed)


def test_one_who_looked_is_enough_also_the_one_who_asked(hands: Hands) -> None:
    hands.tries("supervisor", looked=Looked.ROOMS)
    row = hands.asks(by="supervisor")
    hands.wait(days=10)
    hands.tries("manager")

    assert isinstance(hands.agrees(row, "manager", inside=("supervisor", "signing_supervisor")), Allowed)


def test_that_who_asked_looked_at_a_room_for_other_numbers_is_no_look(hands: Hands) -> None:
    hands.tries("manager", OTHER, Looked.ROOMS)
    row = hands.asked()
    hands.tries("signing_supervisor")

    assert "Neither" in reasons(hands.agrees(row, "signing_supervisor", inside=("supervisor",)))


@pytest.mark.parametrize("inside", [(), ("lead", "harmed_worker"), ("manager",), ("signing_supervisor",)])
def test_a_service_in_which_nobody_else_could_look_is_not_locked_out(
    hands: Hands, inside: tuple[str, ...]
) -> None:
    row = hands.asked()
    hands.tries("signing_supervisor")

    assert isinstance(hands.agrees(row, "signing_supervisor", inside=inside), Allowed)
