"""Why an annotated statement was missed, and what a statement that matches nothing is.

For each annotation the first thing that went wrong on its way:

===================  =========================================================================
cause                what happened
===================  =========================================================================
not parsed           the filter before the parser left its sentence out
not read             parsed, but passed over, as a question in a transcript is
split otherwise      no sentence of the coder shares half of its characters
nothing drafted      no verb or noun of its sentence was taken for a statement
dropped              something was drafted in its sentence, and all of it dropped by rules
wrong kind           a statement between its actors has another kind
wrong source         a statement of its kind has another acting party; likewise ``wrong target``,
                     ``wrong source, target``, and ``wrong parties`` for a mutual one
wrong kind, actors   a statement of its sentence has neither
one too few          every statement of its sentence serves another annotation
===================  =========================================================================

For each statement that matches nothing:

===================  =========================================================================
said twice           an annotation that another statement serves fits it too
wrong kind           its actors are annotated in its sentence, with another kind
wrong actors         its kind is annotated in its sentence, with other actors
wrong kind, actors   something else is annotated in its sentence
not annotated        nothing is; an annotator who left things out makes this too high
===================  =========================================================================

What serves another is not looked at again, so that "wrong source" is never told of a statement
that is right elsewhere.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, replace

from detente.bench.annotations import Annotation, annotated_sentence
from detente.bench.statements import same_actors, same_stretch
from detente.model import Sentence, Statement
from detente.statements.tracing import SentenceTrace, Trace


@dataclass(frozen=True, slots=True)
class Missed:
    """One annotation that nothing matches.

    Attributes:
        cause: one of those above.
        kind: that of the statement between the same actors; empty where there is none.
        rule: which dropped the last draft of its sentence, as ``module.function``; empty where
            none was dropped or something else is the cause.
    """

    annotation: Annotation
    cause: str
    kind: str = ""
    rule: str = ""


def causes_of(
    missed: Sequence[Annotation],
    left: Sequence[Statement],
    *,
    text: str,
    trace: Trace,
    read: Sequence[Sentence],
) -> list[Missed]:
    """The cause of each missed annotation of one document.

    Args:
        left: the statements that match no annotation.
        text: the document's text.
        trace: of its coding.
        read: the sentences that were parsed.
    """
    found = []
    for annotation in missed:
        place = annotated_sentence(annotation, text)
        near = [row for row in left if same_stretch(place, _sentence_of(row))]
        sentence = next((s for s in trace.sentences if same_stretch(place, _span(s))), None)
        if near:
            found.append(_differing(annotation, near))
        elif sentence is None:
            found.append(Missed(annotation, _unread(place, trace, read)))
        else:
            found.append(_undrafted(annotation, sentence))
    return found


def _differing(annotation: Annotation, near: Sequence[Statement]) -> Missed:
    between = [row for row in near if same_actors(annotation, row)]
    if between:
        return Missed(annotation, "wrong kind", between[0].kind)
    alike = [row for row in near if row.kind == annotation.kind]
    return Missed(annotation, _side(annotation, alike[0]) if alike else "wrong kind, actors")


def _side(annotation: Annotation, row: Statement) -> str:
    """Which side of a directed statement is another's."""
    if not annotation.directed:
        return "wrong parties"
    wrong = []
    if not same_actors(replace(annotation, target=()), row):
        wrong.append("source")
    turned = replace(row, source=row.target, target=())
    if annotation.target and not same_actors(
        replace(annotation, source=annotation.target, target=()), turned
    ):
        wrong.append("target")
    return f"wrong {', '.join(wrong) or 'parties'}"


def _unread(place: tuple[int, int], trace: Trace, read: Sequence[Sentence]) -> str:
    if any(same_stretch(place, (one.start, one.end)) for one in read):
        return "not read"
    overlapping = any(one.start < place[1] and place[0] < one.end for one in read)
    return "split otherwise" if overlapping else "not parsed"


def _undrafted(annotation: Annotation, sentence: SentenceTrace) -> Missed:
    dropped = [traced for traced in sentence.drafts if traced.statement is None]
    rule = ""
    if dropped:
        refused = dropped[-1].refused
        rule = refused[-1].rpartition(":")[0] if refused else "fallbacks.complete"
    if sentence.statements:
        return Missed(annotation, "one too few", rule=rule)
    return Missed(annotation, "dropped" if dropped else "nothing drafted", rule=rule)


def surplus(
    left: Sequence[Statement],
    annotations: Sequence[Annotation],
    *,
    served: Sequence[Annotation],
    text: str,
) -> list[str]:
    """What each statement that matches nothing is, in the words above.

    Args:
        left: the statements that match no annotation.
        annotations: all of the document; ``served`` those that a statement matches.
    """
    found = []
    for row in left:
        near = [
            a for a in annotations if same_stretch(annotated_sentence(a, text), _sentence_of(row))
        ]
        if any(a.kind == row.kind and same_actors(a, row) for a in near if a in served):
            found.append("said twice")
        elif any(same_actors(a, row) for a in near):
            found.append("wrong kind")
        elif any(a.kind == row.kind for a in near):
            found.append("wrong actors")
        else:
            found.append("wrong kind, actors" if near else "not annotated")
    return found


def _sentence_of(row: Statement) -> tuple[int, int]:
    return row.sentence_start, row.sentence_end


def _span(sentence: SentenceTrace) -> tuple[int, int]:
    return sentence.sentence.start, sentence.sentence.end
