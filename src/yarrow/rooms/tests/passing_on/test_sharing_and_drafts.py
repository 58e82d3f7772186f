from datetime import date, timedelta

import pytest

from yarrow.config.families import Family
from yarrow.gate.words import LongText
from yarrow.kernel.clock import FixedClock
from yarrow.kernel.decision import Refused
from yarrow.kernel.errors import NotThere
from yarrow.rooms import queries
from yarrow.rooms.access import rooms_words_may_go_to
from yarrow.rooms.actions import (
    forget_draft,
    forget_old_public_drafts,
    open_drops,
    save_draft,
    save_public_draft,
    share_words,
)
from yarrow.rooms.facts import SharedWords
from yarrow.rooms.models import Draft, Drop, PublicDraft
from yarrow.rooms.rules import preview_mark
from yarrow.sealing.keys import new_symmetric_key

WORDS = "I can come on Tuesdays."
TYPED = {"words": ["half a sentence about the lighthouse"]}
PAGE = "/r/0d3d9c3e/w/1/"


def share(
    family: Family, clock: FixedClock, *, part: str = "harmed_worker", **changes: object
) -> Drop | Refused:
    source, target = family.rooms["harmed"], family.rooms["shared"]
    member = family.cast[part]
    given: dict[str, object] = {
        "source": source,
        "target": target,
        "words": WORDS,
        "agreed_how": "She read it on paper and said yes.",
        "agreed_on": date(2026, 3, 9),
        "seen": preview_mark(words=WORDS, target=target.pk),
        "by": member.worker,
        "keyring": member.keyring,
        "clock": clock,
    }
    return share_words(**(given | changes))  # type: ignore[arg-type]  # the table above names each one


def test_a_share_by_who_is_not_inside_finds_nothing(family: Family, clock: FixedClock) -> None:
    with pytest.raises(NotThere):
        share(family, clock, part="other_worker")


def test_a_share_of_words_that_were_not_previewed_is_refused(family: Family, clock: FixedClock) -> None:
    assert isinstance(share(family, clock, words=WORDS + " And Fridays."), Refused)
    assert isinstance(share(family, clock, target=family.rooms["team"]), Refused)
    assert not Drop.objects.filter(room=family.rooms["shared"]).exists()


def test_a_share_agreed_tomorrow_is_refused_at_its_field(family: Family, clock: FixedClock) -> None:
    answer = share(family, clock, agreed_on=clock.today() + timedelta(days=1))
    assert isinstance(answer, Refused)
    assert answer.reasons[0].field == "agreed_on"


def test_a_share_to_another_case_finds_nothing(family: Family, clock: FixedClock) -> None:
    from yarrow.config.families import open_family

    elsewhere = open_family(cast=family.cast, clock=clock)
    with pytest.raises(NotThere):
        share(family, clock, target=elsewhere.rooms["shared"])


def test_shared_words_arrive_word_for_word_and_nothing_else(family: Family, clock: FixedClock) -> None:
    assert isinstance(share(family, clock), Drop)
    child = family.cast["child_worker"]
    room = family.rooms["shared"]
    open_drops(room=room, by=child.worker, keyring=child.keyring, clock=clock)
    arrived = [read.fact for read in queries.entries_in(room, child.keyring)]
    assert arrived == [SharedWords(words=LongText(WORDS))]


def test_a_draft_of_another_worker_or_page_is_not_there(family: Family, clock: FixedClock) -> None:
    mine, other = family.cast["harmed_worker"], family.cast["other_worker"]
    save_draft(worker=mine.worker, path=PAGE, typed=TYPED, problems={}, clock=clock)
    assert queries.draft_at(worker=other.worker, keyring=other.keyring, path=PAGE) is None
    assert queries.draft_at(worker=mine.worker, keyring=mine.keyring, path="/r/") is None


def test_a_draft_row_given_to_another_worker_does_not_open(family: Family, clock: FixedClock) -> None:
    mine, other = family.cast["harmed_worker"], family.cast["other_worker"]
    save_draft(worker=mine.worker, path=PAGE, typed=TYPED, problems={}, clock=clock)
    Draft.objects.update(worker=other.worker)
    assert queries.draft_at(worker=other.worker, keyring=other.keyring, path=PAGE) is None


def test_a_draft_is_offered_again_until_it_is_forgotten(family: Family, clock: FixedClock) -> None:
    mine = family.cast["harmed_worker"]
    for _press in range(2):
        save_draft(worker=mine.worker, path=PAGE, typed=TYPED, problems={"words": ["Too long"]}, clock=clock)
    kept = queries.draft_at(worker=mine.worker, keyring=mine.keyring, path=PAGE)
    assert kept is not None
    assert (kept.typed, kept.problems) == (TYPED, {"words": ["Too long"]})
    forget_draft(worker=mine.worker, path=PAGE)
    assert queries.draft_at(worker=mine.worker, keyring=mine.keyring, path=PAGE) is None


def test_a_public_draft_opens_only_with_its_cookie_and_is_cleared(family: Family, clock: FixedClock) -> None:
    key = new_symmetric_key()
    draft = save_public_draft(typed=TYPED, key=key, clock=clock)
    assert queries.public_draft(draft=draft, key=new_symmetric_key()) is None
    assert queries.public_draft(draft=draft, key=key) == TYPED
    clock.move_to(clock.now() + timedelta(hours=3))
    assert forget_old_public_drafts(clock=clock) == 1
    assert not PublicDraft.objects.exists()


def test_a_worker_of_one_room_is_offered_no_other_persons_room(family: Family) -> None:
    other = family.cast.worker("other_worker")
    offered = set(rooms_words_may_go_to(other, family.rooms["other"]))
    assert offered == {family.rooms["team"], family.rooms["shared"]}
    lead = family.cast.worker("lead")
    assert family.rooms["other"] in rooms_words_may_go_to(lead, family.rooms["harmed"])


def test_a_share_into_another_persons_room_by_who_may_not_choose_it_finds_nothing(
    family: Family, clock: FixedClock
) -> None:
    member, target = family.cast["other_worker"], family.rooms["harmed"]
    with pytest.raises(NotThere):
        share(
            family,
            clock,
            part="other_worker",
            source=family.rooms["other"],
            target=target,
            seen=preview_mark(words=WORDS, target=target.pk),
            by=member.worker,
        )
