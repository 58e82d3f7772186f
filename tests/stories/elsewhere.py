"""What leaves traces and what does not: the harmless page one leaves to, a page that is careless, and our
own service made careless."""

from collections.abc import Callable, Iterator
from contextlib import contextmanager
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from threading import Thread
from urllib.parse import parse_qs, unquote

from django.http import HttpRequest, HttpResponse

WEATHER = "<title>Weather</title><h1>Sunny spells</h1>"
CARELESS = (
    "<title>{0}</title><h1>{0}</h1>"
    '<form method="post"><label>Name <input name="name"></label>'
    '<label>Words <textarea name="words">{0}</textarea></label><button>Send</button></form>'
    '<form method="post" enctype="multipart/form-data"><label>File <input type="file" name="file"></label>'
    "<button>Keep</button></form>"
)
PICTURES: dict[str, bytes] = {}
"""By its path: a picture that a browser may keep."""


class _Page(BaseHTTPRequestHandler):
    """``/weather`` is harmless; any other page shows its address and what was posted, and may be kept."""

    def do_GET(self) -> None:
        if self.path in PICTURES:
            self._send(PICTURES[self.path], "image/jpeg")
            return
        self._answer(WEATHER if self.path == "/weather" else CARELESS.format(unquote(self.path).strip("/")))

    def do_POST(self) -> None:
        sent = self.rfile.read(int(self.headers["Content-Length"])).decode(errors="replace")
        if self.headers["Content-Type"].startswith("multipart"):
            self._answer(CARELESS.format(sent))  # a file: its name and what is in it
            return
        self._answer(CARELESS.format(" ".join(parse_qs(sent).get("words", []))))

    def _answer(self, page: str) -> None:
        shown = "".join(f'<img src="{path}" alt="">' for path in PICTURES)
        self._send(f"<!DOCTYPE html><html lang=en>{page}{shown}".encode(), "text/html; charset=utf-8")

    def _send(self, body: bytes, kind: str) -> None:
        self.send_response(200)
        self.send_header("Content-Type", kind)
        self.send_header("Content-Length", str(len(body)))
        self.send_header("Cache-Control", "max-age=600")
        self.end_headers()
        self.wfile.write(body)

    def log_message(self, *_words: object) -> None:
        """Says nothing."""


@contextmanager
def another_site() -> Iterator[str]:
    """Its address, while it is there."""
    server = ThreadingHTTPServer(("127.0.0.1", 0), _Page)
    Thread(target=server.serve_forever, daemon=True).start()
    yield f"http://127.0.0.1:{server.server_port}"
    server.shutdown()
    server.server_close()


Answering = Callable[[object, HttpRequest], HttpResponse]


def carelessly(answering: Answering) -> Answering:
    """Our service without its protections: pages may be kept, fields are remembered, a post gets a page."""

    def answer(handler: object, request: HttpRequest) -> HttpResponse:
        response = answering(handler, request)
        where = response.get("Location", "")
        if request.method == "POST" and where.startswith("/r/") and not request.path.endswith("/add/"):
            request.method, request.path, request.path_info = "GET", where, where
            request.META |= {"REQUEST_METHOD": "GET", "PATH_INFO": where}
            response = answering(handler, request)
        if response.get("Content-Type", "").startswith("text/html"):
            response.content = response.content.replace(b'autocomplete="off"', b'autocomplete="on"')
            response["Content-Length"] = str(len(response.content))
            response["Cache-Control"] = "max-age=600"
        for kept_from in ("Clear-Site-Data", "Expires", "Pragma", "Vary"):
            del response[kept_from]
        return response

    return answer
