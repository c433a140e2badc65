"""Shares, agreement between two lists, and tables of confusion: what every benchmark counts."""

from __future__ import annotations

from collections import Counter
from collections.abc import Sequence
from dataclasses import dataclass, field


@dataclass(frozen=True, slots=True)
class Share:
    """How many of how many; the share of none is 0."""

    part: int = 0
    whole: int = 0

    @property
    def value(self) -> float:
        """Between 0 and 1."""
        return self.part / self.whole if self.whole else 0.0

    def __add__(self, other: Share) -> Share:
        return Share(self.part + other.part, self.whole + other.whole)

    def __str__(self) -> str:
        return f"{self.value:.2f} ({self.part}/{self.whole})" if self.whole else "-"


@dataclass(frozen=True, slots=True)
class Agreement:
    """How far what was predicted agrees with what is right.

    Attributes:
        right: in both.
        predicted, gold: all that was predicted, all that should have been.
    """

    right: int = 0
    predicted: int = 0
    gold: int = 0

    @property
    def precision(self) -> float:
        """Share of the predicted that is right, 0 where nothing was predicted."""
        return self.right / self.predicted if self.predicted else 0.0

    @property
    def recall(self) -> float:
        """Share of the gold that was predicted, 0 where there is none."""
        return self.right / self.gold if self.gold else 0.0

    @property
    def f1(self) -> float:
        """Harmonic mean of both, 2 right / (predicted + gold)."""
        both = self.predicted + self.gold
        return 2 * self.right / both if both else 0.0

    def __add__(self, other: Agreement) -> Agreement:
        return Agreement(
            self.right + other.right, self.predicted + other.predicted, self.gold + other.gold
        )

    def __str__(self) -> str:
        counts = f"{self.right} right of {self.predicted} predicted, {self.gold} gold"
        return f"P {self.precision:.3f}  R {self.recall:.3f}  F1 {self.f1:.3f}  ({counts})"


@dataclass(slots=True)
class Confusion:
    """How often each gold label was given each predicted label.

    Attributes:
        counts: by ``(gold, predicted)``; an empty label stands for none.
    """

    counts: Counter[tuple[str, str]] = field(default_factory=Counter)

    def add(self, gold: str, predicted: str) -> None:
        """Count one pair."""
        self.counts[gold, predicted] += 1

    def labels(self) -> list[str]:
        """Every label on either side, sorted, none last."""
        return sorted({label for pair in self.counts for label in pair}, key=lambda x: (not x, x))

    def of(self, label: str) -> Agreement:
        """How well one label is told from the others."""
        return Agreement(
            right=self.counts[label, label],
            predicted=sum(n for (_, given), n in self.counts.items() if given == label),
            gold=sum(n for (true, _), n in self.counts.items() if true == label),
        )

    def macro_f1(self, labels: Sequence[str] = ()) -> float:
        """Mean F1 over the labels given, else over those that occur in the gold, none left out."""
        chosen = labels or [x for x in self.labels() if x and self.of(x).gold]
        return sum(self.of(label).f1 for label in chosen) / len(chosen) if chosen else 0.0

    def accuracy(self) -> Share:
        """The pairs whose labels are the same."""
        same = sum(n for (true, given), n in self.counts.items() if true == given)
        return Share(same, self.counts.total())

    def lines(self) -> list[str]:
        """The table as text, gold down and predicted across, with precision, recall and F1.

        >>> for line in Confusion(Counter({("AID", "AID"): 2, ("AID", ""): 1})).lines():
        ...     print(line)
        gold \\ predicted  AID  (none)     P     R    F1
        AID                 2       1  1.00  0.67  0.80
        (none)              0       0  0.00  0.00  0.00
        """
        labels = self.labels()
        shown = {label: label or "(none)" for label in labels}
        wide = {label: max(len(shown[label]), 3) for label in labels}
        first = max([len(r"gold \ predicted"), *(len(name) for name in shown.values())])
        head = "  ".join(f"{shown[label]:>{wide[label]}}" for label in labels)
        lines = [f"{'gold ' + chr(92) + ' predicted':{first}}  {head}     P     R    F1"]
        for gold in labels:
            row = "  ".join(f"{self.counts[gold, label]:>{wide[label]}}" for label in labels)
            one = self.of(gold)
            rates = f"{one.precision:.2f}  {one.recall:.2f}  {one.f1:.2f}"
            lines.append(f"{shown[gold]:{first}}  {row}  {rates}")
        return lines

    def by_gold(self) -> dict[str, dict[str, int]]:
        """Counts by gold label, then by predicted label, without zeros; none is ``(none)``."""
        found: dict[str, dict[str, int]] = {}
        for (gold, predicted), number in sorted(self.counts.items()):
            found.setdefault(gold or "(none)", {})[predicted or "(none)"] = number
        return found
