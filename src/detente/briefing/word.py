"""The briefing as a DOCX file with real headings, a table and numbered notes."""

from __future__ import annotations

import io
import re
import zipfile
from collections.abc import Iterable, Iterator, Mapping
from datetime import UTC, datetime
from typing import Any

import docx
from docx.enum.section import WD_ORIENT
from docx.oxml import OxmlElement
from docx.oxml.ns import qn
from docx.shared import Inches, Pt

from detente.briefing.assembling import Names
from detente.briefing.bars import tint
from detente.briefing.figures import Figure, draw
from detente.briefing.figures.paper import as_picture
from detente.briefing.notes import Note
from detente.briefing.page import Briefing
from detente.briefing.page_view import counted
from detente.briefing.portfolio import Cell
from detente.briefing.proof import check_evidence
from detente.briefing.publications import told_copies
from detente.briefing.sections import printed
from detente.briefing.text_form import TextForm, TextLine, cell_text
from detente.briefing.wording import capital
from detente.model import Document
from detente.outlook.wording import day

# XML 1.0 has no place for these characters.
_FORBIDDEN = re.compile(r"[^\t\n\r\u0020-\ud7ff\ue000-\ufffd\U00010000-\U0010ffff]")
# As large as the page lets it be, and its text not smaller than that of notes.
WIDEST_INCHES, UNITS_AN_INCH = 8.5, 84.0
_SHADES = {
    "lv0": "EFEDE6", "lvp1": "DCE9F5", "lvp2": "B4D2EC", "lvp3": "7DB1DC", "lvp4": "5C9BD0",
    "lvn1": "FBE8D2", "lvn2": "F7CD9D", "lvn3": "EDA75A", "lvn4": "E08A2E",
}  # fmt: skip


def render_docx(
    briefing: Briefing, documents: Mapping[str, Document], *, codebook: Names | None = None
) -> bytes:
    """A DOCX file; the same briefing gives the same bytes.

    Raises:
        UnsupportedLine: if a line's evidence does not hold.
    """
    check_evidence(briefing, documents)
    form = TextForm(briefing, documents)
    page = _Page()
    page.heading(f"{capital(briefing.actor_name)}: foreign relations", 0)
    page.text(f"As of {day(briefing.as_of)}. From {counted(briefing)}.")
    for key in printed(briefing):
        _part(page, key, form)
    page.heading("Evidence", 1)
    for note in form.notes.notes:
        page.note(note)
    return page.saved(datetime(briefing.as_of.year, briefing.as_of.month, briefing.as_of.day))


def _part(page: _Page, key: str, form: TextForm) -> None:
    """One list with its heading."""
    rows = form.rows(key)
    if rows is not None:
        if rows.heading:
            page.heading(rows.heading, 1)
        if not rows.own:
            page.text(rows.intro if rows.lines else "Nothing in the documents.")
        if key == "channels":
            page.figures(_named(form.briefing, "network-"))
        for line in rows.lines:
            if rows.own:
                page.words(line)
            else:
                page.line(line, "List Bullet")
                page.figures(filter(None, [form.briefing.figures.get(line.figure)]))
        if rows.own:
            page.paragraph([(rows.intro, "soft")])
    elif key == "takeaways":
        page.heading("Takeaways", 1)
        for line in form.takeaways():
            page.line(line, "List Number")
    elif key == "portfolio":
        page.heading("Portfolio", 1)
        page.matrix(form)
        for row in form.matrix.rows:
            code = row.counterpart
            page.figures(_named(form.briefing, f"level-{code}-", f"counts-{code}-"))
    elif key == "publications":
        page.publications(form)
    else:
        page.heading("Left out", 1)
        for item in form.briefing.lists.get("rejected", ()):
            page.text(item.text, "List Bullet")


def _named(briefing: Briefing, *beginnings: str) -> Iterator[Figure]:
    return (one for name, one in briefing.figures.items() if name.startswith(beginnings))


def _clean(text: str) -> str:
    return _FORBIDDEN.sub(" ", text)


class _Page:
    """The document under construction.

    Paragraphs are made as XML and put before the section's properties: going through the
    library for each is quadratic, and a briefing has thousands of notes.
    """

    def __init__(self) -> None:
        self._file: Any = docx.Document()
        section = self._file.sections[0]
        section.orientation = WD_ORIENT.LANDSCAPE
        section.page_width, section.page_height = section.page_height, section.page_width
        self._file.styles["Normal"].font.size = Pt(10)
        self._end: Any = self._file.element.body.sectPr
        names = ("Title", "Heading 1", "List Number", "List Bullet")
        self._styles = {name: self._file.styles[name].style_id for name in names}

    def heading(self, text: str, level: int) -> None:
        self.paragraph([(text, "")], f"Heading {level}" if level else "Title")

    def paragraph(self, runs: Iterable[tuple[str, str]], style: str = "") -> None:
        """A paragraph of runs, each a text and its look: "", "bold", "ref" or "soft"."""
        paragraph = OxmlElement("w:p")
        if style:
            properties = OxmlElement("w:pPr")
            properties.append(_valued("w:pStyle", self._styles[style]))
            paragraph.append(properties)
        for text, look in runs:
            if text:
                paragraph.append(_run(text, look))
        self._end.addprevious(paragraph)

    def text(self, text: str, style: str = "") -> None:
        self.paragraph([(text, "")], style)

    def line(self, line: TextLine, style: str) -> None:
        """A line, its facts after it in grey, its notes raised."""
        facts = "; ".join(f"{label}: {text}" for label, text in line.facts)
        numbers = " " + ", ".join(map(str, line.numbers)) if line.numbers else ""
        tail = f"\n{facts}" if facts else ""
        self.paragraph([(line.text, ""), (numbers, "ref"), (tail, "soft")], style)

    def words(self, line: TextLine) -> None:
        """A reader's paragraph with each note raised where it was cited."""
        runs: list[tuple[str, str]] = []
        for text, numbers in line.runs:
            runs += [(text, ""), (", ".join(map(str, numbers)), "ref")]
        self.paragraph(runs)

    def figures(self, figures: Iterable[Figure]) -> None:
        """Each figure as a picture with its caption; those with nothing to show are left out."""
        for figure in figures:
            svg = draw(figure)
            if not svg:
                continue
            picture = as_picture(svg)
            run = self._file.add_paragraph().add_run()
            wide = Inches(min(WIDEST_INCHES, picture.width / UNITS_AN_INCH))
            shape = run.add_picture(io.BytesIO(picture.png), width=wide)
            # What who does not see the picture is told of it.
            shape._inline.docPr.set("descr", _clean(picture.words))
            self.paragraph([(f"{figure.told.title}. {figure.told.description}.", "soft")])

    def matrix(self, form: TextForm) -> None:
        """The matrix as a table whose first row repeats on every page."""
        rows, sectors = form.matrix.rows, form.matrix.sectors
        if not rows:
            self.text("No relation could be estimated from these documents.")
            return
        self.text(
            "Level from −10 (open conflict) to +10 (alliance) with its 90 % interval, direction "
            "with its probability, n pieces of evidence; an empty cell has no evidence, which is "
            "not zero."
        )
        heads = ["Counterpart", "Overall", *map(str.capitalize, sectors)]
        table = self._table(heads, len(rows))
        for place_row, row in zip(list(table.rows)[1:], rows, strict=True):
            cells = place_row.cells
            cells[0].text = _clean(capital(row.name))
            self._cell(cells[1], row.overall, numbers=())
            for place, sector in enumerate(sectors, start=2):
                found = row.cells.get(sector)
                if found:
                    self._cell(cells[place], found, numbers=form.notes.numbers(found.evidence))
        _small(table)

    def _cell(self, place: Any, cell: Cell, *, numbers: Iterable[int]) -> None:
        place.text = f"{cell_text(cell)}, n {cell.n}"
        if numbers:
            place.paragraphs[0]._p.append(_run(" " + ", ".join(map(str, numbers)), "ref"))
        shade = OxmlElement("w:shd")
        shade.set(qn("w:val"), "clear")
        shade.set(qn("w:fill"), _SHADES[tint(cell.level)])
        place._tc.get_or_add_tcPr().append(shade)

    def _table(self, heads: list[str], n_rows: int) -> Any:
        table = self._file.add_table(rows=n_rows + 1, cols=len(heads))
        table.style = "Table Grid"
        for cell, head in zip(table.rows[0].cells, heads, strict=True):
            cell.text = head
            cell.paragraphs[0].runs[0].bold = True
        repeat = OxmlElement("w:tblHeader")
        repeat.set(qn("w:val"), "true")
        table.rows[0]._tr.get_or_add_trPr().append(repeat)
        return table

    def publications(self, form: TextForm) -> None:
        """The table of documents that the briefing rests on."""
        self.heading("Publications", 1)
        items = form.briefing.lists.get("publications", ())
        keys = ("title", "publisher", "author", "published", "copies", "statements", "grade")
        table = self._table([key.capitalize() for key in keys], len(items))
        for row, item in zip(list(table.rows)[1:], items, strict=True):
            cells = row.cells
            for cell, key in zip(cells, keys, strict=True):
                value = told_copies(item.fields) if key == "copies" else item.fields.get(key)
                cell.text = "" if value is None else _clean(str(value))
            numbers = " " + ", ".join(map(str, form.numbers(item)))
            cells[0].paragraphs[0]._p.append(_run(numbers, "ref"))
        _small(table)

    def note(self, note: Note) -> None:
        """One numbered note, its sentence in bold between its neighbours."""
        address = f", {note.url}" if note.url else ""
        before = f"{note.number}. {note.before} " if note.before else f"{note.number}. "
        after = f" {note.after}" if note.after else ""
        where = f" ({note.where}{address})"
        self.paragraph([(before, ""), (note.quote, "bold"), (after, ""), (where, "soft")])

    def saved(self, stamp: datetime) -> bytes:
        """The file's bytes, with the briefing's own date in place of the clock's."""
        properties = self._file.core_properties
        properties.author, properties.title = "Détente", "Foreign relations"
        properties.created = properties.modified = stamp.replace(tzinfo=UTC)
        buffer = io.BytesIO()
        self._file.save(buffer)
        return _timeless(buffer.getvalue())


_LOOKS = {
    "": (),
    "bold": (("w:b", ""),),
    "ref": (("w:vertAlign", "superscript"),),
    "soft": (("w:color", "565C63"), ("w:sz", "17")),
}


def _valued(name: str, value: str) -> Any:
    element = OxmlElement(name)
    if value:
        element.set(qn("w:val"), value)
    return element


def _run(text: str, look: str) -> Any:
    run = OxmlElement("w:r")
    if _LOOKS[look]:
        properties = OxmlElement("w:rPr")
        for name, value in _LOOKS[look]:
            properties.append(_valued(name, value))
        run.append(properties)
    for number, part in enumerate(_clean(text).split("\n")):
        if number:
            run.append(OxmlElement("w:br"))
        content = OxmlElement("w:t")
        content.text = part
        content.set(qn("xml:space"), "preserve")
        run.append(content)
    return run


def _small(table: Any) -> None:
    for row in table.rows:
        for cell in row.cells:
            for paragraph in cell.paragraphs:
                for run in paragraph.runs:
                    run.font.size = Pt(8)


def _timeless(packed: bytes) -> bytes:
    """The same archive with one fixed time on every member: zip stores the clock otherwise."""
    out = io.BytesIO()
    with zipfile.ZipFile(io.BytesIO(packed)) as old, zipfile.ZipFile(out, "w") as new:
        for name in old.namelist():
            member = zipfile.ZipInfo(name, date_time=(1980, 1, 1, 0, 0, 0))
            member.compress_type = zipfile.ZIP_DEFLATED
            new.writestr(member, old.read(name))
    return out.getvalue()
