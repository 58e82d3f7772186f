"""What the desk asks. Forms clean what was typed; they never save."""

from collections.abc import Iterable, Sequence
from datetime import timedelta
from typing import Any

from django import forms
from django.utils.translation import gettext, ngettext
from django.utils.translation import gettext_lazy as _

from yarrow.cases.guests import is_guest
from yarrow.cases.lone_working import VisitWords
from yarrow.cases.models import Case
from yarrow.cases.terms import Duty, ForTwo, OwnAnswer, WhyMoved
from yarrow.design.forms import PageForm
from yarrow.rooms.facts import WhyClosely
from yarrow.staff.models import Worker


class AllocateForm(PageForm):
    worker = forms.ChoiceField(
        label=_("Who?"),
        widget=forms.Select,
        error_messages={"invalid_choice": _("This worker cannot be put on this case.")},
    )
    names = forms.CharField(
        label=_("With which name are they asked whether they know somebody?"),
        help_text=_(
            "First and family name of each person they would work with, one on a line. They see these names "
            "and nothing else, and the case is there for them when they have answered that they know nobody. "
            "Leave it empty for a worker who has answered before."
        ),
        widget=forms.Textarea(attrs={"rows": 3}),
        max_length=1000,
        required=False,
    )
    duty = forms.ChoiceField(label=_("With which duty?"), widget=forms.RadioSelect, choices=Duty.choices)

    def __init__(self, *args: Any, workers: Iterable[Worker], **more: Any) -> None:
        super().__init__(*args, **more)
        choices = [("", _("Choose a worker")), *((str(each.pk), _called(each)) for each in workers)]
        self.fields["worker"].choices = choices  # type: ignore[attr-defined]  # a choice field

    def asked_with(self) -> list[str]:
        """The names, one a line. Only after ``is_valid``."""
        typed: str = self.cleaned_data["names"]
        return typed.splitlines()


def _called(worker: Worker) -> str:
    if not is_guest(worker):
        return worker.name
    return gettext("%(name)s, guest of a partner service: only to sign") % {"name": worker.name}


class AnswerForm(PageForm):
    """Nothing is chosen beforehand: whoever presses in a hurry has said nothing."""

    answer = forms.ChoiceField(
        label=_("Do you know this person, or anybody close to them?"),
        choices=OwnAnswer.choices,
        widget=forms.RadioSelect,
    )


class KeepAwayForm(PageForm):
    """Which colleague must not come near. The reason is nobody's business and has no box."""

    worker = forms.ChoiceField(label=_("Who is to be kept away?"), widget=forms.Select)

    def __init__(self, *args: Any, workers: Iterable[Worker], **more: Any) -> None:
        super().__init__(*args, **more)
        _offer(self, "worker", [("", gettext("Choose a worker")), *_names_of(workers)])


class CloselyForm(PageForm):
    """Who alone may come near, and why; why is sealed in the team room."""

    named = forms.MultipleChoiceField(
        label=_("Who may come near this case?"),
        help_text=_(
            "You are on the list. Choose at least one lead of this case and one other supervisor. "
            "Everybody else loses their keys at once, and whoever joins later needs you and that supervisor."
        ),
        widget=forms.CheckboxSelectMultiple,
    )
    why = forms.ChoiceField(label=_("Why?"), widget=forms.RadioSelect)
    shuts_rooms = forms.BooleanField(
        label=_("Also if nobody on the list can open a room then"),
        help_text=_("Leave it open unless it is urgent: such a room is opened by two custodians only."),
        required=False,
    )

    def __init__(self, *args: Any, workers: Iterable[Worker], **more: Any) -> None:
        super().__init__(*args, **more)
        _offer(self, "named", _names_of(workers))
        _offer(self, "why", [(each.value, gettext(each.words)) for each in WhyClosely])


class SecondForm(PageForm):
    """What another supervisor is asked to agree to."""

    kind = forms.ChoiceField(
        label=_("What do you ask for?"), choices=ForTwo.choices, widget=forms.RadioSelect
    )
    worker = forms.ChoiceField(
        label=_("About which worker?"),
        help_text=_("Leave it open where the whole case is meant."),
        widget=forms.Select,
        required=False,
    )
    asked_of = forms.ChoiceField(label=_("Which supervisor do you ask?"), widget=forms.Select)

    def __init__(
        self, *args: Any, workers: Iterable[Worker], supervisors: Iterable[Worker], **more: Any
    ) -> None:
        super().__init__(*args, **more)
        _offer(self, "worker", [("", gettext("No worker in particular")), *_names_of(workers)])
        _offer(self, "asked_of", [("", gettext("Choose a supervisor")), *_names_of(supervisors)])

    def clean(self) -> dict[str, Any]:
        cleaned = super().clean() or self.cleaned_data
        if "kind" in cleaned and bool(cleaned.get("worker")) == (cleaned["kind"] == ForTwo.OPEN_AGAIN):
            self.add_error("worker", _("Say about which worker, or choose nobody for the whole case."))
        return cleaned


class MoveForm(PageForm):
    """Why a case is to move to the other pathway, and who is asked to agree."""

    why = forms.ChoiceField(label=_("Why?"), choices=WhyMoved.choices, widget=forms.RadioSelect)
    words = forms.CharField(
        label=_("What led to it, in your words"),
        help_text=_("It is written into the team's room and nowhere else. Name nobody's room."),
        widget=forms.Textarea(attrs={"rows": 4}),
        max_length=1500,
    )
    asked_of = forms.ChoiceField(label=_("Which supervisor do you ask?"), widget=forms.Select)

    def __init__(self, *args: Any, supervisors: Iterable[Worker], **more: Any) -> None:
        super().__init__(*args, **more)
        _offer(self, "asked_of", [("", gettext("Choose a supervisor")), *_names_of(supervisors)])


def _offer(form: PageForm, name: str, choices: list[tuple[str, str]]) -> None:
    form.fields[name].choices = choices  # type: ignore[attr-defined]  # a choice field


def _names_of(workers: Iterable[Worker]) -> list[tuple[str, str]]:
    return [(str(each.pk), each.name) for each in workers]


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
