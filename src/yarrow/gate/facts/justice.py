"""What restorative justice has besides: an official case, its papers, and somebody who asked us.

Only on the pathway of that name; restorative approaches need none of it (design.md §2). The pathway itself
is nobody's record: the case says it, and the rooms are told of it by the program.
"""

from datetime import date

from yarrow.gate.facts.base import Fact, Home, Problem, Subject, ask, blank, fact
from yarrow.gate.words import Answer, Choice, LongText
from yarrow.kernel.words import N_


class Pathway(Choice):
    """The two that are never confused; where it is not known, what the stricter asks is asked."""

    RESTORATIVE_JUSTICE = "restorative_justice", N_("Restorative justice")
    RESTORATIVE_APPROACHES = "restorative_approaches", N_("Restorative approaches")
    UNKNOWN = "unknown", N_("Not known")


class ReferringBody(Choice):
    """Who asked us, as an office."""

    POLICE = "police", N_("The police")
    COURT = "court", N_("A court")
    PROBATION = "probation", N_("Probation")
    PRISON = "prison", N_("A prison")
    YOUTH_JUSTICE = "youth_justice", N_("The youth justice service")
    WITNESS_CARE = "witness_care", N_("A service for people who were harmed, or for witnesses")
    NOBODY = "nobody", N_("No office: the person harmed asked for it")
    OTHER = "other", N_("Another office")
    UNKNOWN = "unknown", N_("Not known")


class Proceedings(Choice):
    """How far the official case has come."""

    REPORTED = "reported", N_("Reported, nobody charged yet")
    SETTLED_OUT_OF_COURT = "settled_out_of_court", N_("Settled out of court, for example by a caution")
    CHARGED = "charged", N_("Charged, and not decided")
    BEFORE_SENTENCE = "before_sentence", N_("Decided, before the sentence")
    SENTENCE_IN_COMMUNITY = "sentence_in_community", N_("A sentence served outside prison")
    IN_CUSTODY = "in_custody", N_("In prison or another closed place")
    ON_LICENCE = "on_licence", N_("Released, on licence")
    SENTENCE_SERVED = "sentence_served", N_("The sentence is over")
    NOT_PURSUED = "not_pursued", N_("Not pursued, or found not guilty")
    UNKNOWN = "unknown", N_("Not known")


class Footing(Choice):
    """Whether the offence was admitted, or found by a court (domain.md §2.4)."""

    ADMITTED = "admitted", N_("Admitted")
    FOUND = "found", N_("Found by a court")
    NEITHER = "neither", N_("Neither, so far")
    UNKNOWN = "unknown", N_("Not known")


SETTLED = frozenset({Footing.ADMITTED, Footing.FOUND})
_NO_FINDING = frozenset({Proceedings.REPORTED, Proceedings.CHARGED, Proceedings.NOT_PURSUED})


@fact(
    "pathway_now",
    homes={Home.PERSON, Home.TEAM},
    subject=Subject.TEAM,
    title=N_("Which pathway the work is on"),
    help=N_("The case says it; nobody records it in a room."),
)
class PathwayNow(Fact):
    """What the case says of its pathway today. Never kept: it is put before the rules as they are asked."""

    pathway: Pathway = ask(N_("Which pathway?"), default=Pathway.UNKNOWN)
    since: date | None = ask(N_("Moved there on"), default=None)


@fact(
    "pathway_moved",
    homes={Home.PERSON, Home.TEAM},
    subject=Subject.TEAM,
    title=N_("The work moved to the other pathway"),
    help=N_("Two people decided it. What was agreed to before is asked again."),
)
class PathwayMoved(Fact):
    """Left in every room of a case when two people moved it; what is older names another kind of work."""

    pathway: Pathway = ask(N_("To which pathway?"), default=Pathway.UNKNOWN)


@fact(
    "pathway_move_asked",
    homes={Home.TEAM},
    subject=Subject.TEAM,
    title=N_("Asked whether to move to the other pathway"),
    help=N_("Why somebody asked; nothing moves before a supervisor agrees."),
)
class PathwayMoveAsked(Fact):
    """Why somebody asked for it, in their own words; it moves nothing."""

    pathway: Pathway = ask(N_("To which pathway?"), default=Pathway.UNKNOWN)
    words: LongText = ask(N_("Why?"))


@fact(
    "justice_details",
    homes={Home.TEAM},
    subject=Subject.TEAM,
    title=N_("The official case"),
    help=N_("For restorative justice only. Write what the official papers say, not what we think of it."),
)
class JusticeDetails(Fact):
    """The official reference, who asked us, how far it has come, and whether it was admitted or found."""

    reference: str = ask(N_("Official reference, as on the papers"), default="")
    referred_by: ReferringBody = ask(N_("Who asked us?"), default=ReferringBody.UNKNOWN)
    stage: Proceedings = ask(N_("How far has the official case come?"), default=Proceedings.UNKNOWN)
    footing: Footing = ask(N_("Was the offence admitted, or found by a court?"), default=Footing.UNKNOWN)
    known_from: str = ask(N_("From which paper, or from whom, do we know this?"), default="")

    def contradictions(self) -> tuple[Problem, ...]:
        if self.footing is Footing.FOUND and self.stage in _NO_FINDING:
            return (("footing", N_("No court has found anything at this stage. Look at the papers again.")),)
        return ()

    def is_official(self) -> bool:
        """Whether reference, office and stage are all known."""
        known = self.referred_by is not ReferringBody.UNKNOWN and self.stage is not Proceedings.UNKNOWN
        return known and not blank(self.reference)


class OfficialName(Choice):
    """What the papers call somebody. Quoted, and never a word of ours for anybody."""

    COMPLAINANT = "complainant", N_("Complainant")
    WITNESS = "witness", N_("Witness")
    DEFENDANT = "defendant", N_("Defendant")
    CONVICTED = "convicted", N_("Convicted person")
    CAUTIONED = "cautioned", N_("Cautioned person")
    APPLICANT = "applicant", N_("Applicant")
    RESPONDENT = "respondent", N_("Respondent")
    NOT_NAMED = "not_named", N_("Not named in them")
    OTHER = "other", N_("Another word")
    UNKNOWN = "unknown", N_("Not known")


@fact(
    "official_role",
    homes={Home.PERSON},
    subject=Subject.WHO,
    title=N_("What the official papers call them"),
    help=N_("For restorative justice only. It is shown beside our own words, as a quotation."),
)
class OfficialRole(Fact):
    """How the papers call this person; our words and the parts in a harm stay as they are."""

    called: OfficialName = ask(N_("Which word do they use?"), default=OfficialName.UNKNOWN)
    paper: str = ask(N_("In which paper?"), default="")


class ToldBy(Choice):
    """Who told the person harmed of restorative justice, as the law asks."""

    POLICE = "police", N_("The police")
    YOUTH_JUSTICE = "youth_justice", N_("The youth justice service")
    OTHER_OFFICE = "other_office", N_("Another office")
    OURSELVES = "ourselves", N_("We did, because nobody had")
    UNKNOWN = "unknown", N_("Not known")


@fact(
    "justice_information",
    homes={Home.PERSON},
    subject=Subject.CHOICE,
    title=N_("Told what the law says about restorative justice"),
    help=N_("For who was harmed. They have a right to it by law, and owe nothing for it."),
)
class JusticeInformation(Fact):
    """That the person harmed was told of restorative justice, when and by whom."""

    told: Answer = ask(
        N_("Were they told what restorative justice is, how to take part, and that they need not?"),
        default=Answer.UNKNOWN,
    )
    by: ToldBy = ask(N_("Who told them?"), default=ToldBy.UNKNOWN)
    told_on: date | None = ask(N_("On which day?"), default=None)
    words: LongText = ask(N_("What they said to it"), default=LongText(""))

    def is_complete(self) -> bool:
        """Whether it is said that they were told, by whom, and when."""
        return self.told is Answer.YES and self.by is not ToldBy.UNKNOWN and self.told_on is not None

    def was_told_by(self, day: date) -> bool:
        """Whether that is complete, and not said of a day that is still to come."""
        return self.is_complete() and self.told_on is not None and self.told_on <= day


class WhoBegins(Choice):
    """Who speaks first when people meet."""

    THEY = "they", N_("They themselves")
    THE_OTHER = "the_other", N_("The other person, because they want to hear it first")
    A_WORKER = "a_worker", N_("A worker, with words they agreed to")
    UNKNOWN = "unknown", N_("Not decided")


@fact(
    "own_agenda",
    homes={Home.PERSON},
    subject=Subject.READINESS,
    title=N_("What the meeting is to be about, as they want it"),
    help=N_(
        "Asked of who was harmed, alone. They lead; what the other hears of it passes on as agreed words."
    ),
)
class OwnAgenda(Fact):
    """What the person harmed wants to speak of and to ask, in their order (design.md §2: they lead)."""

    to_speak_of: LongText = ask(N_("What they want to say and to ask, first to last"), default=LongText(""))
    left_out: LongText = ask(N_("What is not to be spoken of"), default=LongText(""))
    begins: WhoBegins = ask(N_("Who speaks first?"), default=WhoBegins.UNKNOWN)

    def is_complete(self) -> bool:
        """Whether it is known what they want to speak of, and who begins."""
        return not blank(self.to_speak_of) and self.begins is not WhoBegins.UNKNOWN


class MayBeSaid(Choice):
    """What the office that asked us may be told; never what anybody said."""

    THAT_IT_TOOK_PLACE = "that_it_took_place", N_("Only whether it took place")
    WHAT_WAS_AGREED = "what_was_agreed", N_("What was agreed, because each of them said it may be told")
    UNKNOWN = "unknown", N_("Not decided")


@fact(
    "justice_report",
    homes={Home.TEAM},
    subject=Subject.TEAM,
    title=N_("Telling the office that asked us"),
    help=N_("It has no bearing on the sentence. Who decided not to take part is never named."),
)
class JusticeReport(Fact):
    """To whom we report back, by when, what may be said, and when it was done (domain.md §2.1)."""

    to_whom: str = ask(N_("To whom?"))
    due_on: date | None = ask(N_("By when?"), default=None)
    may_say: MayBeSaid = ask(N_("What may be said?"), default=MayBeSaid.UNKNOWN)
    each_agreed: Answer = ask(
        N_("Did each of them say, after seeing the words, that what was agreed may be told?"),
        default=Answer.UNKNOWN,
    )
    told_on: date | None = ask(N_("Told on"), default=None)

    def contradictions(self) -> tuple[Problem, ...]:
        if self.may_say is MayBeSaid.WHAT_WAS_AGREED and self.each_agreed is not Answer.YES:
            return (("each_agreed", N_("What was agreed is told only when each of them has said so.")),)
        if self.told_on is not None and self.may_say is MayBeSaid.UNKNOWN:
            return (("may_say", N_("Say what was told.")),)
        return ()

    def is_owed(self) -> bool:
        """Whether it is still to be done."""
        return self.told_on is None


ONLY_IN_JUSTICE: frozenset[type[Fact]] = frozenset(
    {JusticeDetails, OfficialRole, JusticeInformation, JusticeReport, OwnAgenda}
)
"""What restorative approaches are never asked for."""
