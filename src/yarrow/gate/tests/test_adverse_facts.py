"""What was said or happened: what it holds, what lifts it, and in which order."""

from dataclasses import replace
from datetime import date, timedelta

import pytest

from yarrow.gate.facts.base import Fact
from yarrow.gate.facts.change import (
    CourtEvent,
    CourtEventKind,
    Escalation,
    GoneQuiet,
    Marac,
    MentalHealthCrisis,
    NewPartner,
    Pregnancy,
    Release,
    Separation,
    SeparationState,
    SuicideRisk,
    Warned,
    WarningState,
)
from yarrow.gate.facts.children import AgreementReported
from yarrow.gate.facts.choice import SCREEN_HOLDS_FOR, CoercionScreen, Consent, ConsentValue, InformationGiven
from yarrow.gate.facts.harm import (
    CounterAllegation,
    Fear,
    Harm,
    HarmAfter,
    Incident,
    OngoingAbuse,
    Part,
    Pressure,
    Retraction,
)
from yarrow.gate.facts.orders import Bar, Order, OrderKind, OrderState
from yarrow.gate.facts.readiness import Extent, Preparation, Programme, Supporter
from yarrow.gate.facts.risk import (
    Level,
    MediumRiskAgreement,
    RiskAssessed,
    ScreenResult,
    Specialist,
    SpecialistView,
    View,
    ViewOf,
)
from yarrow.gate.facts.who import AddressGuarded, AddressSecret, Death, ReachUnsafe, Role
from yarrow.gate.forms import APART, CARRIED, DIRECT, JOINT, Form
from yarrow.gate.person import reasons_for_person
from yarrow.gate.reasons import GateReason
from yarrow.gate.tests import favourable as good
from yarrow.gate.tests.favourable import DAY, NO, REVIEW, SOME, UNKNOWN, YES, asks, codes, of_person, written
from yarrow.gate.topics import Topic

ANEW: list[Fact] = [good.risk(), good.clear_screen(), good.specialist(), good.consent()]

ALONE = Form.PRIVATE_FAMILY_TIME

TRIGGERS: list[Fact] = [
    Incident(part=Part.WAS_HARMED, form=Harm.PHYSICAL),
    Incident(part=Part.CAUSED_IT, form=Harm.STRANGULATION),
    OngoingAbuse(),
    HarmAfter(),
    Escalation(),
    *(Separation(state=state) for state in SeparationState),
    Pregnancy(),
    *(CourtEvent(event=event) for event in CourtEventKind),
    Release(),
    NewPartner(),
    Marac(),
    GoneQuiet(),
    SuicideRisk(),
    MentalHealthCrisis(),
    Warned(state=WarningState.IGNORED),
    good.consent(ConsentValue.WITHDRAWN, forms=[Form.GIFT]),
    Order(reference="a", kind_of_order=OrderKind.BAIL, state=OrderState.BREACHED, bars=(Bar.DIRECT,)),
]


def _adverse(reasons: tuple[GateReason, ...]) -> set[str]:
    return codes(reason for reason in reasons if not reason.absent)


@pytest.mark.parametrize("trigger", TRIGGERS, ids=lambda fact: fact.kind)
def test_a_trigger_after_the_assessment_holds_everything_joint_until_risk_is_looked_at(trigger: Fact) -> None:
    for form in JOINT:
        assert "E8" in _adverse(of_person([*good.harmed(), trigger], asks(form)))
        assert "E8" not in codes(of_person([*good.harmed(), trigger, good.risk()], asks(form)))
    for form in APART:
        assert of_person([*good.harmed(), good.stand_in(), trigger], asks(form)) == ()


@pytest.mark.parametrize(
    "news",
    [
        Fear(words=SOME),
        Retraction(),
        Warned(state=WarningState.GIVEN),
        good.consent(ConsentValue.DECLINED, [Form.GIFT]),
    ],
    ids=lambda fact: fact.kind,
)
def test_what_is_no_trigger_leaves_the_assessment_standing(news: Fact) -> None:
    assert of_person([*good.harmed(), news], asks()) == ()


def test_an_assessment_without_a_level_opens_nothing_again() -> None:
    told = [*good.harmed(), Escalation(), good.risk(Level.UNKNOWN)]

    assert {"E7", "E8"} <= codes(of_person(told))
    assert of_person([*told, good.risk()]) == ()


@pytest.mark.parametrize("form", sorted(JOINT))
def test_high_risk_bars_meeting_and_carried_forms_stand_still(form: Form) -> None:
    high = [*good.harmed(), good.risk(Level.HIGH)]
    expected = {"E9" if form in DIRECT else "E8"} | ({"FAMILY"} if form is ALONE else set())

    assert _adverse(of_person(high, asks(form))) == expected
    assert expected <= _adverse(of_person([*high, good.risk(Level.UNKNOWN)], asks(form)))
    assert codes(of_person([*high, good.risk()], asks(form))) == {"MARAC"}
    assert of_person([*high, good.marac_decided(), good.risk()], asks(form)) == ()


def test_judgement_never_lowers_the_level_of_an_instrument() -> None:
    lowered = RiskAssessed(
        level=Level.LOW,
        instrument_level=Level.HIGH,
        own_view=SOME,
        reasons=SOME,
        review_on=REVIEW,
    )
    raised = RiskAssessed(
        level=Level.HIGH,
        instrument_level=Level.LOW,
        own_view=SOME,
        reasons=SOME,
        review_on=REVIEW,
    )

    assert [field for field, _ in lowered.problems()] == ["level"]
    assert raised.problems() == ()
    assert {"E9", "E10", "UNKNOWN"} <= codes(of_person([*good.harmed(), lowered]))
    assert "E10" not in codes(of_person([*good.harmed(), lowered, raised]))
    assert "E10" not in codes(of_person([*good.harmed(), lowered], asks(Form.ONE_PERSON_WORK)))
    assert "E9" in codes(of_person([*good.harmed(), raised]))


@pytest.mark.parametrize("form", sorted(JOINT - {ALONE}))
def test_medium_risk_needs_specialist_and_supervisor_after_it(form: Form) -> None:
    def held(*facts: Fact) -> bool:
        reasons = of_person(facts, asks(form))
        assert all(reason.absent for reason in reasons)
        return codes(reasons) >= {"MEDIUM"}

    agreed = MediumRiskAgreement(reasons=SOME, second_worker="A supervisor")
    typed_alone = MediumRiskAgreement(reasons=SOME, second_worker=" ")
    medium = [*good.harmed(), good.risk(Level.MEDIUM)]
    about_another = SpecialistView(by=Specialist.IDVA, view=View.SUPPORTS, about=ViewOf.WHOLE_MEETING)

    assert held(*medium)
    assert held(*good.harmed(), agreed, good.specialist(), good.risk(Level.MEDIUM))
    assert held(*medium, agreed)
    assert held(*medium, good.specialist())
    assert held(*medium, good.specialist(View.UNKNOWN), agreed)
    assert held(*medium, about_another, agreed)
    assert "MEDIUM" in codes(of_person([*medium, good.specialist(), typed_alone], asks(form)))
    assert of_person([*medium, good.specialist(), agreed], asks(form)) == ()
    assert of_person([*medium, agreed, good.specialist()], asks(form)) == ()


def test_marac_bars_meeting_until_an_assessment_below_high() -> None:
    heard = [*good.harmed(), Marac()]

    assert "E9" in _adverse(of_person(heard))
    assert "E9" in _adverse(of_person([*heard, good.risk(Level.HIGH)]))
    assert "E9" in _adverse(of_person([*heard, good.risk(Level.UNKNOWN)]))
    assert of_person([*heard, good.risk()]) == ()
    assert "E9" not in codes(of_person(heard, asks(Form.LETTER)))


FINDINGS: list[list[Fact]] = [
    [OngoingAbuse(part=Part.WAS_HARMED)],
    [OngoingAbuse(part=Part.CAUSED_IT, by_under_18=NO)],
    [Pressure()],
    [good.worrying_screen()],
    [Separation(state=SeparationState.HAPPENED), Incident(part=Part.WAS_HARMED)],
]


@pytest.mark.parametrize("finding", FINDINGS, ids=lambda facts: facts[-1].kind)
@pytest.mark.parametrize("form", sorted(JOINT))
def test_harm_going_on_is_lifted_only_by_a_clear_screen_alone_and_a_specialist(
    finding: list[Fact],
    form: Form,
) -> None:
    told = [*good.harmed(), *finding, good.risk()]

    def held(*later: Fact) -> bool:
        return "E11" in _adverse(of_person([*told, *later], asks(form)))

    not_alone = CoercionScreen(alone=UNKNOWN, result=ScreenResult.CLEAR)
    assert held()
    assert held(good.clear_screen())
    assert held(good.specialist())
    assert held(not_alone, good.specialist())
    assert held(good.clear_screen(), good.specialist(View.CONCERNS))
    assert held(good.clear_screen(), good.specialist(), good.specialist(View.OPPOSES))
    assert held(good.clear_screen(), good.specialist(), *finding)
    assert not held(good.clear_screen(), good.specialist())
    assert not held(good.specialist(), good.clear_screen())
    assert of_person([*told, *ANEW], asks(form)) == ()


def test_a_view_about_something_else_lifts_nothing() -> None:
    other = SpecialistView(by=Specialist.IDVA, view=View.SUPPORTS, about=ViewOf.SOMETHING_ELSE)

    assert "E11" in codes(of_person([*good.harmed(), Pressure(), good.clear_screen(), other]))


@pytest.mark.parametrize(
    ("happened_on", "since"),
    [(None, None), (DAY, None), (None, DAY), (DAY, DAY), (DAY, DAY - timedelta(days=3))],
)
def test_an_incident_told_in_one_breath_with_a_parting_counts_whichever_was_written_first(
    happened_on: date | None, since: date | None
) -> None:
    incident = Incident(happened_on=happened_on)
    parting = Separation(state=SeparationState.HAPPENED, since=since)

    for told in ([incident, parting], [parting, incident]):
        assert "E11" in _adverse(of_person([*good.harmed(), *told, good.risk()]))


def test_an_incident_before_parting_is_a_trigger_only() -> None:
    days = timedelta(days=2)
    known = [Incident(happened_on=DAY - days), Separation(state=SeparationState.HAPPENED, since=DAY)]
    earlier, parting = written([Incident()], DAY - days), written([*known[1:], *good.harmed()])
    on_other_days = [*earlier, *(replace(each, number=each.number + 1) for each in parting)]

    assert "E8" in codes(of_person([*good.harmed(), *known]))
    assert "E11" not in codes(of_person([*good.harmed(), *known]))
    assert "E11" not in codes(reasons_for_person(on_other_days, asks()))


def test_a_screen_lapses_after_fourteen_days_and_a_fresh_one_needs_no_other_yes() -> None:
    harmed = written(good.harmed(), DAY)
    assert timedelta(days=14) == SCREEN_HOLDS_FOR
    last, over = DAY + SCREEN_HOLDS_FOR, DAY + SCREEN_HOLDS_FOR + timedelta(days=1)
    again = replace(written([good.clear_screen()], over)[0], number=len(harmed) + 1)

    for form in JOINT:
        assert reasons_for_person(harmed, asks(form, day=last)) == ()
        reasons = reasons_for_person(harmed, asks(form, day=over))
        assert codes(reasons) == {"E13"}
        assert all(reason.absent for reason in reasons)
        assert reasons_for_person([*harmed, again], asks(form, day=over)) == ()
    assert reasons_for_person(harmed, asks(Form.NO_SEND_LETTER, day=over)) == ()


def test_where_abuse_is_excluded_no_screen_is_asked_for_and_none_lapses() -> None:
    light = written([*good.harmed(), good.no_abuse()], DAY)

    assert reasons_for_person(light, asks(day=DAY + timedelta(days=20))) == ()


@pytest.mark.parametrize(
    "finding",
    [
        [OngoingAbuse(by_under_18=YES)],
        [Separation(state=SeparationState.HAPPENED), Incident(form=Harm.PHYSICAL, by_under_18=YES)],
    ],
    ids=lambda facts: facts[-1].kind,
)
def test_harm_by_someone_under_18_is_answered_by_a_specialist_not_by_e11(finding: list[Fact]) -> None:
    told = [*good.harmed(), *finding]

    assert {"E8", "E18"} <= codes(of_person(told))
    assert "E11" not in codes(of_person(told))
    assert codes(of_person([*told, good.risk()])) == {"E18"}
    assert of_person([*told, good.risk(), good.specialist()]) == ()


def test_pressure_or_a_worrying_screen_undoes_an_earlier_yes() -> None:
    for doubt in (Pressure(), good.worrying_screen()):
        asked_again = [*good.harmed(), doubt, good.risk(), good.specialist(), good.clear_screen()]
        assert {"E13", "E15"} <= codes(of_person([*good.harmed(), doubt]))
        assert codes(of_person(asked_again)) == {"E15"}
        assert of_person([*asked_again, good.consent()]) == ()


def test_a_worrying_screen_needs_a_specialist_too() -> None:
    asked = [*good.harmed(), good.worrying_screen(), good.clear_screen()]

    assert {"E11", "E13"} <= _adverse(of_person(asked))
    assert "E13" not in codes(of_person([*asked, good.specialist()]))


def test_the_last_screen_counts_and_must_be_alone_and_clear() -> None:
    for alone, result in ((UNKNOWN, "clear"), (NO, "clear"), (YES, "unknown")):
        screen = CoercionScreen(alone=alone, result=ScreenResult(result))
        reasons = of_person([*good.harmed(), screen])
        assert codes(reasons) == {"E13"}
        assert all(reason.absent for reason in reasons)


def test_a_specialist_who_is_against_it_holds_it_until_a_later_supporting_view() -> None:
    for view in (View.CONCERNS, View.OPPOSES):
        against = [*good.harmed(), good.specialist(view)]
        assert _adverse(of_person(against)) == {"E22"}
        assert of_person([*against, good.specialist()]) == ()


def test_honour_based_abuse_closes_family_and_community_until_its_specialist_speaks() -> None:
    order = Order(
        reference="a",
        kind_of_order=OrderKind.FORCED_MARRIAGE,
        state=OrderState.VARIED,
        bars=(),
    )
    for told in (Incident(form=Harm.HONOUR_BASED), order):
        facts = [*good.harmed(), told, good.risk()]
        for form in (Form.FAMILY_MEETING, Form.FAMILY_GROUP_CONFERENCE, Form.CIRCLE_OF_OWN_PEOPLE):
            assert codes(of_person(facts, asks(form))) == {"HONOUR"}
            assert codes(of_person([*facts, good.specialist()], asks(form))) == {"HONOUR"}
            assert of_person([*facts, good.specialist(by=Specialist.HBS)], asks(form)) == ()


def test_i_am_harmed_too_waits_for_a_specialist() -> None:
    told = [*good.harmed(), CounterAllegation()]

    assert codes(of_person(told)) == {"ROLE"}
    assert of_person([*told, good.specialist()]) == ()


def test_a_yes_to_another_form_or_another_topic_is_no_yes_to_this() -> None:
    room = good.without(good.harmed(), Consent)
    for yes in (good.consent(forms=[Form.LETTER]), good.consent(topics=[Topic.BELONGINGS])):
        assert codes(of_person([*room, yes])) == {"E15"}
    assert of_person([*room, good.consent(forms=[Form.CONFERENCE], topics=[Topic.HARM])]) == ()


def test_a_yes_given_before_the_information_does_not_count() -> None:
    room = good.without(good.harmed(), InformationGiven)

    assert codes(of_person([*room, good.informed()])) == {"E15"}
    assert of_person([*room, good.informed(), good.consent()]) == ()


@pytest.mark.parametrize("value", [ConsentValue.DECLINED, ConsentValue.WITHDRAWN])
def test_a_no_holds_that_form_at_once_and_only_a_later_yes_lifts_it(value: ConsentValue) -> None:
    said_no = [*good.harmed(), good.consent(value, [Form.CONFERENCE]), good.risk()]

    assert _adverse(of_person(said_no, asks(Form.CONFERENCE))) == {"E16"}
    assert of_person(said_no, asks(Form.LETTER)) == ()
    assert of_person([*said_no, good.consent()], asks(Form.CONFERENCE)) == ()


def test_a_withdrawal_without_a_form_is_from_everything_joint_and_nothing_else() -> None:
    stopped = [*good.harmed(), Consent(value=ConsentValue.WITHDRAWN)]

    for form in JOINT:
        assert "E16" in codes(of_person(stopped, asks(form)))
    for form in APART:
        assert of_person([*stopped, good.stand_in()], asks(form)) == ()


@pytest.mark.parametrize("extent", list(Extent))
def test_no_acknowledgement_holds_everything_joint(extent: Extent) -> None:
    facts = [*good.caused_harm(), good.acknowledgement(extent)]
    for form in JOINT:
        assert _adverse(of_person(facts, asks(form))) == ({"E19"} if extent is Extent.NONE else set())


def test_a_later_denial_undoes_an_acknowledgement_in_any_room() -> None:
    for room in (good.caused_harm(), good.harmed()):
        denied = [*room, good.acknowledgement(Extent.NONE)]
        assert _adverse(of_person(denied)) == {"E19"}
        assert of_person([*denied, good.acknowledgement()]) == ()


def test_an_acknowledgement_gone_through_by_one_worker_alone_does_not_count() -> None:
    assert codes(of_person([*good.caused_harm(), good.acknowledgement(second_worker=" ")])) == {"E19"}


def test_a_promise_is_no_agreement() -> None:
    promised = [*good.caused_harm(), AgreementReported(words=SOME, freely_agreed=NO)]
    unknown = [*good.caused_harm(), AgreementReported(words=SOME)]

    assert _adverse(of_person(promised)) == {"E33"}
    assert codes(of_person(unknown)) == {"E33"}
    assert _adverse(of_person(unknown)) == set()
    assert of_person(promised, asks(Form.LETTER)) == ()
    assert of_person([*promised, AgreementReported(words=SOME, freely_agreed=YES)]) == ()


def test_a_secret_must_be_guarded_after_it_was_told() -> None:
    guarded = AddressGuarded(how=SOME, second_worker="Second")
    secret = AddressSecret(words=SOME)

    for form in JOINT:
        assert codes(of_person([*good.harmed(), secret], asks(form))) == {"E39"}
        assert codes(of_person([*good.harmed(), guarded, secret], asks(form))) == {"E39"}
        assert of_person([*good.harmed(), secret, guarded], asks(form)) == ()


def test_death_freezes_the_room() -> None:
    for form in Form:
        assert "DEATH" in codes(of_person([*good.harmed(), Death(), *good.harmed()], asks(form)))


def test_a_way_that_is_no_longer_safe_holds_every_form_until_another_is_found() -> None:
    room = [*good.harmed(), good.stand_in()]
    unsafe = [*room, ReachUnsafe(words=SOME), good.reach(DAY - timedelta(days=40))]

    for form in Form:
        assert codes(of_person([*room, ReachUnsafe(words=SOME)], asks(form))) == {"E2"}
        assert codes(of_person(unsafe, asks(form))) == {"E2"}
        assert of_person([*unsafe, good.reach()], asks(form)) == ()


def test_carried_forms_do_not_ask_what_only_meeting_asks() -> None:
    light = good.without(good.caused_harm(), Preparation, Supporter, Programme)

    for form in CARRIED:
        assert of_person(light, asks(form)) == ()


def test_work_on_the_behaviour_is_assessed_before_people_meet() -> None:
    not_assessed = good.without(good.caused_harm(), Programme)

    for form in DIRECT:
        assert codes(of_person(not_assessed, asks(form))) == {"E21"}


def test_an_adult_who_only_harmed_or_supports_needs_no_safety_plan() -> None:
    both = [*good.caused_harm(), good.role(Role.SUPPORTER, "harm-2")]
    harmed_too = [*good.caused_harm(), good.role(Role.HARMED, "harm-2")]

    assert of_person(both) == ()
    assert codes(of_person([*harmed_too, good.specialist()])) == {"E22"}
