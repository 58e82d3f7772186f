"""What is asked at the door. Nothing typed here is ever offered again."""

from allauth.mfa.base.forms import AuthenticateForm
from allauth.mfa.models import Authenticator
from django import forms
from django.core.exceptions import ValidationError
from django.utils.translation import gettext_lazy as _

from yarrow.design.forms import PageForm
from yarrow.sealing.errors import CannotOpen
from yarrow.staff.door import seeds

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


class CodeCheck(AuthenticateForm):  # type: ignore[misc]  # allauth ships no types
    """Checks a code after the passphrase, never shown: allauth counts failures and used codes."""

    def clean_code(self) -> str:
        seed = Authenticator.objects.filter(user=self.user, type=Authenticator.Type.TOTP).first()
        if seed is None or not seeds.is_of(self.user, seed.data["secret"]):
            raise ValidationError(_("That did not work"))
        try:
            return str(super().clean_code())
        except CannotOpen:
            raise ValidationError(_("That did not work")) from None
