"""A fresh demonstration: from the command to the first page that shows who one can be."""

import sys
import time
from pathlib import Path

from workshop.bench.lanes import Lane
from workshop.bench.place import surroundings, throwaway_home
from workshop.bench.served import free_port, running, wait_for

_FIRST_PAGE, _WORDS = "/demo/", b"Hana Harries"
_PATIENCE = 180


def demo_lane() -> Lane:
    """``yarrow demo`` in an empty home, as ``./run demo`` starts it once everything is installed."""
    return Lane("demo", [_fresh_demo])


def _fresh_demo() -> float:
    port = free_port()
    line = [str(Path(sys.executable).with_name("yarrow")), "demo", "--port", str(port)]
    with throwaway_home("bench-demo-") as home:
        environment = surroundings(home) | {"DJANGO_SETTINGS_MODULE": "yarrow.config.settings"}
        began = time.perf_counter()
        with running(line, environment) as process:
            page = wait_for(port, _FIRST_PAGE, process, _PATIENCE)
            seconds = time.perf_counter() - began
    if _WORDS not in page:
        raise LookupError("the first page does not show the cast")
    return seconds
