"""Lines of all kinds -> one briefing, with its takeaways and its list of publications."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping, Sequence
from types import MappingProxyType
from typing import Protocol

from detente.briefing.page import LISTS, PLAIN, Briefing, all_evidence
from detente.briefing.portfolio import matrix_of
from detente.briefing.publications import list_publications
from detente.briefing.takeaways import Takeaways
from detente.briefing.wording import ACTOR_FIELDS
from detente.model import DatasetRow, Item, Rejection, View
from detente.settings import Settings


class Actors(Protocol):
    """The part of the actor table that a briefing needs."""

    def name(self, code: str) -> str:
        """The plain name of an actor code."""


class Names(Protocol):
    """The part of a codebook that a briefing needs."""

    @property
    def actors(self) -> Actors:
        """The actor table."""


def assemble(
    view: View,
    items: Sequence[Item],
    *,
    codebook: Names,
    settings: Settings,
    rejected: Sequence[Rejection],
    copies: Mapping[str, str],
    counts: Mapping[str, int],
    copied_by: Mapping[str, Sequence[str]] = MappingProxyType({}),
    rows: Mapping[tuple[str, str], DatasetRow] = MappingProxyType({}),
) -> Briefing:
    """Put a briefing together.

    Args:
        view: the world as of a day; its documents are what the lines cite.
        items: lines of every list, in printed order within each list.
        codebook: names of actors.
        settings: ``max_takeaways``.
        rejected: what was left out on the way; printed with its reason.
        copies: id of a near-identical copy -> id of the document kept for it.
        copied_by: id of a kept document -> publishers of its copies.
        counts: ``documents``, ``statements``, ``events``, ``datasets``.
        rows: rows of datasets that lines cite, by dataset and key.
    """
    lists: dict[str, tuple[Item, ...]] = {
        name: tuple(item for item in items if item.list == name) for name in LISTS
    }
    lists["publications"] = list_publications(view, copies, copied_by)
    lists["rejected"] = tuple(_left_out(row) for row in rejected)
    names = _names(items, view.actor, codebook=codebook)
    matrix = matrix_of(lists["portfolio"], names)
    opening = Takeaways(lists, matrix, actor=view.actor, as_of=view.as_of, names=names)
    lists["takeaways"] = opening.choose(settings.max_takeaways)
    cited = {
        proof.document
        for row in lists.values()
        for item in row
        for proof in all_evidence(item)
        if proof.document
    }
    return Briefing(
        actor=view.actor,
        actor_name=names[view.actor],
        as_of=view.as_of,
        generated_from=dict(counts),
        lists=lists,
        names=names,
        documents={name: row for name, row in view.documents.items() if name in cited},
        rows=dict(rows),
    )


def _left_out(row: Rejection) -> Item:
    what = row.what[:1].upper() + row.what[1:]
    reason = row.reason.rstrip(".")
    text = f"{what} ({row.where}): {reason}." if row.where else f"{what}: {reason}."
    fields: dict[str, object] = {"what": row.what, "where": row.where, "reason": row.reason}
    return Item("rejected", text, (), fields)


def _names(items: Iterable[Item], actor: str, *, codebook: Names) -> dict[str, str]:
    """The plain name of every code in an actor field of a line, sorted by code."""
    codes = {actor}
    for item in items:
        codes.update(_codes(item.fields, field=""))
    return {code: codebook.actors.name(code) or code for code in sorted(codes)}


def _codes(value: object, *, field: str) -> Iterator[str]:
    if isinstance(value, PLAIN):
        if isinstance(value, str) and value and field in ACTOR_FIELDS:
            yield value
    elif isinstance(value, Mapping):
        for key, part in value.items():
            # Most fields are words, numbers and days; lines are many.
            if not isinstance(part, PLAIN) or key in ACTOR_FIELDS:
                yield from _codes(part, field=str(key))
    elif isinstance(value, list | tuple):
        for part in value:
            yield from _codes(part, field=field)
