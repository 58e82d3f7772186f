"""What was written before a doubt answers nothing, and an old event told late is news."""

from datetime import timedelta

import pytest

from yarrow.gate.facts.base import Fact, Home
from yarrow.gate.facts.change import Separation, SeparationState
from yarrow.gate.facts.harm import Harm, Incident, Part
from yarrow.gate.facts.risk import View
from yarrow.gate.facts.who import Role
from yarrow.gate.forms import JOINT, Form
from yarrow.gate.rules.consent import NOT_FREE
from yarrow.gate.rules.harm_in_process import GOES_ON
from yarrow.gate.rules.orders import NOT_CHECKED, orders_checked
from yarrow.gate.tests import favourable as good
from yarrow.gate.tests.favourable import DAY, asks, of_person, written
from yarrow.gate.view import FactsView


@pytest.mark.parametrize("form", sorted(JOINT))
@pytest.mark.parametrize("view", [each for each in View if each is not View.SUPPORTS])
def test_a_worry_is_cleared_by_a_view_that_supports_and_by_no_other(view: View, form: Form) -> None:
    worried = [*good.harmed(), good.worrying_screen(), good.clear_screen(), good.consent(), good.risk()]

    assert NOT_FREE in of_person([*worried, good.specialist(view)], asks(form))
    assert of_person([*worried, good.specialist()], asks(form)) == ()


@pytest.mark.parametrize("form", sorted(JOINT))
def test_a_view_from_before_the_worry_clears_nothing(form: Form) -> None:
    after = [good.worrying_screen(), good.clear_screen(), good.consent(), good.risk()]
    room: list[Fact] = [*good.harmed(), good.specialist(), *after]

    assert {NOT_FREE, GOES_ON} <= set(of_person(room, asks(form)))


def test_an_old_event_that_is_told_after_the_parting_is_news() -> None:
    parted = Separation(state=SeparationState.HAPPENED, since=DAY)
    before = Incident(part=Part.WAS_HARMED, form=Harm.PHYSICAL, happened_on=DAY - timedelta(days=9))

    assert GOES_ON in of_person([*good.harmed(), parted, before, good.risk()])
    assert GOES_ON not in of_person([*good.harmed(), before, parted, good.risk()])


def test_nobody_looks_for_orders_of_who_only_supports_somebody() -> None:
    def asked_of(part: Role) -> tuple[object, ...]:
        facts = FactsView(written([good.role(part)]), Home.PERSON)
        return tuple(orders_checked(facts, asks()))

    assert asked_of(Role.SUPPORTER) == asked_of(Role.CHILD_EXPOSED) == ()
    assert asked_of(Role.HARMED) == asked_of(Role.CAUSED_HARM) == (NOT_CHECKED,)
