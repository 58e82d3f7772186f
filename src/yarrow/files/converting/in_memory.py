"""What a library would save to a file, as bytes."""

import io
from typing import Any


def as_bytes(made: Any, *how: Any, **options: Any) -> bytes:
    """A picture, a document: whatever has ``save``; ``how`` and ``options`` go to it."""
    held = io.BytesIO()
    made.save(held, *how, **options)
    return held.getvalue()
