"""Log lines without words, names, addresses or query strings (security.md O-02, O-03)."""

import logging
import traceback
from types import TracebackType

OURS = "yarrow"


class QuietFormatter(logging.Formatter):
    """Says what happened and where in the code, never with what.

    Hazard: the text of an exception, or the arguments of a library's message, may hold what
    somebody typed. Only our own loggers, which log ids and event names, are printed in full.
    """

    def format(self, record: logging.LogRecord) -> str:
        line = f"{self.formatTime(record)} {record.levelname} {record.name} {_words(record)}"
        if record.exc_info and record.exc_info[0]:
            line += "\n" + _where(record.exc_info[0], record.exc_info[2])
        return line


def _words(record: logging.LogRecord) -> str:
    if record.name.split(".")[0] == OURS:
        return record.getMessage()
    status = getattr(record, "status_code", "")
    return f"{status} {_route(record)}".strip() or str(record.msg)


def _route(record: logging.LogRecord) -> str:
    """The pattern of the address, ``room/<uuid:room>``: never the address itself."""
    match = getattr(getattr(record, "request", None), "resolver_match", None)
    return str(getattr(match, "route", ""))


def _where(kind: type[BaseException], trace: TracebackType | None) -> str:
    lines = [f"  {frame.filename}:{frame.lineno} {frame.name}" for frame in traceback.extract_tb(trace)]
    return "\n".join([*lines, kind.__qualname__])
