"""The ranker: gradient-boosted trees over the features of one chronological pass."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import dataclass, field
from typing import Any

import numpy as np
import numpy.typing as npt

from detente.errors import AdapterError, NotEnoughData
from detente.outlook.next_event_calibration import Calibration, calibrate
from detente.outlook.next_event_history import Events, Floats, Ints
from detente.outlook.next_event_plan import Wanted, fewer, plan_of, some
from detente.outlook.next_event_ranking import Queries, Ranking, joined
from detente.outlook.next_event_rows import Rows, only, places
from detente.outlook.next_event_rules import chances
from detente.outlook.next_event_watch import Asked, Watch, answers, blocks, matrix, queries_at

Tell = Callable[[str, int, int], None]
Kept = tuple[Floats, Asked, npt.NDArray[np.bool_]]
LEAST_QUERIES = 20
MOST_AT_ONCE = 3_000


@dataclass(frozen=True, slots=True)
class Effort:
    """How much is learned from, and how.

    Attributes:
        queries: trees are grown from at most about so many of the latest queries.
        taught: rules learn from at most about so many queries of all steps.
        rounds, leaves, rate: trees, leaves of each, and how much each counts.
        ahead: how many steps are asked about before they are revealed.
        calibrated: about so many of the latest queries are kept out to calibrate with.
        seed, threads: the outcome depends on the seed and not on the number of threads.
    """

    queries: int = 40_000
    taught: int = 300_000
    rounds: int = 250
    leaves: int = 31
    rate: float = 0.06
    ahead: int = 1
    calibrated: int = 6_000
    seed: int = 1
    threads: int = 2


@dataclass(slots=True)
class Ranker:
    """A fitted ranker, together with the watch that has seen everything up to a step.

    Attributes:
        watch: what is known; reveal steps to it to go on.
        trees: the fitted trees.
        calibration: from the softmax share of the first answer to how often it is right.
        climatology: how often the first answer was right where that was fitted.
        features: names of the features.
    """

    watch: Watch
    trees: Any
    calibration: Calibration
    climatology: float
    features: tuple[str, ...]
    threads: int

    def rank(self, queries: Queries, step: int) -> tuple[Ranking, npt.NDArray[np.float64]]:
        """Candidates with their softmax shares, and the probability that the first is right.

        The probability of a query without a candidate is 0.
        """
        parts = []
        # What is answered to a query does not depend on others: few at once save memory.
        for begin in range(0, len(queries), MOST_AT_ONCE):
            asked = self.watch.ask(queries.between(begin, begin + MOST_AT_ONCE), step)
            columns = matrix(self.watch.columns(asked))
            parts.append(scored(self.trees, columns, asked, self.threads))
        ranking = joined(parts)
        return ranking, self.calibration(first_share(ranking))


def fit_ranker(
    events: Events, names: Sequence[str], *, first: int, effort: Effort, tell: Tell
) -> Ranker:
    """Learn from all steps before one.

    Args:
        events: of both directions; those from ``first`` on are not looked at.
        names: names of actors, from which country and kind are taken.
        first: the first step that is to be asked about.

    Raises:
        NotEnoughData: if there is too little to learn from.
        AdapterError: if the library that grows the trees is not installed or can't be loaded.
    """
    library = boosting()
    watch = Watch(events, names)
    wanted = Wanted(effort.taught, effort.queries, effort.calibrated, effort.ahead, effort.seed)
    plan = plan_of(events, first, wanted)
    sample = Sample(effort)
    kept: list[Kept] = []
    for block in blocks(first, effort.ahead):
        asked_of_block = []
        for step in block:
            tell("reading", step, first)
            queries = queries_at(events, step)
            chance = (effort.seed, step)
            if plan.asked[step]:
                asked = watch.ask(some(queries, int(plan.asked[step]), chance), step)
                true = answers(events, asked)
                asked_of_block.append((asked, true))
                if plan.learned[step]:
                    part = fewer(asked, int(plan.learned[step]), chance)
                    sample.add(watch.columns(part), part, true)
            if plan.kept[step]:
                kept.append(_kept(watch, some(queries, int(plan.kept[step]), chance), step))
        for asked, true in asked_of_block:
            watch.learn(asked, true)
        watch.reveal(block.stop)
    if sample.queries < LEAST_QUERIES:
        raise NotEnoughData("queries to learn from", seen=sample.queries, needed=LEAST_QUERIES)
    tell("growing trees", 0, effort.rounds)
    trees = sample.grow(library, tell)
    calibration, climatology = _calibration(trees, kept, effort.threads)
    return Ranker(watch, trees, calibration, climatology, sample.names, effort.threads)


@dataclass(slots=True)
class Sample:
    """What the trees are grown from: all strong candidates of queries with an answer among them.

    Leaving out some of the wrong ones by chance would teach that their like are often right.
    """

    effort: Effort
    names: tuple[str, ...] = ()
    queries: int = 0
    _parts: list[Floats] = field(default_factory=list)
    _true: list[npt.NDArray[np.int8]] = field(default_factory=list)
    _sizes: list[Ints] = field(default_factory=list)

    def add(self, columns: dict[str, Floats], asked: Asked, true: npt.NDArray[np.bool_]) -> None:
        """Add a step: answers, the strongest by the rules, and some of the others by chance."""
        self.names = tuple(columns)
        of, hit = asked.rows.of[asked.strong], true[asked.strong]
        keep = np.flatnonzero(np.bincount(of, hit, asked.rows.queries)[of] > 0)
        self._parts.append(matrix({name: values[keep] for name, values in columns.items()}))
        self._true.append(hit[keep].astype(np.int8))
        sizes = np.bincount(of[keep], minlength=asked.rows.queries)
        self._sizes.append(sizes[sizes > 0])
        self.queries += int((sizes > 0).sum())

    def grow(self, library: Any, tell: Tell) -> Any:
        """Trees that put answers first (LambdaMART; Burges 2010, Microsoft Research TR-2010-82)."""
        effort = self.effort
        settings = {
            "objective": "lambdarank",
            "lambdarank_truncation_level": 10,
            "learning_rate": effort.rate,
            "num_leaves": effort.leaves,
            "min_data_in_leaf": 200,
            "feature_fraction": 0.4,
            "bagging_fraction": 0.7,
            "bagging_freq": 1,
            "lambda_l2": 5.0,
            "num_threads": effort.threads,
            "seed": effort.seed,
            "deterministic": True,
            "force_row_wise": True,
            "verbose": -1,
        }
        true, sizes = np.concatenate(self._true), np.concatenate(self._sizes)
        whole = self._whole()
        data = library.Dataset(whole, true, group=sizes, feature_name=list(self.names))
        data.construct()
        del whole

        def told(environment: Any) -> None:
            tell("growing trees", environment.iteration + 1, effort.rounds)

        return library.train(settings, data, effort.rounds, callbacks=[told])

    def _whole(self) -> Floats:
        """All parts in one matrix; each part is let go as soon as it is in it."""
        whole = np.empty((sum(map(len, self._parts)), len(self.names)), dtype=np.float32)
        begin = 0
        self._parts.reverse()
        while self._parts:
            part = self._parts.pop()
            whole[begin : begin + len(part)] = part
            begin += len(part)
        return whole


def scored(trees: Any, features: Floats, asked: Asked, threads: int) -> Ranking:
    """Candidates with the softmax over the strong ones of each query of what the trees say.

    The others follow them with negative scores, in their order by the rules.
    """
    rows = asked.rows
    first = np.searchsorted(rows.of, np.arange(rows.queries + 1))
    score = -1.0 - places(asked.firing.score, rows).astype(np.float64)
    if len(rows.of):
        raw = np.asarray(trees.predict(features, num_threads=threads), dtype=np.float64)
        score[asked.strong] = chances(raw, only(rows, asked.strong))
    return Ranking(first, rows.other, score)


def first_share(ranking: Ranking) -> npt.NDArray[np.float64]:
    """The highest softmax share of each query, 0 for one without a candidate."""
    number = len(ranking.first) - 1
    found = np.zeros(number)
    np.maximum.at(found, np.repeat(np.arange(number), np.diff(ranking.first)), ranking.score)
    return found


def boosting() -> Any:
    """The library that grows the trees, imported only where it is needed.

    Raises:
        AdapterError: if it is not installed, or the system has no OpenMP library for it.
    """
    try:
        import lightgbm
    except ModuleNotFoundError as error:
        raise AdapterError(
            "ranking who comes next needs LightGBM, which is not installed; "
            "run: pip install 'detente[forecast]'"
        ) from error
    except OSError as error:
        raise AdapterError(
            f"LightGBM can't be loaded ({error}); it needs the system's OpenMP library: install "
            "libgomp1 (Debian, Ubuntu), libgomp (Fedora) or libomp (Homebrew)"
        ) from error
    return lightgbm


def _kept(watch: Watch, queries: Queries, step: int) -> Kept:
    asked = watch.ask(queries, step)
    return matrix(watch.columns(asked)), asked, answers(watch.events, asked)


def _calibration(trees: Any, kept: Sequence[Kept], threads: int) -> tuple[Calibration, float]:
    """The calibration of the first answer, and how often it was right."""
    share, right = [np.zeros(0)], [np.zeros(0, dtype=bool)]
    for features, asked, true in kept:
        ranking = scored(trees, features, asked, threads)
        share.append(first_share(ranking))
        right.append(first_right(ranking, asked.rows, true))
    hits = np.concatenate(right)
    return calibrate(np.concatenate(share), hits), float(hits.mean()) if len(hits) else 0.0


def first_right(ranking: Ranking, rows: Rows, true: npt.NDArray[np.bool_]) -> npt.NDArray[np.bool_]:
    """Whether the first candidate of each query came true; the earlier one of equals is first."""
    found = np.zeros(rows.queries, dtype=bool)
    order = np.lexsort((-ranking.score, rows.of))
    begins = np.flatnonzero(np.r_[True, rows.of[1:] != rows.of[:-1]]) if len(order) else order
    found[rows.of[begins]] = true[order[begins]]
    return found
