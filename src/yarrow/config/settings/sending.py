"""Where the sender of messages keeps its key and its journal: in its own home, which no page reads.

Which gateways it uses, and their secrets, stand in the sender's own environment (docs/sending.md) and
are no settings: a web process has neither.
"""

import os
from pathlib import Path

from .base import HOME

SENDER_KEY_FILE = Path(os.environ.get("YARROW_SENDER_KEY", HOME / "sender_key"))
"""Private half and whose signature is believed; 0400, of the sender's own user."""

SENDER_JOURNAL = Path(os.environ.get("YARROW_SENDER_JOURNAL", HOME / "sender_journal"))
"""Which messages were ever in hand, outside the database: one put back sends nothing again."""
