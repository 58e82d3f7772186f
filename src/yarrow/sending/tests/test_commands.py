"""The commands, as the sender's own user runs them: another home, its own key, and no pepper."""

import os
import subprocess
import sys
from io import StringIO
from pathlib import Path

import pytest
from django.core.management import CommandError, call_command

from yarrow.config.families import Family
from yarrow.kernel.clock import FixedClock
from yarrow.sealing.pepper import PepperMissing
from yarrow.sealing.sender_key import read_sender_key
from yarrow.sending.models import SenderKey
from yarrow.sending.queries import NoSender, trusted_sender_public
from yarrow.sending.terms import Outcome
from yarrow.staff.queries import pepper

from .steps import ROUTE, in_its_hour, outcome_of, queued


@pytest.fixture
def home(tmp_path: Path, monkeypatch: pytest.MonkeyPatch, clock: FixedClock) -> Path:
    """The sender's own: what these commands read and write lies here."""
    monkeypatch.setattr("django.conf.settings.SENDER_KEY_FILE", tmp_path / "sender_key")
    monkeypatch.setattr("django.conf.settings.SENDER_JOURNAL", tmp_path / "journal")
    monkeypatch.setattr("django.conf.settings.YARROW_CLOCK", lambda: clock)
    return tmp_path


def said(*command: str) -> str:
    out = StringIO()
    call_command(*command, stdout=out)
    return out.getvalue()


def without_pepper(monkeypatch: pytest.MonkeyPatch, home: Path) -> None:
    monkeypatch.setattr("django.conf.settings.PEPPER_FILE", home / "none")
    with pytest.raises(PepperMissing):
        pepper()


def test_before_set_up_there_is_nothing_to_send_for(db: None, home: Path) -> None:
    for command in (["send", "--once"], ["sender_key"]):
        with pytest.raises(CommandError, match="Set the service up first"):
            said(*command)


def test_a_sender_without_a_key_does_not_start(family: Family, home: Path) -> None:
    with pytest.raises(CommandError, match="sender_key make"):
        said("send", "--once")


@pytest.mark.parametrize("key", ["", "word", "00", "zz" * 32])
def test_what_is_no_key_is_not_trusted(family: Family, home: Path, key: str) -> None:
    with pytest.raises(CommandError, match="as `make` printed it"):
        said("sender_key", "trust", key)

    assert not SenderKey.objects.exists()


def test_who_has_no_pepper_has_no_key_believed(
    family: Family, home: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    without_pepper(monkeypatch, home)

    with pytest.raises(CommandError, match="pepper is not here"):
        said("sender_key")


def test_made_without_the_pepper_and_trusted_with_it(
    family: Family, home: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    with monkeypatch.context() as senders:
        without_pepper(senders, home)
        printed = said("sender_key", "make").splitlines()[1].strip()
    with pytest.raises(NoSender):
        trusted_sender_public()

    said("sender_key", "trust", printed)

    assert trusted_sender_public().hex() == printed
    assert read_sender_key(home / "sender_key").pair.public.hex() == printed


def test_run_again_it_keeps_the_key_that_is_there(family: Family, home: Path) -> None:
    first = said("sender_key")

    assert said("sender_key").splitlines()[1] == first.splitlines()[1]


def test_the_sender_needs_no_pepper(
    family: Family, home: Path, clock: FixedClock, monkeypatch: pytest.MonkeyPatch
) -> None:
    said("sender_key")
    family.record("harmed", ROUTE)
    row = queued(family)
    in_its_hour(clock)
    without_pepper(monkeypatch, home)

    assert said("send", "--once") == "sent 1\n"
    assert said("send", "--once") == ""

    assert outcome_of(row) is Outcome.SENT


@pytest.mark.once
def test_control_the_command_runs_in_a_process_of_its_own(tmp_path: Path) -> None:
    ours = {name: value for name, value in os.environ.items() if not name.startswith("YARROW_")}
    yarrow = Path(sys.executable).with_name("yarrow")
    environment = ours | {"YARROW_HOME": str(tmp_path), "DJANGO_SETTINGS_MODULE": "yarrow.config.settings"}

    run = subprocess.run(
        [yarrow, "send", "--help"], env=environment, capture_output=True, text=True, check=False
    )

    assert run.returncode == 0
    assert "--once" in run.stdout
