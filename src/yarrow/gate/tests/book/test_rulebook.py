"""Every rule has its five: a code, plain words, what would satisfy it, a source, and its weight; no more."""

import inspect
import re
from collections.abc import Iterable

import pytest

from yarrow.gate.catalogue import ABSOLUTE, GROUNDS, HEADINGS
from yarrow.gate.describe import AnyRule, grounds_of
from yarrow.gate.facts import KINDS
from yarrow.gate.facts.base import Fact, Home
from yarrow.gate.facts.change import Marac
from yarrow.gate.facts.choice import ConsentValue
from yarrow.gate.facts.freedom import TakingPartTied, TiedState
from yarrow.gate.facts.harm import OngoingAbuse
from yarrow.gate.facts.orders import Bar, Order, OrderKind, OrderState
from yarrow.gate.facts.readiness import Capacity
from yarrow.gate.facts.risk import Level, MediumRiskAgreement, RiskAssessed
from yarrow.gate.facts.team import ProposalNotice, Proposer
from yarrow.gate.forms import JOINT, Form
from yarrow.gate.reasons import GateReason, SourceStanding
from yarrow.gate.tests import favourable as good
from yarrow.gate.tests.book.test_describe import RULES
from yarrow.gate.tests.favourable import REVIEW, SOME, YES, asks, codes, of_person, of_team

_SAID = {
    "Law": SourceStanding.STATUTE,
    "Standard": SourceStanding.STANDARD,
    "Persuasive": SourceStanding.PERSUASIVE,
    "Our own": SourceStanding.OURS,
}
_LAST_WORD = re.compile(r"(Law|Standard|Persuasive|Our own)( \([^)]*\))?\.\s*$")
_SOURCE = re.compile(r"Source: |Our own \(design\.md")


def _words(rule: AnyRule) -> str:
    return " ".join((inspect.getdoc(rule) or "").split())


@pytest.mark.parametrize("rule", RULES, ids=lambda rule: f"{rule.__module__}.{rule.__name__}")
def test_a_rule_says_its_source_and_the_weight_that_its_reasons_carry(rule: AnyRule) -> None:
    words = _words(rule)
    said = _LAST_WORD.search(words)

    if said is None:
        assert re.search(r"Source: (our own|style\.md §4; our own)", words), words
        weight = SourceStanding.OURS
    else:
        assert _SOURCE.search(words), words
        weight = _SAID[said.group(1)]
    assert {reason.standing for reason in grounds_of(rule)} == {weight}


@pytest.mark.parametrize("reason", GROUNDS, ids=lambda reason: f"{reason.code}: {reason.text[:40]}")
def test_a_reason_has_all_five(reason: GateReason) -> None:
    assert reason.code in HEADINGS
    assert reason.text
    assert reason.to_satisfy
    assert reason.source
    assert isinstance(reason.standing, SourceStanding)
    assert reason.absolute is (reason.code in ABSOLUTE)


# domain.md §2.0: the codes of the RJC were read (S20, S21) and bind who is registered; the pages on
# orders and the Act were read (S120, S140 to S148). What is marked [B] or [D] there binds nobody.
_CODES_READ = re.compile(r"\bS2[01]\b")
_LAW_READ = re.compile(r"\bS(120|14[0-8])\b")


@pytest.mark.parametrize("reason", GROUNDS, ids=lambda reason: f"{reason.code}: {reason.text[:40]}")
def test_background_and_our_own_ideas_are_never_called_a_standard_or_law(reason: GateReason) -> None:
    if reason.standing is SourceStanding.STANDARD:
        assert _CODES_READ.search(reason.source), reason
    if reason.standing is SourceStanding.STATUTE:
        assert _LAW_READ.search(reason.source), reason
    if reason.standing is SourceStanding.PERSUASIVE:
        assert re.search(r"\bS\d", reason.source), reason
    if not re.search(r"\bS\d", reason.source):
        assert reason.standing is SourceStanding.OURS


def test_the_sources_say_nothing_of_background() -> None:
    for reason in GROUNDS:
        assert "[B]" not in reason.source
        assert "Gillick" not in reason.source


# --- absolute rules: nothing but what they name lifts them ---

BARRED = Order(reference="One", kind_of_order=OrderKind.BAIL, state=OrderState.MADE, bars=(Bar.DIRECT,))
LOWERED = RiskAssessed(
    level=Level.LOW, instrument_level=Level.MEDIUM, own_view=SOME, reasons=SOME, review_on=REVIEW
)
REFUSED: list[tuple[str, Home, list[Fact]]] = [
    ("E1", Home.TEAM, [*good.team(), ProposalNotice(by=Proposer.PERSON_WHO_HARMED)]),
    ("E9", Home.PERSON, [*good.harmed(), good.risk(Level.HIGH)]),
    ("E9", Home.PERSON, [*good.harmed(), Marac()]),
    ("E10", Home.PERSON, [*good.harmed(), LOWERED]),
    ("E11", Home.PERSON, [*good.harmed(), OngoingAbuse()]),
    ("E16", Home.PERSON, [*good.harmed(), good.consent(ConsentValue.WITHDRAWN)]),
    ("E17", Home.PERSON, [*good.harmed(), TakingPartTied(by="A court", state=TiedState.TIED)]),
    ("E25", Home.PERSON, [*good.harmed(), BARRED]),
]

# Everything that somebody could sign, agree or record in favour of going on.
IN_FAVOUR: dict[Home, list[Fact]] = {
    Home.PERSON: [
        *good.harmed(),
        *good.caused_harm()[-2:],
        good.specialist(),
        good.authority_told(),
        good.marac_decided(),
        good.interpreter(),
        good.stand_in(),
        good.safeguards(),
        good.contact_checks(),
        Capacity(value=YES),
        MediumRiskAgreement(reasons=SOME, second_worker="Second"),
    ],
    Home.TEAM: good.team(),
}


def _reasons(home: Home, facts: Iterable[Fact]) -> set[str]:
    asked = asks(Form.CONFERENCE)
    return codes(of_person(facts, asked) if home is Home.PERSON else of_team(facts, asked))


def test_every_absolute_rule_is_tried() -> None:
    assert {code for code, _home, _facts in REFUSED} == set(ABSOLUTE)


@pytest.mark.parametrize(("code", "home", "facts"), REFUSED, ids=lambda each: str(each)[:12])
def test_nothing_lifts_an_absolute_rule_but_what_it_names(code: str, home: Home, facts: list[Fact]) -> None:
    named = {kind for reason in GROUNDS if reason.code == code for kind in reason.satisfied_by}
    others = [fact for fact in IN_FAVOUR[home] if fact.kind not in named]

    assert code in _reasons(home, facts)
    assert code in _reasons(home, [*facts, *others])
    for each in others:
        assert code in _reasons(home, [*facts, each])


def test_no_kind_of_record_is_an_override_and_no_rule_reads_a_signature() -> None:
    """A signature is one rule of the plan (E22); no rule of a room ever sees it."""
    for kind in KINDS.values():
        assert not re.search(r"overrid|waive|exempt", kind.kind)
    for rule in RULES:
        if "rules.plan" not in rule.__module__:
            assert "sign_off" not in rule.__code__.co_names, rule


@pytest.mark.parametrize("form", sorted(JOINT))
def test_an_order_bars_whoever_agrees(form: Form) -> None:
    told = [*good.harmed(), BARRED, good.consent(), good.specialist(), good.risk()]

    assert codes(of_person(told, asks(form))) == {"E25"}
