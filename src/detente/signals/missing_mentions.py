"""What a publisher used to write about and no longer does, while it goes on publishing.

The heartbeat is the publisher's own documents: a week in which it published nothing is no
reading, and a week with twice as many documents counts twice. What is counted are documents
that mention another side, or a sector of relations.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from datetime import date
from functools import lru_cache

import numpy as np

from detente.model import Document, Evidence, Statement, View, evidence_of
from detente.series import day_number, day_of
from detente.signals.expected_acts import FALSE_ALARMS, Gap, surprising_gaps
from detente.signals.tempo_readings import WEEK_DAYS, Weeks

LEAST_DOCUMENTS = 30
LEAST_MENTIONS = 10
# Documents of the publisher that must lie in the silence: one that hardly writes isn't silent.
LEAST_SILENT = 5
MOST_SENTENCES = 6


@dataclass(frozen=True, slots=True)
class MissingMention:
    """Something that a publisher stopped writing about.

    Attributes:
        publisher: who.
        topic: code of an actor, or one of the sectors.
        is_actor: which of the two.
        begins_on, ends_on: first and last day of the silence.
        bits: surprise; `needed` what was asked for.
        expected: documents with a mention that were to be expected.
        documents: how many the publisher brought out in the silence.
        share: of its documents before that mention the topic, 0 to 1.
        evidence: the newest sentences that mention it, the last one first.
    """

    publisher: str
    topic: str
    is_actor: bool
    begins_on: date
    ends_on: date
    bits: float
    needed: float
    expected: float
    documents: int
    share: float
    evidence: tuple[Evidence, ...]


def find_missing_mentions(
    view: View, *, false_alarms: float = FALSE_ALARMS
) -> list[MissingMention]:
    """Topics that publishers dropped and haven't taken up again, the most surprising first.

    Args:
        view: documents with a day of publication and a publisher count; its statements say what
            each mentions: actors other than the one looked from, and sectors.
        false_alarms: how many are accepted in ten years of one publisher and topic.

    Returns:
        Only publishers with 30 documents and topics with 10 mentions.
    """
    shelves: defaultdict[str, list[Document]] = defaultdict(list)
    for document in view.documents.values():
        dated = document.published and document.published_precision == "day"
        if document.publisher and dated:
            shelves[document.publisher].append(document)
    by_document: defaultdict[str, list[Statement]] = defaultdict(list)
    for statement in view.statements:
        by_document[statement.document].append(statement)
    found = [
        mention
        for publisher, shelf in sorted(shelves.items())
        if len(shelf) >= LEAST_DOCUMENTS
        for mention in _of_publisher(
            view.actor, publisher, shelf, by_document=by_document, false_alarms=false_alarms
        )
    ]
    return sorted(found, key=lambda one: (-one.bits, one.publisher, one.topic))


def _of_publisher(
    actor: str,
    publisher: str,
    shelf: list[Document],
    *,
    by_document: Mapping[str, list[Statement]],
    false_alarms: float,
) -> Iterable[MissingMention]:
    days = {one.id: day_number(one.published) for one in shelf if one.published}
    mentions: defaultdict[tuple[str, bool], dict[str, Statement]] = defaultdict(dict)
    for document in shelf:
        for statement in by_document.get(document.id, ()):
            for named in _topics(actor, statement):
                mentions[named].setdefault(document.id, statement)
    documents = {one.id: one for one in shelf}
    for (topic, is_actor), told in sorted(mentions.items()):
        if len(told) < LEAST_MENTIONS:
            continue
        last = max(days[key] for key in told)
        silent = sum(day > last for day in days.values())
        if silent < LEAST_SILENT:
            continue
        mentioned = tuple(days[key] for key in told)
        for gap, needed in _open_gaps(tuple(days.values()), mentioned, false_alarms):
            newest = sorted(told, key=lambda key: (-days[key], key))[:MOST_SENTENCES]
            yield MissingMention(
                publisher=publisher,
                topic=topic,
                is_actor=is_actor,
                begins_on=day_of(last + 1),
                ends_on=day_of(max(days.values())),
                bits=gap.bits,
                needed=needed,
                expected=gap.expected,
                documents=silent,
                share=len(told) / max(1, len(shelf) - silent),
                evidence=tuple(evidence_of(told[key], documents[key]) for key in newest),
            )


@lru_cache(maxsize=5000)
def _open_gaps(
    published: tuple[int, ...], mentioned: tuple[int, ...], false_alarms: float
) -> tuple[tuple[Gap, float], ...]:
    """The surprising silence that lasts, if any.

    Whoever is looked from, a publisher's documents and their topics are nearly the same, so that
    what one picture took seconds for serves the next.
    """
    weeks = mention_weeks(list(published), list(mentioned))
    found = surprising_gaps(weeks, false_alarms=false_alarms)
    return tuple((gap, needed) for gap, needed in found if gap.open)


def _topics(actor: str, statement: Statement) -> set[tuple[str, bool]]:
    parties = {code for code in (*statement.parties, statement.speaker_actor) if code != actor}
    actors = {(code, True) for code in parties if code}
    return actors | {(sector, False) for sector in statement.sectors}


def mention_weeks(published: list[int], mentioned: list[int]) -> Weeks:
    """Weeks with documents, their exposure in days at the usual number of documents a week.

    >>> weeks = mention_weeks([0, 1, 8, 30], [1, 30])
    >>> weeks.counts.tolist(), weeks.exposure.round(2).tolist()
    ([1.0, 0.0, 1.0], [10.5, 5.25, 5.25])
    """
    first = min(published)
    number = (max(published) - first) // WEEK_DAYS + 1
    places = (np.array(published) - first) // WEEK_DAYS
    told = (np.array(mentioned) - first) // WEEK_DAYS
    documents = np.bincount(places, minlength=number).astype(np.float64)
    counts = np.bincount(told, minlength=number).astype(np.float64)
    alive = documents > 0
    exposure = WEEK_DAYS * documents[alive] / documents[alive].mean()
    begins = (np.flatnonzero(alive) * WEEK_DAYS + first).astype(np.int64)
    return Weeks(begins, begins + WEEK_DAYS - 1, counts[alive], exposure)
