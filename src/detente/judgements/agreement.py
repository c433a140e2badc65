"""How far reviewers agree beyond chance, on verdicts and on the fields that they corrected.

Cohen's kappa compares two reviewers, ``(p_o - p_e) / (1 - p_e)`` with the share of agreement that
their own habits would give by chance (J. Cohen, Educational and Psychological Measurement 20,
1960, doi:10.1177/001316446002000104). Krippendorff's alpha takes any number of reviewers and
missing ratings, ``1 - D_o / D_e`` over the coincidences of values (A. F. Hayes and K.
Krippendorff, Communication Methods and Measures 1, 2007, doi:10.1080/19312450709336664).

Both mislead where nearly all statements get one value, and with few doubly judged statements; the
number of those stands beside each.
"""

from __future__ import annotations

import dataclasses
from collections import Counter
from collections.abc import Hashable, Iterable, Mapping, Sequence
from dataclasses import dataclass
from itertools import combinations

from detente.judgements.settling import Settled, corrected, newest, standing, with_coded_keys
from detente.judgements.verdicts import PAIRS
from detente.model import Judgement, Statement

Ratings = Mapping[str, Hashable]
"""By reviewer: the value that one unit got."""


@dataclass(frozen=True, slots=True)
class Agreement:
    """How far reviewers agree on one thing.

    Attributes:
        about: ``verdict`` or the name of a field.
        reviewers: whose ratings were compared, sorted.
        n: statements that at least two of them judged.
        agreed: share of pairs of ratings of one statement that are equal, None without any.
        kappa: of exactly two reviewers, None for more, or where it is not defined.
        alpha: None where it is not defined: no statement judged twice, or one value throughout.
    """

    about: str
    reviewers: tuple[str, ...]
    n: int
    agreed: float | None
    kappa: float | None
    alpha: float | None


def cohen_kappa(pairs: Sequence[tuple[Hashable, Hashable]]) -> float | None:
    """Cohen's kappa of two raters, -1 to 1; None without pairs, or where chance gives 1.

    >>> round(cohen_kappa([("a", "a")] * 20 + [("a", "b")] * 5 + [("b", "a")] * 10
    ...     + [("b", "b")] * 15), 3)
    0.4
    """
    n = len(pairs)
    if not n:
        return None
    observed = sum(one == two for one, two in pairs) / n
    first, second = Counter(one for one, _ in pairs), Counter(two for _, two in pairs)
    expected = sum(first[value] * second[value] for value in first) / n**2
    return (observed - expected) / (1.0 - expected) if expected < 1.0 else None


def krippendorff_alpha(units: Iterable[Sequence[Hashable]]) -> float | None:
    """Krippendorff's alpha for nominal values; each unit holds the ratings that it got.

    Units with fewer than two ratings count for nothing.

    Returns:
        At most 1; 0 for chance; None where no unit has two ratings or all ratings are one value.
    """
    coincidences: Counter[tuple[Hashable, Hashable]] = Counter()
    for ratings in units:
        if len(ratings) < 2:
            continue
        counts = Counter(ratings)
        for one in counts:
            for two in counts:
                pairs = counts[one] * (counts[two] - (one == two))
                coincidences[one, two] += pairs / (len(ratings) - 1)  # type: ignore[assignment]
    totals: Counter[Hashable] = Counter()
    for (one, _), weight in coincidences.items():
        totals[one] += weight
    n = sum(totals.values())
    apart = n**2 - sum(total**2 for total in totals.values())
    if not n or apart < 1e-9:
        return None
    disagreed = sum(weight for (one, two), weight in coincidences.items() if one != two)
    return 1.0 - (n - 1) * disagreed / apart


def agree(about: str, units: Sequence[Ratings]) -> Agreement:
    """The agreement on one thing over units with their ratings by reviewer."""
    doubled = [unit for unit in units if len(unit) > 1]
    reviewers = tuple(sorted({name for unit in doubled for name in unit}))
    pairs = [pair for unit in doubled for pair in combinations(unit.values(), 2)]
    kappa = None
    if len(reviewers) == 2:
        kappa = cohen_kappa([(unit[reviewers[0]], unit[reviewers[1]]) for unit in doubled])
    return Agreement(
        about=about,
        reviewers=reviewers,
        n=len(doubled),
        agreed=sum(one == two for one, two in pairs) / len(pairs) if pairs else None,
        kappa=kappa,
        alpha=krippendorff_alpha([tuple(unit.values()) for unit in doubled]),
    )


def agreements(
    statements: Sequence[Statement], judgements: Iterable[Judgement]
) -> tuple[Agreement, ...]:
    """Agreement of all reviewers on verdicts, of each two of them, and on corrected fields.

    A reviewer's rating of a statement is what that reviewer's own judgements come to; whoever
    gave no name is left out. A field counts where somebody corrected it: its value is the one
    that the reviewer gave, or the coder's where the reviewer let it stand.

    Returns:
        First the verdicts of all, then those of each two where there are more, then the fields
        by name.
    """
    by_key = {one.key: one for one in statements}
    rated = own_ratings(statements, judgements)
    doubled = {key: own for key, own in rated.items() if len(own) > 1 and key in by_key}
    verdicts = [{name: one.verdict for name, one in own.items()} for own in doubled.values()]
    found = [agree("verdict", verdicts)]
    reviewers = sorted({name for unit in verdicts for name in unit})
    if len(reviewers) > 2:
        for pair in combinations(reviewers, 2):
            both = [
                {name: unit[name] for name in pair} for unit in verdicts if set(pair) <= {*unit}
            ]
            found.append(agree("verdict", both))
    fields = sorted(
        {name for own in doubled.values() for one in own.values() for name, _ in one.corrected}
    )
    for name in fields:
        found.append(agree(name, _field_ratings(name, doubled, by_key)))
    return tuple(one for one in found if one.n or one.about == "verdict")


def own_ratings(
    statements: Sequence[Statement], judgements: Iterable[Judgement]
) -> dict[str, dict[str, Settled]]:
    """By coded key and reviewer: what that reviewer's judgements on the statement come to."""
    rated: dict[str, dict[str, Settled]] = {}
    by_reviewer: dict[str, list[Judgement]] = {}
    for judgement in with_coded_keys(statements, judgements):
        if judgement.reviewer and judgement.verdict not in PAIRS:
            by_reviewer.setdefault(judgement.reviewer, []).append(judgement)
    for reviewer, own in by_reviewer.items():
        for key, settled in newest(standing(own)).items():
            rated.setdefault(key, {})[reviewer] = settled
    return rated


def _field_ratings(
    name: str, doubled: Mapping[str, Mapping[str, Settled]], by_key: Mapping[str, Statement]
) -> list[Ratings]:
    """The values of one field of the statements in which somebody corrected any of it."""
    units: list[Ratings] = []
    for key, own in doubled.items():
        kept = {who: one for who, one in own.items() if one.verdict != "reject"}
        if len(kept) < 2 or not any(name in dict(one.corrected) for one in kept.values()):
            continue
        units.append({who: _value(name, by_key[key], one) for who, one in kept.items()})
    return units


def _value(name: str, statement: Statement, settled: Settled) -> Hashable:
    value: object = getattr(corrected(statement, settled), name)
    if isinstance(value, tuple) and name in ("source", "target", "sectors"):
        return frozenset(value)
    return dataclasses.astuple(value) if dataclasses.is_dataclass(value) else value  # type: ignore
