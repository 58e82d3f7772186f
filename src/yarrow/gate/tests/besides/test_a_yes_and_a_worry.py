"""What is a yes, how far a no reaches, and what clears a worry."""

from yarrow.gate.facts.choice import CoercionScreen, Consent, ConsentValue
from yarrow.gate.facts.risk import ScreenResult
from yarrow.gate.forms import JOINT, Form
from yarrow.gate.rules.consent import NOT_ALONE, NOT_FREE
from yarrow.gate.tests import favourable as good
from yarrow.gate.tests.favourable import NO, asks, codes, of_person, without
from yarrow.gate.topics import Topic


def test_a_yes_that_names_no_topic_is_a_yes_to_none() -> None:
    """A no may be to everything; nobody says yes to what was not named (domain.md E15)."""
    every_form = Consent(value=ConsentValue.GIVEN, forms=tuple(sorted(JOINT)))
    for named in (every_form, Consent(value=ConsentValue.GIVEN)):
        assert "E15" in codes(of_person([*without(good.harmed(), Consent), named]))


def test_a_no_to_one_topic_leaves_the_yes_to_another() -> None:
    declined = [*good.harmed(), good.consent(ConsentValue.DECLINED, topics=[Topic.BELONGINGS])]

    assert of_person(declined) == ()
    assert "E16" in codes(of_person(declined, asks(Form.LETTER, Topic.BELONGINGS)))


def test_a_worry_is_not_cleared_by_a_specialist_without_asking_them_again() -> None:
    """The specialist does not sit in the kitchen: after a worry the person is asked alone again."""
    worried = [*good.harmed(), good.worrying_screen(), good.specialist()]
    not_alone = CoercionScreen(alone=NO, result=ScreenResult.CLEAR)

    assert set(of_person([*worried, not_alone])) >= {NOT_FREE, NOT_ALONE}
    assert NOT_FREE not in of_person([*worried, good.clear_screen()])
