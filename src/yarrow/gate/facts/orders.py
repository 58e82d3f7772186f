"""Orders of a court and terms of bail, licence or an undertaking (domain.md §5.4)."""

from datetime import date, timedelta

from yarrow.gate.facts.base import Fact, Home, Problem, Subject, ask, fact
from yarrow.gate.forms import Form
from yarrow.gate.topics import Topic
from yarrow.gate.words import Answer, Choice, LongText
from yarrow.kernel.words import N_

ORDERS_FRESH_FOR = timedelta(days=28)
"""Ours: how long a look at orders counts when a day is set. On the day it is looked at again."""


class OrderKind(Choice):
    """Undertakings, forced-marriage and FGM orders are orders too (design.md §5, decision 4)."""

    NON_MOLESTATION = "non_molestation", N_("Non-molestation order")
    OCCUPATION = "occupation", N_("Occupation order")
    PROHIBITED_STEPS = "prohibited_steps", N_("Prohibited steps order")
    SPECIFIC_ISSUE = "specific_issue", N_("Specific issue order")
    CHILD_ARRANGEMENTS = "child_arrangements", N_("Child arrangements order")
    RESTRAINING = "restraining", N_("Restraining order")
    DAPN = "dapn", N_("Domestic abuse protection notice")
    DAPO = "dapo", N_("Domestic abuse protection order")
    DVPN = "dvpn", N_("Domestic violence protection notice")
    DVPO = "dvpo", N_("Domestic violence protection order")
    STALKING = "stalking", N_("Stalking protection order")
    FORCED_MARRIAGE = "forced_marriage", N_("Forced marriage protection order")
    FGM = "fgm", N_("FGM protection order")
    UNDERTAKING = "undertaking", N_("Undertaking given to a court")
    BAIL = "bail", N_("Bail")
    LICENCE = "licence", N_("Licence or probation")
    COMMUNITY = "community", N_("Community order, or a sentence with conditions")
    HARASSMENT = "harassment", N_("Injunction against harassment, or criminal behaviour order")
    CARE = "care", N_("Care or supervision order for a child")
    OTHER = "other", N_("Another order, or one of another country")


# Orders that are made only where there is abuse at home or in the name of honour.
TELLING_ORDERS = frozenset(
    {
        OrderKind.NON_MOLESTATION,
        OrderKind.OCCUPATION,
        OrderKind.DAPN,
        OrderKind.DAPO,
        OrderKind.DVPN,
        OrderKind.DVPO,
        OrderKind.STALKING,
        OrderKind.FORCED_MARRIAGE,
        OrderKind.FGM,
    },
)

OF_A_FAMILY = frozenset(
    {
        OrderKind.PROHIBITED_STEPS,
        OrderKind.SPECIFIC_ISSUE,
        OrderKind.CHILD_ARRANGEMENTS,
        OrderKind.CARE,
    },
)
"""Made only between people with a child between them: there "no abuse" rests on screens."""


class Bar(Choice):
    """What a term forbids."""

    DIRECT = "direct", N_("Meeting or speaking")
    INDIRECT = "indirect", N_("Letters, calls, messages")
    THIRD_PARTY = "third_party", N_("Contact through somebody else")
    PLACE = "place", N_("Going to a place")
    CHILD = "child", N_("Seeing, fetching or living with a child")
    UNKNOWN = "unknown", N_("Terms not known, or something else")


class Exception_(Choice):  # noqa: N801  # the bare word is Python's own
    """A written term that allows something in spite of the order."""

    NONE = "none", N_("No exception, or not known")
    FACILITATED = "facilitated_restorative_process", N_("A restorative process led by facilitators")
    NAMED = "named", N_("Only the ways of working and topics that are ticked below")
    OTHER = "other", N_("Another exception")


class OrderState(Choice):
    """What the court last did with it."""

    MADE = "made", N_("Made")
    VARIED = "varied", N_("Varied by the court")
    ENDED = "ended", N_("Ended by the court")
    BREACHED = "breached", N_("Breached")


@fact("order", homes={Home.PERSON}, subject=Subject.ORDERS, title=N_("An order"))
class Order(Fact):
    """One order, as it stands after what the court last did. Only a court can vary it."""

    fresh_for = ORDERS_FRESH_FOR
    aged_by = "orders_days"

    reference: str = ask(N_("Which order?"), hint=N_("The same words each time, so that a change finds it."))
    kind_of_order: OrderKind = ask(N_("What kind of order?"))
    state: OrderState = ask(N_("What has happened to it?"))
    bars: tuple[Bar, ...] = ask(
        N_("What does it forbid?"), hint=N_("If you have not read it: terms not known.")
    )
    exception: Exception_ = ask(N_("Does it allow anything by name?"), default=Exception_.NONE)
    allows: tuple[Form, ...] = ask(
        N_("Which ways of working does it allow, word for word?"),
        hint=N_("Only for what it allows by name. Nothing ticked, nothing allowed."),
        default=(),
    )
    allows_about: tuple[Topic, ...] = ask(N_("About which topics?"), default=())
    court: str = ask(N_("Which court, police or prison service, and its number"), default="")
    protects: str = ask(N_("Who is protected by it?"), default="")
    protects_child: Answer = ask(N_("Does it protect a child?"), default=Answer.UNKNOWN)
    places: LongText = ask(N_("Which places or areas does it name?"), default=LongText(""))
    served: Answer = ask(
        N_("Has it been handed over, so that it binds them?"),
        hint=N_("For us it counts from the day it was made, whatever the answer."),
        default=Answer.UNKNOWN,
    )
    starts: date | None = ask(N_("Starts on"), default=None)
    ends: date | None = ask(N_("Ends on"), hint=N_("Leave empty if until further order."), default=None)
    words: LongText = ask(N_("Its terms, word for word"), default=LongText(""))

    def contradictions(self) -> tuple[Problem, ...]:
        if self.starts and self.ends and self.ends < self.starts:
            return (("ends", N_("It cannot end before it starts.")),)
        if self.exception is Exception_.NAMED:
            unnamed = N_("Tick what it allows; what is not ticked stays forbidden.")
            return tuple((name, unnamed) for name in ("allows", "allows_about") if not getattr(self, name))
        return ()

    def is_trigger(self) -> bool:
        return self.state is OrderState.BREACHED

    def speaks_of_abuse(self) -> bool:
        return self.kind_of_order in TELLING_ORDERS

    def speaks_of_a_shared_life(self) -> bool:
        return self.kind_of_order in OF_A_FAMILY

    def last_days(self) -> tuple[date, ...]:
        """The day before it starts, and its own last day: what rests on having read it ends there."""
        before = self.starts - timedelta(days=1) if self.starts else None
        return tuple(day for day in (before, self.ends) if day is not None)


class OrdersFound(Choice):
    """What a check of orders found."""

    NONE_IN_FORCE = "none_in_force", N_("No order is in force")
    LISTED = "listed", N_("Every order found is recorded here")
    UNKNOWN = "unknown", N_("It could not be found out")


@fact("orders_check", homes={Home.PERSON}, subject=Subject.ORDERS, title=N_("Orders checked"))
class OrdersCheck(Fact):
    """Orders, bail and licence terms were looked for (domain.md E25)."""

    aged_by = "orders_days"
    counts_from = "checked_on"

    result: OrdersFound = ask(N_("What was found?"), default=OrdersFound.UNKNOWN)
    checked_on: date = ask(N_("Day of the check"))
    where: str = ask(N_("Where was it checked?"), hint=N_("Court, police, solicitor, the papers themselves."))
    review_on: date = ask(N_("Check again on"))

    def contradictions(self) -> tuple[Problem, ...]:
        if self.review_on < self.checked_on:
            return (("review_on", N_("The next check comes after this one.")),)
        return ()
