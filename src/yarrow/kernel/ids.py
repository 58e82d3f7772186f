"""Random identifiers: an id never says when, what or who (security.md R-40)."""

from uuid import UUID, uuid4


def new_id() -> UUID:
    """A fresh random identifier; not a secret, only unguessable enough not to be walked."""
    return uuid4()
