"""Do two reports tell of the same happening?

The rule errs towards two events: a wrong merge invents corroboration, a missed one only lists a
thing twice. Words are compared by the weighted Dice coefficient of their stems,
``2 * w(A & B) / (w(A) + w(B))`` with ``w`` the sum of inverse document frequencies (L. R. Dice,
Ecology 26, 1945, doi:10.2307/1932409); how much must be shared depends on how closely the dates
already agree.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from math import log

from detente.events.report import Report
from detente.events.timing import grain, meet
from detente.model import Statement

# Codes that annotators of one sentence swap for each other: the same happening may carry either.
NEAR_ACTIONS = (
    ("AGREE", "SUPPORT"),
    ("AGREE", "CONCEDE"),
    ("COOPERATE", "AID"),
    ("COOPERATE", "SUPPORT"),
    ("SANCTION", "COERCE"),
    ("SANCTION", "REJECT"),
    ("MOBILIZE", "THREATEN"),
    ("MOBILIZE", "ASSAULT"),
    ("COERCE", "ASSAULT"),
)
NEAR = {
    code: frozenset(other for pair in NEAR_ACTIONS if code in pair for other in pair)
    for code in {code for pair in NEAR_ACTIONS for code in pair}
}
# Least share of wording by the coarser of the two dates: a common day proves much, none nothing.
LEAST_LIKENESS = {"day": 0.12, "month": 0.3, "year": 0.4, "era": 0.5, "none": 0.5}
GRAINS = ("day", "month", "year", "era", "none")
NEAR_ACTION_COSTS = 0.15
OPEN_TARGET_COSTS = 0.2
# One author seldom tells one act twice in passing; a second sentence is mostly a second act.
SAME_DOCUMENT_COSTS = 0.15
QUANTITY_TOLERANCE = 0.2


def stem_weights(reports: Sequence[Report]) -> dict[str, float]:
    """Inverse document frequency of every stem: ``1 + ln(n / df)``."""
    seen = Counter(stem for report in reports for stem in report.stems)
    return {stem: 1.0 + log(len(reports) / count) for stem, count in seen.items()}


def weigh(stems: Iterable[str], *, weights: Mapping[str, float]) -> float:
    """Sum of the weights of some stems, added up in one order so that it is always the same."""
    return sum(weights.get(stem, 1.0) for stem in sorted(stems))


def likeness(one: frozenset[str], two: frozenset[str], *, weights: Mapping[str, float]) -> float:
    """Weighted Dice coefficient, 0 to 1; 0 where either side has no words."""
    whole = weigh(one, weights=weights) + weigh(two, weights=weights)
    return 2.0 * weigh(one & two, weights=weights) / whole if whole else 0.0


@dataclass(frozen=True, slots=True)
class Demand:
    """What two reports must share in words to be one happening, whatever each word weighs.

    Attributes:
        least: likeness of the words, 0 to 1.
        same_day: whether their dates agree on a day.
    """

    least: float
    same_day: bool


def demand_of(one: Report, two: Report) -> Demand | None:
    """What two reports demand of their words; None where they can't be one happening."""
    first, second = one.statement, two.statement
    costs = _action_costs(first, second)
    if costs is None:
        return None
    sides = _party_costs(first, second)
    if sides is None or not _details_fit(first, second):
        return None
    same_document = first.document == second.document
    if not _days_fit(one, two, slack_days=0 if same_document else 1):
        return None
    coarser = max(grain(one.window), grain(two.window), key=GRAINS.index)
    if coarser == "none" and (first.parties != second.parties or costs or sides):
        return None
    if coarser == "day" and _one_meeting(first, second):
        return Demand(0.0, True)
    costs += sides + SAME_DOCUMENT_COSTS * same_document
    return Demand(LEAST_LIKENESS[coarser] + costs, coarser == "day")


def match_strength(
    one: Report,
    two: Report,
    demand: Demand,
    *,
    weights: Mapping[str, float],
    wholes: Sequence[float],
) -> float:
    """How surely two reports tell of one happening: 0 for no, otherwise above 0 up to 2.

    Args:
        demand: as `demand_of` gives it.
        weights: of every stem.
        wholes: by number of a report, the weight of all its stems.

    The integer part says that the dates agree on a day; the rest is the likeness of the words.
    """
    whole = wholes[one.number] + wholes[two.number]
    alike = 2.0 * weigh(one.stems & two.stems, weights=weights) / whole if whole else 0.0
    return alike + demand.same_day if alike >= demand.least else 0.0


def _days_fit(one: Report, two: Report, *, slack_days: int) -> bool:
    """An undated report contradicts no date; two dates must share a day."""
    if one.window is None or two.window is None:
        return True
    return meet(one.window, two.window, slack_days=slack_days) is not None


def _one_meeting(one: Statement, two: Statement) -> bool:
    """Everything that two parties discussed on one day is one meeting, however it is told."""
    return one.action == two.action == "CONSULT" and one.parties == two.parties


def _action_costs(one: Statement, two: Statement) -> float | None:
    """Extra likeness that the two codes demand; None where they can't be one happening."""
    if one.denies != two.denies:
        return None
    mine, yours = one.action, two.action
    if mine == yours:
        return 0.0
    if mine in two.codes or yours in one.codes:
        return NEAR_ACTION_COSTS / 2
    return NEAR_ACTION_COSTS if yours in NEAR.get(mine, ()) else None


def _party_costs(one: Statement, two: Statement) -> float | None:
    """Extra likeness that the parties demand; None where they differ."""
    if not (one.directed and two.directed):
        every, other = one.parties, two.parties
        return 0.0 if len(every & other) > 1 and (every <= other or other <= every) else None
    forward = _sides_costs((one.source, one.target), (two.source, two.target))
    if forward is None and one.action == "CONSULT":
        return _sides_costs((one.source, one.target), (two.target, two.source))
    return forward


Sides = tuple[tuple[str, ...], tuple[str, ...]]


def _sides_costs(one: Sides, two: Sides) -> float | None:
    """Equal or nested sides cost nothing; a side left open by one report costs likeness."""
    costs = 0.0
    for mine, yours in zip(one, two, strict=True):
        if mine == yours or set(mine) == set(yours):
            continue
        if not mine or not yours:
            costs += OPEN_TARGET_COSTS
        elif not (set(mine) <= set(yours) or set(yours) <= set(mine)):
            return None
    return costs


def _details_fit(one: Statement, two: Statement) -> bool:
    """Change, sectors and quantity don't contradict each other."""
    if one.change and two.change and one.change != two.change:
        return False
    if one.sectors and two.sectors and not set(one.sectors) & set(two.sectors):
        return False
    if one.quantity_value is None or two.quantity_value is None:
        return True
    larger = max(abs(one.quantity_value), abs(two.quantity_value))
    return abs(one.quantity_value - two.quantity_value) <= QUANTITY_TOLERANCE * larger
