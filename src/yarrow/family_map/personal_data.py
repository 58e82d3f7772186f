"""No table is here: what is recorded lies sealed in ``rooms.Entry`` (security.md R-02)."""

COLUMNS: dict[str, tuple[str, str]] = {}
