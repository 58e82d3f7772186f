"""Unease, briefs, signing and vetting, as they are pressed."""

from datetime import date, timedelta
from uuid import UUID

import pytest
from django.urls import reverse

from tests.browsers import Browser
from yarrow.audit.models import AuditEvent
from yarrow.audit.terms import Event
from yarrow.cases.tests.reading import token_in, words_of
from yarrow.config.families import Family
from yarrow.gate.facts.who import Identity, Language
from yarrow.gate.words import Answer
from yarrow.kernel.clock import FixedClock
from yarrow.kernel.decision import Refused
from yarrow.meetings.actions import sign_plan, vet_message
from yarrow.meetings.gate import facts_for
from yarrow.meetings.models import Brief, Plan, SignOff, Unease
from yarrow.meetings.queries import question_of
from yarrow.rooms.actions import look_over_shares, open_drops
from yarrow.rooms.actions.writing import quarantine_unchecked
from yarrow.rooms.models import Draft, Entry, Quarantine
from yarrow.rooms.queries import entries_in, shares_standing
from yarrow.staff.models import RosterEntry

OF_HERS = "She asked twice, on her own, and wants to be heard."


def brief_of(family: Family, **changes: object) -> dict[str, object]:
    supervisor = str(family.cast.worker("signing_supervisor").pk)
    return {"supervisor": supervisor, "facts": ["role_in_harm.role=harmed"], "words": OF_HERS} | changes


def test_unease_is_asked_for_once_and_owes_no_reason(plan: Plan, browser: Browser) -> None:
    path = reverse("meetings:not_easy", args=[plan.pk])
    said = browser("child_worker").get(path)

    assert "You owe no reason." in words_of(said)
    assert "textarea" not in said.content.decode()
    for _press in range(2):
        browser("child_worker").post(path)

    assert Unease.objects.filter(lifted_at__isnull=True).count() == 1


def test_unease_shows_to_who_raised_it_and_to_no_other_room(plan: Plan, browser: Browser) -> None:
    browser("child_worker").post(reverse("meetings:not_easy", args=[plan.pk]))
    page = reverse("meetings:plan", args=[plan.pk])

    assert "Only you can take it back." in words_of(browser("child_worker").get(page))
    for part in ("harmed_worker", "other_worker"):
        assert "Only you can take it back." not in words_of(browser(part).get(page))
        assert "A worker is not easy" not in words_of(browser(part).get(page))
    assert "A worker is not easy about this." in words_of(browser("lead").get(page))


def test_unease_is_lifted_only_by_who_raised_it_and_twice_is_once(plan: Plan, browser: Browser) -> None:
    browser("child_worker").post(reverse("meetings:not_easy", args=[plan.pk]))
    path = reverse("meetings:easy", args=[plan.pk])

    browser("harmed_worker").post(path)
    assert Unease.objects.filter(lifted_at__isnull=True).exists()
    for _press in range(2):
        assert browser("child_worker").post(path).status_code == 302

    assert not Unease.objects.filter(lifted_at__isnull=True).exists()


def test_brief_without_words_is_offered_again(family: Family, plan: Plan, browser: Browser) -> None:
    path = reverse("meetings:brief", args=[plan.pk, family.rooms["harmed"].pk])
    worker = browser("harmed_worker")

    assert worker.post(path, brief_of(family, words=""))["Location"] == path
    assert "“In your words” needs an answer" in words_of(worker.get(path))
    assert not Brief.objects.exists()


def test_brief_is_prefilled_with_coded_answers_and_no_name(
    family: Family, plan: Plan, browser: Browser
) -> None:
    path = reverse("meetings:brief", args=[plan.pk, family.rooms["harmed"].pk])

    page = browser("harmed_worker").get(path)

    assert 'value="role_in_harm.role=harmed" checked' in page.content.decode()
    main = words_of(page)
    assert "Part in what happened. Their part in it Was harmed" in main
    assert "Anwen" not in main


def test_brief_is_sealed_only_after_its_preview_was_seen(
    family: Family, plan: Plan, browser: Browser
) -> None:
    args, worker = [plan.pk, family.rooms["harmed"].pk], browser("harmed_worker")
    preview = reverse("meetings:preview", args=args)

    assert worker.post(reverse("meetings:brief", args=args), brief_of(family))["Location"] == preview
    seen = worker.get(preview)
    assert OF_HERS in words_of(seen)
    worker.post(preview, {"seen": "something else"})
    assert not Brief.objects.exists()
    worker.post(preview, {"seen": token_in(seen, "seen")})

    assert Brief.objects.get().room == family.rooms["harmed"]
    assert not Draft.objects.exists()
    assert OF_HERS.encode() not in bytes(Brief.objects.get().blob)


def test_brief_that_changed_since_its_preview_is_shown_again(
    family: Family, plan: Plan, browser: Browser
) -> None:
    args, worker = [plan.pk, family.rooms["harmed"].pk], browser("harmed_worker")
    worker.post(reverse("meetings:brief", args=args), brief_of(family, words="The first."))
    seen = worker.get(reverse("meetings:preview", args=args))
    worker.post(reverse("meetings:brief", args=args), brief_of(family, words="The second."))

    worker.post(reverse("meetings:preview", args=args), {"seen": token_in(seen, "seen")})

    again = words_of(worker.get(reverse("meetings:preview", args=args)))
    assert "What the brief says has changed." in again
    assert not Brief.objects.exists()


def test_preview_shows_exactly_what_the_supervisor_reads(
    family: Family, plan: Plan, browser: Browser
) -> None:
    family.record("harmed", Identity(known_as="Anwen", language=Language.WELSH))
    args, worker = [plan.pk, family.rooms["harmed"].pk], browser("harmed_worker")
    facts = ["role_in_harm.role=harmed", "identity.language=welsh"]
    worker.post(reverse("meetings:brief", args=args), brief_of(family, facts=facts))
    seen = worker.get(reverse("meetings:preview", args=args))
    worker.post(reverse("meetings:preview", args=args), {"seen": token_in(seen, "seen")})

    read = words_of(browser("signing_supervisor").get(reverse("meetings:plan", args=[plan.pk])))

    start, end = "What still stands in the way", OF_HERS
    previewed = words_of(seen)
    body = previewed[previewed.index(start) : previewed.index(end) + len(end)]
    assert "Language they choose Welsh" in body
    assert body in read
    assert "Heather, room 1 10 March 2026, Hana Harries" in read


def test_brief_past_its_day_is_no_longer_read(
    family: Family, plan: Plan, browser: Browser, clock: FixedClock
) -> None:
    args, worker = [plan.pk, family.rooms["harmed"].pk], browser("harmed_worker")
    worker.post(reverse("meetings:brief", args=args), brief_of(family))
    seen = worker.get(reverse("meetings:preview", args=args))
    worker.post(reverse("meetings:preview", args=args), {"seen": token_in(seen, "seen")})
    Brief.objects.update(expires_on=clock.today().replace(day=9))

    read = words_of(browser("signing_supervisor").get(reverse("meetings:plan", args=[plan.pk])))

    assert "No brief in date has been sealed to you." in read


def test_sign_without_briefs_says_why_once(plan: Plan, browser: Browser) -> None:
    path, signer = reverse("meetings:sign", args=[plan.pk]), browser("signing_supervisor")

    assert signer.post(path)["Location"] == path
    assert "There is not yet a brief, in date, for everyone concerned." in words_of(signer.get(path))
    assert "There is not yet a brief" not in words_of(signer.get(path))


def test_a_supervisor_whom_the_case_supervisor_brought_in_signs_nothing(
    family: Family, plan: Plan, browser: Browser
) -> None:
    path, signer = reverse("meetings:sign", args=[plan.pk]), browser("signing_supervisor")
    RosterEntry.objects.filter(worker=family.cast.worker("signing_supervisor")).update(
        signed_by=family.cast.worker("supervisor"), at=family.clock.now() + timedelta(days=1)
    )

    answer = signer.post(path)

    assert answer.status_code == 409
    assert "Somebody may have altered it" in words_of(answer)
    assert not SignOff.objects.exists()
    member = family.cast["signing_supervisor"]
    said = sign_plan(plan=plan, by=member.worker, keyring=member.keyring, clock=family.clock)
    assert isinstance(said, Refused)
    assert "Another supervisor must sign" in said.reasons[0].text
    assert AuditEvent.objects.filter(event=Event.ROSTER_DIFFERS, subject=member.worker.pk).count() == 1


def as_it_is(plan: Plan, clock: FixedClock) -> Answer:
    return facts_for(plan, question_of(plan, clock.today())).vetted_as_it_is


def taken_back(family: Family) -> None:
    member, room = family.holder("harmed"), family.rooms["harmed"]
    look_over_shares(
        room=room,
        keep=(),
        take_back=[read.entry.pk for read in shares_standing(entries_in(room, member.keyring))],
        words="",
        by=member.worker,
        keyring=member.keyring,
        clock=family.clock,
    )


def test_words_taken_back_are_not_carried_before_the_note_is_read_nor_after(
    family: Family, carried: Plan, message: UUID, clock: FixedClock
) -> None:
    vet_message(plan=carried, message=message, by=family.cast.worker("lead"), clock=clock)
    assert as_it_is(carried, clock) is Answer.YES

    taken_back(family)
    assert as_it_is(carried, clock) is Answer.NO

    member = family.cast["lead"]
    open_drops(room=family.rooms["shared"], by=member.worker, keyring=member.keyring, clock=clock)
    assert as_it_is(carried, clock) is Answer.NO
    assert carried.vettings.count() == 1


def test_words_taken_out_whose_row_of_that_is_gone_are_not_carried(
    family: Family, carried: Plan, message: UUID, clock: FixedClock
) -> None:
    """Who writes to the database deletes the row that says "taken out"; the record still says it."""
    lead = family.cast.worker("lead")
    vet_message(plan=carried, message=message, by=lead, clock=clock)
    assert as_it_is(carried, clock) is Answer.YES
    quarantine_unchecked(room=family.rooms["shared"], entry=message, by=lead, clock=clock)

    deleted, _kinds = Quarantine.objects.filter(entry_id=message).delete()

    assert deleted == 1
    assert as_it_is(carried, clock) is Answer.NO


@pytest.mark.parametrize("moved", [{"day": date(2020, 1, 1)}, {"number": 900}, {"blob": b"another"}])
def test_words_that_are_no_longer_as_they_were_written_are_not_carried(
    family: Family, carried: Plan, message: UUID, clock: FixedClock, moved: dict[str, object]
) -> None:
    vet_message(plan=carried, message=message, by=family.cast.worker("lead"), clock=clock)
    assert as_it_is(carried, clock) is Answer.YES

    assert Entry.objects.filter(pk=message).update(**moved) == 1

    assert as_it_is(carried, clock) is Answer.NO
