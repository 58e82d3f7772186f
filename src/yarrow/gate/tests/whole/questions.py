"""Whole questions, made up at random: rooms, team room, plan, form and topics, as a service has them.

Every case begins complete, for its setting; then nothing, or up to three things, are spoilt.
"""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass, replace
from datetime import timedelta
from enum import StrEnum
from functools import lru_cache
from uuid import UUID

from hypothesis import strategies as st

from yarrow.gate.ask import NotYet, Possible, ask
from yarrow.gate.facts.base import Fact, Home
from yarrow.gate.facts.children import ChildView
from yarrow.gate.facts.harm import Harm, Incident, Part
from yarrow.gate.facts.readiness import WhoAgrees
from yarrow.gate.facts.risk import AbuseScreen, NoAbuseBasis, Relation, ScreenResult
from yarrow.gate.facts.who import AgeBand, Role
from yarrow.gate.forms import APART, CARRIED, DIRECT, JOINT, Form
from yarrow.gate.person import reasons_for_person
from yarrow.gate.plan import AfterCare, PlanFacts
from yarrow.gate.question import Question
from yarrow.gate.recorded import Recorded
from yarrow.gate.rules.circumstances import abuse_applies, roles
from yarrow.gate.rules.team import abuse_in_case
from yarrow.gate.standing import DOES_NOT_STAND, RULES_VERSION, Last, RoomAnswer, Standing, answer
from yarrow.gate.team import reasons_for_team
from yarrow.gate.tests import favourable as good
from yarrow.gate.tests.favourable import YES, written
from yarrow.gate.topics import Topic
from yarrow.gate.view import FactsView
from yarrow.gate.words import Answer

from .pathways import On, gathered

Entries = tuple[Recorded, ...]


class Where(StrEnum):
    """The settings of work without abuse, and cases where abuse is not excluded."""

    ABUSE = "abuse"
    FAMILY = "family"
    SCHOOL = "school"
    WORKPLACE = "workplace"
    COMMUNITY = "community"
    PRISON = "prison"


RELATIONS = {
    Where.SCHOOL: Relation.PUPILS,
    Where.WORKPLACE: Relation.COLLEAGUES,
    Where.COMMUNITY: Relation.NEIGHBOURS,
    Where.PRISON: Relation.OTHER,
}
LIGHT = tuple(where for where in Where if where is not Where.ABUSE)


@dataclass(frozen=True)
class Whole:
    """Everything that the gate is told. ``made`` is what each room began with."""

    where: Where
    question: Question
    rooms: Mapping[str, Entries]
    team: Entries
    plan: PlanFacts | None
    made: Mapping[str, Entries]
    on: On = On.APPROACHES

    def entries(self, room: str) -> Entries:
        return self.team if room == TEAM else self.rooms[room]

    def put(self, room: str, entries: Entries) -> "Whole":
        if room == TEAM:
            return replace(self, team=entries)
        return replace(self, rooms={**self.rooms, room: entries})

    def add(self, room: str, *facts: Fact) -> "Whole":
        """Written down last."""
        found = self.entries(room)
        last = max((entry.number for entry in found), default=0)
        new = [
            replace(each, number=last + place, entry=UUID(int=last + place))
            for place, each in enumerate(written(facts), start=1)
        ]
        return self.put(room, (*found, *new))

    def of_the_beginning(self, room: str) -> list[Recorded]:
        """What was there before anything was spoilt, and is still as it was then."""
        return [each for each in self.entries(room) if any(each is one for one in self.made[room])]


TEAM = "team"


def standing_for(entries: Entries, home: Home, question: Question) -> Standing:
    """The part of a standing that this question asks for, by the same rules."""
    ask_rules = reasons_for_person if home is Home.PERSON else reasons_for_team
    reasons = ask_rules(entries, question)
    cell = DOES_NOT_STAND if reasons else Last(stands=True, last_day=question.day)
    answers = {(question.form, topic): cell for topic in question.topics}
    try:
        facts = FactsView(entries, home, question.policy)
        abuse, caused = _abuse(facts, home, question), _caused(facts, home)
    except Exception:  # noqa: BLE001  # as the gate does: what cannot be read is not known
        abuse = caused = Answer.UNKNOWN
        answers = dict.fromkeys(answers, DOES_NOT_STAND)
    return Standing(home, RULES_VERSION, abuse, answers, None, caused, policy=question.policy.number)


@dataclass(frozen=True, eq=False)
class _Kept:
    """The very same entries, not their like: two that are equal are still worked out each for itself."""

    entries: Entries


_SEEN: dict[int, _Kept] = {}


def _kept(entries: Entries) -> _Kept:
    if len(_SEEN) > 500:
        _SEEN.clear()
    return _SEEN.setdefault(id(entries), _Kept(entries))


@lru_cache(maxsize=200)
def _standing_of_kept(kept: _Kept, home: Home, question: Question) -> Standing:
    return standing_for(kept.entries, home, question)


def _abuse(facts: FactsView, home: Home, question: Question) -> Answer:
    if home is Home.TEAM:
        return abuse_in_case(facts, question.day)
    return Answer.UNKNOWN if abuse_applies(facts, question.day) else Answer.NO


def _caused(facts: FactsView, home: Home) -> Answer:
    caused = home is Home.PERSON and Role.CAUSED_HARM in roles(facts)
    return Answer.YES if caused else Answer.NO


def said(whole: Whole) -> Possible | NotYet:
    """The gate's answer, worked out from every room alone, the team and the plan."""
    team = _standing_of_kept(_kept(whole.team), Home.TEAM, whole.question)
    standings = {
        name: _standing_of_kept(_kept(entries), Home.PERSON, whole.question)
        for name, entries in whole.rooms.items()
    }
    answers = {
        id_of(name): answer(standing, whole.question, team_abuse=team.abuse)
        for name, standing in standings.items()
    }
    return ask(whole.question, answers, answer(team, whole.question), _told(whole.plan, team, standings))


def is_open(whole: Whole) -> bool:
    return isinstance(said(whole), Possible)


def room_says(whole: Whole, room: str) -> RoomAnswer:
    """What one room says, the team's answer to abuse left aside."""
    home = Home.TEAM if room == TEAM else Home.PERSON
    standing = standing_for(whole.entries(room), home, whole.question)
    return answer(standing, whole.question, team_abuse=Answer.NO)


def id_of(room: str) -> UUID:
    return UUID(int=int.from_bytes(room.encode()))


def _told(plan: PlanFacts | None, team: Standing, standings: Mapping[str, Standing]) -> PlanFacts | None:
    """Abuse and who answers for harm come from the standings, never from who asks."""
    if plan is None:
        return None
    answered = any(each.caused_harm is Answer.YES for each in standings.values())
    return replace(plan, abuse=team.abuse, answered_for=YES if answered else Answer.NO)


def made_of(
    where: Where,
    question: Question,
    rooms: Mapping[str, list[Fact]],
    team: list[Fact],
    plan: PlanFacts,
    on: On,
) -> Whole:
    found = {name: gathered(facts, Home.PERSON, on) for name, facts in rooms.items()}
    of_team = gathered(team, Home.TEAM, on)
    return Whole(where, question, found, of_team, plan, {**found, TEAM: of_team}, on)


def complete(
    where: Where, form: Form, topics: Iterable[Topic], people: int = 2, on: On = On.APPROACHES
) -> Whole:
    """A case of this setting in which nothing is missing; ``people`` counts those who take part."""
    question = Question(form, frozenset(topics), on.first_day)
    if where is Where.ABUSE:
        names = dict(list(_AMONG_ABUSE.items())[: 1 if form in APART else people])
        rooms = {name: make() for name, make in names.items()}
        return made_of(where, question, rooms, good.team(), good.plan(), on)
    number = 1 if form in APART else people
    rooms = {f"person-{at}": light(where, harmed=at % 2 == 0) for at in range(number)}
    return made_of(where, question, rooms, light_team(), light_plan(), on)


_AMONG_ABUSE = {
    "harmed": good.harmed,
    "other": good.caused_harm,
    "child": good.child,
    "young": good.young_who_harmed,
}


def light(where: Where, *, harmed: bool) -> list[Fact]:
    """The room of somebody in work without abuse; a pupil is a child and is heard."""
    begin: list[Fact] = [
        good.identity(AgeBand.CHILD if where is Where.SCHOOL else AgeBand.ADULT),
        good.role(Role.HARMED if harmed else Role.CAUSED_HARM),
        good.reach(),
        Incident(part=Part.WAS_HARMED if harmed else Part.CAUSED_IT, form=Harm.DAMAGE),
        *([] if harmed else [good.acknowledgement(second_worker="")]),
        *([ChildView(heard=YES), good.safeguards(WhoAgrees.GUARDIAN)] if where is Where.SCHOOL else []),
    ]
    return [*begin, *_no_abuse(where), good.informed(), good.consent()]


def _no_abuse(where: Where) -> list[Fact]:
    """A family rests on screens; anybody else on how they know each other."""
    if where is Where.FAMILY:
        screen = AbuseScreen(alone=YES, result=ScreenResult.CLEAR)
        return [screen, good.no_abuse(basis=NoAbuseBasis.SCREENS, relation=Relation.UNKNOWN)]
    return [good.no_abuse(relation=RELATIONS[where])]


def light_team() -> list[Fact]:
    """No abuse, and what a few forms ask of anybody who chooses them."""
    return [good.flag_no(), good.conference_plan(), good.go_between(), good.recording_kept()]


def light_plan() -> PlanFacts:
    """Two people to lead it are not asked for where abuse is excluded; vetting always is."""
    return replace(
        good.plan(),
        abuse=Answer.NO,
        practitioners=(),
        sign_off=None,
        has_preparation=Answer.UNKNOWN,
        has_joint_step=Answer.UNKNOWN,
        has_after_care=Answer.UNKNOWN,
        after_care=frozenset[AfterCare](),
    )


@st.composite
def whole_questions(draw: st.DrawFn) -> Whole:
    """Any form, any topics, any setting, either pathway, also after a move; complete."""
    where = draw(st.sampled_from([Where.ABUSE, Where.ABUSE, Where.ABUSE, *LIGHT]))
    on = draw(st.sampled_from([On.APPROACHES, *On]))
    kinds = [*[sorted(DIRECT)] * 3, *[sorted(CARRIED)] * 2, sorted(frozenset(Form) - JOINT)]
    form = draw(st.sampled_from(draw(st.sampled_from(kinds))))
    topics = draw(st.frozensets(st.sampled_from(sorted(Topic)), min_size=1))
    people = draw(st.integers(2, 4 if where is Where.ABUSE else 8))
    after = timedelta(days=draw(st.sampled_from([0, 0, 1, 5, 13])))
    whole = complete(where, form, topics, people, on)
    return replace(whole, question=replace(whole.question, day=on.first_day + after))
