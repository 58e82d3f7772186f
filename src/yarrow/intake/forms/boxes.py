"""What the forms of intake have in common."""

from collections.abc import Iterable, Sequence
from typing import Any, TypeVar

from django import forms
from django.http import QueryDict
from django.utils.translation import gettext

from yarrow.gate.words import Choice
from yarrow.intake.terms import LONGEST
from yarrow.rooms.queries.drafts import Typed

C = TypeVar("C", bound=Choice)


def as_posted(typed: Typed) -> QueryDict:
    """Kept typed text as a form takes it, to be checked anew."""
    query = QueryDict(mutable=True)
    for name, values in typed.items():
        query.setlist(name, values)
    return query


def words_of(choices: Iterable[Choice]) -> list[tuple[str, str]]:
    """Choices of a fact, in the language of the page."""
    return [(choice.value, gettext(choice.words)) for choice in choices]


def chosen(kind: type[C], value: str) -> C:
    """The choice that was posted, of a form that is valid."""
    return next(choice for choice in kind if choice.value == value)


def box(label: Any, hint: Any = "", *, rows: int = 6) -> forms.CharField:
    """A box for words of any length up to four pages, kept exactly as typed."""
    return forms.CharField(
        label=label,
        help_text=hint,
        required=False,
        max_length=LONGEST,
        strip=False,
        widget=forms.Textarea(attrs={"rows": rows}),
    )


def fill(field: forms.Field, choices: Sequence[Any]) -> None:
    """Give a choice what depends on the language of the page, or on who works here."""
    if not isinstance(field, forms.ChoiceField):
        raise TypeError("only a choice is filled")
    field.choices = choices
