"""Annotated documents and what the coder makes of them: folders of annotations and of texts.

Annotations name their document by its file's name. The metadata of a document come from the
``manifest.csv`` beside it, else from one beside the annotations.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field, replace
from pathlib import Path, PurePath
from typing import TYPE_CHECKING

from detente.adapters.files import read_manifest
from detente.bench.annotations import Annotation, annotated_sentence, annotation_of
from detente.bench.causes import Missed, causes_of, surplus
from detente.bench.reports import Report, Value
from detente.bench.rows import Row, read_json_rows
from detente.bench.scores import Confusion, Share
from detente.bench.statements import Match, Score, match_statements, pooled, score
from detente.errors import InputError
from detente.model import KINDS, Document, Rejection, Result, Sentence, Statement
from detente.pipeline_coding import coder_of_process
from detente.pipeline_intake import incoming, read_one, stated
from detente.statements.tracing import Trace
from detente.tables import plain

if TYPE_CHECKING:
    from detente.settings import Settings
    from detente.statements import Coder


@dataclass(frozen=True, slots=True)
class CodedDocument:
    """A document with its annotations, what was coded, and why annotations were missed.

    Attributes:
        missed: a row for each core annotation that nothing matches; empty unless asked for.
        surplus: what each statement is that matches no annotation; empty unless asked for.
        parsed: core annotations whose sentence went through the filter before the parser.
    """

    document: Document
    annotations: tuple[Annotation, ...]
    statements: tuple[Statement, ...]
    matches: tuple[Match, ...]
    missed: tuple[Missed, ...] = ()
    surplus: tuple[str, ...] = ()
    parsed: Share = field(default_factory=Share)

    @property
    def score(self) -> Score:
        """How well the statements agree with the annotations."""
        return score(self.annotations, self.statements, self.document.text)


def run_statements(gold: Path, texts: Path, *, settings: Settings, causes: bool = False) -> Report:
    """Code annotated documents and score the statements.

    Args:
        gold: a file of annotations or a folder of such files, one JSON object a line.
        texts: a document or a folder of documents.
        causes: also say why annotations were missed; takes two to three times as long.

    Raises:
        InputError: if there are no annotations or none of their documents.
    """
    annotations = _annotations(gold)
    names = {annotation.doc for _, annotation in annotations.rows}
    documents = _documents(texts, names, gold=gold, settings=settings)
    placed, unusable = _placed(annotations.rows, documents)
    coder = coder_of_process(settings)
    coded = [
        _coded(documents[name], rows, coder=coder, causes=causes)
        for name, rows in sorted(placed.items())
    ]
    used = sum(len(one.annotations) for one in coded)
    unusable = [*annotations.rejected, *unusable]
    return Report(
        bench="statements",
        file=str(gold),
        rows=used + len(unusable),
        used=used,
        unusable=tuple(unusable),
        scores=_scores(coded, causes=causes),
        confusion=_confusion(coded),
        predictions=tuple(_predictions(coded)),
    )


def _annotations(gold: Path) -> Result[tuple[Row, Annotation]]:
    paths = sorted(gold.glob("*.jsonl")) if gold.is_dir() else [gold]
    if not paths:
        raise InputError(f"{gold}: no .jsonl file in the folder; name one with annotations")
    found: list[tuple[Row, Annotation]] = []
    rejected: list[Rejection] = []
    for path in paths:
        rows = read_json_rows(path, required=("doc", "anchor", "kind"))
        rejected += rows.rejected
        for row in rows.rows:
            try:
                found.append((row, annotation_of(row.fields)))
            except (ValueError, KeyError, TypeError) as error:
                rejected.append(row.unusable(f"not an annotation ({error})"))
    if not found:
        raise InputError(f"{gold}: no row is an annotation; {rejected[0].reason}")
    return Result(tuple(found), tuple(rejected))


def _documents(
    texts: Path, names: set[str], *, gold: Path, settings: Settings
) -> dict[str, Document]:
    """The documents that the annotations name, by the name that they use."""
    manifest, _ = read_manifest(gold if gold.is_dir() else gold.parent)
    found: dict[str, Document] = {}
    for one in incoming([str(texts)], settings=settings, metadata={}):
        if isinstance(one.received, Rejection):
            continue
        path = PurePath(one.received.name)
        wanted = names & {path.name, path.stem, one.received.name}
        told = one if one.received.metadata else stated(one, manifest.get(path.name, {}))
        for name in wanted:
            assert not isinstance(told.received, Rejection)
            rows = read_one(told.received, settings=settings).rows
            if len(rows) == 1:
                found[name] = rows[0]
    if not found:
        raise InputError(f"{texts}: holds none of the documents, such as {min(names)}")
    return found


def _placed(
    annotations: Sequence[tuple[Row, Annotation]], documents: Mapping[str, Document]
) -> tuple[dict[str, list[Annotation]], list[Rejection]]:
    """Annotations by document; those whose document or sentence is not there are left out."""
    placed: dict[str, list[Annotation]] = {}
    unusable = []
    for row, annotation in annotations:
        document = documents.get(annotation.doc)
        if document is None:
            unusable.append(row.unusable(f"there is no readable document {annotation.doc}"))
            continue
        try:
            annotated_sentence(annotation, document.text)
        except InputError as error:
            unusable.append(row.unusable(str(error)))
            continue
        placed.setdefault(annotation.doc, []).append(annotation)
    return placed, unusable


def _coded(
    document: Document, annotations: Sequence[Annotation], *, coder: Coder, causes: bool
) -> CodedDocument:
    trace = Trace() if causes else None
    coder.trace = trace
    try:
        statements = coder.code(document).rows
    finally:
        coder.trace = None
    matches = match_statements(annotations, statements, document.text)
    read = [sentence for sentence, text, _ in coder.prepare(document).rows if text is not None]
    parsed = _parsed(annotations, read, document.text)
    coded = CodedDocument(document, tuple(annotations), statements, tuple(matches), parsed=parsed)
    if trace is None:
        return coded
    left = [row for row in statements if not any(row is taken for _, taken in matches)]
    served = {id(annotation) for annotation, _ in matches}
    missed = [row for row in annotations if row.core and id(row) not in served]
    rows = causes_of(missed, left, text=document.text, trace=trace, read=read)
    found = [annotation for annotation, _ in matches]
    others = surplus(left, annotations, served=found, text=document.text)
    return replace(coded, missed=tuple(rows), surplus=tuple(others))


def _parsed(annotations: Sequence[Annotation], read: Sequence[Sentence], text: str) -> Share:
    places = [annotated_sentence(row, text) for row in annotations if row.core]
    through = sum(
        any(one.start < last and first < one.end for one in read) for first, last in places
    )
    return Share(through, len(places))


def _scores(coded: Sequence[CodedDocument], *, causes: bool) -> dict[str, Value]:
    scores = [one.score for one in coded]
    whole = pooled(scores)
    found: dict[str, Value] = {
        "recall": whole.recall,
        "precision": whole.precision,
        "f1": whole.f1,
        "went_through_the_filter": sum((one.parsed for one in coded), Share()),
    }
    for kind, (recall, precision) in whole.kinds.items():
        found[kind] = {"recall": recall, "precision": precision}
    found["right_of_what_matches"] = dict(whole.fields)
    for one, its in zip(coded, scores, strict=True):
        name = PurePath(one.document.origin).name
        found[name] = {"recall": its.recall, "precision": its.precision}
    if causes:
        missed = [row for one in coded for row in one.missed]
        found["missed"] = _counted(row.cause for row in missed)
        found["missed_by_kind"] = {
            kind: _counted(row.cause for row in missed if row.annotation.kind == kind)
            for kind in KINDS
        }
        found["dropped_by"] = _counted(row.rule for row in missed if row.rule)
        found["surplus"] = _counted(one for document in coded for one in document.surplus)
    return found


def _counted(values: Iterable[str]) -> dict[str, Value]:
    """How often each value occurs, the most frequent first, then in the order of the alphabet."""
    counts = Counter(values)
    return {value: counts[value] for value in sorted(counts, key=lambda one: (-counts[one], one))}


def _confusion(coded: Sequence[CodedDocument]) -> dict[str, Confusion]:
    """Codes of what matches, and kinds where another kind was given between the same actors."""
    codes, kinds = Confusion(), Confusion()
    for one in coded:
        for annotation, statement in one.matches:
            kinds.add(annotation.kind, statement.kind)
            if annotation.codes:
                right = statement.action in annotation.codes
                codes.add(statement.action if right else annotation.codes[0], statement.action)
        for row in one.missed:
            kinds.add(row.annotation.kind, row.kind)
    return {"kind": kinds, "code": codes}


def _predictions(coded: Sequence[CodedDocument]) -> Iterator[Mapping[str, object]]:
    for one in coded:
        for statement in one.statements:
            fields = plain(statement)
            assert isinstance(fields, dict)
            sentence = one.document.text[statement.sentence_start : statement.sentence_end]
            name = PurePath(one.document.origin).name
            yield {**fields, "doc": name, "anchor": sentence[:60], "action": statement.action}
