"""The form that anybody may fill in, without an account."""

from datetime import date
from typing import Any
from uuid import UUID

from django import forms
from django.core.exceptions import ValidationError
from django.utils.translation import gettext
from django.utils.translation import gettext_lazy as _

from yarrow.design.fields import DayField
from yarrow.design.forms import PageForm
from yarrow.gate.words import Answer, LongText
from yarrow.kernel.ids import new_id
from yarrow.rooms.facts import BroughtBy, ReferralReceived

from .boxes import box, chosen, fill, words_of

ABOUT = ("about_harmed", "about_other", "about_children")


class ReferralForm(PageForm):
    """One box for each kind of statement, so that a worker can send each to one room."""

    once = forms.CharField(widget=forms.HiddenInput(attrs={"autocomplete": "off"}), required=False)
    brought_by = forms.ChoiceField(label=_("Who is writing?"), widget=forms.RadioSelect)
    sender = box(
        _("Your name, and your work if this is part of it"),
        _("You need not give a name. A first name, or any name you like, is enough."),
        rows=2,
    )
    who_knows = box(
        _("Who knows that you are writing to us?"),
        _("We tell nobody that you wrote. This helps us not to give you away."),
        rows=2,
    )
    about_harmed = box(
        _("About the person who was harmed"),
        _("If this is you, write about yourself here. What happened, and what worries you most now?"),
    )
    about_other = box(
        _("About the other person"),
        _("If you have harmed somebody and are asking for yourself, write about yourself here."),
    )
    about_children = box(
        _("About children"), _("Who they are, how they are, and what they have said, if anything.")
    )
    hoped_for = box(_("What do you hope for?"), _("You may hope for very little, or not know yet."), rows=4)
    day_to_know = DayField(
        label=_("Is there a day coming that we should know of?"),
        help_text=_(
            "For example a hearing, somebody coming home or moving out. Say what it is in one of the boxes."
        ),
        required=False,
    )
    may_reach = forms.ChoiceField(
        label=_("May we get in touch with you?"),
        help_text=_("If you do not say yes, we do not get in touch."),
        widget=forms.RadioSelect,
        required=False,
    )
    reach_sender = box(
        _("How may we safely reach you?"),
        _("Only a way that nobody else can see or hear. It may be a worker or a friend you trust."),
        rows=3,
    )
    reach_when = box(
        _("When is it safe, and what should we take care of?"),
        _("Days and hours. Who else might answer or see it? May we leave a message? Who do we say we are?"),
        rows=3,
    )

    def __init__(self, *args: Any, today: date, **more: Any) -> None:
        super().__init__(*args, **more)
        self.today = today
        self.initial = {"once": str(new_id()), "may_reach": Answer.UNKNOWN.value, **self.initial}
        fill(self.fields["brought_by"], words_of(BroughtBy))
        unsure = (Answer.UNKNOWN.value, gettext("I am not sure"))
        fill(self.fields["may_reach"], [*words_of([Answer.YES, Answer.NO]), unsure])

    def clean_day_to_know(self) -> date | None:
        day: date | None = self.cleaned_data["day_to_know"]
        if day is not None and day < self.today:
            raise ValidationError(gettext("This day has passed already. Check the year."))
        return day

    def clean(self) -> dict[str, Any]:
        cleaned = super().clean() or self.cleaned_data
        if not self.errors and not any(cleaned[name].strip() for name in ABOUT):
            self.add_error("about_harmed", gettext("Write in at least one of these three boxes"))
        if cleaned.get("may_reach") == Answer.YES and not cleaned.get("reach_sender", "").strip():
            self.add_error(
                "reach_sender", gettext("Say how we may reach you, or choose that we do not get in touch")
            )
        return cleaned

    def once_id(self) -> UUID:
        """The form's one-time id; a fresh one where a browser sent none we can read."""
        try:
            return UUID(self.cleaned_data["once"])
        except ValueError:
            return new_id()

    def referral(self) -> ReferralReceived:
        """What was typed, as the fact that is sealed."""
        said = self.cleaned_data
        boxes = {
            name: LongText(said[name])
            for name in said
            if isinstance(self.fields[name].widget, forms.Textarea)
        }
        return ReferralReceived(
            brought_by=chosen(BroughtBy, said["brought_by"]),
            may_reach=chosen(Answer, said["may_reach"] or Answer.UNKNOWN.value),
            day_to_know=said["day_to_know"],
            **boxes,
        )
