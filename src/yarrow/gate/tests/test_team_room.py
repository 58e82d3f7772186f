"""What the team room holds back."""

from dataclasses import replace
from datetime import date, timedelta

import pytest

from yarrow.gate.facts import notice_for_team
from yarrow.gate.facts.base import Fact
from yarrow.gate.facts.change import GoneQuiet, Separation, SeparationState
from yarrow.gate.facts.children import AgreementReported
from yarrow.gate.facts.harm import AgencyConcern, Harm, Incident, Pressure
from yarrow.gate.facts.risk import Specialist, View
from yarrow.gate.facts.team import (
    TEAM_FINDING_HOLDS_FOR,
    AbuseFlag,
    EveryoneReassessed,
    FlagBasis,
    OwnChoiceNotice,
    ProposalNotice,
    Proposer,
    SharedAccount,
    TimePlanOutline,
    TriggerNotice,
    VenuePlan,
    WholeView,
)
from yarrow.gate.forms import APART, CARRIED, DIRECT, JOINT, Form
from yarrow.gate.rules.team import ACCOUNT_UNKNOWN, NO_SHARED_ACCOUNT
from yarrow.gate.team import reasons_for_team
from yarrow.gate.tests import favourable as good
from yarrow.gate.tests.favourable import (
    DAY,
    NO,
    REVIEW,
    SOME,
    UNKNOWN,
    YES,
    asks,
    codes,
    of_team,
    without,
    written,
)
from yarrow.gate.topics import Topic


@pytest.mark.parametrize("form", sorted(JOINT))
def test_an_unknown_or_absent_answer_about_abuse_holds_everything_joint(form: Form) -> None:
    unknown = AbuseFlag(value=UNKNOWN)

    for facts in ([*good.team(), unknown], without(good.team(), AbuseFlag)):
        reasons = of_team(facts, asks(form))
        assert codes(reasons) == {"E4"}
        assert all(reason.absent for reason in reasons)
    assert "E4" in codes(of_team([], asks(form)))


def test_an_empty_team_room_never_speaks_about_work_with_one_person() -> None:
    for form in APART:
        assert of_team([], asks(form)) == ()


def test_a_change_told_by_any_room_waits_for_a_look_at_everyone_and_the_specialist() -> None:
    changed = [*good.team(), TriggerNotice(abuse_said=NO)]
    looked = EveryoneReassessed(everyone=YES, review_on=REVIEW)
    partly = EveryoneReassessed(everyone=UNKNOWN, review_on=REVIEW)
    viewed = WholeView(by=Specialist.IDVA, view=View.SUPPORTS)

    assert {reason.code for reason in of_team(changed) if not reason.absent} == {"E8"}
    assert codes(of_team([*changed, partly])) == {"E8", "E22", "E23"}
    assert codes(of_team([*changed, looked])) == {"E22", "E23"}
    assert of_team([*changed, looked, viewed, good.venue()]) == ()
    for form in CARRIED:
        assert codes(of_team(changed, asks(form))) == {"E8"}


def test_the_look_at_everyone_lapses() -> None:
    short = [*good.team(), EveryoneReassessed(everyone=YES, review_on=DAY)]

    assert of_team(short) == ()
    assert codes(of_team(short, asks(day=DAY + timedelta(days=1)))) == {"E8"}


@pytest.mark.parametrize("form", sorted(JOINT))
def test_a_proposal_from_the_other_side_waits_for_her_own_choice(form: Form) -> None:
    for by, held in (
        (Proposer.PERSON_WHO_HARMED, True),
        (Proposer.UNKNOWN, True),
        (Proposer.THIRD_PARTY, False),
        (Proposer.PERSON_HARMED, False),
    ):
        proposed = [*good.team(), ProposalNotice(by=by)]
        assert ({r.code for r in of_team(proposed, asks(form)) if not r.absent} == {"E1"}) is held
        assert of_team([*proposed, OwnChoiceNotice()], asks(form)) == ()


@pytest.mark.parametrize("form", sorted(JOINT))
def test_accounts_that_do_not_meet_hold_everything_joint_until_they_do(form: Form) -> None:
    apart = [*good.team(), SharedAccount(value=NO)]

    assert codes(of_team(apart, asks(form))) == {"E20"}
    assert codes(of_team([*apart, good.flag_no()], asks(form))) == {"E20"}
    assert of_team([*apart, SharedAccount(value=YES)], asks(form)) == ()


def test_accounts_that_nobody_compared_hold_only_meeting() -> None:
    for form in JOINT:
        reasons = of_team(without(good.team(), SharedAccount), asks(form))
        assert codes(reasons) == ({"E20"} if form in DIRECT else set())


@pytest.mark.parametrize("form", sorted(JOINT))
def test_accounts_written_down_as_not_known_hold_everything_joint_and_lift_no_no(form: Form) -> None:
    told = [*good.team(), SharedAccount()]
    said_no = [*good.team(), SharedAccount(value=NO), SharedAccount()]

    assert of_team(told, asks(form)) == (ACCOUNT_UNKNOWN,)
    assert of_team(said_no, asks(form)) == (NO_SHARED_ACCOUNT,)
    assert of_team([*said_no, SharedAccount(value=YES)], asks(form)) == ()


def test_the_home_of_a_participant_is_never_the_place() -> None:
    at_home = of_team([*good.team(), good.venue(home_of_participant=YES)])

    assert codes(at_home) == {"E23"}
    assert not at_home[0].absent
    assert of_team([*good.team(), good.venue(home_of_participant=YES), good.venue()]) == ()


@pytest.mark.parametrize(
    "field",
    [
        "home_of_participant",
        "staggered",
        "harmed_leaves_first",
        "separate_waiting",
        "exit_plan",
        "breaks",
        "signals",
        "police_plan",
    ],
)
def test_each_unknown_part_of_the_place_holds_meeting(field: str) -> None:
    reasons = of_team([*good.team(), VenuePlan(**{**vars(good.venue()), field: UNKNOWN})])

    assert codes(reasons) == {"E23"}
    assert reasons[0].absent


def test_waiting_too_short_or_nobody_watching_holds_meeting() -> None:
    for short in (good.venue(hold_minutes=14), replace(good.venue(), watcher=" ")):
        assert codes(of_team([*good.team(), short])) == {"E23"}


@pytest.mark.parametrize(("kind", "code"), [(VenuePlan, "E23"), (WholeView, "E22")])
def test_place_and_view_of_the_whole_lapse_by_the_day_and_with_the_next_change(
    kind: type[Fact], code: str
) -> None:
    on_file = written([*good.team(), EveryoneReassessed(everyone=YES, review_on=date(2032, 1, 1))], DAY)
    last = DAY + TEAM_FINDING_HOLDS_FOR
    over = reasons_for_team(on_file, asks(day=last + timedelta(days=1)))
    seen_since = without([*good.team(), TriggerNotice(), *good.team()], OwnChoiceNotice)
    unseen = [each for each in seen_since if not isinstance(each, kind)]

    assert reasons_for_team(on_file, asks(day=last)) == ()
    assert code in codes(over)
    assert all(reason.absent for reason in over)
    assert reasons_for_team(on_file, asks(Form.LETTER, day=last + timedelta(days=1))) == ()
    before = next(each for each in good.team() if isinstance(each, kind))
    assert codes(of_team([before, *unseen, OwnChoiceNotice()])) == {code}


@pytest.mark.parametrize("news", [TriggerNotice(), TriggerNotice(abuse_said=NO), AgencyConcern(by="A nurse")])
@pytest.mark.parametrize("form", sorted(JOINT))
def test_news_read_in_the_team_room_holds_everything_joint_until_everyone_was_looked_at(
    news: Fact, form: Form
) -> None:
    reasons = of_team([*good.team(), news], asks(form))
    looked_at = EveryoneReassessed(everyone=YES, review_on=good.REVIEW)
    seen = [good.venue(), WholeView(by=Specialist.IDVA, view=View.SUPPORTS), good.conference_plan()]

    assert "E8" in {reason.code for reason in reasons if not reason.absent}
    not_all = EveryoneReassessed(everyone=UNKNOWN, review_on=good.REVIEW)
    assert "E8" in codes(of_team([*good.team(), news, not_all], asks(form)))
    assert of_team([*good.team(), news, looked_at, *seen], asks(form)) == ()


def test_a_workers_worry_ends_a_no_until_two_workers_say_it_again() -> None:
    worry = AgencyConcern(by="A teacher")

    assert "E4" in codes(of_team([good.flag_no(), worry]))
    assert of_team([good.flag_no(), worry, good.flag_no()]) == ()


def test_a_specialist_against_the_whole_holds_meeting() -> None:
    for view, absent in ((View.CONCERNS, False), (View.OPPOSES, False), (View.UNKNOWN, True)):
        reasons = of_team([*good.team(), WholeView(by=Specialist.IDVA, view=view)])
        assert codes(reasons) == {"E22"}
        assert reasons[0].absent is absent


@pytest.mark.parametrize("form", sorted(DIRECT))
def test_a_specialist_against_the_whole_holds_it_also_where_there_is_no_abuse(form: Form) -> None:
    """Nobody is asked for a view there; one that was given against it is not passed over."""
    light = [each for each in good.team() if not isinstance(each, AbuseFlag | WholeView)]
    for view in View:
        said = WholeView(by=Specialist.IDVA, view=view)
        expected = {"E22"} if view in {View.CONCERNS, View.OPPOSES} else set()
        assert codes(of_team([*light, good.flag_no(), said], asks(form))) == expected, view
    assert codes(of_team([*light, good.flag_no()], asks(form))) == set()


@pytest.mark.parametrize("field", list(vars(good.outline())))
def test_each_unknown_part_of_the_outline_holds_that_topic_only(field: str) -> None:
    facts = [*good.team(), TimePlanOutline(**{**vars(good.outline()), field: UNKNOWN})]

    assert codes(of_team(facts, asks(Form.LETTER, Topic.TIME_WITH_CHILD))) == {"E31"}
    assert of_team(facts, asks(Form.LETTER, Topic.HARM)) == ()


def test_a_promise_known_to_the_team_is_no_agreement() -> None:
    assert codes(of_team([*good.team(), AgreementReported(words=SOME, freely_agreed=NO)])) == {"E33"}


WITH_DEMANDS_OF_THEIR_OWN = {Form.PRIVATE_FAMILY_TIME, Form.GO_BETWEEN, Form.RECORDING}


def test_no_abuse_is_enough_for_a_team_room_that_holds_nothing_else() -> None:
    for form in JOINT - WITH_DEMANDS_OF_THEIR_OWN:
        assert of_team([good.flag_no()], asks(form, *Topic)) == ()


@pytest.mark.parametrize(
    "flag",
    [
        good.flag_no(review_on=DAY - timedelta(days=1)),
        good.flag_no(review_on=None),
        replace(good.flag_no(), second_worker=" "),
        replace(good.flag_no(), basis=FlagBasis.UNKNOWN),
        replace(good.flag_no(), basis=FlagBasis.SAID),
    ],
)
def test_a_no_that_is_not_two_workers_own_and_in_date_is_not_known(flag: AbuseFlag) -> None:
    assert "E4" in codes(of_team([flag]))


def test_a_no_holds_through_its_last_day() -> None:
    assert of_team([good.flag_no(review_on=DAY)]) == ()


def test_a_no_ends_when_a_room_speaks_of_abuse_and_not_for_any_other_change() -> None:
    fight = notice_for_team(Incident(form=Harm.PHYSICAL))
    control = notice_for_team(Incident(form=Harm.COERCIVE_CONTROL))
    assert fight is not None
    assert control is not None

    assert of_team([good.flag_no(), fight]) == ()
    assert "E4" in codes(of_team([good.flag_no(), control]))
    assert "E4" in codes(of_team([good.flag_no(), TriggerNotice()]))
    assert of_team([good.flag_no(), control, good.flag_no()]) == ()


def test_the_notice_to_the_team_never_says_what_happened() -> None:
    quiet = notice_for_team(GoneQuiet(words=SOME))
    parting = notice_for_team(Separation(state=SeparationState.PLANNED, words=SOME))

    assert quiet == TriggerNotice(abuse_said=NO)
    assert parting == notice_for_team(Pressure(words=SOME)) == TriggerNotice(abuse_said=YES)
    assert notice_for_team(good.consent()) is None
