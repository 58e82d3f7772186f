"""What is asked: which form, about what, and whose rooms."""

from pathlib import Path

import pytest

from yarrow.config.replay.case import Expected, Line, Person, ReplayCase, Step
from yarrow.config.replay.questions import Question, questions_for
from yarrow.gate.forms import Form
from yarrow.gate.topics import Topic

PEOPLE = {
    person.key: person
    for person in (
        Person("A", "harmed", "adult"),
        Person("D", "harmed_by_child", "adult"),
        Person("B", "person_who_harmed", "young_person"),
        Person("C", "child", "child"),
        Person("S", "supporter", "adult"),
    )
}
HARM = (Topic.HARM,)


def asked(
    form: str, *work: tuple[str, str], whose: str = "", dead: frozenset[str] = frozenset()
) -> list[Question]:
    lines = tuple(Line("no_contact_work", {"person": (person,), "kind": (kind,)}) for person, kind in work)
    case = ReplayCase(Path("x"), "x", "restorative_justice", "family", PEOPLE, ())
    expected = Expected(form=form, answer="no", whose=whose)
    return questions_for(expected, Step(1, 0, lines, (expected,)), case, dead)


@pytest.mark.parametrize(
    ("word", "form"),
    [
        ("face_to_face", Form.CONFERENCE),
        ("family_meeting", Form.FAMILY_MEETING),
        ("indirect", Form.SHUTTLE),
    ],
)
def test_joint_forms_ask_everyone_but_supporters(word: str, form: Form) -> None:
    assert asked(word) == [Question(form, HARM, ("A", "D", "B", "C"))]


def test_work_without_contact_is_a_letter_of_each_person_harmed() -> None:
    assert asked("no_contact") == [Question(Form.NO_SEND_LETTER, HARM, (key,)) for key in "AD"]


def test_the_dead_write_no_letter() -> None:
    assert asked("no_contact", dead=frozenset("A")) == [Question(Form.NO_SEND_LETTER, HARM, ("D",))]


@pytest.mark.parametrize(
    ("kind", "form"),
    [
        ("no_send_letter", Form.NO_SEND_LETTER),
        ("surrogate_dialogue", Form.SURROGATE),
        ("support_circle", Form.CIRCLE_OF_OWN_PEOPLE),
        ("one_to_one", Form.ONE_PERSON_WORK),
    ],
)
def test_the_work_that_a_step_tells_of_is_what_is_asked(kind: str, form: Form) -> None:
    assert asked("no_contact", ("A", kind)) == [Question(form, HARM, ("A",))]


def test_the_last_work_of_a_step_counts_and_for_names_whose() -> None:
    work = (("B", "one_to_one"), ("A", "support_circle"))

    assert asked("no_contact", *work) == [Question(Form.CIRCLE_OF_OWN_PEOPLE, HARM, ("A",))]
    assert asked("no_contact", *work, whose="B") == [Question(Form.ONE_PERSON_WORK, HARM, ("B",))]
    assert asked("no_contact", *work, whose="C") == [Question(Form.NO_SEND_LETTER, HARM, ("C",))]
