"""New keys for a room: who is shut out, what is sealed again, and how the recovery key lets in."""
