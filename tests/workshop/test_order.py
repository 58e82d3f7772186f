"""Which tests the short run asks, and which go to which worker first."""

from dataclasses import dataclass, field
from typing import Any

import pytest

from tests.which import in_turn, longest_first


@dataclass(frozen=True)
class Item:
    nodeid: str
    fixturenames: tuple[str, ...] = ()
    markers: dict[str, Any] = field(default_factory=dict, hash=False)

    def get_closest_marker(self, name: str) -> Any:
        """As pytest's own items answer."""
        return self.markers.get(name)


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


def ways(place: str, *fixtures: str, **markers: Any) -> list[Item]:
    return [Item(f"{place}::test_it[{way}]", fixtures, markers) for way in ("one", "two", "three")]


def test_of_a_page_that_is_asked_in_three_ways_one_is_asked_and_the_same_each_time() -> None:
    found = ways("src/yarrow/desk/tests/test_today.py", "browser")

    kept = in_turn(found)

    assert len(kept) == 1
    assert in_turn(found) == kept


def test_no_rule_and_no_act_is_left_out() -> None:
    rules = ways("src/yarrow/gate/tests/test_rules.py")
    acts = ways("src/yarrow/rooms/tests/test_holding.py", "db")

    assert in_turn([*rules, *acts]) == [*rules, *acts]


def test_a_test_says_for_itself_how_many_and_who_always() -> None:
    marker = pytest.mark.in_turn(1, always=("two",)).mark
    found = ways("tests/barrier/test_canaries.py", "settled", in_turn=marker)

    kept = in_turn(found)

    assert len(kept) == 2
    assert found[1] in kept


def test_over_many_tests_every_way_has_its_turn() -> None:
    found = [
        item for number in range(30) for item in ways(f"src/yarrow/desk/tests/test_{number}.py", "client")
    ]

    assert {item.nodeid.partition("[")[2] for item in in_turn(found)} == {"one]", "two]", "three]"}
