"""What was written on the public form, statement by statement, ready for one room each."""

from datetime import date

from django.utils.formats import date_format
from django.utils.translation import gettext

from yarrow.gate.words import Answer
from yarrow.rooms.facts import ReferralPart, ReferralReceived

from .plan import Statement


def statements_of(referral: ReferralReceived) -> tuple[Statement, ...]:
    """The boxes somebody wrote in, in the order of the form."""
    words = {part: _words_in(part, referral) for part in ReferralPart}
    return tuple(Statement(part, text) for part, text in words.items() if text.strip())


def _words_in(part: ReferralPart, referral: ReferralReceived) -> str:
    if part is ReferralPart.REACH:
        return _reach_in(referral)
    value = getattr(referral, part.value)
    if isinstance(value, date):
        return date_format(value, "j F Y")
    return str(value or "")


def _reach_in(referral: ReferralReceived) -> str:
    """How to reach the sender, with what they allowed in front: a number is no permission (E2)."""
    written = [text for text in (referral.reach_sender, referral.reach_when) if text.strip()]
    if referral.may_reach is Answer.UNKNOWN and not written:
        return ""
    allowed = gettext("They said that we may get in touch.")
    barred = gettext("They did not say that we may get in touch, so we do not.")
    return "\n".join([allowed if referral.may_reach is Answer.YES else barred, *written])
