"""Work without abuse can reach its meeting, in every setting; and so can work after abuse."""

from collections import Counter
from dataclasses import replace
from datetime import timedelta

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from yarrow.gate.ask import NotYet
from yarrow.gate.forms import CARRIED, DIRECT, JOINT, Form
from yarrow.gate.tests.favourable import codes
from yarrow.gate.topics import Topic

from .pathways import On
from .questions import LIGHT, Where, complete, is_open, said

CASES = 20_000

# A circle of pupils, a family meeting, colleagues: what each setting most often holds.
USUAL = [
    (Where.FAMILY, Form.FAMILY_MEETING),
    (Where.SCHOOL, Form.CIRCLE_WITH_ALL),
    (Where.WORKPLACE, Form.CONFERENCE),
    (Where.COMMUNITY, Form.CIRCLE_WITH_ALL),
    (Where.PRISON, Form.CONFERENCE),
]


@pytest.mark.parametrize("on", On)
@pytest.mark.parametrize(("where", "form"), USUAL)
@pytest.mark.parametrize("people", [2, 8])
def test_each_setting_reaches_its_meeting(where: Where, form: Form, people: int, on: On) -> None:
    found = said(complete(where, form, [Topic.HARM], people, on))

    assert not isinstance(found, NotYet), found.reasons


@pytest.mark.parametrize("on", On)
@pytest.mark.parametrize("form", sorted(JOINT))
@pytest.mark.parametrize("where", LIGHT)
def test_every_joint_form_can_be_reached_without_the_rules_for_abuse(
    where: Where, form: Form, on: On
) -> None:
    assert is_open(complete(where, form, tuple(Topic), 3, on))


@pytest.mark.parametrize("on", On)
@pytest.mark.parametrize("form", sorted(DIRECT))
def test_after_abuse_it_can_be_reached_too_and_takes_more(form: Form, on: On) -> None:
    whole = complete(Where.ABUSE, form, tuple(Topic), 4, on)
    bare = complete(Where.COMMUNITY, form, [Topic.HARM])

    assert is_open(whole)
    assert all(len(whole.entries(room)) >= 8 for room in whole.rooms)
    assert len(bare.team) < len(whole.team)


def reached(cases: int) -> Counter[str]:
    """Any setting without abuse, form, topics, number of people, pathway and day of the fortnight."""
    seen: Counter[str] = Counter()

    @settings(max_examples=cases, deadline=None)
    @given(
        where=st.sampled_from(LIGHT),
        form=st.sampled_from(sorted(JOINT)),
        topics=st.frozensets(st.sampled_from(sorted(Topic)), min_size=1),
        people=st.integers(2, 8),
        on=st.sampled_from(On),
        after=st.integers(0, 14),
    )
    def check(*, where: Where, form: Form, topics: frozenset[Topic], people: int, on: On, after: int) -> None:
        whole = complete(where, form, topics, people, on)
        day = on.first_day + timedelta(days=after)
        assert is_open(replace(whole, question=replace(whole.question, day=day)))
        seen["made"] += 1
        seen[f"{where}, {on}"] += 1

    check()
    return seen


def test_no_topic_is_closed_to_work_without_abuse() -> None:
    assert reached(40)["made"] >= 40


@pytest.mark.long
def test_work_without_abuse_reaches_its_meeting_in_20_000_cases() -> None:
    seen = reached(CASES)
    print(dict(seen))  # noqa: T201  # how many there were is part of what this shows

    assert seen["made"] >= CASES
    assert all(seen[f"{where}, {on}"] for where in LIGHT for on in On), seen


@pytest.mark.parametrize("form", sorted(CARRIED))
def test_without_abuse_a_message_still_needs_two_to_read_it(form: Form) -> None:
    whole = complete(Where.COMMUNITY, form, [Topic.HARM])
    assert whole.plan is not None
    one = frozenset(list(whole.plan.vetted_by)[:1])

    found = said(replace(whole, plan=replace(whole.plan, vetted_by=one)))

    assert isinstance(found, NotYet)
    assert codes(found.reasons) == {"E27"}


def test_all_settings_are_tried() -> None:
    assert {where for where, _form in USUAL} == set(LIGHT)
