"""One form for the several spellings of a word, so that a table needs each word once."""

from __future__ import annotations

import re
from functools import lru_cache

RULES = tuple(
    (re.compile(pattern), replacement)
    for pattern, replacement in (
        (r"[‐‑–—-]", " "),
        (r"[’`]", "'"),
        (r"is(e|ation)\b", r"iz\1"),
        (r"yse\b", "yze"),
        (r"(?<=[a-z]{2})our(?=able\b|hood\b|ite\b|ly\b|er\b|\b)", "or"),
        (r"(?<=[a-z]{2})ence\b", "ense"),
        (r"(?<=[a-z]{2})tre\b", "ter"),
        (r"programme\b", "program"),
        (r"logue\b", "log"),
        (r"\s+", " "),
    )
)


@lru_cache(maxsize=65536)
def fold(words: str) -> str:
    """Lower case, hyphens as spaces, British endings as American ones.

    The result is a key to compare by, not a word to print: "promise" becomes "promize" too, on
    both sides of every comparison.

    >>> fold("Defence") == fold("defense"), fold("cease-fire") == fold("cease fire")
    (True, True)
    >>> fold("criticise") == fold("criticize"), fold("neighbourly") == fold("neighborly")
    (True, True)
    """
    words = words.lower()
    for pattern, replacement in RULES:
        words = pattern.sub(replacement, words)
    return words.strip()
