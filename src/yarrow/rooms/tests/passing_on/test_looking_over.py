"""Every share is looked over after a change of part: each kept or taken back, and none left out."""

from collections.abc import Collection
from dataclasses import replace
from datetime import date
from uuid import UUID

import pytest

from yarrow.config.families import Family
from yarrow.gate.facts.freedom import SharesLookedAt
from yarrow.gate.words import Answer, LongText, Mark
from yarrow.kernel.decision import Refused
from yarrow.kernel.errors import NotThere
from yarrow.kernel.ids import new_id
from yarrow.rooms import queries
from yarrow.rooms.actions import look_over_shares, open_drops, share_words, take_out_entry
from yarrow.rooms.facts import SharedWords, ShareMade, ShareTakenBack, WordsTakenBack
from yarrow.rooms.models import Drop, Entry, Quarantine
from yarrow.rooms.rules import preview_mark

ONE, TWO = "I can come on Tuesdays.", "The key hangs by the back door."


def share(family: Family, words: str, *, into: str = "shared") -> UUID:
    member, source, target = family.holder("harmed"), family.rooms["harmed"], family.rooms[into]
    made = share_words(
        source=source,
        target=target,
        words=words,
        agreed_how="On paper.",
        agreed_on=date(2026, 3, 9),
        seen=preview_mark(words=words, target=target.pk),
        by=member.worker,
        keyring=member.keyring,
        clock=family.clock,
    )
    assert isinstance(made, Drop)
    return queries.shares_standing(queries.entries_in(source, member.keyring))[-1].entry.pk


def look_over(
    family: Family,
    *,
    keep: Collection[UUID] = (),
    take_back: Collection[UUID] = (),
    by: str = "harmed_worker",
    part: str = "harmed",
) -> object:
    member = family.cast[by]
    return look_over_shares(
        room=family.rooms[part],
        keep=keep,
        take_back=take_back,
        words="",
        by=member.worker,
        keyring=member.keyring,
        clock=family.clock,
    )


def looked(family: Family) -> list[Answer]:
    """What the gate is told of each look at what was passed on."""
    recorded = queries.recorded_in(family.rooms["harmed"], family.holder("harmed").keyring)
    return [each.fact.every_one for each in recorded if isinstance(each.fact, SharesLookedAt)]


def read_in(family: Family, part: str) -> tuple[queries.ReadEntry, ...]:
    member, room = family.holder(part), family.rooms[part]
    open_drops(room=room, by=member.worker, keyring=member.keyring, clock=family.clock)
    return queries.entries_in(room, member.keyring)


@pytest.mark.parametrize("by", ["other_worker", "supervisor", "child_worker", "outsider", "ex_worker"])
def test_nobody_outside_the_room_looks_over_or_takes_back(family: Family, by: str) -> None:
    one = share(family, ONE)
    before = Entry.objects.count(), Drop.objects.count()

    with pytest.raises(NotThere):
        look_over(family, take_back=[one], by=by)
    assert (Entry.objects.count(), Drop.objects.count()) == before


@pytest.mark.parametrize("part", ["shared", "team"])
def test_a_room_that_is_nobody_s_has_nothing_to_look_over(family: Family, part: str) -> None:
    with pytest.raises(NotThere):
        look_over(family, by=family.inside[part], part=part)


def test_what_leaves_a_share_out_or_names_another_is_refused_and_writes_nothing(family: Family) -> None:
    one, two = share(family, ONE), share(family, TWO)
    before = Entry.objects.count(), Drop.objects.count()

    for keep, take_back in (
        ([one], []),
        ([], [two]),
        ([one, two], [two]),
        ([one, two, new_id()], []),
        ([], []),
    ):
        assert isinstance(look_over(family, keep=keep, take_back=take_back), Refused)
    assert (Entry.objects.count(), Drop.objects.count()) == before


def test_a_look_counts_until_more_is_passed_on(family: Family) -> None:
    one = share(family, ONE)
    look_over(family, keep=[one])
    assert looked(family) == [Answer.YES]

    two = share(family, TWO)
    assert looked(family) == [Answer.UNKNOWN]

    look_over(family, keep=[one, two])
    assert looked(family) == [Answer.UNKNOWN, Answer.YES]


def test_a_tick_that_names_no_share_counts_only_where_nothing_was_passed_on(family: Family) -> None:
    family.record("harmed", SharesLookedAt(every_one=Answer.YES))
    assert looked(family) == [Answer.YES]

    one = share(family, ONE)
    family.record("harmed", SharesLookedAt(every_one=Answer.YES))
    assert looked(family) == [Answer.UNKNOWN, Answer.UNKNOWN]

    for said in (Answer.NO, Answer.UNKNOWN):
        family.record("harmed", SharesLookedAt(every_one=said, shares=Mark(str(one))))
    assert looked(family)[-2:] == [Answer.NO, Answer.UNKNOWN]


def test_what_is_taken_back_is_marked_in_both_rooms_and_nothing_is_erased(family: Family) -> None:
    one, two = share(family, ONE), share(family, TWO)
    read_in(family, "shared")

    look_over(family, keep=[two], take_back=[one])

    in_source = queries.entries_in(family.rooms["harmed"], family.holder("harmed").keyring)
    taken_back = [read.fact for read in in_source if isinstance(read.fact, ShareTakenBack)]
    assert [fact.words for fact in taken_back] == [ONE]
    assert [read.entry.pk for read in queries.shares_standing(in_source)] == [two]
    assert looked(family) == [Answer.YES]

    in_shared = read_in(family, "shared")
    words = {read.fact.words: read.counts for read in in_shared if isinstance(read.fact, SharedWords)}
    assert words == {ONE: False, TWO: True}
    assert [read.fact.words for read in in_shared if isinstance(read.fact, WordsTakenBack)] == [ONE]


def test_taken_back_before_it_was_read_it_is_set_aside_as_it_is_read(family: Family) -> None:
    one = share(family, ONE)
    look_over(family, take_back=[one])

    words = [read.counts for read in read_in(family, "shared") if isinstance(read.fact, SharedWords)]

    assert words == [False]


def test_the_same_words_passed_on_twice_are_told_apart(family: Family) -> None:
    one, two = share(family, ONE), share(family, ONE)
    look_over(family, keep=[two], take_back=[one])

    counts = [read.counts for read in read_in(family, "shared") if isinstance(read.fact, SharedWords)]

    assert counts == [False, True]


def test_words_of_the_first_days_are_known_by_what_they_say(family: Family) -> None:
    family.record("shared", SharedWords(words=LongText(ONE)), SharedWords(words=LongText(TWO)))
    family.record("shared", WordsTakenBack(words=LongText(ONE)))
    assert not Quarantine.objects.exists()  # only what comes by a note sets anything aside

    member = family.holder("harmed")
    old = family.record("harmed", replace(_made(family), note=Mark("")))[0].pk
    look_over(family, take_back=[old])
    counts = {
        read.fact.words: read.counts
        for read in read_in(family, "shared")
        if isinstance(read.fact, SharedWords)
    }

    assert counts == {ONE: False, TWO: True}
    assert queries.shares_standing(queries.entries_in(family.rooms["harmed"], member.keyring)) == ()


def _made(family: Family) -> ShareMade:
    one = share(family, ONE)
    member, room = family.holder("harmed"), family.rooms["harmed"]
    made = next(read.fact for read in queries.entries_in(room, member.keyring) if read.entry.pk == one)
    assert isinstance(made, ShareMade)
    take_out_entry(room=room, entry=one, by=member.worker, keyring=member.keyring, clock=family.clock)
    return made


def test_a_share_that_is_taken_out_is_taken_back_where_it_went(family: Family) -> None:
    one = share(family, ONE)
    member = family.holder("harmed")

    take_out_entry(
        room=family.rooms["harmed"], entry=one, by=member.worker, keyring=member.keyring, clock=family.clock
    )

    assert [type(read.fact) for read in read_in(family, "shared") if read.counts] == [WordsTakenBack]
