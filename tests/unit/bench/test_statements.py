"""The matching rule, written out as arithmetic on small cases."""

from __future__ import annotations

from dataclasses import replace

import pytest

from detente.bench.annotations import Annotation, annotated_sentence
from detente.bench.scores import Share
from detente.bench.statements import Score, pooled, same_time, same_words, score, table
from detente.errors import InputError
from detente.model import Statement

TEXT = "Chile hosted Peru on Monday. Peru may buy ships from Chile if prices fall. Chile left."
FIRST, SECOND, THIRD = (0, 28), (29, 74), (75, 86)
HOSTED = Annotation(
    "d", "Chile hosted", "event", ("CHL",), ("PER",), ("CONSULT",), ("diplomatic",), "2024-05-06"
)
BUYS = Annotation(
    "d",
    "Peru may buy",
    "forecast",
    ("PER",),
    ("CHL",),
    ("COOPERATE",),
    ("military",),
    phrase="may",
    condition="if prices fall",
)


def row(annotation, sentence, **changes):
    """A statement that agrees with an annotation, but for the changes."""
    found = Statement(
        document="d",
        kind=annotation.kind,
        source=annotation.source,
        target=annotation.target,
        sentence_start=sentence[0],
        sentence_end=sentence[1],
        start=sentence[0],
        end=sentence[1],
        directed=annotation.directed,
        codes=annotation.codes[:1],
        sectors=annotation.sectors,
        time=annotation.time,
        phrase=annotation.phrase,
        condition=annotation.condition,
        speaker=annotation.speaker,
    )
    return replace(found, **changes)


def recall(annotations, statements):
    return score(annotations, statements, TEXT).recall


def test_statements_that_agree_score_one_everywhere():
    found = score([HOSTED, BUYS], [row(HOSTED, FIRST), row(BUYS, SECOND)], TEXT)
    assert found.recall == found.precision == Share(2, 2)
    assert {name: (s.part, s.whole) for name, s in found.fields.items()} == {
        "code": (2, 2),
        "time": (1, 1),
        "phrase": (1, 1),
        "condition": (1, 1),
        "speaker": (2, 2),
        "sectors": (2, 2),
    }
    assert found.kinds["event"] == (Share(1, 1), Share(1, 1))
    assert found.kinds["omission"] == (Share(0, 0), Share(0, 0))


@pytest.mark.parametrize(
    "change",
    [
        {"kind": "forecast"},
        {"source": ("PER",), "target": ("CHL",)},
        {"source": ("CHL", "BOL", "ARG")},
        {"sentence_start": SECOND[0], "sentence_end": SECOND[1]},
        {"target": ()},
    ],
)
def test_another_kind_actor_direction_or_sentence_is_no_match(change):
    assert recall([HOSTED], [row(HOSTED, FIRST, **change)]) == Share(0, 1)


def test_half_of_the_actors_is_enough():
    assert recall([HOSTED], [row(HOSTED, FIRST, source=("CHL", "BOL"))]) == Share(1, 1)


def test_a_mutual_annotation_asks_only_who_takes_part():
    mutual = replace(HOSTED, directed=False)
    assert recall([mutual], [row(HOSTED, FIRST, source=("PER",), target=("CHL",))]) == Share(1, 1)


def test_an_annotation_without_a_target_accepts_any():
    alone = replace(HOSTED, target=())
    assert recall([alone], [row(HOSTED, FIRST)]) == Share(1, 1)


def test_a_sentence_cut_differently_matches_from_half_on():
    half = FIRST[0] + (FIRST[1] - FIRST[0]) // 2
    assert recall([HOSTED], [row(HOSTED, (FIRST[0], half))]) == Share(1, 1)
    assert recall([HOSTED], [row(HOSTED, (FIRST[0], half - 1))]) == Share(0, 1)


def test_a_statement_serves_one_annotation_core_first():
    spare = replace(HOSTED, core=False)
    found = score([spare, HOSTED], [row(HOSTED, FIRST)], TEXT)
    assert (found.recall, found.precision) == (Share(1, 1), Share(1, 1))


def test_what_is_not_core_counts_for_precision_only():
    found = score([replace(HOSTED, core=False)], [row(HOSTED, FIRST)], TEXT)
    assert (found.recall, found.precision) == (Share(0, 0), Share(1, 1))


def test_of_several_statements_the_one_with_the_right_action_is_taken():
    wrong = row(HOSTED, FIRST, codes=("AID",))
    found = score([HOSTED], [wrong, row(HOSTED, FIRST)], TEXT)
    assert (found.precision, found.fields["code"]) == (Share(1, 2), Share(1, 1))


def test_only_the_action_decided_on_counts_not_the_runners_up():
    found = score([HOSTED], [row(HOSTED, FIRST, codes=("AID", "CONSULT"))], TEXT)
    assert found.fields["code"] == Share(0, 1)


def test_a_speaker_nobody_named_is_wrong():
    found = score([HOSTED], [row(HOSTED, FIRST, speaker="Ana Rojas")], TEXT)
    assert found.fields["speaker"] == Share(0, 1)


def test_a_phrase_is_asked_of_forecasts_only():
    hedged = replace(HOSTED, phrase="apparently")
    assert score([hedged], [row(HOSTED, FIRST)], TEXT).fields["phrase"] == Share(0, 0)


def test_equal_statements_can_serve_equal_annotations():
    assert recall([HOSTED, HOSTED], [row(HOSTED, FIRST), row(HOSTED, FIRST)]) == Share(2, 2)


def test_pooled_counts_add_up_so_that_long_documents_weigh_more():
    one = Score(
        Share(1, 1), Share(1, 2), {"event": (Share(1, 1), Share(1, 2))}, {"code": Share(1, 1)}
    )
    two = Score(Share(1, 3), Share(1, 2), {}, {"time": Share(0, 1)})
    both = pooled([one, two])
    assert both.recall.value == (1 + 1) / (1 + 3)
    assert both.precision.value == (1 + 1) / (2 + 2)
    assert both.f1 == 0.5
    assert both.kinds["event"] == (Share(1, 1), Share(1, 2))
    assert both.fields == {"code": Share(1, 1), "time": Share(0, 1)}
    assert pooled([]).f1 == 0


@pytest.mark.parametrize(
    ("one", "other", "same"),
    [
        ("2024-05-06", "2024-05-06", True),
        ("2024-05-06", "2024-05", False),
        ("2024-02", "2024-02-01/2024-02-15", True),
        ("2024-02", "2024-02-01/2024-02-14", False),
        ("2024", "2024-01/2024-07", True),
        ("2024", "2024-01/2024-06", False),
        ("2024", "2025", False),
        ("2024", "", False),
    ],
)
def test_times_agree_from_half_of_the_days_on(one, other, same):
    assert same_time(one, other) is same


def test_words_agree_from_half_on_whatever_their_case():
    assert same_words("May soon", "may")
    assert not same_words("may well still be", "may")
    assert not same_words("", "")


def test_the_annotated_sentence_ends_behind_its_anchor_not_at_an_abbreviation():
    text = "Before. Gen. Ruiz met Mr. Soto of the U.S. Navy today. After."
    start, end = annotated_sentence(Annotation("d", "Gen. Ruiz", "event"), text)
    assert text[start:end] == "Gen. Ruiz met Mr. Soto of the U.S. Navy today."


def test_quotation_marks_of_the_anchor_may_be_straight():
    text = "One. “We’ll see,” he said. Two."
    start, _ = annotated_sentence(Annotation("d", '"We\'ll see,"', "event"), text)
    assert text[start:].startswith("“We’ll")


def test_an_anchor_that_is_not_in_the_text_is_reported():
    with pytest.raises(InputError, match="no sentence begins with 'Bolivia'"):
        annotated_sentence(Annotation("d", "Bolivia", "event"), TEXT)


def test_the_table_names_every_document_kind_and_field():
    text = table({"d": score([HOSTED, BUYS], [row(HOSTED, FIRST)], TEXT)})
    assert "recall 0.50 (1/2)" in text
    assert "forecast        recall 0.00 (0/1)" in text
    assert text.splitlines()[-1].startswith("sectors")
