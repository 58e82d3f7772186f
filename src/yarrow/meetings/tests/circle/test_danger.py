"""What closes the short pages of a circle, and what they never write over (docs/decisions/0021)."""

from datetime import date

import pytest
from django.urls import reverse

from yarrow.cases.tests.reading import token_in, words_of
from yarrow.config.cast import Cast
from yarrow.gate.facts import Fact
from yarrow.gate.facts.base import Unreadable
from yarrow.gate.facts.calls import CallNote
from yarrow.gate.facts.choice import Consent, ConsentValue, Hope
from yarrow.gate.facts.harm import AgencyConcern, Fear, Harm, Incident
from yarrow.gate.facts.readiness import Supporter
from yarrow.gate.facts.risk import (
    AbuseScreen,
    Level,
    NoAbuse,
    NoAbuseBasis,
    NoAbuseState,
    Relation,
    RiskAssessed,
    SafetyPlan,
    ScreenResult,
)
from yarrow.gate.facts.team import VenuePlan
from yarrow.gate.facts.who import AgeBand, Identity, Reach, ReachUnsafe, Role, RoleInHarm
from yarrow.gate.words import Answer, LongText
from yarrow.meetings.actions import end_process
from yarrow.meetings.circle.danger import asks_for_more
from yarrow.meetings.circle.seats import latest, plan_of
from yarrow.meetings.shown.named import numbered
from yarrow.meetings.terms import PlanState
from yarrow.meetings.tests.test_circle import School, all_pages, asked, day, place, school, state_of, told
from yarrow.rooms.actions import drop_note
from yarrow.rooms.models import Draft, Entry

__all__ = ["school"]

GONE = ReachUnsafe(words=LongText("Their brother reads the phone now."))


def risk(level: Level) -> RiskAssessed:
    said = LongText("As seen.")
    return RiskAssessed(level=level, own_view=said, reasons=said, review_on=date(2026, 4, 1))


@pytest.mark.once
def test_whatever_is_not_known_to_be_harmless_takes_the_longer_way() -> None:
    unsafe: list[Fact] = [
        GONE,
        Unreadable(),
        Fear(words=LongText("Of going home.")),
        SafetyPlan(words=LongText("A word with the teacher.")),
        risk(Level.MEDIUM),
        Supporter(name="An uncle", risk_checked=Answer.NO),
        CallNote(safe_to_talk=Answer.NO),
        AbuseScreen(alone=Answer.YES, result=ScreenResult.UNKNOWN),
    ]
    harmless: list[Fact] = [
        Incident(form=Harm.PHYSICAL),
        Supporter(name="An uncle"),
        risk(Level.LOW),
    ]
    assert all(asks_for_more(each) for each in unsafe)
    assert not any(asks_for_more(each) for each in harmless)


@pytest.mark.parametrize("at", [0, 2])
def test_a_way_that_is_no_longer_safe_is_not_written_over(school: School, at: int) -> None:
    school.say(at, GONE)
    before = Entry.objects.count()

    assert school.press("asked", asked()).endswith(f"/c/{school.case.pk}/")

    assert Entry.objects.count() == before
    assert isinstance(school.circle().seats[at].recorded[-1].fact, ReachUnsafe)


@pytest.mark.long
def test_who_has_a_way_of_their_own_keeps_it(school: School) -> None:
    own = Reach(
        phone="01632 960001",
        when_safe=LongText("After six."),
        who_may_answer=LongText("Nobody."),
        confirmed_on=school.clock.today(),
    )
    school.say(1, own)
    for way in ("The office.", "The head of year."):
        school.press("asked", asked(way=way))

    ways = [latest(Reach, seat.recorded) for seat in school.circle().seats]
    assert ways[1] == own
    assert [each.other_route for each in ways if each and each != own] == ["The head of year."] * 2


@pytest.mark.long
def test_no_abuse_that_was_taken_back_is_not_said_anew_here(school: School) -> None:
    school.press("asked", asked())
    back = NoAbuse(
        state=NoAbuseState.TAKEN_BACK,
        basis=NoAbuseBasis.RELATION,
        relation=Relation.PUPILS,
        second_worker="Hana",
        review_on=school.clock.today(),
    )
    school.say(0, back)

    school.press("asked", asked())

    assert latest(NoAbuse, school.circle().seats[0].recorded) == back


def test_whose_part_is_not_settled_is_not_for_short_pages(school: School) -> None:
    [found] = [each.fact for each in school.circle().seats[2].recorded if isinstance(each.fact, RoleInHarm)]
    school.say(2, RoleInHarm(harm=found.harm, role=Role.NOT_YET_KNOWN))

    assert school.circle().needs_the_longer_way


def test_a_worry_is_recorded_though_the_page_lacks_the_rest(school: School) -> None:
    school.press("asked", asked(asked_0="not_yet", asked_1=ScreenResult.CONCERN.value, relation="", way=""))

    screens = [latest(AbuseScreen, seat.recorded) for seat in school.circle().seats]
    assert [each and each.result for each in screens] == [None, ScreenResult.CONCERN, ScreenResult.CLEAR]
    assert not any(seat.says(NoAbuse) or seat.says(Reach) for seat in school.circle().seats)


def test_a_second_worry_is_recorded_though_a_first_has_closed_the_page(school: School) -> None:
    seen = school.seen("asked")
    school.say(2, Fear(words=LongText("Of going home.")))

    school.press("asked", asked(seen=seen, asked_1=ScreenResult.CONCERN.value))

    screens = [latest(AbuseScreen, seat.recorded) for seat in school.circle().seats]
    assert [each and each.result for each in screens] == [ScreenResult.CLEAR, ScreenResult.CONCERN, None]


def test_what_lies_unread_is_read_before_abuse_is_ruled_out(school: School, cast: Cast) -> None:
    other, seen = cast["harmed_worker"], school.seen("asked")
    worry = AgencyConcern(by="Hana", words=LongText("Two of them go home together."))
    room = school.circle().seats[0].room
    drop_note(room=room, fact=worry, by=other.worker, keyring=other.keyring, clock=school.clock)

    school.press("asked", asked(seen=seen))

    assert not any(seat.says(NoAbuse) for seat in school.circle().seats)


@pytest.mark.long
def test_who_stopped_taking_part_is_not_made_to_take_part_again(school: School) -> None:
    school.press("asked", asked())
    opened = school.seen("told")
    school.press("told", told())
    stopped = Consent(value=ConsentValue.WITHDRAWN)
    school.say(2, stopped)

    assert school.press("told", told(seen=opened)) == school.at("told")
    assert school.press("told", told()) == school.at("told")
    assert "Catrin: a no is recorded in their room." in school.read("told")
    assert latest(Consent, school.circle().seats[2].recorded) == stopped

    school.press("told", told(yes_2="declined"))
    assert latest(Consent, school.circle().seats[2].recorded) == stopped


def test_a_page_that_was_opened_before_something_was_said_writes_nothing(school: School) -> None:
    opened = token_in(school.browser("lead").get(school.at("asked")), "seen")
    school.say(2, Hope(words=LongText("That it is over before the trip.")))
    before = Entry.objects.count()

    assert school.press("asked", asked(seen=opened, way="By the tutor.")) == school.at("asked")

    offered = school.browser("lead").get(school.at("asked"))
    assert "after this page was opened" in words_of(offered)
    assert "By the tutor." in words_of(offered)
    assert Entry.objects.count() == before
    school.press("asked", asked(seen=token_in(offered, "seen")))
    assert all(seat.says(NoAbuse) for seat in school.circle().seats)


def test_a_no_on_a_page_that_is_refused_is_recorded_all_the_same(school: School) -> None:
    school.press("asked", asked())
    school.press("told", told())
    school.say(0, Fear(words=LongText("Of going home.")))

    answer = school.browser("lead").post(school.at("told"), told(seen="opened before", yes_1="declined"))

    said = words_of(school.browser("lead").get(answer["Location"]))
    assert "That page was not recorded. What you typed is kept." in said
    assert "Whoever decided not to take part is recorded all the same." in said
    decided = [latest(Consent, seat.recorded) for seat in school.circle().seats]
    assert [each and each.value for each in decided] == ["given", "declined", "given"]


@pytest.mark.long
def test_a_page_that_comes_after_the_circle_was_arranged_changes_nothing(school: School) -> None:
    all_pages(school)
    opened = school.seen("place")
    school.press("agree", {}, "harmed_worker")
    school.press("look", day(school.clock))
    assert state_of(school) == PlanState.ARRANGED
    before = Entry.objects.count()

    plan = plan_of(school.case)
    assert plan is not None
    for page, typed in {"asked": asked(), "told": told(), "place": place(place="The pub.")}.items():
        assert school.press(page, typed | {"seen": opened}) == reverse("meetings:plan", args=[plan.pk])
    assert Entry.objects.count() == before
    where = latest(VenuePlan, school.circle().of_team)
    assert where is not None
    assert where.place == "The library."


@pytest.mark.long
def test_a_page_that_comes_after_the_process_ended_is_kept_and_writes_nothing(school: School) -> None:
    typed = asked(seen=school.seen("asked"))
    end_process(case=school.case, by=school.cast.worker("supervisor"), clock=school.clock)
    before = Entry.objects.count()

    of_case = reverse("desk:case", args=[school.case.pk])
    assert school.press("asked", typed) == of_case

    assert Entry.objects.count() == before
    said = words_of(school.browser("lead").get(of_case))
    assert "The process has ended." in said
    assert "What you typed is kept." in said
    assert Draft.objects.count() == 1


def test_two_of_one_name_are_told_apart_on_every_line(school: School) -> None:
    assert "room 1" not in school.read("asked")
    school.say(1, Identity(known_as="alys", full_name="Alys Rees", age_band=AgeBand.YOUNG_PERSON))
    rooms = [numbered(seat.room) for seat in school.circle().seats]

    school.press("asked", asked(asked_0="", asked_2=""))

    shown = school.read("asked")
    question = "“What came of asking each alone about abuse?” needs an answer"
    assert f"alys ({rooms[1]})" in shown
    for name in (f"Alys ({rooms[0]})", "Catrin"):
        assert f"{name}: {question}" in shown
