"""A line of action is fixed where it was said before, laid down, and practised more since."""

from __future__ import annotations

import numpy as np

from detente.bench.calm import wandering
from detente.series import Coverage
from detente.signals.fixed_lines import FORMAL, KEPT, SAID, StepActs, find_fixed_lines
from detente.signals.fixed_wording import fixed_line

DAYS = 2000
SIGNED = 1000


def acts(said: object, formal: object, kept: object, *, target: str = "ETH") -> StepActs:
    parts = [np.asarray(one, dtype=np.int64) for one in (said, formal, kept)]
    days = np.concatenate(parts)
    steps = np.repeat([SAID, FORMAL, KEPT], [len(one) for one in parts])
    order = np.argsort(days, kind="stable")
    texts = ("consult", "sign formal agreement", "cooperate economically")
    return StepActs(
        dataset="made",
        source="KEN",
        target=target,
        bearing="cooperation",
        days=days[order],
        steps=steps[order],
        sectors=tuple("economic" if step == KEPT else "" for step in steps[order]),
        names=tuple(texts[step] for step in steps[order]),
        rows=tuple(f"row:{place}" for place in order),
        coverage=Coverage(0, np.ones(DAYS)),
    )


def on(chance: np.random.Generator, rate: object) -> np.ndarray:
    return np.flatnonzero(chance.random(DAYS) < rate)


def signed(chance: np.random.Generator, before: float, after: float) -> StepActs:
    rate = np.where(np.arange(DAYS) < SIGNED, before, after)
    return acts(on(chance, 0.03), [SIGNED, SIGNED + 2], on(chance, rate))


def test_what_was_said_signed_and_then_done_is_told_with_its_days_and_rows() -> None:
    (found,) = find_fixed_lines([signed(np.random.default_rng(1), 0.01, 0.12)])
    assert found.formal_on == SIGNED and found.steps[FORMAL].days == (SIGNED, SIGNED + 2)
    assert found.months[1] > 2 * found.months[3] and found.q <= 0.1
    line = fixed_line(found, named=lambda code: {"KEN": "Kenya", "ETH": "Ethiopia"}[code])
    assert line.fields["type"] == "institutionalisation"
    assert "became fixed" in line.text and "sign formal agreement" in line.text
    assert {one.row for one in line.evidence} <= {row for step in found.steps for row in step.rows}
    assert len(line.evidence) >= 5


def test_a_signature_after_which_nothing_changes_fixes_nothing() -> None:
    assert find_fixed_lines([signed(np.random.default_rng(2), 0.06, 0.06)]) == []


def test_what_grows_anyhow_was_not_fixed_by_a_signature() -> None:
    chance = np.random.default_rng(3)
    growing = on(chance, np.linspace(0.01, 0.12, DAYS))
    assert find_fixed_lines([acts(on(chance, 0.03), [SIGNED], growing)]) == []


def test_what_nobody_had_said_before_is_no_line() -> None:
    chance = np.random.default_rng(1)
    made = signed(chance, 0.01, 0.12)
    silent = acts([], [SIGNED], made.days[made.steps == KEPT])
    assert find_fixed_lines([silent]) == []


def test_what_stopped_again_was_not_kept() -> None:
    chance = np.random.default_rng(4)
    days = np.arange(DAYS)
    spell = np.where((days >= SIGNED) & (days < SIGNED + 240), 0.25, 0.01)
    assert find_fixed_lines([acts(on(chance, 0.03), [SIGNED], on(chance, spell))]) == []


def test_practice_that_comes_and_goes_is_seldom_taken_for_a_line() -> None:
    chance = np.random.default_rng(5)
    told = 0
    for _ in range(3):
        worlds = []
        for number in range(12):
            rate = 0.08 * np.exp(0.5 * wandering(chance, 0.97, days=DAYS))
            formal, kept = on(chance, 0.004), on(chance, rate)
            worlds.append(acts(on(chance, 0.04), formal, kept, target=f"S{number:02}"))
        told += len(find_fixed_lines(worlds))
    assert told <= 1


def test_a_year_of_data_is_too_short_to_say_what_was_kept() -> None:
    chance = np.random.default_rng(1)
    made = signed(chance, 0.01, 0.12)
    near = np.abs(made.days - SIGNED) < 180
    short = acts(
        made.days[near & (made.steps == SAID)] - 800, [SIGNED - 800],
        made.days[near & (made.steps == KEPT)] - 800,
    )  # fmt: skip
    cut = StepActs(**{
        name: Coverage(0, np.ones(380)) if name == "coverage" else getattr(short, name)
        for name in StepActs.__dataclass_fields__
    })  # fmt: skip
    assert find_fixed_lines([cut]) == []
