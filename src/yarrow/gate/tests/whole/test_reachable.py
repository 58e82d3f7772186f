"""Work without abuse can reach its meeting, in every setting; and so can work after abuse."""

from dataclasses import replace

import pytest
from hypothesis import given
from hypothesis import strategies as st

from yarrow.gate.ask import NotYet
from yarrow.gate.forms import CARRIED, DIRECT, JOINT, Form
from yarrow.gate.tests.favourable import codes
from yarrow.gate.topics import Topic

from .questions import LIGHT, Where, complete, is_open, said

# A circle of pupils, a family meeting, colleagues: what each setting most often holds.
USUAL = [
    (Where.FAMILY, Form.FAMILY_MEETING),
    (Where.SCHOOL, Form.CIRCLE_WITH_ALL),
    (Where.WORKPLACE, Form.CONFERENCE),
    (Where.COMMUNITY, Form.CIRCLE_WITH_ALL),
    (Where.PRISON, Form.CONFERENCE),
]


@pytest.mark.parametrize(("where", "form"), USUAL)
@pytest.mark.parametrize("people", [2, 8])
def test_each_setting_reaches_its_meeting(where: Where, form: Form, people: int) -> None:
    found = said(complete(where, form, [Topic.HARM], people))

    assert not isinstance(found, NotYet), found.reasons


@pytest.mark.parametrize("form", sorted(JOINT))
@pytest.mark.parametrize("where", LIGHT)
def test_every_joint_form_can_be_reached_without_the_rules_for_abuse(where: Where, form: Form) -> None:
    assert is_open(complete(where, form, tuple(Topic), 3))


@pytest.mark.parametrize("form", sorted(DIRECT))
def test_after_abuse_it_can_be_reached_too_and_takes_more(form: Form) -> None:
    whole = complete(Where.ABUSE, form, tuple(Topic), 4)
    bare = complete(Where.COMMUNITY, form, [Topic.HARM])

    assert is_open(whole)
    assert all(len(whole.entries(room)) >= 8 for room in whole.rooms)
    assert len(bare.team) < len(whole.team)


@given(
    st.sampled_from(LIGHT), st.sampled_from(sorted(JOINT)), st.frozensets(st.sampled_from(Topic), min_size=1)
)
def test_no_topic_is_closed_to_work_without_abuse(where: Where, form: Form, topics: frozenset[Topic]) -> None:
    assert is_open(complete(where, form, topics))


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
