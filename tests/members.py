"""Who asks, what comes back, and who is where: the words in which the permission table speaks.

The table itself is ``tests/permissions.py``.
"""

from collections.abc import Mapping
from enum import Enum, auto


class Member(Enum):
    """The cast of ``yarrow.config.cast``, by the same names (design.md §4), two more workers
    (``tests.employing.TWO_MORE``), and the stranger at the door.

    Of the actors of security.md T01 two are nobody here, because they have no account and no page: a
    custodian holds two codes on paper, and an auditor is given what a command prints. A test shows that
    (test_access_matrix.py). The sender of a referral is the stranger at the door.
    """

    INTAKE = auto()
    INTAKE_TWO = auto()
    LEAD = auto()
    """Leads the case, and is inside every room of it but the service's own."""
    HARMED_WORKER = auto()
    OTHER_WORKER = auto()
    CHILD_WORKER = auto()
    SHARED_ONLY = auto()
    """On the case, and inside the shared room alone."""
    SUPERVISOR = auto()
    SIGNING_SUPERVISOR = auto()
    SPECIALIST = auto()
    RESEARCHER = auto()
    MANAGER = auto()
    EXCLUDED = auto()
    EX_WORKER = auto()
    OUTSIDER = auto()
    """A worker of the service who has nothing to do with this case."""
    DUTY = auto()
    """Answers the telephone at night; holds no room. Has given a reason, and opened a card."""
    DUTY_BEFORE = auto()
    """Named for duty like the one before, and has not yet looked for anybody or given any reason."""
    FROZEN = auto()
    """A colleague has frozen this account."""
    GUEST = auto()
    """Of a partner service; says here only how they are trained and supervised."""
    ANONYMOUS = auto()


class Answer(Enum):
    """What comes back. Not yours and not there are the same answer."""

    SHOWN = auto()
    NOT_THERE = auto()
    SIGN_IN = auto()
    GOES_ON = auto()
    """A redirect to another page: something was done, or something must be done first."""
    NOT_THIS_WAY = auto()
    """The address takes another method; said to everybody before anybody is looked at."""


Permissions = Mapping[str, Mapping[Member, Answer]]
Row = dict[Member, Answer]

_NOT_SIGNED_IN = dict.fromkeys([Member.EX_WORKER, Member.FROZEN, Member.ANONYMOUS], Answer.SIGN_IN)


def everybody(answer: Answer) -> Row:
    """The same for the whole world."""
    return dict.fromkeys(Member, answer)


def workers(answer: Answer = Answer.SHOWN) -> Row:
    """The same for every worker; not there for a guest; the others are asked to sign in."""
    return everybody(answer) | {Member.GUEST: Answer.NOT_THERE} | _NOT_SIGNED_IN


def with_guests(answer: Answer = Answer.SHOWN) -> Row:
    """The same for whoever is signed in, guests too; the others are asked to."""
    return everybody(answer) | _NOT_SIGNED_IN


def only(*members: Member, answer: Answer = Answer.SHOWN) -> Row:
    """This answer to these; not there for other workers; the others are asked to sign in."""
    return everybody(Answer.NOT_THERE) | _NOT_SIGNED_IN | dict.fromkeys(members, answer)


def at_the_door(answer: Answer) -> Row:
    """For who is not signed in; the others go on to their day."""
    return everybody(Answer.GOES_ON) | dict.fromkeys(_NOT_SIGNED_IN, answer)


# --- who is where ---

LEAD = Member.LEAD
INTAKE = (Member.INTAKE, Member.INTAKE_TWO)
ON_THE_CASE = (
    LEAD,
    Member.HARMED_WORKER,
    Member.OTHER_WORKER,
    Member.CHILD_WORKER,
    Member.SHARED_ONLY,
    Member.SUPERVISOR,
    Member.SIGNING_SUPERVISOR,
    Member.SPECIALIST,
)
DECIDES = (LEAD, Member.SUPERVISOR)
LOOK_AFTER = (Member.SUPERVISOR, Member.SIGNING_SUPERVISOR, Member.MANAGER)
"""Who invites, begins new keys and ends a colleague's time here: by their post."""
MAY_CONFIRM = tuple(
    member
    for member in Member
    if member
    not in {
        Member.RESEARCHER,
        Member.MANAGER,
        Member.OUTSIDER,
        Member.GUEST,
        Member.EX_WORKER,
        Member.FROZEN,
        Member.ANONYMOUS,
    }
)
"""The second of two, where the manager has begun new keys for the outsider."""
ON_CALL = (Member.SUPERVISOR, Member.SIGNING_SUPERVISOR, Member.DUTY, Member.DUTY_BEFORE)
"""Who is told when a colleague is late: by their post, whether on the case or not."""

ALSO_ON_DUTY = (Member.INTAKE_TWO, Member.DUTY_BEFORE)
"""Colleagues of the one who opened a card: they look over it, and open nothing by it."""
NAMED_FOR_DUTY = (Member.DUTY, *ALSO_ON_DUTY)
"""To whom emergency cards are sealed. A post gives nothing; a card of the case was opened by the first."""
KEEPS_THE_LIST = (Member.MANAGER, Member.SUPERVISOR, Member.SIGNING_SUPERVISOR)

INSIDE: Mapping[str, tuple[Member, ...]] = {
    "harmed": (Member.HARMED_WORKER, LEAD),
    "other": (Member.OTHER_WORKER, LEAD),
    "child": (Member.CHILD_WORKER, LEAD),
    "team": (Member.HARMED_WORKER, LEAD, Member.SUPERVISOR),
    "shared": (Member.HARMED_WORKER, Member.OTHER_WORKER, Member.CHILD_WORKER, Member.SHARED_ONLY, LEAD),
    "intake": INTAKE,
}
"""Who holds the key of each room. The excluded worker and the ex-worker have held them all."""

WRITER = {
    "harmed": Member.HARMED_WORKER,
    "other": Member.OTHER_WORKER,
    "child": Member.CHILD_WORKER,
    "team": Member.HARMED_WORKER,
}
"""Who has begun a sheet there, and words to pass on: a draft is its writer's alone, also inside one room."""
