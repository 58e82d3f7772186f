"""Nothing is given unread, unasked, under an order or after anybody withdrew (E16, E25, E27, E28)."""

from dataclasses import replace
from datetime import timedelta
from uuid import UUID

import pytest

from yarrow.carrying.actions.giving import (
    CANNOT_GO,
    NOT_READ_HERE,
    NOT_WANTED,
    SAME_READER,
)
from yarrow.carrying.rules import Sent, SentState, sent_in
from yarrow.carrying.shown import NOT_CARRIED, words_in
from yarrow.config.families import Family
from yarrow.config.ready import carrying
from yarrow.gate.facts.carried import CarriedAsked, CarriedLooked, CarriedReturned, ReceiveValue
from yarrow.gate.facts.choice import Consent, ConsentValue
from yarrow.gate.facts.orders import Bar, Order, OrderKind, OrderState
from yarrow.gate.words import Answer, LongText
from yarrow.kernel.clock import FixedClock
from yarrow.kernel.decision import Refused
from yarrow.kernel.errors import NotThere
from yarrow.meetings.actions import stop_case
from yarrow.meetings.models import FollowUp, Plan
from yarrow.rooms.models import Drop
from yarrow.rooms.queries import entries_in

from .conftest import Message

ORDER = Order(
    reference="County court, number 7",
    kind_of_order=OrderKind.NON_MOLESTATION,
    state=OrderState.MADE,
    bars=(Bar.INDIRECT,),
)


def texts(said: object) -> list[str]:
    assert isinstance(said, Refused)
    return [reason.text for reason in said.reasons]


def facts(family: Family, part: str) -> list[object]:
    return [read.fact for read in entries_in(family.rooms[part], family.holder(part).keyring)]


def sent(family: Family, message: UUID, part: str = "other") -> Sent:
    entries = entries_in(family.rooms[part], family.holder(part).keyring)
    return next(each for each in sent_in(entries) if each.id == message)


@pytest.mark.parametrize("question", ["threat", "blame", "place", "child"])
def test_one_question_that_is_not_known_vets_nothing(family: Family, plan: Plan, question: str) -> None:
    message = carrying.write(family, plan)
    unsure = replace(carrying.CLEAR, **{question: Answer.UNKNOWN})  # type: ignore[arg-type]  # one of the four

    said = carrying.look(family, message, said=unsure)

    assert [reason.field for reason in said.reasons] == [question] if isinstance(said, Refused) else False
    assert sent(family, message).state is SentState.DRAFT
    assert not plan.vettings.exists()
    assert isinstance(carrying.pass_on(family, message), Refused)


def test_nothing_passes_on_while_an_order_bars_it_and_the_order_is_named(family: Family, plan: Plan) -> None:
    message = carrying.write(family, plan)
    carrying.made(carrying.look(family, message))
    family.record("harmed", ORDER)

    said = carrying.pass_on(family, message)

    assert isinstance(said, Refused)
    assert {reason.code for reason in said.reasons} == {"E25"}
    assert not Drop.objects.filter(room=family.rooms["harmed"], opened_on__isnull=True).exists()


def test_who_read_it_first_does_not_read_it_on_the_other_side(family: Family, plan: Plan) -> None:
    message = carrying.write(family, plan)
    carrying.made(carrying.look(family, message, by="lead"))
    carrying.made(carrying.pass_on(family, message))
    carrying.read_notes(family, "harmed")
    copy = carrying.copy_in(family, message)
    assert copy is not None

    assert texts(carrying.look_there(family, copy, by="lead")) == [SAME_READER]
    carrying.ask(family, copy)
    assert texts(carrying.go(family, copy)) == [NOT_READ_HERE]


def test_what_the_second_worker_finds_goes_back_with_its_reason_and_stays_nowhere_else(
    family: Family, plan: Plan
) -> None:
    message = carrying.write(family, plan)
    carrying.made(carrying.look(family, message))
    carrying.made(carrying.pass_on(family, message))
    carrying.read_notes(family, "harmed")
    copy = carrying.copy_in(family, message)
    assert copy is not None
    found = CarriedLooked(threat=Answer.YES, reason=LongText("The telephone is a sign between them."))

    assert carrying.look_there(family, copy, said=found) is None

    carrying.read_notes(family, "other")
    assert sent(family, message).state is SentState.RETURNED
    assert "telephone is a sign" in sent(family, message).reason
    assert not [fact for fact in facts(family, "harmed") if "is a sign" in repr(fact)]
    assert [fact for fact in facts(family, "other") if isinstance(fact, CarriedReturned)]
    assert carrying.copy_in(family, message) is None
    with pytest.raises(NotThere):
        carrying.ask(family, copy)


def test_whole_way_and_the_sender_hears_only_that_and_when(family: Family, plan: Plan, due: Message) -> None:
    carrying.made(carrying.ask(family, due.copy))
    carrying.made(carrying.go(family, due.copy))
    carrying.made(carrying.note(family, due.copy))

    carrying.read_notes(family, "other")
    told = sent(family, due.id)
    assert (told.state, told.given_on) == (SentState.CARRIED, family.clock.today())
    assert not [each for each in facts(family, "other") if "safe_afterwards" in repr(each)]
    assert FollowUp.objects.filter(plan=plan).exists()


def nobody_asked(family: Family, message: Message) -> None:
    pass


def says_no(family: Family, message: Message) -> None:
    carrying.made(carrying.ask(family, message.copy, said=CarriedAsked(value=ReceiveValue.NO)))


def changes_their_mind(family: Family, message: Message) -> None:
    carrying.made(carrying.ask(family, message.copy))
    says_no(family, message)


def sender_withdraws(family: Family, message: Message) -> None:
    carrying.made(carrying.ask(family, message.copy))
    carrying.take_back(family, message.id)


def sender_withdraws_and_it_is_read(family: Family, message: Message) -> None:
    sender_withdraws(family, message)
    carrying.read_notes(family, "harmed")


def takes_their_consent_back(family: Family, message: Message) -> None:
    carrying.made(carrying.ask(family, message.copy))
    family.record("other", Consent(value=ConsentValue.WITHDRAWN, forms=(), topics=()))


def an_order_is_made(family: Family, message: Message) -> None:
    carrying.made(carrying.ask(family, message.copy))
    family.record("harmed", ORDER)


def work_is_stopped(family: Family, message: Message) -> None:
    carrying.made(carrying.ask(family, message.copy))
    stop_case(case=family.case, by=family.cast.worker("child_worker"), clock=family.clock)


STANDS_IN_THE_WAY = [
    nobody_asked,
    says_no,
    changes_their_mind,
    sender_withdraws,
    sender_withdraws_and_it_is_read,
    takes_their_consent_back,
    an_order_is_made,
    work_is_stopped,
]


@pytest.mark.parametrize("happens", STANDS_IN_THE_WAY)
def test_nothing_is_given_and_the_sender_reads_one_constant_line(
    happens: object, family: Family, plan: Plan, due: Message
) -> None:
    assert callable(happens)
    happens(family, due)

    try:
        said = carrying.go(family, due.copy)
    except NotThere:
        pass
    else:
        assert texts(said)[0] in {CANNOT_GO, NOT_WANTED}

    try:
        noted = carrying.note(family, due.copy)
    except NotThere:
        pass
    else:
        assert isinstance(noted, Refused)
    entries = entries_in(family.rooms["other"], family.holder("other").keyring)
    assert [each.state for each in words_in(entries)] == [NOT_CARRIED]


def test_yes_of_yesterday_asks_the_gate_anew(family: Family, due: Message, clock: FixedClock) -> None:
    carrying.made(carrying.ask(family, due.copy))
    clock.move_to(clock.now() + timedelta(days=20))

    assert texts(carrying.go(family, due.copy)) == [CANNOT_GO]


def test_words_that_the_door_stops_never_reach_the_other_room(
    family: Family, plan: Plan, clock: FixedClock
) -> None:
    message = carrying.write(family, plan, words="Ring me on 01632 960 001, it is always on.")
    carrying.made(carrying.look(family, message))

    assert isinstance(carrying.pass_on(family, message), Refused)
    assert not Drop.objects.filter(room=family.rooms["harmed"], opened_on__isnull=True).exists()


def test_message_is_passed_on_once_and_never_again_after_it_was_withdrawn(
    family: Family, plan: Plan, message: Message
) -> None:
    carrying.take_back(family, message.id)
    carrying.read_notes(family, "harmed")

    assert isinstance(carrying.pass_on(family, message.id), Drop)
    assert carrying.copy_in(family, message.id) is None
