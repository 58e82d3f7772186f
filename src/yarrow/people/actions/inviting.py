"""Who may join: a colleague invites, the newcomer makes their keys, the colleague vouches for these."""

from datetime import timedelta

from django.db import IntegrityError, transaction
from django.db.models import QuerySet

from yarrow.audit import actions as audit
from yarrow.audit.terms import Event
from yarrow.kernel.clock import Clock
from yarrow.kernel.decision import Allowed, Decision, Refused, refused
from yarrow.kernel.errors import NotThere
from yarrow.kernel.ids import new_id
from yarrow.kernel.words import N_
from yarrow.people import access
from yarrow.people.models import Invitation, NewKeys, ShownOnce
from yarrow.people.terms import Ending, NewsKind, ShownKind
from yarrow.sealing.keyring import Keyring
from yarrow.sealing.recovery_code import code_digest, new_code
from yarrow.sealing.typed import Mistyped, read_typed, spelled
from yarrow.staff import actions as staff
from yarrow.staff.models import Service, Worker
from yarrow.staff.queries import the_service, worker_named
from yarrow.staff.rules import passphrase_is_good_enough
from yarrow.staff.terms import Post

from .once import keep_to_show, tell

GOOD_FOR = timedelta(days=7)
CODE = "invitation"
"""What the check at the end of a code covers: no recovery code passes for one."""

DID_NOT_WORK = refused("code_wrong", N_("That did not work"))
_ANOTHER = refused("another", N_("You invited them. Somebody else must compare the figures."))
_TAKEN = refused(
    "name_taken", N_("Somebody signs in by this name already, or is invited by it"), field="username"
)


@transaction.atomic
def invite(
    *, name: str, username: str, post: Post, by: Worker, keyring: Keyring, clock: Clock
) -> ShownOnce | Refused:
    """Let somebody make their keys, with a code for seven days that the inviter passes on by voice.

    Raises ``NotThere`` for whoever does not look after people; refuses a sign-in name in use.
    """
    if not access.may_look_after(by):
        raise NotThere
    _end_what_lapsed(username, clock)
    if worker_named(username) or Invitation.objects.filter(username=username, ending=Ending.OPEN).exists():
        return _TAKEN
    code = new_code()
    invitation = Invitation.objects.create(
        name=name,
        username=username,
        post=post,
        by=by,
        made_at=clock.now(),
        expires_at=clock.now() + GOOD_FOR,
        code_digest=code_digest(code),
    )
    _note(Event.WORKER_INVITED, by, invitation.pk, clock)
    return keep_to_show(keyring=keyring, kind=ShownKind.INVITATION, code=spelled(code, CODE), clock=clock)


@transaction.atomic
def cancel_invitation(*, invitation: Invitation, by: Worker, clock: Clock) -> None:
    """The code opens nothing more. Raises ``NotThere`` for whoever does not look after people."""
    if not access.may_look_after(by):
        raise NotThere
    open_ones = Invitation.objects.filter(pk=invitation.pk, ending=Ending.OPEN, worker=None)
    if open_ones.update(ending=Ending.CANCELLED):
        _note(Event.INVITATION_ENDED, by, invitation.pk, clock)


def take_code(*, username: str, code: str, passphrase: str, clock: Clock) -> Worker | Refused:
    """Somebody comes with a code: a newcomer, or a colleague for whom two others began new keys.

    Whatever is wrong is refused in the same words: the code, its day, the name, the passphrase.
    """
    if isinstance(passphrase_is_good_enough(passphrase, username=username), Refused):
        return DID_NOT_WORK
    try:
        digest = code_digest(read_typed(code, CODE))
        who = _who_comes(username, digest, clock)
        if who is None:
            return DID_NOT_WORK
        # Before the transaction: stretching takes seconds, and nobody else could write meanwhile.
        return _take(digest, staff.make_keys(worker=who, passphrase=passphrase), clock)
    except (Mistyped, IntegrityError):
        return DID_NOT_WORK


def _who_comes(username: str, digest: bytes, clock: Clock) -> Worker | None:
    """A newcomer, not saved yet, or the colleague for whom new keys were begun; nobody for a wrong code."""
    invitation = _open_invitation(username, digest, clock).first()
    if invitation is not None:
        post = Post(invitation.post)
        return Worker(id=new_id(), username=username, name=invitation.name, post=post)
    keys = _keys_begun(username, digest, clock).first()
    return keys.worker if keys else None


@transaction.atomic
def _take(digest: bytes, made: staff.MadeKeys, clock: Clock) -> Worker | Refused:
    """Looked at again with the rows held: somebody may have come with this code meanwhile."""
    worker = made.worker
    invitation = _open_invitation(worker.username, digest, clock).select_for_update().first()
    if invitation is not None:
        return _join(invitation, made, clock)
    keys = _keys_begun(worker.username, digest, clock).select_for_update().filter(worker=worker).first()
    return DID_NOT_WORK if keys is None else _renew(keys, made, clock)


def _open_invitation(username: str, digest: bytes, clock: Clock) -> QuerySet[Invitation]:
    return Invitation.objects.filter(**_is_good(digest, clock), worker=None, username=username)


def _keys_begun(username: str, digest: bytes, clock: Clock) -> QuerySet[NewKeys]:
    rows = NewKeys.objects.filter(**_is_good(digest, clock), made_at=None)
    return rows.filter(worker__username=username, worker__is_active=True).select_related("worker")


def _is_good(digest: bytes, clock: Clock) -> dict[str, object]:
    return {"code_digest": digest, "ending": Ending.OPEN, "expires_at__gt": clock.now()}


def _join(invitation: Invitation, made: staff.MadeKeys, clock: Clock) -> Worker:
    worker = staff.make_worker(made=made, clock=clock)
    Invitation.objects.filter(pk=invitation.pk).update(worker=worker)
    return worker


def _renew(keys: NewKeys, made: staff.MadeKeys, clock: Clock) -> Worker:
    worker = made.worker
    staff.replace_keys(made=made, without_second_factor=keys.drops_factor and keys.confirms_drop, clock=clock)
    NewKeys.objects.filter(pk=keys.pk).update(made_at=clock.now())
    tell(worker=worker, kind=NewsKind.KEYS_GIVEN, clock=clock)
    return worker


@transaction.atomic
def vouch(*, worker: Worker, seen: str, by: Worker, keyring: Keyring, clock: Clock) -> Decision:
    """Sign for a newcomer after comparing the figures; from now on rooms may be given to them.

    Raises ``NotThere`` for whoever may not; refuses who invited them, except at the beginning of a
    service (``access.may_vouch``).
    """
    Service.objects.select_for_update().get()  # two at once could both be the third
    if not access.may_vouch(by, worker, clock):
        if access.may_look_after(by):
            return _ANOTHER
        raise NotThere
    signed = staff.vouch_for(worker=worker, seen=seen, by=keyring, clock=clock)
    if isinstance(signed, Refused):
        return signed
    Invitation.objects.filter(worker=worker).update(ending=Ending.DONE)
    return Allowed()


@transaction.atomic
def say_wrong(*, worker: Worker, by: Worker, clock: Clock) -> Decision:
    """The figures were not the same: these keys are nobody's. The newcomer is invited afresh.

    Raises ``NotThere`` for whoever does not look after people.
    """
    if not access.may_look_after(by):
        raise NotThere
    invitation = Invitation.objects.filter(worker=worker, ending=Ending.OPEN).first()
    voided = staff.void_newcomer(worker=worker, by=by, clock=clock)
    if invitation is not None and isinstance(voided, Allowed):
        Invitation.objects.filter(pk=invitation.pk).update(ending=Ending.WRONG)
    return voided


def _end_what_lapsed(username: str, clock: Clock) -> None:
    lapsed = Invitation.objects.filter(
        username=username, ending=Ending.OPEN, worker=None, expires_at__lte=clock.now()
    )
    lapsed.update(ending=Ending.CANCELLED)


def _note(event: Event, by: Worker, subject: object, clock: Clock) -> None:
    audit.append(chain=the_service().id, event=event, actor=by.pk, subject=subject, clock=clock)  # type: ignore[arg-type]
