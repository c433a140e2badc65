"""A linear model of the relation between two parties, trained on the project's own sentences.

The weights are a file in the package: `tools/train_pairs.py` makes it, the same bytes from the
same sentences every time, and its digest stands in its first line.
"""

from __future__ import annotations

import hashlib
import json
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from functools import lru_cache
from importlib import resources

import numpy as np
from numpy.typing import NDArray

from detente.errors import CodebookError

FORM = "detente-pair-weights-1"
FILE = "pair_weights.bin"
NONE = "NONE"


@dataclass(frozen=True, slots=True)
class PairModel:
    """Weights of features for roots.

    Attributes:
        roots: what is told apart, `NONE` for no relation among them.
        rows: feature to its row of weights.
        weights: int8, features by roots; ``scale`` makes numbers of them.
        temperature: by which margins are divided before they become shares.
        digest: SHA-256 of names and weights.
    """

    roots: tuple[str, ...]
    rows: dict[str, int]
    weights: NDArray[np.int8]
    scale: float
    temperature: float
    digest: str

    def margins(self, features: Iterable[str]) -> NDArray[np.float64]:
        """How far on its side of the boundary each root is, in the order of ``roots``."""
        known = [self.rows[name] for name in features if name in self.rows]
        if not known:
            return np.zeros(len(self.roots))
        summed: NDArray[np.float64] = self.weights[known].sum(axis=0, dtype=np.float64)
        return summed * self.scale

    def shares(self, features: Iterable[str]) -> dict[str, float]:
        """A share for each root, together 1; higher means likelier.

        Calibrated on written sentences, so it is too sure where a text is unlike them.
        """
        margins = self.margins(features) / self.temperature
        raised = np.exp(margins - margins.max())
        return dict(zip(self.roots, (raised / raised.sum()).tolist(), strict=True))

    def strongest(self, features: Iterable[str], root: str, *, count: int = 3) -> tuple[str, ...]:
        """The features of a pair that speak most for a root, strongest first."""
        at = self.roots.index(root)
        known = [
            (name, int(self.weights[self.rows[name], at])) for name in _in(features, self.rows)
        ]
        known.sort(key=lambda pair: (-pair[1], pair[0]))
        return tuple(name for name, weight in known[:count] if weight > 0)


def _in(features: Iterable[str], rows: dict[str, int]) -> Sequence[str]:
    return [name for name in features if name in rows]


def to_bytes(
    roots: Sequence[str],
    weights: dict[str, Sequence[int]],
    *,
    scale: float,
    temperature: float,
) -> bytes:
    """The file of a model: a line of JSON, the features' names, their weights."""
    names = sorted(weights)
    body = "\n".join(names).encode() + b"\n"
    body += np.array([weights[name] for name in names], dtype=np.int8).tobytes()
    head = {
        "form": FORM,
        "roots": list(roots),
        "features": len(names),
        "scale": scale,
        "temperature": temperature,
        "digest": hashlib.sha256(body).hexdigest(),
    }
    return json.dumps(head, sort_keys=True).encode() + b"\n" + body


def from_bytes(content: bytes) -> PairModel:
    """Read a model.

    Raises:
        CodebookError: if the content is of another form or its digest is not the one it states.
    """
    first, _, body = content.partition(b"\n")
    try:
        head = json.loads(first)
        form = head["form"]
    except (ValueError, KeyError, TypeError) as error:
        raise CodebookError(
            f"{FILE}: no pair weights ({error}); install the package anew"
        ) from error
    if form != FORM or hashlib.sha256(body).hexdigest() != head["digest"]:
        raise CodebookError(
            f"{FILE}: form {form!r} or digest is not what this version reads; install the package "
            "anew, or train the weights with tools/train_pairs.py"
        )
    count, width = int(head["features"]), len(head["roots"])
    cut = len(body) - count * width
    names = body[: cut - 1].decode().split("\n")
    return PairModel(
        roots=tuple(head["roots"]),
        rows={name: row for row, name in enumerate(names)},
        weights=np.frombuffer(body[cut:], dtype=np.int8).reshape(count, width),
        scale=float(head["scale"]),
        temperature=float(head["temperature"]),
        digest=str(head["digest"]),
    )


@lru_cache(maxsize=1)
def load_pair_model() -> PairModel | None:
    """The model of the package; None where it was left out of the installation.

    Raises:
        CodebookError: if the file is damaged.
    """
    path = resources.files("detente.statements") / FILE
    return from_bytes(path.read_bytes()) if path.is_file() else None
