"""Words brought to a rough stem, so that two wordings of one thing can be compared.

Porter's rules fit retrieval; here it is enough that "halts", "halted" and "halting" meet. Words
that only say when, who reports or how much are left out: two reports share them by accident.
"""

from __future__ import annotations

import re
from functools import lru_cache

WORD = re.compile(r"[A-Za-zÀ-ÿ]+(?:-[A-Za-zÀ-ÿ]+)*")

EMPTY_WORDS = frozenset(
    """a an the and or nor but yet so if of in on at by for from to into onto with within without
    over under between among against about as than then that this these those which who whom whose
    what when where while during after before since until amid despite through throughout via per
    is are was were be been being am has have had having do does did done will would shall should
    can could may might must not no never ever also only just even still already more most less
    least very much many some any all both each every other another such own same its it their
    they them his her him he she we our us you your i my me there here one two three first second
    said says say saying told tell according reported reportedly statement spokesperson official
    officials government state country side sides leader leaders minister ministry president
    chairman premier prime week weeks month months year years day days today yesterday tomorrow
    monday tuesday wednesday thursday friday saturday sunday january february march april may june
    july august september october november december early late mid new recent recently last next
    following later earlier following again however therefore thus meanwhile moreover instead
    several various including include includes included""".split()
)
ENDINGS = ("ations", "ation", "ments", "ment", "ingly", "edly", "ing", "ies", "ied", "ed", "es")
SHORTEST_STEM = 3


@lru_cache(maxsize=65536)
def stem(word: str) -> str:
    """A rough stem of one word, lower case.

    >>> stem("halting") == stem("halted") == stem("halts") == "halt"
    True
    >>> stem("supplies") == stem("supply")
    True
    """
    word = word.lower()
    for ending in ENDINGS:
        if word.endswith(ending) and len(word) - len(ending) >= SHORTEST_STEM:
            bare = word[: -len(ending)]
            return _undouble(bare + "y" if ending in ("ies", "ied") else bare)
    if word.endswith("s") and not word.endswith(("ss", "us", "is")) and len(word) > SHORTEST_STEM:
        word = word[:-1]
    return _undouble(word)


def _undouble(word: str) -> str:
    """``stopp`` to ``stop``, ``releas`` and ``release`` to one form."""
    if len(word) > SHORTEST_STEM and word[-1] == word[-2] and word[-1] not in "lsz":
        return word[:-1]
    return word[:-1] if word.endswith("e") and len(word) > SHORTEST_STEM else word


EMPTY_STEMS = frozenset(stem(word) for word in EMPTY_WORDS)


def salient_stems(text: str) -> tuple[str, ...]:
    """The stems of the words that say what a text is about, in order, each once.

    >>> salient_stems("The South suspended its loudspeaker broadcasts in June")
    ('south', 'suspend', 'loudspeaker', 'broadcast')
    """
    found: dict[str, None] = {}
    for match in WORD.finditer(text):
        for part in match.group().lower().split("-"):
            if len(part) > 1 and part not in EMPTY_WORDS and stem(part) not in EMPTY_STEMS:
                found.setdefault(stem(part))
    return tuple(found)
