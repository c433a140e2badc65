"""Judged statements as annotated documents, in the file form of the codebook."""

from __future__ import annotations

import csv
import io
import json
from collections.abc import Iterator
from dataclasses import dataclass
from datetime import datetime
from pathlib import Path

from detente.errors import InputError
from detente.judgements import Ruled
from detente.model import Document
from detente.pipeline_project import Project
from detente.pipeline_reader import open_document
from detente.pipeline_review import decisions

LEAST_ANCHOR_CHARS = 60
FULL = {"day": 10, "month": 7, "year": 4}


@dataclass(frozen=True, slots=True)
class Annotated:
    """What was written.

    Attributes:
        annotations: path of the annotations, one JSON object a line.
        texts: folder of the texts, with a ``manifest.csv``.
        statements, documents: numbers of them.
    """

    annotations: Path
    texts: Path
    statements: int
    documents: int


def write_annotated(
    project: Project, folder: Path, *, known_at: datetime | None = None
) -> Annotated:
    """Write every statement that a person accepted or corrected, with the texts they are in.

    Raises:
        InputError: if nothing was judged, or the folder cannot be written.
    """
    judged = decisions(project, known_at=known_at)
    names = sorted({one.statement.partition(":")[0] for one in judged})
    rows: list[dict[str, object]] = []
    kept: list[Document] = []
    for name in names:
        opened = open_document(project, name, known_at=known_at)
        document = opened.held.document
        found = [
            annotation_row(one, document)
            for one in opened.ruled
            if one.settled.verdict in ("accept", "correct")
        ]
        if found:
            rows += found
            kept.append(document)
    if not rows:
        raise InputError("nothing was accepted or corrected yet; judge statements first")
    return _write(folder, rows, kept)


def annotation_row(one: Ruled, document: Document) -> dict[str, object]:
    """A settled statement as a row of annotated documents."""
    row = one.row
    return {
        "doc": text_name(document),
        "anchor": anchor_of(document.text, row.sentence_start, row.sentence_end),
        "kind": row.kind,
        "source": list(row.source),
        "target": list(row.target),
        "codes": list(row.codes),
        "sectors": list(row.sectors),
        "time": row.time,
        "phrase": row.phrase,
        "speaker": row.speaker,
        "condition": row.condition,
        "core": True,
        "directed": row.directed,
    }


def anchor_of(text: str, start: int, end: int) -> str:
    """The beginning of a sentence, as long as it takes to stand nowhere before it.

    >>> anchor_of("He came. He came back.", 9, 22)
    'He came back.'
    """
    for length in range(LEAST_ANCHOR_CHARS, end - start, LEAST_ANCHOR_CHARS):
        if text.find(text[start : start + length]) == start:
            return text[start : start + length]
    return text[start:end]


def text_name(document: Document) -> str:
    """The file name that a document's text gets."""
    return f"{document.id}.txt"


def _write(folder: Path, rows: list[dict[str, object]], documents: list[Document]) -> Annotated:
    texts = folder / "texts"
    annotations = folder / "annotations.jsonl"
    try:
        texts.mkdir(parents=True, exist_ok=True)
        lines = "".join(json.dumps(row, ensure_ascii=False) + "\n" for row in rows)
        annotations.write_text(lines, encoding="utf-8")
        for document in documents:
            (texts / text_name(document)).write_bytes(document.text.encode())
        (texts / "manifest.csv").write_text("".join(_manifest(documents)), encoding="utf-8")
    except OSError as error:
        raise InputError(
            f"cannot write to {folder}: {error.strerror or error}; choose another folder"
        ) from error
    return Annotated(annotations, texts, len(rows), len(documents))


def _manifest(documents: list[Document]) -> Iterator[str]:
    out = io.StringIO()
    writer = csv.writer(out, lineterminator="\n")
    writer.writerow(("file", "published", "publisher", "title"))
    for one in documents:
        day = one.published.isoformat() if one.published else ""
        published = day[: FULL.get(one.published_precision, 10)]
        writer.writerow((text_name(one), published, one.publisher, one.title))
    yield out.getvalue()
