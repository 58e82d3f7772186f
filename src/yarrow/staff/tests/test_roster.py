import pytest

from yarrow.kernel.clock import FixedClock
from yarrow.sealing.keys import SigningPair, new_sealing_pair, new_signing_pair, sign
from yarrow.staff.actions import EnrollerNeeded, enrol_worker, leave_service
from yarrow.staff.models import RosterEntry, Service, Worker
from yarrow.staff.queries import UntrustedKey, trusted_sealing_public, trusted_signing_public
from yarrow.staff.queries.roster import signed_words
from yarrow.staff.terms import Post

from .conftest import PASSPHRASE, Member, enrolled, remember


def line_of(member: Member) -> RosterEntry:
    return RosterEntry.objects.get(worker=member.worker, revoked_on=None)


def fresh(member: Member) -> Worker:
    return Worker.objects.get(pk=member.worker.pk)


def test_trusted_key_when_the_key_is_put_in_place_of_anothers_refuses(bryn: Member) -> None:
    strange = new_sealing_pair().public
    assert trusted_sealing_public(fresh(bryn)) == bryn.worker.sealing_public

    Worker.objects.filter(pk=bryn.worker.pk).update(sealing_public=strange)
    with pytest.raises(UntrustedKey):
        trusted_sealing_public(fresh(bryn))
    RosterEntry.objects.filter(worker=bryn.worker).update(sealing_public=strange)
    with pytest.raises(UntrustedKey):
        trusted_sealing_public(fresh(bryn))


@pytest.mark.parametrize("column", ["sealing_public", "signing_public", "signature"])
def test_trusted_key_when_a_signed_column_is_edited_refuses(bryn: Member, column: str) -> None:
    entry = line_of(bryn)
    edited = bytearray(bytes(getattr(entry, column)))
    edited[0] ^= 1

    RosterEntry.objects.filter(pk=entry.pk).update(**{column: bytes(edited)})

    with pytest.raises(UntrustedKey):
        trusted_sealing_public(fresh(bryn))
    with pytest.raises(UntrustedKey):
        trusted_signing_public(bryn.worker.pk)


def test_trusted_key_when_the_line_is_missing_refuses(bryn: Member) -> None:
    RosterEntry.objects.filter(worker=bryn.worker).delete()

    with pytest.raises(UntrustedKey):
        trusted_sealing_public(fresh(bryn))


def test_trusted_key_when_a_line_is_given_to_somebody_else_refuses(bryn: Member, cerys: Member) -> None:
    RosterEntry.objects.filter(worker=cerys.worker).delete()
    RosterEntry.objects.filter(worker=bryn.worker).update(worker=cerys.worker)

    with pytest.raises(UntrustedKey):
        trusted_signing_public(cerys.worker.pk)


def stranger(username: str) -> tuple[Worker, SigningPair]:
    signing, sealing = new_signing_pair(), new_sealing_pair()
    worker = Worker.objects.create(
        username=username,
        name=username,
        post=Post.DUTY,
        sealing_public=sealing.public,
        signing_public=signing.public,
    )
    return worker, signing


def vouched(worker: Worker, by: Worker, pair: SigningPair, clock: FixedClock) -> None:
    entry = RosterEntry(
        worker=worker,
        sealing_public=worker.sealing_public,
        signing_public=worker.signing_public,
        signed_by=by,
        at=clock.now(),
    )
    entry.signature = sign(pair.private, signed_words(entry, Service.objects.get()))
    entry.save()
    remember(entry, clock)


def test_trusted_key_when_a_stranger_signs_for_himself_refuses(ada: Member, clock: FixedClock) -> None:
    one, pair = stranger("one")
    vouched(one, one, pair, clock)

    with pytest.raises(UntrustedKey):
        trusted_sealing_public(one)


def test_trusted_key_when_two_strangers_sign_for_each_other_refuses(ada: Member, clock: FixedClock) -> None:
    (one, pair_one), (two, pair_two) = stranger("one"), stranger("two")
    vouched(one, two, pair_two, clock)
    vouched(two, one, pair_one, clock)

    with pytest.raises(UntrustedKey):
        trusted_sealing_public(one)


def test_trusted_key_when_the_worker_is_switched_off_refuses(bryn: Member) -> None:
    Worker.objects.filter(pk=bryn.worker.pk).update(is_active=False)

    with pytest.raises(UntrustedKey):
        trusted_sealing_public(fresh(bryn))


def test_trusted_key_when_the_service_key_is_swapped_in_its_row_refuses(ada: Member) -> None:
    pair = new_signing_pair()
    service = Service.objects.get()
    entry = line_of(ada)
    entry.signature = sign(pair.private, signed_words(entry, service))
    entry.save()
    Service.objects.update(signing_public=pair.public)

    with pytest.raises(UntrustedKey):
        trusted_sealing_public(fresh(ada))


def test_trusted_key_when_a_colleague_signs_a_second_key_refuses(
    bryn: Member, cerys: Member, clock: FixedClock
) -> None:
    """Cerys works here and can write to the database: she still cannot become Bryn."""
    service = Service.objects.get()
    pair = new_sealing_pair()
    entry = RosterEntry(
        worker=bryn.worker,
        sealing_public=pair.public,
        signing_public=bryn.worker.signing_public,
        signed_by=cerys.worker,
        at=clock.now().replace(hour=23),
    )
    entry.signature = sign(cerys.keyring.signing_private, signed_words(entry, service))
    entry.save()
    remember(entry, clock)
    Worker.objects.filter(pk=bryn.worker.pk).update(sealing_public=pair.public)

    with pytest.raises(UntrustedKey):
        trusted_sealing_public(fresh(bryn))


def test_trusted_key_when_the_worker_has_left_refuses_but_what_they_signed_stays(
    ada: Member, bryn: Member, clock: FixedClock
) -> None:
    leave_service(worker=bryn.worker, by=ada.worker, clock=clock)

    with pytest.raises(UntrustedKey):
        trusted_sealing_public(fresh(bryn))
    assert trusted_signing_public(bryn.worker.pk) == bryn.worker.signing_public


def test_trusted_key_when_a_worker_who_left_is_made_active_again_by_hand_refuses(
    ada: Member, bryn: Member, clock: FixedClock
) -> None:
    leave_service(worker=bryn.worker, by=ada.worker, clock=clock)

    Worker.objects.filter(pk=bryn.worker.pk).update(is_active=True)

    with pytest.raises(UntrustedKey):
        trusted_sealing_public(fresh(bryn))


def test_enrol_worker_without_a_colleague_after_the_first_refuses(ada: Member, clock: FixedClock) -> None:
    with pytest.raises(EnrollerNeeded):
        enrol_worker(username="dai", name="Dai", post=Post.DUTY, passphrase=PASSPHRASE, clock=clock)

    assert not Worker.objects.filter(username="dai").exists()


def test_enrol_worker_by_somebody_who_has_left_refuses(ada: Member, bryn: Member, clock: FixedClock) -> None:
    leave_service(worker=bryn.worker, by=ada.worker, clock=clock)

    with pytest.raises(UntrustedKey):
        enrolled("dai", Post.DUTY, bryn, clock)

    assert not Worker.objects.filter(username="dai").exists()


def test_trusted_key_of_somebody_enrolled_in_a_chain_is_given(
    ada: Member, bryn: Member, clock: FixedClock
) -> None:
    dai = enrolled("dai", Post.DUTY, bryn, clock)
    leave_service(worker=bryn.worker, by=ada.worker, clock=clock)

    assert trusted_sealing_public(fresh(dai)) == dai.worker.sealing_public
    assert trusted_signing_public(dai.worker.pk) == dai.worker.signing_public
