"""What the pages of children ask, made from the facts themselves. Forms clean; they never save."""

from collections.abc import Mapping, Sequence
from typing import Any, cast
from uuid import UUID

from django import forms
from django.utils.translation import gettext_lazy as _

from yarrow.gate.facts import Fact, asked
from yarrow.gate.facts.proposals import ChildAllows, TimeProposal
from yarrow.record.forms.fields import field_for
from yarrow.record.forms.sheet import FactSheet


def _sheet(kind: type[Fact]) -> type[FactSheet]:
    """One field for each question; it starts on the fact's own careful default."""
    made: dict[str, Any] = {"kind": kind}
    for question in asked(kind):
        made[question.name] = field_for(question)
        made[question.name].initial = None if question.required else question.default
    return cast("type[FactSheet]", type(f"{kind.__name__}Page", (FactSheet,), made))


class ProposalForm(_sheet(TimeProposal)):  # type: ignore[misc]  # a form class made from a fact
    """A proposal, and for whose room."""

    child = forms.ChoiceField(label=_("For which child?"), widget=forms.RadioSelect)
    field_order = ("child",)

    def __init__(self, *args: Any, rooms: Mapping[UUID, str], **more: Any) -> None:
        super().__init__(*args, **more)
        offer(self, "child", rooms)


class AllowForm(_sheet(ChildAllows)):  # type: ignore[misc]  # a form class made from a fact
    """One thing, whether the child allows it, and where it may go."""

    to = forms.MultipleChoiceField(
        label=_("Where may it go?"),
        help_text=_("Only where the child says. Nothing is ticked beforehand."),
        widget=forms.CheckboxSelectMultiple,
        required=False,
    )

    def __init__(self, *args: Any, rooms: Mapping[UUID, str], **more: Any) -> None:
        super().__init__(*args, **more)
        offer(self, "to", rooms)

    def rooms(self) -> tuple[UUID, ...]:
        """Where it may go; only after ``is_valid``."""
        chosen: Sequence[str] = self.cleaned_data["to"]
        return tuple(UUID(each) for each in chosen)


def offer(form: forms.Form, name: str, rooms: Mapping[UUID, str]) -> None:
    """Which rooms may be chosen."""
    form.fields[name].choices = [(str(room), label) for room, label in rooms.items()]  # type: ignore[attr-defined]  # a choice field
