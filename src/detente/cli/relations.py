"""`detente portfolio`."""

from __future__ import annotations

from detente.cli.lines import asked, flat, rows_of
from detente.cli.options import DEFAULT_PROJECT, Actor, AsJson, AsOf, KnownAt, ProjectPath
from detente.cli.screen import note, print_rows

COLUMNS = (
    "counterpart sector level low high tempo direction p_direction n_events n_assessments "
    "n_rows n_reports last"
)
SCORES = "counterpart dataset value low high direction p_direction n_days last"


def portfolio(
    actor: Actor,
    as_of: AsOf = "",
    known_at: KnownAt = "",
    as_json: AsJson = False,
    project: ProjectPath = DEFAULT_PROJECT,
) -> None:
    """Show the state of each relation: counterpart by sector, with level, tempo and direction.

    Levels go from -10 (open conflict) to 10 (alliance), with an interval of 0.90. They rest on
    events and assessments of documents and on events of imported datasets (n_rows), which
    n_reports reports told of. Scores of datasets follow in their own unit.

    \b
    Examples:
      detente portfolio PRK
      detente portfolio "North Korea" --as-of 2026-01-15 --json
    """
    wanted = asked(actor, project=project, as_of=as_of, known_at=known_at)
    rows = rows_of(wanted, ["portfolio", "scores"])
    if not rows:
        note("no relation could be estimated")
    for name, columns in (("portfolio", COLUMNS), ("scores", SCORES)):
        own = [row for row in rows if row["list"] == name]
        print_rows(own if as_json else map(flat, own), as_json=as_json, columns=columns)
