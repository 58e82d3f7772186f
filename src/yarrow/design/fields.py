"""A day, asked in three boxes: day, month, year."""

from dataclasses import dataclass
from datetime import date
from typing import Any

from django import forms
from django.core.exceptions import ValidationError
from django.utils.translation import gettext_lazy as _

BOXES = ("day", "month", "year")


@dataclass(frozen=True, slots=True)
class TypedDay:
    """What stands in the three boxes, as it was typed."""

    day: str
    month: str
    year: str

    @classmethod
    def of(cls, value: Any) -> "TypedDay":
        """The three boxes filled from a date, from what was typed, or left empty."""
        if isinstance(value, TypedDay):
            return value
        if isinstance(value, date):
            return cls(str(value.day), str(value.month), str(value.year))
        return cls("", "", "")

    def missing(self) -> list[str]:
        """Names of the boxes nothing was typed in."""
        return [box for box in BOXES if not getattr(self, box)]


class DayBoxes(forms.Widget):
    """Reads ``name-day``, ``name-month`` and ``name-year``; drawn by ``design.renderer``."""

    def value_from_datadict(self, data: Any, files: Any, name: str) -> TypedDay | None:  # noqa: ARG002  # Django's signature
        typed = TypedDay(*(str(data.get(f"{name}-{box}") or "").strip() for box in BOXES))
        return None if typed == TypedDay("", "", "") else typed

    def value_omitted_from_data(self, data: Any, files: Any, name: str) -> bool:  # noqa: ARG002  # Django's signature
        return all(f"{name}-{box}" not in data for box in BOXES)


class DayField(forms.Field):
    """A day on the calendar. Says which box is missing, and never guesses a century."""

    widget = DayBoxes
    default_error_messages = {
        "day": _("The date must include a day"),
        "month": _("The date must include a month"),
        "year": _("The date must include a year"),
        "short_year": _("The year must have four numbers"),
        "invalid": _("Enter a date that is in the calendar"),
    }

    def to_python(self, value: Any) -> date | None:
        if value in self.empty_values or isinstance(value, date):
            return value or None
        typed = TypedDay.of(value)
        if typed.missing():
            raise self._problem(typed.missing()[0])
        if not all(getattr(typed, box).isdecimal() for box in BOXES):
            raise self._problem("invalid")
        if len(typed.year) != len("2026"):
            raise self._problem("short_year")
        try:
            return date(int(typed.year), int(typed.month), int(typed.day))
        except ValueError:
            raise self._problem("invalid") from None

    def has_changed(self, initial: Any, data: Any) -> bool:
        return TypedDay.of(initial) != TypedDay.of(data)

    def _problem(self, code: str) -> ValidationError:
        return ValidationError(self.error_messages[code], code=code)
