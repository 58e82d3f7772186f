"""Informed of five things, in their own language, before their yes (domain.md E14)."""

import json

import pytest

from yarrow.gate.codec import from_bytes
from yarrow.gate.facts.base import Fact
from yarrow.gate.facts.choice import InformationGiven
from yarrow.gate.forms import APART, JOINT, Form
from yarrow.gate.tests import favourable as good
from yarrow.gate.tests.favourable import NO, SOME, UNKNOWN, YES, asks, codes, of_person, without
from yarrow.gate.words import Answer

FIVE = ("ways", "looked_after", "stopping", "limits", "own_language")


def told(*information: InformationGiven) -> list[Fact]:
    room = [fact for fact in good.harmed() if fact.kind not in {"information_given", "consent"}]
    return [*room, *information, good.clear_screen(), good.consent()]


@pytest.mark.parametrize("form", sorted(JOINT))
@pytest.mark.parametrize("part", FIVE)
@pytest.mark.parametrize("answer", [NO, UNKNOWN])
def test_each_of_the_five_alone_missing_refuses(part: str, answer: Answer, form: Form) -> None:
    reasons = of_person(told(good.informed(**{part: answer})), asks(form))

    assert codes(reasons) == {"E14", "E15"}
    assert all(reason.absent for reason in reasons)


@pytest.mark.parametrize("part", FIVE)
def test_they_may_be_said_over_several_talks_and_the_last_word_counts(part: str) -> None:
    missing, only = good.informed(**{part: UNKNOWN}), InformationGiven(words=SOME, **{part: YES})
    taken_back = InformationGiven(words=SOME, **{part: NO})

    assert of_person(told(missing, only)) == ()
    assert of_person(told(only, missing)) == ()
    assert "E14" in codes(of_person(told(missing, only, taken_back)))
    assert of_person(told(taken_back, missing, only)) == ()


def test_a_yes_from_before_the_last_of_the_five_is_asked_again() -> None:
    early = [*told(good.informed(limits=UNKNOWN)), InformationGiven(words=SOME, limits=YES)]

    assert codes(of_person(early)) == {"E15"}
    assert of_person([*early, good.consent()]) == ()


def test_where_abuse_is_excluded_one_record_is_enough_and_work_alone_needs_none() -> None:
    light = [*told(InformationGiven(words=SOME)), good.no_abuse()]

    assert of_person(light) == ()
    assert codes(of_person(without(light, InformationGiven))) == {"E14", "E15"}
    for form in APART:
        assert of_person([*told(), good.stand_in()], asks(form)) == ()


def test_a_record_of_an_earlier_version_is_readable_and_not_known() -> None:
    old = json.dumps({"kind": "information_given", "fields": {"words": "As it was then."}}).encode()
    read = from_bytes(old)

    assert isinstance(read, InformationGiven)
    assert all(getattr(read, part) is UNKNOWN for part in FIVE)
    assert codes(of_person(told(read))) == {"E14", "E15"}


@pytest.mark.parametrize(
    ("kind", "fields"),
    [
        ("capacity", {"value": "yes", "words": ""}),
        (
            "order",
            {
                "reference": "One",
                "kind_of_order": "bail",
                "state": "made",
                "bars": ["direct"],
                "exception": "none",
                "starts": None,
                "ends": None,
                "words": "",
            },
        ),
        ("incident", {"part": "unknown", "form": "threat", "words": "", "happened_on": None}),
    ],
)
def test_records_of_an_earlier_version_are_still_read(kind: str, fields: dict[str, object]) -> None:
    assert from_bytes(json.dumps({"kind": kind, "fields": fields}).encode()).kind == kind
