"""The short pages of a circle: who finds them, what ends them, and that the gate is asked as ever."""

from dataclasses import dataclass
from datetime import timedelta

import pytest
from django.urls import reverse

from tests.browsers import Browser
from tests.kept import made_once
from yarrow.cases.models import Case
from yarrow.cases.terms import Pathway, ReferralSource, Setting
from yarrow.cases.tests.reading import token_in, words_of
from yarrow.config.cast import Cast
from yarrow.config.families import Family
from yarrow.config.strangers import nobody_knows_them
from yarrow.gate.facts import Fact
from yarrow.gate.facts.harm import AgencyConcern, Harm, Incident, Part
from yarrow.gate.facts.risk import AbuseScreen, NoAbuse, ScreenResult
from yarrow.gate.facts.who import AgeBand, Role
from yarrow.gate.words import Answer, LongText
from yarrow.intake.actions import open_case_from_referral, prepare_intake_room, receive_referral
from yarrow.intake.actions.read_referrals import read_referrals
from yarrow.intake.plan import CasePlan, PlannedPerson, mark_of
from yarrow.kernel.clock import FixedClock
from yarrow.kernel.decision import Refused
from yarrow.kernel.ids import new_id
from yarrow.meetings.actions import read_notes_in
from yarrow.meetings.circle.marks import tide_mark
from yarrow.meetings.circle.seats import Circle, circle_of, plan_of
from yarrow.meetings.terms import PlanState
from yarrow.rooms.actions import drop_note, seal_entry
from yarrow.rooms.facts import BroughtBy, ReferralReceived
from yarrow.rooms.models import Draft, Entry
from yarrow.rooms.queries import intake_room
from yarrow.rooms.terms import RoomKind

PEOPLE = {"Alys": Role.HARMED, "Bedwyr": Role.CAUSED_HARM, "Catrin": Role.SUPPORTER}
PAGES = ("asked", "told", "place", "look")


@dataclass(frozen=True)
class School:
    """A case of pupils, and whoever looks at it."""

    case: Case
    cast: Cast
    clock: FixedClock
    browser: Browser

    def at(self, page: str) -> str:
        return reverse(f"meetings:circle{'_' if page else ''}{page}", args=[self.case.pk])

    def circle(self, part: str = "lead") -> Circle:
        member = self.cast[part]
        found = circle_of(worker=member.worker, keyring=member.keyring, clock=self.clock, case=self.case)
        assert found is not None
        return found

    def press(self, page: str, typed: dict[str, object], part: str = "lead") -> str:
        """Press it as it would be shown now; give ``seen`` for a page that was opened before."""
        typed = {"seen": self.seen(page, part)} | typed
        return str(self.browser(part).post(self.at(page), typed)["Location"])

    def seen(self, page: str, part: str = "lead") -> str:
        """The mark that a page would carry, opened now; empty where it is closed or asks for none."""
        if page in PAGES:
            rooms = self.case.rooms.filter(kind__in=[RoomKind.PERSON, RoomKind.TEAM])
            return tide_mark(rooms.order_by("number"))
        answer = self.browser(part).get(self.at(page)) if page else None
        return token_in(answer, "seen") if answer and b'name="seen"' in answer.content else ""

    def say(self, at: int, fact: Fact) -> None:
        """The lead records something in the room of one of them."""
        lead, room = self.cast["lead"], self.circle().seats[at].room
        said = seal_entry(room=room, fact=fact, by=lead.worker, keyring=lead.keyring, clock=self.clock)
        assert not isinstance(said, Refused)

    def read(self, page: str, part: str = "lead") -> str:
        return words_of(self.browser(part).get(self.at(page)))


def opened_case(cast: Cast, clock: FixedClock) -> Case:
    """Three pupils; Lena leads, and Hana is inside every room with her; intake's notes were read."""
    intake, lead = cast["intake"], cast["lead"]
    prepare_intake_room(holders=[intake.worker, cast.worker("intake_two")], clock=clock)
    room = intake_room()
    assert room is not None
    written = ReferralReceived(brought_by=BroughtBy.PROFESSIONAL)
    receive_referral(room=room, referral=written, once=new_id(), clock=clock)
    [referral] = read_referrals(by=intake.worker, keyring=intake.keyring, clock=clock)
    people = [
        PlannedPerson(first_name=name, age_band=AgeBand.YOUNG_PERSON, role=role, worker=lead.worker.pk)
        for name, role in PEOPLE.items()
    ]
    plan = CasePlan(
        pathway=Pathway.RESTORATIVE_APPROACHES,
        setting=Setting.SCHOOL,
        source=ReferralSource.AGENCY,
        abuse=Answer.NO,
        lead=lead.worker.pk,
        supervisor=cast.worker("supervisor").pk,
        kept_away=(),
        people=tuple(people),
        second=cast.worker("harmed_worker").pk,
    )
    case = open_case_from_referral(
        referral=referral.id,
        plan=plan,
        sorting={},
        seen=mark_of(plan, {}, referral.statements()),
        by=intake.worker,
        keyring=intake.keyring,
        clock=clock,
    )
    assert isinstance(case, Case)
    nobody_knows_them(case, clock=clock)
    rooms = [*case.rooms.filter(kind__in=[RoomKind.PERSON, RoomKind.TEAM]).order_by("number")]
    read_notes_in(rooms=rooms, by=lead.worker, keyring=lead.keyring, clock=clock)
    return case


@pytest.fixture
def school(cast: Cast, clock: FixedClock, browser: Browser) -> School:
    case = made_once("a school", lambda: opened_case(cast, clock), cast, clock=clock)
    return School(case, cast, clock, browser)


def asked(**changes: object) -> dict[str, object]:
    each = {f"asked_{at}": ScreenResult.CLEAR.value for at in range(len(PEOPLE))}
    return {"relation": "pupils", "way": "The office.", "when_safe": "At school."} | each | changes


def told(**changes: object) -> dict[str, object]:
    each = {f"{name}_{at}": value for at in range(len(PEOPLE)) for name, value in _TOLD.items()}
    return {"words": "The leaflet.", "told": ["stopping"], "owns_1": "full"} | each | changes


_TOLD = {"yes": "given", "heard": "yes"}


def place(**changes: object) -> dict[str, object]:
    each = {f"beside_{at}": "A parent" for at in range(len(PEOPLE))}
    each |= {f"agrees_{at}": "guardian" for at in range(len(PEOPLE))}
    return {"place": "The library.", "home": "no", "adapted": "None needed."} | each | changes


def day(clock: FixedClock) -> dict[str, object]:
    on = clock.today() + timedelta(days=2)
    return {"on-day": on.day, "on-month": on.month, "on-year": on.year, "hour": "14:30"}


def all_pages(school: School) -> None:
    """Everything but the second worker's press and the day."""
    for page, typed in {"asked": asked(), "told": told(), "place": place()}.items():
        school.press(page, typed)


def test_nobody_finds_them_in_a_family(family: Family, browser: Browser) -> None:
    for page in ("meetings:circle", *(f"meetings:circle_{page}" for page in (*PAGES, "agree"))):
        path = reverse(page, args=[family.case.pk])
        for part in ("lead", "harmed_worker", "supervisor", "outsider"):
            assert browser(part).get(path).status_code == 404
            assert browser(part).post(path).status_code == 404


def test_only_the_lead_writes_them_and_only_who_is_inside_every_room_agrees(school: School) -> None:
    before = Entry.objects.count()

    for page in PAGES:
        for part in ("harmed_worker", "supervisor", "outsider"):
            assert school.browser(part).get(school.at(page)).status_code == 404
            assert school.browser(part).post(school.at(page), asked()).status_code == 404
    for part in ("lead", "supervisor", "outsider"):
        assert school.browser(part).post(school.at("agree")).status_code == 404
    assert Entry.objects.count() == before


def test_the_gate_is_asked_and_says_yes_only_after_the_second_worker(school: School) -> None:
    all_pages(school)
    school.press("look", day(school.clock))
    lacking = school.read("look")
    assert "Hana Harries has not agreed yet as the second worker" in lacking
    assert "Not everything that must be in place for a person is in place" in lacking
    assert state_of(school) == PlanState.PROPOSED

    assert all(name in school.read("agree", "harmed_worker") for name in PEOPLE)
    school.press("agree", {}, "harmed_worker")
    school.press("look", day(school.clock))

    assert state_of(school) == PlanState.ARRANGED
    found = [each for seat in school.circle().seats for each in seat.recorded]
    assert [each.seconded for each in found if isinstance(each.fact, NoAbuse)] == [True] * len(PEOPLE)


def state_of(school: School) -> str:
    plan = plan_of(school.case)
    assert plan is not None
    return plan.state


LACKING = {
    "Catrin: “What came of asking each alone about abuse?” needs an answer": ("asked", asked(asked_2="")),
    "Bedwyr: “What came of asking each alone about abuse?” Ask them": ("asked", asked(asked_1="not_yet")),
    "Alys: “What did each decide, after that?” Ask them first. What": ("told", told(yes_0="not_yet")),
    "Bedwyr: “How far do they acknowledge their part?” needs an answer": ("told", told(owns_1="")),
    "Alys: “Who is beside each under 18? Somebody": ("place", place(beside_0="")),
}


def test_a_page_that_lacks_one_line_writes_nothing_and_loses_nothing(school: School) -> None:
    before = Entry.objects.count()

    for said, (page, typed) in LACKING.items():
        assert school.press(page, typed) == school.at(page)
        offered = school.browser("lead").get(school.at(page))
        assert said in words_of(offered)
        assert next(str(typed[name]) for name in ("way", "words", "place") if name in typed) in str(
            offered.content
        )
    assert Entry.objects.count() == before


def test_one_worry_ends_the_short_pages_and_no_abuse_is_ruled_out(school: School) -> None:
    assert school.press("asked", asked(asked_1=ScreenResult.CONCERN.value)).endswith(f"/c/{school.case.pk}/")

    circle = school.circle()
    assert [seat.says(AbuseScreen) for seat in circle.seats] == [True] * len(PEOPLE)
    assert not any(seat.says(NoAbuse) for seat in circle.seats)
    for page in ("asked", "told", "place"):
        assert school.browser("lead").get(school.at(page)).status_code == 302
    assert school.press("told", told()).endswith(f"/c/{school.case.pk}/")
    assert not any(seat.says(NoAbuse) for seat in school.circle().seats)


@pytest.mark.long
def test_what_is_said_later_in_one_room_stops_it_though_every_page_was_written(school: School) -> None:
    all_pages(school)
    school.press("agree", {}, "harmed_worker")
    school.say(2, Incident(part=Part.WAS_HARMED, form=Harm.COERCIVE_CONTROL))

    school.press("look", day(school.clock))

    assert state_of(school) == PlanState.PROPOSED


@pytest.mark.long
def test_who_decided_not_to_take_part_is_believed(school: School) -> None:
    school.press("asked", asked())
    school.press("told", told(yes_0="declined"))
    school.press("place", place())
    school.press("agree", {}, "harmed_worker")

    school.press("look", day(school.clock))

    assert state_of(school) == PlanState.PROPOSED


def test_a_worry_that_came_before_is_not_written_over(school: School) -> None:
    other, room = school.cast["harmed_worker"], school.circle().team
    worry = AgencyConcern(by="Hana", words=LongText("Two of them go home together."))
    drop_note(room=room, fact=worry, by=other.worker, keyring=other.keyring, clock=school.clock)

    school.press("", {})

    assert school.press("asked", asked()).endswith(f"/c/{school.case.pk}/")
    assert not any(seat.says(NoAbuse) for seat in school.circle().seats)


def test_a_page_pressed_twice_is_written_once(school: School) -> None:
    typed = asked(once=str(new_id()), seen=school.seen("asked"))
    for _press in range(2):
        assert school.press("asked", typed) == school.at("told")

    counts = [sum(isinstance(each.fact, NoAbuse) for each in seat.recorded) for seat in school.circle().seats]
    assert counts == [1] * len(PEOPLE)
    assert not Draft.objects.exists()
