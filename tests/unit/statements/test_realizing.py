"""Phrases that stress who acted, or that it came to the act, are read as the act."""

from __future__ import annotations

import pytest

ACTS = [
    ("condemned Peru", "condemn Peru", "condemning Peru", "ACCUSE"),
    ("sent food aid to Peru", "send food aid to Peru", "sending food aid to Peru", "AID"),
    ("shelled Peruvian towns", "shell Peruvian towns", "shelling Peruvian towns", "ASSAULT"),
]


@pytest.mark.parametrize(("past", "bare", "gerund", "root"), ACTS)
@pytest.mark.parametrize(
    "frame",
    [
        "It was Kenya that {past}.",
        "It was Kenya which {past}.",
        "Kenya was the first to {bare}.",
        "Kenya was the only state in the region to {bare}.",
        "Kenya went on to {bare}.",
        "Kenya went so far as to {bare}.",
        "Kenya is reported to have {past}.",
        "Kenya is believed to have {past}.",
        "Kenya's reply was to {bare}.",
        "What Kenya did next was to {bare}.",
        "All that Kenya did was to {bare}.",
        "Kenya had the courage to {bare}.",
        "It took Kenya a week to {bare}.",
        "The news that Kenya had {past} came on Monday.",
        "This explains why Kenya {past}.",
    ],
)
def test_the_act_is_told(found, frame, past, bare, gerund, root):
    text = frame.format(past=past, bare=bare, gerund=gerund)
    assert found(text, f"event KEN>PER {root}")


@pytest.mark.parametrize(
    ("text", "wanted"),
    [
        ("Peru is said to have been shelled by Kenya.", "event KEN>PER ASSAULT"),
        ("It was Peru that Kenya condemned.", "event KEN>PER ACCUSE"),
        ("Kenya was forced to cede the valley to Peru.", "event KEN>PER CONCEDE"),
        ("Kenya may go on to condemn Peru.", "forecast KEN>PER *"),
        ("It was Norway who telephoned Chile and threatened Peru.", "event NOR>PER THREATEN"),
    ],
)
def test_sides_tense_and_helpers_are_kept(found, text, wanted):
    assert found(text, wanted)


@pytest.mark.parametrize(
    "text",
    [
        "It was not Kenya that shelled Peru.",
        "Kenya was not the first to condemn Peru.",
        "Kenya is not known to have shelled Peru.",
        "Kenya was not forced to cede the valley to Peru.",
    ],
)
def test_what_is_denied_is_no_act(code, text):
    assert not [row for row in code(text) if row.kind == "event" and row.codes]
