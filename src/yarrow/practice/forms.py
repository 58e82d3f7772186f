"""What practice asks. Forms clean what was typed; they never save."""

from collections.abc import Iterable
from datetime import date
from typing import Any

from django import forms
from django.utils.translation import gettext
from django.utils.translation import gettext_lazy as _

from yarrow.design.fields import DayField
from yarrow.design.forms import PageForm
from yarrow.gate.limits import Limit
from yarrow.gate.policy import LIMITS
from yarrow.policy.terms import Why
from yarrow.staff.models import Worker

from .rules import SUPERVISION_HOLDS_FOR
from .terms import TRAINING, Basis, Subject

_NOT_A_CHOICE = {"invalid_choice": _("Choose from what is offered.")}  # Django's own would repeat it
OUTSIDE = "outside"
"""Somebody who gave supervision and has no account here."""


class TrainingForm(PageForm):
    """One kind of training, from when until when, and what was seen."""

    subject = forms.ChoiceField(
        label=_("Trained and assessed in"),
        choices=[(subject.value, subject.label) for subject in TRAINING],
        widget=forms.RadioSelect,
        error_messages=_NOT_A_CHOICE,
    )
    on = DayField(label=_("When did the training end?"))
    until = DayField(
        label=_("Until when does it count?"),
        help_text=_("The last day. At most three years after the training."),
    )
    basis = forms.ChoiceField(
        label=_("What was seen?"),
        choices=[(basis.value, basis.label) for basis in Basis if basis is not Basis.TOOK_PLACE],
        widget=forms.RadioSelect,
        error_messages=_NOT_A_CHOICE,
    )

    def what(self) -> dict[str, Any]:
        """What is recorded; only after ``is_valid``."""
        typed = self.cleaned_data
        return {
            "subject": Subject(typed["subject"]),
            "basis": Basis(typed["basis"]),
            "on": typed["on"],
            "until": typed["until"],
        }


class SupervisionForm(PageForm):
    """When case supervision took place, who gave it, and by when the next one is due."""

    on = DayField(
        label=_("When did it take place?"), help_text=_("Only the day. What was said is not written here.")
    )
    until = DayField(
        label=_("By when is the next one due?"),
        help_text=_("Leave empty for twelve weeks, which is the longest."),
        required=False,
    )
    given_by = forms.ChoiceField(label=_("Who gave it?"), widget=forms.Select, error_messages=_NOT_A_CHOICE)

    def __init__(self, *args: Any, colleagues: Iterable[Worker], **more: Any) -> None:
        super().__init__(*args, **more)
        names = [(str(each.pk), each.name) for each in colleagues]
        outside = (OUTSIDE, _("Somebody outside this service"))
        self.fields["given_by"].choices = [("", _("Choose")), *names, outside]  # type: ignore[attr-defined]  # a choice field

    def what(self) -> dict[str, Any]:
        """What is recorded; only after ``is_valid``. ``given_by`` is the id of a worker, or none."""
        typed = self.cleaned_data
        on: date = typed["on"]
        given_by = None if typed["given_by"] == OUTSIDE else typed["given_by"]
        return {
            "subject": Subject.SUPERVISION,
            "basis": Basis.TOOK_PLACE,
            "on": on,
            "until": typed["until"] or _in_twelve_weeks(on),
            "given_by": given_by,
        }


def _in_twelve_weeks(on: date) -> date:
    """The last day of twelve weeks; at the end of the calendar, its last day."""
    return on + min(SUPERVISION_HOLDS_FOR, date.max - on)


class PolicyForm(PageForm):
    """The numbers that this service would ask, from when, and why."""

    effective_on = DayField(label=_("From which day?"), help_text=_("Tomorrow at the earliest."))
    why = forms.ChoiceField(
        label=_("Why?"), choices=Why.choices, widget=forms.RadioSelect, error_messages=_NOT_A_CHOICE
    )

    field_order = [*(limit.name for limit in LIMITS), "effective_on", "why"]

    def __init__(self, *args: Any, **more: Any) -> None:
        super().__init__(*args, **more)
        for limit in LIMITS:
            self.fields[limit.name] = forms.IntegerField(label=_asks(limit), help_text=_how_far(limit))
        self.order_fields(self.field_order)

    def changes(self) -> dict[str, int]:
        """Every number as it was typed; only after ``is_valid``. Whether it may be, the act says."""
        return {limit.name: self.cleaned_data[limit.name] for limit in LIMITS}


def _asks(limit: Limit) -> str:
    return gettext("%(what)s: how many %(unit)s?") % {
        "what": gettext(limit.words),
        "unit": gettext(limit.unit.words),
    }


def _how_far(limit: Limit) -> str:
    words = {"own": limit.own, "tightest": limit.tightest}
    return gettext("The rule's own number is %(own)s. The strictest is %(tightest)s.") % words
