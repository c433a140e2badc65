"""The date reader against TimeML documents, scored as TempEval-3 counts.

Every marked and every found expression counts, the document's own date does not. Two agree
strictly where they cover the same characters and in the relaxed way where they share one; each
serves one other. Type and value are judged on relaxed matches, so that the F1 of the value is that
of the relaxed extents with every match of another value taken for missed.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping, Sequence
from pathlib import Path

from detente.adapters.parser import SpacyParser
from detente.bench.reports import Report, Value
from detente.bench.scores import Agreement, Confusion
from detente.bench.timeml import TimemlDocument, Timex, read_folder
from detente.codebook import load_codebook
from detente.documents.sentences import sentence_spans
from detente.model import Sentence
from detente.settings import Settings
from detente.statements.coder import Parser
from detente.statements.dates import DateMention, find_dates, may_hold_date, single_dates
from detente.statements.masks import mask_sentence
from detente.statements.tenses import Tenses

# A date told further back no longer says what "the following day" or a bare month means.
REMEMBERED_SENTENCES = 1
OPENING = 20
TYPES = ("DATE", "TIME", "DURATION", "SET")
Pairing = tuple[Timex | None, Timex | None]


def run_dates(folder: Path, *, settings: Settings) -> Report:
    """Read the dates of a folder of TimeML documents and score them.

    Raises:
        InputError: if there is no such folder, or no TimeML file in it.
    """
    documents, rejected = read_folder(folder)
    parser = SpacyParser(load_codebook(settings.codebook_folder))
    found = list(read_dates(documents, parser=parser))
    pairs = [pair for d, f in zip(documents, found, strict=True) for pair in pairings(f, d.timexes)]
    return Report(
        bench="dates",
        file=str(folder),
        rows=len(documents) + len(rejected),
        used=len(documents),
        unusable=rejected,
        scores=score_pairs(pairs) | {"type_and_value": value_by_type(pairs)},
        confusion={"type": type_confusion(pairs)},
        predictions=tuple(prediction(d, f) for d, f in zip(documents, found, strict=True)),
    )


def score_pairs(pairs: Sequence[Pairing]) -> dict[str, Value]:
    """Agreement on extents, strict and relaxed, on types and on values.

    >>> friday = Timex(3, 9, "Friday", "DATE", "2024-05-03")
    >>> scores = score_pairs([(friday, Timex(0, 9, "on Friday", "DATE", "2024-05-03"))])
    >>> {name: agreement.f1 for name, agreement in scores.items()}
    {'extent_strict': 0.0, 'extent_relaxed': 1.0, 'type': 1.0, 'value': 1.0}
    """
    found = sum(f is not None for f, _ in pairs)
    marked = sum(m is not None for _, m in pairs)
    both = [(f, m) for f, m in pairs if f is not None and m is not None]
    right = {
        "extent_strict": sum((f.start, f.end) == (m.start, m.end) for f, m in both),
        "extent_relaxed": len(both),
        "type": sum(f.type == m.type for f, m in both),
        "value": sum(f.value == m.value for f, m in both),
    }
    return {name: Agreement(number, found, marked) for name, number in right.items()}


def pairings(found: Sequence[Timex], marked: Sequence[Timex]) -> list[Pairing]:
    """Found beside marked expressions of one document; None where there is no other.

    Those that share most characters are paired first.
    """
    shared = sorted(
        (
            (min(f.end, m.end) - max(f.start, m.start), -i, -j)
            for i, f in enumerate(found)
            for j, m in enumerate(marked)
            if min(f.end, m.end) > max(f.start, m.start)
        ),
        reverse=True,
    )
    left, right = dict(enumerate(found)), dict(enumerate(marked))
    pairs: list[Pairing] = []
    for _, i, j in shared:
        if -i in left and -j in right:
            pairs.append((left.pop(-i), right.pop(-j)))
    pairs += [(f, None) for f in left.values()] + [(None, m) for m in right.values()]
    return sorted(pairs, key=lambda pair: min(one.start for one in pair if one is not None))


def type_confusion(pairs: Iterable[Pairing]) -> Confusion:
    """Marked against found types; none where one of them is missing."""
    table = Confusion()
    for found, marked in pairs:
        table.add(marked.type if marked else "", found.type if found else "")
    return table


def value_by_type(pairs: Sequence[Pairing]) -> dict[str, Value]:
    """Agreement on type and value together, by type, in the order of TimeML's types."""
    table: dict[str, Value] = {}
    for kind in TYPES:
        right = sum(
            f is not None and m is not None and f.type == m.type == kind and f.value == m.value
            for f, m in pairs
        )
        found = sum(f is not None and f.type == kind for f, _ in pairs)
        table[kind] = Agreement(
            right, found, sum(m is not None and m.type == kind for _, m in pairs)
        )
    return table


def prediction(document: TimemlDocument, found: Sequence[Timex]) -> Mapping[str, object]:
    """A row of the file of predictions: offsets are of the document's text without marks."""
    rows = [
        {"start": t.start, "end": t.end, "text": t.words, "type": t.type, "value": t.value}
        for t in found
    ]
    return {"document": document.name, "timexes": rows}


def read_dates(documents: Sequence[TimemlDocument], *, parser: Parser) -> Iterator[list[Timex]]:
    """What the program's date reader finds in each document, in order.

    Sentences are parsed for the tense of their clauses, as in coding.
    """
    ready = [(document, list(_sentences(document))) for document in documents]
    trees = parser.parse(
        (sentence, mask_sentence(sentence.text, sentence.start, []))
        for _, sentences in ready
        for sentence in sentences
    )
    for document, sentences in ready:
        found: list[Timex] = []
        previous: DateMention | None = None
        number = 0
        for sentence in sentences:
            near = sentence.number - number <= REMEMBERED_SENTENCES
            mentions = find_dates(
                sentence.text,
                published=document.published,
                precision=document.precision,
                previous=previous if near else None,
                future=Tenses(next(trees)).told,
            )
            told = next((m for m in reversed(mentions) if _leads_on(m)), None)
            if told is not None:
                previous, number = told, sentence.number
            found += [
                _timex(one, sentence) for m in mentions for one in single_dates(m) if one.value
            ]
        yield found


def _leads_on(mention: DateMention) -> bool:
    """Whether "the following day" behind this mention is counted from it.

    A year frames what follows only where it opens its sentence; what is itself counted back
    ("a year earlier") is a comparison and no step of the story.
    """
    if mention.begins_on is None or mention.type not in ("DATE", "TIME"):
        return False
    if len(mention.time) == 4 and mention.start > OPENING:
        return False
    return not mention.words.lower().endswith(("ago", "earlier"))


def _timex(mention: DateMention, sentence: Sentence) -> Timex:
    start, end = sentence.start + mention.start, sentence.start + mention.end
    return Timex(start, end, mention.words, mention.type, mention.value)


def _sentences(document: TimemlDocument) -> Iterator[Sentence]:
    text = document.text
    for number, (start, end) in enumerate(sentence_spans(text)):
        if may_hold_date(text[start:end]):
            yield Sentence(document.name, number, start, end, text[start:end])
