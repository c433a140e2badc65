"""Learned weights choose among targets, and only where the rules had to guess."""

from __future__ import annotations

import runpy
from collections.abc import Callable
from pathlib import Path

from detente.model import Statement
from detente.statements import sentence_reader
from detente.statements.target_choice import choices, target_weights

Code = Callable[..., tuple[Statement, ...]]
TRAINING = runpy.run_path(str(Path(__file__).parents[3] / "tools" / "train_targets.py"))

TEXT = (
    "Peru and Chile quarrelled over the border in March. Peru recalled its ambassador from Chile. "
    "Chile rejected the complaint of Peru. In April Peru put its navy on full alert."
)


def test_a_named_target_stays(code: Code) -> None:
    rows = code("Norway accused Iceland of overfishing. Denmark and Sweden watched Norway.")
    assert [(r.source, r.target) for r in rows if r.action == "ACCUSE"] == [(("NOR",), ("ISL",))]


def test_the_rules_target_comes_first_and_each_set_once(code: Code, monkeypatch: object) -> None:
    seen = []

    def note(draft: object, reader: object) -> None:
        seen.append((draft, choices(draft, reader)))  # type: ignore[arg-type]

    monkeypatch.setattr(sentence_reader, "choose_target", note)  # type: ignore[attr-defined]
    code(TEXT)
    assert seen
    for draft, offered in seen:
        assert offered[0].target == draft.target
        sets = [frozenset(p.code for p in choice.target) for choice in offered]
        assert len(sets) == len(set(sets))
        own = {p.code for p in draft.source}
        assert all(not own & codes for codes in sets[1:])


def test_without_weights_nothing_changes(code: Code, monkeypatch: object) -> None:
    target_weights.cache_clear()
    plain = [(r.source, r.target) for r in code(TEXT)]
    monkeypatch.setattr(  # type: ignore[attr-defined]
        "detente.statements.target_choice.target_weights", lambda: {"size1": 100.0, "size0": -100.0}
    )
    forced = [(r.source, r.target) for r in code(TEXT)]
    assert all(target for source, target in forced)
    assert len(plain) == len(forced)


def test_fitting_finds_what_makes_a_target_right() -> None:
    rows = [
        TRAINING["Row"](f"d{n}", 1.0, (False, True), ({"own": 1.0}, {"main": 1.0 + n % 2}))
        for n in range(40)
    ]
    weights = TRAINING["fit"](rows)
    assert weights["main"] > 0 > weights["own"]
    assert all(TRAINING["chosen"](row, weights) == 1 for row in rows)
