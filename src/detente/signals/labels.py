"""Names that one side gives to another or to a relation, and how firmly they are laid down."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence

from detente.codebook.stems import WORD, stem
from detente.codebook.terms import is_withheld
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
# Verbs that give a name, and nouns that speak of one that was given.
_NAMES = re.compile(
    r"\b(?:(?:(?:re)?defin|label|brand|designat|describ|renam|regard|characteri[sz]|declar|"
    r"institutionali[sz]|elevat|upgrad|rais|proclaim|denounc|portray|recogni[sz]|prais|hail|celebrat)\w*|dub(?:s|bed|bing)|"
    r"treat(?:s|ed|ing)?|call(?:s|ed|ing)?(?! for| on| off)|view(?:s|ed|ing) [^,;]{0,40}\bas|"
    r"refer(?:s|red|ring)? to|narrative|doctrine|theory|level of)\b",
    re.IGNORECASE,
)
_QUOTED = re.compile(r"[\"“”‘]([^\"“”‘’]{3,60})[\"”’]")
_OF_RELATION = re.compile(
    r"\b(?:relation\w*|ties|alliance|partnership|friendship|enmity|hostility|rivalry|brotherhood|"
    r"confrontation|war|peace|solidarity|bond|neighbou?rhood|community|cooperation|(?:two|both)\W.*|"
    r"\w+-state)s?\b",
    re.IGNORECASE,
)
_EDGES = " \"“”‘’'.,;:"
# A name stands soon after the verb that gives it.
NAMED_WITHIN_CHARS = 140


def labels_in(ground: Ground, reading: Reading) -> tuple[str, ...]:
    """Names that a statement gives to a side or to the relation, as written.

    A name is quoted or follows a verb of naming, says something of a relation (by the lexicon),
    and isn't taken back ("no longer a partner"). Misleads where a text quotes a name only to
    reject it in other words.
    """
    sentence = reading.sentence
    first = reading.statement.start - reading.statement.sentence_start
    last = reading.statement.end - reading.statement.sentence_start
    found: dict[frozenset[str], str] = {}
    for start, end in (*_quoted(ground, sentence), *_unquoted(ground, sentence)):
        inside = first <= start and end <= last + len(_EDGES)
        if inside and _is_named(sentence, start) and not is_withheld(sentence, start):
            label = sentence[start:end].strip(_EDGES)
            found.setdefault(label_key(label), label)
    return _longest(found)


def _quoted(ground: Ground, sentence: str) -> Iterator[tuple[int, int]]:
    for match in _QUOTED.finditer(sentence):
        if ground.terms.find(match.group(1)):
            yield match.span(1)


def _unquoted(ground: Ground, sentence: str) -> Iterator[tuple[int, int]]:
    for row in ground.terms.find(sentence):
        if row.value.kind == "label" and row.value.level:
            yield row.start, row.end


def _is_named(sentence: str, start: int) -> bool:
    """True where a verb of naming stands before the place, or a noun of naming right behind."""
    before = sentence[max(0, start - NAMED_WITHIN_CHARS) : start]
    return bool(_NAMES.search(before) or _NAMES.search(sentence[start : start + 60]))


def _longest(found: dict[frozenset[str], str]) -> tuple[str, ...]:
    """Labels without those that are only a part of another."""
    return tuple(label for key, label in found.items() if not any(key < other for other in found))


def label_key(label: str) -> frozenset[str]:
    """What a label says, whatever the order of its words.

    >>> label_key("two hostile states") == label_key("hostile two-state")
    True
    """
    parts = (part for match in WORD.finditer(label) for part in match.group().split("-"))
    return frozenset(stem(part) for part in parts if len(part) > 1)


def names_relation(label: str) -> bool:
    """True where a label names what is between two sides, False where it names one of them.

    >>> names_relation("two rival states"), names_relation("strategic ally")
    (True, False)
    """
    return bool(_OF_RELATION.search(label))


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
