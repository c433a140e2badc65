"""Probabilities that an author writes as numbers: "a 70 percent chance", "one in three"."""

from __future__ import annotations

import re
from dataclasses import dataclass

_NUMBERS = {
    word: number
    for number, word in enumerate("one two three four five six seven eight nine ten".split(), 1)
}
_COUNT = rf"{'|'.join(_NUMBERS)}|\d{{1,3}}"
_PERCENT = r"(?:%|per\s?cent\b|percent\b|pct\b)"
_AMOUNT = (
    r"(?P<how>about|around|roughly|some|nearly|almost|approximately|at\s+least|more\s+than|over|"
    r"above|better\s+than|at\s+most|less\s+than|under|below|up\s+to|no\s+more\s+than)?(?:\s+an?\b)?[\s-]*"
    rf"(?P<low>\d{{1,3}}(?:\.\d+)?)(?:\s*{_PERCENT})?(?:\s*(?:-|–|to|and)\s*(?P<high>\d{{1,3}}"
    rf"(?:\.\d+)?))?[\s-]*{_PERCENT}"
)
_NOUN = r"(?:chances?|probability|likelihood|odds|possibility|risk|danger|prospects?)"
JUDGING = re.compile(rf"\b{_NOUN}\b|\b(?:likely|unlikely|certain|sure|probable|possible)\b", re.I)
DENIED = re.compile(r"\b(?:no|not|never)\b|n[’']t\b", re.I)
_ABOUT_IT = r"(?:\s+or\s+(?:so|more|better|less))?[\s-]+(?:\w+\s+)?"
# "The risk that inflation is 35 percent" gives no risk: far from its noun only "at" and the verb of
# a plural noun introduce one.
_PUT = (
    rf"(?:{_NOUN}\s+(?:of|is|was|are|were)|{_NOUN}\b[^.;:%]{{0,160}}?\bat|"
    r"(?:chances|odds|prospects)\b[^.;:%]{0,160}?\bare)\s+(?:now\s+)?"
)
_PUT_AT = re.compile(rf"\b{_PUT}{_AMOUNT}", re.I)
_FORMS = (
    re.compile(rf"\b{_AMOUNT}{_ABOUT_IT}(?:{_NOUN}|likely|certain|sure|certainty)\b", re.I),
    _PUT_AT,
    re.compile(
        rf"\b(?P<hits>{_COUNT})[\s-]+(?:in|out\s+of)[\s-]+(?:an?\s+)?(?P<all>{_COUNT})[\s-]+{_NOUN}\b",
        re.I,
    ),
    re.compile(
        rf"\b{_PUT}(?:(?:about|around|roughly|some|approximately)\s+)?(?P<hits>{_COUNT})[\s-]+(?:in|out\s+of)[\s-]+"
        rf"(?P<all>{_COUNT})\b",
        re.I,
    ),
    re.compile(rf"\b(?P<hits>{_COUNT})\s+chances?\s+(?:in|out\s+of)\s+(?P<all>{_COUNT})\b", re.I),
    re.compile(r"\b(?P<even>fifty[\s-]fifty|50[\s/-]50)\b", re.I),
    re.compile(
        rf"\bodds\b[^.;:%]{{0,40}}?\b(?P<one>{_COUNT})[\s-]+to[\s-]+(?P<other>{_COUNT})\s+"
        r"(?P<side>against|on|in\s+favou?r)\b",
        re.I,
    ),
)
_LONG = 40
_AT_LEAST = ("at least", "more than", "over", "above", "better than")
_AT_MOST = ("at most", "less than", "under", "below", "up to", "no more than")
# "About 70 percent" is read as five points to either side, "70 percent" as the number.
_LOOSE = 0.05


@dataclass(frozen=True, slots=True)
class StatedOdds:
    """A probability in numbers.

    Attributes:
        words: as written.
        start, end: of the words in the text.
        low, high: 0 to 1.
    """

    words: str
    start: int
    end: int
    low: float
    high: float


def stated_odds(text: str) -> list[StatedOdds]:
    """The probabilities that a text states in numbers, in order.

    Read are percentages and ranges of them with a word such as "chance" or "likely", "one in
    three", "fifty-fifty", and odds where they say for or against. Bookmakers' "3 to 1" without
    either is passed over, as is "percent" of anything else.

    >>> [(one.low, one.high) for one in stated_odds("There is a 60-70 % chance of talks.")]
    [(0.6, 0.7)]
    >>> stated_odds("They will probably cut tariffs by 20 percent.")
    []
    """
    found: list[StatedOdds] = []
    for form in _FORMS:
        for hit in form.finditer(text):
            bounds = _bounds(hit)
            if bounds and not any(one.start < hit.end() and hit.start() < one.end for one in found):
                # Of "the probability that … at 35 percent" the number is the phrase.
                wide = hit.end() - hit.start() > _LONG
                begin = hit.start("low" if form is _PUT_AT else "hits") if wide else hit.start()
                words = " ".join(text[begin : hit.end()].split())
                found.append(StatedOdds(words, hit.start(), hit.end(), *bounds))
    return sorted(found, key=lambda one: one.start)


def _bounds(hit: re.Match[str]) -> tuple[float, float] | None:
    """The probabilities of a match; None where they are none."""
    parts = hit.groupdict()
    if parts.get("even"):
        return 0.5, 0.5
    if parts.get("hits"):
        hits, total = _number(parts["hits"]), _number(parts["all"])
        share = round(hits / max(1, total), 4)
        return (share, share) if 0 < hits <= total else None
    if parts.get("one"):
        one, other = _number(parts["one"]), _number(parts["other"])
        against = parts["side"].lower() == "against"
        share = round((other if against else one) / max(1, one + other), 4)
        return share, share
    low = float(parts["low"]) / 100
    high = float(parts["high"]) / 100 if parts.get("high") else low
    how = " ".join((parts["how"] or "").lower().split())
    if how in _AT_LEAST:
        high = 1.0
    elif how in _AT_MOST:
        low = 0.0
    elif how and low == high:
        low, high = max(0.0, low - _LOOSE), min(1.0, high + _LOOSE)
    return (round(low, 4), round(high, 4)) if 0 <= low <= high <= 1 else None


def _number(word: str) -> int:
    return int(word) if word.isdigit() else _NUMBERS[word.lower()]
