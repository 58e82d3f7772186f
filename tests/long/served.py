"""A whole service in processes of its own, as granian serves it, and strangers with browsers of their own."""

import os
import re
import socket
import subprocess
import sys
import time
from collections.abc import Iterator
from contextlib import contextmanager
from email.message import Message
from http.cookiejar import CookieJar
from pathlib import Path
from typing import NamedTuple
from urllib.error import HTTPError, URLError
from urllib.parse import urlencode
from urllib.request import HTTPCookieProcessor, HTTPRedirectHandler, Request, build_opener

_SET_UP = """
import sys
import django
django.setup()
from django.core.management import call_command
from allauth.mfa.models import Authenticator
from yarrow.kernel.clock import SystemClock
from yarrow.sealing.passphrase import REAL
from yarrow.staff.actions import enrol_worker, set_up_service
from yarrow.staff.door import seeds
from yarrow.staff.models import Service
from yarrow.staff.terms import Kind, Post
call_command("migrate", verbosity=0)
clock, (seed, cost) = SystemClock(), sys.argv[1:]
set_up_service(kind=Kind.TEST, clock=clock)
if cost == "real":
    Service.objects.update(
        argon_memory_kib=REAL.memory_kib, argon_passes=REAL.passes, argon_lanes=REAL.lanes
    )
worker, _ = enrol_worker(
    username="ada", name="Ada", post=Post.MANAGER, passphrase="seven quiet herons", clock=clock
)
if seed:
    Authenticator.objects.create(
        user=worker, type=Authenticator.Type.TOTP, data={"secret": seeds.sealed(worker, seed)}
    )
"""
_SERVE = """
import os
import resource
import sys
from yarrow.config.serving import serve_forever
most = int(sys.argv[2])
if most:  # of each process: there is no group of processes to limit without the system's own leave
    resource.setrlimit(resource.RLIMIT_AS, (most, most))
    os.sched_setaffinity(0, sorted(os.sched_getaffinity(0))[:2])
serve_forever(port=int(sys.argv[1]))
"""
_TOKEN = re.compile(r'csrfmiddlewaretoken"[^>]*value="([^"]+)"')


class Served(NamedTuple):
    """A service that answers."""

    address: str
    pid: int

    def limits(self, name: str) -> set[str]:
        """What every process of it may have at most of something, as the system says it."""
        said = [Path(f"/proc/{pid}/limits").read_text() for pid in [self.pid, *_children_of(self.pid)]]
        found = [re.search(rf"^{name} +(\S+)", each, re.MULTILINE) for each in said]
        return {each[1] for each in found if each}

    def resident_kib(self) -> int:
        """Memory of every process of it together."""
        return sum(_resident_kib(pid) for pid in [self.pid, *_children_of(self.pid)])


@contextmanager
def service(home: Path, *, cost: str, seed: str = "", most: int = 0) -> Iterator[Served]:
    """Set one up in its own folder, serve it, and end it.

    ``most``: on two cores, and each process with so many bytes of memory and no more; 0: as it comes.
    """
    ours = {name: value for name, value in os.environ.items() if not name.startswith("YARROW_")}
    environment = ours | {
        "DJANGO_SETTINGS_MODULE": "yarrow.config.settings",
        "YARROW_HOME": str(home),
        "YARROW_INSECURE_COOKIES": "1",
    }
    subprocess.run([sys.executable, "-c", _SET_UP, seed, cost], env=environment, check=True)
    port = _free_port()
    serving = subprocess.Popen([sys.executable, "-c", _SERVE, str(port), str(most)], env=environment)
    try:
        _wait_for(f"http://localhost:{port}/sign-in/")
        yield Served(f"http://localhost:{port}", serving.pid)
    finally:
        serving.terminate()
        serving.wait(timeout=20)


class Stranger:
    """A browser of its own, which follows nothing by itself."""

    def __init__(self, address: str) -> None:
        self.address = address
        self._opener = build_opener(HTTPCookieProcessor(CookieJar()), _FollowNothing())
        self._token = ""

    def look(self, path: str) -> tuple[int, str]:
        """Status and body."""
        status, body, _ = self._ask(Request(self.address + path))  # noqa: S310  # our own address
        found = _TOKEN.search(body)
        self._token = found[1] if found else self._token
        return status, body

    def post(self, path: str, **typed: str) -> tuple[int, str]:
        """Status, and where it leads or when to come again."""
        data = urlencode(typed | {"csrfmiddlewaretoken": self._token}).encode()
        request = Request(self.address + path, data=data)  # noqa: S310  # our own address
        status, _, headers = self._ask(request)
        return status, headers.get("location") or headers.get("retry-after") or ""

    def _ask(self, request: Request) -> tuple[int, str, dict[str, str]]:
        try:
            with self._opener.open(request, timeout=60) as answer:
                return answer.status, answer.read().decode(), _lower(answer.headers)
        except HTTPError as refused:
            return refused.code, refused.read().decode(), _lower(refused.headers)


def _lower(headers: Message) -> dict[str, str]:
    return {name.lower(): value for name, value in headers.items()}


class _FollowNothing(HTTPRedirectHandler):
    def redirect_request(self, *_given: object) -> None:
        return None


def _free_port() -> int:
    with socket.socket() as made:
        made.bind(("127.0.0.1", 0))
        return int(made.getsockname()[1])


def _wait_for(address: str) -> None:
    for _ in range(200):
        try:
            build_opener().open(address, timeout=5).close()
        except (URLError, OSError):
            time.sleep(0.1)
        else:
            return
    raise AssertionError("the service does not answer")


def _children_of(pid: int) -> list[int]:
    folder = Path(f"/proc/{pid}/task/{pid}/children")
    near = [int(each) for each in folder.read_text().split()] if folder.exists() else []
    return [*near, *(far for each in near for far in _children_of(each))]


def _resident_kib(pid: int) -> int:
    try:
        found = re.search(r"VmRSS:\s+(\d+)", Path(f"/proc/{pid}/status").read_text())
    except OSError:
        return 0
    return int(found[1]) if found else 0
