"""Why an annotation was missed, one case for each cause."""

from __future__ import annotations

import json
from dataclasses import replace

import pytest

from detente.bench.annotated_documents import run_statements
from detente.bench.annotations import Annotation
from detente.bench.causes import causes_of, surplus
from detente.errors import InputError
from detente.model import Sentence, Statement
from detente.settings import Settings
from detente.statements.tracing import SentenceTrace, Trace

TEXT = "Chile hosted Peru on Monday. Peru may buy ships from Chile. Chile left."
HOSTED = Annotation("d", "Chile hosted", "event", ("CHL",), ("PER",), ("CONSULT",))
SENTENCE = Sentence("d", 0, 0, 28, TEXT[:28])


def row(**changes):
    hosted = Statement("d", "event", ("CHL",), ("PER",), 0, 28, 0, 28, codes=("CONSULT",))
    return replace(hosted, **changes)


def cause(*left, annotation=HOSTED, traced=(), read=(SENTENCE,)):
    trace = Trace([SentenceTrace(SENTENCE, [], tuple(traced))] if traced != () else [])
    (missed,) = causes_of([annotation], left, text=TEXT, trace=trace, read=read)
    return missed.cause


def test_a_sentence_that_was_left_out_is_told_from_one_that_was_passed_over():
    assert cause(read=()) == "not parsed"
    assert cause() == "not read"
    assert cause(read=(replace(SENTENCE, end=8),)) == "split otherwise"


def test_a_sentence_whose_statements_serve_others_held_one_too_few():
    assert cause(traced=(row(),)) == "one too few"


def test_a_sentence_without_a_draft_is_told():
    trace = Trace([SentenceTrace(SENTENCE, [], ())])
    (missed,) = causes_of([HOSTED], [], text=TEXT, trace=trace, read=[SENTENCE])
    assert missed.cause == "nothing drafted"


@pytest.mark.parametrize(
    ("changes", "expected"),
    [
        ({"kind": "assessment"}, "wrong kind"),
        ({"source": ("BOL",)}, "wrong source"),
        ({"target": ("BOL",)}, "wrong target"),
        ({"source": ("BOL",), "target": ("ECU",)}, "wrong source, target"),
        ({"kind": "forecast", "source": ("BOL",)}, "wrong kind, actors"),
    ],
)
def test_a_statement_that_differs_is_told_by_what_differs(changes, expected):
    assert cause(row(**changes)) == expected


def test_a_mutual_annotation_has_wrong_parties():
    mutual = replace(HOSTED, source=("CHL", "PER"), target=("CHL", "PER"), directed=False)
    assert cause(row(source=("BOL",), target=("ECU",)), annotation=mutual) == "wrong parties"


@pytest.mark.parametrize(
    ("changes", "expected"),
    [
        ({}, "said twice"),
        ({"kind": "assessment"}, "wrong kind"),
        ({"source": ("BOL",)}, "wrong actors"),
        ({"kind": "forecast", "source": ("BOL",)}, "wrong kind, actors"),
        ({"sentence_start": 60, "sentence_end": 71}, "not annotated"),
    ],
)
def test_a_statement_that_matches_nothing_is_told_by_what_is_annotated(changes, expected):
    assert surplus([row(**changes)], [HOSTED], served=[HOSTED], text=TEXT) == [expected]


@pytest.fixture
def folders(tmp_path):
    gold, texts = tmp_path / "gold", tmp_path / "texts"
    gold.mkdir()
    texts.mkdir()
    (texts / "wire.txt").write_text("Chile hosted Peru in Lima on Monday.\n", encoding="utf-8")
    (gold / "manifest.csv").write_text("file,published\nwire.txt,2024-05-08\n", encoding="utf-8")
    rows = [
        {"doc": "wire.txt", "anchor": "Chile hosted", "kind": "event", "source": ["CHL"]},
        {"doc": "wire.txt", "anchor": "Chile hosted", "kind": "forecast", "source": ["BOL"]},
        {"doc": "wire.txt", "anchor": "Not in it", "kind": "event", "source": ["CHL"]},
        {"doc": "other.txt", "anchor": "Chile", "kind": "event", "source": ["CHL"]},
        {"doc": "wire.txt", "anchor": "Chile hosted", "kind": "wish", "source": ["CHL"]},
    ]
    rows[0]["time"] = "2024-05-06"
    lines = "\n".join(map(json.dumps, rows))
    (gold / "wire.jsonl").write_text(lines, encoding="utf-8")
    return gold, texts


def test_folders_are_scored_with_the_manifest_beside_the_annotations(folders):
    report = run_statements(*folders, settings=Settings(processes=1), causes=True)
    assert (report.rows, report.used) == (5, 2)
    assert (report.scores["recall"].part, report.scores["recall"].whole) == (1, 2)
    assert report.scores["right_of_what_matches"]["time"].part == 1
    assert sum(report.scores["missed"].values()) == 1
    assert [one.where for one in report.unusable] == [
        "wire.jsonl:5",
        "wire.jsonl:3",
        "wire.jsonl:4",
    ]
    assert report.predictions[0]["doc"] == "wire.txt"


def test_documents_that_are_not_there_are_an_error(folders, tmp_path):
    (tmp_path / "empty").mkdir()
    with pytest.raises(InputError, match="none of the documents"):
        run_statements(folders[0], tmp_path / "empty", settings=Settings(processes=1))
