"""What a replay file may say: every word outside the vocabulary is refused with its place."""

from pathlib import Path

import pytest

from tests.replay.places import OWN
from yarrow.config.replay import vocabulary
from yarrow.config.replay.reading import ReplayRefused, files_in, read_case
from yarrow.config.replay.telling import translations

SOUND = """
id: sound
pathway: restorative_approaches
setting: family
people:
- {key: A, part: harmed, age: adult}
- {key: B, part: person_who_harmed, age: adult}
steps:
- day: 0
  facts:
  - dva_flag: {value: 'yes'}
- day: 3
  facts:
  - consent: {person: A, to: [indirect], value: given}
  expect:
    indirect: {answer: 'no', because: [E15]}
"""


def written(folder: Path, *, instead_of: str = "", write: str = "") -> Path:
    assert instead_of in SOUND
    path = folder / "case.yaml"
    path.write_text(SOUND.replace(instead_of, write, 1) if instead_of else SOUND)
    return path


def test_a_sound_file_is_read_whole(tmp_path: Path) -> None:
    case = read_case(written(tmp_path))

    assert (case.slug, list(case.people), [step.day for step in case.steps]) == ("sound", ["A", "B"], [0, 3])
    assert case.steps[1].lines[0].several("to") == ("indirect",)
    assert case.steps[1].expected[0].because == ("E15",)


REFUSED = [
    ("- consent:", "- agreed:", "step 2: fact 'agreed' is not in the vocabulary"),
    ("person: A, to", "person: A, colour: red, to", "step 2: consent: key 'colour' is not in the vocabulary"),
    ("value: given", "value: perhaps", "step 2: consent.value: 'perhaps' is not one of"),
    ("to: [indirect]", "to: [indirect, phone]", "step 2: consent.to: 'phone' is not one of"),
    ("person: A, to", "person: Z, to", "step 2: consent.person: 'Z' is not one of A, B"),
    ("value: 'yes'", "value: yes", "step 1: dva_flag.value: True is a bare yes or no; it must be quoted"),
    ("value: 'yes'", "value: maybe", "step 1: dva_flag.value: 'maybe' is not one of"),
    ("value: 'yes'", "value: {a: b}", "step 1: dva_flag.value: {'a': 'b'} is not a word"),
    ("indirect: {answer", "by_phone: {answer", "step 2: expect: key 'by_phone' is not in the vocabulary"),
    ("answer: 'no'", "answer: no", "step 2: answer: False is a bare yes or no; it must be quoted"),
    ("answer: 'no'", "answer: never", "step 2: answer: 'never' is not one of no, may"),
    ("because: [E15]", "because: [E15x]", "step 2: because: 'E15x' is not a reason"),
    ("because: [E15]", "because: E15", "step 2: because: 'E15' is not a list"),
    ("because: [E15]", "basis: dream", "step 2: basis: 'dream' is not one of source, rule"),
    ("because: [E15]", "if_complete: 'yes'", "step 2: indirect.if_complete: 'yes' is neither true nor false"),
    ("because: [E15]", "about: [weather]", "step 2: indirect.about: 'weather' is not one of harm"),
    ("because: [E15]", "for: Z", "step 2: indirect.for: 'Z' is not one of A, B"),
    ("consent: {person: A, to: [indirect], value: given}", "death: {}", "step 2: death: person is not said"),
    ("day: 3", "day: soon", "step 2: day: 'soon' is not a whole number"),
    ("day: 3", "day: 3\n  hour: 4", "step 2: step: key 'hour' is not in the vocabulary"),
    ("part: harmed,", "part: victim,", "head: part: 'victim' is not one of"),
    ("part: harmed,", "part: harmed, trait: x,", "head: people: key 'trait' is not in the vocabulary"),
    ("age: adult}", "age: old}", "head: age: 'old' is not one of"),
    ("key: A, ", "", "head: people: a person without a key"),
    ("setting: family", "setting: family\nmood: grim", "head: case: key 'mood' is not in the vocabulary"),
    ("restorative_approaches", "mediation", "head: pathway: 'mediation' is not one of"),
    ("id: sound", "id: [", "head: cannot be read as YAML"),
    (
        "facts:\n  - dva_flag: {value: 'yes'}",
        "facts:\n  - dva_flag",
        "step 1: facts: 'dva_flag' is not one fact",
    ),
]


@pytest.mark.parametrize(("instead_of", "write", "why"), REFUSED)
def test_a_word_outside_the_vocabulary_is_refused_with_file_step_and_word(
    tmp_path: Path, instead_of: str, write: str, why: str
) -> None:
    with pytest.raises(ReplayRefused) as refusal:
        read_case(written(tmp_path, instead_of=instead_of, write=write))

    assert f"case.yaml, {why}" in str(refusal.value)


def test_a_file_of_another_shape_is_refused(tmp_path: Path) -> None:
    for text in ("", "- a", "people: []", "people: [1]"):
        path = tmp_path / "case.yaml"
        path.write_text(text)
        with pytest.raises(ReplayRefused):
            read_case(path)


def test_a_path_that_is_not_there_or_an_empty_folder_is_refused(tmp_path: Path) -> None:
    for path in (tmp_path, tmp_path / "nowhere.yaml"):
        with pytest.raises(ReplayRefused):
            files_in([str(path)])


def test_files_and_folders_are_found(tmp_path: Path) -> None:
    path = written(tmp_path)

    assert files_in([str(tmp_path), str(path)]) == [path, path]


def test_every_fact_of_the_vocabulary_has_a_translation() -> None:
    assert set(translations()) == set(vocabulary.FACTS)


def test_the_file_with_everything_uses_every_fact_and_every_closed_value() -> None:
    lines = [line for path in files_in([str(OWN)]) for step in read_case(path).steps for line in step.lines]
    everything = read_case(OWN / "every-fact.yaml")
    used = {(line.kind, key, value) for line in lines for key in line.keys for value in line.several(key)}
    closed = {
        (kind, key, value)
        for kind, keys in vocabulary.FACTS.items()
        for key, values in keys.items()
        if isinstance(values, tuple) and values is not vocabulary.YES_NO
        for value in values
    }

    assert {line.kind for step in everything.steps for line in step.lines} == set(vocabulary.FACTS)
    assert closed - used == set()
