"""T14: the service is lost; two custodians bring it back on an empty machine from paper and a backup.

Every step is the command as a charity types it, in a process and a home of its own.
"""

import json
import os
import re
import subprocess
import sys
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path
from shutil import rmtree
from time import sleep

import psycopg
import pypdfium2
import pytest
from psycopg.conninfo import make_conninfo

from yarrow.sealing.age import new_age_identity
from yarrow.sealing.keys import random_bytes
from yarrow.sealing.typed import spelled

from .bare_machine import PASSPHRASE

pytestmark = pytest.mark.once
PAIRS = ("ab", "ac", "bc")
ANSWERS = """
folder = "{folder}"
printed = "{printed}"
a = {{ name = "Ann Chair", office = "Chair", contact = "heron" }}
b = {{ name = "Ben Safe", office = "Safeguarding lead", contact = "otter" }}
c = {{ name = "Cat Data", office = "Data protection lead", contact = "wren" }}
first = {{ username = "mari", name = "Mari Manager", post = "manager", passphrase = "{passphrase}" }}
"""
YARROW = (sys.executable, "-c", "from yarrow.config.command_line import main; main()")


@dataclass(frozen=True)
class Machine:
    """One home, and what is typed there."""

    home: Path
    database: str = ""
    """On the PostgreSQL server of this run; on SQLite, in its home, where none is named."""

    @property
    def surroundings(self) -> dict[str, str]:
        """This home and no other, and this database and no other."""
        kept = {name: value for name, value in os.environ.items() if not name.startswith("YARROW_PG")}
        if self.database:
            kept = os.environ | {"YARROW_PG_DATABASE": self.database}
        return kept | {"YARROW_HOME": str(self.home), "DJANGO_SETTINGS_MODULE": "yarrow.config.settings"}

    def run(self, *words: str, typed: str | None = None, program: tuple[str, ...] = YARROW) -> str:
        """What a command says, wrong or right; a traceback is always wrong."""
        done = subprocess.run(
            [*program, *words],
            input=typed or "",
            env=self.surroundings,
            capture_output=True,
            text=True,
            check=False,
            timeout=200,
        )
        assert "Traceback" not in done.stderr, done.stderr
        return f"{done.returncode} {done.stdout}{done.stderr}"

    def inside(self, act: str, typed: object = None) -> dict[str, int]:
        """What the script of this test says there."""
        script = (sys.executable, "-m", "yarrow.config.tests.bare_machine")
        said = self.run(act, typed=json.dumps(typed), program=script)
        counted: dict[str, int] = json.loads(said.removeprefix("0 "))
        return counted


@dataclass(frozen=True)
class Saved:
    """What is left when the machine has burnt: three papers, the kit file, a backup."""

    codes: dict[str, str]
    lines: dict[str, list[str]]
    kit: Path
    backup: Path
    held: dict[str, int]

    def two(self, pair: str) -> str:
        return f'first_code = "{self.codes[pair[0]].lower()}"\nsecond_code = "{self.codes[pair[1]]}"\n'


@pytest.fixture(scope="module")
def saved(tmp_path_factory: pytest.TempPathFactory) -> Saved:
    """A real service, set up, drilled, filled, backed up; and then its machine is gone."""
    return lost(tmp_path_factory.mktemp("charity"))


def lost(place: Path, database: str = "") -> Saved:
    """What is left of a service that was set up, drilled, filled and backed up there."""
    machine, papers, backups = Machine(place / "home", database), place / "papers", place / "backups"
    backups.mkdir()
    answers = ANSWERS.format(folder=papers, passphrase=PASSPHRASE, printed="no")
    assert "is set up" in machine.run("set_up", "--answers", "-", typed=answers)
    codes, lines = _read(papers)
    found = Saved(codes, lines, papers / "recovery-kit.txt", backups, {})
    assert "The drill passed" in machine.run("custody_drill", "--answers", "-", typed=found.two("ab"))
    held = machine.inside("fill")
    recipient = new_age_identity().recipient
    assert machine.run("backup", "--to", str(backups), "--recipient", recipient).startswith("0 ")
    rmtree(machine.home)
    return Saved(codes, lines, found.kit, next(backups.glob("*.age")), held)


def _read(papers: Path) -> tuple[dict[str, str], dict[str, list[str]]]:
    """What stands on the papers, read as a person would."""
    codes, text = {}, ""
    for letter in "abc":
        document = pypdfium2.PdfDocument(papers / f"custodian-{letter}.pdf")
        text = "\n".join(page.get_textpage().get_text_range() for page in document)
        found = re.search(r"((?:[0-9A-Z]{4}\s+){8}[0-9A-Z]{4})", text)
        assert found is not None
        codes[letter] = " ".join(found[1].split())
    blocks = re.split(r"Sealed for (?=[A-C] and)", text)[1:]
    lines = {
        pair: re.findall(r"(?:[0-9A-Z]{4}-){8}[0-9A-Z]{4}", block)
        for pair, block in zip(PAIRS, blocks, strict=True)
    }
    return codes, lines


def restored(saved: Saved, home: Path, pair: str, database: str = "") -> Machine:
    machine = Machine(home, database)
    said = machine.run(
        "custody_restore",
        "--backup",
        str(saved.backup),
        "--kit",
        str(saved.kit),
        "--answers",
        "-",
        typed=saved.two(pair),
    )
    versions = saved.held["versions"]
    assert said.startswith("0 "), said
    assert f"Room keys that open: {versions} of {versions}." in said
    return machine


def opens_everything(saved: Saved, machine: Machine, pair: str) -> None:
    typed = {"kit": saved.kit.read_text(), "codes": [saved.codes[letter] for letter in pair]}
    assert machine.inside("count", typed) == saved.held
    assert saved.held["entries"] >= 6
    assert (machine.home / "pepper").stat().st_mode & 0o777 == 0o400
    assert "The drill passed" in machine.run("custody_drill", "--answers", "-", typed=saved.two(pair))
    assert machine.run("audit_verify").startswith("0 ")


def test_single_codes_and_wrong_pairs_open_nothing(saved: Saved, tmp_path: Path) -> None:
    """One code, twice, or beside a stranger's: nothing opens, and nothing is put on the machine."""
    machine, stranger = Machine(tmp_path / "home"), spelled(random_bytes(20))
    asked = ["custody_restore", "--backup", str(saved.backup), "--kit", str(saved.kit), "--answers", "-"]
    wrong = [(saved.codes["a"], saved.codes["a"]), (saved.codes["b"], stranger)]

    for first, second in wrong:
        said = machine.run(*asked, typed=f'first_code = "{first}"\nsecond_code = "{second}"\n')
        assert said.startswith("1 "), said
    assert not (machine.home / "pepper").exists()
    assert not (machine.home / "yarrow.sqlite3").exists() or not (
        (machine.home / "yarrow.sqlite3").stat().st_size
    )


def test_a_pair_brings_everything_back(saved: Saved, tmp_path: Path) -> None:
    machine = restored(saved, tmp_path / "home", "ac")

    opens_everything(saved, machine, "ac")
    again = machine.run(
        "custody_restore",
        "--backup",
        str(saved.backup),
        "--kit",
        str(saved.kit),
        "--answers",
        "-",
        typed=saved.two("ac"),
    )
    assert again.startswith("1 ")
    assert "Nothing was changed" in again


@pytest.mark.long
@pytest.mark.parametrize("pair", ["ab", "bc"])
def test_every_other_pair_does_too(pair: str, saved: Saved, tmp_path: Path) -> None:
    opens_everything(saved, restored(saved, tmp_path / "home", pair), pair)


@contextmanager
def empty_database(name: str) -> Iterator[str]:
    """One more on the server of this run, gone afterwards: that is how it is lost."""
    where = {"host": os.environ["YARROW_PG_HOST"], "user": os.environ["YARROW_PG_USER"]}
    with psycopg.connect(make_conninfo(dbname="postgres", **where), autocommit=True) as server:
        server.execute(f"DROP DATABASE IF EXISTS {name} WITH (FORCE)".encode())
        server.execute(f"CREATE DATABASE {name}".encode())
        yield name
        server.execute(f"DROP DATABASE {name} WITH (FORCE)".encode())


@pytest.mark.long
@pytest.mark.skipif(not os.environ.get("YARROW_PG_HOST"), reason="no PostgreSQL server in this run")
@pytest.mark.parametrize("pair", PAIRS)
def test_every_pair_brings_everything_back_on_postgresql(pair: str, tmp_path: Path) -> None:
    with empty_database(f"yarrow_burnt_{os.getpid()}") as name:
        saved = lost(tmp_path, name)
    with empty_database(f"yarrow_bare_{os.getpid()}") as name:
        machine = restored(saved, tmp_path / "bare", pair, name)
        opens_everything(saved, machine, pair)


@pytest.mark.long
@pytest.mark.parametrize("pair", PAIRS)
def test_every_pair_from_paper_alone(pair: str, saved: Saved, tmp_path: Path) -> None:
    """The kit file is lost too: the sealed lines are typed."""
    machine = Machine(tmp_path / "home")
    lines = "\n".join(f'{number} = "{line}"' for number, line in enumerate(saved.lines[pair], 1))
    typed = f'pair = "{pair[0]} and {pair[1]}"\n{saved.two(pair)}\n[line]\n{lines}\n'

    said = machine.run("custody_restore", "--backup", str(saved.backup), "--answers", "-", typed=typed)

    assert said.startswith("0 "), said
    opens_everything(saved, machine, pair)


@pytest.mark.long
def test_wrong_and_changed_files_put_nothing_back(saved: Saved, tmp_path: Path) -> None:
    machine, changed = Machine(tmp_path / "home"), tmp_path / "changed.age"
    whole = bytearray(saved.backup.read_bytes())
    whole[len(whole) // 2] ^= 1
    changed.write_bytes(whole)
    for backup in (changed, saved.kit, tmp_path / "missing.age"):
        said = machine.run(
            "custody_restore",
            "--backup",
            str(backup),
            "--kit",
            str(saved.kit),
            "--answers",
            "-",
            typed=saved.two("bc"),
        )
        assert said.startswith("1 "), said
        assert not (machine.home / "pepper").exists()

    restored(saved, machine.home, "bc")


ROUNDS = 12


@pytest.mark.long
def test_killed_while_the_key_is_replaced_one_set_of_codes_opens_everything(
    saved: Saved, tmp_path: Path
) -> None:
    """Around the one moment that matters: the new papers are written, the transaction is not ended."""
    machine, codes = restored(saved, tmp_path / "home", "ab"), dict(saved.codes)
    ended_as = {"old": 0, "new": 0}
    for number in range(ROUNDS):
        papers = tmp_path / f"papers-{number}"
        fresh = _killed_while_replacing(machine, codes, papers, wait=number * 0.004)
        opens = {name: _opens_all(machine, each) for name, each in (("old", codes), ("new", fresh))}
        assert sum(opens.values()) == 1, (number, opens)
        ended_as["new" if opens["new"] else "old"] += 1
        codes = fresh if opens["new"] else codes

    assert sum(ended_as.values()) == ROUNDS


def _killed_while_replacing(
    machine: Machine, codes: dict[str, str], papers: Path, *, wait: float
) -> dict[str, str]:
    answers = f'first_code = "{codes["a"]}"\nsecond_code = "{codes["b"]}"\n'
    answers += ANSWERS.format(folder=papers, passphrase=PASSPHRASE, printed="no")
    command = [*YARROW, "custody_replace", "--new-key", "--answers", "-"]
    with subprocess.Popen(
        command, env=machine.surroundings, stdin=subprocess.PIPE, stdout=subprocess.DEVNULL
    ) as replacing:
        assert replacing.stdin is not None
        replacing.stdin.write(answers.encode())
        replacing.stdin.close()
        while not (papers / "recovery-kit.txt").exists() and replacing.poll() is None:
            sleep(0.001)
        sleep(wait)
        replacing.kill()
    return _read(papers)[0]


def _opens_all(machine: Machine, codes: dict[str, str]) -> bool:
    typed = f'first_code = "{codes["b"]}"\nsecond_code = "{codes["c"]}"\n'
    return "all of them" in machine.run("custody_drill", "--answers", "-", typed=typed)
