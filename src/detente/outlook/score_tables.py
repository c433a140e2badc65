"""Scores of resolved forecasts, as a whole and by author, outlet, topic, horizon and phrase."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, replace

import numpy as np
from numpy.typing import NDArray

from detente.outlook.entries import Entry, Resolution
from detente.outlook.scoring import (
    Bin,
    Decomposition,
    Estimate,
    calibration,
    calibration_error,
    climatology,
    decompose,
    interval_losses,
    log_losses,
    mean_estimate,
    sharpness,
    skill_estimate,
)

GROUPS = ("judge", "publisher", "topic", "horizon", "phrase", "kind")
HORIZONS = ((31, "up to a month"), (92, "up to 3 months"), (366, "up to a year"))
NOTHING = Estimate(None, None, None)
LATER, UNDATED = "over a year", "no horizon"
# The yardstick of ICD 203, by the middle of an interval.
WORDS = (
    (0.05, "almost no chance"),
    (0.20, "very unlikely"),
    (0.45, "unlikely"),
    (0.55, "roughly even"),
    (0.80, "likely"),
    (0.95, "very likely"),
    (1.01, "almost certain"),
)


@dataclass(frozen=True, slots=True)
class Scored:
    """A resolved forecast with a likelihood.

    Attributes:
        outcome: 1 where it came true, else 0.
        before: 1 or 0, what "nothing changes" would have said; None where it isn't known.
    """

    entry: Entry
    low: float
    high: float
    outcome: int
    before: int | None = None


@dataclass(frozen=True, slots=True)
class ScoreRow:
    """Scores of a group of forecasts.

    Attributes:
        by, name: which group; ``all`` for the whole.
        n: forecasts with an outcome and a likelihood; on them all scores rest.
        n_void, n_open, n_wordless: void, not resolved, and resolved without a likelihood.
        brier, log_score: with 0.90 bootstrap intervals; 0 is best.
        skill_climatology, skill_no_change: against the share of the others that came true, and
            against "nothing changes" over the `n_no_change` forecasts for which that is known.
        sharpness: mean distance from one half; `calibration_error` from the calibration.
        came_true: share that came true.
    """

    by: str
    name: str
    n: int
    n_void: int
    n_open: int
    n_wordless: int
    brier: Estimate = NOTHING
    log_score: Estimate = NOTHING
    skill_climatology: Estimate = NOTHING
    skill_no_change: Estimate = NOTHING
    n_no_change: int = 0
    sharpness: float | None = None
    calibration_error: float | None = None
    came_true: float | None = None
    parts: Decomposition | None = None
    bins: tuple[Bin, ...] = ()

    @property
    def share_void(self) -> float | None:
        """Share of the decided forecasts that were void; None where none was decided."""
        decided = self.n + self.n_wordless + self.n_void
        return self.n_void / decided if decided else None


def group_of(entry: Entry, by: str) -> str:
    """The group that a forecast belongs to; ``unknown`` where the ledger doesn't say."""
    if by == "topic":
        return entry.sectors[0] if entry.sectors else "unknown"
    if by == "horizon":
        days = entry.horizon_days
        if days is None:
            return UNDATED
        return next((name for most, name in HORIZONS if days <= most), LATER)
    if by == "phrase":
        if entry.low is None or entry.high is None:
            return "no likelihood"
        middle = (entry.low + entry.high) / 2
        return next(name for most, name in WORDS if middle < most)
    return {"judge": entry.judge, "publisher": entry.publisher, "kind": entry.kind}[by] or "unknown"


def score_table(
    entries: Sequence[Entry],
    resolutions: Mapping[str, Resolution],
    *,
    before: Mapping[str, bool | None] | None = None,
    groups: Iterable[str] = GROUPS,
) -> list[ScoreRow]:
    """Scores of all forecasts, then of each group that has any, the largest first.

    Args:
        resolutions: by id of the forecast, the one that counts.
        before: by id, what "nothing changes" would have said.
    """
    known = before or {}
    rows = [_row("all", "all", entries, resolutions, known)]
    for by in groups:
        members: defaultdict[str, list[Entry]] = defaultdict(list)
        for entry in entries:
            members[group_of(entry, by)].append(entry)
        ordered = sorted(members.items(), key=lambda item: (-len(item[1]), item[0]))
        rows += [_row(by, name, group, resolutions, known) for name, group in ordered]
    return rows


def scored_of(
    entries: Iterable[Entry],
    resolutions: Mapping[str, Resolution],
    before: Mapping[str, bool | None],
) -> list[Scored]:
    """The forecasts that can be scored."""
    found: list[Scored] = []
    for one in entries:
        decided = resolutions.get(one.id)
        if decided is None or decided.outcome == "void" or one.low is None or one.high is None:
            continue
        earlier = before.get(one.id)
        outcome = int(decided.outcome == "yes")
        found.append(
            Scored(one, one.low, one.high, outcome, None if earlier is None else int(earlier))
        )
    return found


def _row(
    by: str,
    name: str,
    entries: Sequence[Entry],
    resolutions: Mapping[str, Resolution],
    before: Mapping[str, bool | None],
) -> ScoreRow:
    rows = scored_of(entries, resolutions, before)
    outcomes = [resolutions[one.id].outcome for one in entries if one.id in resolutions]
    n, n_void = len(rows), outcomes.count("void")
    counted = ScoreRow(
        by=by,
        name=name,
        n=n,
        n_void=n_void,
        n_open=len(entries) - len(outcomes),
        n_wordless=len(outcomes) - n_void - n,
        n_no_change=sum(one.before is not None for one in rows),
    )
    if not n:
        return counted
    low, high, outcome = (
        np.array([getattr(one, name) for one in rows], dtype=float)
        for name in ("low", "high", "outcome")
    )
    middle = (low + high) / 2
    losses = interval_losses(low, high, outcome)
    return replace(
        counted,
        brier=mean_estimate(losses),
        log_score=mean_estimate(log_losses(middle, outcome)),
        skill_climatology=skill_estimate(losses, (climatology(outcome) - outcome) ** 2),
        skill_no_change=_against_no_change(rows, losses),
        sharpness=sharpness(middle),
        calibration_error=calibration_error(middle, outcome),
        came_true=float(outcome.mean()),
        parts=decompose(middle, outcome),
        bins=tuple(calibration(middle, outcome)),
    )


def _against_no_change(rows: Sequence[Scored], losses: NDArray[np.float64]) -> Estimate:
    """Skill over those forecasts for which "nothing changes" says something."""
    known = [place for place, one in enumerate(rows) if one.before is not None]
    wrong = [float(rows[place].before != rows[place].outcome) for place in known]
    return skill_estimate(losses[known], wrong)
