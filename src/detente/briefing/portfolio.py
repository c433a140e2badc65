"""The portfolio as a matrix: counterparts down, sectors across, an overall column in front."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from datetime import date

from detente.model import SECTORS, Evidence, Item

OVERALL = "overall"


@dataclass(frozen=True, slots=True)
class Cell:
    """One cell: level on -10 to 10 with its interval, tempo a month, direction and evidence."""

    counterpart: str
    sector: str
    level: float
    low: float
    high: float
    tempo: float | None
    tempo_change: float | None
    direction: str
    p_direction: float
    n_events: int
    n_assessments: int
    last: date | None
    text: str
    evidence: tuple[Evidence, ...]
    n_rows: int = 0
    n_reports: int = 0

    @property
    def n(self) -> int:
        """Events and assessments of documents and events of datasets behind the level."""
        return self.n_events + self.n_assessments + self.n_rows

    @property
    def anchor(self) -> str:
        """The cell's name inside the page."""
        return f"cell-{self.counterpart}-{self.sector}"


@dataclass(frozen=True, slots=True)
class MatrixRow:
    """One counterpart: its overall cell and its sectors."""

    counterpart: str
    name: str
    overall: Cell
    cells: Mapping[str, Cell]


@dataclass(frozen=True, slots=True)
class Matrix:
    """Rows by importance; only sectors of which at least one counterpart has evidence."""

    sectors: tuple[str, ...]
    rows: tuple[MatrixRow, ...]


def matrix_of(items: Sequence[Item], names: Mapping[str, str]) -> Matrix:
    """Arrange the lines of ``portfolio``; the counterpart with most evidence comes first."""
    cells: dict[str, dict[str, Cell]] = {}
    for item in items:
        cell = _cell(item)
        cells.setdefault(cell.counterpart, {})[cell.sector] = cell
    rows = [
        MatrixRow(
            code, names.get(code, code), row.get(OVERALL) or _overall(code, row), _sectors(row)
        )
        for code, row in cells.items()
    ]
    rows.sort(key=lambda row: (-row.overall.n, row.name))
    present = {sector for row in rows for sector in row.cells}
    known = tuple(sector for sector in SECTORS if sector in present)
    return Matrix(known + tuple(sorted(present - set(SECTORS))), tuple(rows))


def _sectors(row: Mapping[str, Cell]) -> dict[str, Cell]:
    return {sector: cell for sector, cell in row.items() if sector != OVERALL}


def _cell(item: Item) -> Cell:
    fields = item.fields

    def number(name: str, missing: float = 0.0) -> float:
        value = fields.get(name)
        return float(value) if isinstance(value, int | float) else missing

    last = fields.get("last")
    return Cell(
        counterpart=str(fields["counterpart"]),
        sector=str(fields.get("sector") or OVERALL),
        level=number("level"),
        low=number("low", -10.0),
        high=number("high", 10.0),
        tempo=None if fields.get("tempo", 0.0) is None else number("tempo"),
        tempo_change=None if fields.get("tempo", 0.0) is None else number("tempo_change"),
        direction=str(fields.get("direction") or "steady"),
        p_direction=number("p_direction", 0.5),
        n_events=int(number("n_events")),
        n_assessments=int(number("n_assessments")),
        last=last if isinstance(last, date) else None,
        text=item.text,
        evidence=item.evidence,
        n_rows=int(number("n_rows")),
        n_reports=int(number("n_reports")),
    )


def _sum(values: Iterable[float | None]) -> float | None:
    """The sum of what is known; None where nothing is."""
    known = [value for value in values if value is not None]
    return round(sum(known), 2) if known else None


def _overall(counterpart: str, row: Mapping[str, Cell]) -> Cell:
    """The sectors of one counterpart in one cell, each weighted by its evidence.

    Level and bounds are means weighted by n, so the interval is as wide as the sectors' own
    intervals are on average; it is no pooled estimate. Direction is that of the sector with
    most evidence.
    """
    cells = sorted(row.values(), key=lambda cell: (-cell.n, cell.sector))
    total = sum(cell.n for cell in cells) or len(cells)

    def mean(values: Sequence[float]) -> float:
        pairs = zip(values, cells, strict=True)
        return round(sum(value * (cell.n or 1) for value, cell in pairs) / max(total, 1), 2)

    days = [cell.last for cell in cells if cell.last]
    return Cell(
        counterpart=counterpart,
        sector=OVERALL,
        level=mean([cell.level for cell in cells]),
        low=mean([cell.low for cell in cells]),
        high=mean([cell.high for cell in cells]),
        tempo=_sum(cell.tempo for cell in cells),
        tempo_change=_sum(cell.tempo_change for cell in cells),
        direction=cells[0].direction,
        p_direction=cells[0].p_direction,
        n_events=sum(cell.n_events for cell in cells),
        n_assessments=sum(cell.n_assessments for cell in cells),
        n_rows=sum(cell.n_rows for cell in cells),
        n_reports=sum(cell.n_reports for cell in cells),
        last=max(days) if days else None,
        text="",
        evidence=tuple(dict.fromkeys(proof for cell in cells for proof in cell.evidence)),
    )
