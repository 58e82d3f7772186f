"""A form made from a fact type: what is asked, what counts as answered, and the fact that comes of it."""

from datetime import date
from functools import cache
from typing import Any, ClassVar, cast

from django import forms
from django.utils.translation import gettext

from yarrow.design.forms import PageForm
from yarrow.gate.facts import KINDS, AskedField, Fact, Shape, asked

from .days import problem_with_day
from .fields import field_for

KIND = "page_kind"
CORRECTS = "page_corrects"
BACK = "page_back"
"""Hidden fields. They travel in the post and in the sealed draft, never in an address."""


class FactSheet(PageForm):
    """The form of one kind of fact. ``fact()`` is what was recorded, once the form is valid."""

    kind: ClassVar[type[Fact]]

    def __init__(self, *args: Any, today: date, **more: Any) -> None:
        super().__init__(*args, **more)
        self._today = today

    def clean(self) -> dict[str, Any]:
        super().clean()
        for question in asked(self.kind):
            self._look_at_day(question)
        if not self.errors:
            self._look_at_the_whole()
        return self.cleaned_data

    def fact(self) -> Fact:
        """What was typed, as a fact; only after ``is_valid``."""
        typed = self.cleaned_data
        answered = [each for each in asked(self.kind) if each.name in self.fields]
        return self.kind(**{each.name: value_of(each, typed[each.name]) for each in answered})

    def _look_at_day(self, question: AskedField) -> None:
        day = self.cleaned_data.get(question.name)
        if isinstance(day, date) and (problem := problem_with_day(question.name, day, self._today)):
            self.add_error(question.name, gettext(problem))

    def _look_at_the_whole(self) -> None:
        for name, words in self.fact().problems():
            self.add_error(name if name in self.fields else None, gettext(words))


def value_of(question: AskedField, cleaned: Any) -> Any:
    """What a cleaned field means as a value of its fact."""
    if question.shape is Shape.ONE_OF and question.choices is not None:
        return question.choices.of(cleaned)
    if question.shape is Shape.SEVERAL_OF and question.choices is not None:
        return tuple(choice for choice in question.choices if choice.value in cleaned)
    return cleaned


def sheet_of(kind: type[Fact]) -> type[FactSheet]:
    """The form class of a kind of fact."""
    return _sheet_named(kind.kind)


@cache
def _sheet_named(name: str) -> type[FactSheet]:
    kind = KINDS[name]
    hidden = {
        KIND: forms.CharField(widget=forms.HiddenInput),
        CORRECTS: forms.UUIDField(widget=forms.HiddenInput, required=False),
        BACK: forms.CharField(widget=forms.HiddenInput, required=False),
    }
    questions = {question.name: field_for(question) for question in asked(kind)}
    made = type(f"{kind.__name__}Sheet", (FactSheet,), {"kind": kind, **questions, **hidden})
    return cast("type[FactSheet]", made)


def fresh(kind: type[Fact]) -> dict[str, list[str]]:
    """An empty sheet as it would be posted: only what has a default is filled in."""
    typed = {KIND: [kind.kind]}
    for question in asked(kind):
        if not question.required:
            typed |= _as_typed(question, question.default)
    return typed


def filled(fact: Fact) -> dict[str, list[str]]:
    """A sheet that says what this fact says, for putting it right."""
    typed = {KIND: [fact.kind]}
    for question in asked(type(fact)):
        typed |= _as_typed(question, getattr(fact, question.name))
    return typed


def _as_typed(question: AskedField, value: Any) -> dict[str, list[str]]:
    if value is None:
        return {}
    if isinstance(value, date):
        parts = {"day": value.day, "month": value.month, "year": value.year}
        return {f"{question.name}-{part}": [str(number)] for part, number in parts.items()}
    if isinstance(value, tuple):
        return {question.name: [str(each.value) for each in value]}
    return {question.name: [str(value)]}
