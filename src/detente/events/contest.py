"""What is only alleged, and what is denied.

An event is contested where a party to it denies it, or where nobody reports it but the voice of
another state. A denied motive ("denied that it was a trade-off") leaves the act itself standing.
"""

from __future__ import annotations

import re
from collections.abc import Sequence

from detente.events.report import Report
from detente.events.timing import meet
from detente.model import Document

SAME_PASSAGE_CHARS = 600
LEAST_SHARED_STEMS = 2

# A denial that goes to the reason for an act, not to the act.
MOTIVE = re.compile(
    r"\b(quid pro quo|in return for|in exchange|tit[- ]for[- ]tat|motiv|intend|intention|aim|"
    r"purpose|because of|reciproc|linked? to|connection with|a response to|reward|concession)",
    re.IGNORECASE,
)


def denies_only_motive(denial: Report, document: Document) -> bool:
    """True where the denial's words, to the end of the sentence, go to the reason for an act."""
    statement = denial.statement
    return bool(MOTIVE.search(document.text[statement.start : statement.sentence_end]))


def asserted_by(members: Sequence[Report]) -> tuple[str, ...]:
    """The states whose voices alone allege the event; empty once anyone tells it plainly.

    A state that owns up to its own act isn't alleging anything.
    """
    voices = set()
    for report in members:
        voice = report.statement.speaker_actor
        if not voice or voice in actors_in(report):
            return ()
        voices.add(voice)
    return tuple(sorted(voices))


def is_denied(members: Sequence[Report], denials: Sequence[Report]) -> bool:
    """True where a party to the event denies that it happened.

    Args:
        denials: of acts, not of motives only.
    """
    return any(_answers(denial, report) for denial in denials for report in members)


def actors_in(report: Report) -> frozenset[str]:
    """Who acts: the source, or every party of a mutual action."""
    statement = report.statement
    return frozenset(statement.source) if statement.directed else statement.parties


def _answers(denial: Report, report: Report) -> bool:
    """The denier acts in the report, the days fit, and both speak of the same thing."""
    if denial.stems.isdisjoint(report.stems):
        return False
    denying, told = denial.statement, report.statement
    denier = set(denying.source) | {denying.speaker_actor}
    if not denier & actors_in(report):
        return False
    if denial.window and report.window and denial.window[1] < report.window[0]:
        return False
    shared = len(denial.stems & report.stems)
    near = (
        denying.document == told.document
        and abs(denying.sentence_start - told.sentence_start) <= SAME_PASSAGE_CHARS
    )
    same_act = denying.action == told.action and denying.parties == told.parties
    if same_act and denial.window and report.window and meet(denial.window, report.window):
        return shared >= 1
    return shared >= (1 if near else LEAST_SHARED_STEMS)
