"""A case moves on only when every room says so in this stage; nobody hears which does not (E4, E7, E8)."""

from datetime import date, timedelta

import pytest

from yarrow.audit.queries import latest
from yarrow.audit.terms import Event
from yarrow.cases.models import Case
from yarrow.cases.terms import Stage
from yarrow.config.families import Family
from yarrow.gate.facts.change import Escalation
from yarrow.gate.facts.choice import Hope
from yarrow.gate.standing import RoomAnswer
from yarrow.gate.words import LongText
from yarrow.kernel.clock import FixedClock
from yarrow.kernel.errors import NotThere
from yarrow.meetings.actions.process import NOT_YET, STAGE_IS_ANOTHER
from yarrow.rooms.actions import drop_note, open_room, quarantine_unchecked
from yarrow.rooms.models import Entry, Standing
from yarrow.rooms.queries import every_room_moves_on, room_moves_on
from yarrow.rooms.terms import RoomKind
from yarrow.sealing.keys import sign

from .conftest import risk_looked_at, sent_out_of
from .stages import PEOPLE, answer, moved, record_in, refused_text, say_again, stage

DAY = date(2026, 3, 10)


@pytest.fixture
def ready(family: Family) -> Family:
    """Every room says that the case may move on, so that each test below can lose something."""
    record_in(family, *PEOPLE)
    assert answer(family) is RoomAnswer.STANDS
    return family


# --- who may not ---


@pytest.mark.parametrize(
    "part",
    [
        "harmed_worker",
        "other_worker",
        "specialist",
        "signing_supervisor",
        "outsider",
        "excluded",
        "ex_worker",
    ],
)
def test_for_nobody_but_lead_and_supervisor_there_is_nothing_to_move(ready: Family, part: str) -> None:
    with pytest.raises(NotThere):
        moved(ready, by=part)
    assert stage(ready) == Stage.FIRST_CALLS


@pytest.mark.parametrize("room", [*PEOPLE, "team"])
def test_a_lead_who_is_not_inside_every_room_does_not_hear_the_answer(
    ready: Family, room: str, clock: FixedClock
) -> None:
    sent_out_of(ready, clock, room)
    say_again(ready, *PEOPLE)

    with pytest.raises(NotThere):
        moved(ready, by="lead")
    assert stage(ready) == Stage.FIRST_CALLS


# --- what refuses ---


@pytest.mark.parametrize("lacking", PEOPLE)
@pytest.mark.parametrize("by", ["supervisor", "lead"])
def test_one_room_lacks_and_the_refusal_does_not_say_which(family: Family, lacking: str, by: str) -> None:
    record_in(family, *(part for part in PEOPLE if part != lacking))

    assert refused_text(moved(family, by=by)) == NOT_YET
    assert stage(family) == Stage.FIRST_CALLS
    assert latest(family.case.pk, Event.STAGE_MOVED) is None


@pytest.mark.parametrize("part", PEOPLE)
def test_a_change_in_one_room_holds_the_case(ready: Family, part: str) -> None:
    ready.record(part, Escalation())

    assert refused_text(moved(ready)) == NOT_YET


@pytest.mark.parametrize("part", PEOPLE)
def test_a_note_that_nobody_has_read_is_not_known(ready: Family, part: str) -> None:
    sender = ready.cast["specialist"]
    drop_note(
        room=ready.rooms[part],
        fact=Hope(words=LongText("A quiet week.")),
        by=sender.worker,
        keyring=sender.keyring,
        clock=ready.clock,
    )

    assert answer(ready) is RoomAnswer.UNKNOWN
    assert refused_text(moved(ready)) == NOT_YET


def test_what_was_taken_out_waits_for_somebody_inside_to_say_it_again(ready: Family) -> None:
    entry = Entry.objects.filter(room=ready.rooms["harmed"]).latest("number")
    member = ready.holder("harmed")
    quarantine_unchecked(room=ready.rooms["harmed"], entry=entry.pk, by=member.worker, clock=ready.clock)
    assert answer(ready) is RoomAnswer.UNKNOWN

    say_again(ready, "harmed")

    assert answer(ready) is RoomAnswer.DOES_NOT


def test_a_room_opened_since_is_asked_too(ready: Family, clock: FixedClock) -> None:
    supervisor = ready.cast.worker("supervisor")
    open_room(case=ready.case, kind=RoomKind.PERSON, holders=[supervisor], by=supervisor, clock=clock)

    assert answer(ready) is RoomAnswer.UNKNOWN
    assert refused_text(moved(ready)) == NOT_YET


def test_without_any_person_s_room_it_is_not_known(ready: Family, clock: FixedClock) -> None:
    bare = Case.objects.create(reference=4000, pathway="restorative_justice", setting="family", opened_on=DAY)

    assert every_room_moves_on(bare, clock.today()) is RoomAnswer.UNKNOWN


def test_a_forged_a_moved_and_a_put_back_standing_are_not_known(family: Family) -> None:
    record_in(family, "other", "child")
    lacking, good = family.rooms["harmed"], family.rooms["child"]
    mine, theirs = Standing.objects.get(room=good), Standing.objects.get(room=lacking)

    stranger = family.cast["outsider"]
    forged = sign(stranger.keyring.signing_private, bytes(mine.blob))
    for blob, signature, holder in (
        (mine.blob, theirs.signature, theirs.holder_id),
        (mine.blob, mine.signature, mine.holder_id),
        (mine.blob, forged, stranger.worker.pk),
    ):
        Standing.objects.filter(room=lacking).update(blob=blob, signature=signature, holder=holder)
        assert answer(family) is RoomAnswer.UNKNOWN
        assert refused_text(moved(family)) == NOT_YET

    Standing.objects.filter(room=lacking).update(
        blob=theirs.blob, signature=theirs.signature, holder=theirs.holder
    )
    record_in(family, "harmed")
    family.record("harmed", Escalation())
    row = Standing.objects.get(room=lacking)
    Standing.objects.filter(room=lacking).update(blob=theirs.blob, signature=theirs.signature)
    assert answer(family) is RoomAnswer.UNKNOWN
    assert row.pk == Standing.objects.get(room=lacking).pk


# --- the stage in which it was said ---


def test_what_was_said_in_the_stage_before_says_nothing_of_this_one(ready: Family) -> None:
    assert moved(ready) is None
    assert stage(ready) == Stage.PREPARING

    assert answer(ready) is RoomAnswer.UNKNOWN
    assert refused_text(moved(ready, Stage.AFTER_CARE)) == NOT_YET
    assert stage(ready) == Stage.PREPARING


def test_said_again_it_counts_only_with_risk_looked_at_in_the_new_stage(
    ready: Family, clock: FixedClock
) -> None:
    clock.moment += timedelta(days=1)
    assert moved(ready) is None
    say_again(ready, *PEOPLE)
    assert answer(ready) is RoomAnswer.DOES_NOT

    for part in PEOPLE:
        assert refused_text(moved(ready, Stage.AFTER_CARE)) == NOT_YET
        ready.record(part, risk_looked_at(clock.today()))

    assert moved(ready, Stage.AFTER_CARE) is None
    assert stage(ready) == Stage.AFTER_CARE


def test_all_but_one_said_it_again_is_not_all(ready: Family) -> None:
    assert moved(ready) is None
    say_again(ready, "harmed", "other")

    assert answer(ready) is RoomAnswer.UNKNOWN
    say_again(ready, "child")
    assert answer(ready) is RoomAnswer.STANDS


def test_time_alone_ends_a_yes(ready: Family, clock: FixedClock) -> None:
    clock.moment += timedelta(days=31)

    assert refused_text(moved(ready)) == NOT_YET


def test_a_page_that_a_colleague_overtook_moves_nothing(ready: Family) -> None:
    assert moved(ready) is None
    say_again(ready, *PEOPLE)

    assert refused_text(moved(ready, Stage.PREPARING)) == STAGE_IS_ANOTHER
    for onto in (Stage.FIRST_CALLS, Stage.PROCESS_ENDED, Stage.CLOSED):
        assert refused_text(moved(ready, onto)) == STAGE_IS_ANOTHER
    assert stage(ready) == Stage.PREPARING


# --- what moves ---


@pytest.mark.parametrize("by", ["supervisor", "lead"])
def test_when_every_room_says_so_it_moves_and_leaves_a_row(ready: Family, by: str) -> None:
    assert moved(ready, by=by) is None

    event = latest(ready.case.pk, Event.STAGE_MOVED)
    assert event is not None
    assert event.actor == ready.cast.worker(by).pk
    assert stage(ready) == Stage.PREPARING


def test_a_room_says_for_itself_what_it_answers(ready: Family) -> None:
    ready.record("child", Escalation())
    today = ready.clock.today()

    assert room_moves_on(ready.rooms["child"], today) is RoomAnswer.DOES_NOT
    assert room_moves_on(ready.rooms["harmed"], today) is RoomAnswer.STANDS
    assert room_moves_on(ready.rooms["team"], today) is RoomAnswer.UNKNOWN
