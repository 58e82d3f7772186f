"""The only writer of files."""

from .keeping import keep_document
from .tickets import Ticketed, What, make_ticket, use_ticket

__all__ = ["Ticketed", "What", "keep_document", "make_ticket", "use_ticket"]
