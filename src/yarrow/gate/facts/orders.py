"""Orders of a court and terms of bail, licence or an undertaking (domain.md §5.4)."""

from datetime import date, timedelta

from yarrow.gate.facts.base import Fact, Home, Problem, Subject, ask, fact
from yarrow.gate.words import Choice, LongText
from yarrow.kernel.words import N_


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


class Bar(Choice):
    """What a term forbids."""

    DIRECT = "direct", N_("Meeting or speaking")
    INDIRECT = "indirect", N_("Letters, calls, messages")
    THIRD_PARTY = "third_party", N_("Contact through somebody else")
    PLACE = "place", N_("Going to a place")
    UNKNOWN = "unknown", N_("Terms not known, or something else")


class Exception_(Choice):  # noqa: N801  # the bare word is Python's own
    """A written term that allows something in spite of the order."""

    NONE = "none", N_("No exception, or not known")
    FACILITATED = "facilitated_restorative_process", N_("A restorative process led by facilitators")
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

    reference: str = ask(N_("Which order?"), hint=N_("The same words each time, so that a change finds it."))
    kind_of_order: OrderKind = ask(N_("What kind of order?"))
    state: OrderState = ask(N_("What has happened to it?"))
    bars: tuple[Bar, ...] = ask(
        N_("What does it forbid?"), hint=N_("If you have not read it: terms not known.")
    )
    exception: Exception_ = ask(N_("Does it allow anything by name?"), default=Exception_.NONE)
    starts: date | None = ask(N_("Starts on"), default=None)
    ends: date | None = ask(N_("Ends on"), hint=N_("Leave empty if until further order."), default=None)
    words: LongText = ask(N_("Its terms, word for word"), default=LongText(""))

    def contradictions(self) -> tuple[Problem, ...]:
        if self.starts and self.ends and self.ends < self.starts:
            return (("ends", N_("It cannot end before it starts.")),)
        return ()

    def is_trigger(self) -> bool:
        return self.state is OrderState.BREACHED

    def speaks_of_abuse(self) -> bool:
        return self.kind_of_order in TELLING_ORDERS

    def last_days(self) -> tuple[date, ...]:
        return (self.starts - timedelta(days=1),) if self.starts else ()


class OrdersFound(Choice):
    """What a check of orders found."""

    NONE_IN_FORCE = "none_in_force", N_("No order is in force")
    LISTED = "listed", N_("Every order found is recorded here")
    UNKNOWN = "unknown", N_("It could not be found out")


@fact("orders_check", homes={Home.PERSON}, subject=Subject.ORDERS, title=N_("Orders checked"))
class OrdersCheck(Fact):
    """Orders, bail and licence terms were looked for (domain.md E25)."""

    result: OrdersFound = ask(N_("What was found?"), default=OrdersFound.UNKNOWN)
    checked_on: date = ask(N_("Day of the check"))
    where: str = ask(N_("Where was it checked?"), hint=N_("Court, police, solicitor, the papers themselves."))
    review_on: date = ask(N_("Check again on"))

    def contradictions(self) -> tuple[Problem, ...]:
        if self.review_on < self.checked_on:
            return (("review_on", N_("The next check comes after this one.")),)
        return ()
