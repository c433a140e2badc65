"""The way in: which state to look from, and the password where one is needed."""

from __future__ import annotations

from detente.pipeline_difference import newest_readings
from detente.web.actions.visitors import local_path
from detente.web.asking import Ask, address_of
from detente.web.page import Done, Page

MOST_ACTORS, MOST_READ = 48, 4
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
    """The states that the project says most about, and those whose picture was read last."""
    actors = ask.desk.thing(("spoken of", ask.moment), lambda: spoken_of(ask))
    marks = [
        {"actor": one.actor, "name": ask.name_of(one.actor), "read_at": one.read_at}
        for one in newest_readings(ask.project)[:MOST_READ]
    ]
    return Page("welcome.html.j2", "Détente", {"actors": actors, "read": marks})


def spoken_of(ask: Ask) -> list[dict[str, object]]:
    """States with the statements and the events of datasets that tell of them, most first."""
    from detente.pipeline_material import told_of

    actors = ask.codebook.actors
    told = told_of(ask.project, ask.reading(), as_of=ask.as_of, known_at=ask.known_at)
    known = {code for code in actors.codes() if actors.actor(code).kind == "state"}
    states = {code: counts for code, counts in told.items() if code in known}
    # A statement of a document says more than one of many rows; both orders are kept.
    first = sorted(states, key=lambda code: (-states[code][0], -states[code][1], code))
    return [
        {
            "actor": code,
            "name": ask.name_of(code),
            "statements": states[code][0],
            "events": states[code][1],
        }
        for code in first[:MOST_ACTORS]
    ]


def go(ask: Ask) -> Done:
    """From the picker in the head of each page to the state that was typed."""
    view = ask.query.get("view", "")
    code = ask.code_of(ask.query.get("actor", "").strip())
    as_of = ask.query.get("as_of")
    return Done(address_of(view if view in VIEWS else "portfolio", code, as_of=as_of))


def login(ask: Ask) -> Page:
    """Asks for the password."""
    return Page("login.html.j2", "Password", {"next": local_path(ask.query.get("next", "/"))})
