"""What stays off while people are missing: every rule that needs several people, counted.

Nothing here switches anything off. Each rule refuses by itself where it stands; this tells it
beforehand, so that nobody finds out on the day (design.md §4, "Asking"). ``acts`` names the files in
which each rule stands: a test looks for every act that asks for two and has no row here.
"""

from dataclasses import dataclass

from yarrow.kernel.words import N_


@dataclass(frozen=True, slots=True)
class People:
    """How many active workers there are, by post; who is named for duty; custodians and their drill."""

    practitioners: int = 0
    trained_practitioners: int = 0
    """Of these, with domestic abuse training recorded, confirmed and in date (domain.md E5)."""
    supervised_practitioners: int = 0
    """Of these, supervised within twelve weeks (domain.md E6)."""
    supervisors: int = 0
    looking_after: int = 0
    """Supervisors and managers, who answer for the training and supervision of everybody."""
    intake: int = 0
    specialists: int = 0
    duty: int = 0
    everybody: int = 0
    """Without guests, who are the second of two nowhere but in signing a plan."""
    guest_can_sign: bool = False
    """Whether a guest, trained to supervise and in date, counts as two with every supervisor."""
    custodians: int = 0
    has_drilled: bool = False
    supervisors_are_two: bool = False
    """Whether any two supervisors count as two (decision 0018); the same of everybody below."""
    two_in_all: bool = False
    two_without_one: bool = False
    """Whoever of them is missing, two are left who count as two."""
    two_without_two: bool = False
    keepers_are_two: bool = False
    """The same of any two supervisors or managers."""
    openings_reviewed: bool = False
    """Whether for everybody on duty there is a manager, or another on duty, with whom they count as two."""


@dataclass(frozen=True, slots=True)
class Need:
    """One thing that takes several people: what it is, whom it takes, what stays off without them."""

    what: str
    takes: str
    stays_off: str
    is_met: bool
    acts: tuple[str, ...] = ()
    """Where the rule refuses, below ``src/yarrow``."""


def what_stays_off(people: People) -> tuple[Need, ...]:
    """Every rule that needs people, in the order in which a new service meets them."""
    return (
        *_to_begin(people),
        *_for_colleagues(people),
        *_for_joint_work(people),
        *_for_cases(people),
        *_for_numbers_and_keys(people),
        *_against_mishaps(people),
    )


def _to_begin(people: People) -> list[Need]:
    return [
        Need(
            what=N_("Holding real data"),
            takes=N_("Three custodians, and a restore drill that two of them have passed"),
            stays_off=N_("The service does not start and keeps nothing."),
            is_met=people.custodians == 3 and people.has_drilled,  # noqa: PLR2004  # the rule itself
        ),
        Need(
            what=N_("Taking referrals"),
            takes=N_("Two intake workers"),
            stays_off=N_("The referral form takes nothing: nobody's words may depend on one person's key."),
            is_met=people.intake >= 2,  # noqa: PLR2004
        ),
        Need(
            what=N_("Opening a case"),
            takes=N_("A supervisor, and a practitioner who leads"),
            stays_off=N_("A referral can be read and answered, and no case opened from it."),
            is_met=people.supervisors >= 1 and people.practitioners >= 1,
        ),
    ]


def _for_colleagues(people: People) -> list[Need]:
    return [
        Need(
            what=N_("Bringing in a colleague"),
            takes=N_("Two people: one invites, and another vouches for who came"),
            stays_off=N_("Once three people have been vouched for, nobody new comes in."),
            is_met=people.everybody >= 2,  # noqa: PLR2004
            acts=("people/access.py",),
        ),
        Need(
            what=N_("Whatever two people do together"),
            takes=N_(
                "Two who count as two: neither vouched for the other when they came, and neither is new here."
                " Two who came by the same colleague's word count once both have been here for three months;"
                " the first three people at once"
            ),
            stays_off=N_(
                "One person cannot bring in somebody and then agree with themselves. Let different colleagues"
                " vouch for those who come."
            ),
            is_met=people.two_in_all,
        ),
        Need(
            what=N_("Recording training and supervision"),
            takes=N_(
                "A supervisor or manager who records it, a colleague who confirms it, and the one it is"
                " about: three people, of whom neither of the first two brought in the other"
            ),
            stays_off=N_("Training and supervision do not count, and what asks for them stays a no."),
            is_met=people.everybody >= 3 and people.looking_after >= 1,  # noqa: PLR2004
            acts=("practice/access.py",),
        ),
    ]


def _for_joint_work(people: People) -> list[Need]:
    return [
        Need(
            what=N_("Joint work where there may be abuse"),
            takes=N_(
                "Two practitioners who were supervised in the last twelve weeks, one of them with training in"
                " domestic abuse in date, recorded by one colleague and confirmed by another"
            ),
            stays_off=N_("People are supported one by one. Nothing joint is arranged."),
            is_met=people.supervised_practitioners >= 2 and people.trained_practitioners >= 1,  # noqa: PLR2004
        ),
        Need(
            what=N_("Signing for a joint meeting"),
            takes=N_(
                "Two supervisors who count as two: one of this service for the case, and one who signs and"
                " holds no room of it. Who signs may be a guest of a partner service, whose training in"
                " supervising practice is recorded, confirmed here and in date"
            ),
            stays_off=N_("Nothing joint is arranged in a case where abuse is not excluded."),
            is_met=_two_supervisors(people) or (people.supervisors >= 1 and people.guest_can_sign),
            acts=("meetings/actions/signing.py",),
        ),
        Need(
            what=N_("A second worker's word"),
            takes=N_("Two practitioners who work on the same case"),
            stays_off=N_("What needs a second worker's agreement does not count, and stays a no."),
            is_met=people.practitioners >= 2,  # noqa: PLR2004
            acts=("rooms/actions/seconding.py",),
        ),
        Need(
            what=N_("A specialist's view"),
            takes=N_("A specialist who writes it themselves"),
            stays_off=N_("Whatever waits for a specialist's view stays a no."),
            is_met=people.specialists >= 1,
        ),
    ]


def _for_cases(people: People) -> list[Need]:
    return [
        Need(
            what=N_("Changing who is kept away, or who knows of a closely kept case"),
            takes=N_("Two supervisors who count as two: one asks, the other agrees"),
            stays_off=N_("Whoever is kept away stays away, and nobody new learns of a closely kept case."),
            is_met=_two_supervisors(people),
            acts=("cases/actions/closely.py", "desk/views/closely.py"),
        ),
        Need(
            what=N_("Letting out a paper that was stopped at the door"),
            takes=N_(
                "A second person who works inside the room that is to be protected, and who counts as two"
                " with whoever made the paper"
            ),
            stays_off=N_("The paper does not leave. It is made again without what was found in it."),
            is_met=people.practitioners >= 2 and people.two_in_all,  # noqa: PLR2004
            acts=("outgoing/actions/releasing.py",),
        ),
        Need(
            what=N_("Moving a case to the other pathway"),
            takes=N_(
                "Whoever leads or supervises the case, and a supervisor who agrees; the two must count as two"
            ),
            stays_off=N_("A case stays on the pathway on which it was opened."),
            is_met=people.supervisors >= 1 and people.two_in_all,
            acts=("cases/actions/pathway.py", "desk/views/pathway.py"),
        ),
    ]


def _two_supervisors(people: People) -> bool:
    return people.supervisors >= 2 and people.supervisors_are_two  # noqa: PLR2004


def _two_keepers(people: People) -> bool:
    return people.looking_after >= 2 and people.keepers_are_two  # noqa: PLR2004


def _for_numbers_and_keys(people: People) -> list[Need]:
    return [
        Need(
            what=N_("Changing this service's own numbers"),
            takes=N_("Two supervisors or managers who count as two: one asks, the other agrees"),
            stays_off=N_("The numbers stay as they are."),
            is_met=_two_keepers(people),
            acts=("policy/access.py", "policy/tried.py"),
        ),
        Need(
            what=N_("This service's own words about a way of working"),
            takes=N_("Two supervisors or managers who count as two: one writes, the other agrees"),
            stays_off=N_("The pages say what the program says, and nothing of your own."),
            is_met=_two_keepers(people),
            acts=("library/access.py",),
        ),
        Need(
            what=N_("A new recovery key after two lost codes"),
            takes=N_(
                "Two supervisors or managers who count as two, three working days, and three custodians"
            ),
            stays_off=N_("With two codes lost, no new recovery key can be made."),
            is_met=_two_keepers(people),
            acts=("custody/actions/anew.py",),
        ),
    ]


def _against_mishaps(people: People) -> list[Need]:
    return [
        Need(
            what=N_("Emergency opening at night"),
            takes=N_("Two workers who are named for duty"),
            stays_off=N_("Nobody on duty can read an emergency card. In danger ring 999 first, always."),
            is_met=people.duty >= 2,  # noqa: PLR2004
        ),
        Need(
            what=N_("Reviewing emergency openings and searches"),
            takes=N_("For everybody on duty a manager, or another on duty, with whom they count as two"),
            stays_off=N_("What somebody opened or looked for stands overdue, until somebody may review it."),
            is_met=people.openings_reviewed,
            acts=("emergency/queries/openings.py", "emergency/queries/lookings.py"),
        ),
        Need(
            what=N_("Lifting a freeze"),
            takes=N_(
                "Two workers who count as two, besides the one whose account is frozen and the one who froze"
                " it"
            ),
            stays_off=N_("Not everybody can freeze every colleague's account; with two others, one's own."),
            is_met=people.everybody >= 4 and people.two_without_two,  # noqa: PLR2004
            acts=("staff/actions/freezing.py",),
        ),
        Need(
            what=N_("New keys after a lost passphrase and a lost recovery code"),
            takes=N_("Two colleagues who count as two, and who vouch for who it is"),
            stays_off=N_("Not everybody can be given new keys: what only they could open stays shut."),
            is_met=people.everybody >= 3 and people.two_without_one,  # noqa: PLR2004
            acts=("staff/actions/new_keys.py", "people/actions/renewing.py"),
        ),
    ]
