"""An error, an entry that cannot be read, one in the wrong room: always a refusal."""

from collections.abc import Iterator
from dataclasses import replace

import pytest

from yarrow.gate import standing
from yarrow.gate.catalogue import CANNOT_BE_READ
from yarrow.gate.facts.base import Home, Unreadable
from yarrow.gate.facts.change import Escalation
from yarrow.gate.forms import JOINT, Form
from yarrow.gate.person import PERSON_RULES, reasons_for_person
from yarrow.gate.question import Question
from yarrow.gate.reasons import GateReason
from yarrow.gate.rulebook import Rule, reasons_of
from yarrow.gate.team import reasons_for_team
from yarrow.gate.tests import favourable as good
from yarrow.gate.tests.favourable import DAY, asks, codes, of_person, of_team, written
from yarrow.gate.view import FactsView


def breaks_at_once(facts: FactsView, question: Question) -> Iterator[GateReason]:
    raise ZeroDivisionError


def breaks_later(facts: FactsView, question: Question) -> Iterator[GateReason]:
    yield from ()
    raise ZeroDivisionError


@pytest.mark.parametrize("broken", [breaks_at_once, breaks_later])
def test_an_error_in_a_rule_refuses_what_was_asked(broken: Rule) -> None:
    rules = (*PERSON_RULES, broken)

    found = reasons_of(lambda _facts, _question: rules, written(good.harmed()), Home.PERSON, asks())
    assert found == (CANNOT_BE_READ,)


def test_an_error_in_a_rule_closes_the_standing(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(standing, "rules_for", lambda _facts, _question: (breaks_at_once,))

    found = standing.standing_of(written(good.harmed()), Home.PERSON, DAY)

    assert not any(last.stands for last in found.answers.values())


@pytest.mark.parametrize("form", sorted(Form))
def test_one_unreadable_entry_refuses_every_form_of_its_room(form: Form) -> None:
    assert codes(of_person([*good.harmed(), Unreadable()], asks(form))) == {"UNKNOWN"}


def test_an_entry_in_the_wrong_room_refuses() -> None:
    assert codes(of_person([*good.harmed(), good.flag_no()])) == {"UNKNOWN"}
    assert codes(of_team([*good.team(), good.risk()])) == {"UNKNOWN"}


def test_two_entries_in_one_place_refuse() -> None:
    entries = written(good.harmed())
    twice = (*entries, replace(entries[0], entry=entries[1].entry))

    assert codes(reasons_for_person(twice, asks())) == {"UNKNOWN"}


def test_an_empty_room_refuses_everything_joint() -> None:
    for form in JOINT:
        assert reasons_for_person((), asks(form))
        assert reasons_for_team((), asks(form))


def test_a_joint_question_about_nothing_refuses() -> None:
    nothing = replace(asks(), topics=frozenset())

    assert codes(of_person(good.harmed(), nothing)) == {"UNKNOWN"}
    assert codes(of_team(good.team(), nothing)) == {"UNKNOWN"}


def test_order_of_writing_decides_not_the_order_of_gathering() -> None:
    entries = written([*good.harmed(), Escalation()])

    assert codes(reasons_for_person(tuple(reversed(entries)), asks())) == {"E8"}


def test_a_record_that_contradicts_itself_holds_until_it_is_put_right() -> None:
    wrong = replace(good.consent(), topics=())

    assert "UNKNOWN" in codes(of_person([*good.harmed(), wrong]))
    assert of_person([*good.harmed(), wrong, good.consent()]) == ()
    assert of_person([*good.harmed(), wrong], asks(Form.NO_SEND_LETTER)) == ()
