"""What bookings ask. Forms clean what was typed; they never save."""

from collections.abc import Iterable
from typing import Any

from django import forms
from django.utils.translation import gettext_lazy as _

from yarrow.design.fields import DayField
from yarrow.design.forms import PageForm
from yarrow.gate.facts.bookings import (
    LANGUAGES,
    TASKS,
    Booked,
    BookedFor,
    BookedWhere,
    HowLong,
    WhatItIs,
    WhoTheyWant,
    WhyOff,
)
from yarrow.record.forms.fields import LineField, WordsField, choices_of
from yarrow.staff.terms import Post

from .terms import Sex

_NOT_A_CHOICE = {"invalid_choice": _("Choose from what is offered.")}


class BookForm(PageForm):
    """One hour, for one interpreter or volunteer."""

    what = forms.ChoiceField(
        label=_("What for?"), choices=[], widget=forms.RadioSelect, error_messages=_NOT_A_CHOICE
    )
    they_want = forms.ChoiceField(
        label=_("Whom did the person ask for?"),
        choices=choices_of(WhoTheyWant),
        widget=forms.RadioSelect,
        error_messages=_NOT_A_CHOICE,
    )
    on = DayField(label=_("On which day?"))
    hour = LineField(label=_("At what hour?"), help_text=_("As 09:30."), max_length=5)
    long = forms.ChoiceField(
        label=_("For how long?"), choices=choices_of(HowLong), error_messages=_NOT_A_CHOICE
    )
    where = forms.ChoiceField(
        label=_("Where?"),
        help_text=_("An address is told by voice, and never written here."),
        choices=choices_of(BookedWhere),
        widget=forms.RadioSelect,
        error_messages=_NOT_A_CHOICE,
    )
    purpose = forms.ChoiceField(
        label=_("What is it?"),
        choices=choices_of(WhatItIs),
        widget=forms.RadioSelect,
        error_messages=_NOT_A_CHOICE,
    )
    names = WordsField(
        label=_("With which names are they asked whether they know anybody?"),
        help_text=_(
            "One name on a line: theirs, and whoever else they say must not hear of it. Whoever is asked "
            "reads these names, and nothing else, before they answer. Ask the person first."
        ),
        widget=forms.Textarea,
        max_length=1_000,
    )

    def __init__(self, *args: Any, offers: Iterable[BookedFor] = (), **more: Any) -> None:
        super().__init__(*args, **more)
        self.fields["what"].choices = choices_of(offers)  # type: ignore[attr-defined]  # a choice field

    def fact(self, who: str) -> Booked:
        """What is recorded in the room; only after ``is_valid``."""
        typed = self.cleaned_data
        return Booked(
            who=who,
            what=BookedFor.of(typed["what"]),
            they_want=WhoTheyWant.of(typed["they_want"]),
            on=typed["on"],
            hour=typed["hour"].strip(),
            long=HowLong.of(typed["long"]),
            where=BookedWhere.of(typed["where"]),
            purpose=WhatItIs.of(typed["purpose"]),
        )

    def asked_with(self) -> list[str]:
        """The names, one a line."""
        return [line.strip() for line in self.cleaned_data["names"].splitlines() if line.strip()]


class OffForm(PageForm):
    """Why they need not come."""

    why = forms.ChoiceField(
        label=_("Why?"), choices=choices_of(WhyOff), widget=forms.RadioSelect, error_messages=_NOT_A_CHOICE
    )


class OffersForm(PageForm):
    """The languages of an interpreter, or the tasks of a volunteer; and whom they are, as they say."""

    offers = forms.MultipleChoiceField(
        label=_("What do they offer?"), choices=[], widget=forms.CheckboxSelectMultiple, required=False
    )
    sex = forms.ChoiceField(
        label=_("How do they describe themselves?"),
        help_text=_("As they say. People may ask for a woman or a man."),
        choices=Sex.choices,
        widget=forms.RadioSelect,
        error_messages=_NOT_A_CHOICE,
    )

    def __init__(self, *args: Any, post: str, **more: Any) -> None:
        super().__init__(*args, **more)
        fits = LANGUAGES if post == Post.INTERPRETER else TASKS
        self.fields["offers"].choices = choices_of(fits)  # type: ignore[attr-defined]  # a choice field

    def chosen(self) -> list[BookedFor]:
        """Only after ``is_valid``."""
        return [BookedFor.of(value) for value in self.cleaned_data["offers"]]


class AnswerForm(PageForm):
    """One press; it only carries what stood in the way of it."""
