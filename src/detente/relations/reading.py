"""Events and assessments of a view read as observations of the portfolio's cells."""

from __future__ import annotations

from collections.abc import Iterator
from functools import lru_cache
from typing import TYPE_CHECKING

from detente.codebook.bearing import bearing, trend
from detente.codebook.guesses import guessed
from detente.codebook.terms import TermIndex, relation_level
from detente.model import Document, Event, Statement, View, evidence_of
from detente.relations.observation import Observation, counterparts_of, middle, shares

if TYPE_CHECKING:
    from detente.codebook import Codebook
    from detente.codebook.senses import RelationTerm

# Points of the level. One act may be an exception; a judgement of the relation sums up many.
EVENT_SD = 4.0
# A name given to the other side means the relation; other words may mean a part of it.
NAMED_SD = 2.5
ASSESSMENT_SD = 3.5
STANCE_SD = 4.0
# An act without a date may be old: it counts from publication, with twice the variance.
UNDATED_FACTOR = 2.0**0.5
# A corroborated act is surer, but not by the square root of n: outlets copy each other's framing.
CORROBORATED_FACTOR = 0.85
ALLEGED_FACTOR = 2.0**0.5
STANCE_LEVELS = {"open": 2.0, "conditional": -1.0, "closed": -4.0}


def observe(view: View, *, codebook: Codebook) -> list[Observation]:
    """All observations of all cells of the view's actor."""
    return [reading for _, reading in observed(view, codebook=codebook)]


def observed(view: View, *, codebook: Codebook) -> Iterator[tuple[tuple[str, ...], Observation]]:
    """Every observation with the keys of the statements that it rests on."""
    terms = _index_of(codebook.lexicon.relation_terms)
    named = _named(view, codebook)
    for event in view.events:
        # An event of a dataset has no statement behind it; one that nobody names is a guess.
        if not event.statements or named.intersection(event.statements):
            for reading in _from_event(event, view, codebook):
                yield event.statements, reading
    for statement in view.statements:
        if statement.kind == "assessment" and statement.key in named:
            for reading in _from_assessment(statement, view, codebook, terms):
                yield (statement.key,), reading


@lru_cache(maxsize=4)
def _index_of(terms: tuple[RelationTerm, ...]) -> TermIndex[RelationTerm]:
    return TermIndex((term.term, term) for term in terms)


def _named(view: View, codebook: Codebook) -> set[str]:
    """Keys of the statements of which the sentence names the other side."""
    guesses = guessed(view.statements, view.documents, actor=view.actor, actors=codebook.actors)
    return {
        row.key for row in view.statements if row.document in view.documents and row not in guesses
    }


def _from_event(event: Event, view: View, codebook: Codebook) -> Iterator[Observation]:
    sides = counterparts_of(view.actor, event.source, event.target, directed=event.directed)
    if not sides:
        return
    evidence = tuple(c for c in event.evidence if c.dataset or c.document in view.documents)
    published = [cited.published for cited in evidence if cited.published]
    first = event.begins_on or event.ends_on
    if not event.action or not evidence or (first and first > view.as_of):
        return
    level = bearing(codebook.intensity, event.action, event.change)
    sd = EVENT_SD if first else EVENT_SD * UNDATED_FACTOR
    sd *= CORROBORATED_FACTOR if event.n_publishers > 1 else 1.0
    sd *= ALLEGED_FACTOR if event.contested else 1.0
    newest = max(published, default=view.as_of)
    day = middle(event.begins_on, event.ends_on, fallback=newest, as_of=view.as_of)
    moved = trend(codebook.intensity, event.action, event.change)
    for counterpart in sides:
        for sector, share in shares(event.sectors):
            yield Observation(counterpart, sector, level, sd, day, share, moved, "event", evidence)


def _from_assessment(
    statement: Statement, view: View, codebook: Codebook, terms: TermIndex[RelationTerm]
) -> Iterator[Observation]:
    sides = counterparts_of(
        view.actor, statement.source, statement.target, directed=statement.directed
    )
    if not sides:
        return
    document = view.documents[statement.document]
    # What moves an actor isn't what the relation is: a burden may lie on an alliance.
    read = None if statement.role else _level_in_words(statement, document, terms)
    if read is None:
        return
    level, sd = read
    day = middle(
        statement.begins_on,
        statement.ends_on,
        fallback=document.published or view.as_of,
        as_of=view.as_of,
    )
    evidence = (evidence_of(statement, document),)
    moved = trend(codebook.intensity, "", statement.change)
    for counterpart in sides:
        for sector, share in shares(statement.sectors):
            yield Observation(
                counterpart, sector, level, sd, day, share, moved, "assessment", evidence
            )


def _level_in_words(
    statement: Statement, document: Document, terms: TermIndex[RelationTerm]
) -> tuple[float, float] | None:
    """Level and its standard deviation, from the supporting words or from the stance taken."""
    sentence = document.text[statement.sentence_start : statement.sentence_end]
    start = statement.start - statement.sentence_start
    end = statement.end - statement.sentence_start
    found = relation_level(sentence, terms, within=(start, end))
    if found is None and statement.label and statement.label not in sentence:
        found = relation_level(statement.label, terms)
    if found is not None:
        return found[0], NAMED_SD if found[1] else ASSESSMENT_SD
    if statement.stance in STANCE_LEVELS:
        return STANCE_LEVELS[statement.stance], STANCE_SD
    return None
