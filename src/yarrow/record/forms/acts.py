"""The forms of acts that are not the recording of one fact."""

from collections.abc import Iterable, Mapping
from datetime import date
from typing import Any, Self
from uuid import UUID

from django import forms
from django.core.exceptions import ValidationError
from django.http import QueryDict
from django.utils.translation import gettext
from django.utils.translation import gettext_lazy as _

from yarrow.cases.terms import CareCode
from yarrow.design.fields import DayField
from yarrow.design.forms import PageForm
from yarrow.gate.facts.risk import Specialist, View
from yarrow.staff.models import Worker

from .days import problem_with_day
from .fields import LONGEST_LINE, LONGEST_TEXT, LineField, WordsField, choices_of


class PreviewedForm(PageForm):
    """A form whose words wait in a sealed draft until they were seen exactly as they will be read."""

    @classmethod
    def from_draft(cls, typed: Mapping[str, list[str]], **more: Any) -> Self:
        """The form as it was posted before, to be checked once more before anything leaves."""
        posted = QueryDict(mutable=True)
        for name, values in typed.items():
            posted.setlist(name, values)
        return cls(posted, **more)


class ShareForm(PreviewedForm):
    """Words to pass on, where to, and how the person agreed. No place is chosen beforehand."""

    words = WordsField(
        label=_("The words, exactly as they will be read"),
        help_text=_("Only what they agreed to, in their words. Nothing is added to it."),
        max_length=LONGEST_TEXT,
        widget=forms.Textarea,
    )
    target = forms.ChoiceField(label=_("Where they will be read"), widget=forms.RadioSelect)
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


KEEP, TAKE_BACK = "keep", "take_back"


class LookOverForm(PageForm):
    """Of each share, by its entry: whether it stands. Nothing is chosen beforehand."""

    words = WordsField(
        label=_("What was put right, and why?"),
        max_length=LONGEST_TEXT,
        widget=forms.Textarea,
        required=False,
    )

    def __init__(self, *args: Any, shares: Mapping[UUID, str], **more: Any) -> None:
        super().__init__(*args, **more)
        decisions = {str(entry): _decision(label) for entry, label in shares.items()}
        self.fields = {**decisions, "words": self.fields["words"]}

    def decided(self, decision: str) -> frozenset[UUID]:
        """The shares of which this was chosen."""
        names = (name for name in self.fields if name != "words")
        return frozenset(UUID(name) for name in names if self.cleaned_data[name] == decision)


def _decision(label: str) -> forms.ChoiceField:
    missing = gettext("Choose for “%(share)s”: does it still stand, or is it taken back?") % {"share": label}
    return forms.ChoiceField(
        label=label,
        choices=[(KEEP, _("It still stands as it is")), (TAKE_BACK, _("Take it back"))],
        widget=forms.RadioSelect,
        error_messages={"required": missing},
    )


class CareCardForm(PageForm):
    """Which code to raise; none is chosen beforehand."""

    warning = forms.ChoiceField(
        label=_("What must every worker of this case know now?"),
        help_text=_("A card carries no words, no name and no source."),
        choices=CareCode.choices,
        widget=forms.RadioSelect,
    )


class WorryForm(PageForm):
    """A worker's own worry, for the team."""

    by = LineField(label=_("Who is worried?"), max_length=LONGEST_LINE)
    words = WordsField(
        label=_("About what?"),
        help_text=_("Your own worry. What a person told you is passed on only as they agreed."),
        max_length=LONGEST_TEXT,
        widget=forms.Textarea,
    )


class LetInForm(PageForm):
    """Which colleague of the case is to be let in."""

    worker = forms.ChoiceField(label=_("Who is to be let in?"), widget=forms.RadioSelect)

    def __init__(self, *args: Any, workers: Iterable[Worker], **more: Any) -> None:
        super().__init__(*args, **more)
        self.fields["worker"].choices = [(str(each.pk), each.name) for each in workers]  # type: ignore[attr-defined]  # a choice field


class ViewForm(PreviewedForm):
    """A specialist's own view. Nothing is chosen beforehand."""

    place = forms.ChoiceField(
        label=_("About whom, or about the meeting as a whole?"),
        help_text=_(
            "A room is called by its colour. The worker of that person can tell you which colour it has."
        ),
        widget=forms.RadioSelect,
    )
    by = forms.ChoiceField(
        label=_("Which specialist are you?"), choices=choices_of(Specialist), widget=forms.RadioSelect
    )
    view = forms.ChoiceField(label=_("Your view"), choices=choices_of(View), widget=forms.RadioSelect)
    words = WordsField(
        label=_("In your words"), max_length=LONGEST_TEXT, widget=forms.Textarea, required=False
    )

    def __init__(self, *args: Any, places: Mapping[UUID, str], **more: Any) -> None:
        super().__init__(*args, **more)
        self.fields["place"].choices = [(str(room), label) for room, label in places.items()]  # type: ignore[attr-defined]  # a choice field
