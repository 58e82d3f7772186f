"""Which form of contact a word of the replay means, whose rooms are asked, and about what."""

from dataclasses import dataclass

from yarrow.gate.forms import APART, CARRIED, Form
from yarrow.gate.topics import Topic

from .case import Expected, ReplayCase, Step

_WORK = {
    "no_send_letter": Form.NO_SEND_LETTER,
    "surrogate_dialogue": Form.SURROGATE,
    "support_circle": Form.CIRCLE_OF_OWN_PEOPLE,
    "one_to_one": Form.ONE_PERSON_WORK,
}


@dataclass(frozen=True, slots=True)
class Question:
    """One plan to put to the gate: a form, its topics, and the people whose rooms are asked."""

    form: Form
    topics: tuple[Topic, ...]
    people: tuple[str, ...]


def face_to_face(pathway: str) -> Form:
    """A conference in restorative justice, a circle with everyone in restorative approaches."""
    return Form.CONFERENCE if pathway == "restorative_justice" else Form.CIRCLE_WITH_ALL


def forms_of(word: str, pathway: str) -> tuple[Form, ...]:
    """The forms to which a consent said in this word is given."""
    return {
        "face_to_face": (face_to_face(pathway),),
        "family_meeting": (Form.FAMILY_MEETING, Form.FAMILY_GROUP_CONFERENCE),
        "indirect": tuple(form for form in Form if form in CARRIED),
        "no_contact": tuple(form for form in Form if form in APART),
    }[word]


def questions_for(expected: Expected, step: Step, case: ReplayCase, dead: frozenset[str]) -> list[Question]:
    """What is asked for one expectation: one plan, or for work with one person one for each concerned."""
    topics = tuple(Topic(topic) for topic in expected.about)
    if expected.form == "no_contact":
        form, people = _apart(expected, step, case, dead)
        return [Question(form, topics, (key,)) for key in people]
    joint = {
        "face_to_face": face_to_face(case.pathway),
        "family_meeting": Form.FAMILY_MEETING,
        "indirect": Form.SHUTTLE,
    }[expected.form]
    return [Question(joint, topics, case.taking_part)]


def _apart(
    expected: Expected, step: Step, case: ReplayCase, dead: frozenset[str]
) -> tuple[Form, tuple[str, ...]]:
    """A no-send letter for who was harmed, unless the step tells of other work, or for somebody else."""
    work = [line for line in step.lines if line.kind == "no_contact_work"]
    if expected.whose:
        work = [line for line in work if expected.whose in line.several("person")]
    form = _WORK.get(work[-1].one("kind"), Form.NO_SEND_LETTER) if work else Form.NO_SEND_LETTER
    if expected.whose:
        return form, (expected.whose,)
    told = tuple(key for key in work[-1].several("person") if key in case.people) if work else ()
    alive = tuple(key for key in case.harmed if key not in dead)
    return form, told or alive or case.harmed
