"""What is asked about a message. Nothing is typed into one: words, way and hour are chosen."""

from datetime import datetime
from typing import Any

from django import forms
from django.core.exceptions import ValidationError
from django.utils.translation import gettext, ngettext
from django.utils.translation import gettext_lazy as _

from yarrow.design.fields import DayField
from yarrow.design.forms import PageForm
from yarrow.kernel.ids import new_id
from yarrow.reaching.rules import RouteKind, Wording

from .asking import Wanted
from .message.wording import MOST_DAYS, says_days
from .rules import full_hour

_NOT_A_CHOICE = {"required": _("Choose one."), "invalid_choice": _("Choose from what is offered.")}
_WAYS = (RouteKind.TEXT, RouteKind.EMAIL)
_HOURS = range(7, 22)


def _days_said() -> list[tuple[str, Any]]:
    said = {0: _("Today"), 1: _("Tomorrow")}
    later = [(str(days), _in_days(days)) for days in range(2, MOST_DAYS + 1)]
    return [(str(days), words) for days, words in said.items()] + later


def _in_days(days: int) -> str:
    return ngettext("In %(num)s day", "In %(num)s days", days) % {"num": days}


class MessageForm(PageForm):
    """Which message of the library, by which way, and at which full hour."""

    wording = forms.ChoiceField(
        label=_("Which message?"),
        help_text=_("Only what they agreed to is sent. No message says who we are or what it is about."),
        choices=[(each.value, _(each.words)) for each in Wording],
        widget=forms.RadioSelect,
        error_messages=_NOT_A_CHOICE,
    )
    way = forms.ChoiceField(
        label=_("Which way?"),
        choices=[(each.value, _(each.words)) for each in _WAYS],
        widget=forms.RadioSelect,
        error_messages=_NOT_A_CHOICE,
    )
    days = forms.ChoiceField(
        label=_("When is the time that was agreed, seen from the day of the message?"),
        help_text=_("Only a reminder says it."),
        choices=_days_said,
        initial="1",
        error_messages=_NOT_A_CHOICE,
    )
    due_on = DayField(label=_("Day it is sent"))
    due_hour = forms.ChoiceField(
        label=_("Hour it is sent"),
        help_text=_("It goes within that hour or the next few, if nothing says no by then; later never."),
        choices=[(str(hour), f"{hour:02}:00") for hour in _HOURS],
        initial="10",
        error_messages=_NOT_A_CHOICE,
    )
    once = forms.UUIDField(widget=forms.HiddenInput, initial=new_id)
    """Sent twice, it is queued once."""

    def due_at(self) -> datetime:
        """The moment that was chosen, by the clock on the wall."""
        return full_hour(self.cleaned_data["due_on"], int(self.cleaned_data["due_hour"]))

    def wanted(self) -> Wanted:
        """What was chosen."""
        said = self.cleaned_data
        wording = Wording.of(said["wording"])
        days = int(said["days"]) if says_days(wording) else 0
        return Wanted(wording=wording, way=RouteKind.of(said["way"]), days=days, due_at=self.due_at())


class PressForm(forms.Form):
    """A press about one message."""

    message = forms.UUIDField()

    def clean_message(self) -> Any:
        found = self.cleaned_data["message"]
        if found is None:
            raise ValidationError(gettext("Choose one."))
        return found
