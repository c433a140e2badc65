"""The briefing as one self-contained HTML page."""

from __future__ import annotations

import base64
import hashlib
from collections.abc import Mapping
from functools import cache
from importlib.resources import files

from jinja2 import Environment, FunctionLoader, StrictUndefined
from markupsafe import Markup

from detente.briefing.assembling import Names
from detente.briefing.page import Briefing
from detente.briefing.page_view import view_of
from detente.briefing.proof import check_evidence
from detente.model import Document

_BREAKS = {
    "diplomatic": "diplo\u00admatic",
    "economic": "eco\u00adnomic",
    "technology": "tech\u00adnology",
    "infrastructure": "infra\u00adstructure",
    "humanitarian": "humani\u00adtarian",
    "information": "infor\u00admation",
}


def render_html(
    briefing: Briefing, documents: Mapping[str, Document], *, codebook: Names | None = None
) -> str:
    """One HTML file without any outside reference that is loaded; the same briefing, same bytes.

    Text from documents is escaped everywhere, only http and https addresses become links, and a
    content policy allows no script but the page's own. The page can be read without scripts:
    every reference is a link to its note.

    Args:
        codebook: not needed, as the briefing carries the names that it uses.

    Raises:
        UnsupportedLine: if a line's evidence does not hold.
    """
    check_evidence(briefing, documents)
    script = _file("static/briefing.js")
    digest = base64.b64encode(hashlib.sha256(script.encode()).digest()).decode()
    # Both files are the package's own; everything else goes through autoescape.
    return (
        _environment()
        .get_template("briefing.html.j2")
        .render(
            page=view_of(briefing, documents),
            css=Markup(_file("static/figures.css") + _file("static/briefing.css")),
            script=Markup(script),
            script_hash=f"sha256-{digest}",
            heading_of=hyphenated,
        )
    )


def hyphenated(sector: str) -> str:
    """A sector as a heading that breaks between syllables in a narrow column."""
    return _BREAKS.get(sector, sector).capitalize()


@cache
def _environment() -> Environment:
    return Environment(
        loader=FunctionLoader(lambda name: _file(f"templates/{name}")),
        autoescape=True,
        undefined=StrictUndefined,
        keep_trailing_newline=True,
    )


@cache
def _file(name: str) -> str:
    return (files("detente.briefing") / name).read_text(encoding="utf-8")
