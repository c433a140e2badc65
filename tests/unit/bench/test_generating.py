"""Made-up datasets: the same seed, the planted effects, forms that the importers know."""

from __future__ import annotations

import json
from pathlib import Path

import numpy as np
import polars as pl
import pytest

from detente.adapters.datasets.mapping import read_mapping
from detente.adapters.datasets.sniffing import sniff
from detente.bench.generated_files import FORMS, generate
from detente.bench.generating import PUBLISHERS, Effect, Plan, blocks, make_world
from detente.bench.imports import run_imports
from detente.errors import InputError
from detente.settings import Settings

PAIR = ("USA", "CHN")


def rows_of(plan: Plan) -> pl.DataFrame:
    """All rows of a plan with day, dyad, weight and publisher as numbers."""
    world = make_world(plan)
    frames = [
        pl.DataFrame(
            {
                "event": one.event,
                "day": one.day,
                "dyad": one.dyad,
                "weight": world.weights[one.code],
                "publisher": one.publisher,
            }
        )
        for one in blocks(world)
    ]
    return pl.concat(frames)


def planted(*effects: Effect, **plan: int) -> pl.DataFrame:
    return rows_of(Plan(rows=20_000, days=400, dyads=2, effects=effects, **plan))


def between(rows: pl.DataFrame, first: int, last: int, dyad: int = 0) -> pl.DataFrame:
    return rows.filter(pl.col("day").is_between(first, last), pl.col("dyad") == dyad)


def test_same_seed_gives_the_same_rows_and_another_seed_others() -> None:
    first, again = (rows_of(Plan(rows=2000, days=50, seed=3)) for _ in range(2))
    assert first.equals(again)
    assert not first.equals(rows_of(Plan(rows=2000, days=50, seed=4)))


def test_number_of_rows_is_about_what_was_asked_for() -> None:
    for rows in (3000, 30_000):
        assert rows_of(Plan(rows=rows, days=300, effects=())).height == pytest.approx(rows, rel=0.1)
        assert rows_of(Plan(rows=rows, days=300)).height == pytest.approx(rows, rel=0.1)


def test_step_moves_the_mean_from_its_day_on() -> None:
    rows = planted(Effect("step", *PAIR, first_day=200, last_day=399, size=3.0))
    moved = between(rows, 200, 399)["weight"].mean() - between(rows, 0, 199)["weight"].mean()
    assert 1.5 < moved < 4.0


def test_episode_ends() -> None:
    rows = planted(Effect("episode", *PAIR, first_day=100, last_day=160, size=-4.0))
    before, during, after = (
        between(rows, *days)["weight"].mean() for days in ((0, 99), (100, 160), (161, 399))
    )
    assert during < before - 1.5
    assert abs(after - before) < 0.5


def test_silence_and_tempo_change_how_often_things_happen() -> None:
    silence = Effect("silence", *PAIR, first_day=100, last_day=199)
    tempo = Effect("tempo", *PAIR, first_day=300, last_day=399, size=3.0)
    rows = planted(silence, tempo)
    assert between(rows, 100, 199).is_empty()
    usual, faster = between(rows, 200, 299).height, between(rows, 300, 399).height
    assert 2.5 < faster / usual < 3.5


def test_replies_come_in_kind_after_their_lag() -> None:
    back = ("CHN", "USA")
    rows = planted(
        Effect("silence", *back, first_day=0, last_day=399),
        Effect("reciprocity", *PAIR, first_day=0, last_day=399, size=0.5, lag_days=5),
    )
    events = rows.unique("event")
    acts, replies = events.filter(pl.col("dyad") == 0), events.filter(pl.col("dyad") == 1)
    assert 0.45 < replies.height / acts.height < 0.55
    by_day = acts.group_by("day").agg(pl.col("weight").alias("acts"))
    for day, weight in replies.select("day", "weight").head(40).iter_rows():
        lagged = by_day.filter(pl.col("day").is_between(day - 6, day - 4))["acts"].explode()
        assert np.isclose(lagged.to_numpy(), weight).any()


def test_publisher_that_drops_out_has_no_rows_and_the_others_go_on() -> None:
    rows = planted(Effect("dropout", first_day=200, last_day=399, publisher=PUBLISHERS[0]))
    late = rows.filter(pl.col("day") >= 200)
    assert 0 in rows["publisher"] and 0 not in late["publisher"]
    assert late["publisher"].n_unique() == len(PUBLISHERS) - 1


def test_levels_of_the_other_simulator_have_a_memory() -> None:
    plan = Plan(rows=60_000, days=600, dyads=2, effects=(), memory=0.98, level_sd=2.0)
    means = rows_of(plan).filter(pl.col("dyad") == 0).group_by("day").agg(pl.col("weight").mean())
    series = means.sort("day")["weight"].to_numpy()
    assert np.corrcoef(series[:-1], series[1:])[0, 1] > 0.4


@pytest.mark.parametrize("form", list(FORMS))
def test_every_form_is_known_to_the_importers_and_the_truth_lies_beside_it(
    tmp_path: Path, form: str
) -> None:
    path = tmp_path / f"rows.{form}.csv"
    total = generate(path, form, Plan(rows=500, days=100))
    mapping = path.with_name(f"{path.name}.mapping.toml")
    layout = sniff(path, read_mapping(mapping) if mapping.exists() else None)
    assert layout is not None and layout.kind == ("icews" if form == "quadruples" else form)
    truth = json.loads((tmp_path / f"{path.name}.truth.json").read_text(encoding="utf-8"))
    assert truth["rows"] == total
    assert {one["what"] for one in truth["effects"]} >= {"step", "reciprocity", "dropout"}
    assert truth["plan"]["start"] == "2015-01-01"


@pytest.mark.parametrize("form", ["polecat", "ucdp", "scores", "quadruples"])
def test_every_made_up_row_is_taken(tmp_path: Path, form: str) -> None:
    path = tmp_path / f"rows.{form}.csv"
    total = generate(path, form, Plan(rows=500, days=100))
    mapping = path.with_name(f"{path.name}.mapping.toml")
    kind = "icews" if form == "quadruples" else form
    mapped = read_mapping(mapping) if mapping.exists() else None
    report = run_imports(path, kind, settings=Settings(), mapping=mapped)
    assert (report.rows, report.used) == (total, total)


def test_plan_that_cannot_be_is_an_error(tmp_path: Path) -> None:
    with pytest.raises(InputError, match="no form to generate"):
        generate(tmp_path / "a", "weather", Plan())
    with pytest.raises(InputError, match="nothing can be generated"):
        generate(tmp_path / "a", "plain", Plan(dyads=100_000))
