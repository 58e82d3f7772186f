"""The server: the same call as ``yarrow demo`` makes, with the bare views beside our own addresses."""

import os
import socket
import subprocess
import sys
import time
from collections.abc import Iterator
from contextlib import contextmanager
from http.client import HTTPConnection, HTTPException
from pathlib import Path

from workshop.tree import ROOT

from .place import surroundings

HERE = "127.0.0.1"
Process = subprocess.Popen[bytes]
_PATIENCE = 60  # seconds until it must answer


@contextmanager
def server(home: Path) -> Iterator[int]:
    """The service of that home on a free port, while this lasts; yields the port."""
    port = free_port()
    line = [sys.executable, "-m", "workshop.bench.served", str(port)]
    with running(line, surroundings(home)) as process:
        wait_for(port, "/sign-in/", process)
        yield port


@contextmanager
def running(line: list[str], environment: dict[str, str]) -> Iterator[Process]:
    """A program of ours that is ended afterwards, with the workers it started."""
    process = subprocess.Popen(line, cwd=ROOT, env=os.environ | environment, stdout=subprocess.DEVNULL)
    try:
        yield process
    finally:
        process.terminate()
        try:
            process.wait(timeout=20)
        except subprocess.TimeoutExpired:
            process.kill()
            process.wait()


def free_port() -> int:
    """A port that nobody listens on."""
    with socket.socket() as door:
        door.bind((HERE, 0))
        return int(door.getsockname()[1])


def wait_for(port: int, path: str, process: Process, patience: float = _PATIENCE) -> bytes:
    """The page, once it is answered with 200; ``TimeoutError`` when the program ends or takes too long."""
    until = time.monotonic() + patience
    while time.monotonic() < until and process.poll() is None:
        try:
            line = HTTPConnection(HERE, port, timeout=10)
            line.request("GET", path)
            response = line.getresponse()
            body = response.read()
            if response.status == 200:  # noqa: PLR2004  # as every page that is there
                return body
        except (HTTPException, OSError):
            time.sleep(0.05)
        finally:
            line.close()
    raise TimeoutError(f"nothing answered on {path}")


if __name__ == "__main__":
    from yarrow.config.serving import serve_forever

    serve_forever(port=int(sys.argv[1]))
