"""Words by which a text links an act with its answer, dates the answer, or denies the link."""

from __future__ import annotations

import re

from detente.signals.ground import Reading

_NUMBERS = {
    word: number
    for number, word in enumerate(
        "zero one two three four five six seven eight nine ten eleven twelve".split()
    )
} | {"a": 1, "an": 1, "the": 1}
_UNITS = {"hour": 0, "day": 1, "week": 7, "fortnight": 14}

LINK = re.compile(
    r"\b(?:respond\w*|in (?:response|reply|return|retaliation|kind|turn)|repl(?:y|ied|ying)|"
    r"retaliat\w*|reciprocat\w*|answer(?:ed|ing)?|counter(?:ed|ing)|hit back|"
    r"followed suit|match(?:ed|ing)|"
    r"tit[- ]for[- ]tat|(?:the|a) (?:following|next) day|(?:a|one) day (?:later|after)|"
    r"(?:\w+) (?:days|hours|weeks) (?:later|after)|the same day|hours later|"
    r"within \w+ (?:days|hours))\b",
    re.IGNORECASE,
)
_SPAN = re.compile(
    r"\b(?P<number>\d{1,3}|[a-z]+) (?P<unit>hour|day|week|fortnight)s? (?:later|after)\b",
    re.IGNORECASE,
)
_NEXT = re.compile(
    r"\b(?:the (?:following|next) day|a day (?:later|after)|overnight)\b", re.IGNORECASE
)
_SAME = re.compile(
    r"\b(?:the same day|hours later|within hours|immediately|at once)\b", re.IGNORECASE
)
_REVERSED = re.compile(
    r"\b(?:after|following|in (?:response|reply|retaliation|return) (?:to|for)|in answer to|"
    r"because)\b",
    re.IGNORECASE,
)
_SPEAKS_OF_LINK = re.compile(
    r"\b(?:quid pro quo|in return|in exchange|response|reply|answer|reciproc\w*|linked?|connect\w*|"
    r"because of|concession|tit[- ]for[- ]tat|motiv\w*|due to|trade-?off)\b",
    re.IGNORECASE,
)
_DENIES = re.compile(
    r"\b(?:den(?:y|ies|ied|ying)|reject\w*|dismiss\w*|not|nothing)\b", re.IGNORECASE
)


def links(text: str) -> bool:
    """True where a passage says that one act answers or follows closely on another."""
    return bool(LINK.search(text))


def reversed_order(between: str) -> bool:
    """True where the words between two acts say that the second named came first.

    >>> reversed_order(" in retaliation for "), reversed_order(" and the next day ")
    (True, False)
    """
    return bool(_REVERSED.search(between)) and not _NEXT.search(between)


def lag_in_words(text: str) -> int | None:
    """Days that a passage puts between act and answer; None where it doesn't say.

    >>> lag_in_words("answered three days later"), lag_in_words("replied the next day")
    (3, 1)
    >>> lag_in_words("answered in kind") is None
    True
    """
    if _NEXT.search(text):
        return 1
    match = _SPAN.search(text)
    if match:
        word = match["number"].lower()
        number = int(word) if word.isdigit() else _NUMBERS.get(word)
        return None if number is None else number * _UNITS[match["unit"].lower()]
    return 0 if _SAME.search(text) else None


def denied_link(reading: Reading) -> bool:
    """True where a statement denies that an act answered another."""
    statement = reading.statement
    if statement.kind != "event" or not _SPEAKS_OF_LINK.search(reading.clause):
        return False
    return statement.denies or (
        statement.action == "REJECT" and bool(_DENIES.search(reading.clause))
    )
