"""What is asked when somebody rings, when a number is proved, and where a message is taken."""

from collections.abc import Mapping
from typing import Any

from django import forms
from django.utils.translation import gettext_lazy as _

from yarrow.design.forms import PageForm
from yarrow.gate.facts.calls import CallNote, CallOutcome, WhoRang
from yarrow.gate.facts.routes import Proof, RouteKind
from yarrow.gate.words import Answer, Choice
from yarrow.kernel.words import N_
from yarrow.record.forms.fields import LONGEST_LINE, LineField, WordsField, choices_of

LONGEST_MESSAGE = 4_000


class WhoItWas(Choice):
    """Who rang, as far as the agreed words tell."""

    WITH_WORDS = "with_words", N_("They themselves: they said the agreed words")
    WITHOUT_WORDS = "without_words", N_("It seemed to be them, and they did not say the agreed words")
    DANGER = "danger", N_("They said the words that mean danger")
    SOMEBODY_ELSE = "somebody_else", N_("Somebody else, for them or as them")


_NOTED = {
    WhoItWas.WITH_WORDS: (WhoRang.THEY, CallOutcome.SPOKE, None),
    WhoItWas.WITHOUT_WORDS: (WhoRang.UNKNOWN, CallOutcome.UNKNOWN, Answer.UNKNOWN),
    WhoItWas.DANGER: (WhoRang.THEY, CallOutcome.SPOKE, Answer.NO),
    WhoItWas.SOMEBODY_ELSE: (WhoRang.SOMEBODY_ELSE, CallOutcome.SOMEBODY_ELSE, Answer.UNKNOWN),
}
"""What the note says; whether it was safe to talk is asked only where it was them."""

_MAY_MOVE = (RouteKind.CALL, RouteKind.TEXT, RouteKind.EMAIL, RouteKind.POST)


class RangForm(PageForm):
    """Somebody rings: who it was, and whatever they say has changed. Nothing is chosen beforehand."""

    who = forms.ChoiceField(label=_("Who was it?"), choices=choices_of(WhoItWas), widget=forms.RadioSelect)
    safe_to_talk = forms.ChoiceField(
        label=_("Was it safe for them to talk?"),
        choices=choices_of(Answer),
        widget=forms.RadioSelect,
        required=False,
    )
    ways = forms.MultipleChoiceField(
        label=_("Which ways did they say are still right and safe?"),
        help_text=_("Only where they said the agreed words, and it was safe to talk."),
        choices=choices_of(RouteKind),
        widget=forms.CheckboxSelectMultiple,
        required=False,
    )
    way = forms.ChoiceField(
        label=_("What do they say has changed?"),
        help_text=_("It is written down as it was said. The old way stays until the new one is proved."),
        choices=choices_of(_MAY_MOVE),
        widget=forms.RadioSelect,
        required=False,
    )
    value = WordsField(
        label=_("The new number or address, as it was said"),
        widget=forms.Textarea,
        max_length=LONGEST_LINE,
        required=False,
    )
    said_by = LineField(label=_("Who did they say they were?"), max_length=LONGEST_LINE, required=False)
    words = LineField(label=_("One line about it"), max_length=LONGEST_LINE, required=False)

    def clean(self) -> dict[str, Any]:
        """A change needs both halves; only who said the agreed words, safely, confirms a way."""
        given = super().clean() or {}
        if bool(given.get("way")) != bool(given.get("value", "").strip()):
            self.add_error("value", _("Give both: what has changed, and the new number or address."))
        if given.get("ways") and not self._confirms(given):
            self.add_error(
                "ways",
                _("Only they can say so: with the agreed words, and when it was safe for them to talk."),
            )
        return given

    def _confirms(self, given: Mapping[str, Any]) -> bool:
        return given.get("who") == WhoItWas.WITH_WORDS and given.get("safe_to_talk") == Answer.YES

    def who_it_was(self) -> WhoItWas:
        """Only after ``is_valid``."""
        return WhoItWas.of(self.cleaned_data["who"])

    def note(self) -> CallNote:
        """What is recorded of the call; only after ``is_valid``."""
        who_rang, what, safe = _NOTED[self.who_it_was()]
        asked = Answer.of(self.cleaned_data["safe_to_talk"] or Answer.UNKNOWN.value)
        return CallNote(
            who_rang=who_rang,
            what=what,
            safe_to_talk=asked if safe is None else safe,
            words=self.cleaned_data["words"],
        )


class ProofForm(PageForm):
    """Which new number or address is proved, and how. None of it is chosen beforehand."""

    claim = forms.ChoiceField(label=_("Which one is proved?"), widget=forms.RadioSelect)
    proof = forms.ChoiceField(
        label=_("How?"),
        choices=choices_of([each for each in Proof if each is not Proof.UNKNOWN]),
        widget=forms.RadioSelect,
    )
    old_still_safe = forms.ChoiceField(
        label=_("Is the old one still theirs and safe as well?"),
        help_text=_("If not, or if it is not known, nothing goes there any more, by any way."),
        choices=choices_of(Answer),
        widget=forms.RadioSelect,
    )

    def __init__(self, *args: Any, claims: Mapping[str, str], **more: Any) -> None:
        super().__init__(*args, **more)
        self.fields["claim"].choices = list(claims.items())  # type: ignore[attr-defined]  # a choice field


class ConfirmForm(PageForm):
    """Ways that they themselves said are still right; on the page on which they are rung."""

    ways = forms.MultipleChoiceField(
        label=_("They said in this call that these ways are still right and safe"),
        help_text=_("Only they can say so, when it is safe for them to talk."),
        choices=choices_of(RouteKind),
        widget=forms.CheckboxSelectMultiple,
    )


class MessageForm(PageForm):
    """A message taken by whoever answers: everything as it was said, nothing looked up."""

    name = LineField(label=_("Name, as it was said"), max_length=LONGEST_LINE, required=False)
    about = LineField(label=_("Whom is it for, or about?"), max_length=LONGEST_LINE, required=False)
    words = WordsField(label=_("The message"), widget=forms.Textarea, max_length=LONGEST_MESSAGE)
    number = LineField(
        label=_("Number, as it was said"),
        help_text=_("Nobody rings it because it was said. It is only passed on."),
        max_length=LONGEST_LINE,
        required=False,
    )


class PressForm(PageForm):
    """Nothing is asked; it only carries what stood in the way of a press."""
