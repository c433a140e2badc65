"""Runs of scenarios as rows: each relation with and without the assumption, and side by side."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from typing import TYPE_CHECKING

from detente.errors import InputError

if TYPE_CHECKING:
    from datetime import datetime

    from detente.outlook.entries import Entry
    from detente.outlook.scenarios import Scenario
    from detente.pipeline_scenarios import Ran

CANNOT_TELL = "the data can't tell"
ASSUMED = "assumed to stop"


def difference_rows(ran: Ran) -> list[dict[str, object]]:
    """The relations as rows: those of which the data tell first, then by size."""
    rows: list[tuple[tuple[bool, float], dict[str, object]]] = []
    conditionals = [conditional_row(entry, outcome) for entry, outcome in ran.conditionals]
    for one, relation, evidence in zip(ran.differences, ran.relations, ran.evidence, strict=True):
        verdict = CANNOT_TELL
        if one.assumed:
            verdict = ASSUMED
        elif one.told:
            verdict = "more" if one.difference > 0 else "fewer"
        row = {
            "relation": f"{relation.source}>{relation.target}",
            "source": relation.source,
            "target": relation.target,
            "acts": relation.acts,
            "without": round(one.without, 2),
            "without_interval": one.without_interval,
            "with": round(one.with_it, 2),
            "with_interval": one.with_interval,
            "difference": round(one.difference, 3),
            "low": round(one.low, 3),
            "high": round(one.high, 3),
            "p_more": round(one.p_more, 3),
            "verdict": verdict,
            "dataset": ran.dataset,
            "span": (ran.last_day, ran.until),
            "assumptions": [each.text for each in ran.assumptions],
            "draws": ran.draws,
            "seed": ran.seed,
            "conditionals": conditionals,
            "evidence": [{"dataset": cited.dataset, "row": cited.row} for cited in evidence],
        }
        rows.append(((not one.told, -abs(one.difference)), row))
    return [row for _, row in sorted(rows, key=lambda pair: pair[0])]


def conditional_row(entry: Entry, outcome: str) -> dict[str, object]:
    """What a document forecasts on the same condition, with its author and how it came out."""
    return {
        "id": entry.id,
        "speaker": entry.judge,
        "publisher": entry.publisher,
        "text": entry.text,
        "condition": entry.condition,
        "likelihood": None if entry.low is None else (entry.low, entry.high),
        "window": None if entry.closes_on is None else (entry.opens_on, entry.closes_on),
        "made_on": entry.made_on,
        "outcome": outcome,
        "document": entry.document,
        "start": entry.start,
        "end": entry.end,
    }


def newest_runs(runs: Iterable[Scenario]) -> dict[str, Scenario]:
    """By name the run that was kept last."""
    return {one.name: one for one in runs}


def by_run(runs: Iterable[Scenario], names: Sequence[str]) -> dict[str, Scenario]:
    """All runs of one scenario by when they ran, the oldest first: to the second, and closer
    only where two ran in one.

    Raises:
        InputError: unless one name is given, of a scenario that is kept.
    """
    if len(names) != 1:
        raise InputError("--runs compares the runs of one scenario; give its name")
    known = list(runs)
    found = [one for one in known if one.name == names[0]]
    if not found:
        kept = dict.fromkeys(one.name for one in known)
        raise InputError(
            f"no scenario {names[0]!r} is kept; those are: {', '.join(kept) or 'none'}"
        )
    return dict(zip(_moments([one.ran_at for one in found]), found, strict=True))


def _moments(times: Sequence[datetime]) -> list[str]:
    """Each time as text by which it differs from all others."""
    named: dict[str, int] = {}
    told = []
    for at, second in zip(times, [f"{one:%Y-%m-%dT%H:%M:%S}" for one in times], strict=True):
        shared = sum(f"{one:%Y-%m-%dT%H:%M:%S}" == second for one in times) > 1
        text = f"{at:%Y-%m-%dT%H:%M:%S.%f}" if shared else second
        named[text] = named.get(text, 0) + 1
        told.append(text if named[text] == 1 else f"{text}#{named[text]}")
    return told


def compared(kept: Mapping[str, Scenario], names: Sequence[str]) -> list[dict[str, object]]:
    """Relations by scenario: the difference that each makes, with its interval.

    Raises:
        InputError: if there is no scenario of a name.
    """
    table: dict[tuple[str, str], dict[str, object]] = {}
    for name in names:
        if name not in kept:
            raise InputError(
                f"no scenario {name!r} is kept; those are: {', '.join(kept) or 'none'}"
            )
        for row in kept[name].rows:
            line = table.setdefault(
                (row["relation"], row["acts"]), {"relation": row["relation"], "acts": row["acts"]}
            )
            said = f"{row['difference']} ({row['low']} to {row['high']})"
            line[name] = said if row["verdict"] != CANNOT_TELL else f"{said}: can't tell"
    return list(table.values())


def told_verdict(row: Mapping[str, object], names: Mapping[str, str]) -> str:
    """What a run shows of one relation, in a sentence.

    >>> told_verdict({"source": "KEN", "target": "UGA", "acts": "conflict", "verdict": "fewer",
    ...     "difference": -1.25, "low": -2.0, "high": -0.5}, {"KEN": "Kenya", "UGA": "Uganda"})
    'Fewer acts of conflict by Kenya towards Uganda: about 1.2 fewer (0.5 to 2.0).'
    """
    source, target = (str(row[side]) for side in ("source", "target"))
    what = f"acts of {row['acts']} by {names.get(source, source)} towards "
    what += names.get(target, target)
    if row["verdict"] == CANNOT_TELL:
        return f"The data can't tell whether {what} would differ."
    if row["verdict"] == ASSUMED:
        return f"{what[0].upper()}{what[1:]} are assumed to stop."
    ends = sorted(abs(float(str(row[end]))) for end in ("low", "high"))
    word = str(row["verdict"])
    size = f"{abs(float(str(row['difference']))):.1f} {word} ({ends[0]:.1f} to {ends[1]:.1f})"
    return f"{word.capitalize()} {what}: about {size}."
