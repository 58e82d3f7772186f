"""Doubles of the other ends: small servers on this machine that speak the contract of each gateway."""

import json
import threading
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass, field
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from typing import Any
from urllib.parse import parse_qs


@dataclass
class Heard:
    """One request: where, with which headers, and what."""

    path: str
    headers: dict[str, str]
    body: Any


@dataclass
class Double:
    """What the double answers, and what it heard. ``status`` 0 hangs up after it has read everything."""

    status: int = 201
    answer: dict[str, Any] = field(default_factory=dict)
    heard: list[Heard] = field(default_factory=list)
    address: str = ""


@contextmanager
def http_double(status: int, answer: dict[str, Any] | None = None) -> Iterator[Double]:
    """A server that notes what it is sent and answers the same to everybody."""
    double = Double(status=status, answer=answer or {})
    server = ThreadingHTTPServer(("127.0.0.1", 0), _handler(double))
    double.address = f"http://127.0.0.1:{server.server_port}"
    thread = threading.Thread(target=server.serve_forever, args=(0.02,), daemon=True)
    thread.start()
    try:
        yield double
    finally:
        server.shutdown()
        server.server_close()
        thread.join()


def _handler(double: Double) -> type[BaseHTTPRequestHandler]:
    class Handler(BaseHTTPRequestHandler):
        def do_POST(self) -> None:
            raw = self.rfile.read(int(self.headers["Content-Length"])).decode()
            is_json = "json" in self.headers["Content-Type"]
            said = json.loads(raw) if is_json else {name: each[0] for name, each in parse_qs(raw).items()}
            double.heard.append(Heard(self.path, dict(self.headers.items()), said))
            if not double.status:
                self.close_connection = True
                return
            body = json.dumps(double.answer).encode()
            self.send_response(double.status)
            self.send_header("Content-Type", "application/json")
            self.send_header("Content-Length", str(len(body)))
            self.end_headers()
            self.wfile.write(body)

        def log_message(self, *_: object) -> None:
            """Say nothing."""

    return Handler
