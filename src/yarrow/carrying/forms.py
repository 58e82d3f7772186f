"""What the pages ask, made from the facts themselves. Forms clean; they never save."""

from collections.abc import Mapping, Sequence
from datetime import date
from functools import cache
from typing import Any, cast
from uuid import UUID

from django import forms
from django.core.exceptions import ValidationError
from django.utils.translation import gettext
from django.utils.translation import gettext_lazy as _

from yarrow.design.fields import DayField
from yarrow.design.forms import PageForm
from yarrow.gate.facts import Fact, asked
from yarrow.gate.facts.carried import (
    CarriedAsked,
    CarriedGiven,
    CarriedGoing,
    CarriedLooked,
    CarriedMessage,
    NoSendLetter,
)
from yarrow.record.forms.days import problem_with_day
from yarrow.record.forms.fields import LONGEST_TEXT, WordsField, field_for
from yarrow.record.forms.sheet import FactSheet

Choices = Sequence[tuple[str, str]]


@cache
def sheet_for(kind: type[Fact]) -> type[FactSheet]:
    """The form of one kind of fact: one field a question, on the fact's own careful default."""
    made: dict[str, Any] = {"kind": kind}
    for question in asked(kind):
        field = field_for(question)
        field.initial = None if question.required else question.default
        made[question.name] = field
    return cast("type[FactSheet]", type(f"{kind.__name__}Page", (FactSheet,), made))


LookSheet = sheet_for(CarriedLooked)
AskedSheet = sheet_for(CarriedAsked)
GoingSheet = sheet_for(CarriedGoing)
GivenSheet = sheet_for(CarriedGiven)
LetterSheet = sheet_for(NoSendLetter)


class MessageForm(sheet_for(CarriedMessage)):  # type: ignore[misc]  # a form class made from a fact
    """What they would like somebody to hear, and the plan that it belongs to."""

    plan = forms.ChoiceField(label=_("To which plan does it belong?"), widget=forms.RadioSelect)
    field_order = ["plan"]

    def __init__(self, *args: Any, plans: Choices, **more: Any) -> None:
        super().__init__(*args, **more)
        self.fields["plan"].choices = plans
        if len(plans) == 1:
            self.fields["plan"].initial = plans[0][0]


class PassOnForm(PageForm):
    """Whose room it goes to, and how the sender agreed. No room is chosen beforehand."""

    target = forms.ChoiceField(label=_("Whose worker reads it next?"), widget=forms.RadioSelect)
    agreed_how = WordsField(
        label=_("How they agreed, and what they were shown"), max_length=LONGEST_TEXT, widget=forms.Textarea
    )
    agreed_on = DayField(label=_("The day they agreed"))

    def __init__(self, *args: Any, places: Mapping[UUID, str], today: date, **more: Any) -> None:
        super().__init__(*args, **more)
        self._today = today
        self.fields["target"].choices = [(str(room), label) for room, label in places.items()]  # type: ignore[attr-defined]  # a choice field

    def clean_agreed_on(self) -> date:
        day: date = self.cleaned_data["agreed_on"]
        if problem := problem_with_day("agreed_on", day, self._today):
            raise ValidationError(gettext(problem))
        return day
