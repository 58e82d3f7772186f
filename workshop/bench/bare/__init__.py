"""REF: the least that a Django page can be, inside our own server, settings and middleware."""
