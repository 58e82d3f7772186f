"""What is needed only once something was said: each answer to it, alone missing, refuses and is named.

The beginning of the table stands in ``test_each_missing_record_refuses``; together they hold every kind of
record that a rule of a room or of the team can name.
"""

from collections.abc import Callable
from dataclasses import dataclass, replace
from datetime import timedelta

import pytest

from yarrow.gate import describe
from yarrow.gate.catalogue import GROUNDS
from yarrow.gate.facts.base import Fact, Home
from yarrow.gate.facts.change import Escalation, Marac
from yarrow.gate.facts.children import AgreementReported, ContactArrangement, TimeLevel
from yarrow.gate.facts.choice import ConsentValue
from yarrow.gate.facts.course import MayBeAgreed, Openness
from yarrow.gate.facts.freedom import (
    Dependence,
    DependsOn,
    NotKnown,
    NotKnownTo,
    TakingPartTied,
    TiedState,
    TiedTo,
)
from yarrow.gate.facts.harm import CounterAllegation, Harm, Incident, OngoingAbuse, Pressure
from yarrow.gate.facts.orders import Bar, Order, OrderKind, OrdersFound, OrderState
from yarrow.gate.facts.readiness import Capacity, Programme, ProgrammeState, Vulnerability, WhoAgrees
from yarrow.gate.facts.risk import Level, MediumRiskAgreement, Specialist, View
from yarrow.gate.facts.team import OwnChoiceNotice, ProposalNotice, Proposer, SharedAccount, TriggerNotice
from yarrow.gate.facts.who import AddressGuarded, AddressSecret, ReachConfirmed, ReachUnsafe, Role
from yarrow.gate.forms import CARRIED, DIRECT, JOINT, Form
from yarrow.gate.reasons import GateReason
from yarrow.gate.tests import favourable as good
from yarrow.gate.tests import test_each_missing_record_refuses as beginning
from yarrow.gate.tests.favourable import DAY, NO, SOME, YES, asks, codes, of_person, of_team
from yarrow.gate.topics import Topic

pytestmark = pytest.mark.once

EVERYTHING = tuple(Topic)
_GUARDED = AddressGuarded(how=SOME, second_worker="Second")
_SUPERVISOR = MediumRiskAgreement(reasons=SOME, second_worker="A supervisor")
_CIRCLE = frozenset({Form.CIRCLE_OF_OWN_PEOPLE})
_PEOPLE_AROUND = DIRECT | _CIRCLE | {Form.GO_BETWEEN}
_FAMILY = frozenset({Form.FAMILY_GROUP_CONFERENCE, Form.PRIVATE_FAMILY_TIME})
_TIED = TakingPartTied(by="A landlord", to=(TiedTo.HOME,), state=TiedState.TIED)
_MONEY, _CARE = (Dependence(on=(need,), in_place=NO) for need in (DependsOn.MONEY, DependsOn.CARE))
_UNREAD = Order(reference="One", kind_of_order=OrderKind.BAIL, state=OrderState.MADE, bars=(Bar.UNKNOWN,))
_CLOSED = MayBeAgreed(belongings=Openness.CLOSED, money=Openness.CLOSED)


@dataclass(frozen=True)
class Answer:
    """What answers something that was said: the record, which rule names it, and in which forms."""

    fact: Fact
    code: str
    bars: frozenset[Form] = JOINT


@dataclass(frozen=True)
class Said:
    """Something that was said, and all that answers it; with all of it the room is complete again.

    ``not_for`` holds the forms that stay closed all the same.
    """

    room: Callable[[], list[Fact]]
    facts: tuple[Fact, ...]
    answers: tuple[Answer, ...]
    home: Home = Home.PERSON
    not_for: frozenset[Form] = frozenset()


def incident(form: Harm) -> Incident:
    return Incident(form=form)


_RISK_AGAIN = Answer(good.risk(), "E8")
_HBS = good.specialist(by=Specialist.HBS)
SAID: dict[str, Said] = {
    "medium risk": Said(
        good.harmed,
        (good.risk(Level.MEDIUM),),
        (Answer(good.specialist(), "MEDIUM"), Answer(_SUPERVISOR, "MEDIUM")),
        not_for=frozenset({Form.PRIVATE_FAMILY_TIME}),
    ),
    "high risk before": Said(
        good.harmed,
        (good.risk(Level.HIGH),),
        (Answer(good.marac_decided(), "MARAC"), Answer(good.risk(), "E9", DIRECT)),
    ),
    "Marac": Said(good.harmed, (Marac(),), (Answer(good.risk(), "E9", DIRECT),)),
    "judged lower than an instrument": Said(
        good.harmed, (replace(good.risk(), instrument_level=Level.MEDIUM),), (Answer(good.risk(), "E10"),)
    ),
    "it is getting worse": Said(good.harmed, (Escalation(),), (_RISK_AGAIN,)),
    "a secret": Said(good.harmed, (AddressSecret(words=SOME),), (Answer(_GUARDED, "E39"),)),
    "what others do not know": Said(
        good.harmed,
        (NotKnownTo(what=(NotKnown.WHOM_THEY_LOVE,), by_whom=SOME),),
        (Answer(_GUARDED, "KNOWN", _PEOPLE_AROUND),),
    ),
    "depending for money": Said(good.harmed, (_MONEY,), (Answer(replace(_MONEY, in_place=YES), "DEPENDS"),)),
    "depending for care": Said(
        good.harmed,
        (_CARE,),
        (Answer(replace(_CARE, in_place=YES), "DEPENDS"), Answer(good.authority_told(), "SAFEGUARD")),
    ),
    "an interpreter is needed": Said(
        good.harmed,
        (replace(good.identity(), interpreter=YES),),
        (Answer(good.interpreter(), "INTERPRETER"),),
    ),
    "hands on the neck": Said(
        good.harmed,
        (incident(Harm.STRANGULATION),),
        (_RISK_AGAIN, Answer(good.specialist(), "GRAVE")),
    ),
    "a threat to kill": Said(
        good.harmed,
        (incident(Harm.THREAT_TO_KILL),),
        (_RISK_AGAIN, Answer(good.specialist(), "GRAVE")),
    ),
    "nobody knows what kind": Said(
        good.harmed,
        (incident(Harm.UNKNOWN),),
        (_RISK_AGAIN, Answer(good.specialist(), "GRAVE", JOINT | _CIRCLE)),
    ),
    "in the name of honour": Said(
        good.harmed,
        (incident(Harm.HONOUR_BASED),),
        (_RISK_AGAIN, Answer(_HBS, "HONOUR", _PEOPLE_AROUND)),
    ),
    "they say they are harmed too": Said(
        good.caused_harm, (CounterAllegation(),), (Answer(good.specialist(), "ROLE"),)
    ),
    "harmed, and harming in another harm": Said(
        good.harmed,
        (good.role(Role.CAUSED_HARM, "harm-2"),),
        (
            Answer(good.specialist(), "ROLE"),
            Answer(good.acknowledgement(), "E19"),
            Answer(Programme(state=ProgrammeState.ATTENDING), "E21", DIRECT),
        ),
    ),
    "it goes on": Said(
        good.harmed,
        (OngoingAbuse(),),
        (_RISK_AGAIN, Answer(good.clear_screen(), "E11"), Answer(good.specialist(), "E11")),
    ),
    "pressure": Said(
        good.harmed,
        (Pressure(),),
        (Answer(good.clear_screen(), "E13"), Answer(good.specialist(), "E11"), Answer(good.consent(), "E15")),
    ),
    "by somebody under 18": Said(
        good.harmed, (OngoingAbuse(by_under_18=YES),), (_RISK_AGAIN, Answer(good.specialist(), "E18"))
    ),
    "asking worried us": Said(
        good.harmed,
        (good.worrying_screen(),),
        (
            Answer(good.clear_screen(), "E13"),
            Answer(good.specialist(), "E13"),
            Answer(good.consent(), "E15"),
        ),
    ),
    "a specialist has concerns": Said(
        good.harmed, (good.specialist(View.CONCERNS),), (Answer(good.specialist(), "E22"),)
    ),
    "not able to decide": Said(
        good.harmed, (Capacity(value=NO),), (Answer(good.safeguards(WhoAgrees.ADVOCATE), "E18"),)
    ),
    "a need": Said(
        good.harmed, (Vulnerability(words=SOME),), (Answer(good.safeguards(WhoAgrees.ADVOCATE), "E18"),)
    ),
    "time with the child, with nobody there": Said(
        good.harmed,
        (ContactArrangement(level=TimeLevel.UNSUPERVISED),),
        (
            Answer(ContactArrangement(level=TimeLevel.SUPERVISED), "E30"),
            Answer(good.contact_checks(), "E29"),
        ),
    ),
    "a promise": Said(
        good.harmed,
        (AgreementReported(words=SOME, freely_agreed=NO),),
        (Answer(AgreementReported(words=SOME, freely_agreed=YES), "E33", DIRECT),),
    ),
    "something hangs on it": Said(
        good.harmed,
        (_TIED,),
        (Answer(replace(_TIED, state=TiedState.TAKEN_BACK), "E17"), Answer(good.consent(), "E15")),
    ),
    "they stopped": Said(
        good.harmed,
        (good.consent(ConsentValue.WITHDRAWN),),
        (_RISK_AGAIN, Answer(good.consent(), "E16")),
    ),
    "an order that nobody read": Said(
        good.harmed, (_UNREAD,), (Answer(replace(_UNREAD, state=OrderState.ENDED), "E25"),)
    ),
    "orders not found out": Said(
        good.harmed,
        (replace(good.orders_check(), result=OrdersFound.UNKNOWN),),
        (Answer(good.orders_check(), "E25"),),
    ),
    "a way of forty days ago": Said(
        good.harmed,
        (good.reach(DAY - timedelta(days=40)),),
        (Answer(ReachConfirmed(confirmed_on=DAY), "E2", frozenset(Form)),),
    ),
    "a way that is not safe any more": Said(
        good.harmed, (ReachUnsafe(words=SOME),), (Answer(good.reach(), "E2", frozenset(Form)),)
    ),
    "somebody stands in": Said(
        good.harmed, (), (Answer(good.stand_in(), "STANDS_IN", frozenset({Form.SURROGATE})),)
    ),
    "a topic they closed": Said(
        good.harmed, (_CLOSED,), (Answer(MayBeAgreed(belongings=Openness.WILLING), "E15"),)
    ),
    "news in the team": Said(
        good.team,
        (TriggerNotice(abuse_said=YES),),
        (
            Answer(good.team()[3], "E8"),
            Answer(good.venue(), "E23", DIRECT),
            Answer(good.team()[5], "E22", DIRECT),
            Answer(good.conference_plan(), "FAMILY", _FAMILY),
        ),
        Home.TEAM,
    ),
    "asked for by the other side": Said(
        good.team,
        (ProposalNotice(by=Proposer.PERSON_WHO_HARMED),),
        (Answer(OwnChoiceNotice(), "E1"),),
        Home.TEAM,
    ),
    "their accounts do not meet": Said(
        good.team, (SharedAccount(value=NO),), (Answer(SharedAccount(value=YES), "E20"),), Home.TEAM
    ),
    "in the home of one of them": Said(
        good.team,
        (good.venue(home_of_participant=YES),),
        (Answer(good.venue(), "E23", DIRECT),),
        Home.TEAM,
    ),
}
ROWS = [(name, place) for name, said in SAID.items() for place in range(len(said.answers))]


def reasons(said: Said, form: Form, left_out: int | None = None) -> tuple[GateReason, ...]:
    kept = [each.fact for place, each in enumerate(said.answers) if place != left_out]
    of = of_person if said.home is Home.PERSON else of_team
    return of([*said.room(), *said.facts, *kept], asks(form, *EVERYTHING))


@pytest.mark.parametrize("name", SAID)
def test_with_all_that_answers_it_nothing_is_missing(name: str) -> None:
    for form in sorted(JOINT - SAID[name].not_for):
        assert reasons(SAID[name], form) == (), form
    for form in SAID[name].not_for:
        assert reasons(SAID[name], form), form


@pytest.mark.parametrize(("name", "place"), ROWS)
def test_each_answer_alone_missing_refuses_and_is_named(name: str, place: int) -> None:
    said = SAID[name]
    answer = said.answers[place]
    for form in Form:
        naming = {each.code for each in reasons(said, form, place) if answer.fact.kind in each.satisfied_by}
        assert (answer.code in naming) is (form in answer.bars), (form, naming)


ELSEWHERE = {
    "no_abuse",  # asked of both before a referral goes on; in a room it is never the shorter path
    "abuse_screen",  # the same
    "approach_agreed",  # before the other person is reached: acts/test_reaching.py
    "shares_looked_at",  # after a change of part: besides/test_parts.py
    *("day_for_person", "place_today", "still_so"),  # on the day: test_day.py
    # before support ends: test_ending.py
    *("breach_told", "death", "follow_up_left_out", "follow_up_made", "safety_action", "tried_to_reach"),
}


def test_every_kind_that_a_rule_can_name_is_in_one_of_the_tables() -> None:
    assert describe.__doc__, "the book is read, so that every rule is known"
    named = {kind for ground in GROUNDS for kind in ground.satisfied_by}
    beginnings = {row.kind.kind for row in beginning.TABLE}
    besides = {answer.fact.kind for said in SAID.values() for answer in said.answers}

    assert named == beginnings | besides | ELSEWHERE
    assert not ELSEWHERE & (beginnings | besides)


@pytest.mark.parametrize("form", sorted(CARRIED))
def test_a_no_is_no_hindrance_to_writing_for_nobody(form: Form) -> None:
    declined = [*good.harmed(), good.consent(ConsentValue.DECLINED)]

    assert codes(of_person(declined, asks(form, *EVERYTHING))) == {"E16"}
    assert of_person(declined, asks(Form.NO_SEND_LETTER, *EVERYTHING)) == ()
