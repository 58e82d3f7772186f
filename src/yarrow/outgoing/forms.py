"""What is typed at the door."""

from django import forms
from django.utils.translation import gettext_lazy as _

from yarrow.design.forms import PageForm

_LONGEST = 1000


class LetOutForm(PageForm):
    """Why a stopped paper may leave all the same."""

    reason = forms.CharField(
        label=_("Why may exactly this leave?"),
        help_text=_("Say what you checked and with whom. It stays with the record of this paper."),
        widget=forms.Textarea(attrs={"rows": 4}),
        max_length=_LONGEST,
    )
