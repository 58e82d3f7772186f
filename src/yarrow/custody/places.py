"""Where sealed things of custody lie: bound into each seal."""

from yarrow.sealing.context import Context
from yarrow.staff.models import Service

from .models import Custodian


def custodian_context(custodian: Custodian, service: Service) -> Context:
    """Who a custodian is, under the peppered key."""
    return Context(deployment=service.pk, table="custodian", column="blob", row=custodian.pk)
