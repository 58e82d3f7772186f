"""New keys for a colleague whose passphrase and code are lost: two people, neither alone (§5.4).

There is no path by e-mail and none for one administrator. Whoever begins it, whoever confirms it
and the worker are three different people; both colleagues compare the figures and sign.
"""

from django.db import transaction

from yarrow.audit import actions as audit
from yarrow.audit.terms import Event
from yarrow.kernel.clock import Clock
from yarrow.kernel.decision import Allowed, Decision, Refused, refused
from yarrow.kernel.errors import NotThere
from yarrow.kernel.words import N_
from yarrow.people import access
from yarrow.people.models import NewKeys, ShownOnce
from yarrow.people.queries import new_keys_of
from yarrow.people.terms import Ending, NewsKind, ShownKind
from yarrow.rooms import actions as rooms
from yarrow.sealing.keyring import Keyring
from yarrow.sealing.keys import sign
from yarrow.sealing.recovery_code import code_digest, new_code
from yarrow.sealing.typed import spelled
from yarrow.staff import actions as staff
from yarrow.staff.models import RosterEntry, Worker
from yarrow.staff.queries import fingerprint_of, is_frozen, is_independent_of, the_service
from yarrow.staff.queries.roster import signed_words

from .inviting import CODE, GOOD_FOR
from .once import keep_to_show, tell

_NOT_NOW = refused("not_now", N_("New keys cannot be begun now: look at this page again"))
_SECOND = refused("second_person", N_("A second colleague must do this: not you, and not the worker"))
_NOT_INDEPENDENT = refused(
    "not_independent",
    N_("Somebody else must: neither may have vouched for the other, nor be here less than two weeks"),
)
_NOT_THE_SAME = refused("not_the_same", N_("These are not the figures you compared. Look at them again."))


@transaction.atomic
def begin_new_keys(*, worker: Worker, drops_factor: bool, by: Worker, clock: Clock) -> NewKeys | Refused:
    """The first of two: says that this worker's passphrase and code are lost. Nothing changes yet.

    The worker, if they can still sign in, is told and can stop it. Raises ``NotThere`` for whoever
    does not look after people; refuses for oneself, for a frozen account, and beside another.
    """
    if not access.may_look_after(by):
        raise NotThere
    standing = Worker.objects.select_for_update().get(pk=worker.pk)
    is_newcomer = not standing.roster_entries.exists()
    blocked = is_frozen(standing) or is_newcomer or new_keys_of(standing) is not None
    if worker.pk == by.pk or not standing.is_active or blocked:
        return _NOT_NOW
    keys = NewKeys.objects.create(
        worker=worker,
        by=by,
        begun_at=clock.now(),
        drops_factor=drops_factor,
        expires_at=clock.now() + GOOD_FOR,
    )
    tell(worker=worker, kind=NewsKind.KEYS_BEGUN, clock=clock)
    _note(Event.NEW_KEYS_BEGUN, by, keys, clock)
    return keys


@transaction.atomic
def confirm_new_keys(
    *, keys: NewKeys, confirms_drop: bool, by: Worker, keyring: Keyring, clock: Clock
) -> ShownOnce | Refused:
    """The second of two: has met the worker and checked who they are; is shown the code to pass on.

    Raises ``NotThere`` for whoever may not; refuses who began it, the worker, and whoever the first
    brought in, or who is new: else one person could invent the second.
    """
    if not access.may_confirm(by):
        raise NotThere
    standing = _held(keys)
    if by.pk in {standing.by_id, standing.worker_id} or is_frozen(standing.worker):
        return _SECOND
    if not is_independent_of(by, standing.by, clock):
        return _NOT_INDEPENDENT
    if standing.confirmed_by_id is not None or standing.expires_at <= clock.now():
        return _NOT_NOW
    code = new_code()
    NewKeys.objects.filter(pk=keys.pk).update(
        confirmed_by=by,
        confirms_drop=confirms_drop and standing.drops_factor,
        code_digest=code_digest(code),
        expires_at=clock.now() + GOOD_FOR,
    )
    _note(Event.NEW_KEYS_AGREED, by, keys, clock)
    return keep_to_show(keyring=keyring, kind=ShownKind.NEW_KEYS, code=spelled(code, CODE), clock=clock)


@transaction.atomic
def stop_new_keys(*, keys: NewKeys, by: Worker, clock: Clock, wrong: bool = False) -> None:
    """Nothing comes of it: pressed by the worker, by either of the two, or by who looks after people.

    Keys that were made already stay without a line: nothing is wrapped to them. Raises ``NotThere``
    for anybody else.
    """
    standing = _held(keys)
    may = {standing.worker_id, standing.by_id, standing.confirmed_by_id}
    if by.pk not in may and not access.may_look_after(by):
        raise NotThere
    NewKeys.objects.filter(pk=keys.pk).update(ending=Ending.WRONG if wrong else Ending.CANCELLED)
    _note(Event.INVITATION_ENDED, by, keys, clock)


@transaction.atomic
def sign_new_keys(*, keys: NewKeys, seen: str, by: Worker, keyring: Keyring, clock: Clock) -> Decision:
    """One of the two has compared the figures and signs. With the second signature the keys count.

    Then the old wraps are deleted and every room is asked for again, in the same transaction.
    Raises ``NotThere`` for anybody but the two.
    """
    standing = _held(keys)
    if by.pk not in {standing.by_id, standing.confirmed_by_id} or not access.is_open(by):
        raise NotThere
    if standing.made_at is None or seen != fingerprint_of(standing.worker):
        return _NOT_THE_SAME
    _sign(standing, by, keyring)
    _note(Event.KEYS_VOUCHED, by, keys, clock)
    if not (standing.signature and standing.second_signature):
        return Allowed()
    given = staff.give_new_keys(line=_line(standing), clock=clock)
    if isinstance(given, Refused):
        transaction.set_rollback(True)
        return given
    NewKeys.objects.filter(pk=keys.pk).update(ending=Ending.DONE)
    rooms.ask_again(worker=standing.worker, by=by, clock=clock)
    return Allowed()


def _held(keys: NewKeys) -> NewKeys:
    found = NewKeys.objects.select_for_update().filter(pk=keys.pk, ending=Ending.OPEN).first()
    if found is None:
        raise NotThere
    return found


def _sign(keys: NewKeys, by: Worker, keyring: Keyring) -> None:
    signature = sign(keyring.signing_private, signed_words(_line(keys), the_service()))
    column = "signature" if by.pk == keys.by_id else "second_signature"
    setattr(keys, column, signature)
    keys.save(update_fields=[column])


def _line(keys: NewKeys) -> RosterEntry:
    """The one line that both sign: it depends on nothing that changes between the two signatures."""
    if keys.made_at is None or keys.confirmed_by_id is None:
        raise NotThere
    line = staff.replacing_line(
        id=keys.line_id,
        worker_id=keys.worker_id,
        sealing_public=bytes(keys.worker.sealing_public),
        signing_public=bytes(keys.worker.signing_public),
        vouchers=(keys.by_id, keys.confirmed_by_id),
        at=keys.made_at,
    )
    line.signature, line.second_signature = bytes(keys.signature), bytes(keys.second_signature)
    return line


def _note(event: Event, by: Worker, keys: NewKeys, clock: Clock) -> None:
    audit.append(chain=the_service().id, event=event, actor=by.pk, subject=keys.worker_id, clock=clock)
