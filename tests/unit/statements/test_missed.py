"""What is told only to say that it was not done is an omission, and never an act."""

from __future__ import annotations

import pytest

ACTS = [
    ("condemned Peru", "condemn Peru", "condemning Peru", "ACCUSE"),
    ("recognised Peru", "recognise Peru", "recognising Peru", "SUPPORT"),
    ("expelled Peruvian envoys", "expel Peruvian envoys", "expelling Peruvian envoys", "SANCTION"),
]


@pytest.mark.parametrize(("past", "bare", "gerund", "root"), ACTS)
@pytest.mark.parametrize(
    "frame",
    [
        "Kenya changed its government without {gerund}.",
        "Kenya chose not to {bare}.",
        "Kenya decided not to {bare}.",
        "Kenya resisted the temptation to {bare}.",
        "Kenya could not bring itself to {bare}.",
        "Kenya came close to {gerund}.",
        "Not once has Kenya {past}.",
        "At no point did Kenya {bare}.",
        "Under no circumstances did Kenya {bare}.",
        "Kenya almost {past}.",
        "Kenya very nearly {past}.",
    ],
)
def test_a_missed_act_is_an_omission(found, code, frame, past, bare, gerund, root):
    text = frame.format(past=past, bare=bare, gerund=gerund)
    assert found(text, f"omission KEN>PER {root}")
    assert not [row for row in code(text) if row.kind == "event" and row.codes]


@pytest.mark.parametrize(
    ("text", "wanted"),
    [
        ("Trade between Kenya and Peru nearly doubled.", "event KEN=PER COOPERATE"),
        ("Kenya cannot win without consulting Peru.", "assessment KEN>PER *|forecast KEN>PER *"),
        ("Kenya will almost certainly condemn Peru.", "forecast KEN>PER *"),
    ],
)
def test_what_only_looks_missed_stays(found, text, wanted):
    assert found(text, wanted)
