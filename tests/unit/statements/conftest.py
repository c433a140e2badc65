"""One coder for a whole run, and a short form in which tests say what they expect."""

from __future__ import annotations

import re
from collections.abc import Callable
from datetime import date

import pytest

from detente.adapters.parser import load_coder
from detente.codebook import load_codebook
from detente.model import Document, Statement
from detente.settings import Settings
from detente.statements import Coder

PUBLISHED = date(2025, 5, 15)


@pytest.fixture(scope="session")
def coder() -> Coder:
    """The coder as installed; loaded once a process."""
    return load_coder(load_codebook(), Settings())


@pytest.fixture
def code(coder: Coder) -> Callable[..., tuple[Statement, ...]]:
    """Codes a text, published on 15 May 2025 unless the test says otherwise."""

    def code_text(text: str, **facts: object) -> tuple[Statement, ...]:
        document = Document(
            **{"id": "d", "origin": "d.txt", "published": PUBLISHED, **facts}, text=text
        )
        return coder.code(document).rows

    return code_text


@pytest.fixture
def found(code: Callable[..., tuple[Statement, ...]]) -> Callable[..., Statement]:
    """The statement of a text that has the form wanted; fails where there is none.

    Forms: "event PER>CHL AID" directed, "event CHL=PER CONSULT" mutual, "forecast CHL~PER *"
    either way; ``*`` stands for anything, ``|`` between forms means that each is right.
    """

    def find(text: str, wanted: str, **facts: object) -> Statement:
        rows = code(text, **facts)
        forms = _alternatives(wanted)
        fitting = [row for row in rows if any(_fits(row, form) for form in forms)]
        assert fitting, f"wanted {wanted}, got {[_form(row) for row in rows]}"
        return fitting[0]

    return find


def _alternatives(wanted: str) -> list[str]:
    forms: list[str] = []
    for part in wanted.split("|"):
        head = forms[-1].rsplit(" ", 1)[0] if forms else ""
        forms.append(part if " " in part else f"{head} {part}")
    return forms


def _form(row: Statement) -> str:
    if row.directed:
        parties = f"{'+'.join(sorted(row.source))}>{'+'.join(sorted(row.target))}"
    else:
        parties = "=".join(sorted(row.parties))
    return f"{row.kind} {parties} {row.action or '-'}"


def _fits(row: Statement, form: str) -> bool:
    kind, parties, action = form.split(" ")
    if row.kind != kind or not re.fullmatch(action.replace("*", ".*"), row.action or "-"):
        return False
    if "~" in parties:
        return set(parties.split("~")) == row.parties
    if ">" not in parties:
        return not row.directed and set(parties.split("=")) == row.parties
    sides = zip(parties.split(">"), (row.source, row.target), strict=True)
    return row.directed and all(side in ("*", "+".join(sorted(codes))) for side, codes in sides)
