"""The forms of reports and shares. Of a report nothing is asked that must be answered."""

from collections.abc import Mapping, Sequence
from datetime import date
from typing import Any, TypeVar
from uuid import UUID

from django import forms
from django.core.exceptions import ValidationError
from django.utils.translation import gettext
from django.utils.translation import gettext_lazy as _

from yarrow.design.fields import DayField
from yarrow.design.forms import PageForm
from yarrow.gate.facts.agencies import (
    AgencyShare,
    AgencyShareStep,
    AtRisk,
    LawfulBasis,
    ReportStep,
    RiskReport,
    RiskReportStep,
    ShareAgreed,
    ShareStep,
    TheyKnow,
    ToldHow,
)
from yarrow.gate.words import Answer, Choice, LongText, Mark
from yarrow.record.forms.acts import PreviewedForm
from yarrow.record.forms.fields import LONGEST_LINE, LONGEST_TEXT, LineField, WordsField, choices_of

C = TypeVar("C", bound=Choice)


def _words(label: Any, hint: Any = "", *, required: bool = False) -> WordsField:
    return WordsField(
        label=label, help_text=hint, max_length=LONGEST_TEXT, widget=forms.Textarea, required=required
    )


def _line(label: Any, hint: Any = "", *, required: bool = False) -> LineField:
    return LineField(label=label, help_text=hint, max_length=LONGEST_LINE, required=required)


def _one_of(label: Any, kind: type[Choice], hint: Any = "", *, required: bool = False) -> forms.ChoiceField:
    return forms.ChoiceField(
        label=label, help_text=hint, choices=choices_of(kind), widget=forms.RadioSelect, required=required
    )


def _chosen(kind: type[C], value: str, otherwise: C) -> C:
    return kind.of(value) if value else otherwise


class ReportForm(PageForm):
    """A report. A post with one word in it is enough, and nothing that is left open holds it up."""

    at_risk = _one_of(_("Who is at risk?"), AtRisk)
    words = _words(_("What is reported, in your words"))
    agency = _line(
        _("Which agency was told?"),
        _("For a child or an adult at risk: social services of the council. In danger now: the police, 999."),
    )
    person = _line(_("Who there took it?"), _("Name, post and a number to ring back."))
    how = _one_of(_("How were they told?"), ToldHow, _("By telephone first; in writing after it."))
    told_on = DayField(label=_("On which day?"), required=False)
    told_at = _line(_("At what hour?"))
    they_know = _one_of(_("Does the person know of it?"), TheyKnow, _("No answer here holds a report up."))
    why = _words(_("Why it is reported without their agreement"))
    answered = _words(_("What did the agency answer?"))
    next_step = _words(_("What comes next, and who does it?"))
    next_by = DayField(
        label=_("By which day?"),
        help_text=_("Left open it is tomorrow: then you are reminded to ask again."),
        required=False,
    )

    def report(self) -> RiskReport:
        """What is recorded; only after ``is_valid``."""
        said = self.cleaned_data
        return RiskReport(
            at_risk=_chosen(AtRisk, said["at_risk"], AtRisk.UNKNOWN),
            words=LongText(said["words"]),
            agency=said["agency"],
            person=said["person"],
            how=_chosen(ToldHow, said["how"], ToldHow.NOT_YET),
            told_on=said["told_on"],
            told_at=said["told_at"],
            they_know=_chosen(TheyKnow, said["they_know"], TheyKnow.NOT_ASKED),
            why=LongText(said["why"]),
            answered=LongText(said["answered"]),
            next_step=LongText(said["next_step"]),
            next_by=said["next_by"],
        )


class ReportInRoomsForm(ReportForm):
    """The same with the rooms of its writer in which it is to lie."""

    rooms = forms.MultipleChoiceField(
        label=_("In which of your rooms shall it lie?"),
        help_text=_(
            "It always goes to the team's room. Whoever is in a room reads it there: never tick the room of "
            "somebody whose worker must not learn of it."
        ),
        widget=forms.CheckboxSelectMultiple,
        required=False,
    )

    def __init__(self, *args: Any, rooms: Mapping[UUID, str], **more: Any) -> None:
        super().__init__(*args, **more)
        self.fields["rooms"].choices = [(str(pk), label) for pk, label in rooms.items()]  # type: ignore[attr-defined]  # a choice field
        # Hazard: a room whose key was taken since the page was drawn must not refuse the report.
        self.fields["rooms"].valid_value = lambda _value: True  # type: ignore[attr-defined]  # the same
        if not rooms:
            del self.fields["rooms"]

    def chosen_rooms(self) -> frozenset[str]:
        """The rooms that were ticked, as they were posted."""
        return frozenset(self.cleaned_data.get("rooms", ()))


class ReportOnCaseForm(ReportForm):
    """The same from no case: on which of one's cases it goes, or on none."""

    case = forms.ChoiceField(label=_("On which of your cases?"), widget=forms.RadioSelect, required=False)

    def __init__(self, *args: Any, cases: Sequence[tuple[str, str]], **more: Any) -> None:
        super().__init__(*args, **more)
        none = ("none", gettext("None of them: keep it for me"))
        self.fields["case"].choices = [*cases, none]  # type: ignore[attr-defined]  # a choice field
        self.fields["case"].valid_value = lambda _value: True  # type: ignore[attr-defined]  # as with rooms
        self.order_fields(["case"])


class StepForm(PageForm):
    """What came of a report."""

    what = _one_of(_("What happened?"), ReportStep, required=True)
    person = _line(_("With whom?"))
    words = _words(_("In a few words"))
    next_step = _words(_("What comes next, and who does it?"))
    next_by = DayField(
        label=_("By which day?"),
        help_text=_("Left open it is tomorrow, but where nothing more is to come."),
        required=False,
    )

    def step(self, report: str, carried: str = "") -> RiskReportStep:
        """What is recorded; only after ``is_valid``."""
        said = self.cleaned_data
        return RiskReportStep(
            what=ReportStep.of(said["what"]),
            person=said["person"],
            words=LongText(said["words"]),
            carried=LongText(carried),
            next_step=LongText(said["next_step"]),
            next_by=said["next_by"],
            report=Mark(report),
        )


class CarryForm(PreviewedForm):
    """Which entries of one room an agency reads. Nothing is ticked beforehand."""

    plain = forms.MultipleChoiceField(
        label=_("What they are to read"), widget=forms.CheckboxSelectMultiple, required=False
    )
    where = forms.MultipleChoiceField(
        label=_("This tells where somebody is, or what another person must not learn"),
        help_text=_("Tick it only if the agency cannot help without it, and say so to them."),
        widget=forms.CheckboxSelectMultiple,
        required=False,
    )
    more = _words(_("In your own words besides"))

    def __init__(self, *args: Any, plain: Mapping[UUID, str], where: Mapping[UUID, str], **more: Any) -> None:
        super().__init__(*args, **more)
        for name, offered in (("plain", plain), ("where", where)):
            self.fields[name].choices = [(str(pk), label) for pk, label in offered.items()]  # type: ignore[attr-defined]  # a choice field
            if not offered:
                del self.fields[name]

    def chosen(self) -> frozenset[UUID]:
        """The entries that were ticked."""
        ticked = (*self.cleaned_data.get("plain", ()), *self.cleaned_data.get("where", ()))
        return frozenset(UUID(each) for each in ticked)

    def clean(self) -> dict[str, Any] | None:
        said = super().clean()
        if not self.errors and not self.chosen() and not self.cleaned_data.get("more", "").strip():
            raise ValidationError(gettext("Nothing is chosen yet."))
        return said


class ShareForm(CarryForm):
    """A share with one named person at one agency."""

    agency = _line(_("Which agency?"), required=True)
    person = _line(
        _("Who there will read it?"), _("A person, by name and post, not a shared box."), required=True
    )
    purpose = _words(_("What do they need it for?"), _("Only what they need for this."), required=True)
    basis = _one_of(
        _("On what ground?"),
        LawfulBasis,
        _("Data protection law asks for one. Agreement is asked besides."),
        required=True,
    )
    agreed = _one_of(_("Did the person agree?"), ShareAgreed, required=True)
    reason = _words(_("How they agreed; or why it goes without"), required=True)
    knows_somebody = _one_of(
        _("Is anybody of the family, or close to a worker or officer in this, at that agency?"),
        Answer,
        required=True,
    )
    until = DayField(label=_("Until which day does this stand?"), help_text=_("A year at most."))

    def __init__(self, *args: Any, **more: Any) -> None:
        super().__init__(*args, **more)
        self.order_fields(
            ["agency", "person", "purpose", "basis", "agreed", "reason", "knows_somebody", "until"]
        )

    def share(self, words: str) -> AgencyShare:
        """What is recorded; only after ``is_valid``."""
        said = self.cleaned_data
        until: date = said["until"]
        return AgencyShare(
            agency=said["agency"],
            person=said["person"],
            purpose=LongText(said["purpose"]),
            basis=LawfulBasis.of(said["basis"]),
            agreed=ShareAgreed.of(said["agreed"]),
            reason=LongText(said["reason"]),
            knows_somebody=Answer.of(said["knows_somebody"]),
            until=until,
            words=LongText(words),
        )


class ShareStepForm(PageForm):
    """What came back from an agency, or that nothing more goes to it."""

    what = _one_of(_("What happened?"), ShareStep, required=True)
    words = _words(_("In a few words"))

    def step(self, share: str) -> AgencyShareStep:
        """What is recorded; only after ``is_valid``."""
        said = self.cleaned_data
        return AgencyShareStep(
            what=ShareStep.of(said["what"]), words=LongText(said["words"]), share=Mark(share)
        )
