"""Many at the door at the same moment, in several processes (security.md R-22, T23; ASVS 6.5.1, 15.2.2)."""

import sys
import threading
import time
from concurrent.futures import ThreadPoolExecutor
from pathlib import Path
from typing import Self

import pytest
from allauth.mfa.totp.internal.auth import format_hotp_value, hotp_value

from .served import Served, Stranger, service

pytestmark = [pytest.mark.long, pytest.mark.once]

PASSPHRASE = "seven quiet herons"
SEED = "JBSWY3DPEHPK3PXPJBSWY3DPEHPK3PXP"
MIB = 1024
MACHINE = 2 * 1024 * MIB
"""KiB of the machine that security.md T23 names; it has two cores."""


class Watch:
    """How much memory a service takes at most while something happens."""

    def __init__(self, served: Served) -> None:
        self._served, self._over = served, threading.Event()
        self.most = 0
        self._thread = threading.Thread(target=self._look)

    def __enter__(self) -> Self:
        self._thread.start()
        return self

    def __exit__(self, *_: object) -> None:
        self._over.set()
        self._thread.join()

    def _look(self) -> None:
        while not self._over.wait(0.02):
            self.most = max(self.most, self._served.resident_kib())


class Reader:
    """Somebody who looks at a page again and again: who stands at the door must not keep them waiting."""

    def __init__(self, served: Served) -> None:
        self._stranger, self._over = Stranger(served.address), threading.Event()
        self.slowest, self.statuses = 0.0, set[int]()
        self._thread = threading.Thread(target=self._read)

    def __enter__(self) -> Self:
        self._thread.start()
        return self

    def __exit__(self, *_: object) -> None:
        self._over.set()
        self._thread.join()

    def _read(self) -> None:
        while not self._over.wait(0.2):
            begun = time.perf_counter()
            self.statuses.add(self._stranger.look("/sign-in/")[0])
            self.slowest = max(self.slowest, time.perf_counter() - begun)


def signing_in(served: Served, name: str) -> tuple[int, float]:
    """The answer's status, and how many seconds it took."""
    stranger = Stranger(served.address)
    stranger.look("/sign-in/")
    begun = time.perf_counter()
    status, _ = stranger.post("/sign-in/", username=name, passphrase=PASSPHRASE)
    return status, time.perf_counter() - begun


def test_twenty_at_once_are_answered_and_the_machine_stands(tmp_path: Path) -> None:
    """With the real cost, 128 MiB each: all answered within ten seconds, or told soon to come again.

    On two cores. No process may have more than 2 GiB of addresses, which is stricter than 2 GiB of
    memory for one of them and not strict enough for all: so all together are counted as well.
    """
    with service(tmp_path, cost="real", most=MACHINE * 1024) as served:
        signing_in(served, "ada")
        assert served.limits("Max address space") == {str(MACHINE * 1024)}
        assert served.limits("Max core file size") == {"0"}
        idle = served.resident_kib()
        with Watch(served) as watch, Reader(served) as reader, ThreadPoolExecutor(20) as crowd:
            names = ["ada", *(f"somebody-{number}" for number in range(19))]
            answers = list(crowd.map(lambda name: signing_in(served, name), names))

        told = (
            f"{sorted(answers)}, {(watch.most - idle) // MIB} MiB above {idle // MIB}, "
            f"a page in {reader.slowest:.1f} s at most"
        )
        sys.stderr.write("T23 " + told)
        assert {status for status, _ in answers} <= {302, 429}, told
        assert max(seconds for _, seconds in answers) <= 10, told
        assert watch.most - idle < 700 * MIB, told
        assert watch.most < MACHINE, told
        assert reader.statuses == {200}, told
        assert reader.slowest <= 5, told
        assert signing_in(served, "ada")[0] == 302


def test_one_code_signs_in_once_whatever_process_it_comes_to(tmp_path: Path) -> None:
    with service(tmp_path, cost="cheap", seed=SEED) as served:
        waiting = [Stranger(served.address) for _ in range(8)]
        for each in waiting:
            each.look("/sign-in/")
            assert each.post("/sign-in/", username="ada", passphrase=PASSPHRASE) == (302, "/sign-in/code/")
            each.look("/sign-in/code/")
        _wait_for_a_fresh_code()
        code = format_hotp_value(hotp_value(SEED, int(time.time()) // 30))  # noqa: TID251  # a phone's clock

        with ThreadPoolExecutor(8) as crowd:
            answers = list(crowd.map(lambda each: each.post("/sign-in/code/", code=code), waiting))

        assert sorted(answers) == [(302, "/"), *[(302, "/sign-in/code/again/")] * 7]


def _wait_for_a_fresh_code() -> None:
    """A code that changes in the middle of the test would prove nothing."""
    while time.time() % 30 > 20:  # noqa: TID251  # a phone's clock
        time.sleep(0.5)
