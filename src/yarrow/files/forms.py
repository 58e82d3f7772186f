"""What is asked about a document."""

from typing import Any

from django import forms
from django.core.exceptions import ValidationError
from django.utils.translation import gettext
from django.utils.translation import gettext_lazy as _

from yarrow.design.forms import PageForm
from yarrow.kernel.ids import new_id

from .receiving import SealedUpload
from .terms import WhyNot

_LONGEST_NAME = 200


class SealedFileField(forms.FileField):
    """A file that arrived sealed. Whether it may be kept is known only when it was looked at."""

    widget = forms.FileInput

    def to_python(self, data: Any) -> SealedUpload | None:
        if not isinstance(data, SealedUpload):
            return None
        if data.why_not is not None:
            raise ValidationError(gettext(data.why_not.words))
        if not str(data.name).strip():
            raise ValidationError(gettext(WhyNot.NO_NAME.words))
        return data


class DocumentForm(PageForm):
    """The words come first, so that they arrive even when the file breaks off."""

    caption = forms.CharField(
        label=_("What is it?"),
        help_text=_("Who gave it to us, when, and what it shows. Sealed, like the file itself."),
        widget=forms.Textarea(attrs={"rows": 3}),
        max_length=2000,
        required=False,
    )
    file = SealedFileField(
        label=_("Document"),
        help_text=_("A picture, a PDF, a Word or Excel file, or plain text; 25 MB at most."),
        error_messages={"required": _("Choose a document of 25 MB at most")},
    )
    once = forms.UUIDField(widget=forms.HiddenInput, initial=new_id)
    """Sent twice, it is kept once."""


def name_of(upload: SealedUpload) -> str:
    """What the sender calls the file, without what could reorder or hide signs on a page."""
    name = "".join(sign for sign in str(upload.name) if sign.isprintable()).strip()
    return name[-_LONGEST_NAME:]
