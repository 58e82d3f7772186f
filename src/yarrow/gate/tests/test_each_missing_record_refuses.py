"""One table: in a complete room each missing record, alone, refuses, and the refusal names that record.

For every form, with and without abuse, on both pathways. What is needed only once something was said has
its own table beside this one (``besides/test_each_answer_missing.py``).
"""

from collections.abc import Callable, Iterator
from dataclasses import dataclass, field, replace
from datetime import timedelta
from itertools import product
from typing import Any

import pytest

from yarrow.gate.facts.base import Fact, Home
from yarrow.gate.facts.children import ChildAssessment, ChildView, ContactChecks
from yarrow.gate.facts.choice import CoercionScreen, Consent, InformationGiven
from yarrow.gate.facts.freedom import SafeguardingDecision
from yarrow.gate.facts.harm import Incident
from yarrow.gate.facts.justice import JusticeDetails, JusticeInformation, OwnAgenda
from yarrow.gate.facts.orders import OrdersCheck
from yarrow.gate.facts.readiness import (
    Acknowledgement,
    Preparation,
    Programme,
    Supporter,
    TakingPartSafeguards,
)
from yarrow.gate.facts.risk import AbuseScreen, NoAbuse, RiskAssessed, SafetyPlan
from yarrow.gate.facts.team import (
    AbuseFlag,
    EveryoneReassessed,
    OwnChoiceNotice,
    SharedAccount,
    TimePlanOutline,
    VenuePlan,
    WholeView,
)
from yarrow.gate.facts.ways import FamilyConferencePlan, GoBetween, RecordingKept
from yarrow.gate.facts.who import Identity, Reach, RoleInHarm
from yarrow.gate.forms import APART, CARRIED, DIRECT, JOINT, Form
from yarrow.gate.person import reasons_for_person
from yarrow.gate.plan import AfterCare, PlanFacts, PlanPractitioner, reasons_for_plan
from yarrow.gate.reasons import GateReason
from yarrow.gate.rules.plan import NO_PLAN
from yarrow.gate.rules.ways import NOT_LOW_ENOUGH_ALONE
from yarrow.gate.team import reasons_for_team
from yarrow.gate.tests import favourable as good
from yarrow.gate.tests.favourable import DAY, UNKNOWN, asks, codes
from yarrow.gate.tests.whole.pathways import On, gathered
from yarrow.gate.tests.whole.questions import Where, light, light_team
from yarrow.gate.topics import Topic
from yarrow.gate.words import Answer

pytestmark = pytest.mark.once

EVERYTHING = tuple(Topic)
ROOMS: dict[str, Callable[[], list[Fact]]] = {
    "harmed": good.harmed,
    "caused_harm": good.caused_harm,
    "child": good.child,
    "young_who_harmed": good.young_who_harmed,
    "neighbour harmed": lambda: light(Where.COMMUNITY, harmed=True),
    "neighbour who harmed": lambda: light(Where.COMMUNITY, harmed=False),
    "pupil harmed": lambda: light(Where.SCHOOL, harmed=True),
    "pupil who harmed": lambda: light(Where.SCHOOL, harmed=False),
    "of a family": lambda: light(Where.FAMILY, harmed=True),
}
WITHOUT_ABUSE = (
    "neighbour harmed",
    "neighbour who harmed",
    "pupil harmed",
    "pupil who harmed",
    "of a family",
)
TEAMS: dict[str, Callable[[], list[Fact]]] = {"team": good.team, "team without abuse": light_team}
PATHWAYS = (On.APPROACHES, On.JUSTICE)


def reasons_in(room: str, on: On, form: Form, *left_out: type[Fact]) -> tuple[GateReason, ...]:
    """What a complete room says without these kinds, as it is gathered on this pathway."""
    home = Home.TEAM if room in TEAMS else Home.PERSON
    entries = gathered((ROOMS | TEAMS)[room](), home, on)
    ask_rules = reasons_for_team if home is Home.TEAM else reasons_for_person
    kept = tuple(each for each in entries if not isinstance(each.fact, left_out))
    assert len(kept) < len(entries) or not left_out, "it was there"
    return ask_rules(kept, asks(form, *EVERYTHING))


@pytest.mark.parametrize("on", PATHWAYS)
@pytest.mark.parametrize("form", sorted(JOINT))
@pytest.mark.parametrize("room", [*ROOMS, *TEAMS])
def test_a_complete_room_gives_no_reason(room: str, form: Form, on: On) -> None:
    assert reasons_in(room, on, form) == ()


@pytest.mark.parametrize("form", sorted(JOINT))
def test_a_complete_plan_gives_no_reason(form: Form) -> None:
    assert reasons_for_plan(good.plan(), asks(form, *EVERYTHING)) == ()


Bars = dict[str, frozenset[Form]]
EVERY = frozenset(Form)
_ALONE = frozenset({Form.PRIVATE_FAMILY_TIME})
_CIRCLE = frozenset({Form.CIRCLE_OF_OWN_PEOPLE})
_FAMILY = frozenset({Form.FAMILY_GROUP_CONFERENCE, Form.PRIVATE_FAMILY_TIME})
_RISK: Bars = {"E7": JOINT, "E8": JOINT, "COURSE": JOINT, "FAMILY": _ALONE}
_SAFETY: Bars = {"E22": DIRECT, "COURSE": JOINT}
_PEOPLE: Bars = {"E22": DIRECT | _CIRCLE}


@dataclass(frozen=True)
class Row:
    """One record of a room: which rules name it once it is missing, and which else say that it is."""

    room: str
    kind: type[Fact]
    named: Bars
    follows: Bars = field(default_factory=dict)
    on: On = On.APPROACHES


def _adult(room: str) -> Iterator[Row]:
    yield Row(room, Identity, {"E18": JOINT})
    yield Row(room, Reach, {"E2": EVERY})
    yield Row(room, RiskAssessed, _RISK)
    yield from _taking_part(room)
    yield Row(room, CoercionScreen, {"E13": JOINT}, {"E15": JOINT})
    yield Row(room, OrdersCheck, {"E25": JOINT})
    yield Row(room, Preparation, {"E22": DIRECT})
    yield Row(room, Supporter, _PEOPLE)


def _taking_part(room: str) -> Iterator[Row]:
    yield Row(room, InformationGiven, {"E14": JOINT}, {"E15": JOINT})
    yield Row(room, Consent, {"E15": JOINT})


def _light(room: str) -> Iterator[Row]:
    yield Row(room, Identity, {"E18": JOINT})
    yield Row(room, RoleInHarm, {"ROLE": JOINT})
    yield Row(room, Reach, {"E2": EVERY})
    yield from _taking_part(room)
    if room.startswith("pupil"):
        yield Row(room, ChildView, {"E18": JOINT})
        yield Row(room, TakingPartSafeguards, {"E18": JOINT})
    if room.endswith("who harmed"):
        yield Row(room, Acknowledgement, {"E19": JOINT})
    else:
        yield Row(room, JusticeInformation, {"RIGHT_TO_KNOW": JOINT}, on=On.JUSTICE)
        yield Row(room, OwnAgenda, {"THEY_LEAD": DIRECT}, on=On.JUSTICE)


# Without their part it is not known either who is asked for what, so the rest is asked of them too.
_NO_PART: Bars = {"E22": DIRECT, "E29": JOINT, "COURSE": JOINT}
_NO_PART_OF_A_CHILD: Bars = {
    "E13": JOINT,
    "E14": JOINT,
    "E15": JOINT,
    "E18": JOINT,
    "E22": DIRECT,
    "E25": JOINT,
}
_MAY_TAKE_PART: Bars = {"E14": JOINT, "E15": JOINT, "E18": JOINT, "E22": DIRECT}
"""Of a child of whom nobody says that they are only affected."""
TABLE: tuple[Row, ...] = (
    *_adult("harmed"),
    Row("harmed", RoleInHarm, {"ROLE": JOINT}),
    Row("harmed", ContactChecks, {"E29": JOINT}),
    Row("harmed", SafetyPlan, _SAFETY),
    Row("harmed", JusticeInformation, {"RIGHT_TO_KNOW": JOINT}, on=On.JUSTICE),
    Row("harmed", OwnAgenda, {"THEY_LEAD": DIRECT}, on=On.JUSTICE),
    *_adult("caused_harm"),
    Row("caused_harm", RoleInHarm, {"ROLE": JOINT}, _NO_PART),
    Row("caused_harm", Acknowledgement, {"E19": JOINT}),
    Row("caused_harm", Programme, {"E21": DIRECT}),
    Row("child", RoleInHarm, {"ROLE": JOINT}, _NO_PART_OF_A_CHILD),
    Row("child", Reach, {"E2": EVERY}),
    Row("child", RiskAssessed, _RISK),
    Row("child", ChildView, {"E18": JOINT}),
    Row(
        "child",
        ChildAssessment,
        {"E18": JOINT},
        {
            "E14": JOINT,
            "E15": JOINT,
            "E18": JOINT,
            "E22": DIRECT,
        },  # it is not known that they only are affected
    ),
    Row("child", ContactChecks, {"E29": JOINT}),
    Row("child", SafeguardingDecision, {"SAFEGUARD": JOINT}),
    Row("child", SafetyPlan, _SAFETY),
    *_adult("young_who_harmed"),
    Row("young_who_harmed", RoleInHarm, {"ROLE": JOINT}),
    Row("young_who_harmed", ChildView, {"E18": JOINT}),
    Row("young_who_harmed", TakingPartSafeguards, {"E18": JOINT}),
    Row("young_who_harmed", ChildAssessment, {"E18": JOINT}),
    Row("young_who_harmed", Acknowledgement, {"E19": JOINT}),
    Row("young_who_harmed", Programme, {"E21": DIRECT}),
    Row("young_who_harmed", SafeguardingDecision, {"SAFEGUARD": JOINT}),
    Row("young_who_harmed", SafetyPlan, _SAFETY),
    Row("young_who_harmed", ContactChecks, {"E29": JOINT}),
    *(row for room in WITHOUT_ABUSE for row in _light(room)),
    Row("team", AbuseFlag, {"E4": JOINT}),
    Row("team", OwnChoiceNotice, {"E3": JOINT}),
    Row("team", SharedAccount, {"E20": DIRECT}),
    Row("team", EveryoneReassessed, {"E8": JOINT}),
    Row("team", VenuePlan, {"E23": DIRECT}),
    Row("team", WholeView, {"E22": DIRECT}),
    Row("team", TimePlanOutline, {"E31": JOINT}),
    Row("team", FamilyConferencePlan, {"FAMILY": _FAMILY}),
    Row("team", JusticeDetails, {"OFFICIAL": JOINT, "ADMITTED": JOINT}, on=On.JUSTICE),
    Row(
        "team without abuse",
        AbuseFlag,
        {"E4": JOINT},
        {"E3": JOINT, "E8": JOINT, "E20": DIRECT, "E22": DIRECT, "E23": DIRECT, "E31": JOINT},
    ),
    Row("team without abuse", FamilyConferencePlan, {"FAMILY": _ALONE}),
    Row("team without abuse", JusticeDetails, {"OFFICIAL": JOINT, "ADMITTED": JOINT}, on=On.JUSTICE),
    *(
        row
        for team in TEAMS
        for row in (
            Row(team, GoBetween, {"GOES_BETWEEN": frozenset({Form.GO_BETWEEN})}),
            Row(team, RecordingKept, {"E27": frozenset({Form.RECORDING})}),
        )
    ),
)


def _in(bars: Bars, form: Form) -> set[str]:
    return {code for code, forms in bars.items() if form in forms}


@pytest.mark.parametrize("row", TABLE, ids=lambda row: f"{row.room}-{row.kind.kind}")
def test_a_room_without_one_record_refuses_and_names_it(row: Row) -> None:
    for form in Form:
        lacks_anyway = set(reasons_in(row.room, row.on, form))  # who stands in, or their own people
        assert not lacks_anyway or form in {Form.SURROGATE, Form.CIRCLE_OF_OWN_PEOPLE}
        reasons = set(reasons_in(row.room, row.on, form, row.kind)) - lacks_anyway
        naming = {each for each in reasons if row.kind.kind in each.satisfied_by}

        assert codes(naming) == _in(row.named, form), form
        assert codes(reasons - naming) == _in(row.follows, form), form
        # Alone with the family is not for a room of which the risk is not known: that is said, not absent.
        assert all(each.absent for each in reasons if each is not NOT_LOW_ENOUGH_ALONE), form


def test_every_record_of_a_complete_room_has_its_row() -> None:
    implied: set[tuple[str, type[Fact]]] = {
        ("child", Identity),  # a child who lived with it is under 18
        *((room, Incident) for room in WITHOUT_ABUSE),  # what happened is said, and asked of nobody
        *((room, kind) for room in WITHOUT_ABUSE for kind in (NoAbuse, AbuseScreen)),  # below
    }
    for room, facts in (ROOMS | TEAMS).items():
        rows = {row.kind for row in TABLE if row.room == room}
        left = {type(fact) for fact in facts()} - rows
        assert {(room, kind) for kind in left} <= implied, room


@pytest.mark.parametrize(
    ("room", "kind"), [*((room, NoAbuse) for room in WITHOUT_ABUSE), ("of a family", AbuseScreen)]
)
def test_without_their_no_abuse_all_that_abuse_asks_is_asked(room: str, kind: type[Fact]) -> None:
    """It is never the shorter path: no reason of a room asks for it, but all that the other one asks."""
    for on, form in product(PATHWAYS, sorted(JOINT)):
        reasons = reasons_in(room, on, form, kind)
        assert codes(reasons) >= {"E7", "E8", "E13", "E15", "E25", "COURSE"}
        assert ("E22" in codes(reasons)) is (form in DIRECT)
        assert not [each for each in reasons if kind.kind in each.satisfied_by]


@pytest.mark.parametrize("on", PATHWAYS)
def test_work_with_one_person_waits_for_a_way_to_reach_them_and_for_nothing_else(on: On) -> None:
    """Listening, early help, a letter that is not sent: whatever else is missing (domain.md E12, E28)."""
    for form in APART - {Form.SURROGATE, Form.CIRCLE_OF_OWN_PEOPLE}:
        for room, facts in ROOMS.items():
            everything_else = tuple({type(fact) for fact in facts()} - {Reach})
            assert reasons_in(room, on, form, *everything_else) == ()
            assert codes(reasons_in(room, on, form, Reach)) == {"E2"}


SHORT_OF: list[tuple[str, dict[str, Any], str]] = [
    ("one worker", {"practitioners": good.plan().practitioners[:1]}, "E5"),
    ("nobody who caused harm", {"answered_for": good.NO}, "E19"),
    ("not known who caused harm", {"answered_for": UNKNOWN}, "E19"),
    ("no sign-off", {"sign_off": None}, "E22"),
    ("no preparation", {"has_preparation": good.NO}, "E26"),
    ("joint step unknown", {"has_joint_step": UNKNOWN}, "E26"),
    ("no after-care", {"has_after_care": good.NO}, "E26"),
    ("after-care not all set", {"after_care": frozenset(AfterCare) - {AfterCare.HOURS_48}}, "E35"),
    ("unease", {"open_unease": 1}, "UNEASE"),
    ("stopped", {"stopped": good.YES}, "STOPPED"),
    ("stopped unknown", {"stopped": UNKNOWN}, "STOPPED"),
]


@pytest.mark.parametrize(("name", "change", "code"), SHORT_OF)
def test_a_plan_short_of_one_thing_refuses_meeting(name: str, change: dict[str, Any], code: str) -> None:
    assert codes(reasons_for_plan(replace(good.plan(), **change), asks())) == {code}


def test_no_plan_refuses_every_joint_form_and_no_other() -> None:
    """And says to make one: nobody is sent to the supervisor with "something could not be read"."""
    for form in Form:
        assert reasons_for_plan(None, asks(form)) == ((NO_PLAN,) if form in JOINT else ())


def test_practitioners_lapsed_or_not_supervised_refuse() -> None:
    worker = good.plan().practitioners[0]
    lapsed = replace(worker, dva_competent_until=DAY - timedelta(days=1))
    long_ago = replace(worker, supervised_on=DAY - timedelta(days=85))
    in_time = replace(worker, supervised_on=DAY - timedelta(days=84))
    never = replace(worker, supervised_on=None)

    def of(*workers: PlanPractitioner) -> set[str]:
        return codes(reasons_for_plan(replace(good.plan(), practitioners=workers), asks()))

    assert of(lapsed, lapsed) == {"E5"}
    assert of(lapsed, worker) == set()
    assert of(worker, long_ago) == {"E6"}
    assert of(worker, never) == {"E6"}
    assert of(worker, in_time) == set()
    assert of(worker, replace(worker, supervised_on=DAY + timedelta(days=1))) == {"E6"}
    only_today = replace(worker, dva_competent_until=DAY, supervised_on=DAY)
    assert of(only_today, lapsed) == set()
    assert of() == {"E5", "E6"}


@pytest.mark.parametrize(
    ("change", "refuses"),
    [
        ({}, False),
        ({"signed_on": DAY - timedelta(days=14)}, False),
        ({"signed_on": DAY - timedelta(days=15)}, True),
        ({"signed_on": DAY + timedelta(days=1)}, True),
        ({"holds": good.NO}, True),
        ({"holds": UNKNOWN}, True),
        ({"signer_apart": good.NO}, True),
        ({"signer_apart": UNKNOWN}, True),
    ],
)
def test_a_sign_off_holds_only_genuine_apart_and_for_14_days(
    change: dict[str, Any], *, refuses: bool
) -> None:
    plan = good.plan()
    assert plan.sign_off is not None
    signed = replace(plan, sign_off=replace(plan.sign_off, **change))

    assert ("E22" in codes(reasons_for_plan(signed, asks()))) is refuses


@pytest.mark.parametrize("form", sorted(JOINT))
@pytest.mark.parametrize("abuse", [good.YES, good.NO, UNKNOWN])
def test_carried_forms_need_vetting_by_two(form: Form, abuse: Answer) -> None:
    one = frozenset(list(good.plan().vetted_by)[:1])
    short: tuple[dict[str, Any], ...] = (
        {"vetted_by": one},
        {"vetted_by": frozenset()},
        {"vetted_as_it_is": UNKNOWN},
    )
    for change in short:
        plan = replace(good.plan(), abuse=abuse, **change)
        assert ("E27" in codes(reasons_for_plan(plan, asks(form)))) is (form in CARRIED)


def _bare(abuse: Answer) -> PlanFacts:
    return PlanFacts(
        abuse=abuse,
        answered_for=UNKNOWN,
        practitioners=(),
        sign_off=None,
        has_preparation=UNKNOWN,
        has_joint_step=UNKNOWN,
        has_after_care=UNKNOWN,
        after_care=frozenset(),
        vetted_by=frozenset(),
        vetted_as_it_is=UNKNOWN,
        open_unease=0,
        stopped=good.NO,
    )


def test_a_bare_plan_is_enough_for_meeting_only_where_abuse_is_excluded() -> None:
    for form in DIRECT:
        assert codes(reasons_for_plan(_bare(good.NO), asks(form))) == set()
        for abuse in (good.YES, UNKNOWN):
            assert codes(reasons_for_plan(_bare(abuse), asks(form))) == {
                "E5",
                "E6",
                "E19",
                "E22",
                "E26",
                "E35",
            }


def test_a_carried_step_waits_for_vetting_and_a_signature_where_abuse_is_not_excluded() -> None:
    for form in CARRIED:
        assert codes(reasons_for_plan(_bare(good.NO), asks(form))) == {"E27"}
        for abuse in (good.YES, UNKNOWN):
            said = codes(reasons_for_plan(_bare(abuse), asks(form)))
            assert said == {"E5", "E6", "E22", "E27"}
