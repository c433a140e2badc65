"""What a briefing cites as references for a bibliography: CSL-JSON, RIS and BibTeX."""

from __future__ import annotations

import json
import re
from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field

from detente.briefing.notes import folded, paragraph_at, safe_address
from detente.briefing.page import Briefing, all_evidence
from detente.briefing.proof import UNPROVED
from detente.model import DatasetRow, Document, Evidence

HEADING = re.compile(r"^#{1,6}[ \t]+(.+?)[ \t]*#*$", re.MULTILINE)
MARKUP = {
    "\\": r"\textbackslash{}",
    "{": r"\{",
    "}": r"\}",
    "%": r"\%",
    "&": r"\&",
    "#": r"\#",
    "_": r"\_",
    "$": r"\$",
    "^": r"\textasciicircum{}",
    "~": r"\textasciitilde{}",
}
MONTHS = "jan feb mar apr may jun jul aug sep oct nov dec".split()


@dataclass(frozen=True, slots=True)
class Locator:
    """Where in a publication something stands.

    Attributes:
        note: number of the note in the briefing.
        page: of a PDF, from 1; None elsewhere.
        paragraph: counted from 1 from the beginning of the text.
        section: the nearest heading above it; empty where there is none.
        line: of a dataset's file; None for documents.
    """

    note: int
    page: int | None = None
    paragraph: int | None = None
    section: str = ""
    line: int | None = None

    def told(self) -> str:
        """The place in words.

        >>> Locator(3, page=2, paragraph=14).told()
        'p. 2, para. 14'
        """
        parts = (
            f"p. {self.page}" if self.page else "",
            f"section “{self.section}”" if self.section else "",
            f"para. {self.paragraph}" if self.paragraph else "",
            f"line {self.line}" if self.line else "",
        )
        return ", ".join(part for part in parts if part)

    def csl(self) -> dict[str, str]:
        """The most exact place, as a citation in CSL names it (``label`` and ``locator``)."""
        if self.page:
            return {"label": "page", "locator": str(self.page)}
        if self.paragraph:
            return {"label": "paragraph", "locator": str(self.paragraph)}
        return {"label": "line", "locator": str(self.line)}


@dataclass(slots=True)
class Reference:
    """A publication or a file of a dataset that a briefing cites.

    Attributes:
        id: stable: ``doc-`` and the document's id, or ``data-``, dataset and file.
        document: None for a dataset.
        dataset, file: empty for a document.
        locators: one for each piece of evidence, in the order of the notes.
    """

    id: str
    document: Document | None = None
    dataset: str = ""
    file: str = ""
    locators: list[Locator] = field(default_factory=list)

    @property
    def title(self) -> str:
        """The title, or what the file was called."""
        if self.document is None:
            return f"{self.dataset}: {self.file}"
        origin = self.document.origin.replace("\\", "/").rsplit("/", 1)[-1]
        return folded(self.document.title or origin)

    @property
    def places(self) -> str:
        """All places, each once, in words."""
        told = dict.fromkeys(one.told() for one in self.locators)
        return "; ".join(place for place in told if place)


def references_of(briefing: Briefing, documents: Mapping[str, Document]) -> list[Reference]:
    """Everything cited, in the order of first citation, with every place it is cited at."""
    found: dict[str, Reference] = {}
    for number, evidence in enumerate(_cited(briefing), start=1):
        if evidence.document:
            document = documents[evidence.document]
            one = found.setdefault(f"doc-{document.id}", Reference(f"doc-{document.id}", document))
            one.locators.append(_place(evidence, document, number))
        else:
            row = briefing.rows[evidence.dataset, evidence.row]
            name = _data_id(row)
            one = found.setdefault(name, Reference(name, None, row.dataset, row.file))
            one.locators.append(Locator(number, line=row.line))
    return list(found.values())


def _cited(briefing: Briefing) -> Iterator[Evidence]:
    """Each piece of evidence once, as the notes are numbered."""
    seen = set()
    for name in briefing.order:
        for item in briefing.lists.get(name, ()) if name not in UNPROVED else ():
            for row in all_evidence(item):
                key = row.document, row.start, row.end, row.dataset, row.row
                if key not in seen:
                    seen.add(key)
                    yield row


def _data_id(row: DatasetRow) -> str:
    return "data-" + re.sub(r"[^A-Za-z0-9]+", "-", f"{row.dataset}-{row.file}").strip("-")


def _place(evidence: Evidence, document: Document, number: int) -> Locator:
    before = document.text[: evidence.start]
    return Locator(
        number,
        page=evidence.page or _page(evidence.start, document),
        paragraph=paragraph_at(document.text, evidence.start),
        section=folded(section_above(before)),
    )


def _page(start: int, document: Document) -> int | None:
    return sum(first <= start for first in document.pages) or None


def section_above(before: str) -> str:
    """The last heading in a text as Markdown marks it; empty where there is none."""
    found = HEADING.findall(before)
    return str(found[-1]) if found else ""


def render_csl(briefing: Briefing, documents: Mapping[str, Document]) -> str:
    """CSL-JSON (CSL 1.0.2): an array of items.

    An item has no place of its own in CSL, so that the places stand in ``custom.cites``: each with
    the ``label`` and ``locator`` that a citation takes, and the number of the note; and in words
    in ``note``.
    """
    items = [_csl(one) for one in references_of(briefing, documents)]
    return json.dumps(items, ensure_ascii=False, indent=1) + "\n"


def _csl(one: Reference) -> dict[str, object]:
    item: dict[str, object] = {"id": one.id, "type": "dataset", "title": one.title}
    if one.document is not None:
        item["type"] = "webpage" if safe_address(one.document.url) else "report"
        item |= _csl_document(one.document)
    if one.places:
        item["note"] = f"Cited at {one.places}"
    item["custom"] = {"cites": [{"note": each.note, **each.csl()} for each in one.locators]}
    return item


def _csl_document(document: Document) -> dict[str, object]:
    item: dict[str, object] = {}
    if document.author:
        item["author"] = [{"literal": folded(document.author)}]
    if document.publisher:
        item["publisher"] = folded(document.publisher)
    if document.published:
        item["issued"] = {"date-parts": [_date_parts(document)]}
    if safe_address(document.url):
        item["URL"] = safe_address(document.url)
    if document.language:
        item["language"] = document.language
    return item


def _date_parts(document: Document) -> list[int]:
    assert document.published is not None
    known = {"year": 1, "month": 2}.get(document.published_precision, 3)
    day = document.published
    return [day.year, day.month, day.day][:known]


def render_ris(briefing: Briefing, documents: Mapping[str, Document]) -> str:
    """RIS: one record each; the places stand in ``N1``, the first page in ``SP``."""
    return "".join(_ris(one) for one in references_of(briefing, documents))


def _ris(one: Reference) -> str:
    tags = [("TY", "DATA"), ("ID", one.id), ("TI", one.title)]
    document = one.document
    if document is not None:
        tags[0] = ("TY", "ELEC" if safe_address(document.url) else "RPRT")
        tags += [("AU", document.author), ("PB", document.publisher), ("LA", document.language)]
        tags.append(("UR", safe_address(document.url)))
        if document.published:
            parts = [f"{part:02d}" for part in _date_parts(document)]
            tags += [("PY", f"{document.published.year:04d}"), ("DA", "/".join(parts))]
    first = next((each.page for each in one.locators if each.page), None)
    tags.append(("SP", str(first) if first else ""))
    tags.append(("N1", f"Cited at {one.places}" if one.places else ""))
    lines = [f"{tag}  - {folded(text)}" for tag, text in tags if text]
    return "\r\n".join([*lines, "ER  - ", "", ""])


def render_bibtex(briefing: Briefing, documents: Mapping[str, Document]) -> str:
    """BibTeX: one entry each; the places stand in ``note``."""
    return "\n".join(_bibtex(one) for one in references_of(briefing, documents))


def _bibtex(one: Reference) -> str:
    fields = {"title": f"{{{escaped(one.title)}}}"}
    document = one.document
    kind = "misc"
    if document is not None:
        if document.author:
            fields["author"] = f"{{{escaped(document.author)}}}"
        if document.publisher:
            kind = "techreport"
            fields["institution"] = escaped(document.publisher)
        if document.published:
            fields["year"] = f"{document.published.year:04d}"
            if document.published_precision != "year":
                fields["month"] = MONTHS[document.published.month - 1]
        if safe_address(document.url):
            fields["url"] = safe_address(document.url).replace("{", "%7B").replace("}", "%7D")
    else:
        fields["howpublished"] = "Dataset"
    if one.places:
        fields["note"] = f"Cited at {escaped(one.places)}"
    lines = [
        f"  {name} = {text if name == 'month' else '{' + text + '}'}"
        for name, text in fields.items()
    ]
    return f"@{kind}{{{one.id},\n" + ",\n".join(lines) + "\n}\n"


def escaped(text: str) -> str:
    """Text that BibTeX prints as it stands.

    >>> escaped("50 % of {all}")
    '50 \\\\% of \\\\{all\\\\}'
    """
    return "".join(MARKUP.get(character, character) for character in folded(text))
