"""Pages to HTML: the templates, what they all know, and the menu."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date
from functools import cache
from importlib.resources import files
from pathlib import Path
from typing import TYPE_CHECKING

from jinja2 import Environment, FunctionLoader, StrictUndefined

from detente.briefing.bars import likelihood_bar, tint
from detente.briefing.line_view import anchor_of
from detente.briefing.notes import folded, safe_address
from detente.briefing.wording import DIRECTION_GLYPHS, capital, percent, short_day, signed
from detente.outlook.wording import day
from detente.web.asking import Ask, address_of
from detente.web.marking import shown

if TYPE_CHECKING:
    from detente.web.guard import Told
    from detente.web.jobs import Job
    from detente.web.page import Page

STATIC = Path(str(files("detente.web") / "static"))
STATE_MENU = (
    ("portfolio", "Portfolio"),
    ("since", "Since last time"),
    ("calendar", "Calendar"),
    ("outlook", "Outlook"),
    ("signals", "Signals"),
    ("channels", "Channels"),
    ("scenarios", "Scenarios"),
    ("briefing", "Briefing"),
)
PROJECT_MENU = (("documents", "Documents"), ("review", "Review"), ("import", "Import"))


@dataclass(frozen=True, slots=True)
class Entry:
    """One entry of the menu."""

    href: str
    text: str
    here: bool


def print_page(page: Page, ask: Ask | None, told: Told) -> str:
    """The whole HTML of a page; all text goes through autoescape."""
    actor = ask.path.get("actor", "") if ask else ""
    code = ask.code_of(actor) if ask and actor and page.status == 200 else ""
    return (
        environment()
        .get_template(page.template)
        .render(
            page=page.values,
            drawn=page.drawn,
            title=shown(page.title),
            here=page.place,
            told=told,
            ask=ask,
            actor=code,
            actor_name=ask.name_of(code) if ask and code else "",
            state_menu=_entries(STATE_MENU, page, ask, code) if code else (),
            project_menu=_entries(PROJECT_MENU, page, ask, ""),
            json_address=_json_address(ask) if ask else "",
            under_way=_under_way(ask) if ask else None,
        )
    )


def _under_way(ask: Ask) -> Job | None:
    """The job before whose end pages show what was known earlier."""
    if not ask.desk.is_holding:
        return None
    return next((job for job in reversed(ask.jobs.all()) if not job.over), None)


def _entries(
    menu: tuple[tuple[str, str], ...], page: Page, ask: Ask | None, code: str
) -> tuple[Entry, ...]:
    link = ask.link if ask else address_of
    parts = (code,) if code else ()
    return tuple(Entry(link(name, *parts), text, name == page.place) for name, text in menu)


def _json_address(ask: Ask) -> str:
    path, mark, query = ask.address.partition("?")
    return f"{'/index' if path == '/' else path}.json{mark}{query}"


@cache
def environment() -> Environment:
    """The templates with the filters that they use."""
    made = Environment(
        loader=FunctionLoader(_source),
        autoescape=True,
        undefined=StrictUndefined,
        trim_blocks=True,
        lstrip_blocks=True,
    )
    made.filters.update(
        anchor=anchor_of,
        day=_day,
        short_day=lambda value: short_day(_date(value)) if value else "",
        signed=signed,
        percent=percent,
        capital=capital,
        tint=tint,
        folded=folded,
        safe_address=safe_address,
        thousands=lambda number: f"{number:,}",
    )
    made.globals.update(
        address_of=address_of,
        evidence_link=evidence_link,
        glyphs=DIRECTION_GLYPHS,
        likelihood_bar=likelihood_bar,
    )
    return made


def evidence_link(evidence: Mapping[str, object]) -> str:
    """The address where a piece of evidence, in its JSON form, is shown in its place.

    >>> evidence_link({"document": "ab", "start": 3, "end": 9})
    '/documents/ab?at=3-9#here'
    >>> evidence_link({"dataset": "icews", "row": "1f:7"})
    '/rows/icews/1f:7'
    """
    if evidence.get("document"):
        at = f"{evidence['start']}-{evidence['end']}"
        return address_of("documents", str(evidence["document"]), at=at) + "#here"
    return address_of("rows", str(evidence["dataset"]), str(evidence["row"]))


def _source(name: str) -> str | None:
    path = files("detente.web") / "templates" / name
    return path.read_text(encoding="utf-8") if path.is_file() else None


def _day(value: object) -> str:
    return day(_date(value)) if value else ""


def _date(value: object) -> date:
    return value if isinstance(value, date) else date.fromisoformat(str(value)[:10])
