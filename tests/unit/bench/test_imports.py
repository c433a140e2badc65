"""The import is timed beside DuckDB on the same file."""

from __future__ import annotations

from pathlib import Path

from detente.bench.generated_files import generate
from detente.bench.generating import Plan
from detente.bench.imports import run_imports
from detente.settings import Settings


def test_report_has_both_times_and_their_ratio(tmp_path: Path) -> None:
    path = tmp_path / "rows.csv"
    total = generate(path, "gdelt", Plan(rows=2000, days=100))
    report = run_imports(path, "gdelt", settings=Settings())
    scores = report.scores
    assert (report.rows, report.used) == (total, total)
    assert 0 < scores["events"] <= total
    assert abs(scores["ratio"] - scores["duckdb_seconds"] / scores["seconds"]) < 0.05
    assert sorted(tmp_path.iterdir()) == [path, tmp_path / "rows.csv.truth.json"]
