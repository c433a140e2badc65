"""What statistics find in a view's series, as lines; what took long is kept in the ledger."""

from __future__ import annotations

import hashlib
from collections.abc import Callable, Iterable, Iterator
from dataclasses import replace
from datetime import timedelta
from functools import cache
from importlib.resources import files
from typing import TYPE_CHECKING

from detente.adapters.ledger_records import keep_study, kept_study
from detente.adapters.ledger_schema import Study
from detente.pipeline_coding import contents
from detente.pipeline_fixed import fixed_items
from detente.pipeline_project import Progress, Project, codebook_of, quiet
from detente.series import Series

if TYPE_CHECKING:
    from detente.adapters.datasets.daily import Held
    from detente.model import Item, View
    from detente.signals.change_points import Shift

METHODS = "signals"
UNSPECIFIED = "unspecified"
# A silence that ended longer ago is no news.
RECENT_SILENCE_DAYS = 365


def dataset_lines(
    project: Project, view: View, held: Iterable[Held] = (), *, progress: Progress = quiet
) -> list[Item]:
    """Lines that rest on datasets: shifts, episodes, couplings, silences, answers in kind.

    Also sectors that moved apart, lines of action that became fixed, ways round closed relations,
    and the breadth of relations.

    Args:
        view: the state looked from with its series.
        held: the imported files that the series were drawn from.

    Returns:
        None where the view has no series. Each line cites rows. Of breadth the line on all
        sectors together comes first.
    """
    if not view.series:
        return []
    return [
        *_shift_lines(project, view, progress),
        *_coupling_lines(project, view, progress),
        *_silence_lines(project, view, progress),
        *_response_lines(project, view, progress),
        *fixed_items(project, view, held, named=_naming(project)),
        *_structure_lines(project, view, progress),
    ]


def _shift_lines(project: Project, view: View, progress: Progress) -> Iterator[Item]:
    from detente.signals.shift_lines import shift_line
    from detente.signals.studied import (
        bearings_to_study,
        series_to_study,
        with_mirrors,
        without_echoes,
    )

    codebook = codebook_of(project)
    chosen = [*series_to_study(view), *bearings_to_study(view)]
    found = []
    progress("looking for shifts", 0, len(chosen))
    for count, series in enumerate(chosen, start=1):
        found += [(series, shift) for shift in shifts_of(project, series)]
        progress("looking for shifts", count, len(chosen))
    told = with_mirrors(without_echoes(found))
    for series, shift, mirror in sorted(told, key=lambda row: row[1].first_day, reverse=True):
        yield shift_line(series, shift, codebook=codebook, mirror=mirror)


def shifts_of(project: Project, series: Series) -> tuple[Shift, ...]:
    """The shifts of one series; remembered until series or methods change."""
    from detente.signals.change_points import find_shifts
    from detente.signals.studied import least_in

    key = series_key(series)
    study = kept_study(project.ledger, key)
    if study is None:
        study = Study(key, tuple(find_shifts(series, least=least_in(series))))
        keep_study(project.ledger, study)
    return study.shifts


def _silence_lines(project: Project, view: View, progress: Progress) -> list[Item]:
    from detente.signals.expected_acts import (
        FALSE_ALARMS_BY_SECTOR,
        beyond_the_whole,
        find_silences,
    )
    from detente.signals.silence_lines import silence_line
    from detente.signals.studied import series_to_study

    progress("looking for silences", 0, 0)
    named = _naming(project)
    chosen = series_to_study(view)
    whole = find_silences(one for one in chosen if not one.sector)
    by_sector = find_silences(
        (one for one in chosen if one.sector), false_alarms=FALSE_ALARMS_BY_SECTOR
    )
    recent = view.as_of - timedelta(days=RECENT_SILENCE_DAYS)
    return [
        silence_line(silence, named=named)
        for silence in (*whole, *beyond_the_whole(by_sector, whole))
        if silence.open or silence.ends_on >= recent
    ]


def _response_lines(project: Project, view: View, progress: Progress) -> list[Item]:
    from detente.signals.dataset_lines import response_lines
    from detente.signals.reciprocal_response import find_responses

    progress("looking for answers in kind", 0, 0)
    own = [one for one in view.series if one.quad and view.actor in one.dyad]
    window = project.settings.reply_window_days
    found = find_responses(own, as_of=view.as_of, window_days=window)
    return response_lines(found, named=_naming(project))


def _coupling_lines(project: Project, view: View, progress: Progress) -> Iterator[Item]:
    """Couplings as signals: which move of a relation foretells which of another."""
    from detente.signals.coupling import find_couplings
    from detente.signals.dataset_lines import coupling_lines

    progress("looking for couplings", 0, 0)
    found = find_couplings(view.series, view.actor, as_of=view.as_of)
    for item in coupling_lines(found, named=_naming(project)):
        fields = item.fields
        parties: dict[str, object] = {
            "type": "coupling",
            "source": (fields["actor"],),
            "target": (fields["first"], fields["second"]),
            "begins_on": None,
        }
        yield replace(item, list="signals", fields={**fields, **parties})


def _structure_lines(project: Project, view: View, progress: Progress) -> list[Item]:
    """With whom and over what: sectors that parted, ways round closed relations, breadth."""
    from detente.signals.breadth_over_time import find_breadth_over_time
    from detente.signals.dataset_lines import apart_lines, breadth_lines, way_lines
    from detente.signals.indirect_ways import find_ways
    from detente.signals.sectors_apart import find_sectors_apart

    progress("looking at sectors, ways round and breadth", 0, 0)
    # Acts whose code has no sector are of every sector and of none.
    series = [one for one in view.series if one.sector != UNSPECIFIED]
    named, actor, as_of = _naming(project), view.actor, view.as_of
    apart = apart_lines(find_sectors_apart(series, actor, as_of=as_of), named=named)
    ways = way_lines(find_ways(series, actor, as_of=as_of), named=named)
    breadth = breadth_lines(find_breadth_over_time(series, actor, as_of=as_of), named=named)
    whole_first = sorted(breadth, key=lambda item: bool(item.fields["sector"]))
    return [*apart, *ways, *whole_first]


def _naming(project: Project) -> Callable[[str], str]:
    from detente.signals.wording import with_article

    actors = codebook_of(project).actors
    return lambda code: with_article(actors.name(code))


def series_key(series: Series) -> str:
    """A name that changes when a series or the methods that study it change."""
    whole = hashlib.sha256(methods_version().encode())
    named = (series.dataset, *series.dyad, series.sector, series.kind, series.quad)
    whole.update("\x1f".join((*named, str(series.directed))).encode())
    for part in (series.days, series.values, series.counts, series.reports):
        whole.update(part.tobytes())
    whole.update(f"{series.coverage.first_day}".encode() + series.coverage.exposure.tobytes())
    whole.update("\x1f".join(series.rows).encode())
    return whole.hexdigest()[:24]


@cache
def methods_version() -> str:
    """Digest of the program's methods as installed."""
    whole = hashlib.sha256()
    for name, content in contents(files("detente").joinpath(METHODS), METHODS):
        whole.update(name.encode() + b"\0" + content)
    return whole.hexdigest()
