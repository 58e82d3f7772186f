"""What is asked at the door. Nothing typed here is ever offered again."""

from collections.abc import Sequence
from typing import Any

from django import forms
from django.utils.translation import gettext_lazy as _

from yarrow.design.forms import PageForm
from yarrow.staff.queries.account import Factor
from yarrow.staff.terms import PasskeyKind

# Sign-in is the one place where a password safe may help (security.md R-42).
_NAME = {"autocomplete": "username", "spellcheck": "false"}
_CODE = {"autocomplete": "one-time-code", "inputmode": "numeric", "class": "govuk-input--width-10"}


class SignInForm(PageForm):
    username = forms.CharField(
        label=_("Sign-in name"),
        widget=forms.TextInput(attrs=_NAME),
    )
    passphrase = forms.CharField(
        label=_("Passphrase"), widget=forms.PasswordInput(attrs={"autocomplete": "current-password"})
    )


class UnlockForm(PageForm):
    passphrase = forms.CharField(
        label=_("Passphrase"), widget=forms.PasswordInput(attrs={"autocomplete": "current-password"})
    )


class CodeForm(PageForm):
    code = forms.CharField(label=_("Code from your phone"), widget=forms.TextInput(attrs=_CODE))


class PasskeyForm(PageForm):
    kind = forms.ChoiceField(
        label=_("What carries the passkey?"), choices=PasskeyKind.choices, widget=forms.RadioSelect
    )


class RemoveForm(PageForm):
    factor = forms.ChoiceField(label=_("Which one?"), widget=forms.RadioSelect)

    def __init__(self, *args: Any, factors: Sequence[Factor], **more: Any) -> None:
        super().__init__(*args, **more)
        chosen = self.fields["factor"]
        assert isinstance(chosen, forms.ChoiceField)  # noqa: S101  # it is declared three lines above
        chosen.choices = [(str(each.id), each.words) for each in factors]


class ProofForm(UnlockForm, CodeForm):
    """Both at once, for acts that must be proved again."""

    field_order = ("passphrase", "code")
