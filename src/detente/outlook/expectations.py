"""Lines on what the model expects: numbers first, words derived from them, the baseline beside."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date
from typing import Protocol

from detente.model import Evidence, Item
from detente.outlook.count_backtest import MODEL, CountForecast
from detente.outlook.naming import line_id
from detente.outlook.wording import Names, day, names

# The steps of the yardstick, as they stand after "is"; intervals come from the table of phrases.
STEPS = (
    ("almost no chance", "has almost no chance"),
    ("very unlikely", "is very unlikely"),
    ("unlikely", "is unlikely"),
    ("roughly even chance", "has a roughly even chance"),
    ("likely", "is likely"),
    ("very likely", "is very likely"),
    ("almost certain", "is almost certain"),
)
# Where the table lacks a step: the yardstick of ICD 203.
YARDSTICK = (
    (0.01, 0.05),
    (0.05, 0.2),
    (0.2, 0.45),
    (0.45, 0.55),
    (0.55, 0.8),
    (0.8, 0.95),
    (0.95, 1),
)
LEAST_SHOWN = 0.0005


class Likelihoods(Protocol):
    """The table of probability phrases."""

    def interval(self, phrase: str) -> tuple[float, float] | None:
        """The interval that a phrase stands for, None where the table does not have it."""


class Vocabulary(Names, Protocol):
    """The part of a codebook that these lines need."""

    @property
    def likelihood(self) -> Likelihoods:
        """The table of probability phrases."""


@dataclass(frozen=True, slots=True)
class Expected:
    """A forecast of the model with what it was made from.

    Attributes:
        source, target: codes; ``act`` what is counted, in words.
        opens_on, closes_on: the window.
        dataset: that it was fitted on; ``windows`` how many past windows it was tried on.
        beaten, judged: share of dyads with fifty events on which the model beats every baseline,
            None where there is none, and how many those are.
        evidence: the newest rows.
    """

    source: str
    target: str
    act: str
    opens_on: date
    closes_on: date
    dataset: str
    windows: int
    beaten: float | None
    judged: int
    made: CountForecast
    evidence: tuple[Evidence, ...]


def word_for(probability: float, likelihood: Likelihoods) -> str:
    """The step of the yardstick for a number: of those whose interval in the table holds it, the
    narrowest, which says most; where none does, the one with the nearest middle.

    >>> from detente.codebook import load_codebook
    >>> word_for(0.65, load_codebook().likelihood), word_for(0.02, load_codebook().likelihood)
    ('likely', 'almost no chance')
    """
    bounds = [
        likelihood.interval(step) or usual
        for (step, _), usual in zip(STEPS, YARDSTICK, strict=True)
    ]
    places = range(len(STEPS))
    holding = [place for place in places if bounds[place][0] <= probability <= bounds[place][1]]
    if holding:
        return STEPS[min(holding, key=lambda place: bounds[place][1] - bounds[place][0])][0]
    return STEPS[min(places, key=lambda place: abs(sum(bounds[place]) / 2 - probability))][0]


def expectation_lines(expected: Sequence[Expected], *, codebook: Vocabulary) -> list[Item]:
    """Lines of the list ``expectations``, in the order given; without rows there is no line."""
    return [_line(one, codebook) for one in expected if one.evidence]


def _line(one: Expected, codebook: Vocabulary) -> Item:
    made = one.made
    word = word_for(made.p_any, codebook.likelihood)
    said = dict(STEPS)[word]
    between = f"{names((one.source,), codebook)} towards {names((one.target,), codebook)}"
    number = f"{made.mean:.1f} expected, {made.low} to {made.high} in nine of ten cases"
    text = (
        f"At least one act of {one.act} by {between} from {day(one.opens_on)} to "
        f"{day(one.closes_on)} {said} ({_percent(made.p_any)}; {number}), {_by(one)}."
    )
    last = max((k for k, part in enumerate(made.distribution) if part >= LEAST_SHOWN), default=0)
    fields: dict[str, object] = {
        "source": (one.source,),
        "target": (one.target,),
        "act": one.act,
        "window": (one.opens_on, one.closes_on),
        "p_any": round(made.p_any, 4),
        "word": word,
        "mean": round(made.mean, 3),
        "low": made.low,
        "high": made.high,
        "distribution": [round(float(part), 5) for part in made.distribution[: last + 1]],
        "forecaster": made.forecaster,
        "baselines": {
            name: {"p_any": round(chance, 4), "mean": round(mean, 3)}
            for name, (chance, mean) in made.baselines.items()
        },
        "skill": None if made.skill is None else round(made.skill, 3),
        "windows": one.windows,
        "share_of_dyads_beaten": one.beaten,
        "dyads_judged": one.judged,
        "dataset": one.dataset,
    }
    identity = line_id("expectations", one.dataset, one.act, one.source, one.target)
    return Item("expectations", text, one.evidence, fields, id=identity)


def _by(one: Expected) -> str:
    """Who says so, and how that did in the backtest."""
    made = one.made
    others = {name: pair for name, pair in made.baselines.items() if name != made.forecaster}
    name, (chance, mean) = next(iter(others.items()))
    beside = f"{name}: {_percent(chance)}, {mean:.1f} expected"
    if made.forecaster != MODEL:
        return f"by its {made.forecaster}, which did better here than the model ({beside})"
    if made.skill is None:
        return f"by the model, which could not be tried on past windows ({beside})"
    gain = round(100 * made.skill)
    error = f"{gain or 'not even 1'} % less error than the best baseline"
    return f"by the model, with {error} over {one.windows} past windows ({beside})"


def _percent(share: float) -> str:
    """Whole per cent; never a certainty."""
    return f"{min(99, max(1, round(100 * share)))} %"
