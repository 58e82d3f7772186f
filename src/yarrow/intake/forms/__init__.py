"""Forms of intake: they clean input and save nothing."""

from .boxes import as_posted
from .public import ReferralForm
from .triage import MOST_PEOPLE, AnswerForm, CaseForm, SortingForm

__all__ = ["MOST_PEOPLE", "AnswerForm", "CaseForm", "ReferralForm", "SortingForm", "as_posted"]
