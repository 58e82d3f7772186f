"""The note of a call: one choice is enough; everything else may stay open, and open is not known."""

from typing import Any

from django import forms
from django.utils.translation import gettext
from django.utils.translation import gettext_lazy as _

from yarrow.design.forms import PageForm
from yarrow.gate.facts.calls import CallNote, CallOutcome, WhoRang
from yarrow.gate.words import Answer
from yarrow.kernel.words import N_

from .fields import LONGEST_LINE, LineField, choices_of

HAPPENED: dict[str, tuple[WhoRang, CallOutcome, str]] = {
    "we_spoke": (WhoRang.WE, CallOutcome.SPOKE, N_("We rang, and spoke with them")),
    "they_spoke": (WhoRang.THEY, CallOutcome.SPOKE, N_("They rang, and we spoke")),
    "nobody": (WhoRang.WE, CallOutcome.NO_ANSWER, N_("We rang, and nobody answered")),
    "no_message": (WhoRang.WE, CallOutcome.NO_MESSAGE, N_("We rang, and left no message")),
    "message": (WhoRang.WE, CallOutcome.AGREED_MESSAGE, N_("We rang, and left only the agreed message")),
    "other_answered": (WhoRang.WE, CallOutcome.SOMEBODY_ELSE, N_("We rang, and somebody else answered")),
    "other_rang": (
        WhoRang.SOMEBODY_ELSE,
        CallOutcome.SOMEBODY_ELSE,
        N_("Somebody else rang, for them or as them"),
    ),
}
"""Who rang and what came of it, in one choice."""


class CallForm(PageForm):
    """Half a minute: what happened, and whatever else there is time for. Nothing is chosen beforehand."""

    happened = forms.ChoiceField(label=_("What happened?"), widget=forms.RadioSelect)
    safe_to_talk = forms.ChoiceField(
        label=_("Was it safe for them to talk?"),
        choices=choices_of(Answer),
        widget=forms.RadioSelect,
        required=False,
    )
    still_right = forms.BooleanField(
        label=_("They said that this way of reaching them is still right and safe"),
        help_text=_("It is then confirmed today. Only they themselves can say so."),
        required=False,
    )
    words = LineField(
        label=_("One line about it"),
        help_text=_("Only what must be known before the next call."),
        max_length=LONGEST_LINE,
        required=False,
    )

    def __init__(self, *args: Any, **more: Any) -> None:
        super().__init__(*args, **more)
        offered = [(value, gettext(words)) for value, (_who, _what, words) in HAPPENED.items()]
        self.fields["happened"].choices = offered  # type: ignore[attr-defined]  # a choice field

    def note(self) -> CallNote:
        """What is recorded; only after ``is_valid``. What was left open is not known."""
        who_rang, what, _words = HAPPENED[self.cleaned_data["happened"]]
        return CallNote(
            who_rang=who_rang,
            what=what,
            safe_to_talk=Answer.of(self.cleaned_data["safe_to_talk"] or Answer.UNKNOWN.value),
            words=self.cleaned_data["words"],
        )
