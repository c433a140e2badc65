"""Fitted models as plain arrays and back, so that they can be kept and fitted once."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import fields
from typing import Any

import numpy as np
from numpy.typing import NDArray

from detente.outlook.count_backtest import Backtest
from detente.outlook.count_model import CountModel
from detente.outlook.event_process import Process
from detente.outlook.next_event_calibration import Calibration
from detente.outlook.next_event_history import Events
from detente.outlook.next_event_model import Ranker, boosting
from detente.outlook.next_event_watch import Watch

Arrays = dict[str, NDArray[Any]]
Held = Mapping[str, NDArray[Any]]
RULES = ("weight", "squares", "fired", "right")
TABLES = ("scores", "logs", "intervals")


def process_arrays(process: Process) -> Arrays:
    """A fitted process as arrays."""
    return {one.name: getattr(process, one.name) for one in fields(process)}


def process_from(held: Held) -> Process:
    """The process that `process_arrays` took apart."""
    return Process(**{one.name: held[one.name] for one in fields(Process)})


def count_arrays(model: CountModel | None, tried: Backtest | None) -> Arrays:
    """A model of counts and its backtest as arrays; what is None is left out."""
    found: Arrays = {}
    if model is not None:
        found |= {
            f"model.{one.name}": np.asarray(getattr(model, one.name)) for one in fields(model)
        }
    if tried is not None:
        found |= {
            f"tried.{name}": np.asarray(getattr(tried, name))
            for name in ("days", "window_days", "pit", "covered", "events")
        }
        for table in TABLES:
            for name, values in getattr(tried, table).items():
                found[f"tried.{table}.{name}"] = values
    return found


def counts_from(held: Held) -> tuple[CountModel | None, Backtest | None]:
    """The model and the backtest that `count_arrays` took apart."""
    model = None
    if "model.weights" in held:
        names = ("bounds", "weights", "rates", "sizes")
        model = CountModel(
            int(held["model.window_days"]), *(held[f"model.{name}"] for name in names)
        )
    if "tried.days" not in held:
        return model, None
    tables = {
        table: {
            name.removeprefix(f"tried.{table}."): values
            for name, values in held.items()
            if name.startswith(f"tried.{table}.")
        }
        for table in TABLES
    }
    tried = Backtest(
        days=tuple(held["tried.days"].tolist()),
        window_days=int(held["tried.window_days"]),
        pit=held["tried.pit"],
        covered=float(held["tried.covered"]),
        events=held["tried.events"],
        **tables,
    )
    return model, tried


def ranker_arrays(ranker: Ranker) -> Arrays:
    """What a ranker learned: trees as LightGBM's own text, weights of rules, calibration.

    What it knows of the history is not in it: that is read again from the events.
    """
    text = ranker.trees.model_to_string().encode()
    rules = ranker.watch.rules
    return {
        "trees": np.frombuffer(text, dtype=np.uint8),
        "raw": ranker.calibration.raw,
        "probability": ranker.calibration.probability,
        "climatology": np.asarray(ranker.climatology),
        "features": np.asarray(ranker.features),
        "threads": np.asarray(ranker.threads),
        **{f"rules.{name}": getattr(rules, name) for name in RULES},
    }


def ranker_from(held: Held, events: Events, names: Sequence[str], *, first: int) -> Ranker:
    """The ranker that `ranker_arrays` took apart, knowing all events before a step.

    Raises:
        AdapterError: if LightGBM is missing.
    """
    trees = boosting().Booster(model_str=held["trees"].tobytes().decode())
    watch = Watch(events, names)
    watch.reveal(first)
    for name in RULES:
        setattr(watch.rules, name, held[f"rules.{name}"])
    return Ranker(
        watch,
        trees,
        Calibration(held["raw"], held["probability"]),
        float(held["climatology"]),
        tuple(held["features"].tolist()),
        int(held["threads"]),
    )
