"""What other case systems took, measured earlier: by hand, on another day, beside a bare view of that day.

They are not installed and not run by the bench. Their bare view ran on gunicorn with Django's own
middleware, ours runs on granian with all of ours, so a comparison across the two is loose.
"""

from dataclasses import dataclass

LABEL = "measured earlier, not in this run"
WHEN = "November 2026, on two shared cores, two runs"


@dataclass(frozen=True, slots=True)
class Peer:
    """One system at one thing: how many times the reference of its own run it took, in two runs."""

    doing: str
    name: str
    first: float | None
    second: float | None
    remark: str = ""

    @property
    def best(self) -> float:
        """The better of its two runs: a comparison is made with that one."""
        return min(each for each in (self.first, self.second) if each is not None)


LIST, OPEN, NOTE, SIGN_IN = "list 25", "open one", "add note", "sign in"

PEERS = (
    Peer(LIST, "GNU Health", None, 7.9, "data only, no page"),
    Peer(LIST, "Roundup", 10.5, 10.5),
    Peer(LIST, "Redmine", 28.6, 28.4),
    Peer(LIST, "Request Tracker", 124, 137, "PostgreSQL"),
    Peer(LIST, "CaseFile", None, 1_250, "data only, no paging, 1,260 cases"),
    Peer(LIST, "GlobaLeaks", None, 1_500, "data only, no paging, decrypts all 10,000"),
    Peer(OPEN, "CaseFile", 2.5, 2.3, "data only, the case without notes"),
    Peer(OPEN, "GNU Health", None, 6.4, "data only"),
    Peer(OPEN, "Roundup", 5.7, 6.4),
    Peer(OPEN, "GlobaLeaks", 7.7, 7.3, "data only, decrypts"),
    Peer(OPEN, "Redmine", 32, 32),
    Peer(OPEN, "Request Tracker", 82, 84),
    Peer(NOTE, "GlobaLeaks", 9.9, 9.9, "encrypted"),
    Peer(NOTE, "Roundup", 10.4, 10.2),
    Peer(NOTE, "GNU Health", None, 12.4, "writes one field"),
    Peer(NOTE, "CaseFile", 20, 19),
    Peer(NOTE, "Redmine", 34, 33),
    Peer(NOTE, "Request Tracker", 82, 81),
    Peer(SIGN_IN, "GNU Health", None, 2, "opens no key"),
    Peer(SIGN_IN, "GlobaLeaks", None, 18, "opens a key, as we do"),
)
"""Lists, opening and notes beside the bare list and insert; signing in beside one Argon2id."""


def peer(doing: str, name: str) -> Peer:
    """One of them; ``StopIteration`` for one that was not measured."""
    return next(each for each in PEERS if (each.doing, each.name) == (doing, name))
