"""No table is here: what is carried lies sealed in ``rooms.Entry`` (security.md R-02)."""

COLUMNS: dict[str, tuple[str, str]] = {}
