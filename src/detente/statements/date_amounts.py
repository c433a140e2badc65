"""Reads amounts of time: "three", "twenty-one", "a few", "two to three", "a year and a half"."""

from __future__ import annotations

from detente.statements.date_tokens import Tokens
from detente.statements.date_words import (
    ORDINALS,
    SMALL_NUMBERS,
    TENS,
    UNITS,
    VAGUE_AMOUNTS,
)

_MULTIPLES = {"hundred": 100.0, "thousand": 1000.0}
Amount = tuple[int, float | None]


def ordinal(tokens: Tokens, at: int) -> tuple[int, int] | None:
    """An ordinal, in figures or words: (index behind it, its number)."""
    token = tokens[at]
    if token.kind == "ordinal":
        return at + 1, token.value
    if token.low in ORDINALS:
        return at + 1, ORDINALS[token.low]
    if token.low in TENS and tokens.low(at + 1) == "-" and tokens.low(at + 2) in ORDINALS:
        return at + 3, TENS[token.low] + ORDINALS[tokens.low(at + 2)]
    return None


def cardinal(tokens: Tokens, at: int) -> tuple[int, float] | None:
    """A plain number, in figures or words."""
    small = _small_cardinal(tokens, at)
    if small is None:
        return None
    times = _MULTIPLES.get(tokens.low(small[0]))
    return (small[0] + 1, small[1] * times) if times else small


def _small_cardinal(tokens: Tokens, at: int) -> tuple[int, float] | None:
    token = tokens[at]
    if token.kind == "number" and token.value >= 0:
        half = tokens.match(at + 1, "1", "/", "2") and not tokens[at + 1].glued
        return (at + 4, token.value + 0.5) if half else (at + 1, float(token.value))
    if token.kind == "figure":
        return at + 1, float(token.low.replace(",", "")) if len(token.low) < 12 else 1e9
    if token.low in SMALL_NUMBERS:
        return at + 1, float(SMALL_NUMBERS[token.low])
    if token.low in TENS:
        one = SMALL_NUMBERS.get(tokens.low(at + 2), 10)
        if tokens.low(at + 1) == "-" and one < 10:
            return at + 3, float(TENS[token.low] + one)
        return at + 1, float(TENS[token.low])
    return None


def amount(tokens: Tokens, at: int) -> Amount | None:
    """A number of units, None as the number where it is vague ("several", "a few")."""
    low = tokens.low(at)
    vague = _vague_amount(tokens, at)
    if vague:
        return vague
    if low in ("a", "an"):
        if tokens.low(at + 1) == "half" and tokens.low(at + 2) == "-":
            return None
        if tokens.low(at + 1) == "dozen":
            return at + 2, 12.0
        if tokens.low(at + 1) in _MULTIPLES:
            return at + 2, _MULTIPLES[tokens.low(at + 1)]
        return at + 1, 1.0
    if low == "half" and tokens.low(at + 1) in ("a", "an"):
        return at + 2, 0.5
    number = cardinal(tokens, at)
    if number is None:
        return None
    return _compound(tokens, number)


def _vague_amount(tokens: Tokens, at: int) -> Amount | None:
    low, then = tokens.low(at), tokens.low(at + 1)
    if low in VAGUE_AMOUNTS:
        return at + 1, None
    if low in ("a", "the") and then == "few":
        return at + 2, None
    if low in ("a", "the") and then in ("couple", "handful", "number"):
        number = 2.0 if then == "couple" else None
        return at + (3 if tokens.low(at + 2) == "of" else 2), number
    if low in ("couple", "dozens", "scores"):
        number = 2.0 if low == "couple" else None
        return at + (2 if then == "of" else 1), number
    return None


def _compound(tokens: Tokens, number: tuple[int, float]) -> Amount:
    """Adds "and a half"; of "two to three" and "two or three" takes the larger."""
    at, value = number
    if tokens.match(at, "and", "a", "half"):
        return at + 3, value + 0.5
    if tokens.low(at) in ("to", "or", "-"):
        second = cardinal(tokens, at + 1)
        if second and second[1] > value and tokens.low(second[0]) in UNITS:
            return second
    return number


def unit_at(tokens: Tokens, at: int) -> tuple[int, str] | None:
    """A unit of time, with an adjective before it skipped: "calendar years", "straight weeks"."""
    if tokens.low(at) in ("calendar", "straight", "consecutive", "full", "short", "long", "more"):
        at += 1
    unit = UNITS.get(tokens.low(at))
    return (at + 1, unit) if unit else None


def clock_time(tokens: Tokens, at: int) -> tuple[int, str] | None:
    """A clock time: (index behind it, ``T09:30``)."""
    token = tokens[at]
    minutes = "00"
    if token.kind == "clock":
        hours, minutes = int(token.low.split(":")[0]), token.low.split(":")[1]
    elif token.kind == "number" and token.value <= 12:
        hours = token.value
    else:
        return None
    after = tokens[at + 1]
    half = after.low.replace(".", "") if after.kind in ("meridiem", "word") else ""
    if (half not in ("am", "pm") and token.kind == "number") or hours > 24:
        return None
    behind = at + 1
    if half in ("am", "pm"):
        hours = hours % 12 + (12 if half == "pm" else 0)
        behind += 1
        behind += 1 if tokens.low(behind) == "." and tokens[behind].glued else 0
    if tokens.low(behind) in ("local", "gmt", "utc", "est", "edt", "kst", "cet"):
        behind += 2 if tokens.match(behind, "local", "time") else 1
    return behind, f"T{hours:02d}:{minutes}"
