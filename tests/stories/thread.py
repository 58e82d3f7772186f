"""The first thread in steps: a referral is typed, and at the end a meeting is arranged, and stopped.

Each step is done by hand, by the person whose step it is, at least once. What would only be the
same again is recorded through the functions that the demo and the tests of the gate use.
"""

import re
from collections.abc import Callable, Iterable
from dataclasses import dataclass, field
from datetime import date, datetime, timedelta

from yarrow.cases.models import Case
from yarrow.cases.terms import Duty, OwnAnswer, Pathway, ReferralSource, Setting
from yarrow.config import ready
from yarrow.config.cast import ROLES, Cast
from yarrow.config.families import Family
from yarrow.gate.facts import Fact
from yarrow.gate.facts.children import ChildAssessment
from yarrow.gate.facts.choice import CoercionScreen, Consent
from yarrow.gate.facts.readiness import Acknowledgement
from yarrow.gate.facts.risk import AbuseScreen, RiskAssessed, ScreenResult, Specialist, View
from yarrow.gate.facts.team import AbuseFlag
from yarrow.gate.facts.who import AgeBand, HowKnown, Role, RoleInHarm
from yarrow.gate.forms import Form
from yarrow.gate.rules.consent import NOT_ASKED, NOT_INFORMED
from yarrow.gate.rules.risk import NOT_ASSESSED
from yarrow.gate.topics import Topic
from yarrow.gate.words import Answer, LongText
from yarrow.kernel.clock import FixedClock
from yarrow.rooms.facts import BroughtBy
from yarrow.rooms.models import Room
from yarrow.rooms.terms import RoomKind

from .browsing import Somebody, room_of

PEOPLE = {"harmed": "Mair", "other": "Dewi", "child": "Nia"}
WORKERS = {"harmed": "harmed_worker", "other": "other_worker", "child": "child_worker"}
WRITTEN = {
    "harmed": "He locks the door when he goes out, and counts the change.",
    "other": "Says on the school run that he would give anything to start again.",
    "child": "Seven. Draws houses without doors.",
    "stays": "That somebody listens to all three of them, one by one.",
}
"""What the referral says, box by box; the last box goes nowhere."""
SAID_ALONE = "That he has a way of standing in the doorway."
BY_HAND: dict[str, set[type[Fact]]] = {
    "harmed": {RiskAssessed, CoercionScreen, Consent},
    "other": {Acknowledgement},
    "child": {ChildAssessment},
    "team": {AbuseFlag},
}
"""Fresh records that a worker types; the first calls were typed before."""
ComeIn = Callable[[str], Somebody]


@dataclass
class Thread:
    """Who takes part in the story, and what has come of it."""

    come_in: ComeIn
    cast: Cast
    clock: FixedClock
    rooms: dict[str, str] = field(default_factory=dict)
    family: Family | None = None

    @property
    def told(self) -> Family:
        """The family of the case that was opened."""
        assert self.family is not None
        return self.family

    def holder(self, part: str) -> Somebody:
        """The worker who holds a person's room, at their browser."""
        return self.come_in(WORKERS[part])

    @property
    def case(self) -> str:
        """The address of the case."""
        return f"/c/{self.told.case.pk}/"

    def at_the_plan(self, part: str) -> Somebody:
        """Somebody of the cast, come to the plan by way of their first page."""
        return self.come_in(part).go("/").follow(Form.CIRCLE_WITH_ALL.words)


def name_of(part: str) -> str:
    """What a member of the cast is called on screen."""
    return ROLES[part][0]


# --- the referral ---


def given_a_referral(stranger: Somebody) -> None:
    """A school nurse writes on the public form, each box by itself."""
    stranger.go("/start/").is_at("Tell us what is going on")
    stranger.choose("Who is writing?", BroughtBy.PROFESSIONAL.words)
    stranger.write("Your name, and your work if this is part of it", "Bethan, school nurse")
    stranger.write("About the person who was harmed", WRITTEN["harmed"])
    stranger.write("About the other person", WRITTEN["other"])
    stranger.write("About children", WRITTEN["child"])
    stranger.write("What do you hope for?", WRITTEN["stays"])
    stranger.choose("May we get in touch with you?", Answer.YES.words)
    stranger.write("How may we safely reach you?", "At the school, before nine.")
    stranger.press("Send").is_at("It has arrived")


def when_intake_sorts_it(thread: Thread) -> Somebody:
    """Read, then who gets a room, then where each statement goes, up to the preview."""
    intake = thread.come_in("intake").follow("Go to what has come in")
    intake.follow("10 March 2026").reads(*WRITTEN.values()).follow("Open a case")
    _the_process(intake)
    _the_people(intake)
    intake.press("Continue").is_at("Where does each statement go?")
    _each_statement_to_one_room(intake)
    return intake.press("See what goes where").reads(*WRITTEN.values())


def when_intake_opens_a_case(thread: Thread) -> None:
    """Sort it, look at what goes where, and press; then nobody sees it before they have answered."""
    intake = when_intake_sorts_it(thread)
    intake.press("Open the case").reads("Case 1001 is open.")
    thread.family = _family_of(thread)
    for part in ("lead", "supervisor"):
        when_somebody_knows_nobody(thread, part, *PEOPLE.values())
    for part, worker in WORKERS.items():
        others = [name for other, name in PEOPLE.items() if other != part]
        when_somebody_knows_nobody(thread, worker, PEOPLE[part]).reads_nothing_of(*others)


def when_somebody_knows_nobody(thread: Thread, worker: str, *names: str) -> Somebody:
    """They are asked with the names alone, and answer before anything else is shown to them."""
    asked = thread.come_in(worker).go("/").reads_nothing_of("Case 1001", *names)
    asked.follow("Do you know this person? Answer before anything else").reads(*names)
    asked.choose("Do you know this person, or anybody close to them?", str(OwnAnswer.DOES_NOT_KNOW.label))
    return asked.press("Answer")


def _the_process(intake: Somebody) -> None:
    intake.choose("Which pathway?", str(Pathway.RESTORATIVE_APPROACHES.label))
    intake.choose("Where is the work done?", str(Setting.FAMILY.label))
    intake.choose("Who asks for this work?", str(ReferralSource.AGENCY.label))
    assert intake.is_chosen("Is there domestic abuse?", Answer.UNKNOWN.words)
    intake.pick("Case lead", name_of("lead")).pick("Case supervisor", name_of("supervisor"))
    intake.tick("Who must be kept away from this case?", [name_of("excluded")])


def _the_people(intake: Somebody) -> None:
    intake.press("Add another person")
    ages = {"harmed": AgeBand.ADULT, "other": AgeBand.ADULT, "child": AgeBand.CHILD}
    for number, (part, name) in enumerate(PEOPLE.items(), start=1):
        row = intake.main.get_by_role("group", name=f"Person {number}")
        row.get_by_label("First name").fill(name)
        row.get_by_label("Age").select_option(label=ages[part].words)
        said = row.get_by_label("Their part in what happened")
        assert said.locator("option:checked").inner_text() == Role.NOT_YET_KNOWN.words
        if part == "child":
            said.select_option(label=Role.CHILD_EXPOSED.words)
        row.get_by_label("Which worker holds their room?").select_option(label=name_of(WORKERS[part]))


def _each_statement_to_one_room(intake: Somebody) -> None:
    boxes = {
        "About the person who was harmed": "harmed",
        "About the other person": "other",
        "About children": "child",
    }
    for box, part in boxes.items():
        question = f"Where does “{box}” go?"
        assert intake.is_chosen(question, "It stays in the intake room")
        place = intake.group(question).get_by_role("radio", name=re.compile(PEOPLE[part]))
        assert place.count() == 1
        place.check()


def _family_of(thread: Thread) -> Family:
    case = Case.objects.get()
    people = case.rooms.filter(kind=RoomKind.PERSON).order_by("number")
    rooms: dict[str, Room] = dict(zip(PEOPLE, people, strict=True))
    rooms["team"] = case.rooms.get(kind=RoomKind.TEAM)
    return Family(
        case=case,
        harm=case.harms.get(),
        cast=thread.cast,
        clock=thread.clock,
        rooms=rooms,
        inside=WORKERS | {"team": "lead"},
    )


# --- first calls ---


def then_each_statement_is_in_one_room(thread: Thread) -> None:
    """Each worker reads the notes into their room, and finds the one statement that went there."""
    for part, name in PEOPLE.items():
        worker = thread.holder(part)
        thread.rooms[part] = room_of(worker, "Somebody not yet named")
        worker.go(thread.rooms[part]).press("Read them into this room")
        others = [words for other, words in WRITTEN.items() if other != part]
        worker.is_at(name).reads(WRITTEN[part]).reads_nothing_of(*others)
    left = thread.come_in("intake").go("/incoming/").follow("10 March 2026")
    left.reads(WRITTEN["stays"], "These words stay here").reads_nothing_of(
        *(words for part, words in WRITTEN.items() if part != "stays")
    )


def when_first_calls_are_made(thread: Thread) -> None:
    """How to reach them, whether there is abuse, and what part they had."""
    day = thread.clock.today()
    harmed = AbuseScreen(alone=Answer.YES, result=ScreenResult.CONCERN, words=LongText(SAID_ALONE))
    clear = AbuseScreen(alone=Answer.YES, result=ScreenResult.CLEAR)
    thread.holder("harmed").record(thread.rooms["harmed"], ready.reach(day), harmed)
    thread.holder("other").record(thread.rooms["other"], ready.reach(day), clear)
    thread.told.record("child", ready.reach(day, "At school, on Wednesdays."))
    for part, role in {"harmed": Role.HARMED, "other": Role.CAUSED_HARM}.items():
        worker = thread.holder(part).go(thread.rooms[part])
        part_in_it = RoleInHarm(
            harm=_number_of_harm(worker),
            role=role,
            how_known=HowKnown.DISCLOSED if role is Role.HARMED else HowKnown.ADMISSION,
            other_under_18=Answer.NO,
            second_worker=name_of("lead"),
        )
        worker.record(thread.rooms[part], part_in_it).reads("Not counted yet: a second worker must agree")


def _number_of_harm(worker: Somebody) -> str:
    """As the note from intake names it in the room."""
    found = re.search(r"Which harm ?: ?(\S+)", worker.words)
    assert found, worker.words
    return found[1]


def then_nothing_is_possible_and_each_room_says_why(thread: Thread) -> None:
    """Why is said inside each room, and to nobody outside of it."""
    why = (NOT_INFORMED.text, NOT_ASSESSED.text, NOT_ASKED.text)
    for part in ("harmed", "other"):
        worker = thread.holder(part).go(thread.rooms[part])
        worker.reads("Not yet, because of", *why, "What remains possible, whatever must still be in place")
    for path in ("/", thread.case, thread.rooms["other"]):
        thread.holder("other").go(path).reads_nothing_of(SAID_ALONE, PEOPLE["harmed"], WRITTEN["harmed"])


# --- the team ---


def when_the_supervisor_lets_the_lead_in(thread: Thread) -> None:
    """Who holds which room is the supervisor's decision; who is inside opens the door."""
    supervisor = thread.come_in("supervisor")
    for label in ("Heather, room 1", "Moss, room 2", "Lake, room 3"):
        supervisor.go(thread.case).follow(f"ask that a worker be let in {label}")
        supervisor.choose("Who is to be let in?", name_of("lead")).press("Ask").reads("Asked.")
    thread.holder("harmed").go(thread.rooms["harmed"]).reads(name_of("lead")).press("Let them in")
    for part in ("other", "child"):
        thread.holder(part).go("/").reads("Asking to be let in").press("Let them in")
    for duty, part in {Duty.SIGNING_SUPERVISOR: "signing_supervisor", Duty.SPECIALIST: "specialist"}.items():
        supervisor.go(thread.case).follow("Bring a worker onto this case")
        supervisor.pick("Who?", name_of(part)).choose("With which duty?", str(duty.label))
        supervisor.write("With which name are they asked whether they know somebody?", "Mair Invented")
        supervisor.press("Bring them in").reads(f"{name_of(part)}: {duty.label}")
        when_somebody_knows_nobody(thread, part, "Mair Invented")


def when_the_lead_agrees_as_second(thread: Thread, *parts: str) -> None:
    """What one worker wrote alone counts when a second has read it inside the room."""
    lead = thread.come_in("lead")
    for part in parts:
        lead.go(thread.rooms[part]).follow("I agree with this").reads(name_of(WORKERS[part]))
        lead.press("I agree with this").reads("A second worker has agreed")


def when_a_plan_is_proposed(thread: Thread) -> None:
    """The form, what about, whose rooms are asked; then its days."""
    lead = thread.come_in("lead").go(thread.case).follow("Propose a plan")
    lead.choose("What might be made possible?", Form.CIRCLE_WITH_ALL.words)
    lead.tick("What would it be about?", [Topic.HARM.words])
    for name in PEOPLE.values():
        lead.group("Whose rooms are asked?").get_by_role("checkbox", name=re.compile(name)).check()
    lead.press("Propose this plan").reads("Proposed. No day has been set.")
    lead.follow("Write the days")
    lead.day("From when is everybody prepared, each apart?", thread.clock.today() + timedelta(days=7))
    lead.day("When would the joint step be?", joint_day(thread)).press("Save")


def joint_day(thread: Thread) -> date:
    """The day of the joint step: two weeks on."""
    return thread.clock.today() + timedelta(days=14)


def when_the_lead_sets_the_day(thread: Thread) -> Somebody:
    """The lead asks for the day; whether it is given is for what is recorded."""
    lead = thread.at_the_plan("lead").follow("Set the day and the hour")
    return lead.moment(planned_for(thread)).press("Save")


def planned_for(thread: Thread) -> datetime:
    """The hour of the meeting."""
    return thread.clock.now().replace(hour=14, minute=30) + timedelta(days=14)


# --- fresh records, briefs, signature ---


def when_everything_is_recorded(thread: Thread) -> None:
    """A handful in each room by hand; the rest as the demo records it; the team last."""
    day = thread.clock.today()
    facts = {"harmed": ready.harmed(day), "other": ready.caused_harm(day), "child": ready.child(day)}
    for part, whole in facts.items():
        thread.told.record(part, *_not_of(whole, BY_HAND[part]))
        thread.holder(part).record(thread.rooms[part], *_of(whole, BY_HAND[part]))
    when_the_lead_agrees_as_second(thread, "other")
    ready.read_waiting_notes(thread.told)
    _the_team_records(thread, ready.team(day))
    _the_specialist_sends(thread)
    ready.staff_in_date(thread.told)


def _of(facts: Iterable[Fact], kinds: set[type[Fact]]) -> list[Fact]:
    return [fact for fact in facts if type(fact) in kinds]


def _not_of(facts: Iterable[Fact], kinds: set[type[Fact]]) -> list[Fact]:
    return [fact for fact in facts if type(fact) not in kinds]


def _the_team_records(thread: Thread, facts: tuple[Fact, ...]) -> None:
    lead = thread.come_in("lead")
    thread.rooms["team"] = room_of(lead, "The team")
    thread.told.record("team", *_not_of(facts, BY_HAND["team"]))
    lead.record(thread.rooms["team"], *_of(facts, BY_HAND["team"]))


def _the_specialist_sends(thread: Thread) -> None:
    """Their own view, into rooms they cannot open; who is inside reads it in."""
    specialist = thread.come_in("specialist")
    places = {"harmed": re.compile("Heather"), "team": re.compile("The meeting as a whole")}
    for place in places.values():
        specialist.go(thread.case).follow("Give your view")
        specialist.group("About whom, or about the meeting as a whole?").get_by_role(
            "radio", name=place
        ).check()
        specialist.choose("Which specialist are you?", Specialist.IDVA.words)
        specialist.choose("Your view", View.SUPPORTS.words).press("See what will be read")
        specialist.press("Seal it and send exactly this").reads("Sealed and sent.")
    for part in places:
        thread.come_in("lead").go(thread.rooms[part]).press("Read them into this room")


def when_briefs_are_written(thread: Thread) -> None:
    """Each worker tells the signing supervisor, and sees exactly what will be read."""
    for part, name in PEOPLE.items():
        worker = thread.at_the_plan(WORKERS[part])
        worker.follow_link(worker.main.get_by_role("link", name=re.compile(f"Write a brief.*{name}")))
        worker.write("In your words", f"Asked alone this morning, room by room. {len(name)}.")
        worker.press("See exactly what will be read").reads(
            f"Only {name_of('signing_supervisor')} can open it."
        )
        worker.press("Seal this brief").reads("The brief is sealed.")


def when_the_supervisor_signs(thread: Thread) -> None:
    """On briefs alone, from outside the case."""
    signing = thread.at_the_plan("signing_supervisor")
    signing.reads("Briefs sealed to you", "Asked alone this morning").reads_nothing_of(*PEOPLE.values())
    signing.follow("Sign this plan").press("Sign").is_at(Form.CIRCLE_WITH_ALL.words)
