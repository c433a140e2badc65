"""What was conspicuously not done or said."""

from __future__ import annotations

from collections.abc import Callable

import pytest

from detente.model import Statement


@pytest.mark.parametrize(
    ("text", "wanted"),
    [
        ("Jordan kept silent after the Israeli raid on Syria.", "omission JOR>* *"),
        ("Moscow's silence on the Armenian appeal was noted.", "omission RUS>ARM *"),
        ("Ecuador's letter to Peru went unanswered.", "omission PER>ECU *"),
        ("Finland signed the declaration without mentioning Russia.", "omission FIN>RUS *"),
        ("Kenya's failure to condemn Uganda surprised many.", "omission KEN>UGA *"),
        ("Chad's decision to ignore Sudan's offer had a price.", "omission TCD>SDN *"),
        ("Ghana declined to comment on the Togolese proposal.", "omission GHA>TGO *"),
        ("Serbia's president skipped the summit hosted by Albania.", "omission SRB>ALB *"),
    ],
)
def test_a_silence_is_an_omission(found: Callable[..., Statement], text: str, wanted: str) -> None:
    found(text, wanted)


@pytest.mark.parametrize(
    "text",
    [
        "Norway declined the offer of Iceland.",
        "Chad will not remain silent about Sudan.",
        "Togo could not sign the treaty without consulting Ghana.",
        "In Peru's absence Chile signed the treaty with Bolivia.",
    ],
)
def test_refusing_and_speaking_up_are_no_silence(
    code: Callable[..., tuple[Statement, ...]], text: str
) -> None:
    assert "omission" not in {row.kind for row in code(text)}
