"""One form field for each way a fact asks, so that a fact and its form cannot differ."""

from collections.abc import Callable, Iterable
from typing import Any

from django import forms
from django.utils.translation import gettext_lazy as _

from yarrow.design.fields import DayField
from yarrow.gate.facts import AskedField, Shape
from yarrow.gate.words import Choice

LONGEST_LINE = 200
LONGEST_TEXT = 20_000
LARGEST_NUMBER = 10_000

_TOO_LONG_LINE = {"max_length": _("This is longer than %(limit_value)d characters. Make it shorter.")}
_TOO_LONG_TEXT = {
    "max_length": _(
        "This is longer than %(limit_value)d characters. Make it shorter, or record it in two parts."
    ),
}
_NOT_A_NUMBER = {
    "invalid": _("Write a whole number in figures."),
    "min_value": _("This cannot be less than %(limit_value)d."),
    "max_value": _("This cannot be more than %(limit_value)d."),
}
# Django's own words would repeat what was posted.
_NOT_A_CHOICE = {
    "invalid_choice": _("Choose from what is offered."),
    "invalid_list": _("Choose from what is offered."),
}


class WordsField(forms.CharField):
    """Someone's words, kept as they were typed; a browser's line ends are made plain ones."""

    def to_python(self, value: Any) -> str:
        return super().to_python(_with_plain_line_ends(value)) or ""


class LineField(forms.CharField):
    """One line; what was pasted over several becomes one."""

    def to_python(self, value: Any) -> str:
        return super().to_python(" ".join(_with_plain_line_ends(value).split("\n"))) or ""


def _with_plain_line_ends(value: Any) -> str:
    return "" if value is None else str(value).replace("\r\n", "\n").replace("\r", "\n")


def field_for(asked: AskedField) -> forms.Field:
    """The form field of one question."""
    return _MADE_FOR[asked.shape](asked)


def choices_of(kind: Iterable[Choice]) -> list[tuple[str, Any]]:
    """Values with their words, translated when they are shown."""
    return [(choice.value, _(choice.words)) for choice in kind]


def _words(asked: AskedField) -> dict[str, Any]:
    # An empty message id would be answered with the catalogue's own header.
    return {"label": _(asked.label), "help_text": _(asked.hint) if asked.hint else ""}


def _line(asked: AskedField) -> forms.Field:
    return LineField(
        required=asked.required, max_length=LONGEST_LINE, error_messages=_TOO_LONG_LINE, **_words(asked)
    )


def _text(asked: AskedField) -> forms.Field:
    return WordsField(
        required=asked.required,
        max_length=LONGEST_TEXT,
        widget=forms.Textarea,
        error_messages=_TOO_LONG_TEXT,
        **_words(asked),
    )


def _day(asked: AskedField) -> forms.Field:
    return DayField(required=asked.required, **_words(asked))


def _number(asked: AskedField) -> forms.Field:
    return forms.IntegerField(
        min_value=0, max_value=LARGEST_NUMBER, error_messages=_NOT_A_NUMBER, **_words(asked)
    )


def _one_of(asked: AskedField) -> forms.Field:
    """Always answered: a question with a default starts on it, and the others start on nothing."""
    return forms.ChoiceField(
        choices=choices_of(_offered(asked)),
        widget=forms.RadioSelect,
        error_messages=_NOT_A_CHOICE,
        **_words(asked),
    )


def _several_of(asked: AskedField) -> forms.Field:
    return forms.MultipleChoiceField(
        required=asked.required,
        choices=choices_of(_offered(asked)),
        widget=forms.CheckboxSelectMultiple,
        error_messages=_NOT_A_CHOICE,
        **_words(asked),
    )


def _offered(asked: AskedField) -> type[Choice]:
    if asked.choices is None:
        raise TypeError(f"{asked.name} offers nothing to choose from")
    return asked.choices


_MADE_FOR: dict[Shape, Callable[[AskedField], forms.Field]] = {
    Shape.SHORT: _line,
    Shape.LONG: _text,
    Shape.DAY: _day,
    Shape.NUMBER: _number,
    Shape.ONE_OF: _one_of,
    Shape.SEVERAL_OF: _several_of,
}
