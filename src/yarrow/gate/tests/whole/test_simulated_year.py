"""A year of many families on both pathways: nobody met while something stood against it.

What stood against it is looked up in the plain history (``plain_history``), not by the rules themselves.
Nobody's support ended by a rule, and every change that the gate knows closed something.
"""

from collections import Counter
from collections.abc import Sequence

import pytest

from yarrow.gate.acts.changes import CHANGES
from yarrow.gate.facts import KINDS
from yarrow.gate.facts.base import Fact
from yarrow.gate.facts.change import CourtEventKind, ReleaseKind, ReleaseState, SeparationState
from yarrow.gate.facts.freedom import TiedState
from yarrow.gate.facts.justice import Footing, Pathway
from yarrow.gate.words import Answer

from .happening import EVENTS, code_of, label
from .pathways import APPROACHES, JUSTICE
from .plain_history import stood_against
from .questions import Where
from .year import Family, whole_year

LONG_YEAR = 560
SHORT_YEAR = 32
CODES = {row.code for row in CHANGES}


def told(families: Sequence[Family]) -> Counter[str]:
    """What was seen in all of them; nobody met against a rule, and nobody's support was held up."""
    seen: Counter[str] = Counter()
    for family in families:
        seen += family.seen
        assert not family.wrong, family.wrong[:3]
        for meeting in family.held:
            seen[f"meetings, {meeting.whole.where}"] += 1
            seen[f"meetings, {meeting.pathway}"] += 1
            seen[f"meetings after a move to {meeting.pathway}"] += meeting.moved_on is not None
            against = list(stood_against(meeting))
            assert not against, (against, meeting.day, meeting.whole.question, family.whole.where)
    return seen


def must_show(seen: Counter[str]) -> None:
    """People did meet, in every setting and on both pathways; and the gate was mostly shut after news."""
    assert all(seen[f"meetings, {where}"] for where in Where), seen
    assert all(seen[f"meetings, {pathway}"] for pathway in (JUSTICE, APPROACHES)), seen
    assert all(seen[f"moved to {pathway}"] for pathway in (JUSTICE, APPROACHES)), seen
    assert all(seen[what] for what in ("possible", "not yet", "support asked", "closed by: moved")), seen
    happened = sum(times for what, times in seen.items() if what.startswith("happened"))
    assert seen["shut afterwards"] > happened / 2, seen


def closed_by(seen: Counter[str]) -> set[str]:
    return {what.removeprefix("closed by: ") for what, times in seen.items() if times and "closed by" in what}


def test_thirty_two_families_through_their_year() -> None:
    seen = told(whole_year(SHORT_YEAR, every=14))

    must_show(seen)
    assert len(closed_by(seen) & CODES) >= 5, seen


@pytest.mark.long
def test_five_hundred_and_sixty_families_through_their_year() -> None:
    seen = told(whole_year(LONG_YEAR, every=2))
    print(dict(sorted(seen.items())))  # noqa: T201  # how much was seen is part of what this shows

    must_show(seen)
    for pathway in (JUSTICE, APPROACHES):
        assert seen[f"meetings after a move to {pathway}"], seen
    assert {f"happened: {label(fact)}" for _place, fact in EVENTS} <= set(seen)
    assert closed_by(seen) >= CODES, CODES - closed_by(seen)


@pytest.mark.once
def test_every_change_that_the_gate_knows_is_among_what_happens() -> None:
    """A new row, or a new answer of an old one, must be played too."""
    facts = [fact for _place, fact in EVENTS]

    assert {code_of(fact) for fact in facts} >= CODES
    assert {kind.kind for kind in KINDS.values() if kind.trigger} <= {fact.kind for fact in facts}
    assert {kind for kind in KINDS if may_trigger(KINDS[kind])} <= {f.kind for f in facts if f.is_trigger()}


def may_trigger(kind: type[Fact]) -> bool:
    return kind.is_trigger is not Fact.is_trigger


@pytest.mark.once
@pytest.mark.parametrize(
    ("kind", "name", "answers"),
    [
        ("separation", "state", SeparationState),
        ("pregnancy", "known_to_other", Answer),
        ("court_event", "event", CourtEventKind),
        ("release", "release", ReleaseKind),
        ("release", "state", ReleaseState),
        ("taking_part_tied", "state", [TiedState.TIED, TiedState.UNKNOWN]),
        ("justice_details", "footing", [Footing.NEITHER, Footing.UNKNOWN]),
        ("justice_information", "told", [Answer.NO, Answer.UNKNOWN]),
        ("court_event", "known_to_all", [Answer.YES, Answer.UNKNOWN]),
        ("release", "known_to_all", [Answer.YES, Answer.UNKNOWN]),
        ("follow_up_made", "safe_now", [Answer.NO]),
        ("follow_up_made", "pressure_since", [Answer.YES]),
    ],
)
def test_each_of_its_answers_happens(kind: str, name: str, answers: Sequence[object]) -> None:
    said = {getattr(fact, name) for _place, fact in EVENTS if fact.kind == kind}

    assert set(answers) <= said


def test_the_pathways_that_are_played_are_all_there_are() -> None:
    assert {JUSTICE, APPROACHES} == set(Pathway) - {Pathway.UNKNOWN}
