"""The forms of a session: safety, each step, and what is counted at the end."""

from collections.abc import Iterator
from datetime import date
from typing import Any

from django import forms
from django.utils.translation import gettext
from django.utils.translation import gettext_lazy as _

from yarrow.design.forms import PageForm
from yarrow.gate.facts import AskedField, Fact, asked
from yarrow.gate.facts.preparation import PreparedSteps
from yarrow.gate.words import Answer
from yarrow.record.preparing.moment import MOMENT
from yarrow.record.preparing.session import Session
from yarrow.record.preparing.steps import Part, Step

from .acts import PreviewedForm
from .days import problem_with_day
from .fields import LONGEST_LINE, LineField, choices_of, field_for
from .sheet import value_of

WORDS = "words"


def _yes_no(label: Any, *, required: bool = True) -> forms.ChoiceField:
    return forms.ChoiceField(
        label=label, choices=choices_of(Answer), widget=forms.RadioSelect, required=required
    )


class SafetyForm(PageForm):
    """Asked before anything else, and afresh each time. Any answer but yes ends the talk at once."""

    safe = _yes_no(_("Is it safe for them to talk now?"))
    unheard = _yes_no(_("Are they alone, so that nobody can listen in?"))
    time = _yes_no(_("Is there time enough, without hurry?"))
    break_off = LineField(
        label=_("Word they say to break off"),
        help_text=_("It stands on every page, so that you know it when you hear it."),
        max_length=LONGEST_LINE,
        required=False,
    )
    reach = _yes_no(_("Are the ways to reach them still right and safe?"), required=False)

    asked_on = forms.DateField(widget=forms.HiddenInput, required=False)

    must_be_yes = ("safe", "unheard", "time")

    def says_stop(self) -> bool:
        """Whether any of the three was answered with something other than yes, whatever else is missing."""
        said = {self.cleaned_data.get(name, "") for name in self.must_be_yes}
        return not said <= {"", Answer.YES.value}

    def was_safe(self) -> Answer:
        """What is noted of a talk that ended here; that there was no time is no danger."""
        said = {self.cleaned_data.get(name, "") for name in ("safe", "unheard")}
        if Answer.NO.value in said:
            return Answer.NO
        return Answer.YES if said == {Answer.YES.value} else Answer.UNKNOWN


class StepForm(PreviewedForm):
    """One step: its words, and the questions of the facts that it may make. Nothing must be answered."""

    def __init__(self, *args: Any, step: Step, session: Session, today: date, **more: Any) -> None:
        super().__init__(*args, **more)
        self._today = today
        self._parts = session.parts_of(step)
        self.fields[WORDS] = _optional(next(each for each in asked(PreparedSteps) if each.name == step.field))
        for part in self._parts:
            for question in _questions(part):
                self.fields[_name(part, question)] = _optional(question, gettext(part.kind.title))
        self.fields[MOMENT] = forms.CharField(widget=forms.HiddenInput, required=False)
        self._facts: list[Fact] = []

    def clean(self) -> dict[str, Any]:
        super().clean()
        self._facts = [fact for part in self._parts for fact in self._fact_of(part)]
        return self.cleaned_data

    def facts(self) -> tuple[Fact, ...]:
        """The facts whose questions were answered here; only after ``is_valid``."""
        return tuple(self._facts)

    def _fact_of(self, part: Part) -> Iterator[Fact]:
        """None where nothing of it was answered; a problem where something needed is missing."""
        questions = _questions(part)
        answered = {q.name: value for q in questions if (value := self._answer(part, q)) is not None}
        if not answered or self._has_problems(part, answered):
            return
        fact = part.kind(**answered)
        for name, words in fact.problems():
            self.add_error(f"{part.kind.kind}_{name}", gettext(words))
        yield fact

    def _answer(self, part: Part, question: AskedField) -> Any:
        typed = self.cleaned_data.get(_name(part, question))
        return value_of(question, typed) if typed else None

    def _has_problems(self, part: Part, answered: dict[str, Any]) -> bool:
        for question in _questions(part):
            name, value = _name(part, question), answered.get(question.name)
            if question.required and value is None and name not in self.errors:
                needed = gettext("“%(question)s” needs an answer, or leave all of this open")
                self.add_error(name, needed % {"question": self.fields[name].label})
            if isinstance(value, date) and (problem := problem_with_day(question.name, value, self._today)):
                self.add_error(name, gettext(problem))
        return any(_name(part, question) in self.errors for question in _questions(part))


def _questions(part: Part) -> tuple[AskedField, ...]:
    return tuple(question for question in asked(part.kind) if question.name in part.names)


def _name(part: Part, question: AskedField) -> str:
    return f"{part.kind.kind}_{question.name}"


def _optional(question: AskedField, of: str = "") -> forms.Field:
    """A question that may stay open. It starts on nothing, also where its fact has a default."""
    field = field_for(question)
    field.required = False
    label = gettext(question.label)
    field.label = f"{of} ({label})" if of else label
    return field


class WholeForm(PageForm):
    """Whether a session is counted; no sum and no page decides it."""

    whole = forms.ChoiceField(
        label=_("Was this a whole session of preparation?"),
        help_text=_("If not, what was said is recorded all the same, and no session is counted."),
        choices=[(Answer.YES.value, _(Answer.YES.words)), (Answer.NO.value, _(Answer.NO.words))],
        widget=forms.RadioSelect,
    )
