from datetime import date

import pytest

from yarrow.cases.queries import latest_stop
from yarrow.config.families import Family
from yarrow.gate.facts.change import Separation, SeparationState
from yarrow.gate.facts.choice import Hope, Statement, Wish, WishAbout
from yarrow.gate.facts.harm import Harm, Incident, Part
from yarrow.gate.facts.risk import Level, RiskAssessed
from yarrow.gate.facts.team import OwnChoiceNotice, SharedAccount, TriggerNotice
from yarrow.gate.words import Answer, LongText
from yarrow.kernel.clock import FixedClock
from yarrow.kernel.decision import Refused
from yarrow.kernel.errors import NotThere
from yarrow.kernel.ids import new_id
from yarrow.rooms import queries
from yarrow.rooms.actions import (
    correct_entry,
    drop_from_outside,
    drop_note,
    open_drops,
    open_room,
    quarantine_unchecked,
    seal_entry,
)
from yarrow.rooms.facts import BroughtBy, ReferralReceived
from yarrow.rooms.models import Drop, Entry
from yarrow.rooms.terms import RoomKind
from yarrow.sealing.errors import CannotOpen

WORDS = LongText("She would like the garden gate mended first.")
HOPE = Hope(words=WORDS)


def low(day: date) -> RiskAssessed:
    return RiskAssessed(level=Level.LOW, own_view=WORDS, reasons=WORDS, review_on=day)


def test_a_fact_with_a_contradiction_is_refused_at_its_field(family: Family, clock: FixedClock) -> None:
    wrong = RiskAssessed(
        level=Level.LOW,
        instrument_level=Level.HIGH,
        own_view=WORDS,
        reasons=WORDS,
        review_on=date(2026, 4, 1),
    )
    member = family.holder("harmed")
    before = Entry.objects.count()
    answer = seal_entry(
        room=family.rooms["harmed"], fact=wrong, by=member.worker, keyring=member.keyring, clock=clock
    )
    assert isinstance(answer, Refused)
    assert [reason.field for reason in answer.reasons] == ["level"]
    assert Entry.objects.count() == before


def test_a_fact_in_the_wrong_room_is_refused(family: Family, clock: FixedClock) -> None:
    member = family.holder("harmed")
    answer = seal_entry(
        room=family.rooms["harmed"],
        fact=SharedAccount(value=Answer.YES),
        by=member.worker,
        keyring=member.keyring,
        clock=clock,
    )
    assert isinstance(answer, Refused)


def test_the_same_form_posted_twice_is_recorded_once(family: Family, clock: FixedClock) -> None:
    member, room, once = family.holder("harmed"), family.rooms["harmed"], new_id()
    for _press in range(2):
        seal_entry(
            room=room,
            fact=HOPE,
            by=member.worker,
            keyring=member.keyring,
            clock=clock,
            entry_id=once,
        )
    assert [read.fact for read in queries.entries_in(room, member.keyring)].count(HOPE) == 1


def test_a_correction_stands_where_its_original_stood(family: Family, clock: FixedClock) -> None:
    """An assessment corrected today must not become later than the incident after it."""
    member, room = family.holder("harmed"), family.rooms["harmed"]
    assessed, _incident = family.record(
        "harmed", low(date(2026, 4, 1)), Incident(part=Part.WAS_HARMED, form=Harm.PHYSICAL)
    )
    better = low(date(2026, 4, 2))
    correct_entry(
        room=room,
        entry=assessed.pk,
        fact=better,
        by=member.worker,
        keyring=member.keyring,
        clock=clock,
    )
    counted = queries.recorded_in(room, member.keyring)
    assert [type(each.fact) for each in counted][-2:] == [RiskAssessed, Incident]
    assert counted[-2].fact == better


def test_a_correction_of_another_kind_or_of_another_room_is_refused(
    family: Family, clock: FixedClock
) -> None:
    member, room = family.holder("harmed"), family.rooms["harmed"]
    hope = family.record("harmed", HOPE)[0]
    elsewhere = family.record("other", HOPE)[0]
    statement = Statement(source="She", words=WORDS)
    assert isinstance(
        correct_entry(
            room=room,
            entry=hope.pk,
            fact=statement,
            by=member.worker,
            keyring=member.keyring,
            clock=clock,
        ),
        Refused,
    )
    with pytest.raises(NotThere):
        correct_entry(
            room=room,
            entry=elsewhere.pk,
            fact=HOPE,
            by=member.worker,
            keyring=member.keyring,
            clock=clock,
        )


def test_a_quarantined_entry_counts_no_more_and_is_still_kept(family: Family, clock: FixedClock) -> None:
    member, room = family.holder("harmed"), family.rooms["harmed"]
    hope = family.record("harmed", HOPE)[0]
    quarantine_unchecked(room=room, entry=hope.pk, by=member.worker, clock=clock)
    assert HOPE not in [each.fact for each in queries.recorded_in(room, member.keyring)]
    assert Entry.objects.filter(pk=hope.pk).exists()


def test_a_trigger_leaves_a_notice_that_does_not_say_what(family: Family, clock: FixedClock) -> None:
    family.record("other", Incident(part=Part.CAUSED_IT, form=Harm.PHYSICAL, words=WORDS))
    team, member = family.rooms["team"], family.holder("team")
    assert queries.unopened_drops(team).count() == 1
    open_drops(room=team, by=member.worker, keyring=member.keyring, clock=clock)
    facts = [each.fact for each in queries.recorded_in(team, member.keyring)]
    assert facts == [TriggerNotice(abuse_said=Answer.NO)]


def test_the_harmed_persons_wish_is_told_to_the_team_without_words(family: Family, clock: FixedClock) -> None:
    for part in ("harmed", "other"):
        family.record(part, Wish(about=WishAbout.CONTACT, for_joint_work=Answer.YES, words=WORDS))
    team, member = family.rooms["team"], family.holder("team")
    open_drops(room=team, by=member.worker, keyring=member.keyring, clock=clock)
    assert [each.fact for each in queries.recorded_in(team, member.keyring)] == [OwnChoiceNotice()]


def test_an_incident_stops_joint_work_in_the_same_moment(family: Family, clock: FixedClock) -> None:
    family.record("harmed", Incident(part=Part.WAS_HARMED, form=Harm.THREAT))
    stop = latest_stop(family.case)
    assert stop is not None
    assert stop.line_from == clock.now()
    assert stop.say_nothing_before > clock.now()


def test_a_parting_confided_shows_its_line_only_later(family: Family, clock: FixedClock) -> None:
    family.record("harmed", Separation(state=SeparationState.PLANNED))
    stop = latest_stop(family.case)
    assert stop is not None
    assert stop.at == clock.now()
    assert stop.line_from is not None
    assert stop.line_from > clock.now()


@pytest.mark.parametrize("part", ["outsider", "excluded", "ex_worker", "researcher", "manager"])
def test_a_drop_by_who_has_no_duty_on_the_case_finds_no_room(
    family: Family, part: str, clock: FixedClock
) -> None:
    member = family.cast[part]
    with pytest.raises(NotThere):
        drop_note(
            room=family.rooms["harmed"],
            fact=HOPE,
            by=member.worker,
            keyring=member.keyring,
            clock=clock,
        )


def test_a_drop_whose_author_was_changed_stays_unopened(family: Family, clock: FixedClock) -> None:
    other, room = family.cast["other_worker"], family.rooms["harmed"]
    drop = drop_note(room=room, fact=HOPE, by=other.worker, keyring=other.keyring, clock=clock)
    Drop.objects.filter(pk=drop.pk).update(author=family.cast.worker("specialist"))
    member = family.holder("harmed")
    assert open_drops(room=room, by=member.worker, keyring=member.keyring, clock=clock) == 0
    assert queries.unopened_drops(room).count() == 1


def test_a_drop_stripped_of_its_author_stays_unopened(family: Family, clock: FixedClock) -> None:
    other, room = family.cast["other_worker"], family.rooms["harmed"]
    drop = drop_note(room=room, fact=HOPE, by=other.worker, keyring=other.keyring, clock=clock)
    Drop.objects.filter(pk=drop.pk).update(author=None, signature=b"")
    member = family.holder("harmed")
    assert open_drops(room=room, by=member.worker, keyring=member.keyring, clock=clock) == 0


def test_a_drop_moved_to_another_room_does_not_open(family: Family, clock: FixedClock) -> None:
    other = family.cast["other_worker"]
    drop = drop_note(
        room=family.rooms["harmed"],
        fact=HOPE,
        by=other.worker,
        keyring=other.keyring,
        clock=clock,
    )
    Drop.objects.filter(pk=drop.pk).update(room=family.rooms["other"])
    holder = family.holder("other")
    assert open_drops(room=family.rooms["other"], by=holder.worker, keyring=holder.keyring, clock=clock) == 0


def test_a_note_from_outside_is_taken_by_the_intake_room_only(family: Family, clock: FixedClock) -> None:
    referral = ReferralReceived(brought_by=BroughtBy.MYSELF, hoped_for=WORDS)
    with pytest.raises(ValueError, match="intake"):
        drop_from_outside(room=family.rooms["harmed"], fact=referral, clock=clock)
    intake = family.cast["intake"]
    room = open_room(
        case=None,
        kind=RoomKind.INTAKE,
        holders=[intake.worker, family.cast.worker("intake_two")],
        by=intake.worker,
        clock=clock,
    )
    drop_from_outside(room=room, fact=referral, clock=clock)
    assert open_drops(room=room, by=intake.worker, keyring=intake.keyring, clock=clock) == 1
    assert [read.fact for read in queries.entries_in(room, intake.keyring)] == [referral]


def test_an_entry_moved_changed_or_put_elsewhere_never_opens(family: Family) -> None:
    mine = family.record("harmed", HOPE)[0]
    second = family.record("harmed", Hope(words=LongText("Another.")))[0]
    keyring = family.holder("harmed").keyring
    for field, value in {
        "blob": bytes(second.blob),
        "room": family.rooms["team"],
        "version": 2,
    }.items():
        before = Entry.objects.values_list(field, flat=True).get(pk=mine.pk)
        number = {"number": 99} if field == "room" else {}
        Entry.objects.filter(pk=mine.pk).update(**{field: value}, **number)
        room = family.rooms["team"] if field == "room" else family.rooms["harmed"]
        with pytest.raises((CannotOpen, NotThere)):
            queries.entries_in(room, keyring)
        restore = {"room_id" if field == "room" else field: before, "number": mine.number}
        Entry.objects.filter(pk=mine.pk).update(**restore)
    assert queries.entries_in(family.rooms["harmed"], keyring)[-2].fact == HOPE


def test_entries_of_the_same_length_class_have_the_same_size(family: Family) -> None:
    short = family.record("harmed", Hope(words=LongText("Yes.")))[0]
    longer = family.record("harmed", Hope(words=LongText("No, " * 50)))[0]
    assert len(short.blob) == len(longer.blob)


def test_a_correction_taken_out_lets_its_original_count_again(family: Family, clock: FixedClock) -> None:
    """Otherwise the incident that was corrected would vanish with its correction."""
    member, room = family.holder("harmed"), family.rooms["harmed"]
    incident = Incident(part=Part.WAS_HARMED, form=Harm.PHYSICAL)
    original = family.record("harmed", incident)[0]
    better = correct_entry(
        room=room,
        entry=original.pk,
        fact=Incident(part=Part.WAS_HARMED, form=Harm.SEXUAL),
        by=member.worker,
        keyring=member.keyring,
        clock=clock,
    )
    assert isinstance(better, Entry)
    quarantine_unchecked(room=room, entry=better.pk, by=member.worker, clock=clock)
    assert queries.recorded_in(room, member.keyring)[-1].fact == incident
