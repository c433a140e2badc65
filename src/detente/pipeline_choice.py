"""A picture drawn from a part of what a project holds: of some publishers, or from a day on."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable
from dataclasses import dataclass, replace
from datetime import date
from typing import TYPE_CHECKING

from detente.adapters.ledger_records import read_judgements
from detente.pipeline import with_notable
from detente.pipeline_picture import Found, Picture, Reading, Sight, picture_of, view_of
from detente.pipeline_project import Project, codebook_of
from detente.pipeline_tracks import tracks_of
from detente.series import Series, day_number

if TYPE_CHECKING:
    from detente.model import Document

OF_DATASET = "dataset:"


@dataclass(frozen=True, slots=True)
class Choice:
    """Which sources count.

    Attributes:
        publishers: of documents, and ``dataset:NAME`` for datasets; all where it is empty.
        since: what was published, or happened in a dataset, before this day doesn't count.
    """

    publishers: frozenset[str] = frozenset()
    since: date | None = None

    def __bool__(self) -> bool:
        return bool(self.publishers or self.since)

    def takes(self, document: Document) -> bool:
        """Whether a document counts; one without a date doesn't where a day is asked for."""
        if self.publishers and document.publisher not in self.publishers:
            return False
        if self.since is None:
            return True
        return document.published is not None and document.published >= self.since


def sources_of(reading: Reading, series: Iterable[Series]) -> list[tuple[str, int]]:
    """What a choice can name, with the number of documents, the most first; datasets last with 0.

    Documents without a publisher stand under the empty name.
    """
    counts = Counter(document.publisher for document in reading.documents.values())
    found = sorted(counts.items(), key=lambda one: (-one[1], one[0]))
    return found + [(OF_DATASET + name, 0) for name in sorted({one.dataset for one in series})]


def choose(project: Project, reading: Reading, choice: Choice, sight: Sight) -> Reading:
    """The part of a reading that rests on the chosen documents; its events are grouped anew, so
    that what only others corroborated isn't corroborated here."""
    from detente.events import group_events

    documents = {name: one for name, one in reading.documents.items() if choice.takes(one)}
    statements = tuple(row for row in reading.statements if row.document in documents)
    grouped = group_events(
        statements,
        documents=documents,
        codebook=codebook_of(project),
        settings=project.settings,
        judgements=read_judgements(project.ledger, known_at=sight.known_at),
    )
    return replace(
        reading, documents=documents, statements=statements, events=grouped.rows, undated=()
    )


def draw_chosen(
    project: Project, whole: Picture, chosen: Reading, choice: Choice, sight: Sight
) -> Picture:
    """The picture that the chosen sources make, as of the day of the whole one.

    Shifts, answers and couplings in the series of datasets are not looked for.

    Args:
        whole: the picture from all sources.
        chosen: from `choose`.
    """
    series = tuple(_series_of(whole.view.series, choice))
    view = view_of(chosen, sight.actor, as_of=sight.as_of, series=series)
    kept = {(one.dataset, one.kind, one.dyad, one.sector) for one in series}
    tracks = tuple(
        track
        for track in whole.tracks
        if (track.series.dataset, track.series.kind, track.series.dyad, track.series.sector) in kept
    )
    if choice.since is not None:
        tracks = tracks_of(view, settings=project.settings)
    picture = picture_of(
        chosen,
        view,
        Found(tracks, ()),
        codebook=codebook_of(project),
        settings=project.settings,
    )
    return with_notable(project, picture)


def _series_of(series: Iterable[Series], choice: Choice) -> Iterable[Series]:
    for one in series:
        if choice.publishers and OF_DATASET + one.dataset not in choice.publishers:
            continue
        cut = one if choice.since is None else one.since(day_number(choice.since))
        if len(cut.days):
            yield cut
