"""The number that a sentence gives for its forecast."""

from __future__ import annotations

import re
from dataclasses import replace

from detente.codebook.stated_odds import DENIED, JUDGING, stated_odds
from detente.model import Document, Statement

_WITH = re.compile(r"\bwith(?:\s+an?)?\s+$", re.I)


def as_stated(statement: Statement, document: Document) -> Statement:
    """A forecast with the number that its sentence gives for it, in place of what its words stand
    for; unchanged where the sentence gives none, or the words deny it.

    Of several numbers the last before the forecast's own words counts, else the first.
    """
    if statement.kind != "forecast" or DENIED.search(statement.phrase):
        return statement
    sentence = document.text[statement.sentence_start : statement.sentence_end]
    found = stated_odds(statement.phrase) or stated_odds(sentence)
    if not JUDGING.search(statement.phrase):
        found = [one for one in found if _WITH.search(sentence[: one.start])]
    if not found:
        return statement
    at = statement.start - statement.sentence_start
    before = [one for one in found if one.start <= at]
    one = before[-1] if before else found[0]
    return replace(statement, phrase=one.words, likelihood=(one.low, one.high))
