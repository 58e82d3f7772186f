"""Why something is not yet possible, in words that can be read aloud."""

from dataclasses import dataclass

from yarrow.gate.words import Choice
from yarrow.kernel.words import N_


class SourceStanding(Choice):
    """How much weight the source of a rule has here (domain.md §2.0)."""

    STATUTE = "statute", N_("law")
    STANDARD = "standard", N_("a code that binds who is registered under it")
    PERSUASIVE = "persuasive", N_("guidance we follow, though it does not bind us")
    OURS = "ours", N_("our own decision")


@dataclass(frozen=True, slots=True)
class GateReason:
    """One thing that must be in place.

    ``absent`` is true when only a record is missing, not known or out of date; false when
    something was said or happened. ``satisfied_by`` names the kinds of fact to record. ``absolute``:
    no signature, agreement or setting of anybody lifts it; only what is recorded in ``satisfied_by`` does.
    """

    code: str
    title: str
    text: str
    to_satisfy: str
    absent: bool
    source: str
    standing: SourceStanding
    satisfied_by: tuple[str, ...] = ()
    absolute: bool = False


@dataclass(frozen=True, slots=True)
class StillOpen:
    """What stays possible whatever the answer is."""

    code: str
    text: str
