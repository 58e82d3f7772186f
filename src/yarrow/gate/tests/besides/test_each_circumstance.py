"""The second table: what is asked only sometimes, alone missing, refuses and names itself."""

from collections.abc import Callable

import pytest

from yarrow.gate.facts.base import Fact, Home
from yarrow.gate.facts.choice import Consent, InformationGiven
from yarrow.gate.facts.freedom import (
    Dependence,
    DependsOn,
    InterpreterFound,
    MaracDecision,
    NotKnown,
    NotKnownTo,
    SafeguardingDecision,
    SharesLookedAt,
    StandIn,
)
from yarrow.gate.facts.harm import CounterAllegation, Harm, Incident
from yarrow.gate.facts.orders import OrdersCheck
from yarrow.gate.facts.readiness import (
    Acknowledgement,
    Capacity,
    Preparation,
    Programme,
    Supporter,
    TakingPartSafeguards,
    WhoAgrees,
)
from yarrow.gate.facts.risk import (
    Level,
    MediumRiskAgreement,
    RiskAssessed,
    SafetyPlan,
    Specialist,
    SpecialistView,
)
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
from yarrow.gate.facts.who import AddressGuarded, AddressSecret, AgeBand, Identity, Reach, Role, RoleInHarm
from yarrow.gate.forms import Form
from yarrow.gate.reasons import GateReason
from yarrow.gate.tests import favourable as good
from yarrow.gate.tests.favourable import NO, SOME, YES, asks, codes, of_person, of_team
from yarrow.gate.topics import Topic

HONOUR = Incident(form=Harm.HONOUR_BASED)
SECRET = AddressSecret(words=SOME)
GUARDED = AddressGuarded(how=SOME, second_worker="Second")
NEEDS_CARE = Dependence(on=(DependsOn.CARE,), in_place=YES)
CHANGED = RoleInHarm(harm="harm-1", role=Role.HARMED_BY_CHILD, second_worker="Second")
HBS = good.specialist(by=Specialist.HBS)
AGREED = MediumRiskAgreement(reasons=SOME, second_worker="Second")


def interpreted(*more: Fact) -> list[Fact]:
    return [*good.harmed(), Identity(known_as="Sam", age_band=AgeBand.ADULT, interpreter=YES), *more]


Case = tuple[str, Home, list[Fact], type[Fact], Form, str]
PERSON, TEAM = Home.PERSON, Home.TEAM
MEETING = Form.CONFERENCE
CASES: list[Case] = [
    ("high before", PERSON, [good.risk(Level.HIGH), good.marac_decided()], MaracDecision, MEETING, "MARAC"),
    ("needs care", PERSON, [NEEDS_CARE, good.authority_told()], SafeguardingDecision, MEETING, "SAFEGUARD"),
    ("changed part", PERSON, [CHANGED, SharesLookedAt(every_one=YES)], SharesLookedAt, MEETING, "ROLE"),
    (
        "grave harm",
        PERSON,
        [Incident(form=Harm.STRANGULATION), good.specialist()],
        SpecialistView,
        MEETING,
        "GRAVE",
    ),
    ("both say so", PERSON, [CounterAllegation(), good.specialist()], SpecialistView, MEETING, "ROLE"),
    ("honour", PERSON, [HONOUR, HBS], SpecialistView, MEETING, "HONOUR"),
    ("a secret", PERSON, [SECRET, GUARDED], AddressGuarded, MEETING, "E39"),
    (
        "not known",
        PERSON,
        [NotKnownTo(what=(NotKnown.GENDER,), by_whom=SOME), GUARDED],
        AddressGuarded,
        MEETING,
        "KNOWN",
    ),
    (
        "cannot decide",
        PERSON,
        [Capacity(value=NO), good.safeguards(WhoAgrees.ADVOCATE)],
        TakingPartSafeguards,
        MEETING,
        "E18",
    ),
    ("who stands in", PERSON, [good.stand_in()], StandIn, Form.SURROGATE, "STANDS_IN"),
    ("conference", TEAM, [], FamilyConferencePlan, Form.FAMILY_GROUP_CONFERENCE, "FAMILY"),
    ("alone", TEAM, [], FamilyConferencePlan, Form.PRIVATE_FAMILY_TIME, "FAMILY"),
    ("go-between", TEAM, [], GoBetween, Form.GO_BETWEEN, "GOES_BETWEEN"),
    ("recording", TEAM, [], RecordingKept, Form.RECORDING, "E27"),
]


@pytest.mark.parametrize(
    ("home", "more", "kind", "form", "code"), [case[1:] for case in CASES], ids=[case[0] for case in CASES]
)
def test_what_is_asked_only_sometimes_refuses_alone_and_names_itself(
    home: Home, more: list[Fact], kind: type[Fact], form: Form, code: str
) -> None:
    of, room = (of_person, good.harmed()) if home is PERSON else (of_team, good.team())
    complete = [*room, *more, *([good.risk()] if home is PERSON else [])]
    if code == "ROLE" and more[0].kind == "counter_allegation":
        complete = [*room, *more]

    assert of(complete, asks(form)) == ()
    reasons = of([fact for fact in complete if type(fact) is not kind], asks(form))
    assert codes(reasons) == {code}
    assert all(reason.absent and kind.kind in reason.satisfied_by for reason in reasons)


def test_an_interpreter_who_is_needed_refuses_alone_and_names_itself() -> None:
    reasons = of_person(interpreted())

    assert of_person(interpreted(good.interpreter())) == ()
    assert {(each.code, each.satisfied_by) for each in reasons} == {("INTERPRETER", (InterpreterFound.kind,))}


@pytest.mark.parametrize("missing", [MediumRiskAgreement, SpecialistView])
def test_at_medium_risk_each_of_the_two_refuses_alone_and_names_itself(missing: type[Fact]) -> None:
    both = [good.specialist(), AGREED]
    room = [*good.harmed(), good.risk(Level.MEDIUM)]
    reasons = of_person([*room, *(fact for fact in both if type(fact) is not missing)])

    assert of_person([*room, *both]) == ()
    assert {(each.code, each.satisfied_by) for each in reasons} == {("MEDIUM", (missing.kind,))}


def test_what_somebody_needs_refuses_alone_until_something_is_in_its_place() -> None:
    reasons = of_person([*good.harmed(), Dependence(on=(DependsOn.MONEY,))])

    assert {(each.code, each.satisfied_by) for each in reasons} == {("DEPENDS", (Dependence.kind,))}


NAMES_ITSELF: list[tuple[Callable[[], list[Fact]], type[Fact]]] = [
    *((good.harmed, kind) for kind in (Identity, RoleInHarm, Reach, RiskAssessed, InformationGiven, Consent)),
    *((good.harmed, kind) for kind in (OrdersCheck, SafetyPlan, Preparation, Supporter)),
    *((good.caused_harm, kind) for kind in (Acknowledgement, Programme)),
    *((good.child, kind) for kind in (SafeguardingDecision,)),
]


@pytest.mark.parametrize(("room", "kind"), NAMES_ITSELF)
def test_what_every_meeting_asks_names_itself_in_a_room(
    room: Callable[[], list[Fact]], kind: type[Fact]
) -> None:
    reasons = of_person([fact for fact in room() if type(fact) is not kind], asks(MEETING, *Topic))

    assert kind.kind in _named(reasons)


@pytest.mark.parametrize(
    "kind",
    [AbuseFlag, OwnChoiceNotice, SharedAccount, EveryoneReassessed, VenuePlan, WholeView, TimePlanOutline],
)
def test_what_every_meeting_asks_names_itself_in_the_team_room(kind: type[Fact]) -> None:
    reasons = of_team([fact for fact in good.team() if type(fact) is not kind], asks(MEETING, *Topic))

    assert kind.kind in _named(reasons)


def _named(reasons: tuple[GateReason, ...]) -> set[str]:
    return {kind for reason in reasons for kind in reason.satisfied_by}
