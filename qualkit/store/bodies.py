"""How words lie in the database: compressed, since each correction of a turn keeps the whole transcript once more."""

from __future__ import annotations

import zlib

PACKED = b"\0z\0"
"""What a packed body begins with; no text does, and what an older qualkit wrote lies there as it is."""


def pack(body: bytes) -> bytes:
    """The body as it is stored."""
    return PACKED + zlib.compress(body)


def unpack(stored: bytes) -> bytes:
    """The body as it was given. Raises zlib.error where it was altered."""
    return zlib.decompress(stored[len(PACKED) :]) if stored.startswith(PACKED) else stored
