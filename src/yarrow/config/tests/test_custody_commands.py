"""The ceremonies as they are typed: what they refuse, and that no secret is an argument or is said."""

import sys
from collections.abc import Callable
from datetime import timedelta
from io import StringIO
from pathlib import Path

import pytest
from django.conf import settings as django_settings
from django.core.management import CommandError, call_command, load_command_class
from django.db import connection
from pytest_django import Settings

from tests.damage import one_bit_off
from yarrow.config.cast import Cast
from yarrow.config.families import Family
from yarrow.config.management.commands import serve
from yarrow.custody.actions import Ceremony, agree_anew, ask_anew, begin_custody, set_up_real
from yarrow.custody.actions.setting_up import FirstWorker
from yarrow.custody.kit import kit_text
from yarrow.custody.models import AnewAsked, Round
from yarrow.custody.queries import current_round, custodians_of
from yarrow.custody.rules import Named, may_be_made_from
from yarrow.kernel.clock import FixedClock
from yarrow.rooms.models import Room, Wrap
from yarrow.rooms.queries import holds
from yarrow.sealing.keys import random_bytes
from yarrow.sealing.typed import spelled
from yarrow.staff.actions import freeze
from yarrow.staff.models import Service, Worker
from yarrow.staff.queries import is_set_up, may_hold_data, the_service
from yarrow.staff.terms import Kind, Post

COMMANDS = (
    "set_up",
    "custody_anew",
    "custody_drill",
    "custody_replace",
    "custody_recover",
    "custody_restore",
)
THREE = [
    Named("Ann Chair", "Chair", "heron"),
    Named("Ben Safe", "Safeguarding lead", "otter"),
    Named("Cat Data", "Data protection lead", "wren"),
]
FIRST = FirstWorker("mari", "Mari Manager", Post.MANAGER, "seven quiet herons wading")
Type = Callable[..., str]


@pytest.fixture(autouse=True)
def _own_clock(settings: Settings, clock: FixedClock) -> None:
    settings.YARROW_CLOCK = lambda: clock


@pytest.fixture
def ceremonies() -> list[Ceremony]:
    return []


@pytest.fixture
def typed(monkeypatch: pytest.MonkeyPatch) -> Type:
    """A command with its answers on standard input; what it said."""

    def run(name: str, *words: str, answers: str = "", **options: object) -> str:
        said = StringIO()
        monkeypatch.setattr(sys, "stdin", StringIO(answers))
        call_command(name, *words, answers="-", stdout=said, stderr=said, **options)
        return said.getvalue()

    return run


def two(ceremonies: list[Ceremony], pair: str) -> str:
    first, second = (spelled(ceremonies[-1].codes["abc".index(letter)]) for letter in pair)
    return f'first_code = "{first}"\nsecond_code = "{second}"\n'


def named(letter: str, who: Named) -> str:
    return f'{letter} = {{ name = "{who.name}", office = "{who.office}", contact = "{who.contact}" }}\n'


@pytest.fixture
def kept(cast: Cast, clock: FixedClock, ceremonies: list[Ceremony]) -> Round:
    made = begin_custody(custodians=THREE, keep=ceremonies.append, clock=clock)
    assert isinstance(made, Round)
    return made


@pytest.fixture
def real(
    db: None, settings: Settings, tmp_path: Path, clock: FixedClock, ceremonies: list[Ceremony]
) -> Service:
    settings.PEPPER_FILE = tmp_path / "pepper"
    made = set_up_real(custodians=THREE, first=FIRST, keep=ceremonies.append, clock=clock)
    assert isinstance(made, Service)
    return made


@pytest.mark.parametrize("name", COMMANDS)
def test_without_a_terminal_nothing_is_asked(
    name: str, db: None, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(sys, "stdin", StringIO("yes\n"))
    more = {"pepper_only": True} if name == "custody_restore" else {}

    with pytest.raises(CommandError, match="needs a terminal"):
        call_command(name, **more)


@pytest.mark.parametrize("is_there", [True, False])
@pytest.mark.parametrize("name", COMMANDS)
def test_no_answer_for_a_real_service_is_read_from_a_file(
    name: str, *, is_there: bool, db: None, request: pytest.FixtureRequest, tmp_path: Path
) -> None:
    """Nor where nothing is set up yet: what is about to be could be real."""
    if is_there:
        request.getfixturevalue("real")
    file = tmp_path / "answers.toml"
    file.write_text(whole(tmp_path / "papers"))
    more = {"pepper_only": True} if name == "custody_restore" else {}

    with pytest.raises(CommandError, match="never put into a file"):
        call_command(name, answers=str(file), **more)

    assert is_set_up() is is_there
    assert not (tmp_path / "papers").exists()


def test_a_rehearsal_may_read_its_answers_from_a_file(
    kept: Round, ceremonies: list[Ceremony], tmp_path: Path
) -> None:
    file, said = tmp_path / "answers.toml", StringIO()
    file.write_text(two(ceremonies, "ab"))

    call_command("custody_drill", answers=str(file), stdout=said)

    assert "The drill passed" in said.getvalue()


@pytest.mark.parametrize("name", COMMANDS)
def test_no_command_takes_a_secret_as_an_argument(name: str) -> None:
    parser = load_command_class("yarrow.config", name).create_parser("yarrow", name)
    ours = {action.dest for action in parser._actions if action.nargs != 0}  # noqa: SLF001  # the parser's own list

    assert not [each for each in ours if any(word in each for word in ("code", "pass", "secret", "pepper"))]


@pytest.mark.parametrize("kind", [Kind.DEMO, Kind.TEST])
def test_known_passphrases_are_never_served(cast: Cast, kind: Kind) -> None:
    Service.objects.update(kind=kind)
    with pytest.raises(CommandError, match="known passphrases open it"):
        call_command("serve")


def test_nothing_is_served_where_nothing_is_set_up(db: None) -> None:
    with pytest.raises(CommandError, match="No service is set up here yet"):
        call_command("serve")


def test_a_real_service_is_served_after_a_drill_and_not_before(
    real: Service, ceremonies: list[Ceremony], typed: Type, monkeypatch: pytest.MonkeyPatch
) -> None:
    served: list[dict[str, object]] = []
    monkeypatch.setattr(serve, "serve_forever", lambda **where: served.append(where))
    monkeypatch.setattr(connection, "close", lambda: None)
    with pytest.raises(CommandError, match="have not been tried out"):
        call_command("serve")
    guessed = two(ceremonies, "ab").splitlines()[0] + f'\nsecond_code = "{spelled(random_bytes(20))}"'
    with pytest.raises(CommandError, match="The drill failed"):
        typed("custody_drill", answers=guessed)
    with pytest.raises(CommandError, match="have not been tried out"):
        call_command("serve")
    assert not served
    assert not may_hold_data()

    said = typed("custody_drill", answers=two(ceremonies, "ab"))

    assert "The drill passed, with the codes of Ann Chair and Ben Safe." in said
    call_command("serve", port=8123, stdout=StringIO())
    assert served == [{"port": 8123, "address": "127.0.0.1"}]


def test_a_real_service_without_its_pepper_is_not_served(
    real: Service, ceremonies: list[Ceremony], typed: Type, settings: Settings, tmp_path: Path
) -> None:
    typed("custody_drill", answers=two(ceremonies, "ab"))
    settings.PEPPER_FILE = tmp_path / "gone"

    with pytest.raises(CommandError, match="The pepper of this service is not here"):
        call_command("serve")


def test_a_lost_pepper_comes_back_from_two_codes_and_only_the_right_one(
    real: Service, ceremonies: list[Ceremony], typed: Type, settings: Settings, tmp_path: Path
) -> None:
    kit, pepper = tmp_path / "kit.txt", django_settings.PEPPER_FILE.read_bytes()
    kit.write_text(kit_text(ceremonies[0].kit))
    django_settings.PEPPER_FILE.unlink()
    Service.objects.update(signing_sealed=one_bit_off(right := bytes(real.signing_sealed)))
    with pytest.raises(CommandError, match="not the one of this database"):
        typed("custody_restore", pepper_only=True, kit=kit, answers=two(ceremonies, "bc"))
    assert not django_settings.PEPPER_FILE.exists()
    Service.objects.update(signing_sealed=right)

    said = typed("custody_restore", pepper_only=True, kit=kit, answers=two(ceremonies, "bc"))

    assert "The pepper is back" in said
    assert django_settings.PEPPER_FILE.read_bytes() == pepper
    django_settings.PEPPER_FILE.chmod(0o600)
    django_settings.PEPPER_FILE.write_bytes(random_bytes(32))
    with pytest.raises(CommandError, match="There is another pepper"):
        typed("custody_restore", pepper_only=True, kit=kit, answers=two(ceremonies, "bc"))


def whole(folder: Path, printed: str = "printed", **change: str) -> str:
    first = f'first = {{ username = "mari", name = "Mari", post = "{change.get("post", "manager")}", '
    first += f'passphrase = "{change.get("passphrase", FIRST.passphrase)}" }}\n'
    named_three = "".join(named(letter, who) for letter, who in zip("abc", THREE, strict=True))
    return f'folder = "{folder}"\nprinted = "{printed}"\n{first}{change.get("three", named_three)}'


@pytest.mark.parametrize(
    ("change", "words"),
    [
        ({"passphrase": "short"}, "at least 15 characters"),
        ({"post": "practitioner"}, "a supervisor or a manager"),
        ({"three": "".join(named(letter, THREE[0]) for letter in "abc")}, "A name stands here twice"),
        ({"three": named("a", THREE[0])}, "do not say b.name"),
    ],
)
def test_a_wrong_answer_sets_nothing_up(
    change: dict[str, str], words: str, db: None, typed: Type, tmp_path: Path
) -> None:
    with pytest.raises(CommandError, match=words):
        typed("set_up", answers=whole(tmp_path / "papers", **change))

    assert not is_set_up()
    assert not [*tmp_path.glob("papers/*")]


def test_papers_beside_the_pepper_or_among_other_files_are_refused(
    db: None, typed: Type, tmp_path: Path
) -> None:
    with pytest.raises(CommandError, match="must not lie with the pepper"):
        typed("set_up", answers=whole(django_settings.HOME / "papers"))
    (tmp_path / "full").mkdir()
    (tmp_path / "full" / "old.pdf").touch()
    with pytest.raises(CommandError, match="is not empty"):
        typed("set_up", answers=whole(tmp_path / "full"))

    assert not is_set_up()


def test_set_up_says_what_to_print_and_what_stays_off(
    db: None, typed: Type, settings: Settings, tmp_path: Path
) -> None:
    settings.PEPPER_FILE = tmp_path / "home" / "pepper"
    papers = tmp_path / "papers"

    said = typed("set_up", answers=whole(papers, printed="later"))

    assert the_service().kind == Kind.REAL
    assert sorted(path.name for path in papers.iterdir()) == [
        "custodian-a.pdf",
        "custodian-b.pdf",
        "custodian-c.pdf",
        "recovery-kit.txt",
    ]
    assert {path.stat().st_mode & 0o777 for path in papers.iterdir()} == {0o600}
    assert papers.stat().st_mode & 0o777 == 0o700
    assert "Lose all three and the data is gone." in said
    assert "The papers are still there." in said
    assert "Two workers who are named for duty" in said
    assert FIRST.passphrase not in said
    with pytest.raises(CommandError, match="set up already"):
        typed("set_up", answers=whole(tmp_path / "more"))


def test_replacing_makes_new_papers_and_deletes_them_once_printed(
    kept: Round, ceremonies: list[Ceremony], typed: Type, tmp_path: Path
) -> None:
    papers = tmp_path / "papers"
    changed = "".join(named(letter, who) for letter, who in zip("ab", THREE, strict=False))
    changed += named("c", Named("Dewi Newcomer", "Trustee", "curlew"))
    answers = f'{two(ceremonies, "ab")}folder = "{papers}"\nprinted = "printed"\n{changed}'

    said = typed("custody_replace", answers=answers)

    assert [path.name for path in papers.iterdir()] == ["recovery-kit.txt"]
    assert "still open any copy of the data" in said
    assert custodians_of(current_round())["c"].name == "Dewi Newcomer"
    with pytest.raises(CommandError, match=r"The drill failed\. These two codes open nothing here"):
        typed("custody_drill", answers=two(ceremonies, "ac"))
    with pytest.raises(CommandError, match="The codes are as they were"):
        typed("custody_replace", answers=answers.replace("papers", "others"))


def test_the_same_code_twice_and_a_slip_are_told_at_once(
    kept: Round, ceremonies: list[Ceremony], typed: Type
) -> None:
    first = two(ceremonies, "ab").splitlines()[0]
    with pytest.raises(CommandError, match="It takes two custodians"):
        typed("custody_drill", answers=f"{first}\n{first.replace('first', 'second')}")
    with pytest.raises(CommandError, match="There is a slip in it") as told:
        typed("custody_drill", answers=f'{first}\n{first.replace("first", "second")[:-2]}"')
    assert first[14:-1] not in str(told.value)


def test_a_new_key_without_the_old_codes_waits_for_two_people_and_three_days(
    kept: Round, cast: Cast, ceremonies: list[Ceremony], clock: FixedClock, typed: Type, tmp_path: Path
) -> None:
    three = "".join(named(letter, who) for letter, who in zip("abc", THREE, strict=True))
    answers = f'folder = "{tmp_path / "papers"}"\nprinted = "later"\n{three}'
    clock.move_to(clock.now() + timedelta(days=30))

    def refuses() -> None:
        with pytest.raises(CommandError, match="The codes are as they were"):
            typed("custody_anew", answers=answers)
        assert not [*tmp_path.glob("papers/*")]

    refuses()
    assert isinstance(ask_anew(by=cast.worker("manager"), clock=clock), AnewAsked)
    refuses()
    assert isinstance(agree_anew(by=cast.worker("supervisor"), clock=clock), AnewAsked)
    refuses()
    assert current_round() == kept
    clock.move_to(may_be_made_from(clock.now()))

    said = typed("custody_anew", answers=answers)

    assert "The new recovery key opens no room yet" in said
    assert len([*tmp_path.glob("papers/*.pdf")]) == len(THREE)
    assert current_round() != kept
    with pytest.raises(CommandError, match="The drill failed"):
        typed("custody_drill", answers=two(ceremonies, "ab"))
    with pytest.raises(CommandError, match="The codes are as they were"):
        typed("custody_anew", answers=answers.replace("papers", "once more"))


@pytest.mark.parametrize("name", ["custody_anew", "custody_drill", "custody_replace"])
def test_without_custodians_nothing_is_held_or_replaced(name: str, cast: Cast, typed: Type) -> None:
    with pytest.raises(CommandError, match="No custodian holds anything here yet"):
        typed(name)


def test_letting_in_is_asked_for_another_and_names_its_rooms(
    family: Family, kept: Round, cast: Cast, ceremonies: list[Ceremony], typed: Type
) -> None:
    room, worker = family.rooms["child"], cast.worker("child_worker")
    Wrap.objects.filter(version__room=room).delete()
    codes, asked = two(ceremonies, "bc"), 'worker = "child_worker"\nrooms = "1"\n'

    with pytest.raises(CommandError, match="A manager or a supervisor asks"):
        typed("custody_recover", answers=f'by = "lead"\n{asked}{codes}')
    with pytest.raises(CommandError, match="nobody lets themselves in"):
        typed("custody_recover", answers=f'by = "manager"\n{asked.replace("child_worker", "manager")}{codes}')
    with pytest.raises(CommandError, match="no room that custodians may let Olwen Outside into"):
        typed(
            "custody_recover", answers=f'by = "manager"\n{asked.replace("child_worker", "outsider")}{codes}'
        )
    with pytest.raises(CommandError, match="Numbers of the list"):
        typed("custody_recover", answers=f'by = "manager"\n{asked.replace("1", "7")}{codes}')
    assert not holds(worker, room)

    said = typed("custody_recover", answers=f'by = "manager"\n{asked}{codes}')

    assert f"case {family.case.reference}" in said
    assert "Carys Child can open 1 room(s) again" in said
    assert holds(worker, room)


def test_the_room_for_referrals_needs_two_intake_workers(cast: Cast, typed: Type) -> None:
    intake = Worker.objects.filter(post=Post.INTAKE)
    intake.filter(username="intake_two").update(is_active=False)
    with pytest.raises(CommandError, match="at least two intake workers"):
        call_command("intake_room")
    intake.update(is_active=True)
    said = StringIO()

    call_command("intake_room", stdout=said)

    assert "Idris Intake, Ivy Intake" in said.getvalue()
    assert holds(cast.worker("intake"), Room.objects.get(kind="intake"))
    with pytest.raises(CommandError, match="There is an intake room already"):
        call_command("intake_room")


def test_the_room_for_referrals_waits_for_a_drill(real: Service) -> None:
    with pytest.raises(CommandError):
        call_command("intake_room")
    assert not Room.objects.exists()


def test_the_list_says_what_to_do_with_each_room_and_asks_for_no_code(
    family: Family, kept: Round, cast: Cast, clock: FixedClock, typed: Type
) -> None:
    assert "Custodians are not needed" in typed("custody_recover", list=True)
    Wrap.objects.filter(version__room=family.rooms["child"]).delete()
    Wrap.objects.filter(version__room=family.rooms["other"]).exclude(holder=cast.worker("lead")).delete()
    freeze(worker=cast.worker("lead"), by=cast.worker("manager"), clock=clock)

    said = typed("custody_recover", list=True)

    child, other = (family.rooms[part].number for part in ("child", "other"))
    name = cast.worker("supervisor").name
    assert f"room {child} (a person's room)\n      the case supervisor, {name}, says who" in said
    assert f"room {other} (a person's room)\n      somebody whose account is frozen holds it" in said
    assert "Lena Lead" not in said
    assert not [name for name in ("Anwen", "Bryn", "Cadi", cast.worker("excluded").name) if name in said]
