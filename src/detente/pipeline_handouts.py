"""A briefing in every form in which it is handed out: pages, references, data."""

from __future__ import annotations

import io
from collections.abc import Callable, Mapping
from dataclasses import dataclass
from typing import TYPE_CHECKING

from detente.adapters.ledger_export import csv_text
from detente.briefing import render_docx, render_html, render_json, render_markdown
from detente.briefing.capitals import capitals
from detente.briefing.flat_rows import (
    EvidenceRow,
    LineRow,
    RelationRow,
    evidence_rows,
    line_rows,
    relation_rows,
)
from detente.briefing.geojson import render_geojson
from detente.briefing.references import render_bibtex, render_csl, render_ris
from detente.briefing.stix import render_stix
from detente.errors import InputError
from detente.tables import to_frame

if TYPE_CHECKING:
    from detente.briefing import Briefing
    from detente.codebook import Codebook
    from detente.model import Document

Documents = Mapping[str, "Document"]
# Spreadsheets take a file for UTF-8 by this mark alone.
MARK = "\ufeff"
TABLES: Mapping[str, tuple[type, Callable[[Briefing], list[object]]]] = {
    "relations": (RelationRow, lambda briefing: list(relation_rows(briefing))),
    "lines": (LineRow, lambda briefing: list(line_rows(briefing))),
    "evidence": (EvidenceRow, lambda briefing: list(evidence_rows(briefing))),
}


@dataclass(frozen=True, slots=True)
class Form:
    """A form of a briefing.

    Attributes:
        key: its name.
        group: ``page``, ``references`` or ``data``.
        label: what it is, in a few words.
        ending: of the file's name.
        media_type: with charset where it is text.
    """

    key: str
    group: str
    label: str
    ending: str
    media_type: str


FORMS: Mapping[str, Form] = {
    one.key: one
    for one in (
        Form("html", "page", "HTML, one file", "html", "text/html; charset=utf-8"),
        Form(
            "docx",
            "page",
            "Word",
            "docx",
            "application/vnd.openxmlformats-officedocument.wordprocessingml.document",
        ),
        Form("markdown", "page", "Markdown", "md", "text/markdown; charset=utf-8"),
        Form("json", "page", "JSON", "json", "application/json"),
        Form(
            "csl",
            "references",
            "CSL-JSON",
            "csl.json",
            "application/vnd.citationstyles.csl+json",
        ),
        Form("ris", "references", "RIS", "ris", "application/x-research-info-systems"),
        Form("bibtex", "references", "BibTeX", "bib", "application/x-bibtex"),
        Form("stix", "data", "STIX 2.1", "stix.json", "application/stix+json;version=2.1"),
        Form("geojson", "data", "GeoJSON", "geojson", "application/geo+json"),
        *(
            Form(f"{name}-csv", "data", f"CSV: {name}", f"{name}.csv", "text/csv; charset=utf-8")
            for name in TABLES
        ),
        *(
            Form(
                f"{name}-parquet",
                "data",
                f"Parquet: {name}",
                f"{name}.parquet",
                "application/vnd.apache.parquet",
            )
            for name in TABLES
        ),
    )
}


def hand_out(briefing: Briefing, documents: Documents, form: str, *, codebook: Codebook) -> bytes:
    """A briefing in one of `FORMS`; the same briefing gives the same bytes.

    Raises:
        InputError: if there is no such form.
        UnsupportedLine: if a line's evidence does not hold.
    """
    if form not in FORMS:
        raise InputError(f"{form!r} is no form of a briefing; one of {', '.join(FORMS)}")
    if form == "docx":
        return render_docx(briefing, documents)
    table, _, kind = form.partition("-")
    if table in TABLES:
        return _table(briefing, table, kind)
    if form == "stix":
        actors = codebook.actors
        states = [code for code in briefing.names if is_state(codebook, code)]
        return render_stix(briefing, documents, states if actors else ()).encode()
    if form == "geojson":
        return render_geojson(briefing, capitals()).encode()
    texts: Mapping[str, Callable[[Briefing, Documents], str]] = {
        "html": render_html,
        "markdown": render_markdown,
        "json": lambda one, _: render_json(one),
        "csl": render_csl,
        "ris": render_ris,
        "bibtex": render_bibtex,
    }
    return texts[form](briefing, documents).encode()


def is_state(codebook: Codebook, code: str) -> bool:
    """Whether a code is that of a state."""
    return code in codebook.actors.codes() and codebook.actors.actor(code).kind == "state"


def _table(briefing: Briefing, name: str, kind: str) -> bytes:
    """One of `TABLES`; in CSV no cell is taken for a formula by a spreadsheet."""
    noun, rows_of = TABLES[name]
    rows = rows_of(briefing)
    if kind == "csv":
        return (MARK + csv_text(rows, noun)).encode()
    out = io.BytesIO()
    to_frame(rows, noun).write_parquet(out)
    return out.getvalue()
