"""What the desk asks. Forms clean what was typed; they never save."""

from collections.abc import Iterable, Sequence
from datetime import timedelta
from typing import Any

from django import forms
from django.utils.translation import gettext, ngettext
from django.utils.translation import gettext_lazy as _

from yarrow.cases.lone_working import VisitWords
from yarrow.cases.models import Case
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


_NO_CASE = "none"
_MINUTES = (30, 60, 90, 120, 180, 240, 360, 480)


class LongerForm(PageForm):
    """From now on, not from what was said before: nobody counts well on a doorstep."""

    back_in = forms.ChoiceField(label=_("How long will it take, from now?"), widget=forms.Select)

    def __init__(self, *args: Any, **more: Any) -> None:
        super().__init__(*args, **more)
        choices = [("", gettext("Choose")), *((str(each), _length(each)) for each in _MINUTES)]
        self.fields["back_in"].choices = choices  # type: ignore[attr-defined]  # a choice field

    def length(self) -> timedelta:
        """How long it will take. Only after ``is_valid``."""
        return timedelta(minutes=int(self.cleaned_data["back_in"]))


class VisitForm(LongerForm):
    """What a colleague needs to find somebody, and no more about anybody."""

    where = forms.CharField(
        label=_("Where will you be?"),
        help_text=_("The place, so that a colleague finds it. No name, and nothing about anybody there."),
        max_length=300,
    )
    whom_to_ring = forms.CharField(
        label=_("Your number today, and whom to ring if you do not answer"), max_length=300
    )
    what_to_do = forms.CharField(
        label=_("Anything else a colleague should know before coming"),
        widget=forms.Textarea(attrs={"rows": 3}),
        max_length=1000,
        required=False,
    )
    about = forms.ChoiceField(
        label=_("Is it about one of your cases?"),
        help_text=_("Whoever works with somebody else of that case is then never told where you are."),
        widget=forms.Select,
    )

    field_order = ("where", "whom_to_ring", "what_to_do", "about", "back_in")

    def __init__(self, *args: Any, cases: Sequence[Case], **more: Any) -> None:
        super().__init__(*args, **more)
        self._cases = {str(case.pk): case for case in cases}
        named = ((pk, gettext("Case %(number)s") % {"number": c.reference}) for pk, c in self._cases.items())
        choices = [("", gettext("Choose")), (_NO_CASE, gettext("It is about no case")), *named]
        self.fields["about"].choices = choices  # type: ignore[attr-defined]  # a choice field

    def case(self) -> Case | None:
        """The case it is about. Only after ``is_valid``."""
        return self._cases.get(self.cleaned_data["about"])

    def words(self) -> VisitWords:
        """What is sealed to who is on call. Only after ``is_valid``."""
        typed = self.cleaned_data
        return VisitWords(typed["where"], typed["whom_to_ring"], typed["what_to_do"])


def _length(minutes: int) -> str:
    hours, rest = divmod(minutes, 60)
    said = ngettext("%(num)s hour", "%(num)s hours", hours) % {"num": hours} if hours else ""
    more = gettext("%(num)s minutes") % {"num": rest} if rest else ""
    return " ".join(part for part in (said, more) if part)
