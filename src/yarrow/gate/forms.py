"""The forms that restorative work can take (domain.md §4.2)."""

from yarrow.gate.words import Choice
from yarrow.kernel.words import N_


class Form(Choice):
    """One way of working; consent is given form by form."""

    CONFERENCE = "conference", N_("Restorative conference")
    CIRCLE_WITH_ALL = "circle_with_all", N_("Circle with everyone")
    FAMILY_MEETING = "family_meeting", N_("Family meeting")
    FAMILY_GROUP_CONFERENCE = "family_group_conference", N_("Family group conference")
    PRIVATE_FAMILY_TIME = "private_family_time", N_("Family group conference with time for the family alone")
    SHUTTLE = "shuttle", N_("Messages carried by a worker")
    LETTER = "letter", N_("A letter that is delivered")
    RECORDING = "recording", N_("A recording that is passed on")
    GIFT = "gift", N_("A gift or an object that is passed on")
    GO_BETWEEN = "go_between", N_("Someone else going between")
    NO_SEND_LETTER = "no_send_letter", N_("A letter that is not sent")
    ONE_PERSON_WORK = "one_person_work", N_("Work with one person")
    CIRCLE_OF_OWN_PEOPLE = "circle_of_own_people", N_("Circle with a person's own safe people")
    SURROGATE = "surrogate", N_("Meeting someone else who stands in")
    RESTORATIVE_ENQUIRY = "restorative_enquiry", N_("Listening to one person: what happened, what is needed")
    EARLY_HELP = "early_help", N_("Early help")


DIRECT = frozenset(
    {
        Form.CONFERENCE,
        Form.CIRCLE_WITH_ALL,
        Form.FAMILY_MEETING,
        Form.FAMILY_GROUP_CONFERENCE,
        Form.PRIVATE_FAMILY_TIME,
    },
)
CARRIED = frozenset({Form.SHUTTLE, Form.LETTER, Form.RECORDING, Form.GIFT, Form.GO_BETWEEN})
JOINT = DIRECT | CARRIED
APART = frozenset(Form) - JOINT
