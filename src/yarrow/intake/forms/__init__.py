"""Forms of intake: they clean input and save nothing."""

from .boxes import as_posted
from .circle import FIRST_ROWS, CircleForm
from .public import ReferralForm
from .triage import MOST_PEOPLE, AnswerForm, CaseForm, SortingForm

__all__ = [
    "FIRST_ROWS",
    "MOST_PEOPLE",
    "AnswerForm",
    "CaseForm",
    "CircleForm",
    "ReferralForm",
    "SortingForm",
    "as_posted",
]
