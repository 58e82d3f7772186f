from collections.abc import Iterable
from typing import Any
from uuid import UUID

from django import forms
from django.utils.translation import gettext_lazy as _

from yarrow.design.fields import DayField
from yarrow.design.forms import PageForm
from yarrow.oversight.queries import Filter
from yarrow.oversight.terms import Kind
from yarrow.staff.models import Worker


class ChooseForm(PageForm):
    """Which acts to show. Everything may be left open."""

    worker = forms.ChoiceField(label=_("Whose?"), widget=forms.Select, required=False)
    kind = forms.ChoiceField(label=_("What kind?"), widget=forms.Select, required=False)
    day = DayField(label=_("On which day?"), required=False)

    def __init__(self, *args: Any, workers: Iterable[Worker], **more: Any) -> None:
        super().__init__(*args, **more)
        people = [("", _("Everybody")), *((str(each.pk), each.name) for each in workers)]
        self.fields["worker"].choices = people  # type: ignore[attr-defined]  # a choice field
        self.fields["kind"].choices = [("", _("Every kind")), *Kind.choices]  # type: ignore[attr-defined]  # as above

    def chosen(self) -> Filter:
        """What was chosen. Only after ``is_valid``."""
        worker, kind = self.cleaned_data["worker"], self.cleaned_data["kind"]
        return Filter(
            worker=UUID(worker) if worker else None,
            kind=Kind(kind) if kind else None,
            day=self.cleaned_data["day"],
        )


class DayForm(PageForm):
    """Which day's work to show."""

    day = DayField(label=_("Which day?"))
