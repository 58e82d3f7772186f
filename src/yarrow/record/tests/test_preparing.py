"""Preparing with one person alone: what ends it, what it never records, and that nothing is lost."""

import re
from datetime import timedelta

import pytest
from django.test import Client
from django.urls import reverse

from tests.browsers import Browser
from yarrow.config.families import Family
from yarrow.gate.facts.calls import CallNote
from yarrow.gate.facts.change import Escalation
from yarrow.gate.facts.choice import CoercionScreen, Consent, Hope, InformationGiven
from yarrow.gate.facts.preparation import PreparedSteps
from yarrow.gate.facts.readiness import Preparation
from yarrow.gate.facts.who import Reach, ReachConfirmed, ReachUnsafe
from yarrow.gate.words import Answer, LongText
from yarrow.kernel.clock import FixedClock
from yarrow.kernel.decision import Refused
from yarrow.record.actions import seal_together
from yarrow.rooms.models import Draft, Entry
from yarrow.staff.demo import DEMO_PASSPHRASE
from yarrow.staff.session import key_cookie_name

from .examples import CANARY
from .sessions import SAFE, answer, begin, facts_of, page, record, room_page, talk, whole


@pytest.fixture
def client(browser: Browser) -> Client:
    return browser("harmed_worker")


@pytest.fixture
def session(family: Family, client: Client) -> str:
    """A session that was begun; safety is not yet asked."""
    return begin(client, family.rooms["harmed"])


def counted(family: Family) -> int:
    return sum(fact.sessions for fact in facts_of(family) if isinstance(fact, Preparation))


def reach_of(clock: FixedClock) -> Reach:
    safe = LongText("Mornings.")
    day = clock.today() - timedelta(days=40)
    return Reach(phone="01632 960001", when_safe=safe, who_may_answer=LongText("Nobody."), confirmed_on=day)


CLEAR = {"coercion_screen_alone": "yes", "coercion_screen_result": "clear"}


def chosen(shown: str) -> list[str]:
    return re.findall(r"<input[^>]* checked", shown)


# --- safety first ---


@pytest.mark.parametrize("question", ["safe", "unheard", "time"])
@pytest.mark.parametrize("said", ["no", "unknown"])
def test_anything_but_yes_ends_it_at_once_and_prepares_nothing(
    question: str, said: str, family: Family, client: Client, session: str
) -> None:
    before = facts_of(family)

    stopped = client.post(page(session, 1), {question: said}).headers["Location"]

    assert stopped == session
    shown = client.get(stopped).content.decode()
    assert "Stop here" in shown
    assert "<textarea" not in shown
    [note] = facts_of(family)[len(before) :]
    assert isinstance(note, CallNote)
    assert note.safe_to_talk is not Answer.YES
    assert counted(family) == 0
    assert client.get(page(session, 2)).headers["Location"] == stopped
    assert "Go on preparing" not in room_page(client, family, "harmed")


def test_an_unsafe_answer_ends_it_whatever_else_is_wrong_with_the_page(
    family: Family, client: Client, session: str
) -> None:
    client.post(page(session, 1), SAFE | {"unheard": "no", "break_off": "w" * 999, "reach": "maybe"})

    assert isinstance(facts_of(family)[-1], CallNote)
    assert "Stop here" in client.get(session).content.decode()


def test_an_unsafe_answer_pressed_twice_is_noted_once(family: Family, client: Client, session: str) -> None:
    before = len(facts_of(family))

    for _press in range(2):
        client.post(page(session, 1), {"safe": "no", "once": "one"})

    assert len(facts_of(family)) == before + 1


def test_no_page_opens_before_it_is_said_to_be_safe(family: Family, client: Client, session: str) -> None:
    before = facts_of(family)

    for number in range(2, 11):
        assert client.get(page(session, number)).headers["Location"] == page(session, 1)
    assert client.get(session).headers["Location"] == page(session, 1)
    assert client.post(session, {"whole": "yes"}).headers["Location"] == page(session, 1)
    assert facts_of(family) == before


def test_what_is_left_open_about_safety_is_asked_again(
    family: Family, client: Client, session: str, clock: FixedClock
) -> None:
    before, today = facts_of(family), clock.today().isoformat()

    answer = client.post(page(session, 1), {"safe": "yes", "break_off": CANARY, "asked_on": today})

    assert (answer.status_code, answer.headers["Location"], answer.content) == (302, page(session, 1), b"")
    shown = client.get(page(session, 1)).content.decode()
    assert "There is a problem" in shown
    assert CANARY in shown
    assert facts_of(family) == before


def test_nothing_about_safety_is_answered_beforehand(client: Client, session: str) -> None:
    client.post(page(session, 1), SAFE | {"break_off": "kettle"})

    shown = client.get(page(session, 1)).content.decode()

    assert not chosen(shown)
    assert "kettle" in shown


def test_it_is_asked_again_on_another_day(client: Client, session: str, clock: FixedClock) -> None:
    talk(client, session, {3: "We lived by the weir."})
    clock.move_to(clock.now() + timedelta(days=1))
    client.post("/sign-in/", {"username": "harmed_worker", "passphrase": DEMO_PASSPHRASE})

    assert client.get(page(session, 4)).headers["Location"] == page(session, 1)
    assert "I only write it up" in client.get(page(session, 1)).content.decode()
    assert client.post(page(session, 1), {"writing": "yes"}).headers["Location"] == page(session, 4)
    assert "We lived by the weir." in client.get(page(session, 3)).content.decode()


def test_who_was_never_safe_is_not_written_up(client: Client, session: str) -> None:
    client.post(page(session, 1), {"writing": "yes"})

    assert client.get(page(session, 2)).headers["Location"] == page(session, 1)


def test_a_stop_in_the_middle_keeps_what_was_said_and_counts_nothing(
    family: Family, client: Client, session: str
) -> None:
    talk(client, session, {3: "We lived by the weir."})

    stopped = client.post(page(session, 4), {"words": CANARY, "stop": "yes"}).headers["Location"]

    assert stopped == session
    assert "Stop here" in client.get(stopped).content.decode()
    note = facts_of(family)[-1]
    assert isinstance(note, CallNote)
    assert note.safe_to_talk is Answer.NO
    assert client.get(page(session, 4)).headers["Location"] == page(session, 1)
    client.post(page(session, 1), {"writing": "yes"})
    assert CANARY in client.get(page(session, 4)).content.decode()
    record(client, session, whole="no")
    steps = facts_of(family)[-1]
    assert isinstance(steps, PreparedSteps)
    assert (steps.story, steps.needs) == ("We lived by the weir.", CANARY)
    assert counted(family) == 0


# --- confirming the way to reach them ---


def test_reach_is_confirmed_only_when_they_said_so_today(
    family: Family, client: Client, session: str, clock: FixedClock
) -> None:
    family.record("harmed", reach_of(clock))
    press = f"{session}reach/"

    client.post(press)
    client.post(page(session, 1), SAFE | {"reach": "unknown"})
    client.post(press)

    assert not [fact for fact in facts_of(family) if isinstance(fact, ReachConfirmed)]
    assert "may not be right or safe" in client.get(page(session, 2)).content.decode()


def test_one_press_confirms_the_way_to_reach_them_once(
    family: Family, client: Client, session: str, clock: FixedClock
) -> None:
    family.record("harmed", reach_of(clock))
    client.post(page(session, 1), SAFE | {"reach": "yes"})
    assert "Confirm it today" in client.get(page(session, 2)).content.decode()

    for _press in range(2):
        client.post(f"{session}reach/")

    found = [fact for fact in facts_of(family) if isinstance(fact, ReachConfirmed)]
    assert [fact.confirmed_on for fact in found] == [clock.today()]
    assert "Confirm it today" not in client.get(page(session, 2)).content.decode()


@pytest.mark.parametrize("is_stopped", [True, False])
def test_what_they_said_of_reach_before_confirms_nothing_while_writing_up(
    family: Family, client: Client, session: str, clock: FixedClock, *, is_stopped: bool
) -> None:
    family.record("harmed", reach_of(clock))
    client.post(page(session, 1), SAFE | {"reach": "yes"})
    client.post(page(session, 3), {"words": CANARY} | ({"stop": "yes"} if is_stopped else {}))
    clock.move_to(clock.now() + timedelta(days=0 if is_stopped else 1))
    client.post("/sign-in/", {"username": "harmed_worker", "passphrase": DEMO_PASSPHRASE})
    client.post(page(session, 1), {"writing": "yes"})

    client.post(f"{session}reach/")

    assert client.get(page(session, 3)).status_code == 200
    assert not [fact for fact in facts_of(family) if isinstance(fact, ReachConfirmed)]


def test_a_press_in_a_session_does_not_undo_a_warning(
    family: Family, client: Client, session: str, clock: FixedClock
) -> None:
    family.record("harmed", reach_of(clock), ReachUnsafe(words=LongText("He has the phone.")))
    client.post(page(session, 1), SAFE | {"reach": "yes"})

    answer = client.post(f"{session}reach/", follow=True)

    assert "was said to be unsafe since" in answer.content.decode()
    assert not [fact for fact in facts_of(family) if isinstance(fact, ReachConfirmed)]


# --- the steps ---


def test_a_part_that_is_answered_in_part_is_offered_again_and_kept(client: Client, session: str) -> None:
    client.post(page(session, 1), SAFE)

    leads_to = answer(client, session, 7, {"words": CANARY, "consent_value": "given"})

    assert leads_to == page(session, 7)
    shown = client.get(page(session, 7)).content.decode()
    assert "A yes names what it is for." in shown
    assert CANARY in shown
    assert client.get(session).headers["Location"] == page(session, 7)


def test_what_was_not_answered_makes_no_record(family: Family, client: Client, session: str) -> None:
    talk(client, session, {3: "We lived by the weir."})
    before = len(facts_of(family))

    record(client, session, whole="yes")

    assert [fact.kind for fact in facts_of(family)[before:]] == ["preparation", "prepared_steps"]


def test_no_question_of_a_step_starts_on_an_answer(client: Client, session: str) -> None:
    client.post(page(session, 1), SAFE)

    for number in range(2, 11):
        assert not chosen(client.get(page(session, number)).content.decode())


def test_nothing_typed_stands_in_an_address_or_a_title(client: Client, session: str) -> None:
    client.post(page(session, 1), SAFE | {"break_off": CANARY})

    for number in range(2, 11):
        answer = client.post(page(session, number), {"words": CANARY})
        assert CANARY not in answer.headers["Location"]
        assert "?" not in answer.headers["Location"]
        assert CANARY not in client.get(page(session, number)).content.decode().split("</title>")[0]


@pytest.mark.parametrize("number", [0, 11, 99])
def test_a_page_that_is_none_is_not_there(number: int, client: Client, session: str) -> None:
    assert client.get(page(session, number)).status_code == 404


def test_it_can_be_left_and_is_found_again(family: Family, client: Client, session: str) -> None:
    talk(client, session, {3: "We lived by the weir."})
    left = client.post(page(session, 4), {"words": CANARY, "leave": "yes"}).headers["Location"]

    assert left == reverse("record:room", args=[family.rooms["harmed"].pk])
    shown = room_page(client, family, "harmed")
    assert "Go on preparing" in shown
    assert CANARY not in shown
    again = client.post(reverse("record:prepare", args=[family.rooms["harmed"].pk])).headers["Location"]
    assert again == page(session, 5)
    assert CANARY in client.get(page(session, 4)).content.decode()


def test_a_step_typed_while_locked_waits_and_goes_on(client: Client, session: str) -> None:
    client.post(page(session, 1), SAFE)
    client.cookies.pop(key_cookie_name())

    assert client.post(page(session, 3), {"words": CANARY}).headers["Location"] == "/unlock/"

    back = client.post("/unlock/", {"passphrase": DEMO_PASSPHRASE}).headers["Location"]
    assert back == page(session, 3)
    assert CANARY in client.get(back).content.decode()
    assert CANARY in client.get(session).content.decode()


def test_a_second_tab_does_not_overwrite_the_first(client: Client, session: str) -> None:
    talk(client, session, {3: "From the first tab."})

    answer = client.post(page(session, 3), {"words": CANARY, "drawn": ""})

    assert answer.headers["Location"] == page(session, 3)
    shown = client.get(page(session, 3)).content.decode()
    assert "From the first tab." in shown
    assert CANARY in shown
    assert "saved from another tab too" in shown


def test_throwing_it_away_leaves_nothing(family: Family, client: Client, session: str) -> None:
    talk(client, session, {3: CANARY})
    before = Entry.objects.count()

    client.post(f"{session}away/")

    assert not Draft.objects.exists()
    assert Entry.objects.count() == before
    assert client.get(page(session, 3)).status_code == client.get(session).status_code == 404


# --- the last page ---


def test_what_will_be_recorded_is_shown_whole_and_then_recorded(
    family: Family, client: Client, session: str
) -> None:
    client.post(page(session, 1), SAFE | {"break_off": "kettle"})
    client.post(page(session, 3), {"words": CANARY})
    client.post(
        page(session, 5), {"words": "Talked it over.", "information_given_words": "All of it, in Welsh."}
    )
    answer(client, session, 6, CLEAR)
    choice = {"consent_value": "given", "consent_forms": "letter", "consent_topics": "harm"}
    answer(client, session, 7, choice)
    before = len(facts_of(family))

    shown = client.get(session).content.decode()
    for words in (CANARY, "kettle", "Talked it over.", "All of it, in Welsh.", "Wants to take part"):
        assert words in shown
    assert len(facts_of(family)) == before
    assert record(client, session, whole="yes") == reverse("record:room", args=[family.rooms["harmed"].pk])

    found = facts_of(family)[before:]
    assert [type(fact) for fact in found] == [
        Preparation,
        PreparedSteps,
        InformationGiven,
        CoercionScreen,
        Consent,
    ]
    assert found[0] == Preparation(sessions=1)
    assert not Draft.objects.exists()


def test_what_was_not_seen_is_not_recorded(family: Family, client: Client, session: str) -> None:
    talk(client, session, {3: "We lived by the weir."})
    seen = whole(client, session)
    client.post(page(session, 4), {"words": CANARY})
    before = facts_of(family)

    answer = client.post(session, {"whole": "yes", "seen": seen})

    assert answer.headers["Location"] == session
    assert facts_of(family) == before
    assert "Look at it again" in client.get(session).content.decode()


def test_a_choice_of_another_day_is_asked_again_and_not_recorded(
    family: Family, client: Client, session: str, clock: FixedClock
) -> None:
    client.post(page(session, 1), SAFE)
    answer(client, session, 6, {**CLEAR, "words": "We lived by the weir."})
    clock.move_to(clock.now() + timedelta(days=1))
    client.post("/sign-in/", {"username": "harmed_worker", "passphrase": DEMO_PASSPHRASE})
    client.post(page(session, 1), {"writing": "yes"})

    shown = client.get(page(session, 6)).content.decode()
    assert "ask again" in shown
    assert not chosen(shown)
    assert "We lived by the weir." in client.get(session).content.decode()
    record(client, session, whole="yes")
    assert not [fact for fact in facts_of(family) if isinstance(fact, CoercionScreen)]


def test_a_choice_made_before_an_alarm_does_not_stand_after_it(
    family: Family, client: Client, session: str
) -> None:
    client.post(page(session, 1), SAFE)
    answer(client, session, 6, {**CLEAR, "words": "We lived by the weir."})
    seen = whole(client, session)

    family.record("harmed", Escalation())

    before = facts_of(family)
    assert client.post(session, {"whole": "yes", "seen": seen}).headers["Location"] == session
    assert facts_of(family) == before
    assert "ask again" in client.get(session).content.decode()
    record(client, session, whole="yes")
    assert not [fact for fact in facts_of(family) if isinstance(fact, CoercionScreen)]


def test_a_page_about_safety_from_another_day_is_asked_again(
    client: Client, session: str, clock: FixedClock
) -> None:
    yesterday = {"asked_on": (clock.today() - timedelta(days=1)).isoformat()}

    assert client.post(page(session, 1), SAFE | yesterday).headers["Location"] == page(session, 1)

    assert not chosen(client.get(page(session, 1)).content.decode())
    assert client.get(page(session, 2)).headers["Location"] == page(session, 1)


def test_a_yes_about_safety_given_while_locked_is_asked_again(client: Client, session: str) -> None:
    client.cookies.pop(key_cookie_name())
    client.post(page(session, 1), SAFE | {"break_off": "kettle"})
    client.post("/unlock/", {"passphrase": DEMO_PASSPHRASE})

    shown = client.get(page(session, 1)).content.decode()

    assert "kettle" in shown
    assert not chosen(shown)


def test_whether_it_counts_must_be_said(family: Family, client: Client, session: str) -> None:
    talk(client, session, {3: CANARY})
    before = facts_of(family)

    client.post(session, {"seen": whole(client, session)})

    assert facts_of(family) == before
    assert "There is a problem" in client.get(session).content.decode()


def test_a_session_in_which_nothing_is_written_is_not_counted(
    family: Family, client: Client, session: str
) -> None:
    client.post(page(session, 1), SAFE)
    before = facts_of(family)

    client.post(session, {"whole": "yes", "seen": ""})

    assert facts_of(family) == before
    assert "Nothing is written on any page yet." in client.get(session).content.decode()


def test_a_doubled_press_records_once(family: Family, client: Client, session: str) -> None:
    talk(client, session, {3: CANARY})
    press = {"whole": "yes", "seen": whole(client, session)}

    answers = [client.post(session, press).headers["Location"] for _press in range(2)]

    assert answers == [reverse("record:room", args=[family.rooms["harmed"].pk])] * 2
    assert counted(family) == 1


def test_words_from_an_old_tab_wait_on_a_sheet_of_their_own(
    family: Family, client: Client, session: str
) -> None:
    talk(client, session, {3: "We lived by the weir."})
    record(client, session, whole="yes")
    before = facts_of(family)

    sheet = client.post(page(session, 4), {"words": CANARY}).headers["Location"]

    shown = client.get(sheet).content.decode()
    assert CANARY in shown
    assert "These words are not recorded yet." in shown
    assert facts_of(family) == before
    assert client.get(page(session, 4)).headers["Location"] == reverse(
        "record:room", args=[family.rooms["harmed"].pk]
    )


def test_where_one_fact_is_refused_none_is_recorded(family: Family) -> None:
    by, before = family.holder("harmed"), facts_of(family)

    outcome = seal_together(
        room=family.rooms["harmed"],
        facts=[(None, Hope(words=LongText(CANARY))), (None, Hope(words=LongText(" ")))],
        by=by.worker,
        keyring=by.keyring,
        clock=family.clock,
    )

    assert isinstance(outcome, Refused)
    assert facts_of(family) == before
