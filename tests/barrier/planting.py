"""Canaries: words that nobody else would type, one for each place where words are kept.

They are planted by the service's own pages wherever there is one, and say in themselves where they
were planted and who may therefore read them.
"""

import re
from collections.abc import Callable, Iterator
from dataclasses import dataclass, field, replace
from datetime import timedelta

from django.core.files.uploadedfile import SimpleUploadedFile
from django.test import Client
from django.urls import reverse

from yarrow.cases.terms import Duty
from yarrow.gate.facts import KINDS, AskedField, Fact, Home, Shape, asked
from yarrow.gate.facts.emergency import EmergencyCard
from yarrow.gate.facts.risk import View
from yarrow.gate.facts.team import OwnChoiceNotice
from yarrow.gate.facts.who import Reach
from yarrow.gate.words import LongText
from yarrow.kernel.ids import new_id
from yarrow.matching.terms import Why
from yarrow.outgoing.artefact import Artefact, ArtefactKind
from yarrow.record.forms.days import AHEAD
from yarrow.record.forms.sheet import KIND, filled
from yarrow.record.rules import kinds_by_hand
from yarrow.rooms.actions import drop_note, open_drops
from yarrow.rooms.rules import only_a_specialist_writes

from .answers import Answer, Page, ask
from .handing import handed, sent
from .outgoing import let_out_again, stopped
from .settled import Settled

ROOM_OF_HOME = {Home.PERSON: ("harmed", "other", "child"), Home.TEAM: ("team",)}
READERS = {
    "harmed": {"harmed_worker", "lead"},
    "other": {"other_worker", "lead"},
    "child": {"child_worker", "lead"},
    "team": {"harmed_worker", "lead", "supervisor"},
    "shared": {"harmed_worker", "other_worker", "child_worker", "shared_only", "lead"},
    "intake": {"intake", "intake_two"},
    "brief": {"signing_supervisor"},
    "card": {"child_worker", "lead", "duty"},
    "openingreason": {"child_worker", "lead", "supervisor", "intake_two", "duty_before"},
    "looking": set[str](),
    "question": {"outsider"},
    "list": {"intake"},
    "whylooked": set[str](),
    "waiting": set[str](),
    "visit": set[str](),
    "planned": {"harmed_worker"},
    "reflection": {"harmed_worker", "supervisor"},
    "gone": set[str](),
    "door": {"lead"},
    "handed": {"its own browser"},
    "sent": set[str](),
    "apart": {"supervisor"},
    "release": set[str](),
    "draftharmed": {"harmed_worker"},
    "draftother": {"other_worker"},
    "drafttriage": {"intake"},
    "draftview": {"specialist"},
    "draftpublic": {"its own browser"},
}
"""Who may read a canary, by where it was planted."""


_OF_A_VISIT = ("where", "whom_to_ring", "what_to_do")


@dataclass(slots=True)
class Garden:
    """The canaries of one run, and every answer that came back while they were planted."""

    mark: str = field(default_factory=lambda: f"zq{new_id().hex[:12]}")
    planted: list[str] = field(default_factory=list)
    answers: list[Answer] = field(default_factory=list)
    public: Client = field(default_factory=Client)

    def canary(self, place: str, about: str = "") -> str:
        """A fresh word for a place."""
        if place not in READERS:
            raise LookupError(place)
        word = f"{self.mark}-{place}-{len(self.planted)}-{about}".rstrip("-")
        self.planted.append(word)
        return word

    def ask(self, client: Client, address: str, typed: dict[str, object] | None = None) -> Answer:
        """A request of the planting, remembered."""
        answer = ask(client, address, typed)
        self.answers.append(answer)
        return answer

    def places_in(self, raw: bytes) -> set[str]:
        """Where the canaries in these bytes were planted."""
        found = re.findall(rb"%b-([a-z]+)-" % self.mark.encode(), raw)
        return {place.decode() for place in found}


def plant(settled: Settled, garden: Garden) -> None:
    """One canary in every place, by the pages of the service."""
    places = (
        *(_facts, _corrections, _drafts, _documents, _shares, _views),
        *(_notes, _referrals, _triage, _visits, _briefs),
    )
    places += (_emergency, _question, _known_already, _at_the_door, _handed_over)
    for place in places:
        place(settled, garden)


def _at_the_door(settled: Settled, garden: Garden) -> None:
    """A letter that is stopped, as notes wait unread, sealed for who may be asked about it; and a picture
    that was let out, with a reason that nobody reads again.
    """
    name, words = garden.canary("door", "name"), garden.canary("door", "words")
    stopped(settled.family, Artefact(ArtefactKind.LETTER, f"{name}.txt", "text/plain", words.encode()))
    let_out_again(settled.family, garden.canary("release", "reason"))


def _handed_over(settled: Settled, garden: Garden) -> None:
    """A sheet in somebody's hands, and one that was sent while its worker's keys were locked."""
    handed(settled.family, garden.canary("handed"))
    settled.apart = sent(settled.family, garden.canary("sent"), garden.canary("apart"))


def example(kind: type[Fact], day: object, words: Callable[[str], str]) -> Fact:
    """A sound fact of a kind, with a canary in every field that holds words."""
    return kind(**{question.name: _answer(question, day, words) for question in asked(kind)})


def _answer(question: AskedField, day: object, words: Callable[[str], str]) -> object:
    choices = list(question.choices or ())
    answers = {
        Shape.SHORT: lambda: words(question.name),
        Shape.LONG: lambda: words(question.name),
        Shape.DAY: lambda: day + timedelta(days=30 if question.name in AHEAD else -1),  # type: ignore[operator]  # a day
        Shape.NUMBER: lambda: 2,
        Shape.ONE_OF: lambda: choices[0],
        Shape.SEVERAL_OF: lambda: tuple(choices[:2]),
    }
    return answers[question.shape]()


def kinds_for(home: Home) -> Iterator[type[Fact]]:
    """Kinds that a worker writes there by hand and that hold words."""
    for kind in KINDS.values():
        holds_words = any(question.shape in {Shape.SHORT, Shape.LONG} for question in asked(kind))
        if home in kind.homes and holds_words and kind is not OwnChoiceNotice:  # nobody can write in that
            yield kind


def _facts(settled: Settled, garden: Garden) -> None:
    """Every kind of fact that holds words, field by field: all in one room, some in the others."""
    for home, rooms in ROOM_OF_HOME.items():
        by_hand = kinds_by_hand(home, by_specialist=False)  # last, so that the newest can be put right
        for number, kind in enumerate(sorted(kinds_for(home), key=by_hand.__contains__)):
            for room in rooms if number % 6 == 0 else rooms[:1]:
                _fact(settled, garden, room, kind)


def _fact(settled: Settled, garden: Garden, room: str, kind: type[Fact]) -> None:
    about = kind.kind.replace("_", "")
    made = example(kind, settled.clock.today(), lambda name: garden.canary(room, f"{about}-{name}"))
    if only_a_specialist_writes(made):
        return  # it is sent by its specialist: ``_views``
    if kind not in kinds_by_hand(Home(settled.room(room).kind), by_specialist=False):
        _noted(settled, room, made)
        return
    client, sheet = _sheet(settled, garden, room, kind.kind)
    answer = garden.ask(client, sheet, dict(filled(made)))
    assert answer.goes_to == reverse("record:room", args=[settled.room(room).pk]), (kind, answer.goes_to)


def _noted(settled: Settled, room: str, fact: Fact) -> None:
    """A kind that no page offers arrives as a note, and is read."""
    by, clock = settled.family.holder(room), settled.clock
    drop_note(room=settled.room(room), fact=fact, by=by.worker, keyring=by.keyring, clock=clock)
    open_drops(room=settled.room(room), by=by.worker, keyring=by.keyring, clock=clock)


def _sheet(settled: Settled, garden: Garden, room: str, kind: str) -> tuple[Client, str]:
    client = settled.browser(settled.family.inside[room])
    add = reverse("record:add", args=[settled.room(room).pk])
    return client, garden.ask(client, add, {KIND: kind}).goes_to


def _corrections(settled: Settled, garden: Garden) -> None:
    """An entry that is put right, and one that is taken out."""
    room, client = settled.room("harmed").pk, settled.browser("harmed_worker")
    newest = settled.entries("harmed")[-1]
    sheet = garden.ask(client, reverse("record:put_right", args=[room, newest]), {}).goes_to
    page = Page(garden.ask(client, sheet))
    typed: dict[str, object] = dict(page.forms[-2].fields)
    kind = KINDS[str(typed[KIND])]
    right = example(kind, settled.clock.today(), lambda name: garden.canary("harmed", f"right-{name}"))
    garden.ask(client, sheet, {**filled(right), **{n: v for n, v in typed.items() if n.startswith("page_")}})
    gone, address = _sheet(settled, garden, "harmed", "statement")
    wrong = example(KINDS["statement"], settled.clock.today(), lambda name: garden.canary("gone", name))
    garden.ask(gone, address, dict(filled(wrong)))
    out = reverse("record:take_out", args=[room, settled.entries("harmed")[-1]])
    garden.ask(gone, out, {})


def _drafts(settled: Settled, garden: Garden) -> None:
    """Words that are typed and not saved: an incomplete sheet, words to pass on, and a post while locked."""
    for room, place in (("harmed", "draftharmed"), ("other", "draftother")):
        client, sheet = _sheet(settled, garden, room, "statement")
        garden.ask(client, sheet, {KIND: "statement", "words": "", "source": garden.canary(place)})
        share = reverse("record:share", args=[settled.room(room).pk])
        garden.ask(client, share, {"words": garden.canary(place), "agreed_how": garden.canary(place)})
        step = reverse("record:prepare_step", args=[settled.room(room).pk, settled.sessions[room], 3])
        garden.ask(client, step, {"words": garden.canary(place, "session")})
    locked = settled.browser("harmed_worker")
    sheet = _sheet(settled, garden, "harmed", "hope")[1]
    garden.ask(locked, "/lock/", {})
    garden.ask(locked, sheet, {KIND: "hope", "words": garden.canary("draftharmed", "locked")})
    settled.sign_in_again("harmed_worker")


def _shares(settled: Settled, garden: Garden) -> None:
    """Words passed on from her room to the shared one, where a note waits until somebody reads it."""
    client, day = settled.browser("harmed_worker"), settled.clock.today()
    typed = {
        "words": garden.canary("shared"),
        "target": str(settled.room("shared").pk),
        "agreed_how": garden.canary("harmed", "agreed"),
        "agreed_on-day": day.day,
        "agreed_on-month": day.month,
        "agreed_on-year": day.year,
    }
    preview = garden.ask(client, reverse("record:share", args=[settled.room("harmed").pk]), typed).goes_to
    forms = Page(garden.ask(client, preview)).forms
    send = next(form for form in forms if form.action.endswith("/yes/"))
    garden.ask(client, send.action, dict(send.fields))
    garden.ask(client, reverse("record:open_notes", args=[settled.room("shared").pk]), {})


def _notes(settled: Settled, garden: Garden) -> None:
    """A worry that nobody has read yet."""
    client = settled.browser("child_worker")
    worry = reverse("record:worry", args=[settled.room("child").pk])
    garden.ask(client, worry, {"by": garden.canary("waiting"), "words": garden.canary("waiting")})


def _documents(settled: Settled, garden: Garden) -> None:
    """A file that was sent: words in it, in its name and beside it; and one that was not taken."""
    for room in ("harmed", "other"):
        client, page = settled.browser(settled.family.inside[room]), _documents_page(settled, room)
        # Four pieces and more: whichever of them is searched for holds the word.
        content = " ".join([garden.canary(room, "file")] * 9000).encode()
        sent = SimpleUploadedFile(garden.canary(room, "filename") + ".txt", content)
        typed = {"caption": garden.canary(room, "caption"), "file": sent, "once": str(new_id())}
        kept = garden.ask(client, page, typed).goes_to
        garden.ask(client, kept)
        garden.ask(client, garden.ask(client, kept + "save/", {"what": "original"}).goes_to)
    client, place = settled.browser("harmed_worker"), "draftharmed"
    wrong = SimpleUploadedFile(
        garden.canary(place, "filename"), b"MZ\0" + garden.canary(place, "file").encode()
    )
    typed = {"caption": garden.canary(place, "caption"), "file": wrong, "once": str(new_id())}
    garden.ask(client, _documents_page(settled, "harmed"), typed)


def _documents_page(settled: Settled, room: str) -> str:
    return reverse("files:documents", args=[settled.room(room).pk])


def _views(settled: Settled, garden: Garden) -> None:
    """A specialist's view that was sent and read, and one that is being typed."""
    client, case = settled.browser("specialist"), settled.family.case.pk
    view = reverse("record:give_view", args=[case])
    typed = {"by": "idva", "view": next(iter(View)).value}
    for room in ("harmed", "team"):
        words = {"words": garden.canary(room, "view"), "place": str(settled.room(room).pk)}
        preview = garden.ask(client, view, {**typed, **words}).goes_to
        forms = Page(garden.ask(client, preview)).forms
        send = next(form for form in forms if "seen" in form.fields)
        garden.ask(client, preview, dict(send.fields))
        inside = settled.browser("lead")
        garden.ask(inside, reverse("record:open_notes", args=[settled.room(room).pk]), {})
    garden.ask(client, view, {"words": garden.canary("draftview")})


def _briefs(settled: Settled, garden: Garden) -> None:
    """After everything else: a brief from before a stop is out of date."""
    settled.clock.move_to(settled.clock.now() + timedelta(minutes=2))
    client, ids = settled.browser("harmed_worker"), [settled.arranged.pk, settled.room("harmed").pk]
    supervisor = str(settled.cast.worker("signing_supervisor").pk)
    words = {"words": garden.canary("brief"), "supervisor": supervisor}
    preview = garden.ask(client, reverse("meetings:brief", args=ids), words).goes_to
    forms = Page(garden.ask(client, preview)).forms
    garden.ask(client, preview, dict(next(form for form in forms if "seen" in form.fields).fields))


def _visits(settled: Settled, garden: Garden) -> None:
    """Where somebody is: sealed to who is on call, and shown to nobody while they are not late."""
    words = {name: garden.canary("visit", name.replace("_", "")) for name in _OF_A_VISIT}
    about = {"about": str(settled.family.case.pk), "back_in": "480"}
    garden.ask(settled.browser("harmed_worker"), reverse("desk:visit"), {**words, **about})
    day, own = settled.clock.today(), ("whom_to_ring", "travel", "what_to_do")
    typed = {name: garden.canary("planned", name.replace("_", "")) for name in own}
    plan = {"on-day": day.day, "on-month": day.month, "on-year": day.year, "minutes": "60", "buddy": "none"}
    where = {"where": garden.canary("harmed", "visitwhere")}
    looked = {"safety": garden.canary("reflection", "safety"), "looked": "on"}
    where_kept = garden.ask(settled.browser("harmed_worker"), reverse("practice:reflect"), looked).goes_to
    shown = {"to": str(settled.cast.worker("supervisor").pk)}
    garden.ask(settled.browser("harmed_worker"), f"{where_kept}show/", shown)
    address = reverse("visits:plan_in_room", args=[settled.room("harmed").pk])
    garden.ask(settled.browser("harmed_worker"), address, {**typed, **plan, **where})


def _emergency(settled: Settled, garden: Garden) -> None:
    """A card, by its page; somebody on duty looks for it, opens it, and leaves a note nobody has read."""
    address = reverse("emergency:card", args=[settled.room("child").pk])
    words = example(EmergencyCard, settled.clock.today(), lambda name: garden.canary("card", name))
    garden.ask(settled.browser("child_worker"), address, dict(filled(words)))
    told = {"reason": "police", "words": garden.canary("openingreason")}
    wanted = f"{words.known_as} {garden.canary('looking')}"
    client = settled.browser("duty")
    where = garden.ask(client, reverse("emergency:look"), {**told, "wanted": wanted}).goes_to
    choice = Page(garden.ask(client, where)).forms
    press = next(form for form in choice if "page_card" in form.fields)
    opened = garden.ask(client, where, dict(press.fields)).goes_to
    note = {"words": garden.canary("waiting"), "told": garden.canary("waiting"), "safe_now": "unknown"}
    garden.ask(client, opened, note)
    # A second search that opens nothing: whom it was for lies sealed to those who will look at it.
    for_nobody = {"reason": "police", "words": garden.canary("looking"), "wanted": garden.canary("looking")}
    garden.ask(client, reverse("emergency:look"), for_nobody)


def _question(settled: Settled, garden: Garden) -> None:
    """The names with which a colleague is asked whether they know somebody; they have not answered yet."""
    address = reverse("desk:allocate", args=[settled.family.case.pk])
    names = f"{garden.canary('question')}\n{garden.canary('question')}"
    chosen = {"worker": str(settled.cast.worker("outsider").pk), "duty": Duty.PRACTITIONER.value}
    client = settled.browser("supervisor")
    went = garden.ask(client, address, {**chosen, "names": names}).goes_to
    assert went == reverse("desk:case", args=[settled.family.case.pk])


def _known_already(settled: Settled, garden: Garden) -> None:
    """Ways of reaching two people: intake takes the one in, by looking; the other is still a note."""
    _reachable(settled, garden, "harmed")
    client, once = settled.browser("intake"), reverse("matching:known")
    somebody = {"email": garden.canary("whylooked", "mail") + "@example.org", "why": Why.CALL.value}
    garden.ask(client, once, {**somebody, "words": garden.canary("whylooked")})
    line = f"Ann {garden.canary('list')}, 31/12/1990, , {garden.canary('list', 'mail')}@example.org"
    typed = {"lines": line, "words": garden.canary("whylooked")}
    answer = garden.ask(client, reverse("matching:list"), typed).goes_to
    assert answer == reverse("matching:answer")
    _reachable(settled, garden, "other")


def _reachable(settled: Settled, garden: Garden, room: str) -> None:
    """An e-mail address among other words is what is compared, in small letters, as canaries are."""
    made = example(Reach, settled.clock.today(), lambda name: garden.canary(room, f"reach-{name}"))
    words = LongText(f"By e-mail: {garden.canary(room, 'email')}@example.org")
    client, sheet = _sheet(settled, garden, room, Reach.kind)
    answer = garden.ask(client, sheet, dict(filled(replace(made, other_route=words))))
    assert answer.goes_to == reverse("record:room", args=[settled.room(room).pk])


def _referrals(settled: Settled, garden: Garden) -> None:
    """The public form, sent and read; and one that was typed and not sent."""
    boxes = ("sender", "who_knows", "about_harmed", "about_other", "about_children", "hoped_for")
    reach = {"reach_sender": garden.canary("intake"), "reach_when": garden.canary("intake")}
    told = {name: garden.canary("intake", name.replace("_", "")) for name in boxes}
    sent = {"once": str(new_id()), "brought_by": "myself", "may_reach": "yes", **reach, **told}
    garden.ask(Client(), "/start/", sent)
    garden.ask(settled.browser("intake"), "/incoming/")
    not_sent = {name: garden.canary("draftpublic", name.replace("_", "")) for name in boxes}
    garden.ask(garden.public, "/start/", not_sent)


def _triage(settled: Settled, garden: Garden) -> None:
    """A triage that is half done."""
    address = reverse("intake:triage", args=[settled.referral])
    garden.ask(settled.browser("intake"), address, {"rows": "2", "name_0": garden.canary("drafttriage")})
