"""Lines of all lists -> briefing -> HTML, Markdown, DOCX, JSON and the terminal."""

from __future__ import annotations

from detente.briefing.assembling import assemble
from detente.briefing.difference import compare
from detente.briefing.difference_text import difference_lines, render_difference
from detente.briefing.html import render_html
from detente.briefing.json_form import render_json
from detente.briefing.markdown import render_markdown
from detente.briefing.page import Briefing
from detente.briefing.proof import check_evidence
from detente.briefing.terminal import summary_lines
from detente.briefing.word import render_docx

__all__ = [
    "Briefing",
    "assemble",
    "check_evidence",
    "compare",
    "difference_lines",
    "render_difference",
    "render_docx",
    "render_html",
    "render_json",
    "render_markdown",
    "summary_lines",
]
