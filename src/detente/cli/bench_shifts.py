"""`detente bench shifts`: false alarms and power of the search for shifts on made-up series."""

from __future__ import annotations

from typing import Annotated

import typer

from detente.cli.bench import AsReport
from detente.cli.screen import print_json


def shifts(
    series: Annotated[
        int, typer.Option(min=1, help="So many series of each simulator, ten years each.")
    ] = 10,
    seed: Annotated[int, typer.Option(min=0, help="The same series for the same number.")] = 1,
    as_json: AsReport = False,
) -> None:
    """Count false shifts on calm series, and planted ones that are missed.

    Calm series are noise with heavy tails, levels that wander, counts that scatter, and a
    publisher that drops out: a shift told of them is a false alarm. The numbers are per dyad and
    ten years, in hindsight and as they would have been told on the day.

    \b
    Examples:
      detente bench shifts
      detente bench shifts --series 40 --json
    """
    from dataclasses import asdict

    from detente.bench.shifts import calm_rows, power_rows

    calm, power = list(calm_rows(series, seed=seed)), list(power_rows(series, seed=seed))
    if as_json:
        print_json({"calm": [asdict(row) for row in calm], "power": [asdict(row) for row in power]})
        return
    typer.echo(f"{'false alarms a dyad and ten years':44}{'hindsight':>10}{'online':>10}")
    for row in calm:
        typer.echo(f"{row.simulator:44}{row.in_hindsight:10.2f}{row.online:10.2f}")
    typer.echo(f"{'planted':44}{'dated':>10}{'in 30 days':>12}{'median days':>13}")
    for one in power:
        typer.echo(f"{one.simulator:44}{one.found:10.2f}{one.soon:12.2f}{one.median_delay:13.0f}")
