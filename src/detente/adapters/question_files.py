"""Forecasting questions in files, as users of Metaculus and Good Judgment have them: JSON and CSV.

A row becomes a forecast, and a resolution where the file says how it came out. What columns are
called is told in `question_forms`.
"""

from __future__ import annotations

import csv
import io
import json
import re
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from datetime import date, datetime
from pathlib import Path
from typing import Any

from detente.adapters.question_forms import (
    CROWDS,
    Lookup,
    answers_no,
    flat,
    options_of,
    plain_key,
    text_of,
    value_of,
)
from detente.errors import InputError
from detente.model import Rejection
from detente.outlook.entries import Entry, Resolution
from detente.outlook.naming import line_id

OUTCOMES = {
    **dict.fromkeys(("yes", "true", "1", "1.0", "y"), "yes"),
    **dict.fromkeys(("no", "false", "0", "0.0", "n"), "no"),
    **dict.fromkeys(
        ("void", "voided", "annulled", "ambiguous", "cancelled", "canceled", "n/a"), "void"
    ),
}
NOT_YES_OR_NO = ("numeric", "date", "multiple_choice", "continuous", "discrete")
UNDECIDED = frozenset(("", "none", "null", "open", "unresolved", "nan", "na"))
SLASHED = re.compile(r"(\d{1,2})/(\d{1,2})/(\d{2,4})")
EXPORTED = (
    "id question probability low high judge publisher made_on opens_on closes_on outcome "
    "resolved_on resolver why rule condition acting acted_on action change directed sectors "
    "condition_acting condition_acted_on condition_action phrase url reasons"
).split()
FORMULA = ("=", "+", "-", "@", "\t", "\r")


@dataclass(slots=True)
class Questions:
    """What a file held.

    Attributes:
        entries, resolutions: forecasts, and how some came out.
        rejected: rows that were not taken, each with its reason.
    """

    entries: list[Entry] = field(default_factory=list)
    resolutions: list[Resolution] = field(default_factory=list)
    rejected: list[Rejection] = field(default_factory=list)


def read_questions(
    path: Path, *, now: datetime, judge: str = "", beside: Sequence[Path] = ()
) -> Questions:
    """The questions of a ``.json``, ``.jsonl``, ``.csv`` or ``.tsv`` file.

    Of several forecasts that one person made on one question and day the last counts.

    Args:
        now: UTC, when they are recorded.
        judge: who forecasts where the file doesn't say.
        beside: other files that hold the questions, for a file that has forecasts with their ids.

    Raises:
        InputError: if a file can't be read, is of no such form, or has no question in any row.
    """
    rows = _rows_in(path)
    lookup = Lookup()
    for _, row in rows:
        lookup.add(row)
    for other in beside:
        for _, row in _rows_in(other):
            lookup.add(row)
    found = Questions()
    month_first = _month_first(rows)
    entries: dict[str, Entry] = {}
    resolutions: dict[str, Resolution] = {}
    for number, row in rows:
        try:
            entry, resolution = _question(
                lookup.completed(row),
                now=now,
                judge=judge,
                month_first=month_first,
                file=path.name,
            )
        except ValueError as error:
            found.rejected.append(Rejection("question", f"{path}:{number}", str(error)))
            continue
        entries[entry.id] = entry
        if resolution is not None:
            resolutions[entry.id] = resolution
    found.entries, found.resolutions = list(entries.values()), list(resolutions.values())
    if not found.entries and found.rejected:
        first = found.rejected[0]
        raise InputError(f"{path}: no row holds a question ({first.where}: {first.reason})")
    return found


def _rows_in(path: Path) -> list[tuple[int, dict[str, object]]]:
    """Rows with their numbers: lines of CSV and JSONL, places in a list of JSON, from 1."""
    try:
        text = path.read_text(encoding="utf-8-sig")
    except FileNotFoundError:
        raise InputError(f"there is no file {str(path)!r}; check the path") from None
    except (OSError, UnicodeDecodeError) as error:
        raise InputError(f"{path} can't be read as UTF-8 text ({error})") from error
    suffix = path.suffix.lower()
    if suffix in (".csv", ".tsv"):
        reader = csv.DictReader(io.StringIO(text), delimiter="\t" if suffix == ".tsv" else ",")
        return [
            (reader.line_num, {plain_key(str(k)): _unquoted(v) for k, v in row.items() if k})
            for row in reader
        ]
    try:
        if suffix == ".jsonl":
            held: object = [json.loads(line) for line in text.splitlines() if line.strip()]
        else:
            held = json.loads(text)
    except json.JSONDecodeError as error:
        raise InputError(
            f"{path}:{error.lineno}: no JSON ({error.msg}); forecasts come as .json, .jsonl or .csv"
        ) from error
    if isinstance(held, dict):
        lists = [part for part in held.values() if isinstance(part, list)]
        held = lists[0] if lists else [held]
    if not isinstance(held, list):
        raise InputError(f"{path}: holds no list of questions")
    return [(n, one) for n, row in enumerate(held, 1) if isinstance(row, dict) for one in flat(row)]


def _unquoted(cell: str | None) -> object:
    """A cell without the apostrophe that `csv_text` puts before what looks like a formula."""
    if isinstance(cell, str) and cell[:1] == "'" and cell[1:].startswith(FORMULA):
        return cell[1:]
    return cell


def _question(
    row: Mapping[str, object], *, now: datetime, judge: str, month_first: bool, file: str
) -> tuple[Entry, Resolution | None]:
    text = text_of(row, "question")
    if not text:
        raise ValueError(
            "it has no question (a column such as question, title or q_text); a file of forecasts "
            "goes together with the file of its questions"
        )
    kind = text_of(row, "type").lower()
    if kind in NOT_YES_OR_NO:
        raise ValueError(f"it is a question of type {kind!r}; only yes-or-no questions are scored")
    low, high = _likelihood(row)
    publisher = text_of(row, "publisher")
    who = _judge(row, judge=judge, publisher=publisher)
    named = text_of(row, "url") or text_of(row, "id") or text
    opens, closes = (_day(value_of(row, name), month_first) for name in ("opens", "closes"))
    made = _day(value_of(row, "made"), month_first)
    if made is None and value_of(row, "judge") is not None and row.get("created_at"):
        # Beside a forecaster this is when the forecast was made, and not the question.
        made = _day(row.get("created_at"), month_first)
    made = made or opens
    criteria = text_of(row, "criteria")
    entry = Entry(
        id=str(row["id"])
        if str(row.get("id", "")).startswith("forecast-")
        else line_id("forecast", "question", named, who, str(made)),
        kind="imported",
        text=text,
        recorded_at=now,
        phrase=str(row.get("phrase") or ""),
        condition=str(row.get("condition") or "") or options_of(row)[1],
        low=low,
        high=high,
        opens_on=opens,
        closes_on=closes,
        judge=who,
        publisher=publisher,
        made_on=made,
        rule=criteria,
        unresolvable="" if criteria else "the question came without criteria",
        url=text_of(row, "url"),
        reasons=str(row.get("reasons") or "") if "resolver" in row else text_of(row, "reasons"),
        **_coded(row),
    )
    outcome, settled = _outcome(row, month_first)
    if not outcome:
        return entry, None
    if settled is not None:
        # Some sites give the day on which the question would have ended, also where it was
        # settled before: what a file has is known on the day on which it is read.
        settled = min(settled, now.date())
    # What was exported from here says who decided and why; "why" is a forecaster's elsewhere.
    why = str(row.get("why") or "") if "resolver" in row else ""
    who_decided = str(row.get("resolver") or "") or publisher or file
    return entry, Resolution(
        entry.id, outcome, now, why or "as the file says", who_decided, settled
    )


def _coded(row: Mapping[str, object]) -> dict[str, Any]:
    """The columns that only this program writes: what is forecast, as it was coded."""
    return {
        "source": _codes(row, "acting"),
        "target": _codes(row, "acted_on"),
        "action": str(row.get("action") or ""),
        "change": str(row.get("change") or ""),
        "directed": str(row.get("directed", "")).lower() != "false",
        "sectors": _codes(row, "sectors"),
        "condition_source": _codes(row, "condition_acting"),
        "condition_target": _codes(row, "condition_acted_on"),
        "condition_action": str(row.get("condition_action") or ""),
    }


def _judge(row: Mapping[str, object], *, judge: str, publisher: str) -> str:
    """Who forecasts: as the row says, the crowd for a summary, else as the user says."""
    named = text_of(row, "judge")
    if named in CROWDS:
        return f"crowd ({named})"
    if row.get("of_crowd"):
        return f"crowd of {publisher}" if publisher else "crowd"
    return named or judge or (f"crowd of {publisher}" if publisher else "")


def _codes(row: Mapping[str, object], name: str) -> tuple[str, ...]:
    return tuple(code for code in str(row.get(name) or "").split(";") if code)


def _likelihood(row: Mapping[str, object]) -> tuple[float | None, float | None]:
    one = value_of(row, "probability")
    low, high = value_of(row, "low"), value_of(row, "high")
    if one is None and (low is None or high is None):
        return None, None
    low, high = (_number(low), _number(high)) if one is None else (_number(one), _number(one))
    if not 0 <= low <= high <= 1:
        raise ValueError(f"the probability {one or (low, high)!r} does not lie within 0 and 1")
    if answers_no(row):
        return round(1 - high, 10), round(1 - low, 10)
    return low, high


def _number(value: object) -> float:
    text = str(value).strip()
    try:
        return float(text[:-1]) / 100 if text.endswith("%") else float(text)
    except ValueError:
        raise ValueError(f"the probability {text!r} is no number") from None


def _outcome(row: Mapping[str, object], month_first: bool) -> tuple[str, date | None]:
    """How a question came out and when; empty where it is open."""
    value = value_of(row, "outcome")
    settled = _day(value_of(row, "settled"), month_first)
    if isinstance(value, list):
        final = [one for one in value if isinstance(one, Mapping) and one.get("resolved")]
        if not final:
            return "", None
        value = final[-1].get("resolved_to")
        settled = _day(final[-1].get("resolution_date"), month_first)
    text = str(value if value is not None else "").strip().lower()
    options, _ = options_of(row)
    if options:
        if sorted(options.values()) != ["no", "yes"]:
            raise ValueError("it has other options than yes and no; only such questions are scored")
        text = options.get(text, text)
    if text in UNDECIDED:
        status = text_of(row, "status").lower()
        return ("void", settled) if OUTCOMES.get(status) == "void" else ("", None)
    if text not in OUTCOMES:
        raise ValueError(f"the outcome {text!r} is neither yes, no nor void")
    return OUTCOMES[text], settled


def _day(value: object, month_first: bool) -> date | None:
    """A day as a platform writes it: ISO with or without time, or with slashes."""
    if isinstance(value, list):
        value = value[0] if value else None
    text = str(value or "").strip()
    if not text or text.lower() in UNDECIDED:
        return None
    slashed = SLASHED.match(text)
    if slashed:
        first, second, year = (int(part) for part in slashed.groups())
        month, day = (first, second) if month_first else (second, first)
        text = f"{year + 2000 if year < 100 else year:04}-{month:02}-{day:02}"
    try:
        return date.fromisoformat(text[:10])
    except ValueError:
        raise ValueError(f"{text!r} is no date; write it as YYYY-MM-DD") from None


def _month_first(rows: Sequence[tuple[int, Mapping[str, object]]]) -> bool:
    """Whether dates with slashes put the month first: so they do unless one can't."""
    for _, row in rows:
        for name in ("opens", "closes", "made", "settled"):
            found = SLASHED.match(str(value_of(row, name) or "").strip())
            if found and int(found[1]) > 12:
                return False
    return True


def exported(
    entries: Sequence[Entry], resolutions: Mapping[str, Resolution]
) -> list[dict[str, object]]:
    """Forecasts as flat rows that `read_questions` and other programs read back."""
    rows: list[dict[str, object]] = []
    for one in entries:
        decided = resolutions.get(one.id)
        same = one.low is not None and one.low == one.high
        rows.append(
            {
                "id": one.id,
                "question": one.text,
                "probability": one.low if same else None,
                "low": one.low,
                "high": one.high,
                "judge": one.judge,
                "publisher": one.publisher,
                "made_on": one.made_on,
                "opens_on": one.opens_on,
                "closes_on": one.closes_on,
                "outcome": decided.outcome if decided else "",
                "resolved_on": decided.resolved_on if decided else None,
                "resolver": decided.resolver if decided else "",
                "why": decided.why if decided else "",
                "rule": one.rule,
                "condition": one.condition,
                "acting": ";".join(one.source),
                "acted_on": ";".join(one.target),
                "action": one.action,
                "change": one.change,
                "directed": one.directed,
                "sectors": ";".join(one.sectors),
                "condition_acting": ";".join(one.condition_source),
                "condition_acted_on": ";".join(one.condition_target),
                "condition_action": one.condition_action,
                "phrase": one.phrase,
                "url": one.url,
                "reasons": one.reasons,
            }
        )
    return rows


def csv_text(rows: Sequence[Mapping[str, object]]) -> str:
    """Rows as CSV; text that a spreadsheet would run as a formula gets an apostrophe before it."""
    out = io.StringIO()
    writer = csv.DictWriter(out, EXPORTED, lineterminator="\n")
    writer.writeheader()
    for row in rows:
        writer.writerow({key: _cell(row[key]) for key in EXPORTED})
    return out.getvalue()


def _cell(value: object) -> object:
    if isinstance(value, str) and value.startswith(FORMULA):
        return "'" + value
    return "" if value is None else value
