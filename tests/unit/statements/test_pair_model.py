"""The file of the pair model: written, read back, damaged; and what its weights do."""

from __future__ import annotations

import runpy
from pathlib import Path

import pytest

from detente.errors import CodebookError
from detente.statements.pair_model import from_bytes, load_pair_model, to_bytes
from detente.statements.pair_weighing import combined
from detente.statements.pairing import PairReading

TRAINING = runpy.run_path(str(Path(__file__).parents[3] / "tools" / "train_pairs.py"))
TWO = {"w:thank": (-40, 90), "w:blame": (80, -30)}


def written():
    return to_bytes(("ACCUSE", "SUPPORT"), TWO, scale=0.01, temperature=0.5)


def example(word, root):
    return TRAINING["Example"](word, (f"w:{word}", "bias"), root, "")


def test_a_model_reads_back_as_it_was_written():
    model = from_bytes(written())
    assert model.margins(["w:thank"]).tolist() == pytest.approx([-0.4, 0.9])
    assert model.margins(["w:unknown"]).tolist() == [0.0, 0.0]


def test_shares_add_up_and_favour_the_larger_margin():
    shares = from_bytes(written()).shares(["w:thank"])
    assert sum(shares.values()) == pytest.approx(1.0)
    assert shares["SUPPORT"] > shares["ACCUSE"]


def test_a_damaged_file_is_refused():
    content = bytearray(written())
    content[-1] ^= 1
    with pytest.raises(CodebookError, match="digest"):
        from_bytes(bytes(content))
    with pytest.raises(CodebookError, match="no pair weights"):
        from_bytes(b"oops")


def test_training_twice_gives_the_same_bytes_and_tells_words_apart():
    rows = [example("thank", "SUPPORT"), example("blame", "ACCUSE")] * 3
    first, second = TRAINING["trained"](rows), TRAINING["trained"](rows)
    assert first == second
    shares = from_bytes(first).shares(["w:blame", "bias"])
    assert shares["ACCUSE"] > 0.5


def test_the_package_holds_a_model_of_all_roots():
    model = load_pair_model()
    assert model is not None
    assert len(model.roots) == 16 and "NONE" in model.roots


def test_no_feature_names_a_state():
    model = load_pair_model()
    words = {part for name in model.rows for part in name.lower().replace(":", "_").split("_")}
    assert not words & {"france", "germany", "china", "russia", "kenya", "iran", "israel"}


def test_the_rules_count_in_full_only_where_they_are_sure():
    shares = {"ACCUSE": 0.55, "AID": 0.45}
    sure = combined(shares, PairReading("AID", margin=4.0))
    unsure = combined(shares, PairReading("AID", margin=0.3))
    assert sure["AID"] > sure["ACCUSE"]
    assert unsure["AID"] < unsure["ACCUSE"]
