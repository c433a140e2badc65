"""The briefing as Markdown, with its evidence as footnotes."""

from __future__ import annotations

import re
from collections.abc import Iterable, Mapping

from detente.briefing.assembling import Names
from detente.briefing.notes import Note, folded, safe_address
from detente.briefing.page import Briefing
from detente.briefing.page_view import counted
from detente.briefing.proof import check_evidence
from detente.briefing.publications import told_copies
from detente.briefing.sections import printed
from detente.briefing.text_form import TextForm, TextLine, cell_text
from detente.briefing.wording import capital
from detente.model import Document, Item
from detente.outlook.wording import day

# Everything that Markdown or the HTML inside it could read as markup.
_MARKUP = re.compile(r"([\\`*_{}\[\]<>#|~&])")
_LEADING_MARK = re.compile(r"^(\d+)([.)])|^([-+=])")


def render_markdown(
    briefing: Briefing, documents: Mapping[str, Document], *, codebook: Names | None = None
) -> str:
    """Markdown with tables and footnotes; the words of documents are escaped.

    Raises:
        UnsupportedLine: if a line's evidence does not hold.
    """
    check_evidence(briefing, documents)
    form = TextForm(briefing, documents)
    name = capital(briefing.actor_name)
    parts = [
        f"# {escaped(name)}: foreign relations",
        f"As of {day(briefing.as_of)}. From {counted(briefing)}.",
    ]
    for key in printed(briefing):
        parts += _part(key, briefing, form)
    parts += ["## Evidence", "\n".join(footnote(note) for note in form.notes.notes)]
    return "\n\n".join(part for part in parts if part).rstrip() + "\n"


def _part(key: str, briefing: Briefing, form: TextForm) -> list[str]:
    """One list with its heading."""
    rows = form.rows(key)
    if rows is not None and rows.own:
        words = "\n\n".join(_words(line) for line in rows.lines)
        heading = f"## {escaped(rows.heading)}" if rows.heading else ""
        return [heading, words, f"*{escaped(rows.intro)}*"]
    if rows is not None:
        return [f"## {rows.heading}", rows.intro, _bullets(rows.lines)]
    if key == "takeaways":
        return ["## Takeaways", _numbered(form.takeaways())]
    if key == "portfolio":
        return ["## Portfolio", _matrix(form)]
    if key == "publications":
        return ["## Publications", _publications(briefing, form)]
    return ["## Left out", _left_out(briefing.lists.get("rejected", ()))]


def escaped(text: str) -> str:
    """Text that Markdown prints as it stands.

    >>> escaped("1. *bold* <b>")
    '1\\\\. \\\\*bold\\\\* \\\\<b\\\\>'
    """
    return _unlisted(_MARKUP.sub(r"\\\1", folded(text)))


def references(numbers: Iterable[int]) -> str:
    """Footnote marks."""
    return "".join(f"[^{number}]" for number in numbers)


def _line(line: TextLine) -> str:
    facts = "; ".join(f"{label}: {escaped(text)}" for label, text in line.facts)
    return f"{escaped(line.text)}{references(line.numbers)}" + (f"  \n   {facts}" if facts else "")


def _words(line: TextLine) -> str:
    """A reader's paragraph with each note where it was cited."""
    marked = "".join(
        _MARKUP.sub(r"\\\1", text) + references(numbers) for text, numbers in line.runs
    )
    return _unlisted(marked.strip())


def _unlisted(text: str) -> str:
    """A line whose first mark would make it one of a list, with that mark escaped."""
    return _LEADING_MARK.sub(lambda hit: (hit[1] or "") + "\\" + (hit[2] or hit[3]), text)


def _numbered(lines: Iterable[TextLine]) -> str:
    rows = [f"{number}. {_line(line)}" for number, line in enumerate(lines, start=1)]
    return "\n".join(rows) or "The documents do not support a takeaway."


def _bullets(lines: Iterable[TextLine]) -> str:
    return "\n".join(f"- {_line(line)}" for line in lines) or "Nothing in the documents."


def _table(head: Iterable[str], rows: Iterable[Iterable[str]]) -> str:
    columns = list(head)
    lines = [columns, ["---"] * len(columns), *(list(row) for row in rows)]
    return "\n".join(f"| {' | '.join(line)} |" for line in lines)


def _matrix(form: TextForm) -> str:
    if not form.matrix.rows:
        return "No relation could be estimated from these documents."
    head = ["Counterpart", "Overall", *map(str.capitalize, form.matrix.sectors)]
    rows = []
    for row in form.matrix.rows:
        cells = [cell_text(row.overall) + references(form.notes.numbers(row.overall.evidence[:3]))]
        for sector in form.matrix.sectors:
            cell = row.cells.get(sector)
            refs = references(form.notes.numbers(cell.evidence)) if cell else ""
            cells.append(f"{cell_text(cell)}, n {cell.n}{refs}" if cell else "–")
        rows.append([f"**{escaped(capital(row.name))}**", *cells])
    legend = (
        "Level from −10 (open conflict) to +10 (alliance) with its 90 % interval, direction with "
        "its probability; – means no evidence, which is not zero."
    )
    return f"{legend}\n\n{_table(head, rows)}"


def _publications(briefing: Briefing, form: TextForm) -> str:
    rows = []
    for item in briefing.lists.get("publications", ()):
        fields = item.fields
        address = safe_address(str(fields.get("url") or ""))
        title = escaped(str(fields.get("title") or "Untitled"))
        if address:
            title = f"[{title}](<{address.replace('>', '%3E').replace('<', '%3C')}>)"
        words = (str(fields.get(key) or "–") for key in ("publisher", "published"))
        counts = (told_copies(fields), *(str(fields.get(key)) for key in ("statements", "grade")))
        cells = [
            title + references(form.numbers(item)),
            *map(escaped, words),
            *map(escaped, counts),
        ]
        rows.append(cells)
    head = ("Title", "Publisher", "Published", "Copies", "Statements", "Grade")
    return _table(head, rows) if rows else "No publication was read."


def _left_out(items: Iterable[Item]) -> str:
    return "\n".join(f"- {escaped(item.text)}" for item in items) or "Nothing was left out."


def footnote(note: Note) -> str:
    """A numbered note at the end of the page."""
    before = f"{escaped(note.before)} " if note.before else ""
    after = f" {escaped(note.after)}" if note.after else ""
    url = f", <{note.url}>" if note.url and not set("<>") & set(note.url) else ""
    quote = f"**{escaped(note.quote)}**"
    return f"[^{note.number}]: {escaped(note.where)}{url}: {before}{quote}{after}"
