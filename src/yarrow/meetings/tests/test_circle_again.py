"""Gone back to and written anew, a short page is another press: what was typed last is what is recorded."""

from yarrow.cases.tests.reading import words_of
from yarrow.gate.facts.choice import Consent, ConsentValue
from yarrow.gate.facts.risk import AbuseScreen, ScreenResult
from yarrow.kernel.ids import new_id
from yarrow.meetings.circle.seats import latest

from .test_circle import School, asked, school, told

__all__ = ["school"]


def test_a_worry_that_was_typed_after_back_is_recorded(school: School) -> None:
    token = str(new_id())
    school.press("asked", asked(once=token))

    where = school.press("asked", asked(once=token, asked_1=ScreenResult.CONCERN.value))

    assert "Something worries you" in words_of(school.browser("lead").get(where))
    circle = school.circle()
    assert circle.needs_the_longer_way
    screen = latest(AbuseScreen, circle.seats[1].recorded)
    assert screen is not None
    assert screen.result is ScreenResult.CONCERN


def test_a_no_that_was_typed_after_back_is_recorded(school: School) -> None:
    school.press("asked", asked())
    token = str(new_id())
    school.press("told", told(once=token))

    school.press("told", told(once=token, yes_0=ConsentValue.DECLINED.value))

    decided = latest(Consent, school.circle().seats[0].recorded)
    assert decided is not None
    assert decided.value is ConsentValue.DECLINED
