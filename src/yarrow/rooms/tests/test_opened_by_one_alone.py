"""Rooms that one person alone can open: seen, counted and refused before an act shuts them away."""

import pytest

from yarrow.cases.models import Case, NamedWorker
from yarrow.cases.terms import Closeness
from yarrow.config.families import Family
from yarrow.kernel.clock import FixedClock
from yarrow.kernel.decision import Refused
from yarrow.rooms.actions import keep_case_closely
from yarrow.rooms.facts import WhyClosely
from yarrow.rooms.models import Wrap
from yarrow.rooms.queries import (
    openers_in,
    rooms_a_freeze_shuts,
    rooms_only_theirs,
    rooms_only_with,
    rooms_without_holder,
)
from yarrow.staff.actions import freeze
from yarrow.staff.models import Worker


@pytest.fixture
def alone(family: Family) -> Worker:
    """The child's worker, who alone can open the child's room."""
    worker = family.cast.worker("child_worker")
    Wrap.objects.filter(version__room=family.rooms["child"]).exclude(holder=worker).delete()
    return worker


def closely(family: Family, clock: FixedClock, *, named: list[str], may_shut_rooms: bool) -> Refused | None:
    supervisor = family.cast["supervisor"]
    return keep_case_closely(
        case=family.case,
        named=[family.cast.worker(part) for part in named],
        why=WhyClosely.POLICE,
        by=supervisor.worker,
        keyring=supervisor.keyring,
        clock=clock,
        may_shut_rooms=may_shut_rooms,
    )


def test_a_list_on_which_nobody_opens_a_room_is_refused_and_changes_nothing(
    family: Family, alone: Worker, clock: FixedClock
) -> None:
    said = closely(family, clock, named=["lead", "signing_supervisor"], may_shut_rooms=False)

    assert isinstance(said, Refused)
    assert [reason.code for reason in said.reasons] == ["SHUTS_ROOMS"]
    assert Case.objects.get(pk=family.case.pk).closeness == Closeness.ORDINARY
    assert not NamedWorker.objects.exists()
    assert Wrap.objects.filter(holder=alone).exists()


def test_with_whoever_holds_it_on_the_list_or_said_to_be_meant_it_is_closed(
    family: Family, alone: Worker, clock: FixedClock
) -> None:
    named = ["lead", "signing_supervisor"]
    assert closely(family, clock, named=[*named, "child_worker"], may_shut_rooms=False) is None
    assert Wrap.objects.filter(holder=alone).exists()


def test_meant_it_shuts_the_room_and_the_room_is_listed(
    family: Family, alone: Worker, clock: FixedClock
) -> None:
    assert closely(family, clock, named=["lead", "signing_supervisor"], may_shut_rooms=True) is None
    assert list(rooms_without_holder()) == [family.rooms["child"]]
    assert not rooms_a_freeze_shuts().exists()


def test_two_who_go_together_are_counted_together(family: Family) -> None:
    both = [family.cast.worker("lead"), family.cast.worker("child_worker")]
    child = family.rooms["child"]
    Wrap.objects.filter(version__room=child).exclude(holder__in=both).delete()
    assert set(Wrap.objects.filter(version__room=child).values_list("holder", flat=True)) == {
        each.pk for each in both
    }
    assert not any(rooms_only_with(each).filter(pk=child.pk).exists() for each in both)
    assert rooms_only_with(*both).filter(pk=child.pk).exists()


def test_a_frozen_colleague_opens_nothing(family: Family, clock: FixedClock) -> None:
    lead, worker, child = (
        family.cast.worker("lead"),
        family.cast.worker("child_worker"),
        family.rooms["child"],
    )
    Wrap.objects.filter(version__room=child).exclude(holder__in=[lead, worker]).delete()
    assert openers_in(family.case)[child.pk] == 2

    freeze(worker=lead, by=family.cast.worker("manager"), clock=clock)

    assert openers_in(family.case)[child.pk] == 1
    assert child in rooms_only_theirs(family.case, worker)
    freeze(worker=worker, by=family.cast.worker("manager"), clock=clock)
    assert child.pk not in openers_in(family.case)
    assert list(rooms_a_freeze_shuts()) == list(rooms_without_holder())
    assert child in rooms_a_freeze_shuts()


def test_a_key_to_an_older_version_opens_nothing_new(family: Family, alone: Worker) -> None:
    child = family.rooms["child"]
    newest = child.versions.latest("number")
    child.versions.create(
        number=newest.number + 1, public=b"p", private_sealed=b"s", recovery_wrap=b"w", made_on=newest.made_on
    )
    assert child in rooms_without_holder()
    assert child.pk not in openers_in(family.case)
