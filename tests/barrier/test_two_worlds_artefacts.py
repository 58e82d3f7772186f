"""T02 over everything that is taken away: pages, papers, messages as they were sent, prints, files, refusals.

Each pair of worlds is looked at by one kind and a stretch of all addresses, so that a pair is cheap and
many can be compared; what is done in the sealed rooms includes all that goes out of them (``going_out``).
Then the pairs by name that once were told apart, and controls, in which a leak is planted in each kind.
"""

from collections.abc import Callable, Sequence
from functools import partial
from typing import Any

import pytest
from django.test import Client
from hypothesis import Phase, assume, given, settings
from hypothesis import strategies as st

from yarrow.gate.facts.change import Escalation
from yarrow.gate.facts.routes import Proof, RouteKind
from yarrow.papers.terms import PaperFormat
from yarrow.rooms.models import Entry

from . import artefacts
from .answers import Answer
from .artefacts import KINDS, take
from .going_out import (
    claim_and_prove,
    going_out,
    hold_case,
    hold_room,
    remind,
    report,
    tell_agency,
    write_to,
)
from .script import HARMED_SIDE, OTHER_SIDE, Deed, Script, SetAside, Side, Step, Write, scripts
from .settled import Settled
from .test_two_worlds_pairs import HOUR, INCIDENT, NOTHING, SAID, WITHDRAWN, Acts, once, script
from .worlds import Look, differences, lived

PAIRS, PAIRS_LONG = 2, 250
_AS_FOUND = [Phase.explicit, Phase.generate]
STRETCH = st.integers(0, 120)
"""Which stretch of all addresses; it goes round."""


def told(settled: Settled, side: Side, play: Script, look: Look) -> str:
    one, two = (lived(settled, side, play, world, look, meanwhile=None) for world in (0, 1))
    return differences(one, two)


def looking(side: Side, kinds: Sequence[str], stretch: int) -> Look:
    return partial(take, kinds, stretch, side.own)


def compare(settled: Settled, side: Side, drawn: tuple[Script, str, int]) -> str:
    play, kind, stretch = drawn
    look = looking(side, [kind], stretch)
    one, two = (lived(settled, side, play, world, look, meanwhile=None) for world in (0, 1))
    assume(stopped_in(one) == stopped_in(two))
    return differences(one, two)


def stopped_in(answers: Sequence[Answer]) -> list[str]:
    """What the door stopped. That it did is the one bit that its design accepts (decision 0027): words
    drawn for her room may happen to be in his paper. That it is no more is asked in ``outgoing``.
    """
    return [each.address for each in answers if each.header("Said").lower().startswith("stopped")]


def pairs_of(side: Side) -> st.SearchStrategy[tuple[Script, str, int]]:
    return st.tuples(scripts(side, going_out(side)), st.sampled_from(list(KINDS)), STRETCH)


@settings(max_examples=PAIRS, phases=_AS_FOUND)
@given(drawn=pairs_of(OTHER_SIDE))
def test_what_the_other_sides_worker_takes_away_is_the_same(settled: Settled, drawn: Any) -> None:
    assert not compare(settled, OTHER_SIDE, drawn)


@settings(max_examples=PAIRS, phases=_AS_FOUND)
@given(drawn=pairs_of(HARMED_SIDE))
def test_what_the_harmed_sides_worker_takes_away_is_the_same(settled: Settled, drawn: Any) -> None:
    assert not compare(settled, HARMED_SIDE, drawn)


@pytest.mark.long
@pytest.mark.once
@settings(max_examples=PAIRS_LONG, derandomize=False, phases=_AS_FOUND)
@given(drawn=pairs_of(OTHER_SIDE))
def test_two_hundred_and_fifty_pairs_are_the_same_to_the_other_sides_worker(
    settled: Settled, drawn: Any
) -> None:
    assert not compare(settled, OTHER_SIDE, drawn)


@pytest.mark.long
@pytest.mark.once
@settings(max_examples=PAIRS_LONG, derandomize=False, phases=_AS_FOUND)
@given(drawn=pairs_of(HARMED_SIDE))
def test_two_hundred_and_fifty_pairs_are_the_same_to_the_harmed_sides_worker(
    settled: Settled, drawn: Any
) -> None:
    assert not compare(settled, HARMED_SIDE, drawn)


# --- by name ---


def _deed(done: Callable[..., None], **given: Any) -> Deed:
    return Deed(partial(done, **given))


def goes_out(room: str, *, by: str) -> Acts:
    """Everything that one side may send, hold, prove or tell, one after the other."""
    return (
        _deed(remind, room=room, way=RouteKind.TEXT, sent=True),
        _deed(write_to, room=room, words="Come on Monday.", form=PaperFormat.PDF),
        _deed(tell_agency, room=room, words="She starts on Monday."),
        _deed(claim_and_prove, room=room, number="07700 900177", proof=Proof.IN_PERSON),
        _deed(hold_room, room=room, by=by),
    )


BY_NAME: dict[str, tuple[Side, Script, tuple[str, ...]]] = {
    "all_are_put_on_hold_or_they_alone": (
        OTHER_SIDE,
        once(((_deed(hold_case, by="lead"),), (_deed(hold_room, room="other", by="child_worker"),))),
        ("to reach them", "a text", "the case"),
    ),
    "much_went_out_of_her_room_and_it_is_on_hold_or_nothing": (
        OTHER_SIDE,
        once((goes_out("harmed", by="lead"), NOTHING)),
        ("to reach them", "an e-mail", "the print log", "refusals"),
    ),
    "somebody_at_risk_was_reported_or_nobody": (
        OTHER_SIDE,
        once(((_deed(report, room="harmed", words="He was outside the school."),), NOTHING)),
        ("the case", "to reach them"),
    ),
    "much_went_out_of_his_room_and_it_is_on_hold_or_nothing": (
        HARMED_SIDE,
        once((goes_out("other", by="other_worker"), NOTHING)),
        ("to reach them", "a text", "the print log", "refusals"),
    ),
    "something_happened_while_nothing_joint_is_arranged_or_nothing": (
        OTHER_SIDE,
        script((NOTHING, NOTHING, (SetAside(),), HOUR), ((Write("harmed", INCIDENT),), NOTHING, (), HOUR)),
        ("a text",),
    ),
    "a_stop_from_one_room_or_another_while_something_joint_is_arranged": (
        OTHER_SIDE,
        once(((Write("harmed", WITHDRAWN),), (Write("child", Escalation(words=SAID)),))),
        ("an e-mail", "to reach them"),
    ),
}


@pytest.mark.in_turn(2)
@pytest.mark.parametrize("pair", BY_NAME.values(), ids=BY_NAME)
def test_nothing_that_is_taken_away_tells(
    settled: Settled, pair: tuple[Side, tuple[Step, ...], tuple[str, ...]]
) -> None:
    side, play, kinds = pair
    assert not told(settled, side, play, looking(side, kinds, 0))


# --- controls ---


@pytest.mark.long
@pytest.mark.once
@pytest.mark.parametrize("kind", KINDS)
def test_a_leak_planted_in_this_kind_is_found(
    settled: Settled, monkeypatch: pytest.MonkeyPatch, kind: str
) -> None:
    """One byte more for each entry of her room, wherever this kind ends."""
    taken = KINDS[kind]

    def leaking(client: Client, settled: Settled, part: str) -> list[Answer]:
        answers, count = (
            taken(client, settled, part),
            Entry.objects.filter(room=settled.room("harmed")).count(),
        )
        last = answers[-1]
        return [*answers[:-1], artefacts.with_body(last, last.body + b" " * (count % 97))]

    monkeypatch.setitem(KINDS, kind, leaking)
    play = once(((Write("harmed", INCIDENT),), (Write("child", Escalation(words=SAID)),)))

    assert told(settled, OTHER_SIDE, play, looking(OTHER_SIDE, [kind], 0))


def test_each_kind_takes_something_away(settled: Settled) -> None:
    """What refuses in both worlds alike would compare nothing."""
    play = once((NOTHING, NOTHING))
    seen = lived(settled, OTHER_SIDE, play, 0, looking(OTHER_SIDE, list(KINDS), 0), meanwhile=None)
    by_kind = {(each.method, each.address): each for each in seen}

    for paper in ("letter", "apart", "apart_easy"):
        assert by_kind["PAPER", paper].body.startswith((b"%PDF", b"PK")), paper
    assert b"07700 900456" in by_kind["SENT", "text"].body
    assert b"deiniol@example.org" in by_kind["SENT", "email"].body
    assert by_kind["DOOR", "calendar"].header("Said") == "passed"
    assert any(b"Ring the library." in each.body for each in seen if "/course/paper/" in each.address)
    assert any(each.header("Content-Disposition") for each in seen)
