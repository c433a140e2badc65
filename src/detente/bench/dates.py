"""Scores of the date reader against TimeML documents, as TempEval-3 counts them.

Every marked and every found expression counts, the document's own date does not. Two match
strictly where they cover the same characters and in the relaxed way where they share one; each
serves one other. Type and value are judged on relaxed matches: an F1 of the value is that of the
relaxed extents where matches with another value count as missed.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass

from detente.bench.statements import Share
from detente.bench.timeml import TimemlDocument, Timex
from detente.documents.sentences import sentence_spans
from detente.model import Sentence
from detente.statements.coder import Parser
from detente.statements.dates import DateMention, find_dates, may_hold_date, single_dates
from detente.statements.masks import mask_sentence
from detente.statements.tenses import Tenses

# A date told further back no longer says what "the following day" or a bare month means.
REMEMBERED_SENTENCES = 1
_NONE = Share()
Pairing = tuple[Timex | None, Timex | None]


@dataclass(frozen=True, slots=True)
class F1:
    """Matches among what was found and among what is marked."""

    precision: Share = _NONE
    recall: Share = _NONE

    @property
    def value(self) -> float:
        """Harmonic mean of both, 0 to 1; 0 where nothing matches."""
        both = self.precision.whole + self.recall.whole
        return 2 * self.precision.part / both if both else 0.0

    def __add__(self, other: F1) -> F1:
        return F1(self.precision + other.precision, self.recall + other.recall)

    def __str__(self) -> str:
        return f"F1 {self.value * 100:.1f}  precision {self.precision}  recall {self.recall}"


@dataclass(frozen=True, slots=True)
class DateScore:
    """How found expressions agree with marked ones; scores add up over documents."""

    strict: F1 = F1()
    relaxed: F1 = F1()
    type: F1 = F1()
    value: F1 = F1()

    def __add__(self, other: DateScore) -> DateScore:
        return DateScore(
            self.strict + other.strict,
            self.relaxed + other.relaxed,
            self.type + other.type,
            self.value + other.value,
        )


def score_dates(found: Sequence[Timex], marked: Sequence[Timex]) -> DateScore:
    """The score of one document.

    >>> friday = Timex(3, 9, "Friday", "DATE", "2024-05-03")
    >>> longer = Timex(0, 9, "on Friday", "DATE", "2024-05-03")
    >>> one = score_dates([friday], [longer])
    >>> one.strict.value, one.relaxed.value, one.value.value
    (0.0, 1.0, 1.0)
    """
    both = [(f, m) for f, m in pairings(found, marked) if f is not None and m is not None]

    def f1(part: int) -> F1:
        return F1(Share(part, len(found)), Share(part, len(marked)))

    return DateScore(
        strict=f1(sum((f.start, f.end) == (m.start, m.end) for f, m in both)),
        relaxed=f1(len(both)),
        type=f1(sum(f.type == m.type for f, m in both)),
        value=f1(sum(f.value == m.value for f, m in both)),
    )


def pairings(found: Sequence[Timex], marked: Sequence[Timex]) -> list[Pairing]:
    """Found beside marked expressions in order of place; None where there is no other.

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


def read_dates(documents: Iterable[TimemlDocument], *, parser: Parser) -> Iterator[list[Timex]]:
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
            mentions = find_dates(
                sentence.text,
                published=document.published,
                precision=document.precision,
                previous=previous if sentence.number - number <= REMEMBERED_SENTENCES else None,
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
    """Whether "the following day" behind this mention is counted from it."""
    return mention.begins_on is not None and mention.type in ("DATE", "TIME")


def _timex(mention: DateMention, sentence: Sentence) -> Timex:
    start, end = sentence.start + mention.start, sentence.start + mention.end
    return Timex(start, end, mention.words, mention.type, mention.value)


def _sentences(document: TimemlDocument) -> Iterator[Sentence]:
    text = document.text
    for number, (start, end) in enumerate(sentence_spans(text)):
        if may_hold_date(text[start:end]):
            yield Sentence(document.name, number, start, end, text[start:end])


def error_counts(pairs: Iterable[Pairing]) -> Counter[tuple[str, str]]:
    """How often each kind of error happened, by the type that is marked or was found.

    >>> lost = Timex(0, 4, "2024", "DATE", "2024")
    >>> error_counts([(None, lost)])
    Counter({('DATE', 'missed'): 1})
    """
    counts: Counter[tuple[str, str]] = Counter()
    for found, marked in pairs:
        if marked is None:
            counts[(found.type if found else "", "not marked")] += 1
        elif found is None:
            counts[(marked.type, "missed")] += 1
        elif found.value != marked.value:
            counts[(marked.type, "other value")] += 1
        else:
            counts[(marked.type, "right")] += 1
    return counts
