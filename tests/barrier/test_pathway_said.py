"""The two pathways cannot be confused: every page about one case says which it is on, and no other page does.

What a page is about is taken from the ids in its address, what it says is read off the page. The short
run looks at every route once, as somebody who may see it; the long run at every address.
"""

import html
import re
from collections.abc import Iterable, Iterator
from zlib import crc32

import pytest
from django.test import Client

from tests.members import ON_THE_CASE, Answer, Member
from yarrow.cases.models import Case
from yarrow.cases.terms import Pathway

from .addresses import Target, routes, targets
from .answers import Answer as Got
from .answers import ask, is_page
from .sampled import row_of
from .settled import Settled

pytestmark = pytest.mark.once  # what a page says is not the database's

ABOUT_A_CASE = {
    "room_id": True,
    "case_id": True,
    "plan_id": True,
    "asked_id": True,
    "move_id": True,
    "opening_id": True,
    "stopped_id": True,
    "question_id": False,  # the name alone, before anything else is shown (docs/decisions/0014)
    "reflection_id": False,  # a worker's own practice, about no case
    "cohort_id": False,  # a group knows no case
    "place_id": False,
    "day_id": False,
    "secret": False,  # the address of a calendar
    "answers_id": False,  # what was meant for the supervisor alone; it names no case
    "booking_id": False,  # of who comes, who learns of no case; in a room the room's id stands before it
    "planned_id": False,  # a worker's own visit to come, shown to that worker alone
    "visit_id": False,  # about a colleague who is late, for who is on call
    "referral_id": False,
    "device_id": False,
    "worker_id": False,
    "invitation_id": False,
    "shown_id": False,
    "attestation_id": False,
    "policy_id": False,
    "ticket_id": False,
    "search_id": False,
    "looking_id": False,
    "session_id": False,
    "number": False,
    "share_id": False,
    "paper_id": False,
    "follow_up_id": False,
    "entry_id": False,
}
"""Whether an id of this kind makes a page one about a case; those of what lies in a room come with it."""
NEVER_WHOSE = {"emergency:review"}
"""Who reviews an opening is not told whose card it was."""
NOT_ON_THE_CASE = {
    ("emergency:opened", Member.DUTY),
    *((f"meetings:{page}", Member.GUEST) for page in ("asked_plan", "asked_not_easy", "asked_know")),
}
"""Who is told without working on the case: whoever has its card open at night, and a guest who signs."""
_OFF_PAPER = re.compile(r'govuk-!-display-none-print">\s*<section class="yarrow-pathway')
_SAID = re.compile(r'<section class="yarrow-pathway.*?</section>', re.DOTALL)
APPROACHES = "Pathway: Restorative approaches"


def said(got: Got) -> list[str]:
    """What a page says of the pathway, in words, each time that it says it."""
    found = _SAID.findall(got.body.decode())
    return [" ".join(html.unescape(re.sub("<[^>]+>", " ", each)).split()) for each in found]


def about_a_case(target: Target) -> bool:
    """Whether the page at this address must say it."""
    named = [ABOUT_A_CASE[name] for name in routes()[target.route]]
    return any(named) and target.room != "intake" and target.route not in NEVER_WHOSE


def wrong_with(target: Target, got: Got, words: str) -> Iterator[str]:
    """Where a page says no pathway, another one, two, or one that it has nothing to do with."""
    right = [words] if about_a_case(target) else []
    if said(got) != right:
        yield f"{target.route} {target.room}: says {said(got)}, not {right}"


def seen_by(target: Target) -> list[Member]:
    """Somebody who may see it, in turn; and of a page about a case, whoever may and does not work on it."""
    may = [member for member, right in row_of(target, press=False).items() if right is Answer.SHOWN]
    if not may:
        return []
    besides = [member for member in may if member not in ON_THE_CASE] if about_a_case(target) else []
    return list(dict.fromkeys([may[_turn(target) % len(may)], *besides]))


def _turn(target: Target) -> int:
    return crc32(f"{target.route} {target.room}".encode())


def one_of_each(settled: Settled) -> list[Target]:
    """Every route once, with ids of one room in turn."""
    by_route: dict[str, list[Target]] = {}
    for target in targets(settled):
        by_route.setdefault(target.route, []).append(target)
    return [found[crc32(route.encode()) % len(found)] for route, found in by_route.items()]


def a_few(settled: Settled, turn: int) -> list[Target]:
    """One in six of the pages about a case."""
    return [each for each in one_of_each(settled) if about_a_case(each) and _turn(each) % 6 == turn]


def _browser(settled: Settled, member: Member, language: str) -> Client:
    browser = settled.browser(member.name.lower())
    if language != "en":
        ask(browser, "/language", {"language": language, "next": "/"})
    return browser


def pages(settled: Settled, asked: Iterable[Target], language: str) -> Iterator[tuple[Target, Member, Got]]:
    """Each of these as each of those who are asked to look."""
    browsers: dict[Member, Client] = {}
    for target in asked:
        for member in seen_by(target):
            if member not in browsers:
                browsers[member] = _browser(settled, member, language)
            got = ask(browsers[member], target.address)
            if is_page(got):
                yield target, member, got


def wrong(settled: Settled, asked: Iterable[Target], words: str, language: str = "en") -> list[str]:
    """Every fault of every page, with who saw it."""
    looked = list(pages(settled, asked, language))
    assert looked
    return [
        f"{member.name}: {line}" for target, member, got in looked for line in wrong_with(target, got, words)
    ]


def test_every_page_says_which_pathway_or_has_none_to_say(settled: Settled) -> None:
    assert not wrong(settled, one_of_each(settled), APPROACHES)


@pytest.mark.long
def test_every_page_of_every_room_says_which_pathway_or_has_none_to_say(settled: Settled) -> None:
    assert not wrong(settled, targets(settled), APPROACHES)


@pytest.mark.parametrize(
    ("pathway", "language", "words"),
    [
        (Pathway.RESTORATIVE_JUSTICE, "en", "Pathway: Restorative justice"),
        (Pathway.RESTORATIVE_JUSTICE, "cy", "Llwybr: Cyfiawnder adferol"),
        (Pathway.RESTORATIVE_APPROACHES, "cy", "Llwybr: Dulliau adferol"),
    ],
)
def test_it_is_the_right_one_in_both_languages(
    settled: Settled, pathway: Pathway, language: str, words: str
) -> None:
    Case.objects.filter(pk=settled.family.case.pk).update(pathway=pathway)
    asked = a_few(settled, turn=len(f"{pathway}{language}") % 6)

    assert not wrong(settled, asked, words, language)


def test_nobody_learns_it_who_neither_works_on_the_case_nor_has_its_card_open(settled: Settled) -> None:
    besides = {
        (target.route, member)
        for target in targets(settled)
        if about_a_case(target)
        for member in seen_by(target)
        if member not in ON_THE_CASE
    }

    assert besides == NOT_ON_THE_CASE


@pytest.mark.parametrize("part", ["outsider", "excluded", "manager", "anonymous"])
def test_a_page_that_is_not_there_says_none(settled: Settled, part: str) -> None:
    family = settled.family
    addresses = [f"/c/{family.case.pk}/", f"/r/{family.rooms['harmed'].pk}/", f"/p/{settled.arranged.pk}/"]

    assert not any(said(ask(settled.browser(part), address)) for address in addresses)


def test_it_stands_on_the_paper_of_an_agreement_and_not_on_one_that_may_be_found(settled: Settled) -> None:
    """Next steps lie at home with somebody of whom nobody there may know that they come to us."""
    by_room = {(target.route, target.room): target.address for target in targets(settled)}
    lead = settled.browser("lead")
    off_paper = {
        route: bool(_OFF_PAPER.search(ask(lead, by_room[route, "harmed"]).body.decode()))
        for route in ("agreements:copy", "agreements:course_paper", "meetings:follow_up", "record:room")
    }

    assert [route for route, is_off in off_paper.items() if is_off] == ["agreements:course_paper"]


def test_a_page_that_says_it_wrongly_is_found(settled: Settled) -> None:
    by_route = {target.route: target for target in one_of_each(settled)}
    case, today = by_route["desk:case"], by_route["desk:today"]
    page = ask(settled.browser("lead"), case.address)
    line = _SAID.search(page.body.decode())
    assert line is not None
    planted = [
        (case, page.body.replace(line[0].encode(), b"")),
        (case, page.body.replace(line[0].encode(), line[0].encode() * 2)),
        (case, page.body.replace(b"<strong>Restorative approaches", b"<strong>Restorative justice")),
        (today, page.body),
    ]

    assert not list(wrong_with(case, page, APPROACHES))
    for target, body in planted:
        assert list(wrong_with(target, Got("GET", target.address, 200, page.headers, body), APPROACHES))
