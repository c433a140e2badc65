"""How often one side acts in the days after an act of the other, as a curve.

For each lag ``k`` of 1 to 30 days: the mean number of answers ``k`` days after an act, less their
mean on all watched days. The interval of 0.90 is ``+-1.645 s / sqrt(n)`` over the ``n`` days with
acts, weighted by how many there were. The curve shows what the data has; whether it stands out from
chance is what the line beside it says.
"""

from __future__ import annotations

from collections.abc import Callable, Sequence

import numpy as np

from detente.briefing.confidence import Z_90
from detente.briefing.figures import Response
from detente.briefing.figures.axes import Told
from detente.model import Item
from detente.series import Series

MOST_LAG = 30
LEAST_ACTS = 8


def response_figure(
    item: Item, series: Sequence[Series], *, named: Callable[[str], str]
) -> Response | None:
    """The curve of a line of ``reciprocity`` that rests on a dataset; None for others."""
    fields = item.fields
    actor, other = str(fields.get("actor") or ""), str(fields.get("counterpart") or "")
    dataset = next((proof.dataset for proof in item.evidence if proof.dataset), "")
    if not (actor and other and dataset):
        return None
    wanted = str(fields.get("sector") or ""), str(fields.get("quad") or "")
    rows = {
        one.dyad: one
        for one in series
        if one.dataset == dataset and (one.sector, one.quad) == wanted and one.directed
    }
    acts, answers = rows.get((other, actor)), rows.get((actor, other))
    if acts is None or answers is None:
        return None
    lag = fields.get("lag_days")
    kind = wanted[1] or "acts"
    told = Told(
        f"Answers of {named(actor)} to {named(other)}",
        f"{kind} of {named(actor)} in the days after {kind} of {named(other)}, beyond the usual "
        f"number; events, each counted once, of {dataset}",
    )
    return response_curve(acts, answers, told, peak=lag if isinstance(lag, int | float) else None)


def response_curve(
    acts: Series, answers: Series, told: Told, *, peak: float | None = None
) -> Response | None:
    """Further answers for each act by lag; None with fewer than eight days of acts."""
    first = max(int(acts.days[0]), answers.coverage.first_day)
    last = min(int(answers.days[-1]), answers.coverage.last_day)
    if last - first < 4 * MOST_LAG:
        return None
    daily = np.zeros(last - first + 1)
    inside = (answers.days >= first) & (answers.days <= last)
    daily[answers.days[inside] - first] = answers.counts[inside]
    usual = float(daily[answers.coverage.at(np.arange(first, last + 1)) > 0.0].mean())
    used = (acts.days >= first) & (acts.days <= last - MOST_LAG)
    days, weights = acts.days[used] - first, acts.counts[used].astype(np.float64)
    if len(days) < LEAST_ACTS:
        return None
    weights /= weights.sum()
    effective = 1.0 / float((weights**2).sum())
    lags = np.arange(1, MOST_LAG + 1)
    seen = daily[days[:, None] + lags[None, :]]
    mean = weights @ seen
    spread = np.sqrt(weights @ (seen - mean) ** 2 / effective)
    value = mean - usual
    return Response(
        told=told,
        lags=[float(lag) for lag in lags],
        value=[float(one) for one in value],
        low=[float(one) for one in value - Z_90 * spread],
        high=[float(one) for one in value + Z_90 * spread],
        peak=peak,
    )
