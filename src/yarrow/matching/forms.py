"""What somebody types to find out whether people are known. Forms clean; they never save."""

from datetime import date
from typing import Any

from django import forms
from django.utils.translation import gettext, ngettext
from django.utils.translation import gettext_lazy as _

from yarrow.design.forms import PageForm

from .lines import Line, day_of, lines_in
from .terms import LINES_A_SITTING, PROBLEMS, Why
from .tokens import Somebody, email_of, family_names, number_of, tokens_of

LONGEST = 4_000
LONGEST_WORDS = 500


class _Words(PageForm):
    """Why somebody looks, in words beside the reason chosen."""

    words = forms.CharField(
        label=_("Anything a reviewer should know"),
        help_text=_("Kept sealed. No name is needed here."),
        widget=forms.Textarea(attrs={"rows": 2}),
        max_length=LONGEST_WORDS,
        required=False,
    )


class PersonForm(_Words):
    """One person. A name counts only with its whole date of birth."""

    name = forms.CharField(label=_("First and family name"), max_length=120, required=False)
    born = forms.CharField(
        label=_("Date of birth"), help_text=_("For example 31/12/1990."), max_length=10, required=False
    )
    telephone = forms.CharField(label=_("Telephone"), max_length=40, required=False)
    email = forms.CharField(label=_("E-mail"), max_length=120, required=False)
    why = forms.ChoiceField(label=_("Why do you look?"), widget=forms.RadioSelect)

    field_order = ("name", "born", "telephone", "email", "why", "words")

    def __init__(self, *args: Any, today: date, **more: Any) -> None:
        super().__init__(*args, **more)
        self._today = today
        one_by_one = [(value, label) for value, label in Why.choices if value != Why.MARAC]
        self.fields["why"].choices = one_by_one  # type: ignore[attr-defined]  # a choice field

    def clean(self) -> dict[str, Any]:
        cleaned = super().clean() or self.cleaned_data
        said = {name: cleaned.get(name, "").strip() for name in ("name", "born", "telephone", "email")}
        day = day_of(said["born"], today=self._today)
        wrong = {
            "born": said["born"] and day is None and "day",
            "telephone": said["telephone"] and not number_of(said["telephone"]) and "telephone",
            "email": said["email"] and not email_of(said["email"]) and "email",
            "name": said["name"] and day and not family_names(said["name"]) and "surname",
        }
        for field, problem in wrong.items():
            if problem:
                self.add_error(field, gettext(PROBLEMS[problem]))
        cleaned["somebody"] = Somebody(said["name"], day, (said["telephone"],), (said["email"],))
        if not self.errors and not tokens_of(cleaned["somebody"]):
            self.add_error("name", gettext(PROBLEMS["enough"]))
        return cleaned

    def somebody(self) -> Somebody:
        """Whom they look for. Only after ``is_valid``."""
        found: Somebody = self.cleaned_data["somebody"]
        return found


class ListForm(_Words):
    """A Marac list. What is wrong with a line is said beside it, and every line stays as it was typed."""

    lines = forms.CharField(
        label=_("One person on a line"),
        help_text=_(
            "First and family name, date of birth, telephone, e-mail; commas between them. What is not "
            "known stays empty: “Anwen Example, 31/12/1990, , ”. At most twenty lines."
        ),
        widget=forms.Textarea(attrs={"rows": 12}),
        max_length=LONGEST,
        strip=False,
    )

    field_order = ("lines", "words")

    def __init__(self, *args: Any, today: date, **more: Any) -> None:
        super().__init__(*args, **more)
        self._today = today

    def clean(self) -> dict[str, Any]:
        cleaned = super().clean() or self.cleaned_data
        lines = self.read()
        wrong = [line for line in lines if line.problem]
        if len(lines) > LINES_A_SITTING:
            self.add_error("lines", gettext("At most twenty lines in one sitting."))
        elif wrong:
            said = ngettext("One line needs another look.", "%(num)s lines need another look.", len(wrong))
            self.add_error("lines", said % {"num": len(wrong)})
        elif not lines and not self.errors:
            self.add_error("lines", gettext("Write at least one line."))
        return cleaned

    def read(self) -> tuple[Line, ...]:
        """Every line as it stands in the box, checked or not."""
        typed = self.data.get(self.add_prefix("lines"), "") if self.is_bound else ""
        return lines_in(str(typed)[:LONGEST], today=self._today)

    def persons(self) -> list[Somebody]:
        """Everybody on the list. Only after ``is_valid``."""
        return [line.somebody for line in self.read() if line.somebody is not None]
