from datetime import timedelta
from io import StringIO
from pathlib import Path

import pytest
from django.core.management import CommandError, call_command
from pytest_django import Settings

from yarrow.audit.models import DailyHead
from yarrow.cases.actions import leave_for_visit
from yarrow.cases.lone_working import VisitWords
from yarrow.cases.models import Case
from yarrow.cases.terms import Pathway, Setting, Stage
from yarrow.config.cast import Cast, enrol_cast
from yarrow.config.demo.building import build_demo
from yarrow.config.families import Family
from yarrow.config.management.commands.tick import tick
from yarrow.config.serving import THREADS
from yarrow.kernel.clock import FixedClock
from yarrow.kernel.ids import new_id
from yarrow.meetings.models import Plan, Sitting
from yarrow.meetings.queries import constant_line
from yarrow.meetings.terms import SittingEnd
from yarrow.rooms.models import PublicDraft
from yarrow.staff.models import Service
from yarrow.staff.passphrases.stretching import OF_ONE_PROCESS
from yarrow.staff.queries import the_service
from yarrow.staff.terms import Kind


@pytest.mark.parametrize("kind", [Kind.DEMO, Kind.TEST])
def test_serving_a_database_with_known_passphrases_is_refused(cast: Cast, kind: Kind) -> None:
    Service.objects.update(kind=kind)
    with pytest.raises(CommandError, match="demonstration or a test"):
        call_command("serve")


def test_the_cast_is_enrolled_in_no_real_service(db: None, cast: Cast, clock: FixedClock) -> None:
    Service.objects.update(kind=Kind.REAL, recovery_sealed=b"")
    with pytest.raises(PermissionError):
        enrol_cast(clock=clock)


def test_the_demo_command_leaves_another_kind_of_database_alone(cast: Cast) -> None:
    with pytest.raises(CommandError, match="Nothing was changed"):
        call_command("demo", build_only=True, stdout=StringIO())
    assert the_service().kind == Kind.TEST


def test_the_example_service_has_families_at_every_point_of_the_way(
    db: None, clock: FixedClock, settings: Settings, tmp_path: Path
) -> None:
    settings.PEPPER_FILE = tmp_path / "pepper"
    build_demo(clock=clock)
    assert the_service().kind == Kind.DEMO
    assert Case.objects.count() == 18
    told = [list(Case.objects.values_list(word, flat=True)) for word in ("pathway", "setting", "stage")]
    assert [set(words) for words in told[:2]] == [set(Pathway.values), set(Setting.values)]
    assert set(told[2]) == {Stage.FIRST_CALLS, Stage.PREPARING, Stage.AFTER_CARE, Stage.PROCESS_ENDED}
    lines = [constant_line(plan, clock.now()) for plan in Plan.objects.all()]
    assert len([line for line in lines if line is not None]) == 1
    assert Sitting.objects.filter(how=SittingEnd.ENDED).count() == 2


def test_the_tick_signs_yesterdays_head_once(family: Family, clock: FixedClock) -> None:
    for _run in range(2):
        tick(clock=clock)
    assert DailyHead.objects.count() == 1


def test_the_tick_counts_rooms_to_look_at_again(family: Family, clock: FixedClock) -> None:
    from yarrow.config import ready

    family.record("harmed", ready.reach(clock.today()))
    assert tick(clock=clock)["rooms to look at again"] == 0
    clock.move_to(clock.now() + timedelta(days=45))
    assert tick(clock=clock)["rooms to look at again"] == 1


def test_the_tick_counts_who_is_late_from_a_visit_and_names_nobody(family: Family, clock: FixedClock) -> None:
    leave_for_visit(
        back_by=clock.now() + timedelta(hours=1),
        words=VisitWords("14 Orchard Row", "01632 960777"),
        case=None,
        by=family.cast.worker("lead"),
        clock=clock,
    )
    assert tick(clock=clock)["workers not back from a visit"] == 0

    clock.move_to(clock.now() + timedelta(hours=2))

    assert tick(clock=clock)["workers not back from a visit"] == 1


def test_night_on_which_one_part_fails_does_the_rest_and_ends_with_an_error(
    family: Family, clock: FixedClock, settings: Settings, tmp_path: Path, caplog: pytest.LogCaptureFixture
) -> None:
    """Without its pepper the service cannot sign; everything else needs no key."""
    settings.YARROW_CLOCK = lambda: clock
    PublicDraft.objects.create(id=new_id(), blob=b"", saved_at=clock.now() - timedelta(days=1))
    settings.PEPPER_FILE = tmp_path / "gone"
    said = StringIO()

    with pytest.raises(CommandError, match=r"daily heads signed \(\w+\)"):
        call_command("tick", stdout=said)

    assert "forms cleared: 1" in said.getvalue()
    assert "workers not back from a visit: 0" in said.getvalue()
    assert "daily heads signed" not in said.getvalue()
    assert "daily heads signed: " in caplog.text
    assert str(tmp_path) not in caplog.text
    assert not DailyHead.objects.exists()
    assert not PublicDraft.objects.exists()


def test_night_on_which_all_is_well_says_numbers_alone(
    family: Family, clock: FixedClock, settings: Settings
) -> None:
    settings.YARROW_CLOCK = lambda: clock
    said = StringIO()

    call_command("tick", stdout=said)

    assert "daily heads signed: 1" in said.getvalue()
    assert DailyHead.objects.count() == 1


def test_a_process_has_threads_for_pages_beside_those_that_wait_at_the_door() -> None:
    assert OF_ONE_PROCESS + 4 <= THREADS
