"""A project read document by document: the same lines as in memory, in little memory."""

from __future__ import annotations

from datetime import UTC, date, datetime, timedelta
from pathlib import Path

import pytest

from detente import pipeline, pipeline_beside
from detente.adapters.ledger_documents import append_document
from detente.adapters.ledger_schema import Receipt
from detente.adapters.ledger_statements import write_statements
from detente.briefing.json_form import render_json
from detente.model import Document, Judgement, Result, Statement
from detente.pipeline_coding import coding_of, coding_version
from detente.pipeline_memory import Memory
from detente.pipeline_picture import Sight
from detente.pipeline_rows import Documents, Lines, Statements

NOW = datetime(2025, 3, 1, tzinfo=UTC)
AS_OF = date(2025, 2, 28)
STATES = {"CHL": "Chile", "PER": "Peru", "BOL": "Bolivia"}
ACTS = (
    ("AID", "sent blankets to"),
    ("SANCTION", "imposed duties on"),
    ("CONSULT", "met ministers of"),
)


def statement(document: str, text: str, told: str, row: dict[str, object]) -> Statement:
    start = text.index(told)
    end = start + len(told)
    values = {"sentence_start": start, "sentence_end": end, "start": start, "end": end} | row
    return Statement(document=document, **values)  # type: ignore[arg-type]


def made_up(number: int) -> tuple[Document, tuple[Statement, ...]]:
    """A text of four sentences, too far from the others in time to be a copy of one."""
    day = date(1920, 1, 1) + timedelta(days=22 * number)
    one, two = [("CHL", "PER"), ("PER", "CHL"), ("BOL", "CHL"), ("CHL", "BOL")][number % 4]
    root, words = ACTS[number % 3]
    sentences = [
        f"{STATES[one]} {words} {STATES[two]} for camp {number} and barge {number % 11}.",
        f"{STATES[two]} answered {STATES[one]} about reef {number % 7} in kind.",
        f"{STATES[one]} is likely to reopen pass {number % 5} with {STATES[two]} within a year.",
        f"Ties of {STATES[one]} and {STATES[two]} are warm in valley {number % 13}.",
    ]
    text, name = " ".join(sentences), f"{number:016x}"
    rows: list[dict[str, object]] = [
        {"kind": "event", "source": (one,), "target": (two,), "codes": (root,)},
        {"kind": "event", "source": (two,), "target": (one,), "codes": (root,)},
        {"kind": "forecast", "source": (one,), "target": (two,), "codes": ("AGREE",),
         "phrase": "likely", "likelihood": (0.55, 0.8)},
        {"kind": "assessment", "source": (one,), "target": (two,), "directed": False},
    ]  # fmt: skip
    for row in rows[:2]:
        row |= {"begins_on": day, "ends_on": day, "time": day.isoformat()}
    found = [statement(name, text, told, row) for told, row in zip(sentences, rows, strict=True)]
    document = Document(
        name, f"{name}.txt", text, publisher=f"House {number % 3}", published=day,
        published_how="manifest",
    )  # fmt: skip
    return document, tuple(found)


def fill(project: pipeline.Project, number: int) -> None:
    version = coding_version(project.settings)
    project.ledger.database.execute("PRAGMA synchronous = OFF")
    for document, rows in map(made_up, range(number)):
        place = Receipt(document.origin, document.id, document.id, NOW)
        append_document(project.ledger, document, place)
        coding = coding_of(document, version)
        write_statements(project.ledger, document, Result(rows), coding=coding)


def drawn(project: pipeline.Project, memory: Memory | None) -> tuple[pipeline.Picture, str]:
    reading = pipeline.read_project(project, as_of=AS_OF, memory=memory)
    picture = pipeline.draw_from(project, reading, Sight("CHL", AS_OF))
    return picture, render_json(pipeline.write_briefing(project, picture))


@pytest.mark.parametrize("beside", [False, True])
def test_the_picture_is_the_one_of_rows_in_memory(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, beside: bool
) -> None:
    with pipeline.open_project(tmp_path) as project:
        fill(project, 40)
        rows = [row for number in range(8) for row in made_up(number)[1]]
        verdicts = [
            Judgement(rows[0].key, "reject", "Ada", NOW, "not so"),
            Judgement(rows[4].key, "correct", "Ada", NOW, corrected=(("codes", "AGREE"),)),
            Judgement(rows[8].key, "same", "Ada", NOW, other=rows[20].key),
        ]
        pipeline.judge(project, *verdicts)
        usual, page = drawn(project, Memory())
        if beside:
            monkeypatch.setattr(pipeline_beside, "MANY_STATEMENTS", 1)
            monkeypatch.setattr(pipeline_beside.os, "cpu_count", lambda: 2)
        monkeypatch.setattr(pipeline, "MANY_DOCUMENTS", 1)
        found, again = drawn(project, None)
    assert isinstance(found.view.documents, Documents)
    assert isinstance(found.view.statements, Statements)
    assert isinstance(found.items, Lines)
    assert not isinstance(usual.items, Lines)
    assert again == page
    assert tuple(found.view.statements) == tuple(usual.view.statements)
    assert tuple(found.view.events) == tuple(usual.view.events)
    assert found.items == usual.items
    assert found.rejected == usual.rejected
    assert len(usual.items) > 60
