"""When a signature counts, and whose is needed: anything not known, changed or too early is no (E33)."""

from dataclasses import replace
from datetime import UTC, datetime, timedelta

import pytest

from yarrow.gate.agreement import counts, may_be_signed_from, signs
from yarrow.gate.facts.agreement import AgreementOffered, CommitmentKept, Kept, Signing, SigningValue
from yarrow.gate.facts.base import Fact, Unreadable, asked
from yarrow.gate.facts.children import ChildAssessment, ChildPart
from yarrow.gate.facts.who import Role
from yarrow.gate.policy import NOT_KNOWN, OWN, SIGNING_PAUSE, Policy, policy_of
from yarrow.gate.tests import favourable as good
from yarrow.gate.tests.favourable import DAY, SOME, YES, written
from yarrow.gate.words import Answer, Mark

OFFERED = datetime(2026, 3, 2, 15, 0, tzinfo=UTC)
AFTER = OFFERED + timedelta(hours=72)
SIGNED = Signing(
    agreement=Mark("an agreement"),
    words_seen=Mark("its words"),
    asked_at=Mark(AFTER.isoformat()),
    value=SigningValue.SIGNED,
    alone=YES,
    free=YES,
    read_out=YES,
)


def counted(signing: Signing | None, policy: Policy = OWN) -> bool:
    return counts(signing, agreement="an agreement", words="its words", offered_at=OFFERED, policy=policy)


@pytest.mark.parametrize(
    ("policy", "hours"), [(OWN, 72), (policy_of(1, {"signing_hours": 96}), 96), (NOT_KNOWN, 144)]
)
def test_pause_is_as_long_as_the_service_asks_and_longest_where_that_is_not_known(
    policy: Policy, hours: int
) -> None:
    over = OFFERED + timedelta(hours=hours)
    in_time = replace(SIGNED, asked_at=Mark(over.isoformat()))
    too_soon = replace(SIGNED, asked_at=Mark((over - timedelta(seconds=1)).isoformat()))

    assert may_be_signed_from(OFFERED, policy) == over
    assert counted(in_time, policy)
    assert not counted(too_soon, policy)


def test_pause_is_three_days() -> None:
    assert timedelta(hours=72) == SIGNING_PAUSE
    assert may_be_signed_from(OFFERED, OWN) == AFTER


def test_signature_counts_when_nothing_is_missing() -> None:
    assert counted(SIGNED)


@pytest.mark.parametrize(
    "changed",
    [
        {"value": SigningValue.NOT_SIGNED},
        {"value": SigningValue.WANTS_CHANGES},
        {"value": SigningValue.NOT_ASKED},
        {"alone": Answer.NO},
        {"alone": Answer.UNKNOWN},
        {"free": Answer.NO},
        {"free": Answer.UNKNOWN},
        {"read_out": Answer.NO},
        {"read_out": Answer.UNKNOWN},
        {"agreement": Mark("another")},
        {"agreement": Mark("")},
        {"words_seen": Mark("other words")},
        {"words_seen": Mark("")},
        {"asked_at": Mark((AFTER - timedelta(seconds=1)).isoformat())},
        {"asked_at": Mark("")},
        {"asked_at": Mark("soon")},
        {"asked_at": Mark("2026-03-09T15:00:00")},
    ],
    ids=str,
)
def test_signature_with_one_thing_missing_does_not_count(changed: dict[str, object]) -> None:
    assert not counted(replace(SIGNED, **changed))  # type: ignore[arg-type]  # its own fields


def test_no_signature_and_no_words_count_for_nothing() -> None:
    assert not counted(None)
    blank = replace(SIGNED, words_seen=Mark(""))
    assert not counts(blank, agreement="an agreement", words="", offered_at=OFFERED, policy=OWN)


@pytest.mark.parametrize("facts", [[], [Unreadable()], good.harmed(), good.caused_harm()])
def test_everybody_signs_and_so_does_whoever_is_not_known(facts: list[Fact]) -> None:
    assert signs(written(facts), DAY)


@pytest.mark.parametrize(
    ("part", "needed"), [(ChildPart.TAKES_PART, True), (ChildPart.UNKNOWN, True), (ChildPart.AFFECTED, False)]
)
def test_child_signs_unless_they_are_only_affected(part: ChildPart, *, needed: bool) -> None:
    said = ChildAssessment(stands=YES, part=part, reasons=SOME)

    assert signs(written([*good.child(), said]), DAY) is needed


def test_somebody_who_only_supports_does_not_sign() -> None:
    assert not signs(written([good.role(Role.SUPPORTER)]), DAY)


def test_not_being_free_is_a_concern_and_a_line_not_kept_is_no_trigger() -> None:
    assert replace(SIGNED, value=SigningValue.NOT_SIGNED, free=Answer.NO).speaks_of_abuse()
    kept = CommitmentKept(value=Kept.NOT_KEPT, checked_on=DAY)
    assert not kept.is_trigger()
    assert not kept.speaks_of_abuse()


def test_what_the_program_sets_is_never_asked() -> None:
    assert [each.name for each in asked(AgreementOffered)] == [
        "read_back",
        "fair",
        "doable",
        "orders_compared",
    ]
