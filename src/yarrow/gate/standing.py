"""What a room says to the gate: for each form and topic, may it be, and until when. Never why."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, replace
from datetime import date, timedelta
from itertools import product

from yarrow.gate.acts.moving import SAYS_NOTHING, MovesOn, StageNow, moves_on_of
from yarrow.gate.facts.base import Home
from yarrow.gate.facts.who import Role
from yarrow.gate.forms import APART, JOINT, Form
from yarrow.gate.person import rules_for
from yarrow.gate.policy import OWN, Policy
from yarrow.gate.question import Question
from yarrow.gate.recorded import Recorded
from yarrow.gate.rulebook import any_refuses
from yarrow.gate.rules.circumstances import abuse_applies, roles
from yarrow.gate.rules.team import abuse_in_case
from yarrow.gate.team import TEAM_RULES
from yarrow.gate.topics import Topic
from yarrow.gate.view import FactsView
from yarrow.gate.words import Answer, Choice
from yarrow.kernel.words import N_

RULES_VERSION = 5

# Forms whose rules a version made stricter: standings of older versions are unknown for them.
TIGHTENED: Mapping[int, frozenset[Form]] = {
    2: JOINT,
    3: JOINT | {Form.SURROGATE, Form.CIRCLE_OF_OWN_PEOPLE},
    4: JOINT | {Form.SURROGATE, Form.CIRCLE_OF_OWN_PEOPLE},
    5: JOINT | {Form.SURROGATE, Form.CIRCLE_OF_OWN_PEOPLE},
}

Cell = tuple[Form, Topic]
CELLS: tuple[Cell, ...] = tuple(product(Form, Topic))


class RoomAnswer(Choice):
    """All that a room ever answers."""

    STANDS = "stands", N_("Stands")
    DOES_NOT = "does_not", N_("Does not stand")
    UNKNOWN = "unknown", N_("Not known")


@dataclass(frozen=True, slots=True)
class Last:
    """Whether it stands, and the last day on which it does."""

    stands: bool
    last_day: date | None


DOES_NOT_STAND = Last(stands=False, last_day=None)


@dataclass(frozen=True, slots=True)
class Standing:
    """A room's whole answer, as its holder computed it.

    ``abuse`` is the team's answer in the team room; in a person's room it is NO only while the room
    stands on its own "no abuse", so that rooms which disagree with the team can be told.
    ``caused_harm`` is YES in the room of a person who, in some harm, is recorded as having caused it.
    ``moves_on`` answers another question: whether, from this room, the case may leave its present stage.
    ``policy`` is the number of the policy by which it was worked out; 0 for the rules' own numbers.
    """

    home: Home
    rules_version: int
    abuse: Answer
    answers: Mapping[Cell, Last]
    look_again_on: date | None
    caused_harm: Answer = Answer.UNKNOWN
    moves_on: MovesOn = SAYS_NOTHING
    policy: int = OWN.number


def standing_of(
    recorded: Sequence[Recorded],
    home: Home,
    day: date,
    stage: StageNow | None = None,
    *,
    policy: Policy = OWN,
) -> Standing:
    """The standing of a room on a day. A room that cannot be read stands for nothing.

    Without the present ``stage`` it says nothing about moving on.
    """
    try:
        facts = FactsView(recorded, home, policy)
        # Only people's rooms are asked: the team says nothing of how far the process has come.
        moves_on = moves_on_of(facts, day, stage if home is Home.PERSON else None)
        return replace(_standing(facts, home, day), moves_on=moves_on)
    except Exception:  # noqa: BLE001  # whatever went wrong, the answer is no
        return _nothing_stands(home, policy)


def _standing(facts: FactsView, home: Home, day: date) -> Standing:
    days = _days_to_look_at(facts, day)
    answers = {cell: _last_of(facts, home, cell, days) for cell in CELLS}
    ends = [last.last_day for last in answers.values() if last.last_day is not None]
    return Standing(
        home=home,
        rules_version=RULES_VERSION,
        abuse=_abuse(facts, home, day),
        answers=answers,
        look_again_on=min(ends, default=None),
        caused_harm=_caused_harm(facts, home),
        policy=facts.policy.number,
    )


def _nothing_stands(home: Home, policy: Policy) -> Standing:
    answers = dict.fromkeys(CELLS, DOES_NOT_STAND)
    number = policy.number if policy.is_known else OWN.number
    return Standing(home, RULES_VERSION, Answer.UNKNOWN, answers, None, policy=number)


def _abuse(facts: FactsView, home: Home, day: date) -> Answer:
    if home is Home.TEAM:
        return abuse_in_case(facts, day)
    return Answer.UNKNOWN if abuse_applies(facts, day) else Answer.NO


def _caused_harm(facts: FactsView, home: Home) -> Answer:
    if home is Home.TEAM:
        return Answer.UNKNOWN
    return Answer.YES if Role.CAUSED_HARM in roles(facts) else Answer.NO


def _days_to_look_at(facts: FactsView, day: date) -> tuple[date, ...]:
    """The day itself, and every day after one on which something may lapse; nothing changes between."""
    lapses = {last for found in facts.everything() for last in found.last_days()}
    return (day, *sorted(last + timedelta(days=1) for last in lapses if last >= day))


def _last_of(facts: FactsView, home: Home, cell: Cell, days: tuple[date, ...]) -> Last:
    if home is Home.TEAM and cell[0] in APART:
        return DOES_NOT_STAND  # the team is never asked about work with one person
    today, *later = days
    if refuses(home, facts, cell, today):
        return DOES_NOT_STAND
    refused = (each for each in later if refuses(home, facts, cell, each))
    end = next(refused, None)
    # Everything rests on something that lapses; if ever not, it holds for this day only.
    return Last(stands=True, last_day=end - timedelta(days=1) if end else today)


def refuses(home: Home, facts: FactsView, cell: Cell, day: date) -> bool:
    """Whether one room refuses one form and topic on a day, by the numbers it is looked at with."""
    form, topic = cell
    question = Question(form, frozenset({topic}), day, facts.policy)
    rules = rules_for(facts, question) if home is Home.PERSON else TEAM_RULES
    return any_refuses(rules, facts, question)


def answer(
    standing: Standing | None, question: Question, *, team_abuse: Answer = Answer.UNKNOWN
) -> RoomAnswer:
    """What a verified standing says to a question; ``None``, too old or contradictory is not known.

    So is what was said under other numbers than those that the question asks by.

    A person's room that stands on its own "no abuse" answers joint questions only where the team,
    ``team_abuse``, says the same.
    """
    if standing is None or not said_under(standing, question.policy):
        return RoomAnswer.UNKNOWN
    if _too_old(standing, question.form) or _disagrees(standing, question, team_abuse):
        return RoomAnswer.UNKNOWN
    cells = [standing.answers.get((question.form, topic)) for topic in question.topics]
    if not cells or None in cells:
        return RoomAnswer.UNKNOWN
    stands = all(_stands_on(cell, question.day) for cell in cells)
    return RoomAnswer.STANDS if stands else RoomAnswer.DOES_NOT


def said_under(standing: Standing, policy: Policy) -> bool:
    """Whether it was worked out by the numbers that this service asks now; not known is no."""
    return policy.is_known and standing.policy == policy.number


def is_by_other_rules(standing: Standing, policy: Policy) -> bool:
    """Whether it was worked out by an earlier version of the rules, or by other numbers than these.

    Then the same records are looked at again; nobody has to be asked for it. Where the numbers are not
    known, looking again changes nothing.
    """
    is_older = standing.rules_version != RULES_VERSION or standing.policy != policy.number
    return policy.is_known and is_older


def _stands_on(cell: Last | None, day: date) -> bool:
    return cell is not None and cell.stands and cell.last_day is not None and day <= cell.last_day


def _too_old(standing: Standing, form: Form) -> bool:
    if standing.rules_version > RULES_VERSION:
        return True
    since = range(standing.rules_version + 1, RULES_VERSION + 1)
    return any(form in TIGHTENED.get(version, frozenset()) for version in since)


def _disagrees(standing: Standing, question: Question, team_abuse: Answer) -> bool:
    if standing.home is Home.TEAM or question.form in APART:
        return False
    return standing.abuse is Answer.NO and team_abuse is not Answer.NO


def answer_to_moving_on(standing: Standing | None, now: StageNow, day: date) -> RoomAnswer:
    """What a verified standing says to moving on from the present stage.

    Said in an earlier stage, or by other rules than these, it is not known.
    """
    if standing is None or standing.rules_version != RULES_VERSION or standing.moves_on.stage != now:
        return RoomAnswer.UNKNOWN
    last = standing.moves_on.last_day
    return RoomAnswer.STANDS if last is not None and day <= last else RoomAnswer.DOES_NOT


def last_day(standing: Standing, question: Question) -> date | None:
    """The last day on which the room stands for all that was asked, or None."""
    cells = [standing.answers.get((question.form, topic), DOES_NOT_STAND) for topic in question.topics]
    days = [cell.last_day for cell in cells if cell.stands and cell.last_day is not None]
    return min(days) if days and len(days) == len(cells) else None


def opens_more(was: Standing, now: Standing, day: date) -> bool:
    """Whether anything stands on that day that did not before, or the case may move on that might not.

    A no that time alone would lift stays a no until somebody inside looks (design.md §4, "Standings").
    """
    said = was.moves_on.stage is not None
    moved_on = was.moves_on.last_day is not None and day <= was.moves_on.last_day
    moves_on = now.moves_on.last_day is not None and day <= now.moves_on.last_day
    stood = {cell for cell in CELLS if _stands_on(was.answers.get(cell), day)}
    stands = {cell for cell in CELLS if _stands_on(now.answers.get(cell), day)}
    return bool(stands - stood) or (said and moves_on and not moved_on)


def closes_what_stood(was: Standing, now: Standing, day: date) -> bool:
    """Whether a joint form that stood on that day does not stand any more (design.md §4, "Asking").

    Or whether somebody who answered for harm does not any more: what was signed rested on it (E19).
    """
    if was.caused_harm is Answer.YES and now.caused_harm is not Answer.YES:
        return True
    joint = (cell for cell in CELLS if cell[0] not in APART)
    return any(
        _stands_on(was.answers.get(cell), day) and not _stands_on(now.answers.get(cell), day)
        for cell in joint
    )
