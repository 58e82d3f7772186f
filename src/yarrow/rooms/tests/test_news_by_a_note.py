"""What comes by a note counts like what is typed, and no later than it came."""

from datetime import timedelta

import pytest

from yarrow.cases.actions import end_allocation
from yarrow.cases.models import Stop
from yarrow.cases.queries import latest_stop
from yarrow.config.families import Family
from yarrow.gate.facts import Fact
from yarrow.gate.facts.change import Separation, SeparationState
from yarrow.gate.facts.choice import CoercionScreen, Consent, ConsentValue, Hope, Wish, WishAbout
from yarrow.gate.facts.harm import Harm, Incident, Part
from yarrow.gate.facts.risk import ScreenResult, Specialist, SpecialistView, View, ViewOf
from yarrow.gate.facts.team import OwnChoiceNotice, TriggerNotice
from yarrow.gate.facts.who import HowKnown, Role, RoleInHarm
from yarrow.gate.forms import Form
from yarrow.gate.topics import Topic
from yarrow.gate.words import Answer, LongText
from yarrow.kernel.clock import FixedClock
from yarrow.kernel.decision import Refused
from yarrow.rooms import queries
from yarrow.rooms.actions import correct_entry, drop_note, open_drops, seal_entry
from yarrow.rooms.envelope import Envelope
from yarrow.rooms.facts import SharedWords
from yarrow.rooms.models import Drop, Entry

NEWS = Incident(part=Part.WAS_HARMED, form=Harm.THREAT)
VIEW = SpecialistView(by=Specialist.IDVA, view=View.SUPPORTS, about=ViewOf.THIS_PERSON)
HOPE = Hope(words=LongText("A gate that closes."))


def sent(family: Family, fact: Fact, *, into: str = "harmed", by: str = "specialist") -> Drop:
    sender = family.cast[by]
    return drop_note(
        room=family.rooms[into], fact=fact, by=sender.worker, keyring=sender.keyring, clock=family.clock
    )


def opened(family: Family, part: str = "harmed") -> int:
    member = family.holder(part)
    return open_drops(room=family.rooms[part], by=member.worker, keyring=member.keyring, clock=family.clock)


def facts_in(family: Family, part: str = "harmed") -> list[Fact]:
    recorded = queries.recorded_in(family.rooms[part], family.holder(part).keyring)
    assert [each.number for each in recorded] == list(range(1, len(recorded) + 1))
    return [each.fact for each in recorded]


def test_news_by_a_note_tells_the_team_and_stops_when_it_is_read(family: Family, clock: FixedClock) -> None:
    sent(family, NEWS)
    assert latest_stop(family.case) is None
    opened(family)
    stop = latest_stop(family.case)
    assert stop is not None
    assert stop.line_from == clock.now()
    notice = queries.unopened_drops(family.rooms["team"]).get()
    assert notice.author == family.holder("harmed").worker
    assert opened(family, "team") == 1
    assert [type(fact) for fact in facts_in(family, "team")] == [TriggerNotice]


def test_a_parting_confided_by_a_note_shows_its_line_only_later(family: Family, clock: FixedClock) -> None:
    sent(family, Separation(state=SeparationState.PLANNED))
    opened(family)
    stop = latest_stop(family.case)
    assert stop is not None
    assert stop.line_from is not None
    assert stop.line_from > clock.now()


def test_reading_the_notice_in_the_team_room_stops_nothing_again(family: Family, clock: FixedClock) -> None:
    sent(family, NEWS)
    opened(family)
    before = Stop.objects.count()
    clock.move_to(clock.now() + timedelta(minutes=5))
    opened(family, "team")
    assert Stop.objects.filter(line_from__isnull=False).count() == before


@pytest.mark.parametrize("way", ["typed", "by a note"])
def test_news_is_recorded_also_by_a_holder_whose_duty_has_ended(
    family: Family, clock: FixedClock, way: str
) -> None:
    worker, by = family.cast.worker("other_worker"), family.cast.worker("supervisor")
    if way == "by a note":
        sent(family, NEWS, into="other")
    end_allocation(case=family.case, worker=worker, by=by, clock=clock)
    if way == "typed":
        family.record("other", NEWS)
    else:
        assert opened(family, "other") == 1
    assert queries.unopened_drops(family.rooms["team"]).exists()
    assert latest_stop(family.case) is not None


def test_a_view_that_lay_unread_is_not_later_than_the_news(family: Family) -> None:
    sent(family, VIEW)
    family.record("harmed", NEWS)
    opened(family)
    assert facts_in(family)[-2:] == [VIEW, NEWS]


def test_a_view_sent_after_the_news_is_later_than_it(family: Family) -> None:
    family.record("harmed", NEWS)
    sent(family, VIEW)
    opened(family)
    assert facts_in(family)[-2:] == [NEWS, VIEW]


def test_any_other_note_counts_where_it_was_opened(family: Family) -> None:
    sent(family, NEWS)
    family.record("harmed", HOPE)
    opened(family)
    assert facts_in(family)[-2:] == [HOPE, NEWS]


def test_a_view_whose_place_was_changed_does_not_open(family: Family) -> None:
    drop = sent(family, VIEW)
    family.record("harmed", NEWS)
    Drop.objects.filter(pk=drop.pk).update(after=drop.after + 1)
    assert opened(family) == 0


def test_an_envelope_without_a_place_reads_as_none() -> None:
    old = b'{"fact": "{}", "corrects": null, "drop": null}'
    assert Envelope.from_bytes(old) == Envelope(fact=b"{}")
    assert Envelope.from_bytes(Envelope(fact=b"{}", after=7).to_bytes()).after == 7


@pytest.mark.parametrize(
    ("form", "notices"), [(Form.NO_SEND_LETTER, []), (Form.SHUTTLE, [OwnChoiceNotice()])]
)
def test_only_a_yes_to_joint_work_is_told_as_her_own_choice(
    family: Family, form: Form, notices: list[Fact]
) -> None:
    family.record("harmed", Consent(value=ConsentValue.GIVEN, forms=(form,), topics=(Topic.HARM,)))
    opened(family, "team")
    assert facts_in(family, "team") == notices


@pytest.mark.parametrize("wanted", [Answer.NO, Answer.UNKNOWN])
@pytest.mark.parametrize("about", [WishAbout.CONTACT, WishAbout.PROCESS, WishAbout.OTHER])
def test_a_wish_that_is_not_for_joint_work_is_not_told_as_her_own_choice(
    family: Family, about: WishAbout, wanted: Answer
) -> None:
    family.record("harmed", Wish(about=about, for_joint_work=wanted, words=LongText("Never again.")))
    assert opened(family, "team") == 0
    family.record("harmed", Wish(about=about, for_joint_work=Answer.YES, words=LongText("To ask him why.")))
    opened(family, "team")
    assert facts_in(family, "team") == [OwnChoiceNotice()]


@pytest.mark.parametrize("part", ["lead", "harmed_worker", "supervisor"])
def test_her_own_choice_is_typed_by_nobody_and_dropped_by_nobody(family: Family, part: str) -> None:
    member, room = family.cast[part], family.rooms["team"]
    by_hand = seal_entry(
        room=room, fact=OwnChoiceNotice(), by=member.worker, keyring=member.keyring, clock=family.clock
    )
    assert isinstance(by_hand, Refused)
    with pytest.raises(ValueError, match="does not belong"):
        drop_note(
            room=room, fact=OwnChoiceNotice(), by=member.worker, keyring=member.keyring, clock=family.clock
        )


def test_a_view_lapses_from_the_day_it_was_sent_and_a_correction_from_that_of_the_original(
    family: Family, clock: FixedClock
) -> None:
    sent_on = clock.today()
    sent(family, VIEW)
    screen = family.record("harmed", CoercionScreen(alone=Answer.YES, result=ScreenResult.CLEAR))[0]
    clock.move_to(clock.now() + timedelta(days=12))
    opened(family)
    better = CoercionScreen(alone=Answer.YES, result=ScreenResult.CLEAR, words=LongText("In her car."))
    assert isinstance(corrected(family, "harmed", screen, better), Entry)
    recorded = queries.recorded_in(family.rooms["harmed"], family.holder("harmed").keyring)
    days = {each.fact: each.day for each in recorded}
    assert (days[VIEW], days[better]) == (sent_on, sent_on)


def corrected(family: Family, part: str, entry: Entry, fact: Fact) -> Entry | Refused:
    member = family.holder(part)
    return correct_entry(
        room=family.rooms[part],
        entry=entry.pk,
        fact=fact,
        by=member.worker,
        keyring=member.keyring,
        clock=family.clock,
    )


def test_a_part_in_a_harm_is_not_changed_by_a_correction(family: Family) -> None:
    said = RoleInHarm(harm="1", role=Role.CAUSED_HARM)
    entry = family.record("other", said)[0]
    refused = corrected(family, "other", entry, RoleInHarm(harm="1", role=Role.SUPPORTER))
    assert isinstance(refused, Refused)
    assert "a second worker must agree" in refused.reasons[0].text
    moved = corrected(family, "other", entry, RoleInHarm(harm="2", role=Role.CAUSED_HARM))
    assert isinstance(moved, Refused)
    assert "stays with the same harm" in moved.reasons[0].text
    better = RoleInHarm(harm="1", role=Role.CAUSED_HARM, how_known=HowKnown.REPORTED)
    assert isinstance(corrected(family, "other", entry, better), Entry)


def test_words_that_were_passed_on_are_not_corrected(family: Family) -> None:
    entry = family.record("shared", SharedWords(words=LongText("I am sorry.")))[0]
    refused = corrected(family, "shared", entry, SharedWords(words=LongText("I know where you live.")))
    assert isinstance(refused, Refused)
    assert refused.reasons[0].code == "CORRECTED"
