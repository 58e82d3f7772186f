"""Keys that nobody has used for ninety days: who sees them, who ends them, and what it costs to ask."""

from datetime import timedelta

import pytest
from django.urls import reverse
from pytest_django import DjangoAssertNumQueries

from tests.browsers import Browser
from yarrow.cases.actions import allocate
from yarrow.cases.queries import duties_of
from yarrow.cases.terms import Duty
from yarrow.cases.tests.reading import words_of
from yarrow.config.families import Family
from yarrow.config.strangers import nobody_knows_them
from yarrow.kernel.clock import FixedClock
from yarrow.kernel.decision import Refused
from yarrow.kernel.errors import NotThere
from yarrow.rooms.actions import ask_grant, end_unused_key, fulfil_grants, read_room
from yarrow.rooms.models import Room, Wrap
from yarrow.rooms.queries import unused_keys
from yarrow.rooms.queries.unused import UNUSED_FOR
from yarrow.staff.models import Worker


@pytest.fixture
def later(family: Family, clock: FixedClock) -> Family:
    """Ninety days in which only the harmed person's worker opened anything: their own room, yesterday."""
    clock.move_to(clock.now() + UNUSED_FOR)
    reads(family, "harmed_worker", "harmed", clock)
    clock.move_to(clock.now() + timedelta(days=1))
    return family


def reads(family: Family, part: str, room: str, clock: FixedClock) -> None:
    member = family.cast[part]
    read_room(room_id=family.rooms[room].pk, by=member.worker, keyring=member.keyring, clock=clock)


def listed(family: Family, part: str, clock: FixedClock) -> set[tuple[str, str]]:
    named = {room.pk: part for part, room in family.rooms.items()}
    found = unused_keys(family.case, family.cast.worker(part), clock.today())
    return {(named[each.room.pk], each.worker.username) for each in found}


def end(family: Family, room: Room, worker: Worker, by: str, clock: FixedClock) -> Refused | None:
    return end_unused_key(
        case=family.case, room_id=room.pk, worker_id=worker.pk, by=family.cast.worker(by), clock=clock
    )


def test_nothing_is_listed_before_ninety_days(family: Family, clock: FixedClock) -> None:
    clock.move_to(clock.now() + UNUSED_FOR - timedelta(days=1))
    assert listed(family, "supervisor", clock) == set()
    clock.move_to(clock.now() + timedelta(days=1))
    assert listed(family, "supervisor", clock)


def test_who_decides_nothing_is_shown_and_ends_nothing(later: Family, clock: FixedClock) -> None:
    room, worker = later.rooms["other"], later.cast.worker("lead")
    assert ("other", "lead") in listed(later, "supervisor", clock)
    for part in ("harmed_worker", "other_worker", "signing_supervisor", "manager", "outsider", "excluded"):
        assert listed(later, part, clock) == set(), part
        with pytest.raises(NotThere):
            end(later, room, worker, part, clock)
    assert Wrap.objects.filter(version__room=room, holder=worker).exists()


def test_whoever_opened_it_lately_and_oneself_are_not_listed(later: Family, clock: FixedClock) -> None:
    found = listed(later, "supervisor", clock)
    assert ("harmed", "lead") in found
    assert ("harmed", "harmed_worker") not in found
    assert not [each for each in found if each[1] == "supervisor"]


def test_a_lead_sees_their_own_rooms_and_never_the_supervisor_s_key(later: Family, clock: FixedClock) -> None:
    found = listed(later, "lead", clock)
    assert ("team", "harmed_worker") in found
    assert not [each for each in found if each[1] in {"lead", "supervisor"}]
    Wrap.objects.filter(version__room=later.rooms["child"], holder=later.cast.worker("lead")).delete()
    assert not [each for each in listed(later, "lead", clock) if each[0] == "child"]
    with pytest.raises(NotThere):
        end(later, later.rooms["team"], later.cast.worker("supervisor"), "lead", clock)


def test_ended_the_room_has_a_new_key_and_the_duty_stays(later: Family, clock: FixedClock) -> None:
    room, lead = later.rooms["other"], later.cast.worker("lead")
    before = room.versions.latest("number").number

    assert end(later, room, lead, "supervisor", clock) is None

    assert not Wrap.objects.filter(version__room=room, holder=lead).exists()
    assert room.versions.latest("number").number == before + 1
    assert Wrap.objects.filter(version__room=room, holder=later.cast.worker("other_worker")).exists()
    assert Duty.LEAD in duties_of(lead, later.case)


def test_used_since_it_is_not_ended(later: Family, clock: FixedClock) -> None:
    reads(later, "lead", "other", clock)
    with pytest.raises(NotThere):
        end(later, later.rooms["other"], later.cast.worker("lead"), "supervisor", clock)


def test_the_last_key_of_a_room_is_never_ended_here(later: Family, clock: FixedClock) -> None:
    room, lead = later.rooms["other"], later.cast.worker("lead")
    Wrap.objects.filter(version__room=room).exclude(holder=lead).delete()

    said = end(later, room, lead, "supervisor", clock)

    assert isinstance(said, Refused)
    assert Wrap.objects.filter(version__room=room, holder=lead).exists()


def test_who_was_let_in_lately_is_not_listed(later: Family, clock: FixedClock) -> None:
    cast, room = later.cast, later.rooms["harmed"]
    supervisor, holder = cast.worker("supervisor"), later.holder("harmed")
    allocate(
        case=later.case,
        worker=cast.worker("outsider"),
        duty=Duty.PRACTITIONER,
        by=supervisor,
        clock=clock,
        names=["Anwen"],
    )
    nobody_knows_them(later.case, clock=clock)
    ask_grant(room=room, worker=cast.worker("outsider"), by=supervisor, clock=clock)
    fulfil_grants(by=holder.worker, keyring=holder.keyring, clock=clock)
    assert Wrap.objects.filter(version__room=room, holder=cast.worker("outsider")).exists()
    assert ("harmed", "outsider") not in listed(later, "supervisor", clock)


def test_the_page_says_colour_and_number_and_ends_by_one_press(
    later: Family, browser: Browser, clock: FixedClock
) -> None:
    path = reverse("desk:unused", args=[later.case.pk])
    room, lead = later.rooms["other"], later.cast.worker("lead")
    said = words_of(browser("supervisor").get(path))
    assert "Moss, room 2: Lena Lead Not opened since" in said
    assert not [name for name in ("Anwen", "Bryn", "Cadi") if name in said]
    for part in ("other_worker", "signing_supervisor", "manager"):
        assert browser(part).get(path).status_code == 404
    browser("supervisor").post(path, {"end": f"{room.pk}/{later.cast.worker('duty').pk}"})
    assert Wrap.objects.filter(version__room=room, holder=lead).exists()

    browser("supervisor").post(path, {"end": f"{room.pk}/{lead.pk}"})

    assert not Wrap.objects.filter(version__room=room, holder=lead).exists()
    assert "Moss, room 2: Lena Lead" not in words_of(browser("supervisor").get(path))


def test_asking_costs_the_same_however_many_there_are(
    later: Family, clock: FixedClock, django_assert_num_queries: DjangoAssertNumQueries
) -> None:
    """Two of the eight ask the record for lists of closely kept cases; in a look that is one."""
    supervisor = later.cast.worker("supervisor")
    with django_assert_num_queries(8):
        few = unused_keys(later.case, supervisor, clock.today())
    for _ in range(20):
        reads(later, "harmed_worker", "harmed", clock)
    with django_assert_num_queries(8):
        assert unused_keys(later.case, supervisor, clock.today()) == few
