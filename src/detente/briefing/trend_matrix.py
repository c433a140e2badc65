"""The matrix of a briefing with its small trends as one figure, for other programs."""

from __future__ import annotations

from dataclasses import replace

from detente.briefing.figures import TrendMatrix
from detente.briefing.figures.axes import Told
from detente.briefing.page import Briefing
from detente.briefing.portfolio import matrix_of
from detente.briefing.wording import capital
from detente.outlook.wording import with_article


def trend_matrix(briefing: Briefing) -> TrendMatrix:
    """The trends of the cells that the portfolio prints, in printed order.

    A cell without a series of a dataset has no trend. `specify` makes Vega-Lite of it; the page
    draws each trend in its own cell.
    """
    matrix = matrix_of(briefing.lists.get("portfolio", ()), briefing.names)
    trends = [
        replace(briefing.trends[row.counterpart, sector], counterpart=row.name)
        for row in matrix.rows
        for sector in matrix.sectors
        if sector in row.cells and (row.counterpart, sector) in briefing.trends
    ]
    told = Told(
        capital(f"relations of {with_article(briefing.actor_name)} by counterpart and sector"),
        "Levels of the last two years, from -10 to 10, from events of datasets, each counted once "
        "however often reported",
    )
    return TrendMatrix(
        told=told,
        trends=trends,
        counterparts=list(dict.fromkeys(one.counterpart for one in trends)),
        sectors=[one for one in matrix.sectors if one in {trend.sector for trend in trends}],
    )
