"""No table is here: everything about a child lies sealed in ``rooms.Entry`` (security.md R-02)."""

COLUMNS: dict[str, tuple[str, str]] = {}
