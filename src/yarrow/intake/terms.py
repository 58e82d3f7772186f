"""Words of intake: why a referral is answered without a case."""

from yarrow.rooms.facts import ReferralOutcome

WITHOUT_A_CASE = tuple(outcome for outcome in ReferralOutcome if outcome is not ReferralOutcome.CASE_OPENED)
"""Coded reasons a worker may choose from (domain.md E1); there is no box for words."""

LONGEST = 10_000  # characters in one box of the public form: about four pages
