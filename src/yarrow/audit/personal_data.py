"""What this package holds, column by column (security.md R-02)."""

COLUMNS: dict[str, tuple[str, str]] = {
    "AuditEvent.id": ("plain", "order"),
    "AuditEvent.chain": ("plain", "a random id: of a room, a case or the service"),
    "AuditEvent.number": ("plain", "place in its chain; a gap is a loss"),
    "AuditEvent.at": ("plain", "accountability of staff"),
    "AuditEvent.actor": ("plain", "accountability of staff"),
    "AuditEvent.event": ("coded", "the same for every write in a room, whatever it is about"),
    "AuditEvent.subject": ("plain", "a random id"),
    "AuditEvent.digest": ("plain", "a hash of ciphertext, so that a row put back is seen"),
    "AuditEvent.previous": ("plain", "the link of the chain"),
    "AuditEvent.hash": ("plain", "the link of the chain"),
    "DailyHead.id": ("plain", "order"),
    "DailyHead.day": ("plain", "a day"),
    "DailyHead.through": ("plain", "the last event under this head"),
    "DailyHead.head": ("plain", "a hash of every chain's last link"),
    "DailyHead.signature": ("plain", "an Ed25519 signature"),
}
