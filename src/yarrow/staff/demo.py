"""The demonstration: everybody in it is invented, and their passphrase is no secret."""

DEMO_PASSPHRASE = "every person here is invented"
"""Works only where the database's first row says demo; cheap Argon2id there (design.md §4)."""
