"""Which small changes are made to a rule, and that words are left alone."""

import ast
from pathlib import Path

from workshop.mutate.changes import changed, changes_in
from workshop.mutate.running import is_asked, turns_of

RULE = '''
KINDS: tuple[str, ...] = ("a", "b")
WORDS = ("value", N_("What is read"))

def rule(day: int, level: Level) -> bool:
    """A rule."""
    if day <= 14 and level is not Level.HIGH:
        return True
    return False
'''
MEMBERS = {"Level": ("LOW", "HIGH")}


def _made() -> dict[str, str]:
    found = changes_in("rule.py", RULE, MEMBERS)
    return {each.what: ast.unparse(changed(RULE, each, MEMBERS)) for each in found}


def test_every_change_is_another_rule() -> None:
    made = _made()

    assert len(set(made.values())) == len(made)
    assert ast.unparse(ast.parse(RULE)) not in made.values()


def test_edges_days_conditions_members_and_lists_are_changed() -> None:
    for what in ("14 -> 15", "day <= 14 -> day < 14", "Level.HIGH -> Level.LOW", "without: 'a'"):
        assert what in _made()
    assert any(what.startswith("without: day") for what in _made())
    assert "if day <= 14 and level is not Level.HIGH -> if True" in _made()


def test_words_and_annotations_are_left_alone() -> None:
    assert not [what for what in _made() if "N_" in what or "str" in what or "A rule" in what]


def test_a_sample_is_the_same_on_every_run() -> None:
    first, again = (list(changes_in("rule.py", RULE, MEMBERS)) for _time in range(2))

    assert [each.is_chosen(0.5) for each in first] == [each.is_chosen(0.5) for each in again]
    assert all(each.is_chosen(1) and not each.is_chosen(0) for each in first)


def test_a_part_is_asked_for_by_its_file_or_by_its_folder() -> None:
    path = Path("src/yarrow/gate/rules/risk.py")

    for only in ((), ("risk.py",), ("rules/risk.py",), ("gate/rules",), ("rules/",), ("facts", "rules")):
        assert is_asked(path, only)
    for only in (("facts",), ("about.py",), ("rules/about.py",)):
        assert not is_asked(path, only)


def test_every_test_has_its_first_turn_before_any_has_its_second() -> None:
    took = {"one[a]": 0.01, "one[b]": 0.01, "two": 0.02, "slow": 3.0, "one[c]": 0.01}
    turns = turns_of(took)

    assert sorted(took, key=turns.__getitem__) == ["one[a]", "two", "one[b]", "one[c]", "slow"]
