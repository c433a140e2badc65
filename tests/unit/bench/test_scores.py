"""Counting, as arithmetic on small numbers."""

from __future__ import annotations

import pytest

from detente.bench.reports import Report, as_json, lines_of
from detente.bench.scores import Agreement, Confusion, Share
from detente.model import Rejection


def test_agreement_is_precision_recall_and_their_harmonic_mean():
    one = Agreement(right=2, predicted=4, gold=3)
    assert (one.precision, one.recall) == (2 / 4, 2 / 3)
    assert one.f1 == pytest.approx(2 * (2 / 4) * (2 / 3) / (2 / 4 + 2 / 3))
    assert Agreement().f1 == Agreement().precision == Agreement().recall == 0


def table(*pairs):
    found = Confusion()
    for gold, predicted in pairs:
        found.add(gold, predicted)
    return found


def test_macro_f1_is_the_mean_over_gold_labels():
    one = table(("AID", "AID"), ("AID", "REJECT"), ("REJECT", "REJECT"), ("", "COERCE"))
    aid = 2 * 1 / (1 + 2)
    reject = 2 * 1 / (2 + 1)
    assert one.macro_f1() == pytest.approx((aid + reject) / 2)
    assert one.macro_f1(["AID", "COERCE"]) == pytest.approx((aid + 0) / 2)
    assert one.accuracy() == Share(2, 4)


def test_a_report_says_what_could_not_be_used():
    report = Report(
        "events",
        "a.jsonl",
        3,
        2,
        (Rejection("row 1", "a.jsonl:2", "not JSON"),),
        scores={"root": {"macro_f1": 0.5}, "found": Share(1, 2), "event": Agreement(1, 2, 2)},
        confusion={"root": table(("AID", ""))},
    )
    said = as_json(report)
    assert said["unusable"] == [{"where": "a.jsonl:2", "reason": "not JSON"}]
    assert said["scores"]["found"] == {"share": 0.5, "part": 1, "whole": 2}
    assert said["scores"]["event"]["f1"] == 0.5
    assert said["confusion"] == {"root": {"AID": {"(none)": 1}}}
    assert not any("(none)" in line for line in lines_of(report))
    assert any("(none)" in line for line in lines_of(report, verbose=True))
    assert "root macro f1  0.500" in "\n".join(lines_of(report))
