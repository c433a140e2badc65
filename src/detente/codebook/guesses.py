"""Whether a statement's parties stand in its sentence or were only filled in from the context."""

from __future__ import annotations

import re
from collections import defaultdict
from collections.abc import Mapping
from functools import lru_cache

from detente.codebook.actors import Actors
from detente.model import Statement

TWO = 2
_TWO = re.compile(
    r"\b(?:both|the two) (?:sides|parties|countries|governments|states|nations|leaders|presidents|"
    r"ministers|neighbou?rs|capitals)\b",
    re.IGNORECASE,
)
_FILLED_IN = re.compile(r"\b(?:target|parties) from the (?:document['’]s )?context\b")


def is_guessed(statement: Statement, sentence: str, *, actor: str, actors: Actors) -> bool:
    """True where the parties don't stand in the sentence.

    That is where the coder filled them in and the sentence names nobody but the actor, and where
    "both sides" were taken to be more than two.

    Args:
        sentence: the statement's whole sentence.
        actor: code of the state looked from.

    Misleads where the sentence speaks of the other side by a word that is no name ("the border").
    """
    words = sentence[: max(0, statement.end - statement.sentence_start)]
    if len(statement.parties) > TWO and not statement.directed and _TWO.search(words):
        return True
    if not any(_FILLED_IN.search(reason) for reason in statement.reasons):
        return False
    return not any(is_named(code, sentence, actors=actors) for code in statement.parties - {actor})


def is_named(code: str, text: str, *, actors: Actors) -> bool:
    """True where a text holds a name, adjective, capital, leader or other alias of an actor."""
    forms = _forms_by_code(actors).get(code)
    return bool(forms and forms.search(text))


@lru_cache(maxsize=4)
def _forms_by_code(actors: Actors) -> Mapping[str, re.Pattern[str]]:
    found: defaultdict[str, set[str]] = defaultdict(set)
    for code in actors.codes():
        found[code].update((actors.name(code), actors.adjective(code)))
    for alias in actors.aliases():
        found[alias.code].add(alias.form)
    return {
        code: re.compile(
            r"(?<!\w)(?:"
            + "|".join(sorted(map(re.escape, filter(None, forms)), key=len, reverse=True))
            + r")(?!\w)"
        )
        for code, forms in found.items()
    }
