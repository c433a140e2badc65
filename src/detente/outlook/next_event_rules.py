"""Rules of length one, learned on the way: "a consults b" follows "b praises a" so soon after.

Two things are learned of every rule (earlier action, action asked about, steps between): how often
the other of the earlier action was the answer, which is its confidence; and a weight with which it
moves a candidate up or down beside all other rules that fire for the candidates of the query, by a
step of gradient descent (Adagrad) on the log-loss of a softmax over them. Both are learned from a
step only after everything about that step was asked.
"""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np
import numpy.typing as npt

from detente.outlook.next_event_history import NEVER, Floats, History, Ints, spread
from detente.outlook.next_event_rows import THIRTY, Rows, highest

GAPS = np.array([1, 2, 3, 7, 14, 30, 90], dtype=np.int64)
BUCKETS = len(GAPS) + 1
LEVELS = np.array([0.05, 0.3, 0.8, 1.5, 3.0, 8.0], dtype=np.float32)
DEPTHS = len(LEVELS) + 1
SAME, TURNED, ALONG, AGAINST = range(4)
RELATIONSHIPS = 4
PRIOR = 10.0
LEARNING_RATE = 0.15
MOST_RULES = 500_000
Doubles = npt.NDArray[np.float64]


@dataclass(frozen=True, slots=True)
class Firing:
    """The rules that fire for the candidates of a step, and what they come to.

    Attributes:
        row: the candidate of each rule that fires, by place in the rows.
        triple: the row of the earlier event in the table of triples.
        rule: its number.
        kind: the number of its kind.
        beside: for each candidate the numbers of what stands beside rules, shape (3, rows).
        confidence: of each rule that fires.
        score: of each candidate, the sum of the weights.
    """

    row: Ints
    triple: Ints
    rule: Ints
    kind: Ints
    beside: Ints
    confidence: Doubles
    score: Doubles


def only_fired(firing: Firing, kept: Ints) -> Firing:
    """What fires for some of the candidates, by their places in rising order."""
    number = np.full(len(firing.score), NEVER, dtype=np.int64)
    number[kept] = np.arange(len(kept))
    row = number[firing.row]
    there = row != NEVER
    return Firing(
        row=row[there],
        triple=firing.triple[there],
        rule=firing.rule[there],
        kind=firing.kind[there],
        beside=firing.beside[:, kept],
        confidence=firing.confidence[there],
        score=firing.score[kept],
    )


class Rules:
    """Confidences and weights of rules, kinds of rules, and three counts that stand beside them.

    The kind of a rule says whether the earlier action is the one asked about, the same turned
    round, another along its direction or against it. Beside the rules stand how usual the other is
    for the action, how much goes on between the two, and how much of the action asked about.
    """

    def __init__(self, actions: int) -> None:
        self.actions = actions
        self.rules = min(actions * actions, MOST_RULES) * BUCKETS
        self.kinds = actions * RELATIONSHIPS * BUCKETS
        size = self.rules + self.kinds + 3 * actions * DEPTHS
        self.weight = np.zeros(size)
        self.squares = np.full(size, 0.1)
        self.fired = np.zeros(self.rules + self.kinds)
        self.right = np.zeros(self.rules + self.kinds)

    def fire(self, history: History, rows: Rows, step: int) -> Firing:
        """What fires for each candidate, with what was learned so far."""
        triples, row = spread(*_triples_of(history, rows))
        seen = history.triples.last[triples] >= 0
        triples, row = triples[seen], row[seen]
        earlier = history.triples.keys[triples] % self.actions
        asked = rows.action[row]
        bucket = np.searchsorted(GAPS, step - history.triples.last[triples])
        # Datasets with thousands of actions share cells; those in use take up few of them.
        pair = (earlier * self.actions + asked) % (self.rules // BUCKETS)
        rule = pair * BUCKETS + bucket
        kind = (asked * RELATIONSHIPS + self._relationship(earlier, asked)) * BUCKETS + bucket
        kind += self.rules
        prior = (self.right[kind] + 1) / (self.fired[kind] + 50)
        confidence = (self.right[rule] + PRIOR * prior) / (self.fired[rule] + PRIOR)
        beside = self._beside(history, rows, step)
        score = self._score(row, (rule, kind), beside)
        return Firing(row, triples, rule, kind, beside, confidence, score)

    def learn(self, rows: Rows, firing: Firing, true: npt.NDArray[np.bool_]) -> None:
        """Learn from the candidates of a step which of them were answers."""
        answers = np.bincount(rows.of, true, rows.queries)[rows.of]
        # Weights may have moved since the step was asked about, where several are asked at once.
        score = self._score(firing.row, (firing.rule, firing.kind), firing.beside)
        chance = chances(score, rows)
        slope = np.where(answers > 0, chance - true / np.maximum(answers, 1), 0.0)
        was_true = true[firing.row].astype(np.float64)
        fired = np.concatenate([firing.rule, firing.kind])
        self.fired += np.bincount(fired, minlength=len(self.fired))
        self.right += np.bincount(
            fired, np.concatenate([was_true, was_true]), minlength=len(self.right)
        )
        by_rule = slope[firing.row]
        keys = np.concatenate([firing.rule, firing.kind, *firing.beside])
        slopes = np.concatenate([by_rule, by_rule, slope, slope, slope])
        gradient = np.bincount(keys, slopes, minlength=len(self.weight))
        which = np.flatnonzero(gradient)
        gradient = gradient[which]
        self.squares[which] += gradient**2
        self.weight[which] -= LEARNING_RATE * gradient / np.sqrt(self.squares[which])

    def _score(self, row: Ints, fired: tuple[Ints, Ints], beside: Ints) -> Doubles:
        """The sum of weights of each candidate."""
        weights = self.weight[fired[0]] + self.weight[fired[1]]
        by_rules = np.bincount(row, weights, beside.shape[1])
        return np.asarray(by_rules + self.weight[beside].sum(axis=0))

    def _relationship(self, earlier: Ints, asked: Ints) -> Ints:
        half = self.actions // 2
        along = np.where((earlier >= half) == (asked >= half), ALONG, AGAINST)
        turned = np.where((earlier + half) % self.actions == asked, TURNED, along)
        return np.where(earlier == asked, SAME, turned)

    def _beside(self, history: History, rows: Rows, step: int) -> Ints:
        counts = (
            history.popular.one(rows.popular, step, THIRTY),
            history.dyads.one(rows.dyad, step, THIRTY),
            history.triples.one(rows.triple, step, THIRTY),
        )
        begin = self.rules + self.kinds + np.arange(3)[:, None] * self.actions * DEPTHS
        levels = np.stack([np.searchsorted(LEVELS, count) for count in counts])
        return np.asarray(begin + rows.action * DEPTHS + levels)


def chances(score: Doubles, rows: Rows) -> Doubles:
    """The softmax of scores over the candidates of each query."""
    lifted = np.exp(score - highest(score, rows)[rows.of])
    return np.asarray(lifted / np.bincount(rows.of, lifted, rows.queries)[rows.of])


def rule_features(firing: Firing, rows: Rows, faded: Floats) -> dict[str, Floats]:
    """What the rules say of each candidate: the best three, all together, and the softmax.

    Args:
        faded: for each rule that fires, how much of the earlier action there was.
    """
    number = len(rows.of)
    order = np.lexsort((-firing.confidence, firing.row))
    ranked = firing.confidence[order]
    begins = np.searchsorted(firing.row[order], np.arange(number + 1))
    fired = np.diff(begins)
    found: dict[str, Floats] = {"rules_fired": fired.astype(np.float32)}
    for place in range(3):
        best = np.zeros(number, dtype=np.float32)
        has = fired > place
        best[has] = ranked[begins[:-1][has] + place]
        found[f"rule_{place + 1}"] = best
    doubt = -np.log1p(-np.minimum(firing.confidence, 0.999))
    found["rules_any"] = np.bincount(firing.row, doubt, number).astype(np.float32)
    weighed = np.bincount(firing.row, firing.confidence * faded, number)
    found["rules_weighed"] = weighed.astype(np.float32)
    found["rules_score"] = firing.score.astype(np.float32)
    found["rules_behind"] = (firing.score - highest(firing.score, rows)[rows.of]).astype(np.float32)
    found["rules_chance"] = chances(firing.score, rows).astype(np.float32)
    return found


def _triples_of(history: History, rows: Rows) -> tuple[Ints, Ints]:
    """Where the triples of the dyad of each row begin and end; nothing where it has none."""
    known = rows.dyad < len(history.dyads.keys)
    dyad = np.where(known, rows.dyad, 0)
    return history.of_dyad[dyad], np.where(known, history.of_dyad[dyad + 1], history.of_dyad[dyad])
