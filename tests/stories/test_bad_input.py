"""Whatever goes wrong with a post: nothing is lost, nothing is recorded twice, nothing is told."""

from collections.abc import Callable
from typing import TypeVar
from urllib.parse import quote, quote_plus, urlsplit

import pytest
from playwright.sync_api import Request

from yarrow.cases.models import Case
from yarrow.config.cast import Cast
from yarrow.config.families import Family
from yarrow.gate.facts import Fact
from yarrow.gate.facts.choice import Hope
from yarrow.gate.facts.harm import Harm, Incident, Part
from yarrow.intake.terms import LONGEST
from yarrow.kernel.clock import FixedClock
from yarrow.rooms.actions import open_drops
from yarrow.rooms.facts import BroughtBy, ReferralReceived
from yarrow.rooms.queries import entries_in, intake_room
from yarrow.staff.demo import DEMO_PASSPHRASE

from .browsing import Somebody
from .conftest import ComeIn, Script
from .thread import WRITTEN, Thread, given_a_referral, when_intake_sorts_it

pytestmark = pytest.mark.story

Recorded = TypeVar("Recorded", bound=Fact)
CANARY = "a lapwing in the long grass"
MARKUP = f'"><script>document.title="{CANARY}"</script><b>{CANARY}</b> {{{{ 7*7 }}}} & so on'
PassTime = Callable[..., None]


def tells_nobody(someone: Somebody, logged: list[str], *typed: str) -> None:
    """Nothing typed is in an address, in a header that names one, or in a line of any log."""
    assert logged, "nothing was heard, so nothing was proved"
    for words in typed:
        for form in {words, quote(words), quote_plus(words)}:
            assert not [line for line in (*someone.look.asked, *logged) if form in line]


def referrals(cast: Cast, clock: FixedClock) -> list[ReferralReceived]:
    """What lies in the intake room, opened."""
    room, ivy = intake_room(), cast["intake"]
    assert room is not None
    open_drops(room=room, by=ivy.worker, keyring=ivy.keyring, clock=clock)
    return [read.fact for read in entries_in(room, ivy.keyring) if isinstance(read.fact, ReferralReceived)]


def of_kind(family: Family, kind: type[Recorded]) -> list[Recorded]:
    """What of this kind lies in the first room."""
    found = entries_in(family.rooms["harmed"], family.holder("harmed").keyring)
    return [read.fact for read in found if isinstance(read.fact, kind)]


class Repeater:
    """Keeps the last post of a page, to send its very bytes again."""

    def __init__(self, someone: Somebody) -> None:
        self.someone = someone
        self.last: Request | None = None
        someone.page.on("request", self._keep)

    def _keep(self, request: Request) -> None:
        if request.method == "POST":
            self.last = request

    def again(self) -> str:
        """Where the second answer leads."""
        assert self.last is not None
        done = self.someone.context.request.post(
            self.last.url,
            data=self.last.post_data,
            headers={"content-type": "application/x-www-form-urlencoded"},
        )
        assert done.ok
        return done.url


# --- the public form ---


def test_a_referral_with_mistakes_is_offered_again_and_arrives_once(
    come_in: ComeIn, cast: Cast, clock: FixedClock, logged: list[str], has_script: Script
) -> None:
    stranger = come_in(has_script=has_script).go("/start/")
    stranger.press("Send").is_told("Who is writing?", "“Who is writing?” needs an answer")
    stranger.choose("Who is writing?", BroughtBy.MYSELF.words)
    stranger.write("About the person who was harmed", MARKUP)
    stranger.write("About the other person", "x" * (LONGEST + 1))
    stranger.day_as("Is there a day coming that we should know of?", "31", "2", "2026")
    stranger.choose("May we get in touch with you?", "Yes").press("Send")

    assert stranger.place == "/start/"
    stranger.is_told("About the other person", f"at most {LONGEST} characters")
    stranger.is_told("Is there a day coming that we should know of?", "Enter a date that is in the calendar")
    assert stranger.typed_in("About the person who was harmed") == MARKUP
    assert len(stranger.typed_in("About the other person")) == LONGEST + 1

    stranger.write("About the other person", "")
    stranger.day_as("Is there a day coming that we should know of?", "1", "2", "2026").press("Send")
    stranger.is_told("Is there a day coming that we should know of?", "This day has passed already.")
    stranger.is_told("How may we safely reach you?", "Say how we may reach you")
    assert not referrals(cast, clock)

    stranger.day_as("Is there a day coming that we should know of?", "1", "4", "2026")
    stranger.write("How may we safely reach you?", "At the library")
    post = Repeater(stranger)
    stranger.press("Send").is_at("It has arrived")
    assert post.again().endswith("/start/sent/")
    stranger.go_back().reads_nothing_of(CANARY)

    assert [each.about_harmed for each in referrals(cast, clock)] == [MARKUP]
    tells_nobody(stranger, logged, CANARY, "At the library")


def test_two_tabs_of_the_public_form_both_arrive(come_in: ComeIn, cast: Cast, clock: FixedClock) -> None:
    stranger = come_in().go("/start/")
    first, second = stranger.page, stranger.new_tab()
    stranger.write("About children", "From the first tab.").press("Send")
    stranger.page = second
    stranger.go("/start/").write("About children", "From the second tab.")
    stranger.press("Send").reads("There is a problem")
    for tab in (first, second):
        stranger.page = tab
        stranger.choose("Who is writing?", BroughtBy.MYSELF.words).press("Send").is_at("It has arrived")

    said = [each.about_children for each in referrals(cast, clock)]
    assert sorted(said) == ["From the first tab.", "From the second tab."]


# --- triage ---


def test_a_preview_that_is_no_longer_true_opens_nothing_and_a_true_one_opens_once(
    come_in: ComeIn, cast: Cast, clock: FixedClock, logged: list[str]
) -> None:
    given_a_referral(come_in(has_script=False))
    intake = when_intake_sorts_it(Thread(lambda part: come_in(part, has_script=False), cast, clock))
    seen = intake.page
    intake.page = intake.new_tab()
    intake.go(urlsplit(seen.url).path.replace("preview", "sort"))
    intake.choose("Where does “About children” go?", "It stays in the intake room")
    intake.press("See what goes where")
    intake.page = seen
    intake.press("Open the case").reads("Look at the preview again")
    assert not Case.objects.exists()

    post = Repeater(intake)
    intake.press("Open the case").reads("Case 1001 is open.")
    post.again()
    assert Case.objects.count() == 1
    tells_nobody(intake, logged, WRITTEN["harmed"], WRITTEN["child"])


# --- a sheet in a room ---


@pytest.fixture
def hana(come_in: ComeIn, family: Family) -> Somebody:
    """A worker inside a room of the family, whose browser keeps nothing for them: it has no script."""
    return come_in("harmed_worker", has_script=False)


def room(family: Family) -> str:
    """The address of that room."""
    return f"/r/{family.rooms['harmed'].pk}/"


def test_a_sheet_with_mistakes_is_offered_again_and_recorded_once(
    come_in: ComeIn, family: Family, logged: list[str], has_script: Script
) -> None:
    hana = come_in("harmed_worker", has_script=has_script)
    hana.begin(room(family), Incident)
    hana.choose("This person's part", Part.WAS_HARMED.words).choose("What kind of harm?", Harm.THREAT.words)
    hana.write("What happened, in their words", MARKUP).day_as("Day, if known", "31", "2", "2026")
    hana.press("Record").is_told("Day, if known", "Enter a date that is in the calendar")
    hana.day_as("Day, if known", "11", "3", "2026").press("Record")
    hana.is_told("Day, if known", "This day has not come yet.")
    hana.write("What happened, in their words", "x" * 20_001).day_as("Day, if known", "", "3", "2026")
    hana.press("Record").is_told("Day, if known", "The date must include a day")
    hana.is_told("What happened, in their words", "This is longer than 20000 characters.")
    assert not of_kind(family, Incident)

    hana.write("What happened, in their words", MARKUP).day_as("Day, if known", "9", "3", "2026")
    post = Repeater(hana)
    sheet = hana.place
    hana.press("Record").reads("Recorded.", MARKUP)
    post.again()
    assert hana.go(sheet).place == room(family)

    assert [incident.words for incident in of_kind(family, Incident)] == [MARKUP]
    tells_nobody(hana, logged, CANARY)


def test_what_is_posted_too_late_waits_behind_the_passphrase(
    hana: Somebody, family: Family, logged: list[str], pass_time: PassTime
) -> None:
    sheet = hana.begin(room(family), Hope).write("What do they hope for?", CANARY).place
    pass_time(minutes=20)
    hana.press("Record").is_at("Give your passphrase again").reads_nothing_of(CANARY)
    hana.write("Passphrase", "not the passphrase").press("Continue").reads("That did not work.")
    hana.write("Passphrase", DEMO_PASSPHRASE).press("Continue")

    assert hana.place == sheet
    assert hana.typed_in("What do they hope for?") == CANARY
    hana.press("Record").reads("Recorded.")
    assert len(of_kind(family, Hope)) == 1
    tells_nobody(hana, logged, CANARY)


@pytest.mark.parametrize("how", ["ten hours have passed", "signed out in another tab"])
def test_what_is_posted_after_the_session_ended_waits_behind_the_door(
    hana: Somebody, family: Family, pass_time: PassTime, how: str
) -> None:
    sheet = hana.begin(room(family), Hope).write("What do they hope for?", CANARY).place
    if how == "ten hours have passed":
        pass_time(hours=10)
    else:
        typed, hana.page = hana.page, hana.new_tab()
        hana.go("/").sign_out()
        hana.page = typed
    hana.press("Record").sign_in("harmed_worker").go(sheet)

    assert hana.typed_in("What do they hope for?") == CANARY


def test_the_link_from_a_problem_to_its_question_tells_nothing(hana: Somebody, family: Family) -> None:
    hana.begin(room(family), Incident)
    hana.day_as("Day, if known", "31", "2", "2026").press("Record")
    hana.is_told("Day, if known", "Enter a date that is in the calendar")

    assert "happened" not in hana.page.url


def test_a_tab_from_before_signing_in_anew_loses_nothing(
    hana: Somebody, family: Family, logged: list[str]
) -> None:
    hana.begin(room(family), Hope).write("What do they hope for?", CANARY)
    old = hana.page
    hana.page = hana.new_tab()
    hana.go("/").sign_out().sign_in("harmed_worker")
    hana.page = old
    hana.press("Record").reads("This page had been open for a while.")

    assert hana.typed_in("What do they hope for?") == CANARY
    assert not of_kind(family, Hope)
    hana.press("Record").reads("Recorded.")
    assert len(of_kind(family, Hope)) == 1
    tells_nobody(hana, logged, CANARY)


def test_two_tabs_of_one_sheet_record_what_each_says(hana: Somebody, family: Family) -> None:
    sheet = hana.begin(room(family), Hope).place
    first, second = hana.page, hana.new_tab()
    hana.page = second
    hana.go(sheet)
    for tab, words in {first: "A quiet Christmas.", second: "A dog."}.items():
        hana.page = tab
        hana.write("What do they hope for?", words).press("Record")
    hana.reads("This page was saved from another tab already.")

    assert [hope.words for hope in of_kind(family, Hope)] == ["A quiet Christmas."]
    assert hana.typed_in("What do they hope for?") == "A dog."
    hana.press("Record").reads("Recorded.", "A quiet Christmas.", "A dog.")
    assert len(of_kind(family, Hope)) == 2
