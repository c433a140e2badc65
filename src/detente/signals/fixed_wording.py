"""A line of action that became fixed, in one plain sentence with its dated steps."""

from __future__ import annotations

from collections.abc import Callable

from detente.codebook.steps import STEPS
from detente.model import Item
from detente.series import day_of
from detente.signals.dataset_lines import chance, rows_of
from detente.signals.fixed_lines import FORMAL, SAID, FixedLine, FixedStep
from detente.signals.ground import make_item
from detente.signals.wording import listing, period, sentence

MOST_NAMES = 2


def fixed_line(one: FixedLine, *, named: Callable[[str], str]) -> Item:
    """One line of type ``institutionalisation`` of the list ``signals``.

    Args:
        named: the name of an actor code as it stands inside a sentence.
    """
    said, formal = one.steps[SAID], one.steps[FORMAL]
    after, practised, before, practised_before = one.months
    matters = f" in {one.sector} matters" if one.sector else ""
    if one.bearing == "cooperation":
        who = f"cooperation of {named(one.source)} with {named(one.target)}{matters}"
        words = ("announced or talked of", "agreed formally", "practised")
    else:
        who = f"pressure of {named(one.source)} on {named(one.target)}{matters}"
        words = ("threatened", "imposed formally", "kept up")
    text = (
        f"{who} became fixed: {words[0]} on {len(said.days)} days since {_day(said.days[0])}, "
        f"{words[1]} {period(day_of(formal.days[0]), day_of(formal.days[-1]))} "
        f"({_names(formal)}), {words[2]} in {practised} of the {after} months since and in "
        f"{practised_before} of the {before} before ({one.dataset}, {chance(one.q)})"
    )
    fields: dict[str, object] = {
        "type": "institutionalisation",
        "source": (one.source,),
        "target": (one.target,),
        "begins_on": day_of(one.formal_on),
        "turn": "raised" if one.bearing == "cooperation" else "lowered",
        "sectors": (one.sector,) if one.sector else (),
        "dataset": one.dataset,
        "steps": tuple(_step(step) for step in one.steps if step.days),
        "months": one.months,
        "p": one.p,
        "q": one.q,
    }
    rows = [row for step in one.steps for row in step.rows]
    return make_item("signals", sentence(text), evidence=rows_of(one.dataset, rows), fields=fields)


def _step(step: FixedStep) -> dict[str, object]:
    return {
        "step": STEPS[step.step],
        "since": day_of(step.days[0]),
        "until": day_of(step.days[-1]),
        "n_days": len(step.days),
        "acts": step.names,
    }


def _names(step: FixedStep) -> str:
    return listing(name[:1].lower() + name[1:] for name in step.names[:MOST_NAMES])


def _day(number: int) -> str:
    return period(day_of(number), day_of(number))
