"""What may be chosen on a sheet, in the words of who chooses."""

from yarrow.gate.words import Choice
from yarrow.kernel.words import N_


class Scale(Choice):
    """Five steps. Saying nothing is none of them."""

    YES = "yes", N_("Yes, quite")
    MOSTLY = "mostly", N_("Mostly")
    PARTLY = "partly", N_("Partly")
    HARDLY = "hardly", N_("Hardly")
    NO = "no", N_("No, not at all")


class Happened(Choice):
    """Whether something happened; not being sure is never a no."""

    YES = "yes", N_("Yes")
    UNSURE = "unsure", N_("A little, or I am not sure")
    NO = "no", N_("No")


class Face(Choice):
    """Pictures with a word beside each."""

    GOOD = "good", N_("Good")
    SO_SO = "so_so", N_("So-so")
    SAD = "sad", N_("Sad")
    CROSS = "cross", N_("Cross")
    AFRAID = "afraid", N_("Afraid")


class ReadBy(Choice):
    """Who may read one answer; it is said to the person above the questions."""

    ROOM = "room", N_("Whoever gave you this may read these answers.")
    APART = "apart", N_("Whoever gave you this cannot read these answers. Somebody else at the service can.")
