"""What is asked about accounts. A passphrase or code typed here is never offered again."""

from typing import Any

from django import forms
from django.utils.translation import gettext_lazy as _

from yarrow.design.forms import PageForm
from yarrow.staff.terms import Post

_NEW = {"autocomplete": "new-password"}
_NAME = {"autocomplete": "off", "spellcheck": "false"}
_HINT = _(
    "At least 15 characters: several different words. Nothing else is asked of it, and it does not expire."
)


class InviteForm(PageForm):
    name = forms.CharField(label=_("Their name, as colleagues know it"), max_length=80)
    username = forms.RegexField(
        r"^[a-z0-9._-]+$",
        label=_("The name they will sign in by"),
        help_text=_("Small letters, figures, dots, dashes. It cannot be changed."),
        max_length=60,
        widget=forms.TextInput(attrs=_NAME),
        error_messages={"invalid": _("Use small letters, figures, dots and dashes only")},
    )
    post = forms.ChoiceField(label=_("Their post"), choices=Post.choices, widget=forms.RadioSelect)


class TwiceForm(PageForm):
    """A passphrase typed twice: typed once and blind, a slip would lock its owner out."""

    passphrase = forms.CharField(
        label=_("New passphrase"), help_text=_HINT, widget=forms.PasswordInput(attrs=_NEW)
    )
    passphrase_again = forms.CharField(
        label=_("The same passphrase again"), widget=forms.PasswordInput(attrs=_NEW)
    )

    def clean(self) -> dict[str, Any]:
        cleaned = super().clean() or self.cleaned_data
        if cleaned.get("passphrase") != cleaned.get("passphrase_again"):
            self.add_error("passphrase_again", _("The two are not the same"))
        return cleaned


class JoinForm(TwiceForm):
    field_order = ("username", "recovery_code")
    username = forms.CharField(label=_("Sign-in name"), widget=forms.TextInput(attrs=_NAME))
    recovery_code = forms.CharField(
        label=_("The code you were given"),
        help_text=_("Nine groups of four. Small letters, spaces and dashes make no difference."),
        widget=forms.TextInput(attrs=_NAME),
    )


class LostForm(JoinForm):
    recovery_code = forms.CharField(
        label=_("Your recovery code"),
        help_text=_("Nine groups of four. Small letters, spaces and dashes make no difference."),
        widget=forms.TextInput(attrs=_NAME),
    )


class NewKeysForm(PageForm):
    drops = forms.BooleanField(
        label=_("Their second step (telephone or key) is lost as well"),
        help_text=_("It is taken away only if both of you say so. They set up a new one."),
        required=False,
    )
