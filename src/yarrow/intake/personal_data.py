"""No table of its own (security.md R-02): a referral lies sealed in ``rooms``."""

COLUMNS: dict[str, tuple[str, str]] = {}
