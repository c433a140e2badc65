"""The briefing in a terminal: takeaways and a small matrix, as plain lines."""

from __future__ import annotations

from detente.briefing.page import Briefing
from detente.briefing.page_view import counted
from detente.briefing.portfolio import Cell, Matrix, matrix_of
from detente.briefing.proof import check_evidence
from detente.briefing.wording import DIRECTION_GLYPHS, capital, signed
from detente.model import Item
from detente.outlook.wording import day, shortened

MOST_ROWS = 12
NAME_CHARS = 16


def summary_lines(briefing: Briefing) -> list[str]:
    """Heading, takeaways with their confidence apart, the matrix by its busiest rows.

    Raises:
        UnsupportedLine: if a line's evidence does not hold.
    """
    check_evidence(briefing, briefing.documents)
    lines = [
        f"{capital(briefing.actor_name)}, as of {day(briefing.as_of)}, from {counted(briefing)}",
        "",
    ]
    for number, item in enumerate(briefing.lists.get("takeaways", ()), start=1):
        lines.append(f"{number}. {item.text}")
        lines.append(f"   [confidence {item.fields.get('confidence')}; {_proofs(item)}]")
    matrix = matrix_of(briefing.lists.get("portfolio", ()), briefing.names)
    return [*lines, "", *_matrix(matrix)] if matrix.rows else lines


def _proofs(item: Item) -> str:
    """How many sentences of documents and rows of datasets a line cites."""
    rows = sum(1 for one in item.evidence if not one.document)
    numbers = ((len(item.evidence) - rows, "sentence"), (rows, "row"))
    return " and ".join(f"{n} {noun}{'s' if n != 1 else ''}" for n, noun in numbers if n)


def _matrix(matrix: Matrix) -> list[str]:
    heads = ["overall", *matrix.sectors]
    widths = [max(6, min(len(head), 8)) for head in heads]
    top = " ".join(head[:width].rjust(width) for head, width in zip(heads, widths, strict=True))
    lines = [f"{'':<{NAME_CHARS}} {top}"]
    for row in matrix.rows[:MOST_ROWS]:
        cells = [row.overall, *(row.cells.get(sector) for sector in matrix.sectors)]
        words = (_cell(cell).rjust(width) for cell, width in zip(cells, widths, strict=True))
        name = shortened(capital(row.name), NAME_CHARS)
        lines.append(f"{name:<{NAME_CHARS}} {' '.join(words)}")
    hidden = len(matrix.rows) - MOST_ROWS
    return [*lines, f"and {hidden} more counterparts"] if hidden > 0 else lines


def _cell(cell: Cell | None) -> str:
    """Level with its direction; a dot for no evidence, which is not zero."""
    return f"{signed(cell.level)}{DIRECTION_GLYPHS.get(cell.direction, '')}" if cell else "·"
