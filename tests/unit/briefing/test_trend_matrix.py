"""The matrix as one figure: a trend for each printed cell that has a series, in printed order."""

from __future__ import annotations

from datetime import date

from detente.briefing import Briefing
from detente.briefing.figures import Trend, specify
from detente.briefing.trend_matrix import trend_matrix
from detente.model import Evidence, Item

DAYS = [date(2024, 1, 1), date(2024, 6, 1)]


def cell(counterpart: str, sector: str, n_rows: int) -> Item:
    fields = {"counterpart": counterpart, "sector": sector, "level": 1.0, "n_rows": n_rows}
    return Item("portfolio", "Level.", (Evidence(dataset="set", row="r1"),), fields)


def trend(counterpart: str, sector: str) -> Trend:
    return Trend(counterpart, sector, DAYS, [0.0, 2.0])


def test_the_matrix_has_the_trends_of_printed_cells_under_plain_names() -> None:
    cells = cell("UGA", "legal", 3), cell("KEN", "energy", 9), cell("KEN", "legal", 2)
    drawn = trend("UGA", "legal"), trend("KEN", "energy"), trend("SDN", "legal")
    briefing = Briefing(
        "TZA", "Tanzania", DAYS[1], {}, {"portfolio": cells}, {"KEN": "Kenya", "UGA": "Uganda"},
        trends={(one.counterpart, one.sector): one for one in drawn},
    )  # fmt: skip
    figure = trend_matrix(briefing)
    assert figure.counterparts == ["Kenya", "Uganda"]
    assert [(one.counterpart, one.sector) for one in figure.trends] == [
        ("Kenya", "energy"),
        ("Uganda", "legal"),
    ]
    assert specify(figure)["title"] == "Relations of Tanzania by counterpart and sector"
