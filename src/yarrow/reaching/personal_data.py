"""What this package holds, column by column (security.md R-02)."""

COLUMNS: dict[str, tuple[str, str]] = {
    "Hold.id": ("plain", "random id"),
    "Hold.room": ("plain", "a hold must be seen by who has no key, and while pages are locked"),
    "Hold.set_on": ("plain", "shown where it is lifted; tells no more than the audit event"),
    "Hold.lifted_on": ("plain", "lists of holds; tells no more than the audit event"),
    "ReachCount.room": ("plain", "a number without a key, for the process that sends"),
    "ReachCount.number": ("plain", "rises when something changed; says neither what nor why"),
}
