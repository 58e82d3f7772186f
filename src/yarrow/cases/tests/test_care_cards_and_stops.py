from datetime import UTC, datetime, timedelta

import pytest

from yarrow.cases import queries
from yarrow.cases.actions import (
    note_stop,
    raise_care_card,
    reseal_for_newcomers,
    set_hour,
    stop_joint_work,
    withhold_care_card,
)
from yarrow.cases.care_cards import code_on
from yarrow.cases.models import CareCard, CareCardCopy, Stop
from yarrow.cases.rules import CONFIRMATION_PAUSE, times_of_stop
from yarrow.cases.terms import CareCode, Duty, StopKind
from yarrow.config.families import Family
from yarrow.config.strangers import bring_in
from yarrow.kernel.clock import FixedClock
from yarrow.kernel.decision import Refused
from yarrow.kernel.errors import NotThere
from yarrow.sealing.errors import CannotOpen
from yarrow.staff.models import RosterEntry

ON_THE_CASE = ["lead", "harmed_worker", "other_worker", "child_worker", "supervisor", "signing_supervisor"]

FULL_HOUR = datetime(2026, 3, 13, 10, 0, tzinfo=UTC)
"""The end of the pause of a stop made when the clock of the tests stands at 9:30."""


@pytest.fixture
def card(family: Family, clock: FixedClock) -> CareCard:
    by = family.cast.worker("other_worker")
    return raise_care_card(case=family.case, code=CareCode.NOT_ALONE, by=by, clock=clock)


def codes_seen_by(family: Family, part: str) -> list[CareCode]:
    member = family.cast[part]
    copies = queries.care_card_copies(member.worker, family.case)
    return [code_on(copy, member.keyring) for copy in copies]


@pytest.mark.parametrize("part", ["outsider", "excluded", "ex_worker", "researcher", "manager"])
def test_raising_a_card_by_who_is_not_on_the_case_finds_nothing(
    family: Family, clock: FixedClock, part: str
) -> None:
    with pytest.raises(NotThere):
        raise_care_card(case=family.case, code=CareCode.DANGER_NOW, by=family.cast.worker(part), clock=clock)


@pytest.mark.parametrize("part", ON_THE_CASE)
def test_a_card_is_seen_at_once_by_everyone_on_the_case(family: Family, card: CareCard, part: str) -> None:
    assert codes_seen_by(family, part) == [CareCode.NOT_ALONE]


def test_a_card_says_nothing_of_who_raised_it(card: CareCard) -> None:
    assert {field.name for field in CareCard._meta.get_fields()} == {
        "id",
        "case",
        "raised_on",
        "copies",
        "withheld",
    }


def test_a_copy_given_to_another_worker_does_not_open(family: Family, card: CareCard) -> None:
    mine = CareCardCopy.objects.get(card=card, worker=family.cast.worker("lead"))
    with pytest.raises(CannotOpen):
        code_on(mine, family.cast.keyring("other_worker"))


def test_one_key_that_cannot_be_believed_keeps_the_warning_from_nobody_else(
    family: Family, clock: FixedClock
) -> None:
    RosterEntry.objects.filter(worker=family.cast.worker("child_worker")).update(signature=b"\0" * 64)
    by = family.cast.worker("harmed_worker")
    raise_care_card(case=family.case, code=CareCode.DANGER_NOW, by=by, clock=clock)
    assert codes_seen_by(family, "lead") == [CareCode.DANGER_NOW]
    assert not CareCardCopy.objects.filter(worker=family.cast.worker("child_worker")).exists()


def test_a_newcomer_is_given_the_cards_by_a_colleague(
    family: Family, card: CareCard, clock: FixedClock
) -> None:
    newcomer, lead = family.cast.worker("outsider"), family.cast["lead"]
    bring_in(case=family.case, worker=newcomer, duty=Duty.PRACTITIONER, by=lead.worker, clock=clock)
    assert codes_seen_by(family, "outsider") == []
    assert reseal_for_newcomers(case=family.case, by=lead.worker, keyring=lead.keyring) == 1
    assert codes_seen_by(family, "outsider") == [CareCode.NOT_ALONE]
    assert reseal_for_newcomers(case=family.case, by=lead.worker, keyring=lead.keyring) == 0


@pytest.mark.parametrize("what", [b"\0" * 80, b""])
def test_a_copy_that_does_not_open_keeps_the_other_cards_from_nobody(
    family: Family, card: CareCard, clock: FixedClock, what: bytes
) -> None:
    newcomer, lead = family.cast.worker("outsider"), family.cast["lead"]
    raise_care_card(case=family.case, code=CareCode.THREAT_TO_STAFF, by=lead.worker, clock=clock)
    CareCardCopy.objects.filter(card=card, worker=lead.worker).update(blob=what)
    bring_in(case=family.case, worker=newcomer, duty=Duty.PRACTITIONER, by=lead.worker, clock=clock)
    assert reseal_for_newcomers(case=family.case, by=lead.worker, keyring=lead.keyring) == 1
    assert codes_seen_by(family, "outsider") == [CareCode.THREAT_TO_STAFF]


def test_a_card_is_withheld_by_the_case_supervisor_only(
    family: Family, card: CareCard, clock: FixedClock
) -> None:
    worker = family.cast.worker("other_worker")
    for part in ("lead", "harmed_worker", "signing_supervisor", "outsider"):
        with pytest.raises(NotThere):
            withhold_care_card(card=card, worker=worker, by=family.cast.worker(part), clock=clock)
    withhold_care_card(card=card, worker=worker, by=family.cast.worker("supervisor"), clock=clock)
    assert codes_seen_by(family, "other_worker") == []
    assert codes_seen_by(family, "lead") == [CareCode.NOT_ALONE]


@pytest.mark.parametrize("part", ["outsider", "excluded", "researcher", "manager"])
def test_stopping_by_who_is_not_on_the_case_finds_nothing(
    family: Family, clock: FixedClock, part: str
) -> None:
    with pytest.raises(NotThere):
        stop_joint_work(case=family.case, by=family.cast.worker(part), clock=clock)


@pytest.mark.parametrize("part", ON_THE_CASE)
def test_anyone_on_the_case_stops_without_a_reason(family: Family, clock: FixedClock, part: str) -> None:
    stop = stop_joint_work(case=family.case, by=family.cast.worker(part), clock=clock)
    assert (stop.at, stop.line_from) == (clock.now(), clock.now())
    assert stop.say_nothing_before == FULL_HOUR


def test_a_stop_says_neither_who_nor_where_nor_why() -> None:
    names = {field.name for field in Stop._meta.get_fields()}
    assert names == {"id", "case", "at", "line_from", "say_nothing_before"}


def test_how_each_kind_of_stop_shows(clock: FixedClock) -> None:
    at = clock.now()
    shown = {kind: times_of_stop(at=at, kind=kind).line_from for kind in StopKind}
    assert shown == {StopKind.OPEN: at, StopKind.CONFIDED: FULL_HOUR, StopKind.SILENT: None}


def test_a_pause_that_ends_on_the_hour_is_not_made_longer() -> None:
    at = datetime(2026, 3, 10, 9, 0, tzinfo=UTC)
    assert times_of_stop(at=at, kind=StopKind.OPEN).say_nothing_before == at + CONFIRMATION_PAUSE


@pytest.mark.parametrize("kind", [StopKind.OPEN, StopKind.CONFIDED])
def test_a_further_stop_does_not_move_the_hour_on_the_line(
    family: Family, clock: FixedClock, kind: StopKind
) -> None:
    lead = family.cast.worker("lead")
    first = stop_joint_work(case=family.case, by=lead, clock=clock)
    clock.move_to(clock.now() + timedelta(hours=3, minutes=7))
    second = note_stop(case=family.case, by=lead, clock=clock, kind=kind)
    assert second.say_nothing_before == first.say_nothing_before
    expected = first.line_from if kind is StopKind.OPEN else datetime(2026, 3, 13, 13, 0, tzinfo=UTC)
    assert second.line_from == expected


def test_a_later_stop_never_brings_forward_an_hour_that_was_agreed(family: Family, clock: FixedClock) -> None:
    lead, agreed = family.cast.worker("lead"), clock.now() + timedelta(days=10)
    first = stop_joint_work(case=family.case, by=lead, clock=clock)
    set_hour(stop=first, hour=agreed, by=lead, clock=clock)
    clock.move_to(clock.now() + timedelta(days=1))
    later = stop_joint_work(case=family.case, by=family.cast.worker("other_worker"), clock=clock)
    assert later.say_nothing_before == agreed


def test_an_hour_that_has_passed_is_not_taken_over(family: Family, clock: FixedClock) -> None:
    lead = family.cast.worker("lead")
    first = stop_joint_work(case=family.case, by=lead, clock=clock)
    clock.move_to(first.say_nothing_before)
    again = stop_joint_work(case=family.case, by=lead, clock=clock)
    assert again.say_nothing_before == clock.now() + CONFIRMATION_PAUSE
    assert again.line_from == clock.now()


@pytest.mark.parametrize("kind", [StopKind.CONFIDED, StopKind.SILENT])
def test_an_open_line_says_nothing_of_a_stop_that_does_not_show_yet(
    family: Family, clock: FixedClock, kind: StopKind
) -> None:
    note_stop(case=family.case, by=family.cast.worker("harmed_worker"), clock=clock, kind=kind)
    clock.move_to(clock.now() + timedelta(hours=20))
    open_stop = stop_joint_work(case=family.case, by=family.cast.worker("other_worker"), clock=clock)
    alone = times_of_stop(at=clock.now(), kind=StopKind.OPEN)
    assert (open_stop.line_from, open_stop.say_nothing_before) == (alone.line_from, alone.say_nothing_before)


def test_an_hour_is_set_for_every_stop_that_still_waits_for_one(family: Family, clock: FixedClock) -> None:
    lead = family.cast.worker("lead")
    kinds = (StopKind.OPEN, StopKind.CONFIDED, StopKind.SILENT)
    stops = [note_stop(case=family.case, by=lead, clock=clock, kind=kind) for kind in kinds]
    hour = clock.now() + timedelta(days=5)
    set_hour(stop=stops[0], hour=hour, by=lead, clock=clock)
    told = [Stop.objects.get(pk=stop.pk).say_nothing_before for stop in stops]
    assert told == [hour, hour, FULL_HOUR]


def test_an_hour_in_the_past_is_refused(family: Family, clock: FixedClock) -> None:
    lead = family.cast.worker("lead")
    stop = stop_joint_work(case=family.case, by=lead, clock=clock)
    answer = set_hour(stop=stop, hour=clock.now() - timedelta(minutes=1), by=lead, clock=clock)
    assert isinstance(answer, Refused)


def test_an_hour_that_is_set_never_shows_the_line_later(family: Family, clock: FixedClock) -> None:
    lead, hour = family.cast.worker("lead"), clock.now() + timedelta(hours=5)
    stop = stop_joint_work(case=family.case, by=lead, clock=clock)
    changed = set_hour(stop=stop, hour=hour, by=lead, clock=clock)
    assert isinstance(changed, Stop)
    assert (changed.line_from, changed.say_nothing_before) == (clock.now(), hour)


def test_a_silent_stop_never_gets_a_line(family: Family, clock: FixedClock) -> None:
    lead = family.cast.worker("lead")
    stop = note_stop(case=family.case, by=lead, clock=clock, kind=StopKind.SILENT)
    assert queries.latest_stop_to_tell(family.case) is None
    changed = set_hour(stop=stop, hour=clock.now() + timedelta(hours=5), by=lead, clock=clock)
    assert isinstance(changed, Stop)
    assert changed.line_from is None
