"""What lapses or changed this week: one query over two indexes, and nothing of it says why."""

from collections.abc import Callable
from datetime import datetime, timedelta
from typing import Any
from uuid import UUID

import pytest
from django.db import connection
from django.db.models import QuerySet

from yarrow.config.families import Family
from yarrow.gate.facts.choice import Hope
from yarrow.gate.facts.who import Reach
from yarrow.gate.words import LongText
from yarrow.kernel.clock import FixedClock
from yarrow.rooms.models import Room, Standing
from yarrow.rooms.queries import lapsing_or_changed, rooms_held_by

WEEK = timedelta(days=7)
INDEXES = ("rooms_standing_look_again_on", "audit_by_event_and_moment")


def this_week(clock: FixedClock, among: QuerySet[Room] | None = None) -> set[UUID]:
    begins = clock.now() - timedelta(hours=clock.now().hour)
    return set(lapsing_or_changed(since=begins, until=clock.today() + WEEK, among=among))


@pytest.fixture
def quiet(family: Family, clock: FixedClock) -> Family:
    """Every room attested ten days ago, and nothing lapses within a month."""
    for name in ("harmed", "other", "child"):
        family.record(name, Hope(words=LongText("A quiet summer.")))
    Standing.objects.update(look_again_on=clock.today() + timedelta(days=40))
    clock.move_to(clock.now() + timedelta(days=10))
    return family


def test_what_neither_lapses_nor_changed_is_not_in_it(quiet: Family, clock: FixedClock) -> None:
    assert this_week(clock) == set()


def test_a_room_in_which_something_lapses_this_week_is_in_it(quiet: Family, clock: FixedClock) -> None:
    room = quiet.rooms["harmed"]
    for days, is_in in ((-1, False), (0, True), (7, True), (8, False)):
        Standing.objects.filter(room=room).update(look_again_on=clock.today() + timedelta(days=days))
        assert (this_week(clock) == {room.pk}) is is_in, days


def test_a_room_that_was_written_in_is_in_it_once(quiet: Family, clock: FixedClock) -> None:
    room = quiet.rooms["other"]
    safe = LongText("Mornings.")
    quiet.record("other", Reach(phone="01", when_safe=safe, who_may_answer=safe, confirmed_on=clock.today()))
    Standing.objects.filter(room=room).update(look_again_on=clock.today() + timedelta(days=2))

    found = list(lapsing_or_changed(since=clock.now() - WEEK, until=clock.today() + WEEK))

    assert found == [room.pk]


def test_a_worker_learns_of_their_own_rooms_only(quiet: Family, clock: FixedClock) -> None:
    for name in ("harmed", "other"):
        quiet.record(name, Hope(words=LongText("That it goes on so.")))
    worker = quiet.cast["harmed_worker"].worker

    assert this_week(clock, rooms_held_by(worker)) == {quiet.rooms["harmed"].pk}
    assert this_week(clock) >= {quiet.rooms["harmed"].pk, quiet.rooms["other"].pk}


def test_it_is_one_query_and_it_uses_both_indexes(
    quiet: Family, clock: FixedClock, django_assert_num_queries: Callable[[int], Any]
) -> None:
    since: datetime = clock.now() - WEEK
    with django_assert_num_queries(1):
        list(lapsing_or_changed(since=since, until=clock.today() + WEEK))

    plan = plan_of(lapsing_or_changed(since=since, until=clock.today() + WEEK))
    assert all(index in plan for index in INDEXES), plan


def plan_of(asked: QuerySet[Any, Any]) -> str:
    """How the database goes about it. So few rows it would rather read all: that is forbidden here."""
    sql, values = asked.query.sql_with_params()
    with connection.cursor() as cursor:
        if connection.vendor == "postgresql":
            cursor.execute("SET LOCAL enable_seqscan = off")
        cursor.execute(f"EXPLAIN {'QUERY PLAN ' if connection.vendor == 'sqlite' else ''}{sql}", values)
        return "\n".join(str(row) for row in cursor.fetchall())
