"""Coded statements and judgements to settled statements."""

from __future__ import annotations

import dataclasses
from collections.abc import Iterable, Sequence
from dataclasses import dataclass

from detente.judgements.verdicts import PAIRS, check_judgement, corrected_value, days_of
from detente.model import Judgement, Rejection, Result, Statement


@dataclass(frozen=True, slots=True)
class Settled:
    """What all judgements on one statement come to; the newest of each sort counts.

    Attributes:
        verdict: ``accept``, ``reject``, ``correct`` or empty.
        corrected: the corrections that hold, newest last.
        reviewer, why: of the judgement that decided.
    """

    verdict: str = ""
    corrected: tuple[tuple[str, str], ...] = ()
    reviewer: str = ""
    why: str = ""


@dataclass(frozen=True, slots=True)
class Ruled:
    """A statement with what people decided about it.

    Attributes:
        coded: as the coder made it.
        row: with the values that people gave it; the same where nobody corrected it.
        settled: what the judgements come to.
        judgements: all that name it, also those taken back, the oldest first.
    """

    coded: Statement
    row: Statement
    settled: Settled
    judgements: tuple[Judgement, ...] = ()


def settle(statements: Sequence[Statement], judgements: Iterable[Judgement]) -> Result[Statement]:
    """Apply what people decided to what the coder made.

    A rejected statement is left out with the reviewer's reason; a corrected one carries the
    corrected values and says so in its ``reasons``. A later judgement replaces an earlier one on
    the same statement: ``accept`` takes a rejection back and keeps corrections; ``undo`` takes
    back the newest one of the same reviewer, as if it had not been given.

    Returns:
        The statements that count, in their order; what was rejected; and each judgement whose
        statement is no longer there, for review.

    Raises:
        InputError: if a judgement holds an unknown verdict, field or value.
    """
    judgements = with_coded_keys(statements, judgements)
    decided = newest(standing(judgements))
    rows: list[Statement] = []
    rejected: list[Rejection] = []
    for statement in statements:
        settled = decided.get(statement.key, Settled())
        if settled.verdict == "reject":
            rejected.append(refused(statement, settled))
        else:
            rows.append(corrected(statement, settled))
    rejected.extend(for_review(judgement) for judgement in unmatched(statements, judgements))
    return Result(tuple(rows), tuple(rejected))


def with_coded_keys(
    statements: Iterable[Statement], judgements: Iterable[Judgement]
) -> list[Judgement]:
    """Judgements, oldest first, each under the key that the coder's statement has.

    A corrected kind gives a statement another key; a later judgement may use either.
    """
    coded = {statement.key for statement in statements}
    alias: dict[str, str] = {}
    renamed = []
    for judgement in sorted(judgements, key=lambda one: one.decided_at):
        key, other = (
            name if name in coded else alias.get(name, name)
            for name in (judgement.statement, judgement.other)
        )
        kind = dict(judgement.corrected).get("kind", "").strip()
        if kind:
            alias[f"{key.rpartition(':')[0]}:{kind}"] = key
        renamed.append(dataclasses.replace(judgement, statement=key, other=other))
    return renamed


def standing(judgements: Iterable[Judgement]) -> list[Judgement]:
    """Judgements, the oldest first, without those that their reviewer took back.

    ``undo`` takes back the newest one of the same reviewer on the same statement, or on the same
    pair where it names another statement; where there is none, it does nothing.
    """
    held: dict[int, Judgement] = {}
    given: dict[tuple[frozenset[str], str], list[int]] = {}
    for number, judgement in enumerate(judgements):
        about = frozenset(filter(None, (judgement.statement, judgement.other)))
        stack = given.setdefault((about, judgement.reviewer), [])
        if judgement.verdict != "undo":
            held[number] = judgement
            stack.append(number)
        elif stack:
            del held[stack.pop()]
    return list(held.values())


def ruled(statements: Sequence[Statement], judgements: Iterable[Judgement]) -> list[Ruled]:
    """Each statement, also a rejected one, with what people decided about it."""
    judgements = with_coded_keys(statements, judgements)
    decided = newest(standing(judgements))
    named: dict[str, list[Judgement]] = {}
    for judgement in judgements:
        for key in {judgement.statement, judgement.other} - {""}:
            named.setdefault(key, []).append(judgement)
    found = []
    for one in statements:
        settled = decided.get(one.key, Settled())
        row = corrected(one, settled)
        about = (*named.get(one.key, ()), *(named.get(row.key, ()) if row.key != one.key else ()))
        found.append(Ruled(one, row, settled, about))
    return found


def for_events(
    statements: Sequence[Statement], judgements: Iterable[Judgement]
) -> tuple[Judgement, ...]:
    """What stands of ``same`` and ``different``, under the keys that settled statements have."""
    judgements = with_coded_keys(statements, judgements)
    held = standing(judgements)
    pairs = [judgement for judgement in held if judgement.verdict in PAIRS]
    if not pairs:
        return ()
    decided = newest(held)
    kinds = {
        one.key: corrected(one, decided[one.key]).key for one in statements if one.key in decided
    }
    return tuple(
        dataclasses.replace(
            one,
            statement=kinds.get(one.statement, one.statement),
            other=kinds.get(one.other, one.other),
        )
        for one in pairs
    )


def newest(judgements: Iterable[Judgement]) -> dict[str, Settled]:
    """By statement: what its judgements, given from the oldest to the newest, come to."""
    decided: dict[str, Settled] = {}
    for judgement in judgements:
        check_judgement(judgement)
        if judgement.verdict in PAIRS:
            continue
        before = decided.get(judgement.statement, Settled())
        decided[judgement.statement] = Settled(
            verdict=judgement.verdict,
            corrected=before.corrected + tuple((name, text) for name, text in judgement.corrected),
            reviewer=judgement.reviewer,
            why=judgement.why,
        )
    return decided


def corrected(statement: Statement, settled: Settled) -> Statement:
    """A statement with the values that a person gave it."""
    if not settled.corrected:
        return statement
    named = sorted({name for name, _ in settled.corrected})
    note = f"corrected by {settled.reviewer or 'a reviewer'}: {', '.join(named)}"
    values = corrected_values(settled.corrected)
    given = {field.name: getattr(statement, field.name) for field in dataclasses.fields(Statement)}
    given.update(values, reasons=(*statement.reasons, note))
    given.update(fitting_roles(given))
    return Statement(**given)


def corrected_values(corrected: Iterable[tuple[str, str]]) -> dict[str, object]:
    """The values of corrected fields, the newest last; a time and its days go together."""
    values: dict[str, object] = {}
    for name, text in corrected:
        values[name] = corrected_value(name, text)
        if name == "time":
            values["begins_on"], values["ends_on"] = days_of(text.strip())
        elif name in ("begins_on", "ends_on"):
            values["time"] = None
    if "time" in values and values["time"] is None:
        days = [str(day) for name in ("begins_on", "ends_on") if (day := values.get(name))]
        values["time"] = "/".join(dict.fromkeys(days))
    return values


def fitting_roles(values: dict[str, object]) -> dict[str, tuple[str, ...]]:
    """Roles cut or filled up to the number of actors, so that both stay side by side."""
    fitted = {}
    for side in ("source", "target"):
        actors, roles = values[side], values[f"{side}_roles"]
        if isinstance(actors, tuple) and isinstance(roles, tuple) and roles:
            fitted[f"{side}_roles"] = (*roles, *[""] * len(actors))[: len(actors)]
    return fitted


def unmatched(statements: Iterable[Statement], judgements: Iterable[Judgement]) -> list[Judgement]:
    """Judgements that point at a statement which is not there, the oldest first."""
    statements = list(statements)
    there = {statement.key for statement in statements}
    renamed = with_coded_keys(statements, judgements)
    return [
        judgement
        for judgement in renamed
        if judgement.statement not in there or (judgement.other and judgement.other not in there)
    ]


def refused(statement: Statement, settled: Settled) -> Rejection:
    """The row that says who rejected a statement, and why."""
    why = f": {settled.why}" if settled.why else ""
    return Rejection(
        what=f"statement {statement.trigger or statement.kind!r}",
        where=statement.key,
        reason=f"rejected by {settled.reviewer or 'a reviewer'}{why}",
    )


def for_review(judgement: Judgement) -> Rejection:
    """The row that lists a judgement without its statement."""
    return Rejection(
        what=f"judgement {judgement.verdict!r} of {judgement.reviewer or 'a reviewer'}",
        where=judgement.statement,
        reason=(
            "the statement it is about is no longer produced by the coder, or its document does "
            "not count here; review it and judge the new statement"
        ),
    )
