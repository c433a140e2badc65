"""What actors are called when they are not named, and on which side of another a state lies."""

from __future__ import annotations

from pathlib import Path

import pytest

from detente.codebook import load_codebook
from detente.codebook.descriptions import read_descriptions
from detente.errors import CodebookError


@pytest.mark.parametrize(
    ("noun", "code", "meant"),
    [
        ("court", "ICJ", True),
        ("court", "IMF", False),
        ("fund", "IMF", True),
        ("rebels", "M23", True),
        ("rebels", "CHN", False),
        ("kingdom", "JOR", True),
        ("kingdom", "FRA", False),
        ("banana", "FRA", False),
    ],
)
def test_noun_can_mean_actor(noun: str, code: str, meant: bool) -> None:
    codebook = load_codebook()
    assert codebook.descriptions.can_be(noun, code, codebook.actors) is meant


@pytest.mark.parametrize(
    ("code", "other", "word", "true"),
    [
        ("USA", "CAN", "southern", True),
        ("USA", "CAN", "northern", False),
        ("PAK", "IND", "western", True),
        ("UKR", "POL", "eastern", True),
        ("SRB", "HUN", "southern", True),
        ("USA", "CAN", "friendly", False),
        ("EU", "CAN", "southern", False),
    ],
)
def test_state_lies_on_a_side(code: str, other: str, word: str, true: bool) -> None:
    assert load_codebook().descriptions.lies(code, other, word) is true


def test_every_described_code_and_every_state_is_known() -> None:
    codebook = load_codebook()
    known = set(codebook.actors.codes())
    for codes in codebook.descriptions.nouns.values():
        assert {code for code in codes if not code.startswith("*")} <= known
    states = {c for c in known if codebook.actors.actor(c).kind == "state"}
    assert set(codebook.descriptions.places) <= states
    assert len(states - set(codebook.descriptions.places)) <= 5


def test_noun_that_stands_twice_is_an_error(tmp_path: Path) -> None:
    (tmp_path / "descriptions.tsv").write_text("nouns\tcodes\ncourt\tICJ\ncourt\tICC\n")
    with pytest.raises(CodebookError, match=r"descriptions.tsv:3.*court"):
        read_descriptions(tmp_path)
