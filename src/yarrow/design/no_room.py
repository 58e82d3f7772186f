"""When the disk is full or cannot be written to: how to tell, and what to do with a request then (T12)."""

import errno
from collections.abc import Callable

from django.conf import settings
from django.db import DatabaseError
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect
from django.utils.module_loading import import_string

from yarrow.design.error_pages import nothing_written

_SQLITE = ("database or disk is full", "readonly database", "disk I/O error", "unable to open database file")
_POSTGRESQL = frozenset({"53100", "53000", "25006", "58030"})
"""SQLSTATE: disk full, insufficient resources, read-only transaction, I/O error."""
_FILES = frozenset({errno.ENOSPC, errno.EDQUOT, errno.EROFS, errno.EFBIG})


def cannot_write(error: BaseException) -> bool:
    """Whether this failed because nothing can be written, and for no other reason."""
    if isinstance(error, OSError):
        return error.errno in _FILES
    if not isinstance(error, DatabaseError):
        return False
    state = getattr(error.__cause__, "sqlstate", None)
    return state in _POSTGRESQL or any(words in str(error) for words in _SQLITE)


class NothingCanBeWritten:
    """Innermost, so that it hears of every page: says in words what is the matter, and loses no words.

    A post is answered with a redirect, as always: a browser keeps the words of one that is not.
    """

    def __init__(self, get_response: Callable[[HttpRequest], HttpResponse]) -> None:
        self.get_response = get_response

    def __call__(self, request: HttpRequest) -> HttpResponse:
        return self.get_response(request)

    def process_exception(self, request: HttpRequest, exception: Exception) -> HttpResponse | None:
        if not cannot_write(exception):
            return None
        # What could not be recorded has not happened: a session row may be small enough to find room still,
        # and somebody would be signed in without a trace.
        request.session.modified = False
        if request.method != "POST":
            return nothing_written(request)
        _keep(request)
        return redirect("design:not_now")


def _keep(request: HttpRequest) -> None:
    keep_typed: Callable[[HttpRequest], None] = import_string(settings.KEEP_TYPED)
    try:
        keep_typed(request)
    except (DatabaseError, OSError):
        # The page says that words may be lost; a second failure must not hide that page.
        return
