"""Every read of staff: the service and its keys, the roster, who is competent and supervised."""

from .practice import (
    dva_competent_until,
    is_competent,
    is_dva_competent,
    last_supervised_on,
    supervision_in_date,
)
from .roster import UntrustedKey, trusted_sealing_public, trusted_signing_public
from .service import (
    NotSetUp,
    gate_key,
    is_demo,
    is_set_up,
    pepper,
    recovery_pair,
    service_signing_pair,
    the_service,
    totp_key,
)
from .workers import active_workers, has_second_factor, worker, worker_named

__all__ = [
    "NotSetUp",
    "UntrustedKey",
    "active_workers",
    "dva_competent_until",
    "gate_key",
    "has_second_factor",
    "is_competent",
    "is_demo",
    "is_dva_competent",
    "is_set_up",
    "last_supervised_on",
    "pepper",
    "recovery_pair",
    "service_signing_pair",
    "supervision_in_date",
    "the_service",
    "totp_key",
    "trusted_sealing_public",
    "trusted_signing_public",
    "worker",
    "worker_named",
]
