"""What a benchmark hands on: scores, counts, rows that could not be used, and predictions."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field
from typing import Union

from detente.bench.scores import Agreement, Confusion, Share
from detente.model import Rejection

Value = Union[float, int, str, Share, Agreement, Mapping[str, "Value"]]  # noqa: UP007
DIGITS = 4


@dataclass(frozen=True, slots=True)
class Report:
    """The outcome of a benchmark on one file or folder.

    Attributes:
        bench: name of the benchmark.
        file: what it was run on, as given.
        rows, used: how many rows there are, and how many could be scored.
        unusable: the others, each with file, line and reason.
        remarks: rows that were scored although something about them was not understood.
        scores: by name, in the order to print; a mapping is a group of them.
        confusion: tables by name.
        predictions: what was predicted, one object a row of the file, to be written as it is.
    """

    bench: str
    file: str
    rows: int
    used: int
    unusable: tuple[Rejection, ...] = ()
    remarks: tuple[Rejection, ...] = ()
    scores: Mapping[str, Value] = field(default_factory=dict)
    confusion: Mapping[str, Confusion] = field(default_factory=dict)
    predictions: tuple[Mapping[str, object], ...] = ()


def as_json(report: Report) -> dict[str, object]:
    """The report as one JSON object, without the predictions.

    A share becomes ``{share, part, whole}``, an agreement ``{precision, recall, f1, right,
    predicted, gold}``; fractions are between 0 and 1 and have four digits.
    """
    return {
        "bench": report.bench,
        "file": report.file,
        "rows": report.rows,
        "used": report.used,
        "unusable": _places(report.unusable),
        "remarks": _places(report.remarks),
        "scores": {name: _plain(value) for name, value in report.scores.items()},
        "confusion": {name: table.by_gold() for name, table in report.confusion.items()},
    }


def lines_of(report: Report, *, verbose: bool = False) -> list[str]:
    """The report as lines for a reader, with the tables of confusion where verbose."""
    lines = [f"{report.bench}: {report.used} of {report.rows} rows of {report.file} scored", ""]
    named = list(_named(report.scores))
    wide = max((len(name) for name, _ in named), default=0)
    lines += [f"{name:{wide}}  {value}" for name, value in named]
    for name, table in report.confusion.items() if verbose else ():
        lines += ["", name, *table.lines()]
    return lines


def _places(rows: tuple[Rejection, ...]) -> list[dict[str, str]]:
    return [{"where": row.where, "reason": row.reason} for row in rows]


def _plain(value: Value) -> object:
    if isinstance(value, Share):
        return {"share": round(value.value, DIGITS), "part": value.part, "whole": value.whole}
    if isinstance(value, Agreement):
        return {
            "precision": round(value.precision, DIGITS),
            "recall": round(value.recall, DIGITS),
            "f1": round(value.f1, DIGITS),
            "right": value.right,
            "predicted": value.predicted,
            "gold": value.gold,
        }
    if isinstance(value, Mapping):
        return {name: _plain(part) for name, part in value.items()}
    return round(value, DIGITS) if isinstance(value, float) else value


def _named(scores: Mapping[str, Value], before: str = "") -> Iterator[tuple[str, str]]:
    for name, value in scores.items():
        # What has a dot in it is a file or a rule, and written as it is.
        words = f"{before} {name if '.' in name else name.replace('_', ' ')}".strip()
        if isinstance(value, Mapping):
            yield from _named(value, words)
        else:
            yield words, _number(value) if isinstance(value, float) else str(value)


def _number(value: float) -> str:
    """A fraction with three digits, a rate without."""
    return f"{value:.3f}" if abs(value) <= 1 else f"{value:.0f}"
