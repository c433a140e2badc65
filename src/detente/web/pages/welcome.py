"""The way in: which state to look from, and the password where one is needed."""

from __future__ import annotations

from collections import Counter

from detente.web.actions.visitors import local_path
from detente.web.asking import Ask, address_of
from detente.web.page import Done, Page

MOST_ACTORS = 24
VIEWS = (
    "portfolio",
    "since",
    "calendar",
    "outlook",
    "signals",
    "channels",
    "scenarios",
    "briefing",
)


def start(ask: Ask) -> Page:
    """The states that the project says most about."""
    counted = ask.desk.thing(("spoken of", ask.moment), lambda: spoken_of(ask))
    actors = [
        {"actor": code, "name": ask.name_of(code), "statements": count} for code, count in counted
    ]
    return Page("welcome.html.j2", "Détente", {"actors": actors})


def spoken_of(ask: Ask) -> list[tuple[str, int]]:
    """States with the number of statements that name them, most first."""
    actors = ask.codebook.actors
    counts = Counter(
        code for statement in ask.reading().statements for code in set(statement.parties)
    )
    known = {code for code in actors.codes() if actors.actor(code).kind == "state"}
    states = [(code, n) for code, n in counts.items() if code in known]
    return sorted(states, key=lambda one: (-one[1], one[0]))[:MOST_ACTORS]


def go(ask: Ask) -> Done:
    """From the picker in the head of each page to the state that was typed."""
    view = ask.query.get("view", "")
    code = ask.code_of(ask.query.get("actor", "").strip())
    as_of = ask.query.get("as_of")
    return Done(address_of(view if view in VIEWS else "portfolio", code, as_of=as_of))


def login(ask: Ask) -> Page:
    """Asks for the password."""
    return Page("login.html.j2", "Password", {"next": local_path(ask.query.get("next", "/"))})
