"""The headings under which every refusal stands, and the list of all grounds.

A ground is a constant beside the rule that yields it, so that rule and words are read together.
"""

from dataclasses import dataclass

from yarrow.gate.reasons import GateReason, SourceStanding
from yarrow.kernel.words import N_

_PERSUASIVE, _OURS = SourceStanding.PERSUASIVE, SourceStanding.OURS
_STANDARD, _STATUTE = SourceStanding.STANDARD, SourceStanding.STATUTE


@dataclass(frozen=True, slots=True)
class Heading:
    """One rule: its code, its title, where it comes from and what weight that has."""

    code: str
    title: str
    source: str
    standing: SourceStanding


ABSOLUTE = frozenset({"E1", "E9", "E10", "E11", "E16", "E17", "E25"})
"""What domain.md §8 lets nobody override. Here no rule has an override: these may never get one."""


_ALL = (
    Heading("E1", N_("Whose choice this is"), "domain.md E1 (S10, S26); design.md §5.2", _PERSUASIVE),
    Heading(
        "E2", N_("A safe way to reach them"), "domain.md E2 (S80, S85); 30 days: design.md §5.10", _PERSUASIVE
    ),
    Heading(
        "E3", N_("The person harmed goes first"), "domain.md E3 (S10), §2.8; design.md §5.2", _PERSUASIVE
    ),
    Heading("E4", N_("Is there domestic abuse?"), "domain.md E4 (S73, S99); design.md §5.2", _PERSUASIVE),
    Heading("E5", N_("Two workers"), "domain.md E5 (S02, S14, S31, S60)", _PERSUASIVE),
    Heading("E6", N_("Supervision"), "domain.md E6 (S21)", _STANDARD),
    Heading("E7", N_("Risk is known"), "domain.md E7 (S11, S94b, S94d)", _PERSUASIVE),
    Heading(
        "E8",
        N_("Risk is looked at again after a change"),
        "domain.md E8, E32 (S11, S87, S94b, S98)",
        _PERSUASIVE,
    ),
    Heading("E9", N_("High risk"), "domain.md E9 (S03, S10, S81); design.md §5.3", _PERSUASIVE),
    Heading("E10", N_("Judgement may raise, never lower"), "domain.md E10 (S81)", _PERSUASIVE),
    Heading(
        "E11",
        N_("Harm that goes on, or no freedom to say no"),
        "domain.md E11 (S10, S34); design.md §5.3",
        _PERSUASIVE,
    ),
    Heading("E13", N_("Free to choose?"), "domain.md E13, §3.5 (S34, S96a, S99)", _PERSUASIVE),
    Heading("E14", N_("Informed first"), "domain.md E14 (S20, S41, S50)", _STANDARD),
    Heading("E15", N_("Their own yes, for this"), "domain.md E15 (S13, S20)", _STANDARD),
    Heading("E16", N_("Decided not to take part"), "domain.md E16 (S20, S23, S50)", _STANDARD),
    Heading("E17", N_("Nothing hangs on taking part"), "domain.md E17, §2.6 (S53, S54)", _PERSUASIVE),
    Heading(
        "E18",
        N_("Children, and people who need more"),
        "domain.md E18 (S10); design.md §4, §5.3",
        _PERSUASIVE,
    ),
    Heading("E19", N_("Acknowledging the harm"), "domain.md E19 (S14, S20, S50)", _STANDARD),
    Heading("E20", N_("Accounts that meet"), "domain.md E20 (S60)", _PERSUASIVE),
    Heading("E21", N_("Work on the behaviour"), "domain.md E21 (S61, S69)", _PERSUASIVE),
    Heading("E22", N_("Ready to meet"), "domain.md E22 (S26, S32, S113); design.md §5.10", _PERSUASIVE),
    Heading("E23", N_("Place, arriving and leaving"), "domain.md E23, §2.9 (S73, S74)", _PERSUASIVE),
    Heading("E25", N_("Orders"), "domain.md E25, §5.4 (S141, S143, S144); design.md §5.4", _STATUTE),
    Heading("E26", N_("More than one step"), "domain.md E26 (S03, S30, S62); design.md §5.5", _PERSUASIVE),
    Heading("E27", N_("Nothing is delivered unseen"), "domain.md E27 (S03, S105)", _PERSUASIVE),
    Heading("E29", N_("Before talking about time with the child"), "domain.md E29, §5.5", _OURS),
    Heading("E30", N_("Time with the child as it is now"), "domain.md E30 (S136, S138)", _PERSUASIVE),
    Heading("E31", N_("What a plan for time with the child holds"), "domain.md E31, §5.6", _OURS),
    Heading("E33", N_("A free agreement, not a promise"), "domain.md E33 (S12, S50)", _PERSUASIVE),
    Heading("E35", N_("After-care"), "domain.md E35, §2.10 (S75, S181); design.md §5.10", _PERSUASIVE),
    Heading("E37", N_("Before support ends"), "domain.md E37; design.md §5.10", _OURS),
    Heading("E39", N_("What must stay secret"), "domain.md E39 (S158)", _PERSUASIVE),
    Heading(
        "MARAC",
        N_("What Marac and the specialist for high risk are asked"),
        "domain.md E9, §3.1 (S81)",
        _PERSUASIVE,
    ),
    Heading("GRAVE", N_("Hands on the neck, or a threat to kill"), "domain.md §3.3 (S94b); E8", _PERSUASIVE),
    Heading("SAFEGUARD", N_("Children and adults at risk"), "domain.md §3.1 (S88, S91), §5.1 (S124)", _OURS),
    Heading("DEPENDS", N_("Depending on the other person"), "domain.md §3.5 (S96a); §2.0", _OURS),
    Heading("KNOWN", N_("What others do not know of them"), "domain.md §3.5 (S96a)", _OURS),
    Heading("INTERPRETER", N_("Who interprets"), "domain.md §4.5; design.md §5.5", _OURS),
    Heading(
        "FAMILY",
        N_("Family group conference, and the family alone"),
        "domain.md §2.7, §4.2 (S65)",
        _PERSUASIVE,
    ),
    Heading("STANDS_IN", N_("Somebody who stands in"), "domain.md §4.2 (S61, S107)", _OURS),
    Heading("GOES_BETWEEN", N_("Somebody who goes between"), "domain.md §9 (14); E27", _OURS),
    Heading(
        "COURSE",
        N_("Before living together or parting is spoken of"),
        "domain.md §3.5 (S98), E32, §5.6 (S150)",
        _OURS,
    ),
    Heading("MEDIUM", N_("Medium risk"), "design.md §5.3", _OURS),
    Heading("ROLE", N_("Who harmed whom"), "design.md §2 and §5.2", _OURS),
    Heading("HONOUR", N_("Abuse in the name of honour"), "design.md §5.5", _OURS),
    Heading("PATHWAY", N_("Which pathway the work is on"), "design.md §2", _OURS),
    Heading("OFFICIAL", N_("The official case"), "domain.md §1.5; design.md §2", _OURS),
    Heading("ADMITTED", N_("Admitted, or found by a court"), "domain.md §2.4 (S33), §2.2 (S20)", _PERSUASIVE),
    Heading(
        "RIGHT_TO_KNOW",
        N_("Told of restorative justice, as the law asks"),
        "domain.md §2.6 (S50); code of practice of 2020, right 3",
        _PERSUASIVE,
    ),
    Heading("THEY_LEAD", N_("The person harmed leads the meeting"), "domain.md §1.5; design.md §2", _OURS),
    Heading("UNEASE", N_("A worker is not easy about this"), "design.md §1", _OURS),
    Heading("STOPPED", N_("The plan was stopped"), "design.md §4, Stops", _OURS),
    Heading("DAY", N_("Asked again on the day"), "design.md §4, Asking", _OURS),
    Heading("PAUSE", N_("The pause after a day is set"), "design.md §4, Stops; §5.10", _OURS),
    Heading("DEATH", N_("Someone has died"), "design.md §4", _OURS),
    Heading("ROOM", N_("A room does not stand"), "design.md §1", _OURS),
    Heading("POLICY", N_("This service asks more"), "design.md §5.10", _OURS),
    Heading("UNKNOWN", N_("Something could not be read"), "style.md §4: an error is a no", _OURS),
)

HEADINGS = {heading.code: heading for heading in _ALL}
GROUNDS: list[GateReason] = []


def ground(
    code: str,
    text: str,
    to_satisfy: str,
    *,
    absent: bool,
    by: tuple[str, ...] = (),
    weight: SourceStanding | None = None,
) -> GateReason:
    """A reason that a rule can give, known to the catalogue; ``by`` names the kinds that satisfy it.

    ``weight`` is for a part of a rule that rests on less, or on more, than its heading.
    """
    heading = HEADINGS[code]
    made = GateReason(
        code=code,
        title=heading.title,
        text=text,
        to_satisfy=to_satisfy,
        absent=absent,
        source=heading.source,
        standing=weight or heading.standing,
        satisfied_by=by,
        absolute=code in ABSOLUTE,
    )
    GROUNDS.append(made)
    return made


CANNOT_BE_READ = ground(
    "UNKNOWN",
    N_("Something here could not be read or worked out, so the answer is no."),
    N_("Tell the supervisor. Nothing goes ahead until it can be read."),
    absent=False,
)
ASKS_MORE = ground(
    "POLICY",
    N_("This service asks more than the number that is named here, and that is what is not in place."),
    N_("Look at the numbers this service asks, and do what is asked by those."),
    absent=False,
)
"""Beside reasons that a service's own number gives: their words name the rule's own."""
