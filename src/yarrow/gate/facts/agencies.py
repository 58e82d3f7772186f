"""What agencies are told: reports of a child or an adult at risk, and what is shared by agreement.

No rule of the gate looks at any of it, and none of it is a trigger: a line to other workers would tell
the other side that somebody was told. What happened is recorded as what it is, and that is heard.
"""

from collections.abc import Iterable
from datetime import date

from yarrow.gate.facts.base import Fact, Home, Problem, Subject, ask, blank, fact
from yarrow.gate.words import Answer, Choice, LongText, Mark
from yarrow.kernel.words import N_

_HOMES = {Home.PERSON, Home.TEAM}
_LONG_AGO = date(2000, 1, 1)


class AtRisk(Choice):
    """Who is at risk; the name stands in the words, if at all."""

    CHILD = "child", N_("A child")
    ADULT = "adult", N_("An adult")
    SEVERAL = "several", N_("Several people")
    UNKNOWN = "unknown", N_("Not known yet")


class ToldHow(Choice):
    """How an agency was told."""

    PHONE = "phone", N_("By telephone")
    IN_PERSON = "in_person", N_("In person")
    IN_WRITING = "in_writing", N_("In writing")
    NOT_YET = "unknown", N_("Nobody is told yet")


class TheyKnow(Choice):
    """Whether the person knows. No answer of these holds a report up (domain.md §3; security.md §7)."""

    AGREED = "agreed", N_("They know, and agree")
    KNOWS = "knows", N_("They know, and do not agree")
    NOT_SAFE = "not_safe", N_("Not told: telling could put somebody in danger")
    NOT_ASKED = "unknown", N_("Not asked yet")


@fact(
    "risk_report",
    homes=_HOMES,
    subject=Subject.RISK,
    title=N_("Report of a child or an adult at risk"),
    help=N_("Who was told that somebody is at risk, what they answered, and what comes next."),
)
class RiskReport(Fact):
    """One report. Every question may be left open: it is done first and written down afterwards."""

    at_risk: AtRisk = ask(N_("Who is at risk?"), default=AtRisk.UNKNOWN)
    words: LongText = ask(N_("What is reported, in your words"), default=LongText(""))
    agency: str = ask(N_("Which agency was told?"), default="")
    person: str = ask(N_("Who there took it?"), default="")
    how: ToldHow = ask(N_("How were they told?"), default=ToldHow.NOT_YET)
    told_on: date | None = ask(N_("On which day?"), default=None)
    told_at: str = ask(N_("At what hour?"), default="")
    they_know: TheyKnow = ask(N_("Does the person know of it?"), default=TheyKnow.NOT_ASKED)
    why: LongText = ask(N_("Why it is reported without their agreement"), default=LongText(""))
    answered: LongText = ask(N_("What did the agency answer?"), default=LongText(""))
    next_step: LongText = ask(N_("What comes next, and who does it?"), default=LongText(""))
    next_by: date | None = ask(N_("By which day?"), default=None)
    report: Mark = ask(N_("Which report"), default=Mark(""))


class ReportStep(Choice):
    """What happened with a report since."""

    ANSWERED = "answered", N_("They answered")
    ASKED_AGAIN = "asked_again", N_("We asked again")
    IN_WRITING = "in_writing", N_("We told them in writing")
    CLOSED = "closed", N_("Nothing more is to come: closed")


@fact(
    "risk_report_step",
    homes=_HOMES,
    subject=Subject.RISK,
    title=N_("What came of a report"),
    help=N_("What an agency answered, what went to it in writing, and what comes next."),
)
class RiskReportStep(Fact):
    """One step after a report; ``carried`` is what left, word for word."""

    what: ReportStep = ask(N_("What happened?"))
    person: str = ask(N_("With whom?"), default="")
    words: LongText = ask(N_("In a few words"), default=LongText(""))
    carried: LongText = ask(N_("What went to them, word for word"), default=LongText(""))
    next_step: LongText = ask(N_("What comes next, and who does it?"), default=LongText(""))
    next_by: date | None = ask(N_("By which day?"), default=None)
    report: Mark = ask(N_("Which report"), default=Mark(""))


class LawfulBasis(Choice):
    """On what ground words go to an agency (security.md §7). Consent is another question."""

    SAFEGUARDING = "safeguarding", N_("To protect a child or an adult at risk")
    CRIME = "crime", N_("To prevent or find out a crime")
    EMERGENCY = "emergency", N_("An emergency: somebody's life or health")
    DUTY = "duty", N_("The law or a court says that we must")
    PUBLIC_TASK = "public_task", N_("A task that a public body has given us")
    INTEREST = "interest", N_("It is needed for our work with this person, and does not harm them")


class ShareAgreed(Choice):
    """Whether the person agreed that exactly this goes there."""

    YES = "yes", N_("Yes: they saw the words, and know who will read them")
    WITHOUT = "without", N_("No, and it goes all the same, for the reason below")
    UNKNOWN = "unknown", N_("Not known")


@fact(
    "agency_share",
    homes=_HOMES,
    subject=Subject.RISK,
    title=N_("Shared with an agency"),
    help=N_("What went to an agency: to whom, why, on what ground, until when, word for word."),
)
class AgencyShare(Fact):
    """One share with one named person at one agency."""

    agency: str = ask(N_("Which agency?"))
    person: str = ask(N_("Who there will read it?"), hint=N_("A person, by name and post, not a shared box."))
    purpose: LongText = ask(N_("What do they need it for?"))
    basis: LawfulBasis = ask(N_("On what ground?"))
    agreed: ShareAgreed = ask(N_("Did the person agree?"), default=ShareAgreed.UNKNOWN)
    reason: LongText = ask(N_("How they agreed; or why it goes without"))
    knows_somebody: Answer = ask(
        N_("Is anybody of the family, or close to a worker or officer in this, at that agency?"),
        default=Answer.UNKNOWN,
    )
    until: date = ask(N_("Until which day does this stand?"))
    words: LongText = ask(N_("What they read, word for word"))
    share: Mark = ask(N_("Which share"), default=Mark(""))

    def contradictions(self) -> tuple[Problem, ...]:
        if self.agreed is ShareAgreed.UNKNOWN:
            return (("agreed", N_("Not known is no. Ask them, or say why it goes without.")),)
        return ()


class ShareStep(Choice):
    """What happened with a share since."""

    CAME_BACK = "came_back", N_("Something came back from them")
    TAKEN_BACK = "taken_back", N_("The person takes their agreement back")


@fact(
    "agency_share_step",
    homes=_HOMES,
    subject=Subject.RISK,
    title=N_("What came of a share with an agency"),
    help=N_("What came back from an agency; or that nothing more goes to it."),
)
class AgencyShareStep(Fact):
    """One word after a share."""

    what: ShareStep = ask(N_("What happened?"))
    words: LongText = ask(N_("In a few words"), default=LongText(""))
    share: Mark = ask(N_("Which share"), default=Mark(""))

    def contradictions(self) -> tuple[Problem, ...]:
        if self.what is ShareStep.CAME_BACK and blank(self.words):
            return (("words", N_("Say what came back.")),)
        return ()


class AskedBy(Choice):
    """Who asks us formally for what we hold."""

    POLICE = "police", N_("The police")
    COURT = "court", N_("A court")
    OTHER = "other", N_("Another office")


@fact(
    "formal_request",
    homes=_HOMES,
    subject=Subject.ORDERS,
    title=N_("A formal request for what we hold"),
    help=N_("A request of the police or a court: what it must say, and whether the person was told."),
)
class FormalRequest(Fact):
    """A request, with what it must say before anything is looked for (security.md §7, L-20 to L-22)."""

    by: AskedBy = ask(N_("Who asks?"))
    person: str = ask(N_("Who exactly, with post and reference?"), default="")
    inquiry: Answer = ask(N_("Does it name a reasonable line of inquiry?"), default=Answer.UNKNOWN)
    necessary: Answer = ask(
        N_("Does it say why this is necessary, and not more than that?"), default=Answer.UNKNOWN
    )
    elsewhere: Answer = ask(N_("Does it say why it cannot be had elsewhere?"), default=Answer.UNKNOWN)
    scope: LongText = ask(N_("Which words, about whom, of which days?"), default=LongText(""))
    notice: Answer = ask(
        N_("Was the person told in writing that it is asked for, and why?"), default=Answer.UNKNOWN
    )
    counselling: Answer = ask(
        N_("Is it about talks that helped them? Then a senior officer must have agreed."),
        default=Answer.UNKNOWN,
    )
    released: LongText = ask(
        N_("What was given out, word for word; nothing beyond what was asked"), default=LongText("")
    )

    def lacks(self) -> tuple[str, ...]:
        """What it does not say yet, by field. Not known is not said."""
        asked = ("inquiry", "necessary", "elsewhere", "notice")
        missing = [name for name in asked if getattr(self, name) is not Answer.YES]
        return (*(name for name in ("person", "scope") if blank(getattr(self, name))), *missing)

    def contradictions(self) -> tuple[Problem, ...]:
        if blank(self.released):
            return ()
        said = N_("Nothing is given out before the request says this. Ask for it.")
        return tuple((name, said) for name in self.lacks())


SHARED: tuple[type[Fact], ...] = (RiskReport, RiskReportStep, AgencyShare, AgencyShareStep)
"""Written on their own pages alone: a report is followed there, and a share passes the door."""


def chase_on(facts: Iterable[Fact]) -> date | None:
    """The nearest day on which an open report is to be asked after; None where none is open."""
    open_until: dict[str, date] = {}
    for each in facts:
        if isinstance(each, RiskReportStep) and each.what is ReportStep.CLOSED:
            open_until.pop(each.report, None)
        elif isinstance(each, RiskReport) or (isinstance(each, RiskReportStep) and each.report in open_until):
            open_until[each.report] = each.next_by or _LONG_AGO
    return min(open_until.values(), default=None)
