"""How a statement was decided, as lines below its row."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from typing import Any


def explanation_lines(row: Mapping[str, Any]) -> Iterator[str]:
    """The lines for one statement; its short reasons where no explanation was made.

    Args:
        row: a statement's row, as `detente code --explain --json` prints it.
    """
    explanation = row.get("explanation")
    reasons = [reason for reason in row.get("reasons") or () if isinstance(reason, str)]
    if explanation is None:
        yield from reasons
        return
    yield from (reason for reason in reasons if reason.startswith("corrected"))
    said = [
        f"{t['words']!r} {t['start']}-{t['end']} ({t['part']})" for t in explanation["triggers"]
    ]
    yield f"{'trigger':8}{', '.join(said)}"
    for step in explanation["steps"]:
        yield from _step_lines(step)
    for dropped in explanation["dropped"]:
        words = f"{dropped['words']!r} {dropped['draft']}".strip()
        yield f"{'dropped':8}{words}  {dropped['place']}  {dropped['why']}"


def _step_lines(step: Mapping[str, Any]) -> Iterator[str]:
    score = "" if step["score"] is None else f"; score {step['score']:g}"
    margin = "" if step["margin"] is None else f", margin {step['margin']:g}"
    value = step["value"] or "(none)"
    yield f"{step['field']:8}{value}  {step['place']}  {step['why']}{score}{margin}"
    for other in step["instead_of"]:
        yield f"{'':8}not {other['value']}  {other['place']}; score {other['score']:g}"
