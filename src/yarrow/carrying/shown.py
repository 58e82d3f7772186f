"""What pages show of messages: of the sender's side never more than one constant line after it has left."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date
from uuid import UUID

from django.utils.translation import gettext

from yarrow.design.environment import day
from yarrow.gate.facts.carried import NoSendLetter
from yarrow.kernel.words import N_
from yarrow.rooms.queries import ReadEntry

from .rules import Sent, SentState, Waiting, sent_in, waiting_in

NOT_CARRIED = N_("Not carried.")
"""The same for no, not asked, withdrawn and stopped: nobody can tell which (domain.md E16, E27)."""

_STATES: dict[SentState, str] = {
    SentState.DRAFT: N_("A draft. Somebody inside this room reads it first."),
    SentState.READ_HERE: N_("Read here. The lead may leave it to be read on the other side."),
    SentState.NOT_CARRIED: NOT_CARRIED,
    SentState.RETURNED: N_("Sent back. It goes to nobody as it is."),
    SentState.CARRIED: N_("Given on %(day)s."),
}


@dataclass(frozen=True, slots=True)
class ShownSent:
    """One message of this room."""

    id: UUID
    on: str
    how: str
    for_whom: str
    purpose: str
    words: str
    state: str
    reason: str


@dataclass(frozen=True, slots=True)
class ShownCopy:
    """One copy that waits here, and the one step that comes next."""

    id: UUID
    how: str
    on: str
    words: str
    state: str
    step: str
    """The name of the page of the next step; empty where nothing is to be done."""


@dataclass(frozen=True, slots=True)
class ShownLetter:
    """One letter that is not sent."""

    id: UUID
    on: str
    for_whom: str
    words: str


def words_in(entries: Sequence[ReadEntry]) -> tuple[ShownSent, ...]:
    """Every message of this room, newest first."""
    return tuple(one_shown(each) for each in sent_in(entries))


def one_shown(each: Sent) -> ShownSent:
    """One message, with where it stands in words."""
    given = day(each.given_on) if each.given_on is not None else ""
    said = gettext(_STATES[each.state])
    return ShownSent(
        id=each.id,
        on=day(each.on),
        how=gettext(each.fact.how.words),
        for_whom=gettext(each.fact.for_whom.words),
        purpose=each.fact.purpose,
        words=each.fact.words,
        state=said % {"day": given} if given else said,
        reason=each.reason,
    )


def heard_in(entries: Sequence[ReadEntry], today: date) -> tuple[ShownCopy, ...]:
    """Every copy that waits here, newest first."""
    return tuple(copy_shown(each, today) for each in waiting_in(entries))


def copy_shown(each: Waiting, today: date) -> ShownCopy:
    """One copy, and what comes next with it."""
    state, step = _next(each, today)
    return ShownCopy(
        id=each.id,
        how=gettext(each.fact.how.words),
        on=day(each.copy.entry.day),
        words="" if each.is_set_aside else each.fact.words,
        state=state,
        step=step,
    )


def _next(each: Waiting, today: date) -> tuple[str, str]:
    if each.is_given:
        return gettext("It was given."), ""
    if each.is_set_aside:
        return gettext(
            "Set aside. Do not give it. If it was given before you knew, note how it went."
        ), "after"
    if not each.is_read_here:
        return gettext("A second worker reads it, and answers the four questions."), "copy"
    if not each.wants_it:
        return _not_yet_wanted(each), "asked"
    if each.going_on is not None and each.going_on == today and each.given is None:
        return gettext("It may be given today. Afterwards, note how it went."), "after"
    return gettext("They said that they want it. Ask everything again shortly before it is given."), "today"


def _not_yet_wanted(each: Waiting) -> str:
    if each.was_asked:
        return gettext("They did not say yes. Nothing is given; nobody else is told.")
    return gettext("Read by two. Ask them, alone, whether they want it, before they hear a word.")


def letters_in(entries: Sequence[ReadEntry]) -> tuple[ShownLetter, ...]:
    """The letters of this room that are not sent, newest first."""
    return tuple(
        ShownLetter(read.entry.pk, day(read.entry.day), read.fact.for_whom, read.fact.words)
        for read in reversed(entries)
        if read.counts and isinstance(read.fact, NoSendLetter)
    )
