"""`detente portfolio`."""

from __future__ import annotations

from detente.cli.lines import asked, print_lines
from detente.cli.options import DEFAULT_PROJECT, Actor, AsJson, AsOf, KnownAt, ProjectPath

COLUMNS = (
    "counterpart sector level low high tempo direction p_direction n_events n_assessments "
    "n_rows n_reports last"
)


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
    n_reports reports told of.

    \b
    Examples:
      detente portfolio PRK
      detente portfolio "North Korea" --as-of 2026-01-15 --json
    """
    wanted = asked(actor, project=project, as_of=as_of, known_at=known_at)
    print_lines(wanted, ["portfolio"], as_json=as_json, columns=COLUMNS)
