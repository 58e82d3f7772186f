"""What is asked of a child, of a young person and of who supports somebody: as much as is theirs, no more."""

from yarrow.gate.facts.base import Fact, Home
from yarrow.gate.facts.change import Escalation
from yarrow.gate.facts.children import ChildAssessment, ChildPart, ChildView
from yarrow.gate.facts.choice import ConsentValue
from yarrow.gate.facts.justice import Pathway, PathwayMoved, PathwayNow
from yarrow.gate.facts.readiness import NotConcerned, Vulnerability, WhoAgrees
from yarrow.gate.facts.who import AgeBand, Role
from yarrow.gate.forms import Form
from yarrow.gate.rules.children import CHILD_NOT_ASSESSED, NOT_FOR_THIS_CHILD, authority_considered
from yarrow.gate.tests import favourable as good
from yarrow.gate.tests.favourable import NO, REVIEW, SOME, YES, asks, codes, of_person, without, written
from yarrow.gate.view import FactsView

ASIDE = NotConcerned(reasons=SOME, second_worker="Second", review_on=REVIEW)
MOVED = PathwayMoved(pathway=Pathway.RESTORATIVE_APPROACHES)
NOW = PathwayNow(pathway=Pathway.RESTORATIVE_APPROACHES)


def test_a_workers_no_for_a_child_is_said_as_a_no_and_not_as_something_missing() -> None:
    """Who reads "not assessed" goes looking for a form; here somebody did look, and said no."""
    assert of_person([*good.child(), good.assessed(NO)]) == (NOT_FOR_THIS_CHILD,)


def test_after_a_move_the_childs_worker_looks_at_it_again() -> None:
    """Their yes was to another kind of work; a child says no such thing for themselves."""
    child = [NOW, *good.child(), MOVED]

    assert of_person(child) == (CHILD_NOT_ASSESSED,)
    assert of_person([*child, good.assessed()]) == ()


def test_a_young_person_who_takes_part_and_says_no_is_one_who_said_no() -> None:
    """Their own no stands as it is (E16); only for a child who carries no yes does the worker look again."""
    said_no = [*good.young_who_harmed(), good.consent(ConsentValue.DECLINED)]

    assert codes(of_person(said_no)) == {"E16"}


def test_who_needs_something_and_decides_for_themselves_needs_no_lack_of_capacity() -> None:
    """A need is no doubt whether somebody can decide: an adult agrees for themselves."""
    need = [*good.harmed(), Vulnerability(words=SOME)]

    assert codes(of_person(need)) == {"E18"}
    assert of_person([*need, good.safeguards(WhoAgrees.THEMSELVES)]) == ()


def test_a_need_holds_no_work_with_one_person() -> None:
    """Work alone is often what meets the need."""
    assert of_person([*good.harmed(), Vulnerability(words=SOME)], asks(Form.ONE_PERSON_WORK)) == ()


def test_telling_the_authority_is_asked_of_who_is_more_than_a_supporter() -> None:
    """A brother of sixteen who comes along is nobody's case; one who was harmed as well is."""
    young: list[Fact] = [good.identity(AgeBand.YOUNG_PERSON), good.role(Role.SUPPORTER)]

    def asked(*facts: Fact) -> bool:
        return bool(list(authority_considered(FactsView(written(facts), Home.PERSON), asks())))

    assert not asked(*young)
    assert asked(*young, good.role(Role.HARMED, "harm-2"))


def test_a_child_who_was_harmed_themselves_is_asked_for_their_own_yes() -> None:
    """ "Only affected" is said of a child who lived with it; nobody says it of one who was harmed."""
    young = [
        *without(good.young_who_harmed(), ChildAssessment),
        ChildAssessment(stands=YES, part=ChildPart.AFFECTED, reasons=SOME),
    ]
    assert of_person(young) == ()
    said_no = good.consent(ConsentValue.DECLINED)
    assert codes(of_person([*young, said_no])) == {"E16"}


def test_a_child_who_supports_somebody_too_stays_a_child_who_lived_with_it() -> None:
    assert of_person([*good.child(), good.role(Role.SUPPORTER, "harm-2")]) == ()
    other = of_person([*good.child(), good.role(Role.HARMED, "harm-2")])
    assert codes(other) >= {"E13", "E14", "E15"}


def test_a_room_of_which_no_part_is_recorded_is_left_aside_by_nobody() -> None:
    """Two workers cannot say that somebody is not concerned before it is known what they are in it."""
    unknown = [good.identity(), ASIDE]

    assert "ROLE" in codes(of_person(unknown))
    assert of_person([*unknown, good.role(Role.HARMED)]) == ()


def test_what_came_before_it_was_looked_at_leaves_somebody_aside_as_before() -> None:
    """Two workers weighed what had happened by then; only news after it ends what they said."""
    room: list[Fact] = [good.identity(), good.role(Role.HARMED), Escalation()]

    assert of_person([*room, ASIDE]) == ()
    assert "E7" in codes(of_person([*room, ASIDE, Escalation()]))


def test_a_child_in_the_room_ends_a_no_abuse_that_rests_on_being_strangers() -> None:
    """A child who lived with it says by being there that it was no quarrel among strangers."""
    light = [good.identity(), good.reach(), good.informed(), good.consent(), good.no_abuse()]
    exposed = [
        *light,
        good.role(Role.CHILD_EXPOSED),
        ChildView(heard=YES, apart=YES),
        good.assessed(),
    ]

    assert of_person([*light, good.role(Role.HARMED)]) == ()
    assert "E7" in codes(of_person(exposed))
    assert "E7" in codes(of_person([*light, good.role(Role.HARMED_BY_CHILD)]))
    assert of_person([*light, good.role(Role.HARMED), good.role(Role.SUPPORTER, "harm-2")]) == ()
