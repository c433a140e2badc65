"""Rows of question files as one flat form: what Metaculus, Good Judgment and spreadsheets call a
thing is told apart here, so that a row is read once.

A file of forecasts may lack the questions; then they stand in another file and are found by id.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from datetime import UTC, datetime

Row = dict[str, object]
NAMES: Mapping[str, tuple[str, ...]] = {
    "question": (
        "question",
        "question_title",
        "question_name",
        "title",
        "q_text",
        "text",
        "forecast_text",
        "short_title",
    ),
    "id": ("question_id", "ifp_id", "id", "slug"),
    "url": ("url", "question_url", "question_link", "page_url", "link", "post_url"),
    "probability": (
        "probability",
        "probability_yes",
        "forecasted_probability",
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
    "opens": (
        "opens_on",
        "open",
        "opens",
        "open_time",
        "question_starts_at",
        "published_at",
        "publish_time",
        "date_start",
        "created_at",
        "created_time",
    ),
    "closes": (
        "closes_on",
        "close",
        "closes",
        "by",
        "scheduled_resolve_time",
        "scheduled_close_time",
        "close_time",
        "resolve_time",
        "question_ends_at",
        "date_to_close",
    ),
    "made": (
        "made_on",
        "forecast_time",
        "fcast_date",
        "forecasted_at",
        "start_time",
        "timestamp",
        "made",
        "due_dates",
        "date",
    ),
    "judge": (
        "judge",
        "forecaster",
        "forecaster_username",
        "author",
        "user",
        "username",
        "user_name",
        "membership_name",
        "user_id",
        "forecaster_id",
    ),
    "answer": ("answer_option", "answer_name"),
    "outcome": ("outcome", "resolution", "resolved_to", "answer", "resolutions"),
    "settled": (
        "resolved_on",
        "resolution_date",
        "actual_resolve_time",
        "resolution_known_time",
        "date_closed",
    ),
    "status": ("q_status", "status"),
    "type": ("question_type", "type"),
    "criteria": ("rule", "criteria", "resolution_criteria", "q_desc"),
    "reasons": ("reasons", "rationale", "comment", "why"),
    "publisher": ("publisher", "source", "platform"),
    "options": ("options",),
}
# Who sums up the forecasts of all stands in the column of forecasters.
CROWDS = ("recency_weighted", "unweighted", "single_aggregation", "metaculus_prediction")
YES, NO = ("yes", "true", "a", "1"), ("no", "false", "b", "0")
OPTION = re.compile(r"\((\w)\)\s*([^,(]+)")


def value_of(row: Mapping[str, object], name: str) -> object:
    """The first value that a row has under any of a field's names; None where it has none."""
    for key in NAMES[name]:
        value = row.get(key)
        if value is not None and value != "" and value != []:
            return value
    return None


def text_of(row: Mapping[str, object], name: str) -> str:
    """The same as text, "" for none."""
    value = value_of(row, name)
    return "" if value is None else " ".join(str(value).split())


def plain_key(key: str) -> str:
    """A column's name in the form of `NAMES`.

    >>> plain_key("Question ID"), plain_key(" Probability Yes")
    ('question_id', 'probability_yes')
    """
    return re.sub(r"[^a-z0-9]+", "_", key.strip().lower()).strip("_")


@dataclass(slots=True)
class Lookup:
    """Questions by id, for rows that hold a forecast and no question."""

    rows: dict[str, Row] = field(default_factory=dict)

    def add(self, row: Row) -> None:
        """Keep a row that has a question."""
        name = text_of(row, "id")
        if name and value_of(row, "question") is not None:
            self.rows.setdefault(name, row)

    def completed(self, row: Row) -> Row:
        """A row with what its question's own row says beside it; the row's own cells count."""
        if value_of(row, "question") is not None:
            return row
        other = self.rows.get(text_of(row, "id"))
        if other is None:
            return row
        own = {key: cell for key, cell in row.items() if cell not in (None, "", [])}
        # "Start time" and "created at" of the question date no forecast.
        kept = {
            key: cell
            for key, cell in other.items()
            if key not in NAMES["made"] and key not in NAMES["probability"]
        }
        return {**kept, **own}


def flat(row: Mapping[str, object]) -> list[Row]:
    """The questions of one object, each with the crowd's newest forecast and with one's own.

    A post that holds a group of questions or a conditional pair gives each of them; one that holds
    none is an empty row.
    """
    return list(_questions(row)) or [{}]


def _questions(row: Mapping[str, object]) -> Iterator[Row]:
    post = {plain_key(str(key)): value for key, value in row.items()}
    inner = post.pop("question", None) if _is_post(post) else None
    pair, group = post.pop("conditional", None), post.pop("group_of_questions", None)
    if isinstance(pair, Mapping):
        yield from _pair(post, pair)
    elif isinstance(group, Mapping) and isinstance(group.get("questions"), Sequence):
        for one in group["questions"]:
            if isinstance(one, Mapping):
                title = one.get("title", "")
                named = {"id": f"{post.get('id', '')} {title}"}
                said = {"title": f"{post.get('title', '')} ({title})"}
                yield from _forecasts({**post, **named, **_plain(one), **said})
    else:
        whole = {**post, **_plain(inner)} if isinstance(inner, Mapping) else post
        yield from _forecasts(whole)


def _is_post(post: Mapping[str, object]) -> bool:
    return isinstance(post.get("question"), Mapping) or post.get("question", "") is None


def _plain(row: Mapping[str, object]) -> Row:
    return {plain_key(str(key)): value for key, value in row.items() if value is not None}


def _pair(post: Row, pair: Mapping[str, object]) -> Iterator[Row]:
    """The two questions of a conditional pair, each on its condition."""
    condition, child = pair.get("condition"), pair.get("condition_child")
    asked = condition.get("title", "") if isinstance(condition, Mapping) else ""
    title = child.get("title", "") if isinstance(child, Mapping) else post.get("title", "")
    for key, answer in (("question_yes", "yes"), ("question_no", "no")):
        one = pair.get(key)
        if isinstance(one, Mapping):
            named = {"id": f"{post.get('id', '')} {answer}"}
            said = {"title": title, "condition": f"if the answer to “{asked}” is {answer}"}
            yield from _forecasts({**post, **named, **_plain(one), **said})


def _forecasts(row: Row) -> Iterator[Row]:
    """A question with the crowd's newest forecast, and once more with one's own if there is one."""
    crowd = row.pop("community_prediction", None)
    if isinstance(crowd, Mapping):
        full = crowd.get("full")
        crowd = full.get("q2") if isinstance(full, Mapping) else None
    made: object = None
    sums = row.pop("aggregations", None)
    for name in CROWDS:
        latest = _latest(sums.get(name)) if isinstance(sums, Mapping) else None
        if crowd is None and latest is not None:
            crowd, made = _probability(latest), _moment(latest)
    own = _latest(row.pop("my_forecasts", None))
    if crowd is not None:
        row = {**row, "community_prediction": crowd, "of_crowd": True}
        if made:
            row["made_on"] = made
    yield row
    mine = _probability(own) if own is not None else None
    if own is not None and mine is not None:
        bare = {key: cell for key, cell in row.items() if key not in ("of_crowd", "made_on")}
        yield {**bare, "probability": mine, "made_on": _moment(own), "judge": ""}


def _latest(summary: object) -> Mapping[str, object] | None:
    """The newest part of a summary or of one's own forecasts; None where it has none."""
    latest = summary.get("latest") if isinstance(summary, Mapping) else None
    return latest if isinstance(latest, Mapping) else None


def _probability(latest: Mapping[str, object]) -> object:
    """The probability of yes in a summary or in one's own forecast; None where it has none."""
    for key in ("centers", "forecast_values"):
        values = latest.get(key)
        if isinstance(values, Sequence) and not isinstance(values, str) and 0 < len(values) <= 2:
            return values[-1]
    return None


def _moment(latest: Mapping[str, object]) -> str:
    """The day on which a forecast was made, from seconds since 1970."""
    seconds = latest.get("start_time")
    if isinstance(seconds, (int, float)) and 0 < seconds < 2**35:
        return datetime.fromtimestamp(seconds, UTC).date().isoformat()
    return ""


def options_of(row: Mapping[str, object]) -> tuple[dict[str, str], str]:
    """The answers by letter, in lower case, and the condition that stands before them.

    >>> options_of({"options": "If Chad votes: (a) Yes, (b) No"})
    ({'a': 'yes', 'b': 'no'}, 'If Chad votes')
    """
    text = text_of(row, "options")
    found = {letter: name.strip().lower() for letter, name in OPTION.findall(text)}
    before = text.split("(a)")[0].strip(" :,?") if found else ""
    return found, before if before.lower().startswith(("if ", "unless ")) else ""


def answers_no(row: Mapping[str, object]) -> bool:
    """Whether a row's probability is that of "no".

    Raises:
        ValueError: if it is that of another answer.
    """
    text = text_of(row, "answer").lower()
    options, _ = options_of(row)
    text = options.get(text, text)
    if not text or text in YES:
        return False
    if text in NO:
        return True
    raise ValueError(f"it is about the answer {text!r}; only yes and no are scored")
