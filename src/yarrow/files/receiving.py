"""Receiving a file: sealed piece by piece while it arrives, and never on disk in plain.

Django's own handlers write everything over 2.5 MB into a temporary file, in plain (security.md §5.10).
This one is the only handler of the service (``FILE_UPLOAD_HANDLERS``), so that no page can fall back on
them. A page that takes no file answers a file as before: 400.
"""

from typing import IO, Any, cast

from django.core.exceptions import TooManyFilesSent
from django.core.files.uploadedfile import UploadedFile
from django.core.files.uploadhandler import FileUploadHandler, StopUpload
from django.http import HttpRequest

from yarrow.sealing.stream import PIECE_BYTES
from yarrow.staff.session import keyring_of

from .rules import MOST_BYTES
from .sealed import InPieces
from .terms import WhyNot

TAKES_FILES = frozenset({"files:documents"})
"""The only addresses where a file may be sent to."""

_READ_TO_THE_END = 4 * MOST_BYTES
"""Up to here too large a file is read and thrown away, so that its sender reads why; beyond, we hang up."""


class SealedUpload(UploadedFile):  # type: ignore[type-arg]  # generic for the stubs alone
    """A file that was sent: its name, and its sealed pieces. ``why_not`` is set when it was not taken."""

    def __init__(self, *, name: str, pieces: InPieces | None, why_not: WhyNot | None) -> None:
        size = pieces.size if pieces is not None else 0
        super().__init__(file=None, name=name, content_type="", size=size)
        self.pieces, self.why_not = pieces, why_not

    def close(self) -> None:
        """Nothing is open: Django asks for this at the end of every request."""

    def __repr__(self) -> str:
        return "<SealedUpload>"  # Django's own shows the name, which is content


class SealedOnArrival(FileUploadHandler):
    """Seals what arrives for the room in the address, under a fresh key. It keeps nothing by itself.

    Who is not signed in, or locked, has their file read to the end and thrown away: the page answers.
    A connection that breaks leaves nothing anywhere.
    """

    chunk_size = PIECE_BYTES
    pieces: InPieces | None

    def __init__(self, request: HttpRequest | None = None) -> None:
        super().__init__(request)
        self._received, self._whole = 0, 0
        self.pieces = None

    def handle_raw_input(
        self,
        input_data: IO[bytes],  # noqa: ARG002  # Django's signature
        META: dict[str, str],  # noqa: ARG002, N803  # Django's signature
        content_length: int,
        boundary: str,  # noqa: ARG002  # Django's signature
        encoding: str | None = None,  # noqa: ARG002  # Django's signature
    ) -> None:
        self._whole = content_length

    def new_file(self, *args: Any, **kwargs: Any) -> None:
        super().new_file(*args, **kwargs)
        request = cast("HttpRequest", self.request)
        page = request.resolver_match
        if page is None or page.view_name not in TAKES_FILES:
            raise TooManyFilesSent("files are not taken here")
        if self._whole > _READ_TO_THE_END:
            raise StopUpload(connection_reset=True)
        self._received = 0
        unlocked = request.user.is_authenticated and keyring_of(request) is not None
        self.pieces = InPieces(page.kwargs["room_id"]) if unlocked else None

    def receive_data_chunk(self, raw_data: bytes, start: int) -> None:  # noqa: ARG002  # Django's signature
        self._received += len(raw_data)
        if self.pieces is None:
            return
        if self._received > MOST_BYTES:
            self.pieces = None
        else:
            self.pieces.add(raw_data)

    def file_complete(self, file_size: int) -> SealedUpload | None:
        if self.pieces is None and self._received <= MOST_BYTES:
            return None
        why = WhyNot.TOO_LARGE if self.pieces is None else None
        made, self.pieces = self.pieces, None
        if made is not None:
            made.end()
        if file_size == 0:
            why = WhyNot.EMPTY
        return SealedUpload(name=self.file_name or "", pieces=made, why_not=why)

    def upload_interrupted(self) -> None:
        self.pieces = None
