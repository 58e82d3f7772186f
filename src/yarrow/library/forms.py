"""What the library asks of who writes in it. A form cleans what was typed; it never saves."""

from django import forms
from django.utils.translation import gettext_lazy as _

from yarrow.design.forms import PageForm


class WordingForm(PageForm):
    """Words that a service puts beside one way of working."""

    title = forms.CharField(label=_("What do you call it here?"), max_length=100)
    when = forms.CharField(
        label=_("When do you use it?"),
        help_text=_("What must be in place stays what the rules ask: nothing written here changes that."),
        max_length=1000,
        widget=forms.Textarea(attrs={"rows": 4}),
    )
    prompts = forms.CharField(
        label=_("Questions of your own, one on each line"),
        help_text=_("About nobody: no name, no place, no number."),
        max_length=3000,
        widget=forms.Textarea(attrs={"rows": 8}),
    )
