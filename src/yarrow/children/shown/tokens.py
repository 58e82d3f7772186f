"""What stands on a paper for one person, and nothing else: chosen field by field, in the paper's language."""

from collections.abc import Mapping

from django.utils.formats import date_format
from django.utils.translation import gettext, override

from yarrow.children.rules import days_drawn
from yarrow.gate.facts.proposals import SaferHandover, TimeProposal
from yarrow.gate.words import Answer
from yarrow.papers.terms import PaperKind, PaperLanguage, Token

from .calendar import day_in_words, hours_of

Tokens = Mapping[str, str]


def kind_for(is_child: Answer) -> PaperKind:
    """A paper for an adult only for who is known to be one: everybody else gets the one with less on it."""
    return PaperKind.TIME_PROPOSED if is_child is Answer.NO else PaperKind.TIME_PROPOSED_CHILD


def proposed(proposal: TimeProposal, kind: PaperKind, language: PaperLanguage, worker: str) -> Tokens:
    """For an adult: everything but why, the orders, and what is said of the child. For a child: the days."""
    with override(language.value):
        found = {Token.DAYS: _days(proposal), Token.WORKER_NAME: worker}
        if kind is PaperKind.TIME_PROPOSED:
            found |= _for_an_adult(proposal)
    return {token.value: words for token, words in found.items()}


def _days(proposal: TimeProposal) -> str:
    hours = hours_of(proposal)
    said = (day_in_words(day) for day in days_drawn(proposal))
    return "\n".join(f"{day}, {hours}" if hours else day for day in said)


def _for_an_adult(proposal: TimeProposal) -> dict[Token, str]:
    return {
        Token.HOW_SPENT: gettext(proposal.level.words),
        Token.WHO_AND_WHERE: proposal.who_and_where,
        Token.FIRST_DAY: date_format(proposal.starts, "j F Y") if proposal.starts else "",
        Token.LAST_DAY: date_format(proposal.ends, "j F Y") if proposal.ends else "",
        Token.LOOK_AGAIN: date_format(proposal.review_on, "j F Y") if proposal.review_on else "",
        Token.HANDED_OVER: _line(proposal.handover),
        Token.PASSED_ON: gettext(proposal.channel.words),
        Token.PASSED_ON_HOW: _line(proposal.channel_words),
        Token.NOT_KEPT: _line(proposal.not_kept),
        Token.TOLD_THEN: _line(proposal.not_kept_told),
        Token.PAUSES_THEN: _line(proposal.not_kept_pauses),
    }


def handover(plan: SaferHandover) -> Tokens:
    """A safer handover, for the person in whose room it lies."""
    found = {
        Token.PLACE: plan.where,
        Token.WITH_WHOM: _line(plan.who),
        Token.IF_LATE: _line(plan.if_late),
        Token.IF_UNSAFE: _line(plan.if_unsafe),
        Token.WORDS: _line(plan.words),
        Token.RING: plan.ring,
    }
    return {token.value: words for token, words in found.items()}


def _line(words: str) -> str:
    return " ".join(words.split())
