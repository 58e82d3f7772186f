"""T16: what lies on the disk of a device after a working day with documents, and what Back still shows.

A browser with a folder of its own, as on anybody's machine: pages are kept in memory for Back. The
same search is then turned on a careless page, and must find everything there.
"""

from collections.abc import Callable, Iterator
from contextlib import contextmanager
from datetime import timedelta
from pathlib import Path
from urllib.parse import urlsplit

import pytest
from django.core.handlers.base import BaseHandler
from django.urls import reverse
from PIL import Image
from playwright.sync_api import BrowserContext, Playwright
from pytest_django import Settings
from pytest_django.live_server_helper import LiveServer

from workshop.browser import chromium
from yarrow.config.cast import Cast
from yarrow.config.families import COUPLE, Family, Person, open_family
from yarrow.config.ready.documents import keep_in
from yarrow.files.queries import content_of, documents_in
from yarrow.gate.facts.choice import Hope
from yarrow.gate.facts.harm import Incident
from yarrow.gate.words import LongText
from yarrow.kernel.clock import FixedClock
from yarrow.staff.models import WorkerSession

from .browsing import Somebody
from .conftest import QUIET
from .elsewhere import PICTURES, another_site, carelessly
from .looking import Look
from .test_leaves_no_trace import KEEPS_PAGES, nothing_is_shown_by, on_disk

pytestmark = [pytest.mark.story, pytest.mark.usefixtures("_database_beside_a_running_loop")]

NAME = "Eluned-Maribeth"
WRITTEN = "marram on the seaward side"
TYPED = "quillwort under the cold tap"
DRAFTED = "samphire behind the old wall"
CAPTION = "eyebright from the school bag"
IN_A_FILE = "sundew in the second drawer"
FILE_NAME = "zq-bladderwort-2026"
PICTURE_NAME = "zq-butterwort-2026"
WORDS = (NAME, WRITTEN, TYPED, DRAFTED, CAPTION, IN_A_FILE, FILE_NAME, PICTURE_NAME)


@pytest.fixture
def told(cast: Cast, clock: FixedClock) -> Family:
    """A family whose first room has a name and words to look for."""
    first = COUPLE["harmed"]
    made = open_family(
        cast=cast, clock=clock, people=COUPLE | {"harmed": Person(NAME, first.role, first.worker)}
    )
    made.record("harmed", Hope(words=LongText(WRITTEN)))
    return made


@pytest.fixture
def drawer(tmp_path: Path) -> Path:
    """Files that the worker has on the device, outside the browser's own folder."""
    folder = tmp_path / "drawer"
    folder.mkdir()
    (folder / f"{FILE_NAME}.txt").write_text(f"{IN_A_FILE}\n" * 40)
    Image.effect_noise((300, 200), 90).convert("RGB").save(folder / f"{PICTURE_NAME}.jpg", quality=95)
    return folder


@contextmanager
def own_machine(playing: Playwright, profile: Path, **more: str) -> Iterator[BrowserContext]:
    """A browser with a folder on the disk, as everybody has; closed, as in the evening."""
    context = playing.chromium.launch_persistent_context(
        profile, executable_path=chromium(), args=[*QUIET], ignore_default_args=KEEPS_PAGES, **more
    )
    yield context
    context.pages[0].wait_for_timeout(500)
    context.close()


def bytes_on_disk(profile: Path, piece: bytes) -> list[str]:
    """Files of the browser's folder that hold these bytes."""
    files = [path for path in profile.rglob("*") if path.is_file() and not path.is_symlink()]
    return [path.name for path in files if piece in path.read_bytes()]


def middle_of(content: bytes) -> bytes:
    """Some bytes of a picture that stand nowhere else."""
    return content[len(content) // 2 :][:48]


def test_a_day_with_documents_leaves_nothing_on_the_disk(
    playing: Playwright, service: LiveServer, told: Family, drawer: Path, tmp_path: Path, seen: set[str]
) -> None:
    profile, room = tmp_path / "profile", f"/r/{told.rooms['harmed'].pk}/"
    with own_machine(playing, profile, base_url=service.url) as context:
        hana = Somebody(context, Look(has_script=True, seen=seen))
        hana.sign_in("harmed_worker").go(room).reads(WRITTEN, NAME)
        for name in (f"{FILE_NAME}.txt", f"{PICTURE_NAME}.jpg"):
            hana.go(f"{room}d/").write("What is it?", CAPTION)
            hana.main.get_by_label("Document").set_input_files(drawer / name)
            hana.press("Keep this document").reads("The document is kept, sealed.", name, CAPTION)
        is_drawn = hana.main.get_by_role("img").evaluate("each => each.complete && each.naturalWidth")
        assert is_drawn == 300
        hana.go(f"{room}d/").follow(f"{FILE_NAME}.txt").reads(IN_A_FILE)
        hana.go(f"{room}d/").write("What is it?", DRAFTED).press("Keep this document")
        hana.reads("There is a problem", "Choose a document of 25 MB at most")
        assert hana.typed_in("What is it?") == DRAFTED
        hana.begin(room, Incident).write("What happened, in their words", TYPED)
        hana.sign_out().is_at("Sign in")

    for words in WORDS:
        assert not on_disk(profile, words), words
    for content in (drawn_copy(told), (drawer / f"{PICTURE_NAME}.jpg").read_bytes()):
        assert not bytes_on_disk(profile, middle_of(content))


def drawn_copy(told: Family) -> bytes:
    """The picture as the page showed it."""
    room, member = told.rooms["harmed"], told.holder("harmed")
    kept = documents_in(room, member.keyring)[0].safe_copy
    assert kept is not None
    return b"".join(content_of(kept, room.pk))


def test_a_saved_file_is_known_by_a_name_that_tells_nothing(
    playing: Playwright, service: LiveServer, told: Family, tmp_path: Path, seen: set[str]
) -> None:
    entry = keep_in(told, "harmed", f"{FILE_NAME}.txt", IN_A_FILE, CAPTION)
    profile, page = tmp_path / "profile", f"/r/{told.rooms['harmed'].pk}/d/{entry.pk}/"
    with own_machine(playing, profile, base_url=service.url) as context:
        hana = Somebody(context, Look(has_script=True, seen=seen))
        hana.sign_in("harmed_worker").go(page).reads(f"{FILE_NAME}.txt", "outside the seal")
        with hana.page.expect_download() as saved:
            hana.main.get_by_role("button", name="Save the original").click()
        assert saved.value.suggested_filename == "text.txt"
        assert Path(saved.value.path()).read_text() == IN_A_FILE  # it is on the device, as the page says
        used_up = urlsplit(saved.value.url).path
        assert context.request.get(used_up).status == 404

    for words in (FILE_NAME, CAPTION, NAME, IN_A_FILE):
        assert not on_disk(profile, words), words


def test_control_the_same_search_finds_it_all_where_nothing_protects(
    playing: Playwright, drawer: Path, tmp_path: Path
) -> None:
    picture = (drawer / f"{PICTURE_NAME}.jpg").read_bytes()
    PICTURES["/picture"] = picture
    with another_site() as careless, own_machine(playing, tmp_path / "profile") as context:
        page = context.new_page()
        page.goto(f"{careless}/{NAME}")  # in the address and in the title
        page.get_by_label("Words").fill(TYPED)
        page.get_by_role("button", name="Send").click()
        page.get_by_label("File").set_input_files(drawer / f"{FILE_NAME}.txt")
        page.get_by_role("button", name="Keep").click()
        page.goto(f"{careless}/{WRITTEN}")
        page.goto(f"{careless}/weather")
    PICTURES.clear()

    for words in (NAME, TYPED, WRITTEN, FILE_NAME, IN_A_FILE):
        assert on_disk(tmp_path / "profile", words), words
    assert bytes_on_disk(tmp_path / "profile", middle_of(picture))


@pytest.mark.long
def test_control_this_service_without_its_protections_leaves_its_words_on_the_disk(
    playing: Playwright,
    service: LiveServer,
    told: Family,
    tmp_path: Path,
    seen: set[str],
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    """The same pages, the same search; and the same day as above with all of it in place leaves nothing."""
    monkeypatch.setattr(BaseHandler, "get_response", carelessly(BaseHandler.get_response))
    room = f"/r/{told.rooms['harmed'].pk}/"
    with own_machine(playing, tmp_path / "profile", base_url=service.url) as context:
        hana = Somebody(context, Look(has_script=False, seen=seen))
        hana.sign_in("harmed_worker").go(room).reads(WRITTEN, NAME)
        hana.go(f"{room}d/").write("What is it?", CAPTION).press("Keep this document")
        hana.reads("There is a problem")
        hana.record(room, Hope(words=LongText(TYPED))).reads(TYPED)
        hana.sign_out()

    found = {words: on_disk(tmp_path / "profile", words) for words in (NAME, WRITTEN, CAPTION, TYPED)}
    assert all(found.values()), found


# --- Back, after each way out ---


def _sign_out(hana: Somebody, _clock: FixedClock) -> None:
    hana.sign_out()


def _lock(hana: Somebody, _clock: FixedClock) -> None:
    hana.press("Lock", hana.page.get_by_role("banner"))


def _exit(hana: Somebody, _clock: FixedClock) -> None:
    hana.page.goto(reverse("design:exit"))


def _fifteen_quiet_minutes(hana: Somebody, clock: FixedClock) -> None:
    clock.move_to(clock.now() + timedelta(minutes=16))
    hana.page.goto("/")


def _ended_from_elsewhere(hana: Somebody, _clock: FixedClock) -> None:
    """Frozen, or signed out on another device."""
    WorkerSession.objects.all().delete()
    hana.page.goto("/")


WAYS_OUT = [_sign_out, _lock, _exit, _fifteen_quiet_minutes, _ended_from_elsewhere]


@pytest.mark.parametrize(
    "way",
    [WAYS_OUT[0], *(pytest.param(way, marks=pytest.mark.long) for way in WAYS_OUT[1:])],
    ids=lambda way: way.__name__.strip("_"),
)
def test_after_each_way_out_back_shows_no_document(
    way: Callable[[Somebody, FixedClock], None],
    playing: Playwright,
    service: LiveServer,
    told: Family,
    clock: FixedClock,
    settings: Settings,
    tmp_path: Path,
    seen: set[str],
) -> None:
    entry = keep_in(told, "harmed", f"{FILE_NAME}.txt", IN_A_FILE, CAPTION)
    page = f"/r/{told.rooms['harmed'].pk}/d/"
    with another_site() as elsewhere:
        settings.EXIT_TO = f"{elsewhere}/weather"
        with own_machine(playing, tmp_path / "profile", base_url=service.url) as context:
            hana = Somebody(context, Look(has_script=True, seen=seen))
            hana.sign_in("harmed_worker").go(page).write("What is it?", DRAFTED)
            hana.go(f"{page}{entry.pk}/").reads(IN_A_FILE, CAPTION, NAME)
            way(hana, clock)
            nothing_is_shown_by(hana.page, IN_A_FILE, CAPTION, NAME, FILE_NAME, DRAFTED)

    for words in (IN_A_FILE, CAPTION, NAME, FILE_NAME, DRAFTED):
        assert not on_disk(tmp_path / "profile", words), words
