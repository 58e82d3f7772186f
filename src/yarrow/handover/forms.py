"""What a worker chooses before they hand their device over."""

from django import forms
from django.conf import settings
from django.utils.translation import gettext_lazy as _

from yarrow.design.forms import PageForm
from yarrow.gate.facts.own_hand import HandedSheet
from yarrow.record.forms.fields import choices_of

_NOT_A_CHOICE = {"invalid_choice": _("Choose from what is offered.")}


class HandOverForm(PageForm):
    """Which sheet, in which language."""

    sheet = forms.ChoiceField(
        label=_("Which sheet?"),
        choices=lambda: choices_of(HandedSheet),
        widget=forms.RadioSelect,
        error_messages=_NOT_A_CHOICE,
    )
    language = forms.ChoiceField(
        label=_("In which language do they read it?"),
        help_text=_("They can change it on the sheet."),
        choices=settings.LANGUAGES,
        widget=forms.RadioSelect,
        error_messages=_NOT_A_CHOICE,
    )
