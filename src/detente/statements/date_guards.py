"""Decides whether a word or number that could be a date is one: "may meet", "Resolution 1874"."""

from __future__ import annotations

from detente.statements.date_tokens import Tokens
from detente.statements.date_words import (
    COUNTED,
    DATE_PREPOSITIONS,
    DOUBTFUL_MONTHS,
    MONTHS,
    NAMED_AFTER_DAY,
    NAMED_AFTER_SEASON,
    NAMED_BEFORE_DAY,
    NAMED_BEFORE_SEASON,
    NUMBERED,
    NUMBERED_AFTER,
    SHORT_MONTHS,
    SHORT_WEEKDAYS,
)

_HYPHEN_PREFIXES = frozenset({"mid", "pre", "post", "early", "late", "end", "year"})
_CURRENCY = frozenset("$€£¥₩₽₹#№+*/~^=<>&@")
_SEASON_POINTERS = frozenset(
    "this that same last next past coming previous following each every".split()
)
_SEASON_PREPOSITIONS = frozenset(
    "in by since until till during through throughout before after early late mid over into".split()
)
_GIVEN_NAMES = frozenset({"april", "may", "june", "august", "jan"})
_NEXT_MARKS = frozenset({"", ".", ",", ";", ":", ")", "?", "!", "'s", "-", "—", "]", '"'})


def blocked_number(tokens: Tokens, at: int, *, dated: bool = False) -> bool:
    """Whether the number is part of a name, a sum, a price, a score.

    `dated` is True where a month stands beside it; then what follows it matters less.
    """
    token, before = tokens[at], tokens[at - 1]
    if before.low in _CURRENCY and (token.glued or before.low in "$€£¥₩₽₹#№+="):
        return True
    if token.glued and before.low in ("-", ".", ",", ":"):
        prefix = tokens[at - 2]
        if before.low != "-":
            return before.glued
        if prefix.kind == "number" and len(prefix.low) > 2 and len(token.low) == 4:
            return len(prefix.low) != 4
        # "Il-76", "COVID-19"; but "mid-2023", "Aug.-27", "2019-21".
        named = before.glued and prefix.kind == "word" and prefix.low not in _HYPHEN_PREFIXES
        return named and prefix.low not in MONTHS
    if before.low in NUMBERED or (before.low == "." and tokens.low(at - 2) in ("no", "nos", "res")):
        return True
    after = tokens[at + 1]
    if after.low in ("%", "°") or after.low in ("percent", "percentage"):
        return True
    if after.low == "+" or (after.low == "." and tokens[at + 2].glued and after.glued):
        return after.low == "+" or tokens[at + 2].kind in ("number", "figure")
    return False if dated else _chained(tokens, at)


def _chained(tokens: Tokens, at: int) -> bool:
    """Whether the number continues a list of numbered things: "resolutions 1718, 1874 and 2094"."""
    for _ in range(12):
        if tokens.low(at - 1) not in (",", "and", "or", "&"):
            return False
        at -= 1
        while tokens.low(at) in (",", "and", "or", "&") and at > 0:
            at -= 1
        if tokens.low(at) == ")" and tokens[at - 1].kind == "number":
            at -= 3
        if tokens[at].kind != "number":
            return False
        if tokens.low(at - 1) in NUMBERED:
            return True
    return False


def is_year(tokens: Tokens, at: int) -> bool:
    """Whether a bare four-digit number is a year."""
    token = tokens[at]
    if token.kind != "number" or len(token.low) != 4 or blocked_number(tokens, at):
        return False
    before, after = tokens.low(at - 1), tokens[at + 1]
    asked = before in DATE_PREPOSITIONS and before not in ("about", "around", "than", "only", "to")
    if not 1000 <= token.value <= 2199 or after.low in NUMBERED_AFTER:
        return False
    if after.low in COUNTED or (after.low == "-" and tokens.low(at + 2) in COUNTED):
        dated = before in ("in", "since", "until", "by", "during", "late", "early")
        return dated and token.value >= 1500
    if 1900 <= token.value <= 2100:
        return True
    plausible = token.value >= 1500 and (
        before in ("the", "'s", "(") or after.low in ("-", ")") or tokens.low(at - 2) == "between"
    )
    return asked or plausible


def is_month(tokens: Tokens, at: int, behind: int) -> bool:
    """Whether a month name without day or year is meant as one; `behind` is the token after it."""
    token, before, after = tokens[at], tokens[at - 1], tokens[behind]
    low = token.low
    if not token.capital:
        return low not in DOUBTFUL_MONTHS and before.low in DATE_PREPOSITIONS
    if low not in DOUBTFUL_MONTHS:
        return True
    if low in _GIVEN_NAMES and before.low in ("by", "to", "of", "and", "both", "on", "with"):
        # "by April Ryan", but "by April 2024".
        surname = after.kind == "word" and after.capital and after.low not in MONTHS
        if surname and behind == at + 1:
            return False
    if low in ("march", "may") and after.low in ("on", "to", "of") and before.low == "the":
        return False
    if before.low in ("women", "'s", "long", "death", "theresa", "mrs", "ms", "mr"):
        return False
    if before.low in DATE_PREPOSITIONS or (
        before.low == "-"
        and tokens.low(at - 2)
        in MONTHS
        | {
            "mid": 0,
            "early": 0,
            "late": 0,
        }
    ):
        return low not in SHORT_MONTHS or behind > at + 1 or after.low in _NEXT_MARKS
    if low in SHORT_MONTHS:
        return False
    joined = (
        after.low in (",", "and", "-", "or", "to", "through") and tokens.low(behind + 1) in MONTHS
    )
    if joined and tokens[behind + 1].capital:
        return True
    if before.low in ("the", "a", "its", "their", "his", "her"):
        return after.kind == "word" and not after.capital and after.low not in ("on", "to")
    if after.low == "'s":
        return not before.capital and low not in ("april", "may")
    return False


def is_weekday(tokens: Tokens, at: int) -> bool:
    """Whether a weekday's name is a day and not a newspaper, a feast or a verb ("sat")."""
    token = tokens[at]
    if not token.capital:
        return False
    if tokens.low(at - 1) in NAMED_BEFORE_DAY and tokens[at - 1].capital:
        return False
    after = tokens[at + 1]
    if after.low in NAMED_AFTER_DAY and after.capital:
        return False
    if token.low in SHORT_WEEKDAYS:
        dotted = at + 2 if after.low == "." else at + 1
        dotted += 1 if tokens.low(dotted) in (",", "(") else 0
        return tokens.low(dotted) in MONTHS or tokens[dotted].kind in ("number", "ordinal")
    return True


def is_season(tokens: Tokens, at: int) -> bool:
    """Whether "spring", "fall" … without a year is a season."""
    before, after = tokens.low(at - 1), tokens[at + 1]
    if before in NAMED_BEFORE_SEASON or after.low in NAMED_AFTER_SEASON:
        return False
    if after.low in ("-", "of") or (after.low in ("in", "from") and before == "the"):
        return False
    if before in _SEASON_POINTERS:
        return True
    if before == "the":
        return tokens.low(at - 2) in _SEASON_PREPOSITIONS
    if before == "-":
        return tokens.low(at - 2) in ("mid", "early", "late")
    if before in ("before", "after"):
        return tokens.low(at) not in ("fall", "spring")
    return before in _SEASON_PREPOSITIONS
