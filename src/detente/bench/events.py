"""Whole events: who did what to whom, against gold event records.

A predicted triple is right where root, source and target are those of a gold event; each gold
event serves one triple. What a gold event leaves open (an empty side, an actor of no state) is
not asked: any value fits there. A record holds an event where its list has at least one whose code
has a PLOVER root; a public statement alone (CAMEO 01) is none.

For a single part (source, target, root …) the distinct values of a record are compared; where a
gold event leaves the part open, one value that fits nothing else is forgiven.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import TYPE_CHECKING

from detente.bench.event_records import Record, read_records, unread_dates
from detente.bench.reports import Report, Value
from detente.bench.scores import Agreement, Confusion, Share
from detente.bench.triples import Triple, triples_of
from detente.codebook import Codebook, load_codebook
from detente.model import Document
from detente.pipeline_coding import code_all

if TYPE_CHECKING:
    from detente.settings import Settings

Parts = tuple[str, ...]


@dataclass(frozen=True, slots=True)
class Coded:
    """A record with the triples that the coder took from its text."""

    record: Record
    triples: tuple[Triple, ...]


def run_events(path: Path, *, settings: Settings) -> Report:
    """Code the texts of a file of gold event records and score the triples.

    Raises:
        InputError: if the file is not of the form.
    """
    codebook = load_codebook(settings.codebook_folder)
    records = read_records(path, codes=frozenset(codebook.actors.codes()))
    coded = code_records(records.rows, codebook=codebook, settings=settings)
    return Report(
        bench="events",
        file=str(path),
        rows=len(records.rows) + len(records.rejected),
        used=len(records.rows),
        unusable=records.rejected,
        remarks=unread_dates(records.rows),
        scores=score_records(coded, codebook=codebook),
        confusion={"root": root_confusion(coded)},
        predictions=tuple(prediction(one) for one in coded),
    )


def code_records(
    records: Sequence[Record], *, codebook: Codebook, settings: Settings
) -> list[Coded]:
    """What the coder takes from each record's text, read on its own."""
    documents = (
        Document(f"row-{n}", str(record.id), record.text, published=record.day)
        for n, record in enumerate(records)
    )
    asked = settings.model_copy(update={"nameless_parties": True})
    results = code_all(documents, settings=asked)
    return [
        Coded(record, triples_of(result.rows, codebook=codebook))
        for record, (_, result) in zip(records, results, strict=True)
    ]


def prediction(coded: Coded) -> dict[str, object]:
    """A row of the file of predictions."""
    events = [{"source": t.source, "target": t.target, "code": t.code} for t in coded.triples]
    return {"id": coded.record.id, "events": events}


def score_records(coded: Sequence[Coded], *, codebook: Codebook) -> dict[str, Value]:
    """Every score of coded records, by name."""
    quad = codebook.intensity.quad
    parts: Mapping[str, Callable[[Triple], Parts]] = {
        "event": lambda t: (t.source, t.target, t.code),
        "pair": lambda t: (t.source, t.target),
        "source": lambda t: (t.source,),
        "target": lambda t: (t.target,),
        "root": lambda t: (t.code,),
        "quad": lambda t: (quad(t.code),),
    }
    holding = [one for one in coded if one.record.events]
    found = [(matched(one.record.events, one.triples), len(one.record.events)) for one in holding]
    scores: dict[str, Value] = {
        "records_with_an_event_right": Share(sum(n > 0 for n, _ in found), len(holding)),
        "records_with_every_event_right": Share(sum(n == m for n, m in found), len(holding)),
    }
    for name, part in parts.items():
        scores[name] = sum((_agreement(one, part) for one in coded), Agreement())
    scores["holds_an_event"] = Agreement(
        right=sum(bool(one.triples) for one in holding),
        predicted=sum(bool(one.triples) for one in coded),
        gold=len(holding),
    )
    return scores


def matched(gold: Iterable[Triple], predicted: Iterable[Triple]) -> int:
    """How many gold events have a triple that is right, one triple for each."""
    return _right([_parts(t) for t in gold], [_parts(t) for t in predicted])[0]


def root_confusion(coded: Iterable[Coded]) -> Confusion:
    """The roots of gold and predicted events that share source and target; the others face none.

    Equal roots are paired first, then those between the same two.
    """
    table = Confusion()
    for one in coded:
        left = list(one.triples)
        for event in sorted(one.record.events, key=lambda e: not any(_fits(e, t) for t in left)):
            fitting = [t for t in left if _fits(event, t)] or [
                t for t in left if _fits(event, t, any_root=True)
            ]
            table.add(event.code, fitting[0].code if fitting else "")
            if fitting:
                left.remove(fitting[0])
        for triple in left:
            table.add("", triple.code)
    return table


def _parts(triple: Triple) -> Parts:
    return triple.source, triple.target, triple.code


def _fits(gold: Triple, predicted: Triple, *, any_root: bool = False) -> bool:
    wanted = ("" if part == 2 and any_root else value for part, value in enumerate(_parts(gold)))
    return all(value in ("", given) for value, given in zip(wanted, _parts(predicted), strict=True))


def _agreement(coded: Coded, part: Callable[[Triple], Parts]) -> Agreement:
    gold = list(dict.fromkeys(part(triple) for triple in coded.record.events))
    predicted = list(dict.fromkeys(part(triple) for triple in coded.triples))
    predicted = [values for values in predicted if any(values)]
    right, forgiven = _right(gold, predicted)
    asked = sum(any(values) for values in gold)
    return Agreement(right, len(predicted) - forgiven, asked)


def _right(gold: Sequence[Parts], predicted: Sequence[Parts]) -> tuple[int, int]:
    """How many gold values are met, and how many predictions fall to one that asks nothing.

    The most demanding gold values choose first, so that none is robbed by an open one.
    """
    left = list(predicted)
    right = forgiven = 0
    for values in sorted(gold, key=lambda parts: parts.count("")):
        fitting = [
            given
            for given in left
            if all(value in ("", one) for value, one in zip(values, given, strict=True))
        ]
        if fitting:
            left.remove(fitting[0])
            right += any(values)
            forgiven += not any(values)
    return right, forgiven
