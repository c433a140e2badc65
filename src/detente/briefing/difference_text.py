"""A page of changes as plain lines for the terminal, and as Markdown."""

from __future__ import annotations

from collections.abc import Iterator

from detente.briefing.notes import Notes, folded
from detente.briefing.page import Briefing
from detente.briefing.proof import check_evidence
from detente.briefing.wording import capital, short_day
from detente.model import Evidence, Item
from detente.outlook.wording import day

HEADINGS = {
    "documents": "New documents",
    "events": "New events in documents",
    "rows": "New events in datasets",
    "levels": "Levels that moved",
    "dates": "Dates",
    "forecasts": "Forecasts",
    "signals": "New signals",
}
MOST_LINES = 20
MOST_CITED = 2


def difference_lines(page: Briefing, *, whole: bool = False) -> list[str]:
    """The changes by heading, each line with what it rests on; lists without one are left out.

    Args:
        page: from `detente.briefing.compare`.
        whole: every line; otherwise the first twenty of each list.

    Raises:
        UnsupportedLine: if a line's evidence does not hold.
    """
    check_evidence(page, page.documents)
    lines = [f"{capital(page.actor_name)}, {span_of(page)}"]
    for name in page.order:
        items = page.lists.get(name, ())
        if not items:
            continue
        lines += ["", f"{HEADINGS[name]} ({len(items)})"]
        shown = items if whole else items[:MOST_LINES]
        for item in shown:
            lines += [f"- {folded(item.text)}", f"  [{_cited(item, page)}]"]
        if len(items) > len(shown):
            lines.append(f"  and {len(items) - len(shown)} more; see them all with --all or --json")
    if len(lines) == 1:
        lines.append("Nothing changed.")
    return lines


def span_of(page: Briefing) -> str:
    """From which picture to which.

    >>> from datetime import date
    >>> span_of(Briefing("KEN", "Kenya", date(2024, 3, 2), {}, {}, since=date(2024, 3, 1)))
    'from 1 March 2024 to 2 March 2024'
    """
    return f"from {day(page.since)} to {day(page.as_of)}" if page.since else day(page.as_of)


def _cited(item: Item, page: Briefing) -> str:
    shown = [_place(one, page) for one in item.evidence[:MOST_CITED]]
    more = len(item.evidence) - len(shown)
    return "; ".join(shown) + (f"; and {more} more" if more > 0 else "")


def _place(one: Evidence, page: Briefing) -> str:
    if not one.document:
        row = page.rows[one.dataset, one.row]
        return f"{row.dataset}, {row.file}:{row.line}, {short_day(row.day)}"
    document = page.documents[one.document]
    who = one.publisher or document.publisher or document.origin
    when = f", {short_day(one.published)}" if one.published else ""
    return f"{folded(who)}{when}, {document.origin}:{one.start}-{one.end}"


def render_difference(page: Briefing) -> str:
    """The changes as Markdown with their evidence as footnotes.

    Raises:
        UnsupportedLine: if a line's evidence does not hold.
    """
    from detente.briefing.markdown import escaped, footnote

    check_evidence(page, page.documents)
    notes = Notes(page, page.documents)
    name = escaped(capital(page.actor_name))
    parts = [f"# {name}: what changed", f"{capital(span_of(page))}."]
    for key in page.order:
        parts += list(_markdown_list(page.lists.get(key, ()), HEADINGS[key], notes))
    if len(parts) == 2:
        parts.append("Nothing changed.")
    else:
        parts += ["## Evidence", "\n".join(footnote(note) for note in notes.notes)]
    return "\n\n".join(parts).rstrip() + "\n"


def _markdown_list(items: tuple[Item, ...], heading: str, notes: Notes) -> Iterator[str]:
    from detente.briefing.markdown import escaped, references

    if items:
        yield f"## {heading}"
        yield "\n".join(
            f"- {escaped(item.text)}{references(notes.numbers(item.evidence))}" for item in items
        )
