"""One statement in full: its place, its coding, what was decided, the event that it is part of."""

from __future__ import annotations

from typing import TYPE_CHECKING

from detente.judgements import CORRECTABLE, VOCABULARIES, Ruled
from detente.judgements.verdicts import FORMS, written_value
from detente.model import ACTIONS, Event, Judgement, Statement
from detente.pipeline_reader import open_statement
from detente.web.asking import Ask
from detente.web.coding import action_text, coding_of
from detente.web.explaining import explanation_of
from detente.web.marking import Marked, blocks_of
from detente.web.page import Page
from detente.web.pages.reader import REFUSED, told_document

if TYPE_CHECKING:
    from detente.pipeline_picture import Reading

AROUND_CHARS = 500
MOST_OTHERS = 8
LABELS = {
    "codes": "Action",
    "source": "Who",
    "source_roles": "Roles of who",
    "target": "Whom",
    "target_roles": "Roles of whom",
    "directed": "Directed",
    "begins_on": "First day",
    "ends_on": "Last day",
    "phrase": "Words of likelihood",
    "likelihood": "Likelihood",
    "condition_coding": "Condition coded",
    "speaker_actor": "State of the speaker",
    "quantity_value": "Quantity as a number",
    "label": "Name given",
    "role": "Motive",
    "denies": "Denies",
    "trigger": "Deciding words",
}
FIRST = ("kind", "codes", "source", "target", "directed", "time", "sectors", "likelihood")


def show(ask: Ask) -> Page:
    """A statement by its key, coded or corrected."""
    opened, one = open_statement(ask.project, ask.path["key"], known_at=ask.known_at)
    document = opened.held.document
    row = coding_of(one, document, ask.codebook)
    events = ask.query.get("events") == "show"
    explained = ask.query.get("explain") == "show"
    return Page(
        "statement.html.j2",
        f"{str(row['kind']).capitalize()}: {row['who_whom']}",
        {
            "statement": row,
            "fields": fields_of(one),
            "document": told_document(opened),
            "judgements": [told_judgement(each, one) for each in one.judgements],
            "reports": reports_of_event(ask, one) if events else None,
            "near": near_reports(ask, one) if events else None,
            "explanation": explanation_of(ask, document, one) if explained else None,
        },
        drawn={"blocks": place_of(one, document.text)},
        place="review",
    )


def place_of(one: Ruled, text: str) -> list[object]:
    """The statement in its paragraph, and a little of the text around it."""
    row = one.row
    start = max(0, row.sentence_start - AROUND_CHARS)
    end = min(len(text), row.sentence_end + AROUND_CHARS)
    start = text.find(" ", start, row.sentence_start) + 1 if start else 0
    end = end if end == len(text) else max(text.rfind(" ", row.sentence_end, end), row.sentence_end)
    kind = REFUSED if one.settled.verdict == "reject" else row.kind
    sentence = (row.sentence_start, row.sentence_end)
    mark = Marked(1, kind, row.start, row.end, row.trigger, sentence)
    return list(blocks_of(text, [mark], part=(start, end), here=sentence))


def fields_of(one: Ruled) -> list[dict[str, object]]:
    """Every field that a person may correct, as it is written, the most important first."""
    names = [*FIRST, *(name for name in CORRECTABLE if name not in FIRST)]
    found = []
    for name in names:
        value = getattr(one.row, name)
        text = one.row.action if name == "codes" else written_value(name, value)
        options = options_of(name)
        found.append(
            {
                "name": name,
                "label": LABELS.get(name, name.replace("_", " ").capitalize()),
                "text": text,
                "options": options,
                "several": name == "sectors",
                "chosen": list(value) if name == "sectors" else [text],
                "form": FORMS.get(name, ""),
                "coded": written_value(name, getattr(one.coded, name)),
            }
        )
    return found


def options_of(name: str) -> list[dict[str, str]]:
    """The values that a field may have, where they are few."""
    if name == "codes":
        named = [{"value": code, "text": action_text(code)} for code in ACTIONS]
        return [{"value": "", "text": "no action"}, *named]
    if name in ("directed", "denies"):
        return [{"value": each, "text": each} for each in ("yes", "no")]
    words = VOCABULARIES.get(name, ())
    return [{"value": word, "text": word or "none"} for word in words]


def told_judgement(judgement: Judgement, one: Ruled) -> dict[str, object]:
    """A judgement with the statement that it compares with, seen from one of the two."""
    own = (one.coded.key, one.row.key)
    other = judgement.other if judgement.statement in own else judgement.statement
    return {
        "verdict": judgement.verdict,
        "reviewer": judgement.reviewer,
        "decided_at": judgement.decided_at,
        "why": judgement.why,
        "corrected": dict(judgement.corrected),
        "other": other if judgement.other else "",
    }


def reports_of_event(ask: Ask, one: Ruled) -> list[dict[str, object]]:
    """The other statements that are taken to report the same event."""
    reading = ask.reading()
    event = events_by_key(ask, reading).get(one.row.key)
    keys = [key for key in event.statements if key != one.row.key] if event else []
    return [_report(ask, reading, key) for key in keys]


def near_reports(ask: Ask, one: Ruled) -> list[dict[str, object]]:
    """Reports of other events with the same parties, those nearest in time first."""
    reading = ask.reading()
    by_key = events_by_key(ask, reading)
    own = by_key.get(one.row.key)
    if own is None:
        return []
    parties = one.row.parties

    def apart(event: Event) -> tuple[bool, int, str]:
        mine, yours = own.begins_on or own.ends_on, event.begins_on or event.ends_on
        days = abs((mine - yours).days) if mine and yours else 10**6
        return event.action != own.action, days, event.id

    others = [
        event
        for event in reading.events
        if event.id != own.id and event.statements and len(parties & _parties(event)) > 1
    ]
    nearest = sorted(others, key=apart)[:MOST_OTHERS]
    return [_report(ask, reading, event.statements[0]) for event in nearest]


def _parties(event: Event) -> frozenset[str]:
    return frozenset(event.source) | frozenset(event.target)


def events_by_key(ask: Ask, reading: Reading) -> dict[str, Event]:
    """The event of each statement."""
    return ask.desk.thing(
        ("events by statement", ask.moment),
        lambda: {key: event for event in reading.events for key in event.statements},
    )


def _report(ask: Ask, reading: Reading, key: str) -> dict[str, object]:
    rows: dict[str, Statement] = ask.desk.thing(
        ("statements by key", ask.moment), lambda: {row.key: row for row in reading.statements}
    )
    row = rows[key]
    document = reading.documents[row.document]
    return {
        "key": key,
        "sentence": document.text[row.sentence_start : row.sentence_end],
        "action": row.action,
        "time": row.time,
        "publisher": document.publisher,
        "published": document.published,
    }
