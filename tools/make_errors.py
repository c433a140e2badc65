"""Write the counts into ``docs/errors.md``: why annotated statements are missed, cause by cause.

    python tools/make_errors.py                        the annotated examples
    python tools/make_errors.py NAME GOLD DOCS         other annotated documents, in the block NAME

A block of the page stands between ``<!-- NAME:begin -->`` and ``<!-- NAME:end -->``; the words
around it are written by hand and stay.
"""

from __future__ import annotations

import sys
from collections.abc import Mapping, Sequence
from pathlib import Path

from detente.bench.annotated_documents import run_statements
from detente.bench.reports import Report
from detente.model import KINDS
from detente.settings import Settings

ROOT = Path(__file__).resolve().parents[1]
PAGE = ROOT / "docs" / "errors.md"
EXAMPLES = ("examples", ROOT / "tests" / "gate" / "gold", ROOT / "examples")


def counts(report: Report, name: str) -> Mapping[str, int]:
    """The counts of a score, by what is counted."""
    found = report.scores[name]
    assert isinstance(found, Mapping)
    return {what: int(str(number)) for what, number in found.items()}


def missed_table(report: Report) -> list[str]:
    """Causes down, kinds across, the most frequent cause first."""
    by_kind = report.scores["missed_by_kind"]
    assert isinstance(by_kind, Mapping)
    lines = [f"| cause | all | {' | '.join(KINDS)} |", f"|---|---|{'---|' * len(KINDS)}"]
    for cause, number in counts(report, "missed").items():
        cells = []
        for kind in KINDS:
            of_kind = by_kind[kind]
            assert isinstance(of_kind, Mapping)
            cells.append(str(of_kind.get(cause, "")))
        lines.append(f"| {cause} | {number} | {' | '.join(cells)} |")
    return lines


def plain_table(head: str, found: Mapping[str, int]) -> list[str]:
    """What is counted, and how often."""
    return [f"| {head} | count |", "|---|---|", *(f"| {k} | {v} |" for k, v in found.items())]


def block(report: Report) -> str:
    """The text of a block: what was scored, then the three tables."""
    missed = sum(counts(report, "missed").values())
    surplus = sum(counts(report, "surplus").values())
    lines = [
        f"Recall {report.scores['recall']}, precision {report.scores['precision']}.",
        "",
        f"Missed core annotations, {missed}:",
        "",
        *missed_table(report),
        "",
        f"Statements that match no annotation, {surplus}:",
        "",
        *plain_table("what they are", counts(report, "surplus")),
        "",
        "The rule that dropped the last draft in the sentence of a missed annotation:",
        "",
        *plain_table("rule", counts(report, "dropped_by")),
    ]
    return "\n".join(lines)


def main(arguments: Sequence[str]) -> None:
    """Fill one block of the page."""
    name, gold, texts = arguments or EXAMPLES
    report = run_statements(Path(gold), Path(texts), settings=Settings(), causes=True)
    before, _, rest = PAGE.read_text(encoding="utf-8").partition(f"<!-- {name}:begin -->")
    _, _, after = rest.partition(f"<!-- {name}:end -->")
    text = f"{before}<!-- {name}:begin -->\n\n{block(report)}\n\n<!-- {name}:end -->{after}"
    PAGE.write_text(text, encoding="utf-8")


if __name__ == "__main__":
    main(sys.argv[1:])
