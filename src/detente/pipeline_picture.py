"""From settled statements to one state's picture and its briefing: the stages, without a ledger."""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass, field, replace
from datetime import date, datetime
from typing import TYPE_CHECKING, Literal

from detente.model import DatasetRow, Document, Event, Evidence, Item, Rejection, Statement, View
from detente.pipeline_project import Progress, quiet
from detente.series import Series

if TYPE_CHECKING:
    from detente.briefing import Briefing
    from detente.codebook import Codebook
    from detente.relations import Track
    from detente.settings import Settings


# How much of a picture is drawn: what documents say lies ahead and nothing else, relations and
# events of documents alone, everything that documents tell, relations and events with levels of
# datasets, everything that documents and levels tell, or the statistics of datasets too.
Depth = Literal["ahead", "documents", "told", "glimpse", "plain", "statistics"]
WITHOUT_DATASETS: tuple[Depth, ...] = ("ahead", "documents", "told")


@dataclass(frozen=True, slots=True)
class Sight:
    """What is looked at: from which state, as of which day, as known at which instant (UTC)."""

    actor: str
    as_of: date
    known_at: datetime | None = None


@dataclass(frozen=True, slots=True)
class Reading:
    """What a project says as of a day, before it is looked at from one state.

    Attributes:
        documents: by id, without copies.
        copies: from the id of a copy to the id of the document that stands for it.
        statements: settled.
        rejected: what was left out on the way, with reasons.
        undated: those of them that are documents without a date of their own.
        copied_by: by id of an original, the publishers of its copies.
        grades: by id of a document, its source's letter and its own digit, as recorded.
    """

    documents: Mapping[str, Document]
    copies: Mapping[str, str]
    statements: tuple[Statement, ...]
    events: tuple[Event, ...]
    rejected: tuple[Rejection, ...]
    undated: tuple[Rejection, ...] = ()
    copied_by: Mapping[str, Sequence[str]] = field(default_factory=dict)
    grades: Mapping[str, str] = field(default_factory=dict)


@dataclass(frozen=True, slots=True)
class Picture:
    """All that is known about one state's foreign relations as of a day.

    Attributes:
        view: what it was drawn from.
        items: the lines of all lists.
        rows: rows of datasets that the lines cite, by dataset and key.
        tracks: levels over time of the view's series.
        copies, rejected, undated, copied_by, grades: as in `Reading`.
    """

    view: View
    items: tuple[Item, ...]
    copies: Mapping[str, str]
    rejected: tuple[Rejection, ...]
    undated: tuple[Rejection, ...] = ()
    copied_by: Mapping[str, Sequence[str]] = field(default_factory=dict)
    grades: Mapping[str, str] = field(default_factory=dict)
    rows: Mapping[tuple[str, str], DatasetRow] = field(default_factory=dict)
    tracks: tuple[Track, ...] = ()


@dataclass(frozen=True, slots=True)
class Found:
    """What the view's series say: their tracks, and the lines that statistics found."""

    tracks: tuple[Track, ...] = ()
    lines: Sequence[Item] = ()


def picture_of(
    reading: Reading,
    view: View,
    found: Found,
    *,
    codebook: Codebook,
    settings: Settings,
    depth: Depth = "statistics",
    beside: Callable[[Picture], Sequence[Item]] | None = None,
    progress: Progress = quiet,
) -> Picture:
    """Relations and the lines of all lists.

    Args:
        view: the state looked from, and the rows of `reading`.
        found: what the view's series say.
        depth: with "glimpse" or "documents", relations and events only; with "ahead", the calendar,
            outlook and recommendations alone, which rest on no relation.
        beside: gives further lines from a picture that has no signals yet.
    """
    from detente.briefing.scores import score_lines
    from detente.outlook import find_outlook
    from detente.outlook.wording import with_article
    from detente.pipeline_beside import signals_beside
    from detente.relations import estimate_relations
    from detente.signals import complete, list_at_once

    if depth == "ahead":
        foreseen = find_outlook(view, codebook=codebook, settings=settings)
        return _with_items(reading, view, foreseen.rows, tracks=(), rejected=foreseen.rejected)
    at_once = depth in ("documents", "glimpse")
    searched = 0 if at_once else len(view.statements)
    with signals_beside(searched, codebook=codebook, settings=settings) as signals:
        progress("estimating relations", 0, 0)
        tracks = found.tracks
        relations = estimate_relations(view, codebook=codebook, settings=settings, tracks=tracks)
        view = replace(view, relations=relations.rows)
        scores = score_lines(
            tracks,
            actor=view.actor,
            named=lambda code: with_article(codebook.actors.name(code)),
        )
        if at_once:
            listed = list_at_once(view, codebook=codebook, settings=settings)
            return _with_items(reading, view, (*scores, *listed), tracks=tracks)
        progress("finding signals", 0, 0)
        signals.begin(view)
        outlook = find_outlook(view, codebook=codebook, settings=settings)
        more = beside(_with_items(reading, view, outlook.rows, tracks=tracks)) if beside else ()
        told = signals.found()
    items = (*scores, *told.rows, *map(complete, found.lines), *outlook.rows, *more)
    rejected = (*relations.rejected, *told.rejected, *outlook.rejected)
    return _with_items(reading, view, items, rejected=rejected, tracks=tracks)


def _with_items(
    reading: Reading,
    view: View,
    items: tuple[Item, ...],
    *,
    tracks: tuple[Track, ...],
    rejected: tuple[Rejection, ...] = (),
) -> Picture:
    return Picture(
        view=view,
        items=items,
        copies=reading.copies,
        rejected=(*reading.rejected, *rejected),
        undated=reading.undated,
        copied_by=reading.copied_by,
        grades=reading.grades,
        tracks=tracks,
    )


def view_of(reading: Reading, actor: str, *, as_of: date, series: tuple[Series, ...] = ()) -> View:
    """The rows of a reading, looked at from one state, with the series of datasets."""
    return View(
        actor=actor,
        as_of=as_of,
        documents=reading.documents,
        statements=reading.statements,
        events=reading.events,
        series=series,
    )


def briefing_of(picture: Picture, *, codebook: Codebook, settings: Settings) -> Briefing:
    """The briefing of a picture, every line of it checked against the documents.

    Raises:
        UnsupportedLine: if a line has no evidence, or evidence that does not hold.
    """
    from detente.briefing import assemble, check_evidence
    from detente.briefing.illustrating import illustrate, trends_of
    from detente.briefing.publications import graded

    view = picture.view
    briefing = assemble(
        picture.view,
        picture.items,
        codebook=codebook,
        settings=settings,
        rejected=picture.rejected,
        copies=picture.copies,
        copied_by=picture.copied_by,
        counts=counts_of(picture),
        rows=picture.rows,
    )
    listed = graded(briefing.lists["publications"], picture.grades)
    briefing = replace(briefing, lists={**briefing.lists, "publications": listed})
    check_evidence(briefing, view.documents)
    figures = illustrate(
        picture.tracks, view.series, picture.items, actor=view.actor, names=briefing.names
    )
    trends = trends_of(picture.tracks, actor=view.actor)
    return replace(briefing, figures=figures, trends=trends)


def cited_by(items: Sequence[Item]) -> list[Evidence]:
    """All evidence of some lines and of their fields."""
    from detente.briefing.page import all_evidence

    return [evidence for item in items for evidence in all_evidence(item)]


def counts_of(picture: Picture) -> dict[str, int]:
    """How many rows the picture was drawn from."""
    view = picture.view
    own = [
        row
        for row in view.series
        if view.actor in row.dyad and row.kind == "events" and not (row.sector or row.quad)
    ]
    return {
        "documents": len(picture.view.documents),
        "copies": len(picture.copies),
        "statements": len(picture.view.statements),
        "events": len(picture.view.events),
        "datasets": len({series.dataset for series in picture.view.series}),
        "dataset_events": sum(int(series.counts.sum()) for series in own),
        "dataset_reports": sum(int(series.reports.sum()) for series in own),
    }
