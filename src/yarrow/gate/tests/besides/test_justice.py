"""Restorative justice asks for its official case; a move between the pathways makes every yes old."""

from dataclasses import replace
from datetime import date, timedelta
from typing import Any

import pytest

from yarrow.gate.codec import from_bytes, to_bytes
from yarrow.gate.facts.base import Fact, Home
from yarrow.gate.facts.children import ChildAssessment
from yarrow.gate.facts.choice import ConsentValue
from yarrow.gate.facts.justice import (
    ONLY_IN_JUSTICE,
    Footing,
    JusticeDetails,
    JusticeInformation,
    JusticeReport,
    MayBeSaid,
    OfficialName,
    OfficialRole,
    OwnAgenda,
    Pathway,
    PathwayMoved,
    PathwayNow,
    Proceedings,
    ReferringBody,
    ToldBy,
    WhoBegins,
)
from yarrow.gate.facts.readiness import TakingPartSafeguards
from yarrow.gate.forms import APART, DIRECT, JOINT, Form
from yarrow.gate.person import reasons_for_person
from yarrow.gate.question import Question
from yarrow.gate.recorded import Recorded
from yarrow.gate.rules.consent import DECIDED_NOT, OF_ANOTHER_PATHWAY
from yarrow.gate.rules.justice import (
    NEITHER_ADMITTED_NOR_FOUND,
    NO_OWN_AGENDA,
    NOT_KNOWN_IF_ADMITTED,
    NOT_TOLD_OF_THE_RIGHT,
    NOTHING_OFFICIAL,
    PATHWAYS_DIFFER,
)
from yarrow.gate.standing import standing_of
from yarrow.gate.team import reasons_for_team
from yarrow.gate.tests import favourable as good
from yarrow.gate.tests.favourable import DAY, NO, SOME, UNKNOWN, YES, asks, codes
from yarrow.gate.topics import Topic
from yarrow.gate.words import LongText

JUSTICE, APPROACHES = Pathway.RESTORATIVE_JUSTICE, Pathway.RESTORATIVE_APPROACHES
EVERYTHING = tuple(Topic)


def details(**changes: Any) -> JusticeDetails:
    complete = JusticeDetails(
        reference="T-1",
        referred_by=ReferringBody.COURT,
        stage=Proceedings.IN_CUSTODY,
        footing=Footing.FOUND,
    )
    return replace(complete, **changes)


def told(**changes: Any) -> JusticeInformation:
    return replace(JusticeInformation(told=YES, by=ToldBy.POLICE, told_on=DAY), **changes)


def on(
    pathway: Pathway, *facts: Fact, since: date | None = None, day: date = DAY, seconded: bool = True
) -> tuple[Recorded, ...]:
    """The facts of a room, as they are gathered on this pathway: what the case says comes first."""
    now = PathwayNow(pathway=pathway, since=since)
    rows = [replace(each, day=day) for each in good.written([now, *facts])]
    return tuple(replace(each, seconded=each.seconded and seconded) for each in rows)


def person(*facts: Fact, asked: Question | None = None, pathway: Pathway = JUSTICE, **more: Any) -> set[str]:
    return codes(reasons_for_person(on(pathway, *facts, **more), asked or asks(Form.CONFERENCE, *EVERYTHING)))


def team(*facts: Fact, asked: Question | None = None, pathway: Pathway = JUSTICE, **more: Any) -> set[str]:
    return codes(reasons_for_team(on(pathway, *facts, **more), asked or asks(Form.CONFERENCE, *EVERYTHING)))


HARMED: tuple[Fact, ...] = (*good.harmed(), good.own_agenda())
"""The room of who was harmed with everything in place, for a meeting that they lead."""

LACKS: list[tuple[str, dict[str, Any] | None, set[str]]] = [
    ("no record of it", None, {"OFFICIAL", "ADMITTED"}),
    ("no reference", {"reference": " "}, {"OFFICIAL"}),
    ("office not known", {"referred_by": ReferringBody.UNKNOWN}, {"OFFICIAL"}),
    ("stage not known", {"stage": Proceedings.UNKNOWN}, {"OFFICIAL"}),
    ("footing not known", {"footing": Footing.UNKNOWN}, {"ADMITTED"}),
    ("neither admitted nor found", {"footing": Footing.NEITHER}, {"ADMITTED"}),
]


@pytest.mark.parametrize("form", sorted(JOINT))
@pytest.mark.parametrize(("name", "change", "expected"), LACKS, ids=[name for name, _change, _codes in LACKS])
def test_the_team_of_a_justice_case_without_one_thing_refuses(
    name: str, change: dict[str, Any] | None, expected: set[str], form: Form
) -> None:
    lacking = [] if change is None else [details(**change)]
    asked = asks(form, *EVERYTHING)

    assert team(*good.team(), *lacking, asked=asked) == expected, name
    assert team(*good.team(), details(), asked=asked) == set()
    assert team(*good.team(), *lacking, asked=asked, pathway=Pathway.UNKNOWN) == expected, "unknown is no"
    assert team(*good.team(), *lacking, asked=asked, pathway=APPROACHES) == set(), "approaches need none"


@pytest.mark.parametrize(
    "given",
    [None, told(told=NO), told(told=UNKNOWN), told(by=ToldBy.UNKNOWN), told(told_on=None)],
    ids=["nothing", "not told", "unknown", "by whom unknown", "no day"],
)
@pytest.mark.parametrize("form", sorted(JOINT))
def test_who_was_harmed_must_have_been_told_of_the_right(
    given: JusticeInformation | None, form: Form
) -> None:
    asked, lacking = asks(form, *EVERYTHING), [given] if given else []

    assert person(*HARMED, *lacking, asked=asked) == {"RIGHT_TO_KNOW"}
    assert person(*HARMED, told(), asked=asked) == set()
    assert person(*HARMED, told(), *lacking, asked=asked) == ({"RIGHT_TO_KNOW"} if given else set())
    assert person(*HARMED, *lacking, asked=asked, pathway=APPROACHES) == set()


@pytest.mark.parametrize("form", sorted(DIRECT))
@pytest.mark.parametrize(
    "said",
    [
        None,
        OwnAgenda(),
        OwnAgenda(to_speak_of=SOME),
        OwnAgenda(to_speak_of=LongText(" "), begins=WhoBegins.THEY),
    ],
    ids=["nobody asked", "nothing said", "who begins is open", "nothing but blanks"],
)
def test_nobody_meets_before_who_was_harmed_has_said_what_it_is_about(
    said: OwnAgenda | None, form: Form
) -> None:
    asked, lacking = asks(form, *EVERYTHING), [said] if said else []
    room = [*good.harmed(), told()]

    assert person(*room, *lacking, asked=asked) == {"THEY_LEAD"}
    assert person(*room, good.own_agenda(), asked=asked) == set()
    assert person(*room, good.own_agenda(), *lacking, asked=asked) == ({"THEY_LEAD"} if said else set())
    assert person(*room, *lacking, asked=asked, pathway=APPROACHES) == set()


def test_a_message_is_carried_without_an_order_of_a_meeting() -> None:
    for form in JOINT - DIRECT:
        assert person(*good.harmed(), told(), asked=asks(form, *EVERYTHING)) == set()


def test_nobody_else_is_asked_for_it() -> None:
    assert person(*good.caused_harm()) == set()
    assert person(*good.child()) == set()


def test_work_with_one_person_needs_no_official_case() -> None:
    for form in APART - {Form.SURROGATE, Form.CIRCLE_OF_OWN_PEOPLE}:
        assert person(*HARMED, asked=asks(form)) == set()
        assert team(asked=asks(form)) == set()


def test_the_light_path_of_justice_asks_for_the_same() -> None:
    light = [good.flag_no()]
    assert team(*light) == {"OFFICIAL", "ADMITTED"}
    assert team(*light, details()) == set()


def test_each_refusal_says_what_helps_and_where_it_comes_from() -> None:
    ours = [
        PATHWAYS_DIFFER,
        NOTHING_OFFICIAL,
        NOT_KNOWN_IF_ADMITTED,
        NEITHER_ADMITTED_NOR_FOUND,
        NOT_TOLD_OF_THE_RIGHT,
        NO_OWN_AGENDA,
        OF_ANOTHER_PATHWAY,
    ]
    for each in ours:
        assert each.text
        assert each.to_satisfy
        assert each.source
    assert not NEITHER_ADMITTED_NOR_FOUND.absent
    assert not PATHWAYS_DIFFER.absent


def test_found_while_nobody_decided_yet_contradicts_itself() -> None:
    odd = details(stage=Proceedings.CHARGED)
    assert odd.problems()
    assert team(*good.team(), odd)


MOVED = PathwayMoved(pathway=JUSTICE)
ANEW = (good.informed(), good.clear_screen(), good.consent())


def test_a_yes_from_before_the_move_does_not_count() -> None:
    before = [*HARMED, told()]

    assert person(*before) == set()
    assert person(*before, MOVED) == {"E14", "E15"}
    assert person(*before, MOVED, good.consent()) == {"E14", "E15"}
    assert person(*before, MOVED, good.informed()) == {"E15"}
    assert person(*before, MOVED, good.consent(), good.informed()) == {"E14", "E15"} - {"E14"}
    assert person(*before, MOVED, *ANEW) == set()


def test_the_reason_says_that_it_was_another_kind_of_work() -> None:
    reasons = reasons_for_person(on(JUSTICE, *HARMED, told(), MOVED, good.informed()), asks())
    assert reasons == (OF_ANOTHER_PATHWAY,)


def test_so_it_is_in_work_without_abuse_and_the_other_way_round() -> None:
    light = [
        good.identity(),
        good.reach(),
        *[fact for fact in good.harmed() if fact.kind == "role_in_harm"],
        good.no_abuse(),
        good.informed(),
        good.consent(),
    ]
    back = PathwayMoved(pathway=APPROACHES)
    asked = asks(Form.CIRCLE_WITH_ALL)

    assert person(*light, pathway=APPROACHES, asked=asked) == set()
    assert person(*light, back, pathway=APPROACHES, asked=asked) == {"E14", "E15"}
    assert person(*light, back, good.informed(), good.consent(), pathway=APPROACHES, asked=asked) == set()


def test_who_decided_not_to_take_part_has_decided_so_after_the_move_too() -> None:
    declined = good.consent(ConsentValue.DECLINED)
    reasons = reasons_for_person(on(JUSTICE, *HARMED, told(), declined, MOVED, good.informed()), asks())
    assert reasons == (DECIDED_NOT,)


def test_a_move_moves_nothing_twice_and_each_move_asks_again() -> None:
    there, back = MOVED, PathwayMoved(pathway=APPROACHES)
    assert person(*HARMED, there, *ANEW, back, pathway=APPROACHES) == {"E14", "E15"}
    assert person(*HARMED, there, *ANEW, back, *ANEW, pathway=APPROACHES) == set()


def test_a_room_that_was_told_otherwise_than_the_case_says_refuses() -> None:
    """Whoever changes the case in the database has not told the rooms."""
    assert person(*HARMED, told(), MOVED, *ANEW, pathway=APPROACHES) == {"PATHWAY"}
    assert "PATHWAY" in team(*good.team(), details(), PathwayMoved(pathway=APPROACHES))
    bare = good.written([*HARMED, MOVED, *ANEW])
    assert codes(reasons_for_person(bare, asks())) == {"PATHWAY"}


def test_a_room_from_which_the_move_was_taken_out_refuses() -> None:
    """Otherwise a yes from before would count again."""
    since = DAY + timedelta(days=2)
    later = asks(Form.CONFERENCE, *EVERYTHING, day=since)

    assert person(*HARMED, told(), asked=later, since=since) == {"PATHWAY"}
    assert person(*HARMED, told(), asked=later, since=since, day=since) == set(), "opened afterwards"
    assert person(*HARMED, told(), MOVED, *ANEW, asked=later, since=since, day=since) == set()


def test_a_room_that_was_told_of_an_earlier_move_only_refuses() -> None:
    """There, back and there again: the words of the first move are no word of the last one."""
    later = asks(Form.CONFERENCE, *EVERYTHING, day=DAY + timedelta(days=2))
    facts = (*HARMED, MOVED, told(), *ANEW)

    assert person(*facts, asked=later, since=DAY) == set()
    assert person(*facts, asked=later, since=DAY + timedelta(days=1)) == {"PATHWAY"}


def test_what_is_said_of_a_day_to_come_was_not_said() -> None:
    assert person(*HARMED, told(told_on=DAY)) == set()
    assert person(*HARMED, told(told_on=DAY + timedelta(days=1))) == {"RIGHT_TO_KNOW"}


def test_what_others_agreed_for_a_young_person_before_the_move_is_asked_again() -> None:
    """A guardian's decision, and a worker's assessment, were of another kind of work."""
    young = (*good.young_who_harmed(), told())
    assert person(*young) == set()
    assert person(*young, MOVED, *ANEW)
    again = [each for each in young if isinstance(each, TakingPartSafeguards | ChildAssessment)]
    assert again
    assert person(*young, MOVED, *ANEW, *again) == set()


def test_work_with_one_person_goes_on_across_a_move() -> None:
    alone = asks(Form.ONE_PERSON_WORK)
    assert person(*HARMED, MOVED, asked=alone) == set()
    assert person(*HARMED, MOVED, asked=alone, pathway=APPROACHES) == set()


def test_a_room_says_no_after_a_move_for_every_joint_form() -> None:
    facts = on(JUSTICE, *HARMED, told(), MOVED)
    standing = standing_of(facts, Home.PERSON, DAY)
    assert not any(standing.answers[form, topic].stands for form in JOINT for topic in Topic)
    assert any(
        standing_of(on(JUSTICE, *HARMED, told()), Home.PERSON, DAY).answers[form, Topic.HARM].stands
        for form in JOINT
    )


def test_what_was_agreed_is_reported_only_when_each_has_said_so() -> None:
    said = JusticeReport(to_whom="The court", may_say=MayBeSaid.WHAT_WAS_AGREED, told_on=DAY)
    assert [field for field, _words in said.problems()] == ["each_agreed"]
    assert not replace(said, each_agreed=YES).problems()
    assert replace(said, may_say=MayBeSaid.UNKNOWN).problems()
    assert not replace(said, may_say=MayBeSaid.THAT_IT_TOOK_PLACE).problems()
    assert replace(said, told_on=None).is_owed()
    assert not said.is_owed()


@pytest.mark.parametrize(
    "fact",
    [
        details(),
        told(words=SOME),
        MOVED,
        PathwayNow(pathway=JUSTICE, since=DAY),
        OfficialRole(called=OfficialName.COMPLAINANT, paper="Summons"),
        JusticeReport(to_whom="The court", due_on=DAY),
    ],
    ids=lambda fact: fact.kind,
)
def test_each_is_kept_and_read_again(fact: Fact) -> None:
    assert from_bytes(to_bytes(fact)) == fact


def test_no_kind_of_this_pathway_says_that_there_is_abuse_or_news() -> None:
    kinds: tuple[type[Fact], ...] = (*ONLY_IN_JUSTICE, PathwayMoved, PathwayNow)
    assert not any(kind.trigger for kind in kinds)
