"""What an undertaking is about, and how later words speak of its fate."""

from __future__ import annotations

import re
from functools import lru_cache

from detente.codebook.stems import stem
from detente.signals.ground import Reading

# The noun that names the undertaking; later "the treaty", "their deal" speak of the same.
NOUN = re.compile(
    r"\b(treat(?:y|ies)|agreements?|pacts?|accords?|deals?|memorand(?:um|a)|communiqu[eé]s?|"
    r"declarations?|offers?|proposals?|propos(?:e[sd]?|ing)|pledg(?:e[sd]?|ing)|promis(?:e[sd]?|ing)|"
    r"commitments?|commit(?:s|ted)?|plans?|planned|packages?|roadmaps?|tours?|contracts?|truces?|"
    r"ceasefires?|armistices?|announce[sd]?|launch(?:e[sd]|ing)?|agree(?:s|d)|offer(?:s|ed|ing)|"
    r"sign(?:s|ed|ing)|undertak\w+|vow(?:s|ed)?)\b",
    re.IGNORECASE,
)
_FATES = (
    (
        "broken",
        r"\b(?:abort\w*|cancel\w*|abandon\w*|scrap(?:s|ped)|violat\w*|breach\w*|reneg\w+|tore up|"
        r"torn up|nullif\w*|annul\w*|collapse\w*|call(?:s|ed|ing) off|withdr[ae]w\w*|pull(?:s|ed) "
        r"out|repudiat\w*|terminat\w*|broke (?:its|their|the)|never materiali[sz]ed)\b",
    ),
    (
        "stalled",
        r"\b(?:(?:not|n't|n’t|never|no)\b[^.;,]{0,40}\b(?:respon\w+|repl\w+|answer\w*|resum\w+|"
        r"implement\w*|accept\w*|open(?:ed)?)|unanswered|ignor\w+|stall\w*|deadlock\w*|delay\w*|"
        r"postpon\w*|fr[eo]ez\w*|froze\w*|suspend\w*|shelv\w*|on hold|unresolved)\b",
    ),
    (
        "kept",
        r"\b(?:reaffirm\w*|implement\w*|deepen\w*|ratif\w*|(?:enter\w*|came|come) into force|"
        r"fulfil\w*|"
        r"hono(?:u)?r\w*|complet\w*|deliver\w*|carried out|carry out|upheld|uphold\w*|took effect|"
        r"put into (?:effect|practice)|exceed\w*|expand\w*|built on|follow\w* through)\b",
    ),
)
_PARTLY = re.compile(
    r"\b(?:partial\w*|in part|partly|slow\w*|some|limited|piecemeal|uneven\w*)\b", re.IGNORECASE
)


@lru_cache(maxsize=32768)
def nouns_of(words: str) -> frozenset[str]:
    """Rough stems of the words that name undertakings.

    >>> sorted(nouns_of("signed the treaty after the treaties of old"))
    ['sign', 'treaty']
    """
    return frozenset(stem(match.group(1))[:6] for match in NOUN.finditer(words))


def is_broken_in_words(words: str) -> bool:
    """True where words say that something was called off or broken.

    >>> is_broken_in_words("the tours were cancelled"), is_broken_in_words("the contract expired")
    (True, False)
    """
    return bool(re.search(dict(_FATES)["broken"], words, re.IGNORECASE))


def fate_in(reading: Reading) -> str:
    """What a later statement says became of an undertaking; empty where it doesn't say.

    A halted or fallen cooperation breaks or stalls it, a deed of the same sort keeps it.
    """
    statement = reading.statement
    for fate, pattern in _FATES:
        if re.search(pattern, reading.words, re.IGNORECASE):
            return "partly" if fate == "kept" and _PARTLY.search(reading.words) else fate
    if statement.kind == "omission":
        return "stalled"
    if statement.change == "halt":
        return "broken"
    if statement.change == "fall":
        return "partly"
    return ""


def status_of(fates: list[str]) -> str:
    """One status from what several later statements say, in the order of time.

    >>> status_of([]), status_of(["kept", "kept"]), status_of(["kept", "broken"])
    ('open', 'kept', 'broken')
    """
    if not fates:
        return "open"
    if fates[-1] in ("broken", "stalled"):
        return fates[-1]
    return "partly" if len(set(fates)) > 1 else fates[-1]
