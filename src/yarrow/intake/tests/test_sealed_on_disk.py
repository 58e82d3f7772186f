"""What was written is on no disk in plain (security.md T03); the same search finds what is planted."""

import os
import subprocess
import sys
from collections.abc import Iterator
from pathlib import Path

import pytest

from .on_disk import PLANTED, WORDS


@pytest.fixture(scope="module")
def home(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Path]:
    place = tmp_path_factory.mktemp("service")
    surroundings = os.environ | {
        "YARROW_HOME": str(place),
        "YARROW_INSECURE_COOKIES": "1",
        "YARROW_PG_HOST": "",
        "DJANGO_SETTINGS_MODULE": "yarrow.config.settings",
        "TMPDIR": str(place),
    }
    process = subprocess.Popen(
        [sys.executable, "-m", "yarrow.intake.tests.on_disk"],
        env=surroundings,
        stdin=subprocess.PIPE,
        stdout=subprocess.PIPE,
        text=True,
    )
    assert process.stdout is not None
    assert process.stdout.readline() == "ready\n"
    yield place
    process.communicate("")
    assert process.returncode == 0


def files_with(word: str, home: Path) -> list[str]:
    spellings = {word.encode(), word.encode("utf-16-le"), word.encode().hex().encode()}
    return [
        path.name
        for path in sorted(home.rglob("*"))
        if path.is_file() and any(spelling in path.read_bytes() for spelling in spellings)
    ]


def test_no_word_of_a_referral_is_in_any_file(home: Path) -> None:
    assert {word: files_with(word, home) for word in WORDS} == {word: [] for word in WORDS}


def test_a_word_planted_in_plain_is_found(home: Path) -> None:
    assert (home / "yarrow.sqlite3-wal").stat().st_size > 0
    assert files_with(PLANTED, home) != []
