import pytest

from yarrow.config.cast import Cast
from yarrow.intake.actions import prepare_intake_room
from yarrow.kernel.clock import FixedClock
from yarrow.kernel.decision import Refused
from yarrow.rooms.models import Room
from yarrow.rooms.queries import holders_of, intake_room


@pytest.mark.parametrize(
    "parts",
    [[], ["intake"], ["intake", "intake"], ["intake", "supervisor"], ["harmed_worker", "other_worker"]],
)
def test_prepare_with_fewer_than_two_intake_workers_is_refused(
    cast: Cast, clock: FixedClock, parts: list[str]
) -> None:
    prepared = prepare_intake_room(holders=[cast.worker(part) for part in parts], clock=clock)

    assert isinstance(prepared, Refused)
    assert intake_room() is None


def test_prepare_twice_is_refused(cast: Cast, room: Room, clock: FixedClock) -> None:
    both = [cast.worker("intake"), cast.worker("intake_two")]

    assert isinstance(prepare_intake_room(holders=both, clock=clock), Refused)
    assert Room.objects.filter(case=None).count() == 1


def test_prepare_with_two_lets_both_in(cast: Cast, room: Room) -> None:
    assert list(holders_of(room)) == [cast.worker("intake"), cast.worker("intake_two")]
