"""Time with the child beside the rules: a safer handover, what the child allows, what is proposed.

No rule of the gate reads these. How time is spent now is ``children.ContactArrangement``, which can
always be recorded; a proposal is looked at by ``yarrow.children.rules`` (domain.md E29 to E31, §5.6).
"""

from datetime import date

from yarrow.gate.facts.base import Fact, Home, Subject, ask, fact
from yarrow.gate.facts.children import TimeLevel
from yarrow.gate.words import Answer, Choice, LongText, Mark
from yarrow.kernel.words import N_


@fact(
    "safer_handover",
    homes={Home.PERSON},
    subject=Subject.CHILD,
    title=N_("A safer handover"),
    help=N_("Not what we recommend: what makes a handover that happens anyway less dangerous."),
)
class SaferHandover(Fact):
    """Harm reduction for time that is spent whatever anybody recommends. It is refused by nothing."""

    where: LongText = ask(
        N_("Where is the child handed over?"),
        hint=N_("A place with other people about; never a doorstep, and no address of the other person."),
    )
    who: LongText = ask(
        N_("Who brings, who fetches, and who stays away?"),
        hint=N_("Best somebody else, or one after the other, so that the adults do not meet."),
        default=LongText(""),
    )
    if_late: LongText = ask(N_("What if somebody is late, or does not come?"), default=LongText(""))
    if_unsafe: LongText = ask(N_("What if it does not feel safe?"), default=LongText(""))
    words: LongText = ask(N_("Which words were agreed for it?"), default=LongText(""))
    ring: str = ask(
        N_("Whom do they ring?"), hint=N_("In danger always 999, also for the child."), default=""
    )
    review_on: date | None = ask(N_("Look again on"), default=None)


@fact(
    "child_safety_plan",
    homes={Home.PERSON},
    subject=Subject.CHILD,
    title=N_("The child's own plan to be safe"),
    help=N_("In the child's words, made with the child apart. A child is never asked to protect anybody."),
)
class ChildSafetyPlan(Fact):
    """What the child does and to whom the child goes (domain.md §5.6)."""

    notices: LongText = ask(N_("How do I notice that it is not safe?"), default=LongText(""))
    then: LongText = ask(N_("What do I do then?"))
    go_to: LongText = ask(N_("Where can I go?"), default=LongText(""))
    grown_up: str = ask(N_("Which grown-up can I tell?"))
    review_on: date | None = ask(N_("Look again on"), default=None)


@fact(
    "child_allows",
    homes={Home.PERSON},
    subject=Subject.CHILD,
    title=N_("What the child allows to be passed on"),
    help=N_("One thing at a time. What the child has not allowed is not offered for passing on."),
)
class ChildAllows(Fact):
    """One thing that the child said, and whether it may be passed on, and where (domain.md §5.5)."""

    words: LongText = ask(N_("Which words of the child?"), hint=N_("Exactly as they would be passed on."))
    allowed: Answer = ask(
        N_("Does the child allow it?"),
        hint=N_("Asked apart, without a reason owed. Not known counts as no."),
        default=Answer.UNKNOWN,
    )
    rooms: Mark = ask(N_("The rooms it may go to"), default=Mark(""))


class Weekday(Choice):
    """A day of the week, in the order of a calendar."""

    MONDAY = "monday", N_("Monday")
    TUESDAY = "tuesday", N_("Tuesday")
    WEDNESDAY = "wednesday", N_("Wednesday")
    THURSDAY = "thursday", N_("Thursday")
    FRIDAY = "friday", N_("Friday")
    SATURDAY = "saturday", N_("Saturday")
    SUNDAY = "sunday", N_("Sunday")


class EveryWeeks(Choice):
    """How often the days of the week come round."""

    ONE = "1", N_("Every week")
    TWO = "2", N_("Every second week")
    FOUR = "4", N_("Every fourth week")
    UNKNOWN = "unknown", N_("Not settled")


class Channel(Choice):
    """The one way by which the adults tell each other what the time with the child needs."""

    WORKER = "worker", N_("Through a worker")
    CENTRE = "centre", N_("Through the centre or service that is there")
    NAMED_PERSON = "named_person", N_("Through one named person")
    OWN_MAILBOX = "own_mailbox", N_("One mailbox that is used for nothing else, and kept")
    NONE = "none", N_("None: nothing needs to be passed on")
    UNKNOWN = "unknown", N_("Not settled")


class OrdersSay(Choice):
    """What came of reading the proposal beside every order in force."""

    NONE_IN_FORCE = "none_in_force", N_("No order is in force")
    AGREES = "agrees", N_("It keeps to every order in force, with its places and days")
    CONTRADICTS = "contradicts", N_("It contradicts an order")
    UNKNOWN = "unknown", N_("Not compared, or not known")


class ChildSays(Choice):
    """Whether the child's own view is there."""

    HEARD = "heard", N_("The child was heard, apart")
    ABSENT = "absent", N_("The child was not heard, for a reason")
    UNKNOWN = "unknown", N_("Not known")


@fact(
    "time_proposal",
    homes={Home.TEAM},
    subject=Subject.CHILD,
    title=N_("What is proposed for time with the child"),
    help=N_("A proposal that was looked at beside every rule. It is no order, and it is not how it is now."),
)
class TimeProposal(Fact):
    """What we propose, apart from how time is spent now (domain.md E29 to E31, §5.6)."""

    child: Mark = ask(N_("The child's room"), default=Mark(""))
    level: TimeLevel = ask(N_("How would the time be spent?"), default=TimeLevel.UNKNOWN)
    why: LongText = ask(
        N_("Why this, and not less or more?"),
        hint=N_("This stays with the team and stands on no paper."),
        default=LongText(""),
    )
    who_and_where: LongText = ask(
        N_("With whom, who is there besides, and where?"),
        hint=N_("First names. No address of anybody's home."),
        default=LongText(""),
    )
    handover: LongText = ask(
        N_("How is the child handed over?"),
        hint=N_("Place, who brings and fetches, one after the other, no doorstep, what if late."),
        default=LongText(""),
    )
    adults_meet: Answer = ask(N_("Would the adults meet at the handover?"), default=Answer.UNKNOWN)
    channel: Channel = ask(
        N_("By which one way are messages passed?"), hint=N_("Never the child."), default=Channel.UNKNOWN
    )
    channel_words: LongText = ask(
        N_("How, how soon is it answered, and what in an emergency?"), default=LongText("")
    )
    weekdays: tuple[Weekday, ...] = ask(N_("On which days of the week?"), default=())
    every: EveryWeeks = ask(N_("How often?"), default=EveryWeeks.UNKNOWN)
    from_hour: str = ask(N_("From which hour?"), hint=N_("For example 10:00"), default="")
    to_hour: str = ask(N_("Until which hour?"), hint=N_("For example 12:30"), default="")
    starts: date | None = ask(N_("First day"), default=None)
    ends: date | None = ask(N_("Last day"), hint=N_("Nothing is left open-ended."), default=None)
    review_on: date | None = ask(N_("Look again on"), default=None)
    left_out: LongText = ask(
        N_("Days that are left out"),
        hint=N_("One day a line, for example 24/12/2026. Holidays, school, festivals."),
        default=LongText(""),
    )
    besides: LongText = ask(
        N_("Days besides these"), hint=N_("One day a line, for example 24/12/2026."), default=LongText("")
    )
    not_kept: LongText = ask(N_("What counts as not kept?"), default=LongText(""))
    not_kept_told: LongText = ask(N_("Who is told then?"), default=LongText(""))
    not_kept_pauses: LongText = ask(N_("What pauses by itself then?"), default=LongText(""))
    orders: OrdersSay = ask(
        N_("What came of reading it beside every order in force?"),
        hint=N_("Word for word, with its places and days. Only a court can vary an order."),
        default=OrdersSay.UNKNOWN,
    )
    no_order: Answer = ask(
        N_("Will everybody be told that this is no order of a court, and no legal advice?"),
        hint=N_("The paper says it too."),
        default=Answer.UNKNOWN,
    )
    child_says: ChildSays = ask(N_("What of the child's own view?"), default=ChildSays.UNKNOWN)
    child_absent: LongText = ask(
        N_("Why was the child not heard?"),
        hint=N_("The child's words stay in the child's room."),
        default=LongText(""),
    )
