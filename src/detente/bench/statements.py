"""Scores of coded statements against annotated documents.

A coded statement matches an annotation of the same kind, in the same sentence, between the same
actors. Sentences are the same where they share at least half of the characters that either of
them covers. Actors are the same where the sets share at least half (Jaccard): source and target
each for a directed annotation, both together for a mutual one; a target counts only where the
annotation has one. Each statement serves one annotation, core ones first.

Recall counts core annotations, precision every annotation. Fields are judged on the matches whose
annotation has them, the speaker on every match.
"""

from __future__ import annotations

import calendar
import re
from collections.abc import Collection, Iterable, Sequence
from dataclasses import dataclass, field
from datetime import date

from detente.bench.annotations import Annotation, annotated_sentence
from detente.bench.scores import Share
from detente.model import KINDS, Statement

FIELDS = ("code", "time", "phrase", "condition", "speaker", "sectors")
SAME = 0.5


@dataclass(frozen=True, slots=True)
class Score:
    """How well statements agree with annotations; scores add up over documents.

    Attributes:
        recall: core annotations that were found.
        precision: statements that match an annotation; an annotator who left statements out
            makes it too low.
        kinds: recall and precision by kind.
        fields: share right of what matches and has the field, by field.
    """

    recall: Share = field(default_factory=Share)
    precision: Share = field(default_factory=Share)
    kinds: dict[str, tuple[Share, Share]] = field(default_factory=dict)
    fields: dict[str, Share] = field(default_factory=dict)

    @property
    def f1(self) -> float:
        """Harmonic mean of recall and precision, 0 where both are."""
        both = self.recall.value + self.precision.value
        return 2 * self.recall.value * self.precision.value / both if both else 0.0

    def __add__(self, other: Score) -> Score:
        nothing = (Share(), Share())
        kinds = {}
        for kind in (*self.kinds, *(k for k in other.kinds if k not in self.kinds)):
            one, two = self.kinds.get(kind, nothing), other.kinds.get(kind, nothing)
            kinds[kind] = (one[0] + two[0], one[1] + two[1])
        names = (*self.fields, *(f for f in other.fields if f not in self.fields))
        fields = {n: self.fields.get(n, Share()) + other.fields.get(n, Share()) for n in names}
        return Score(self.recall + other.recall, self.precision + other.precision, kinds, fields)


Match = tuple[Annotation, Statement]


def score(annotations: Sequence[Annotation], statements: Sequence[Statement], text: str) -> Score:
    """The score of one document's statements.

    Args:
        annotations: all of the document.
        statements: what the coder made of the same text.
        text: the document's text, which the offsets of both point into.

    Raises:
        InputError: if an annotation's anchor is not in the text.
    """
    matches = match_statements(annotations, statements, text)
    found = [annotation for annotation, _ in matches]
    return Score(
        recall=_recall(annotations, found),
        precision=Share(len(matches), len(statements)),
        kinds={kind: _kind_shares(kind, annotations, statements, found) for kind in KINDS},
        fields={name: _field_share(name, matches) for name in FIELDS},
    )


def pooled(scores: Iterable[Score]) -> Score:
    """Counts summed over documents, so that long documents weigh more."""
    return sum(scores, Score())


def match_statements(
    annotations: Sequence[Annotation], statements: Sequence[Statement], text: str
) -> list[Match]:
    """Which statement serves which annotation: core first, the one with the right action first."""
    left = list(statements)
    matches: list[Match] = []
    for annotation in sorted(annotations, key=lambda row: not row.core):
        sentence = annotated_sentence(annotation, text)
        fitting = [row for row in left if _matches(annotation, row, sentence)]
        fitting.sort(key=lambda row: not (annotation.codes and row.action in annotation.codes))
        if fitting:
            matches.append((annotation, fitting[0]))
            left = [row for row in left if row is not fitting[0]]
    return matches


def _matches(annotation: Annotation, row: Statement, sentence: tuple[int, int]) -> bool:
    return (
        row.kind == annotation.kind
        and same_stretch(sentence, (row.sentence_start, row.sentence_end))
        and same_actors(annotation, row)
    )


def same_stretch(one: tuple[int, int], other: tuple[int, int]) -> bool:
    """Whether two stretches ``[start, end)`` share at least half of what either covers."""
    shared = max(0, min(one[1], other[1]) - max(one[0], other[0]))
    return shared / max(1, max(one[1], other[1]) - min(one[0], other[0])) >= SAME


def same_actors(annotation: Annotation, row: Statement) -> bool:
    """Whether a statement has the actors of an annotation, as the module's docstring says."""
    source, target = annotation.source, annotation.target
    if not source and not target:
        return True
    if not annotation.directed:
        return _jaccard((*source, *target), (*row.source, *row.target)) >= SAME
    one_sided = not target or _jaccard(target, row.target) >= SAME
    return one_sided and _jaccard(source, row.source) >= SAME


def _jaccard(one: Collection[str], other: Collection[str]) -> float:
    either = set(one) | set(other)
    return len(set(one) & set(other)) / len(either) if either else 1.0


def _recall(annotations: Sequence[Annotation], found: Sequence[Annotation]) -> Share:
    return Share(sum(row.core for row in found), sum(row.core for row in annotations))


def _kind_shares(
    kind: str,
    annotations: Sequence[Annotation],
    statements: Sequence[Statement],
    found: Sequence[Annotation],
) -> tuple[Share, Share]:
    right = [row for row in found if row.kind == kind]
    recall = _recall([row for row in annotations if row.kind == kind], right)
    return recall, Share(len(right), sum(row.kind == kind for row in statements))


def _field_share(name: str, matches: Sequence[Match]) -> Share:
    judged = [verdict for match in matches if (verdict := _right(name, *match)) is not None]
    return Share(sum(judged), len(judged))


def _right(name: str, annotation: Annotation, row: Statement) -> bool | None:
    """Whether a field is right; None where the annotation does not ask for it."""
    if name == "speaker" and not annotation.speaker:
        return not row.speaker
    if name == "phrase" and annotation.kind != "forecast":
        return None
    wanted = getattr(annotation, {"code": "codes"}.get(name, name))
    if not wanted:
        return None
    if name == "code":
        return row.action in annotation.codes
    if name == "sectors":
        return bool(set(annotation.sectors) & set(row.sectors))
    if name == "time":
        return same_time(annotation.time, row.time)
    return same_words(wanted, getattr(row, name))


def same_words(one: str, other: str) -> bool:
    """Whether two phrases share at least half of their words (Dice).

    >>> same_words("is unlikely to", "unlikely"), same_words("may", "might")
    (True, False)
    """
    left, right = (set(re.findall(r"\w+", text.lower())) for text in (one, other))
    return bool(left and right) and 2 * len(left & right) / (len(left) + len(right)) >= SAME


def same_time(one: str, other: str) -> bool:
    """Whether two times share at least half of the days that either covers.

    >>> same_time("2025-06", "2025-06-01/2025-06-20"), same_time("2025", "2025-06")
    (True, False)
    """
    if not one or not other:
        return False
    a, b = _days(one), _days(other)
    shared = (min(a[1], b[1]) - max(a[0], b[0])).days + 1
    return shared > 0 and shared / ((max(a[1], b[1]) - min(a[0], b[0])).days + 1) >= SAME


def _days(time: str) -> tuple[date, date]:
    first, _, last = time.partition("/")
    begin = [int(part) for part in first.split("-")]
    year, month, day = ([int(part) for part in (last or first).split("-")] + [0, 0])[:3]
    month = month or 12
    day = day or calendar.monthrange(year, month)[1]
    return date(begin[0], *([*begin[1:], 1, 1])[:2]), date(year, month, day)


def table(scores: dict[str, Score]) -> str:
    """Scores of named slices side by side, then kinds and fields pooled over all of them.

    >>> print(table({"wire": Score(Share(3, 4), Share(1, 2))}).splitlines()[1])
    wire            recall 0.75 (3/4)        precision 0.50 (1/2)        action -
    """
    whole = pooled(scores.values())
    wide = max(len(name) for name in (*scores, *KINDS))
    lines = ["documents"]
    for name, one in (*scores.items(), ("all", whole)):
        action = one.fields.get("code", Share())
        shares = f"recall {one.recall!s:17} precision {one.precision!s:17} action {action}"
        lines.append(f"{name:{wide}}  {shares}")
    lines += ["", "kinds"]
    for kind, (recall, precision) in whole.kinds.items():
        lines.append(f"{kind:{wide}}  recall {recall!s:17} precision {precision}")
    lines += ["", "fields, of what matches"]
    lines += [f"{name:{wide}}  {share}" for name, share in whole.fields.items()]
    return "\n".join(lines)
