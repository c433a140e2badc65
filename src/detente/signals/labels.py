"""Names that one side gives to another or to a relation, and how firmly they are laid down."""

from __future__ import annotations

import re
from collections.abc import Sequence

from detente.codebook.stems import WORD, stem
from detente.signals.ground import Ground, Reading

STEPS = ("statement", "repeated", "official", "body", "treaty", "law")

_STEP_WORDS = (
    ("law", r"\b(?:law|laws|constitution\w*|statute|legislat\w+|enshrin\w+)\b"),
    ("treaty", r"\b(?:treaty|treaties|pact)\b"),
    (
        "body",
        r"\b(?:abolish\w*|dissol\w+|disband\w*|establish\w*|set up|creat\w+)\b[^.;]{0,60}"
        r"\b(?:agency|committee|commission|ministry|department|office|bureau|body)\b",
    ),
    ("official", r"\b(?:official\w*|institutionali[sz]\w+|codif\w+|formali[sz]\w+|doctrine)\b"),
    ("repeated", r"\b(?:repeat\w*|reiterat\w*|reaffirm\w*|restat\w*|again)\b"),
)
_TAKES_UP = re.compile(
    r"\b(?:this|that|the|such an?|its|same)\s+(?:\w+\s+){0,2}?"
    r"(?:definition|doctrine|designation|label|line|stance|position|narrative|formula|policy|"
    r"characteri[sz]ation|view|sentiment|wording|language)\b",
    re.IGNORECASE,
)
_AGAIN = re.compile(
    r"\b(?:repeat|reiterat|reaffirm|restat|reinforc|formali[sz]|codif|confirm|enshrin|"
    r"institutionali[sz])\w*",
    re.IGNORECASE,
)
_NAMES = re.compile(
    r"\b(?:defin|redefin|label|brand|designat|describ|renam|dubb|regard|treat|characteri[sz]|"
    r"declar|call|view|institutionali[sz])\w*\b",
    re.IGNORECASE,
)
_QUOTED = re.compile(r"[\"“”]([^\"“”]{3,60})[\"”]")
# "no longer defined as a compatriot but as …": the first name is the one given up.
_GIVEN_UP = re.compile(r"\b(?:no longer|not|never|rather than|instead of)\b[^,;]{0,60}$", re.I)
_BUT = re.compile(r"\bbut\b", re.IGNORECASE)


def labels_in(ground: Ground, reading: Reading) -> tuple[str, ...]:
    """Labels that a statement gives, as written.

    The coder's label comes first. Without one, quoted words of the statement count where its
    verb names something and the lexicon knows the words as a name for a relation.
    """
    if reading.statement.label:
        return (reading.statement.label.strip(" \"“”‘’'.,"),)
    words = reading.words
    if not _NAMES.search(words):
        return ()
    found = []
    for match in _QUOTED.finditer(words):
        before = _BUT.split(words[: match.start()])[-1]
        label = match.group(1).strip(" .,")
        if ground.level_of(label) and not _GIVEN_UP.search(before):
            found.append(label)
    return tuple(found)


def label_key(label: str) -> frozenset[str]:
    """What a label says, whatever the order of its words.

    >>> label_key("two hostile states") == label_key("hostile two-state")
    True
    """
    parts = (part for match in WORD.finditer(label) for part in match.group().split("-"))
    return frozenset(stem(part) for part in parts if len(part) > 1)


def is_repetition(reading: Reading) -> bool:
    """True where a statement repeats or firms up what was called so before."""
    return bool(_AGAIN.search(reading.words) and _TAKES_UP.search(reading.sentence))


def step_of(reading: Reading) -> str:
    """How firmly a statement lays a label down, by its words."""
    for step, pattern in _STEP_WORDS:
        if re.search(pattern, reading.words, re.IGNORECASE):
            return step
    return "statement"


def strongest_step(steps: Sequence[str], *, n_uses: int) -> str:
    """The firmest of several steps; used more than once, it is at least repeated."""
    best = max(steps, key=STEPS.index, default="statement")
    return "repeated" if best == "statement" and n_uses > 1 else best
