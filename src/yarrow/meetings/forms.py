"""What the pages of plans ask. Forms clean what was typed; they never save."""

from collections.abc import Sequence
from datetime import datetime
from typing import Any

from django import forms
from django.utils.translation import gettext
from django.utils.translation import gettext_lazy as _

from yarrow.design.fields import DayField
from yarrow.design.forms import PageForm
from yarrow.gate.forms import Form
from yarrow.gate.topics import Topic
from yarrow.kernel.clock import LOCAL

Choices = Sequence[tuple[str, str]]

_HOURS = ["%H:%M", "%H.%M"]


class ProposeForm(PageForm):
    form = forms.ChoiceField(label=_("What might be made possible?"), widget=forms.RadioSelect)
    topics = forms.MultipleChoiceField(
        label=_("What would it be about?"),
        help_text=_("Each topic is agreed to by itself."),
        widget=forms.CheckboxSelectMultiple,
    )
    rooms = forms.MultipleChoiceField(
        label=_("Whose rooms are asked?"),
        help_text=_("Everyone who would take part, and every child affected."),
        widget=forms.CheckboxSelectMultiple,
    )

    def __init__(self, *args: Any, rooms: Choices, **more: Any) -> None:
        super().__init__(*args, **more)
        _offer(self.fields["form"], [(each.value, gettext(each.words)) for each in Form])
        _offer(self.fields["topics"], [(each.value, gettext(each.words)) for each in Topic])
        _offer(self.fields["rooms"], rooms)


class AskedForm(PageForm):
    """Which form and which topic a room is asked about."""

    form = forms.ChoiceField(label=_("What would people do?"), widget=forms.Select)
    topic = forms.ChoiceField(label=_("What would it be about?"), widget=forms.Select)

    def __init__(self, *args: Any, asked: Sequence[Form], **more: Any) -> None:
        super().__init__(*args, **more)
        _offer(self.fields["form"], [(each.value, gettext(each.words)) for each in asked])
        _offer(self.fields["topic"], [(each.value, gettext(each.words)) for each in Topic])


class SeriesForm(PageForm):
    preparation_on = DayField(label=_("From when is everybody prepared, each apart?"))
    joint_on = DayField(
        label=_("When would the joint step be?"),
        help_text=_(
            "The days for asking again are set from it: 48 hours, 2 and 6 weeks, 3 and 6 months; or "
            "sooner, where this service asks it."
        ),
    )


class MomentForm(PageForm):
    """A day and an hour, in the service's own time."""

    on = DayField(label=_("Day"))
    hour = forms.TimeField(
        label=_("Hour"),
        help_text=_("For example 14:30"),
        input_formats=_HOURS,
        error_messages={"invalid": _("Enter an hour like 14:30")},
    )

    def moment(self) -> datetime:
        """The moment that was typed; only of a valid form."""
        return datetime.combine(self.cleaned_data["on"], self.cleaned_data["hour"], tzinfo=LOCAL)


class DayNotesForm(PageForm):
    notes = forms.CharField(
        label=_("Your own notes"),
        help_text=_("Only what was agreed, and what safety needs: not what people said."),
        widget=forms.Textarea(attrs={"rows": 10}),
        required=False,
        max_length=10_000,
    )


class BriefForm(PageForm):
    supervisor = forms.ChoiceField(label=_("Who is it sealed to?"), widget=forms.RadioSelect)
    facts = forms.MultipleChoiceField(
        label=_("What the brief says of this room"),
        help_text=_("Untick what the supervisor need not know."),
        widget=forms.CheckboxSelectMultiple,
        required=False,
    )
    words = forms.CharField(
        label=_("In your words"),
        help_text=_("What should the supervisor know before signing? No names and no places."),
        widget=forms.Textarea,
        max_length=4000,
    )

    def __init__(self, *args: Any, supervisors: Choices, facts: Choices, **more: Any) -> None:
        super().__init__(*args, **more)
        _offer(self.fields["supervisor"], supervisors)
        _offer(self.fields["facts"], facts)


def _offer(field: forms.Field, choices: Choices) -> None:
    field.choices = choices  # type: ignore[attr-defined]  # only fields with choices are passed here
