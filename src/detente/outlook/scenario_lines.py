"""Lines on scenarios that were kept: what each assumes, and what differs by it."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from typing import Any

from detente.model import Evidence, Item
from detente.outlook.naming import line_id
from detente.outlook.scenarios import Scenario
from detente.outlook.wording import Names, day, listing, names

MOST_SHOWN, MOST_CITED = 3, 5
TOLD = ("more", "fewer")


@dataclass(frozen=True, slots=True)
class Kept:
    """A scenario's newest run.

    Attributes:
        changed: what it rests on and has changed since, a phrase each.
    """

    scenario: Scenario
    changed: tuple[str, ...] = ()


def scenario_lines(kept: Iterable[Kept], *, codebook: Names) -> list[Item]:
    """Lines of the list ``scenarios``, one for each, with the rows that it rests on."""
    return [_line(one, codebook) for one in kept if one.scenario.rows]


def _line(one: Kept, codebook: Names) -> Item:
    scenario, rows = one.scenario, one.scenario.rows
    told = [row for row in rows if row["verdict"] in TOLD]
    shown = [_difference(row, codebook) for row in told[:MOST_SHOWN]]
    what = (
        f"the data tell of {listing(shown)}"
        if shown
        else f"of {len(rows)} relations the data can't tell that any differs"
    )
    since = (
        f" Changed since it ran: {listing(one.changed)}; run detente scenarios --rerun."
        if one.changed
        else ""
    )
    text = (
        f"Scenario “{scenario.name}”, assuming {listing(scenario.assumptions)}, up to "
        f"{day(scenario.until)}: {what}.{since}"
    )
    cited = [
        Evidence(dataset=proof["dataset"], row=proof["row"])
        for row in (told or rows)
        for proof in row["evidence"]
    ]
    fields: dict[str, object] = {
        "name": scenario.name,
        "assumptions": scenario.assumptions,
        "until": scenario.until,
        "dataset": scenario.dataset,
        "ran_on": scenario.ran_at.date(),
        "changed": one.changed,
        "n_relations": len(rows),
        "n_told": len(told),
        "differences": [_record(row) for row in rows],
    }
    evidence = tuple(dict.fromkeys(cited))[:MOST_CITED]
    return Item("scenarios", text, evidence, fields, id=line_id("scenarios", scenario.name))


def _difference(row: Mapping[str, Any], codebook: Names) -> str:
    size, low, high = abs(row["difference"]), row["low"], row["high"]
    return (
        f"{size:.1f} {row['verdict']} acts of {row['acts']} by {names((row['source'],), codebook)} "
        f"towards {names((row['target'],), codebook)} ({low:.1f} to {high:.1f})"
    )


def _record(row: Mapping[str, Any]) -> dict[str, object]:
    keys = "source target acts without with difference low high verdict".split()
    return {key: row[key] for key in keys}
