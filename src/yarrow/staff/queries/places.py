"""Where sealed things of staff lie: bound into each seal, so that none opens anywhere else."""

from yarrow.sealing.context import Context
from yarrow.staff.models import Service, Worker


def signing_context(service: Service) -> Context:
    """Where the service's signing pair lies, bound into its seal."""
    return Context(deployment=service.id, table="service", column="signing", row=service.id)


def recovery_context(service: Service) -> Context:
    """Where a throw-away recovery key lies, bound into its seal."""
    return Context(deployment=service.id, table="service", column="recovery", row=service.id)


def secrets_context(worker: Worker, service: Service) -> Context:
    """``Worker.secrets_sealed``: one worker's own keys."""
    return Context(deployment=service.id, table="worker", column="secrets", row=worker.id)


def recovery_code_context(worker: Worker, service: Service) -> Context:
    """``RecoveryCode.sealed``: the same keys again, for the worker's printed code."""
    return Context(deployment=service.id, table="recovery_code", column="sealed", row=worker.id)
