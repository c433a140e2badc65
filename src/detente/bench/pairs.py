"""The relation between two given parties, against published annotation.

Source and target are given, every row has a relation, and only its root is asked: the measure of
PLV (Hu et al., ACL 2024). Macro-F1 is over the roots, quad classes or sides of the gold.

Where the annotators of that set counted otherwise than the codebook here, what was decided is
turned into their terms before it is scored: sanctions and embargoes imposed count as COERCE (as
in PLOVER's conversion table), blockades and cyber attacks as ASSAULT (CAMEO's
category 19), and an agreement reached as SUPPORT (CAMEO 057, which dictionaries give to it).
"""

from __future__ import annotations

import re
from collections.abc import Sequence
from pathlib import Path
from typing import TYPE_CHECKING

from detente.adapters.parser import load_coder
from detente.bench.pair_rows import PairRow, read_pairs
from detente.bench.reports import Report, Value
from detente.bench.scores import Confusion
from detente.codebook import Codebook, load_codebook
from detente.statements.pair_coding import code_pairs

if TYPE_CHECKING:
    from detente.settings import Settings
    from detente.statements.pairing import PairReading

CONVENTIONS = (
    ("SANCTION", re.compile(r"\b(?:sanction|embargo)(?:s|es|ed|ing)?\b", re.I), "COERCE"),
    (
        "AGREE",
        re.compile(
            r"\b(?:reach|agree|conclud|struck|strik|seal|clinch)\w*\b.*\b(?:agreement|deal|accord|text)",
            re.I,
        ),
        "SUPPORT",
    ),
    ("COERCE", re.compile(r"\bblockad|\bcyber|\bhack", re.I), "ASSAULT"),
)


def run_pairs(path: Path, *, settings: Settings) -> Report:
    """Code the pairs of a table and score their roots.

    Raises:
        InputError: if the file is not of the form.
    """
    codebook = load_codebook(settings.codebook_folder)
    read, count = read_pairs(path)
    coder = load_coder(codebook, settings)
    readings = code_pairs([row.pair for row in read.rows], coder=coder)
    codes = [annotators_root(reading) for reading in readings]
    return Report(
        bench="plover",
        file=str(path),
        rows=count,
        used=len(read.rows),
        unusable=read.rejected,
        scores=score_pairs(read.rows, codes, codebook=codebook),
        confusion={"root": _roots(read.rows, codes)},
        predictions=tuple(_predictions(read.rows, codes, count)),
    )


def annotators_root(reading: PairReading) -> str:
    """The root that was decided, in the terms of the published annotation."""
    for code, words, theirs in CONVENTIONS:
        if reading.code == code and words.search(reading.trigger):
            return theirs
    return reading.code


def score_pairs(
    rows: Sequence[PairRow], codes: Sequence[str], *, codebook: Codebook
) -> dict[str, Value]:
    """Accuracy, and macro-F1 over roots, quad classes and the two sides."""
    quad = codebook.intensity.quad
    tables = {"root": _roots(rows, codes), "quad": Confusion(), "binary": Confusion()}
    for row, code in zip(rows, codes, strict=True):
        classes = [quad(root) if root else "" for root in (row.root, code)]
        tables["quad"].add(classes[0], classes[1])
        tables["binary"].add(*(name.rpartition(" ")[2] for name in classes))
    scores: dict[str, Value] = {
        f"macro_f1_{name}": table.macro_f1() for name, table in tables.items()
    }
    scores["accuracy"] = tables["root"].accuracy()
    scores["f1"] = {
        label: tables["root"].of(label).f1 for label in tables["root"].labels() if label
    }
    return scores


def _roots(rows: Sequence[PairRow], codes: Sequence[str]) -> Confusion:
    table = Confusion()
    for row, code in zip(rows, codes, strict=True):
        table.add(row.root, code)
    return table


def _predictions(
    rows: Sequence[PairRow], codes: Sequence[str], count: int
) -> list[dict[str, object]]:
    """An object for every row of the file; rows that could not be used have no code."""
    known = {row.number: code for row, code in zip(rows, codes, strict=True)}
    return [{"row": number, "code": known.get(number) or None} for number in range(count)]
