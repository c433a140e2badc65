"""Forecasting questions in files, as users of Metaculus and Good Judgment have them: JSON and CSV.

Columns are told by their usual names; what a platform calls a close date, another calls by. A row
becomes a forecast, and a resolution where the file says how it came out.
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

from detente.errors import InputError
from detente.model import Rejection
from detente.outlook.entries import Entry, Resolution
from detente.outlook.naming import line_id

NAMES: Mapping[str, tuple[str, ...]] = {
    "question": ("question", "title", "q_text", "text", "forecast_text", "short_title"),
    "id": ("id", "question_id", "ifp_id", "slug"),
    "url": ("url", "page_url", "link"),
    "probability": (
        "probability",
        "forecast",
        "prediction",
        "freeze_value",
        "my_prediction",
        "community_prediction",
        "value",
        "prob",
    ),
    "low": ("low", "lower"),
    "high": ("high", "upper"),
    "opens": ("opens_on", "open", "opens", "open_time", "publish_time", "date_start", "created_at"),
    "closes": (
        "closes_on",
        "close",
        "closes",
        "by",
        "scheduled_resolve_time",
        "scheduled_close_time",
        "close_time",
        "resolve_time",
        "date_to_close",
    ),
    "made": ("made_on", "forecast_time", "timestamp", "made", "due_dates", "date"),
    "judge": ("judge", "forecaster", "author", "user", "username", "user_name"),
    "outcome": ("outcome", "resolution", "resolved_to", "answer", "resolutions"),
    "settled": ("resolved_on", "resolution_date", "actual_resolve_time", "date_closed"),
    "criteria": ("rule", "criteria", "resolution_criteria", "q_desc"),
    "reasons": ("reasons", "rationale", "comment", "why"),
    "publisher": ("publisher", "source", "platform"),
    "options": ("options",),
}
OUTCOMES = {
    **dict.fromkeys(("yes", "true", "1", "1.0", "y"), "yes"),
    **dict.fromkeys(("no", "false", "0", "0.0", "n"), "no"),
    **dict.fromkeys(("void", "annulled", "ambiguous", "cancelled", "canceled", "n/a"), "void"),
}
UNDECIDED = frozenset(("", "none", "null", "open", "unresolved", "nan", "na"))
OPTION = re.compile(r"\((\w)\)\s*([^,(]+)")
SLASHED = re.compile(r"(\d{1,2})/(\d{1,2})/(\d{2,4})")
EXPORTED = (
    "id question probability low high judge publisher made_on opens_on closes_on outcome "
    "resolved_on resolver why rule condition acting acted_on action phrase url reasons"
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


def read_questions(path: Path, *, now: datetime, judge: str = "") -> Questions:
    """The questions of a ``.json``, ``.jsonl`` or ``.csv`` file.

    Args:
        now: UTC, when they are recorded.
        judge: who forecasts where the file doesn't say.

    Raises:
        InputError: if the file can't be read, is of no such form, or has no question in any row.
    """
    rows = _rows_in(path)
    found = Questions()
    month_first = _month_first(rows)
    for number, row in rows:
        place = f"{path}:{number}"
        try:
            entry, resolution = _question(row, now=now, judge=judge, month_first=month_first)
        except ValueError as error:
            found.rejected.append(Rejection("question", place, str(error)))
            continue
        found.entries.append(entry)
        if resolution is not None:
            found.resolutions.append(resolution)
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
        return [(reader.line_num, {str(key).strip().lower(): v for key, v in row.items() if key})
                for row in reader]  # fmt: skip
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
    return [(n, _flat(row)) for n, row in enumerate(held, 1) if isinstance(row, dict)]


def _flat(row: Mapping[str, object]) -> dict[str, object]:
    """A row with the fields of its own question and of the crowd's newest forecast beside it."""
    found = {str(key).lower(): value for key, value in row.items()}
    inner = found.get("question")
    if isinstance(inner, Mapping):
        del found["question"]
        found = {**{str(key).lower(): value for key, value in inner.items()}, **found}
    crowd = found.get("community_prediction")
    if isinstance(crowd, Mapping):
        full = crowd.get("full")
        found["community_prediction"] = full.get("q2") if isinstance(full, Mapping) else None
    latest: object = found.get("aggregations")
    for key in ("recency_weighted", "latest"):
        latest = latest.get(key) if isinstance(latest, Mapping) else None
    if isinstance(latest, Mapping):
        centers = latest.get("centers")
        if isinstance(centers, Sequence) and centers:
            found.setdefault("community_prediction", centers[-1])
    return found


def _get(row: Mapping[str, object], name: str) -> object:
    """The first value that the row has under any of a field's names; None where it has none."""
    for key in NAMES[name]:
        value = row.get(key)
        if value is not None and value != "" and value != []:
            return value
    return None


def _question(
    row: Mapping[str, object], *, now: datetime, judge: str, month_first: bool
) -> tuple[Entry, Resolution | None]:
    text = " ".join(str(_get(row, "question") or "").split())
    if not text:
        raise ValueError("it has no question (a column such as question, title or q_text)")
    low, high = _likelihood(row)
    days = {name: _day(_get(row, name), month_first) for name in ("opens", "closes", "made")}
    publisher = str(_get(row, "publisher") or "")
    who = str(_get(row, "judge") or judge or (f"crowd of {publisher}" if publisher else ""))
    named = str(_get(row, "url") or _get(row, "id") or text)
    made = days["made"] or days["opens"]
    criteria = " ".join(str(_get(row, "criteria") or "").split())
    entry = Entry(
        id=str(row["id"])
        if str(row.get("id", "")).startswith("forecast-")
        else line_id("forecast", "question", named, who, str(made)),
        kind="imported",
        text=text,
        recorded_at=now,
        source=_codes(row, "acting"),
        target=_codes(row, "acted_on"),
        action=str(row.get("action") or ""),
        phrase=str(row.get("phrase") or ""),
        condition=str(row.get("condition") or ""),
        low=low,
        high=high,
        opens_on=days["opens"],
        closes_on=days["closes"],
        judge=who,
        publisher=publisher,
        made_on=made,
        rule=criteria,
        unresolvable="" if criteria else "the question came without criteria",
        url=str(_get(row, "url") or ""),
        reasons=str(_get(row, "reasons") or ""),
    )
    outcome, settled = _outcome(row, month_first)
    if not outcome:
        return entry, None
    return entry, Resolution(
        entry.id, outcome, now, "as the file says", publisher or who, settled, ()
    )


def _codes(row: Mapping[str, object], name: str) -> tuple[str, ...]:
    return tuple(code for code in str(row.get(name) or "").split(";") if code)


def _likelihood(row: Mapping[str, object]) -> tuple[float | None, float | None]:
    one = _get(row, "probability")
    low, high = _get(row, "low"), _get(row, "high")
    if one is None and (low is None or high is None):
        return None, None
    low, high = (_number(low), _number(high)) if one is None else (_number(one), _number(one))
    if not 0 <= low <= high <= 1:
        raise ValueError(f"the probability {one or (low, high)!r} does not lie within 0 and 1")
    return low, high


def _number(value: object) -> float:
    text = str(value).strip()
    try:
        return float(text[:-1]) / 100 if text.endswith("%") else float(text)
    except ValueError:
        raise ValueError(f"the probability {text!r} is no number") from None


def _outcome(row: Mapping[str, object], month_first: bool) -> tuple[str, date | None]:
    """How a question came out and when; empty where it is open."""
    value = _get(row, "outcome")
    settled = _day(_get(row, "settled"), month_first)
    if isinstance(value, list):
        final = [one for one in value if isinstance(one, Mapping) and one.get("resolved")]
        if not final:
            return "", None
        value = final[-1].get("resolved_to")
        settled = _day(final[-1].get("resolution_date"), month_first)
    text = str(value if value is not None else "").strip().lower()
    options = dict(OPTION.findall(str(_get(row, "options") or "").lower()))
    if options:
        if sorted(option.strip() for option in options.values()) != ["no", "yes"]:
            raise ValueError("it has other options than yes and no; only such questions are scored")
        text = options.get(text, text).strip()
    if text in UNDECIDED:
        return "", None
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
            found = SLASHED.match(str(_get(row, name) or "").strip())
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
