"""A small briefing about a state, written for the tests."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass, replace
from datetime import date
from typing import Any

import pytest

from detente.briefing import Briefing, assemble
from detente.codebook import load_codebook
from detente.model import Document, Item, Rejection, View, evidence_of
from detente.outlook import find_outlook
from detente.settings import Settings
from detente.signals import find_signals

AS_OF = date(2024, 7, 1)


@dataclass
class Made:
    """A briefing with what it was made from."""

    briefing: Briefing
    documents: dict[str, Document]
    view: View

    def with_line(self, name: str, item: Item) -> Briefing:
        """The briefing with a planted line at the end of a list."""
        lists = {**self.briefing.lists, name: (*self.briefing.lists[name], item)}
        return replace(self.briefing, lists=lists)


@pytest.fixture
def told(corpus: Any) -> Any:
    """Two documents on Norway, by two publishers."""
    corpus.document("north", date(2024, 6, 20), title="Cold water", url="https://example.org/n")
    corpus.tell(
        "Norway and Sweden held talks on cod in May 2024.", "NOR=SWE CONSULT", time="2024-05"
    )
    corpus.tell(
        "Norway sent energy aid to Finland in June 2024.",
        "NOR>FIN AID",
        time="2024-06",
        sectors="energy",
    )
    corpus.tell(
        "Norway threatened Iceland with a blockade in June 2024.",
        "NOR>ISL THREATEN",
        time="2024-06",
        sectors="military",
    )
    corpus.tell(
        "The Norway-Sweden summit is set for October 2024.",
        "NOR=SWE CONSULT",
        kind="scheduled",
        time="2024-10",
    )
    corpus.tell(
        "The Norway-Sweden summit is unlikely to end the cod dispute.",
        "NOR=SWE AGREE",
        kind="forecast",
        phrase="is unlikely to",
    )
    corpus.document("south", date(2024, 6, 25))
    corpus.tell("In May, Oslo met Stockholm for talks on cod.", "NOR=SWE CONSULT", time="2024-05")
    corpus.tell("Norway should call Iceland.", "NOR>ISL CONSULT", kind="recommendation")
    return corpus


@pytest.fixture
def make() -> Callable[..., Made]:
    """Makes the briefing of a corpus."""

    def build(corpus: Any, actor: str = "NOR", **more: Any) -> Made:
        view = corpus.view(actor, AS_OF)
        codebook, settings = load_codebook(), Settings()
        signals = find_signals(view, codebook=codebook, settings=settings)
        outlook = find_outlook(view, codebook=codebook, settings=settings)
        briefing = assemble(
            view,
            (*signals.rows, *outlook.rows, *more.get("items", ())),
            codebook=codebook,
            settings=settings,
            rejected=more.get("rejected", (Rejection("file", "scan.pdf", "it is encrypted"),)),
            copies=more.get("copies", {}),
            counts={"documents": len(view.documents), "statements": len(view.statements)},
        )
        return Made(briefing, dict(view.documents), view)

    return build


@pytest.fixture
def made(told: Any, make: Callable[..., Made]) -> Made:
    """The briefing on Norway."""
    return make(told)


@pytest.fixture
def proof(made: Made) -> Any:
    """A piece of evidence that holds."""
    row = made.view.statements[0]
    return evidence_of(row, made.documents[row.document])
