"""Who may be booked, when an answer comes too late, and who is kept apart. Pure."""

from collections.abc import Iterable
from datetime import datetime, timedelta

from yarrow.gate.facts.bookings import WhoTheyWant
from yarrow.kernel.decision import Allowed, Decision, refused
from yarrow.kernel.words import N_

from .terms import Content, Outcome, Sex, State

ANSWER_WITHIN = timedelta(days=2)
FARTHEST = timedelta(days=180)

_DAY = refused("BOOKING", N_("Choose a time to come, within half a year."), field="on")
_SEX = refused("BOOKING", N_("This is not whom the person asked for. Choose somebody else."))
_OFFER = refused("BOOKING", N_("They do not offer this."), field="what")
_NOT_READY = refused(
    "BOOKING",
    N_(
        "Nobody books a volunteer whose training, references and record check are not all recorded, "
        "confirmed by a second person and in date on that day."
    ),
)
_NO_NAME = refused("BOOKING", N_("They are asked with a name. Give at least one."), field="names")
_TOO_LATE = refused("BOOKING", N_("It is too late to answer this. Somebody else may have been asked."))
_TAKEN = refused("BOOKING", N_("You have said yes to something else at this time."))


def may_be_asked(
    content: Content,
    *,
    wanted: WhoTheyWant,
    sex: str,
    offers: Iterable[str],
    is_ready: bool,
    names: Iterable[str],
    now: datetime,
) -> Decision:
    """Whether somebody may be asked for this hour. Anything that is not known is a no.

    Whether they are free is not asked: their own answer says it (decision 0032).
    """
    if not now < content.starts <= now + FARTHEST:
        return _DAY
    if content.what not in set(offers):
        return _OFFER
    if not is_wanted(wanted, sex):
        return _SEX
    if not list(names):
        return _NO_NAME
    return Allowed() if is_ready else _NOT_READY


def is_wanted(wanted: WhoTheyWant, sex: str) -> bool:
    """Whether somebody is whom the person asked for; nobody is, before they were asked."""
    if wanted is WhoTheyWant.NOT_ASKED:
        return False
    return wanted is WhoTheyWant.EITHER or (sex != Sex.NOT_SAID and sex == wanted.value)


def answer_by(content: Content) -> datetime:
    """The last moment for an answer: two days, and never after it has begun."""
    return min(content.asked_at + ANSWER_WITHIN, content.starts)


def may_say_yes(content: Content, *, others: Iterable[Content], is_ready: bool, now: datetime) -> Decision:
    """Whether who is asked may say yes now; ``others`` are the hours to which they said yes already."""
    if now >= answer_by(content):
        return _TOO_LATE
    if any(each.starts < content.ends and content.starts < each.ends for each in others):
        return _TAKEN
    return Allowed() if is_ready else _NOT_READY


def keeps_back(content: Content, others: Iterable[tuple[Content, State]]) -> bool:
    """Whether this must not reach who is asked: somebody for another person of the same case.

    ``others`` are all the bookings of the asked one that they were shown, and where each stands. One
    interpreter for two people of a case is right only where both rooms hold their own "no abuse": each
    would hear both sides. Who said that they know somebody comes near nobody of the case again.
    """
    same_case = [(each, state) for each, state in others if each.case == content.case and not each.kept_back]
    if any(state is State.KNOWS for _each, state in same_case):
        return True
    elsewhere = [each for each, _state in same_case if each.room != content.room]
    return any(not (each.no_abuse and content.no_abuse) for each in elsewhere)


def outcome(content: Content, state: State, *, counts: bool, now: datetime) -> Outcome:
    """What who asked is told. ``counts``: whether a yes carries our mark, and who gave it may still come."""
    if state is State.OFF:
        return Outcome.OFF
    if state is State.CONFIRMED:
        return Outcome.COMES if counts else Outcome.NOT_KNOWN
    if state in {State.ASKED, State.CLEAR}:
        return Outcome.WAITS if now < answer_by(content) else Outcome.NO_ANSWER
    return Outcome.CANNOT
