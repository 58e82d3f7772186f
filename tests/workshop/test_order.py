"""Which tests go to which worker first."""

from dataclasses import dataclass

from tests.which import longest_first


@dataclass(frozen=True)
class Item:
    nodeid: str


STORY, BARRIER, PAGE, RULE = (
    Item(f"{place}::test_it")
    for place in (
        "tests/stories/test_first.py",
        "tests/barrier/test_canaries.py",
        "src/yarrow/desk/tests/test_today.py",
        "src/yarrow/gate/tests/test_rules.py",
    )
)


def test_stories_begin_with_one_worker_and_the_barrier_with_the_other() -> None:
    found = [PAGE, RULE, RULE, PAGE, RULE, BARRIER, RULE, STORY]

    ordered = longest_first(found, workers=2)

    assert ordered[0] is STORY
    assert ordered[len(ordered) // 2] is BARRIER


def test_nothing_is_lost_and_nothing_twice() -> None:
    for found in ([], [STORY], [BARRIER], [STORY] * 5 + [RULE], [PAGE, BARRIER, STORY, RULE, RULE, BARRIER]):
        ordered = longest_first(found, workers=2)
        assert sorted(each.nodeid for each in ordered) == sorted(each.nodeid for each in found)
