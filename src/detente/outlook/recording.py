"""Forecasts of documents as entries of the ledger, each with the rule that will decide it."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Mapping, Sequence
from datetime import date, datetime

from detente.model import Coding, Document, Statement
from detente.outlook.entries import Entry
from detente.outlook.forecasts import Vocabulary, likelihood_of, same_terms
from detente.outlook.moves import as_meant
from detente.outlook.naming import line_id
from detente.outlook.resolution import resolution_rule, why_unresolvable
from detente.outlook.sentences import forecast_text, speaker_of
from detente.outlook.windows import window_of


def entries_of(
    statements: Iterable[Statement],
    documents: Mapping[str, Document],
    *,
    codebook: Vocabulary,
    now: datetime,
) -> list[Entry]:
    """An entry for each forecast of each document, in order of their documents' dates.

    What one document says twice in the same terms is one entry; another document, or another
    author, makes another. Forecasts without any actor are no entries: the outlook lists them
    among what was left out.

    Args:
        statements: settled; other kinds than forecasts are passed over.
        now: UTC, when they are recorded.
    """
    kept: defaultdict[str, list[Statement]] = defaultdict(list)
    for row in statements:
        document = documents.get(row.document)
        if row.kind != "forecast" or not row.parties or document is None:
            continue
        told = as_meant(row, document)
        if not any(same_terms(before, told, document) for before in kept[row.document]):
            kept[row.document].append(told)
    found = [
        entry_of(row, documents[row.document], codebook=codebook, now=now)
        for rows in kept.values()
        for row in rows
    ]
    return sorted(found, key=lambda one: (one.made_on or date.max, one.document, one.start, one.id))


def entry_of(
    statement: Statement, document: Document, *, codebook: Vocabulary, now: datetime
) -> Entry:
    """The entry of one forecast; the rule is written now and never changed."""
    statement = as_meant(statement, document)
    window = window_of(statement, document)
    likelihood = likelihood_of(statement, codebook) or (None, None)
    condition = statement.condition_coding or Coding()
    return Entry(
        id=line_id(
            "forecast",
            statement.key,
            statement.action,
            ",".join(statement.source),
            ",".join(statement.target),
        ),
        kind="document",
        text=forecast_text(
            statement, document, likelihood=likelihood_of(statement, codebook), codebook=codebook
        ),
        recorded_at=now,
        source=statement.source,
        target=statement.target,
        directed=statement.directed,
        action=statement.action,
        change=statement.change,
        sectors=statement.sectors,
        low=likelihood[0],
        high=likelihood[1],
        phrase=statement.phrase,
        condition=statement.condition,
        condition_source=condition.source,
        condition_target=condition.target,
        condition_action=condition.action,
        opens_on=window.begins_on if window else None,
        closes_on=window.ends_on if window else None,
        window_derived=window.derived if window else True,
        judge=speaker_of(statement, document),
        publisher=document.publisher,
        document=document.id,
        start=statement.start,
        end=statement.end,
        statement=statement.key,
        made_on=document.published,
        rule=resolution_rule(statement, window, codebook=codebook),
        unresolvable=why_unresolvable(statement, window),
        url=document.url,
    )


def unrecorded(entries: Sequence[Entry], known: Iterable[str]) -> list[Entry]:
    """Entries that the ledger doesn't hold yet, each once."""
    held = set(known)
    return [one for one in {one.id: one for one in entries}.values() if one.id not in held]
