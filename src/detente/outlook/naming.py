"""Stable names for lines, so that one line can refer to another."""

from __future__ import annotations

import hashlib


def line_id(list_name: str, *parts: str) -> str:
    """The list's name and twelve hex digits that depend on the parts alone.

    >>> line_id("outlook", "d1:0-9:forecast") == line_id("outlook", "d1:0-9:forecast")
    True
    """
    digest = hashlib.sha256("\x1f".join(parts).encode()).hexdigest()
    return f"{list_name}-{digest[:12]}"
