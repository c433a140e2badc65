"""What would follow from an assumed act: kept runs, one of them, and several side by side."""

from __future__ import annotations

import json
from collections.abc import Mapping, Sequence
from typing import TYPE_CHECKING

from markupsafe import Markup

from detente.errors import Missing
from detente.model import ACTIONS, Evidence
from detente.pipeline_datasets import held_datasets
from detente.pipeline_picture import Sight
from detente.pipeline_scenario_changes import changes_since, conditionals_known
from detente.pipeline_scenario_rows import newest_runs, told_verdict
from detente.pipeline_scenarios import kept_scenarios
from detente.web.asking import Ask
from detente.web.page import Page

if TYPE_CHECKING:
    from detente.outlook.scenarios import Scenario

MOST_BESIDE = 6
MOST_RELATIONS = 40


def show(ask: Ask) -> Page:
    """The newest runs of the state's scenarios side by side, and the form for another."""
    kept = runs_of(ask)
    beside = list(kept.values())[:MOST_BESIDE]
    table = beside_each_other(beside)
    values = {
        "actor": ask.actor,
        "as_of": ask.as_of,
        "scenarios": [scenario_row(ask, one) for one in kept.values()],
        "compared": [one.name for one in beside],
        "relations": table[:MOST_RELATIONS],
        "n_relations": len(table),
        "names": names_in(ask, table),
        "datasets": [
            {"name": one.name, "first_day": one.first_day, "last_day": one.last_day}
            for one in held_datasets(ask.project)
            if one.events
        ],
        "actions": ACTIONS,
    }
    bars = {
        f"{place}-{one.name}": difference_bar(row, width_of(table))
        for place, line in enumerate(table[:MOST_RELATIONS])
        for one in beside
        if (row := line["runs"].get(one.name))  # type: ignore[attr-defined]
    }
    title = f"{ask.name_of(ask.actor)}: scenarios"
    return Page("scenarios.html.j2", title, values, drawn={"bars": bars}, place="scenarios")


def one(ask: Ask) -> Page:
    """One scenario: each relation with and without the assumption.

    Raises:
        Missing: if no run of this name is kept for the state.
    """
    scenario = run_named(ask)
    rows = [dict(row) for row in json.loads(scenario.results)]
    names = names_in(ask, rows)
    told = _with_evidence(ask, rows)
    widest = max((_reach(row) for row in rows), default=1.0)
    values = {
        "actor": ask.actor,
        "as_of": ask.as_of,
        **scenario_row(ask, scenario),
        "relations": [{**row, "said": told_verdict(row, names)} for row in told],
        "names": names,
        "conditionals": rows[0].get("conditionals", []) if rows else [],
    }
    drawn = {"bars": [difference_bar(row, widest) for row in rows]}
    return Page("scenario.html.j2", f"Scenario {scenario.name}", values, drawn=drawn,
                place="scenarios")  # fmt: skip


def runs_of(ask: Ask) -> dict[str, Scenario]:
    """By name the newest run of each scenario of the state, the newest first."""
    kept = newest_runs(kept_scenarios(ask.project, actor=ask.actor, known_at=ask.known_at))
    ordered = sorted(kept.values(), key=lambda each: each.ran_at, reverse=True)
    return {each.name: each for each in ordered}


def run_named(ask: Ask) -> Scenario:
    """The newest run of the scenario that the address names.

    Raises:
        Missing: if there is none.
    """
    found = runs_of(ask).get(ask.path["name"])
    if found is None:
        raise Missing("no scenario of this name is kept; see the state's scenarios")
    return found


def scenario_row(ask: Ask, found: Scenario) -> dict[str, object]:
    """A kept run without its results, with what has changed since of what it rests on."""
    sight = Sight(ask.actor, ask.as_of, ask.known_at)
    known = ask.desk.thing(
        ("conditionals", ask.moment), lambda: conditionals_known(ask.project, ask.reading(), sight)
    )
    changed = changes_since(ask.project, found, known, sight)
    return {
        "name": found.name,
        "assumptions": found.assumptions,
        "until": found.until,
        "dataset": found.dataset,
        "ran_at": found.ran_at,
        "stale": bool(changed),
        "changed": changed,
    }


def beside_each_other(found: Sequence[Scenario]) -> list[dict[str, object]]:
    """Relations with the row of each run, those first of which most runs tell something."""
    table: dict[tuple[str, str], dict[str, object]] = {}
    runs: dict[tuple[str, str], dict[str, dict[str, object]]] = {}
    for each in found:
        for row in json.loads(each.results):
            key = (row["relation"], row["acts"])
            fields = ("relation", "source", "target", "acts")
            table.setdefault(key, {field: row[field] for field in fields})
            kept = ("difference", "low", "high", "verdict", "without", "with")
            runs.setdefault(key, {})[each.name] = {field: row[field] for field in kept}
    telling = {key: -sum(map(_is_told, rows.values())) for key, rows in runs.items()}
    return [
        {**table[key], "runs": runs[key]} for key in sorted(table, key=lambda one: telling[one])
    ]


def _is_told(row: Mapping[str, object]) -> bool:
    return row["verdict"] in ("more", "fewer")


def names_in(ask: Ask, rows: Sequence[Mapping[str, object]]) -> dict[str, str]:
    """The plain names of the parties of some rows."""
    codes = sorted({str(row[side]) for row in rows for side in ("source", "target")})
    return {code: ask.name_of(code) or code for code in codes}


def _with_evidence(ask: Ask, rows: Sequence[dict[str, object]]) -> list[dict[str, object]]:
    """Rows whose evidence says where in its file each cited row stands."""
    from detente.pipeline_series import cited_rows
    from detente.web.forecast_rows import told_evidence

    cited = {
        place: [Evidence(dataset=str(one["dataset"]), row=str(one["row"])) for one in found]
        for place, row in enumerate(rows)
        if isinstance(found := row.get("evidence"), list)
    }
    known = cited_rows(ask.project, (one for found in cited.values() for one in found))
    return [
        {**row, "evidence": [told_evidence(one, {}, known) for one in cited.get(place, ())]}
        for place, row in enumerate(rows)
    ]


def width_of(table: Sequence[Mapping[str, object]]) -> float:
    """The farthest end of any interval of a table."""
    reaches = [
        _reach(row)
        for line in table
        for row in line["runs"].values()  # type: ignore[attr-defined]
    ]
    return max(reaches, default=1.0)


def _reach(row: Mapping[str, object]) -> float:
    return max(abs(float(str(row[end]))) for end in ("low", "high", "difference"))


def difference_bar(row: Mapping[str, object], widest: float) -> Markup:
    """A difference with its interval on a track whose middle is no difference."""
    low, high, at = (
        round(50 + 48 * float(str(row[end])) / (widest or 1.0), 1)
        for end in ("low", "high", "difference")
    )
    return Markup(
        '<svg class="bar difference {}" viewBox="0 0 100 10" preserveAspectRatio="none" '
        'aria-hidden="true"><path class="track" d="M0 5H100"/><path class="zero" d="M50 0V10"/>'
        '<rect class="span" x="{}" y="3" width="{}" height="4"/>'
        '<rect class="at" x="{}" y="0" width="1.6" height="10"/></svg>'
    ).format(row["verdict"] if _is_told(row) else "unknown", low, max(high - low, 0.8), at - 0.8)
