"""What visits ask. Forms clean what was typed; they never save."""

from collections.abc import Iterable
from datetime import timedelta
from typing import Any

from django import forms
from django.utils.translation import gettext, ngettext
from django.utils.translation import gettext_lazy as _

from yarrow.cases.lone_working import VisitWords
from yarrow.design.fields import DayField
from yarrow.design.forms import PageForm
from yarrow.staff.models import Worker

from .terms import Did, Reached

_MINUTES = (30, 60, 90, 120, 180, 240, 360, 480)
_NONE = "none"


class MinutesForm(PageForm):
    """How long."""

    minutes = forms.ChoiceField(
        label=_("How long will it take, from the moment you leave?"), widget=forms.Select
    )

    def __init__(self, *args: Any, **more: Any) -> None:
        super().__init__(*args, **more)
        _offer(self, "minutes", [("", gettext("Choose")), *((str(each), length(each)) for each in _MINUTES)])

    def length(self) -> timedelta:
        """How long. Only after ``is_valid``."""
        return timedelta(minutes=int(self.cleaned_data["minutes"]))


class WordForm(PageForm):
    """The word that says how it is. It is never offered again, and never kept."""

    word = forms.CharField(label=_("Your word"), max_length=60)


class LongerWithWordForm(MinutesForm, WordForm):
    """It takes longer, and the word."""

    field_order = ("minutes", "word")

    def __init__(self, *args: Any, **more: Any) -> None:
        super().__init__(*args, **more)
        self.fields["minutes"].label = _("How long will it take, from now?")


class PlanForm(MinutesForm):
    """What a colleague needs to find somebody, and no more about anybody."""

    on = DayField(label=_("On which day?"))
    where = forms.CharField(
        label=_("Where will you be?"),
        help_text=_("The place, so that a colleague finds it. No name, and nothing about anybody there."),
        max_length=300,
    )
    whom_to_ring = forms.CharField(
        label=_("Your number that day, and whom to ring if you do not answer"), max_length=300
    )
    travel = forms.CharField(
        label=_("How do you get there, and where do you leave the car?"), max_length=300, required=False
    )
    what_to_do = forms.CharField(
        label=_("Anything else a colleague should know before coming"),
        widget=forms.Textarea(attrs={"rows": 3}),
        max_length=1000,
        required=False,
    )
    buddy = forms.ChoiceField(
        label=_("Which colleague looks out for you?"),
        help_text=_(
            "Besides who is on call. Only colleagues are named here who work with nobody of that case. "
            "Ask them first: they are told when you are late, and then where."
        ),
        widget=forms.Select,
    )

    field_order = ("on", "minutes", "where", "whom_to_ring", "travel", "what_to_do", "buddy")

    def __init__(self, *args: Any, buddies: Iterable[Worker], **more: Any) -> None:
        super().__init__(*args, **more)
        self._buddies = {str(each.pk): each for each in buddies}
        names = ((pk, each.name) for pk, each in self._buddies.items())
        nobody = (_NONE, gettext("Nobody besides who is on call"))
        _offer(self, "buddy", [("", gettext("Choose")), nobody, *names])

    def words(self) -> VisitWords:
        """What is sealed to each of them. Only after ``is_valid``."""
        typed = self.cleaned_data
        return VisitWords(typed["where"], typed["whom_to_ring"], typed["what_to_do"], typed["travel"])

    def looks_out(self) -> Worker | None:
        """Who looks out. Only after ``is_valid``."""
        return self._buddies.get(self.cleaned_data["buddy"])

    def count(self) -> int:
        """How many minutes. Only after ``is_valid``."""
        return int(self.cleaned_data["minutes"])


class AgreeWordsForm(PageForm):
    """Two words; they are asked again on no page, and shown on none."""

    safe = forms.CharField(
        label=_("Your word for: all is well"),
        help_text=_("An ordinary word that you can say on the telephone beside anybody."),
        max_length=60,
    )
    danger = forms.CharField(
        label=_("Your word for: I am in danger"),
        help_text=_("As ordinary as the other. Whoever hears or reads it must not notice."),
        max_length=60,
    )


class DidForm(PageForm):
    """What was done just now."""

    did = forms.ChoiceField(
        label=_("What did you do just now?"), choices=Did.choices, widget=forms.RadioSelect
    )


class CloseForm(PageForm):
    """How it is known that they are safe."""

    how = forms.ChoiceField(
        label=_("How do you know that they are safe?"), choices=Reached.choices, widget=forms.RadioSelect
    )
    word = forms.CharField(
        label=_("The word they said, as you heard it"),
        help_text=_("Do not say the word first. Ask: what did we agree you would say?"),
        max_length=60,
        required=False,
    )


def length(minutes: int) -> str:
    """Minutes in words."""
    hours, rest = divmod(minutes, 60)
    said = ngettext("%(num)s hour", "%(num)s hours", hours) % {"num": hours} if hours else ""
    more = gettext("%(num)s minutes") % {"num": rest} if rest else ""
    return " ".join(part for part in (said, more) if part)


def _offer(form: PageForm, name: str, choices: list[tuple[str, str]]) -> None:
    form.fields[name].choices = choices  # type: ignore[attr-defined]  # a choice field
