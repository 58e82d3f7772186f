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

from .reflection import NEXT, PROMPTS
from .rules import SUPERVISION_HOLDS_FOR, observed_until
from .terms import OF_VOLUNTEERS, TRAINING, Basis, Subject

_NOT_A_CHOICE = {"invalid_choice": _("Choose from what is offered.")}  # Django's own would repeat it
OUTSIDE = "outside"
"""Somebody who gave supervision and has no account here."""


class TrainingForm(PageForm):
    """One kind of training, from when until when, and what was seen."""

    subject = forms.ChoiceField(
        label=_("Trained and assessed in"),
        choices=[(subject.value, subject.label) for subject in (*TRAINING, *OF_VOLUNTEERS)],
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

    def __init__(self, *args: Any, subjects: Iterable[Subject] = TRAINING, **more: Any) -> None:
        super().__init__(*args, **more)
        self.fields["subject"].choices = [(each.value, each.label) for each in subjects]  # type: ignore[attr-defined]  # a choice field

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


class ObservedForm(PageForm):
    """When somebody's work was seen. What was seen is talked about, and not written here."""

    on = DayField(
        label=_("On which day did you see their work?"),
        help_text=_("Only the day. What you saw you tell them yourself."),
    )

    def __init__(self, *args: Any, observer: Worker, of: Worker, **more: Any) -> None:
        super().__init__(*args, **more)
        self._seen_by = None if observer.pk == of.pk else str(observer.pk)  # guests are seen elsewhere

    def what(self) -> dict[str, Any]:
        """What is recorded; only after ``is_valid``. It counts for a year."""
        on: date = self.cleaned_data["on"]
        return {
            "subject": Subject.OBSERVED,
            "basis": Basis.OBSERVED,
            "on": on,
            "until": observed_until(on),
            "given_by": self._seen_by,
        }


class ReflectionForm(PageForm):
    """One box a principle; all may stay empty but one."""

    def __init__(self, *args: Any, **more: Any) -> None:
        super().__init__(*args, **more)
        for principle, prompt in PROMPTS.items():
            self.fields[principle.value] = _box(principle.label, prompt)
        self.fields[NEXT] = _box(_("One thing I will do differently"), "")
        self.fields["looked"] = forms.BooleanField(
            label=_("I have looked through it: it is about my practice, and names nobody"), required=False
        )

    def clean(self) -> dict[str, Any]:
        cleaned = super().clean() or self.cleaned_data
        if not any(self.words().values()):
            self.add_error(None, _("Write at least one line."))
        return cleaned

    def words(self) -> dict[str, str]:
        """What was written, by principle."""
        return {name: text for name, text in self.cleaned_data.items() if name != "looked"}


def _box(label: Any, help_text: Any) -> forms.CharField:
    area = forms.Textarea(attrs={"rows": 4})
    return forms.CharField(label=label, help_text=help_text, widget=area, max_length=2000, required=False)


class ShowForm(PageForm):
    """To which supervisor."""

    to = forms.ChoiceField(label=_("Which supervisor may read it?"), widget=forms.Select)

    def __init__(self, *args: Any, readers: Iterable[Worker], **more: Any) -> None:
        super().__init__(*args, **more)
        self._readers = {str(each.pk): each for each in readers}
        names = ((pk, each.name) for pk, each in self._readers.items())
        self.fields["to"].choices = [("", gettext("Choose")), *names]  # type: ignore[attr-defined]  # a choice field

    def reader(self) -> Worker:
        """Whom they chose; only after ``is_valid``."""
        return self._readers[self.cleaned_data["to"]]
