"""What the desk asks. Forms clean what was typed; they never save."""

from collections.abc import Iterable
from typing import Any

from django import forms
from django.utils.translation import gettext_lazy as _

from yarrow.cases.terms import Duty
from yarrow.design.forms import PageForm
from yarrow.staff.models import Worker


class AllocateForm(PageForm):
    worker = forms.ChoiceField(label=_("Who?"), widget=forms.Select)
    duty = forms.ChoiceField(label=_("With which duty?"), widget=forms.RadioSelect, choices=Duty.choices)

    def __init__(self, *args: Any, workers: Iterable[Worker], **more: Any) -> None:
        super().__init__(*args, **more)
        choices = [("", _("Choose a worker")), *((str(each.pk), each.name) for each in workers)]
        self.fields["worker"].choices = choices  # type: ignore[attr-defined]  # a choice field
