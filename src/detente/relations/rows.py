"""What the daily numbers of datasets say about the level of the cells."""

from __future__ import annotations

from collections.abc import Iterator

from detente.model import Evidence, View
from detente.relations.observation import Observation
from detente.series import Series, day_of

# Points of the level: one act of a dataset tells as little as one of a document. Many on one day
# are told in one breath, so they never tell as much as so many on days apart.
ACT_SD = 4.0
LEAST_SD = 1.5


def own_series(view: View) -> Iterator[Series]:
    """The series of events that the state looked from has a part in, by sector."""
    for series in view.series:
        if series.kind == "events" and series.sector and view.actor in series.dyad:
            yield series


def observe_series(view: View) -> Iterator[Observation]:
    """A reading for each day with events of each dyad of the state, by sector."""
    for series in own_series(view):
        other = series.target if series.source == view.actor else series.source
        for place, number in enumerate(series.days):
            count = int(series.counts[place])
            day = day_of(number)
            yield Observation(
                counterpart=other,
                sector=series.sector,
                level=float(series.values[place]),
                sd=max(LEAST_SD, ACT_SD / count**0.5),
                day=day,
                share=1.0,
                trend=0,
                kind="row",
                evidence=(Evidence(dataset=series.dataset, row=series.rows[place], published=day),),
                n=count,
                reports=int(series.reports[place]),
            )
