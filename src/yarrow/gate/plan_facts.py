"""The plan in plain facts, as whoever gathers them hands them to the gate."""

from dataclasses import dataclass
from datetime import date
from uuid import UUID

from yarrow.gate.words import Answer, Choice
from yarrow.kernel.words import N_


@dataclass(frozen=True, slots=True)
class PlanPractitioner:
    """One worker who would lead the work: competent in domestic abuse until, last supervised on."""

    dva_competent_until: date | None
    supervised_on: date | None


class AfterCare(Choice):
    """When people are asked again how it is, the person harmed first (domain.md E35)."""

    HOURS_48 = "hours_48", N_("Within 48 hours")
    WEEKS_2 = "weeks_2", N_("After two weeks")
    WEEKS_6 = "weeks_6", N_("After six weeks")
    MONTHS_3 = "months_3", N_("After three months")
    MONTHS_6 = "months_6", N_("After six months")


@dataclass(frozen=True, slots=True)
class SignOff:
    """A supervisor's signature on this plan, as checked by whoever gathers the facts.

    ``holds``: the signature is genuine and covers this plan, these rules and the rooms' answers as
    they are now. ``signer_apart``: the signer holds no room of the case.
    """

    signed_on: date
    holds: Answer
    signer_apart: Answer


@dataclass(frozen=True, slots=True)
class PlanFacts:
    """The plan in plain facts. ``abuse`` comes from the attested standing of the team room.

    ``answered_for``: whether somebody's room among those asked attests that they caused harm.
    """

    abuse: Answer
    answered_for: Answer
    practitioners: tuple[PlanPractitioner, ...]
    sign_off: SignOff | None
    has_preparation: Answer
    has_joint_step: Answer
    has_after_care: Answer
    after_care: frozenset[AfterCare]
    vetted_by: frozenset[UUID]
    vetted_as_it_is: Answer
    open_unease: int
    stopped: Answer
