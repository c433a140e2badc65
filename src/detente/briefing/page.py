"""The briefing as one frozen row: every list, every line, and the documents that it cites."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field
from datetime import date

from detente.briefing.figures import Figure, Trend
from detente.model import DatasetRow, Document, Evidence, Item

LISTS = (
    "takeaways",
    "portfolio",
    "scores",
    "doctrine",
    "events",
    "signals",
    "stances",
    "omissions",
    "reciprocity",
    "exchanges",
    "drivers",
    "commitments",
    "breadth",
    "calendar",
    "outlook",
    "indicators",
    "expectations",
    "scenarios",
    "track_records",
    "recommendations",
    "channels",
    "contested",
    "publications",
    "rejected",
)
PLAIN = (str, int, float, date, type(None))
"""What holds nothing else."""
# Before the id of a reader's own paragraph, as the name of its list.
OWN = "own-"


@dataclass(frozen=True)
class Briefing:
    """Everything that a rendering prints, in the order in which it prints it.

    Attributes:
        actor, actor_name: code and plain name of the state looked from.
        as_of: the last day that counts.
        generated_from: counts of ``documents``, ``statements``, ``events``, ``datasets``.
        lists: the lines by list; every key of ``order`` is there, also where the list is empty.
        names: plain names of every actor code that a line uses.
        documents: the documents that lines cite, by id; proof is read from them.
        rows: the rows of datasets that lines cite, by dataset and key; likewise.
        figures: by name, see `detente.briefing.illustrating`.
        trends: levels of the last two years by counterpart and sector.
        since: day of the earlier picture where the page tells what changed, else None.
        order: names of the lists in printed order.
    """

    actor: str
    actor_name: str
    as_of: date
    generated_from: Mapping[str, int]
    lists: Mapping[str, tuple[Item, ...]]
    names: Mapping[str, str] = field(default_factory=dict)
    documents: Mapping[str, Document] = field(default_factory=dict, repr=False)
    rows: Mapping[tuple[str, str], DatasetRow] = field(default_factory=dict, repr=False)
    figures: Mapping[str, Figure] = field(default_factory=dict, repr=False)
    trends: Mapping[tuple[str, str], Trend] = field(default_factory=dict, repr=False)
    since: date | None = None
    order: tuple[str, ...] = LISTS

    def lines(self) -> Iterator[Item]:
        """Every line in printed order."""
        for name in self.order:
            yield from self.lists.get(name, ())


def all_evidence(item: Item) -> tuple[Evidence, ...]:
    """The evidence of a line and, each once, the evidence that its fields carry."""
    found = dict.fromkeys(item.evidence)
    for value in item.fields.values():
        # Most fields are words, numbers and days; lines are many.
        if not isinstance(value, PLAIN):
            found.update(dict.fromkeys(nested_evidence(value)))
    return tuple(found)


def nested_evidence(value: object) -> Iterator[Evidence]:
    """Every piece of evidence inside a field's value, at any depth."""
    if isinstance(value, PLAIN):
        return
    if isinstance(value, Evidence):
        yield value
    elif isinstance(value, Mapping):
        for part in value.values():
            yield from nested_evidence(part)
    elif isinstance(value, list | tuple):
        for part in value:
            yield from nested_evidence(part)
