"""Who speaks: unnamed experts, "he", a quotation that goes on, a name behind the words."""

from __future__ import annotations

from collections.abc import Callable

import pytest

from detente.model import Statement

NAMED = "Aminata Diallo of the Lome Institute said that Togo may recall its envoy from Benin."


@pytest.mark.parametrize(
    ("text", "wanted", "speaker"),
    [
        (
            "Analysts in Accra expect Ghana to visit Togo.",
            "forecast GHA>TGO CONSULT",
            "Analysts in Accra",
        ),
        (
            "Western diplomats believe that Peru could expel Chile's envoy.",
            "forecast PER>CHL SANCTION",
            "Western diplomats",
        ),
        (f"{NAMED} She added that Ghana might visit Niger.", "forecast GHA>NER *", "Diallo"),
        (f"{NAMED} “Ghana could visit Niger.”", "forecast GHA>NER *", "Diallo"),
        (
            "If Peru enters the talks, Chile may visit Bolivia, Ana Rojas said.",
            "forecast CHL~BOL *",
            "Ana Rojas",
        ),
    ],
)
def test_the_speaker_is_named(
    found: Callable[..., Statement], text: str, wanted: str, speaker: str
) -> None:
    assert speaker in found(text, wanted).speaker


def test_a_speaker_is_forgotten_after_some_sentences(found: Callable[..., Statement]) -> None:
    text = f"{NAMED} Benin is calm. Togo is calm. Niger is calm. Ghana could visit Niger."
    assert found(text, "forecast GHA>NER *").speaker == ""
