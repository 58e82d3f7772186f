from django.conf import settings
from django.db import transaction

from yarrow.audit.actions import append
from yarrow.audit.terms import Event
from yarrow.kernel.clock import Clock
from yarrow.kernel.decision import Refused, refused
from yarrow.kernel.ids import new_id
from yarrow.kernel.words import N_
from yarrow.sealing.blob import seal
from yarrow.sealing.keys import new_sealing_pair, new_signing_pair
from yarrow.sealing.passphrase import CHEAP
from yarrow.sealing.pepper import make_pepper
from yarrow.staff.models import Service
from yarrow.staff.queries.places import recovery_context, signing_context
from yarrow.staff.queries.service import is_set_up, service_key
from yarrow.staff.terms import Kind


def set_up_service(*, kind: Kind, clock: Clock) -> Service | Refused:
    """Make this database a service of that kind, once; makes the pepper if there is none.

    Refuses a second set-up, and for now every real service: a real recovery key is made in a
    custody ceremony (security.md §5.4, R-09), which does not exist yet. Demo and test get cheap
    Argon2id and a throw-away recovery pair (design.md §4).
    """
    if kind == Kind.REAL:
        return refused(
            "custody_missing",
            N_("Real data needs recovery keys held by three custodians. That ceremony is not built yet."),
        )
    if is_set_up():
        return refused("already_set_up", N_("This database is already set up"))
    if not settings.PEPPER_FILE.exists():
        make_pepper(settings.PEPPER_FILE)
    return _make(kind, clock)


@transaction.atomic
def _make(kind: Kind, clock: Clock) -> Service:
    service = _with_throw_away_keys(Service(id=new_id(), kind=kind, created_on=clock.today()))
    service.argon_memory_kib = CHEAP.memory_kib
    service.argon_passes = CHEAP.passes
    service.argon_lanes = CHEAP.lanes
    service.save(force_insert=True)
    append(chain=service.id, event=Event.SERVICE_SET_UP, actor=None, clock=clock)
    return service


def _with_throw_away_keys(service: Service) -> Service:
    key = service_key(service)
    signing = new_signing_pair()
    recovery = new_sealing_pair()
    service.signing_public = signing.public
    service.signing_sealed = seal(key, signing.private + signing.public, signing_context(service))
    service.recovery_public = recovery.public
    service.recovery_sealed = seal(key, recovery.private, recovery_context(service))
    return service
