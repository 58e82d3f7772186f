"""What emergency asks. Forms clean what was typed; they never save."""

from collections.abc import Callable, Iterable
from typing import Any, TypeVar

from django import forms
from django.utils.translation import gettext_lazy as _

from yarrow.design.forms import PageForm
from yarrow.gate.facts import AskedField, Fact, Shape, asked
from yarrow.gate.facts.emergency import DutyNote, EmergencyCard, OpeningReason
from yarrow.gate.words import Choice
from yarrow.staff.models import Worker

from .content import SearchWords
from .finding import wanted
from .terms import LookingOutcome, Outcome

LONGEST_LINE, LONGEST_TEXT, LONGEST_NOTE = 200, 500, 4000
"""A card is one page, and its sealed copy one size: see ``content.CARD_SIZE``."""
LONGEST_REASON = 500

_Form = TypeVar("_Form", bound=PageForm)

_TOO_LONG = {"max_length": _("This is longer than %(limit_value)d characters. Make it shorter.")}
_NOT_A_CHOICE = {"invalid_choice": _("Choose from what is offered.")}  # Django's own would repeat it


class WordsField(forms.CharField):
    """Words as they were typed, with plain line ends and nothing that does not print."""

    widget: type[forms.Widget] = forms.Textarea

    def to_python(self, value: Any) -> str:
        text = str(value or "").replace("\r\n", "\n").replace("\r", "\n")
        return super().to_python("".join(c for c in text if c == "\n" or c.isprintable())) or ""


class LineField(WordsField):
    """One line; what was pasted over several becomes one."""

    widget = forms.TextInput

    def to_python(self, value: Any) -> str:
        return " ".join(super().to_python(value).split("\n"))


def _choices(kind: Iterable[Choice]) -> list[tuple[str, Any]]:
    return [(choice.value, _(choice.words)) for choice in kind]


def _field(question: AskedField, longest: int) -> forms.Field:
    words: dict[str, Any] = {
        "label": _(question.label),
        "help_text": _(question.hint) if question.hint else "",
    }
    if question.shape is Shape.ONE_OF:
        choices = _choices(question.choices or ())
        return forms.ChoiceField(
            choices=choices,
            initial=question.default,
            widget=forms.RadioSelect,
            error_messages=_NOT_A_CHOICE,
            **words,
        )
    kind, limit = (LineField, LONGEST_LINE) if question.shape is Shape.SHORT else (WordsField, longest)
    return kind(required=question.required, max_length=limit, error_messages=_TOO_LONG, **words)


def _asks(kind: type[Fact], *, longest: int) -> Callable[[type[_Form]], type[_Form]]:
    """Give a form the questions of one kind of fact, in their order."""

    def made(form: type[_Form]) -> type[_Form]:
        form.base_fields = {question.name: _field(question, longest) for question in asked(kind)}
        return form

    return made


def _values(form: PageForm, kind: type[Fact]) -> dict[str, Any]:
    """What was typed, as the fact holds it."""
    choices = {question.name: question.choices for question in asked(kind) if question.choices}
    typed = form.cleaned_data
    return {name: choices[name].of(said) if name in choices else said for name, said in typed.items()}


@_asks(EmergencyCard, longest=LONGEST_TEXT)
class CardForm(PageForm):
    """The card, one page. ``initial`` is the card before, or what the room already records."""

    def card(self) -> EmergencyCard:
        """What is sealed; only after ``is_valid``."""
        return EmergencyCard(**_values(self, EmergencyCard))


@_asks(DutyNote, longest=LONGEST_NOTE)
class NoteForm(PageForm):
    """What happened, told to the room."""

    def note(self) -> DutyNote:
        """What is left in the room; only after ``is_valid``."""
        return DutyNote(**_values(self, DutyNote))


class LookForm(PageForm):
    """Why, and for whom: three answers, so that a card is open within a minute."""

    reason = forms.ChoiceField(
        label=_("Why do you need a card now?"),
        choices=_choices(OpeningReason),
        widget=forms.RadioSelect,
        error_messages=_NOT_A_CHOICE,
    )
    words = WordsField(
        label=_("In a few words"),
        help_text=_(
            "Who rang, and what they said. Their workers read it; other colleagues may, so no names."
        ),
        max_length=LONGEST_REASON,
        error_messages=_TOO_LONG,
    )
    wanted = LineField(
        label=_("Name, telephone number or police reference"),
        help_text=_("As the caller says it. Part of a name is enough; accents do not matter."),
        max_length=LONGEST_LINE,
        error_messages=_TOO_LONG,
    )

    def clean_wanted(self) -> str:
        """Something that can be looked for."""
        typed: str = self.cleaned_data["wanted"]
        if not wanted(typed).says_enough:
            said = _("Write at least two letters of a name, or five figures of a number.")
            raise forms.ValidationError(said)
        return typed

    def search(self) -> SearchWords:
        """What is looked for; only after ``is_valid``."""
        typed = self.cleaned_data
        return SearchWords(typed["wanted"], OpeningReason.of(typed["reason"]), typed["words"])


class ReviewForm(PageForm):
    """What a colleague found."""

    outcome = forms.ChoiceField(
        label=_("What did you find?"),
        choices=Outcome.choices,
        widget=forms.RadioSelect,
        error_messages=_NOT_A_CHOICE,
    )
    words = WordsField(
        label=_("In a few words"),
        help_text=_("With whom you spoke, and what is to be done. No names of people we work with."),
        max_length=LONGEST_REASON,
        error_messages=_TOO_LONG,
        required=False,
    )

    def clean(self) -> dict[str, Any]:
        super().clean()
        worrying = self.cleaned_data.get("outcome") == Outcome.WORRYING
        if worrying and not self.cleaned_data.get("words"):
            self.add_error("words", _("Say what is worrying, and what is to be done."))
        return self.cleaned_data

    def found(self) -> tuple[str, str]:
        """The outcome and the words; only after ``is_valid``."""
        return self.cleaned_data["outcome"], self.cleaned_data["words"]


class LookingReviewForm(ReviewForm):
    """What a colleague found who looked at searches that opened nothing."""

    outcome = forms.ChoiceField(
        label=_("What did you find?"),
        choices=LookingOutcome.choices,
        widget=forms.RadioSelect,
        error_messages=_NOT_A_CHOICE,
    )


class DutyForm(PageForm):
    """Whom to name."""

    worker = forms.ChoiceField(label=_("Who is to be on duty?"), widget=forms.Select)

    def __init__(self, *args: Any, workers: Iterable[Worker], **more: Any) -> None:
        super().__init__(*args, **more)
        choices = [("", _("Choose a worker")), *((str(each.pk), each.name) for each in workers)]
        self.fields["worker"].choices = choices  # type: ignore[attr-defined]  # a choice field
