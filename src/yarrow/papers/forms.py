"""What is asked for a paper: which one, then what its wording leaves open."""

from collections.abc import Iterable, Mapping
from datetime import date
from typing import Any, Self

from django import forms
from django.http import QueryDict
from django.utils.translation import gettext
from django.utils.translation import gettext_lazy as _

from yarrow.design.forms import PageForm
from yarrow.kernel.decision import Refused
from yarrow.record.forms.fields import LineField, WordsField, choices_of

from .making.asked import Asked
from .rules import BadPaper, cleaned, same_house
from .terms import LONG, Given, GivenTo, PaperFormat, PaperKind, PaperLanguage, Token
from .wording import Wording

KIND, LANGUAGE, ON = "paper", "language", "page_on"
GIVEN, HOUSE = "given", "house"
_LONGEST_LINE, _LONGEST_TEXT = 200, 6000
_TOO_LONG = {"max_length": _("This is longer than %(limit_value)d characters. Make it shorter.")}
_NOT_A_CHOICE = {"invalid_choice": _("Choose from what is offered.")}


class ChooseForm(PageForm):
    """Which paper, and in which language. The language begins as the person's own."""

    paper = forms.ChoiceField(label=_("Which paper?"), widget=forms.RadioSelect, error_messages=_NOT_A_CHOICE)
    language = forms.ChoiceField(
        label=_("In which language?"),
        help_text=_("The Welsh wording is a draft that no Welsh speaker has read yet."),
        choices=choices_of(PaperLanguage),
        widget=forms.RadioSelect,
        error_messages=_NOT_A_CHOICE,
    )

    def __init__(
        self, *args: Any, papers: Iterable[PaperKind], language: PaperLanguage | None = None, **more: Any
    ) -> None:
        super().__init__(*args, **more)
        self.fields["paper"].choices = choices_of(papers)  # type: ignore[attr-defined]  # a choice field
        self.fields["language"].initial = language.value if language else None


class GiveForm(PageForm):
    """For whom a copy of a document is; nobody is chosen beforehand."""

    to = forms.ChoiceField(
        label=_("Who is it for?"),
        widget=forms.RadioSelect,
        error_messages=_NOT_A_CHOICE | {"required": _("Say for whom it is.")},
    )

    def __init__(self, *args: Any, readers: Iterable[GivenTo], **more: Any) -> None:
        super().__init__(*args, **more)
        self.fields["to"].choices = choices_of(readers)  # type: ignore[attr-defined]  # a choice field


class PaperForm(PageForm):
    """What one wording leaves open; for a letter also how it reaches them, and the house number again.

    ``address`` is the confirmed one, or every reason why nothing may be posted today.
    """

    def __init__(self, *args: Any, wording: Wording, on: date, address: str | Refused, **more: Any) -> None:
        super().__init__(*args, **more)
        self._wording, self._on, self._address = wording, on, address
        self.fields |= {token.value: _field(token, wording) for token in wording.tokens}
        if wording.has_address:
            self.fields |= {GIVEN: _given(), HOUSE: _house()}
        hidden = {KIND: wording.kind.value, LANGUAGE: wording.language.value, ON: on.isoformat()}
        for name, value in hidden.items():
            self.fields[name] = forms.CharField(widget=forms.HiddenInput, initial=value)

    @classmethod
    def from_draft(cls, typed: Mapping[str, list[str]], **more: Any) -> Self:
        """The form as it was posted before, to be checked once more before anything is made."""
        posted = QueryDict(mutable=True)
        for name, values in typed.items():
            posted.setlist(name, values)
        return cls(posted, **more)

    def clean(self) -> dict[str, Any]:
        super().clean()
        if self.cleaned_data.get(GIVEN) == Given.POSTED:
            self._look_at_address()
        if not self.errors:
            self._try_it()
        return self.cleaned_data

    def _look_at_address(self) -> None:
        if isinstance(self._address, Refused):
            for reason in self._address.reasons:
                self.add_error(GIVEN, gettext(reason.text))
        elif not same_house(self.cleaned_data.get(HOUSE, ""), self._address):
            self.add_error(HOUSE, gettext("This is not the number of the house in the confirmed address."))

    def _try_it(self) -> None:
        """Signs that no font has are told here, before anything goes to the door."""
        try:
            self.asked(PaperFormat.PDF).made()
        except BadPaper:
            self.add_error(
                None,
                gettext("This cannot be printed as it stands: it has signs that our letters do not have."),
            )

    def asked(self, format: PaperFormat) -> Asked:  # noqa: A002  # the word of ``making``
        """What is to be made; only with what was cleaned."""
        said = self.cleaned_data
        is_posted = said.get(GIVEN) == Given.POSTED and not isinstance(self._address, Refused)
        return Asked(
            kind=self._wording.kind,
            format=format,
            language=self._wording.language,
            tokens={token.value: said[token.value] for token in self._wording.tokens if said[token.value]},
            on=self._on,
            address=str(self._address) if is_posted else "",
        )


class _Words(WordsField):
    """What is left when signs that print nothing are taken away; of nothing but those, nothing."""

    def to_python(self, value: Any) -> str:
        return cleaned(super().to_python(value))


class _Line(LineField):
    def to_python(self, value: Any) -> str:
        return cleaned(super().to_python(value))


def _field(token: Token, wording: Wording) -> forms.Field:
    label, is_asked = _(token.words), token in wording.must
    made: forms.CharField = _Line(label=label, required=is_asked, max_length=_LONGEST_LINE)
    if token in LONG and not wording.is_large:
        made = _Words(label=label, required=is_asked, max_length=_LONGEST_TEXT, widget=forms.Textarea)
    made.error_messages |= _missing(label) | _TOO_LONG
    return made


def _missing(label: Any) -> dict[str, Any]:
    return {"required": _("“%(question)s” needs an answer") % {"question": label}}


def _given() -> forms.Field:
    label = _("How does it reach them?")
    return forms.ChoiceField(
        label=label,
        choices=choices_of(Given),
        widget=forms.RadioSelect,
        error_messages=_NOT_A_CHOICE | _missing(label),
    )


def _house() -> forms.Field:
    return _Line(
        label=_("The number of the house again, if it is posted"),
        help_text=_(
            "Type it from what they told you, not from this page. A house without a number: its name."
        ),
        max_length=_LONGEST_LINE,
        required=False,
        error_messages=_TOO_LONG,
    )
