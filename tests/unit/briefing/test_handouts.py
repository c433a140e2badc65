"""Every form of a briefing can be read back by what it is meant for."""

from __future__ import annotations

import csv
import io
import json
import re
from dataclasses import replace
from datetime import date

import polars as pl
import pytest
import stix2

from detente.briefing.capitals import capitals
from detente.briefing.geojson import cut
from detente.briefing.page import Briefing
from detente.briefing.references import escaped, paragraph_at, references_of
from detente.codebook import load_codebook
from detente.errors import InputError
from detente.model import DatasetRow, Document, Evidence, Item
from detente.pipeline_handouts import FORMS, hand_out

TEXT = (
    "# The lake\n\nThe first part is short.\n\n## Fish & trade\n\n"
    "Kenya and Uganda agreed on quotas.\nThe quotas hold for 50 % of {all} boats.\n"
)
QUOTE = "Kenya and Uganda agreed on quotas."
START = TEXT.index(QUOTE)
NOTE = Document(
    "a1", "notes/lake.md", TEXT, title="Lake_quotas: 50 % & more", publisher="Lake Post",
    author="A. Otieno", url="https://lake.example/a", published=date(2026, 4, 1),
)  # fmt: skip
PAPER = Document(
    "b2", "paper.pdf", "First page.\fUganda denied it on page two.", title="=HYPERLINK(1)",
    publisher="Rift Institute", published=date(2025, 1, 1), published_precision="year",
    pages=(0, 12),
)  # fmt: skip
ROW = DatasetRow("acts", "7f:9", "acts.csv", 9, date(2026, 1, 2), date(2026, 1, 2), "KEN",
                 target="FJI", action="CONSULT")  # fmt: skip


def proof(document: Document, start: int, end: int) -> Evidence:
    quote = document.text[start:end]
    page = sum(first <= start for first in document.pages) or None
    return Evidence(document.id, start, end, quote, document.published, document.publisher, page,
                    document.url)  # fmt: skip


LAKE = proof(NOTE, START, START + len(QUOTE))
DENIAL = proof(PAPER, 12, len(PAPER.text))
CITED_ROW = Evidence(dataset="acts", row="7f:9")


def cell(other: str, level: float, *evidence: Evidence, sector: str = "economic") -> Item:
    fields: dict[str, object] = {
        "counterpart": other, "sector": sector, "level": level, "low": level - 1,
        "high": level + 1, "direction": "rising", "p_direction": 0.8, "tempo": 1.0,
        "tempo_change": None, "n": 3, "n_events": 2, "n_assessments": 1, "n_rows": 0,
        "n_reports": 0, "last": date(2026, 4, 1),
    }  # fmt: skip
    return Item("portfolio", f"Level with {other}.", evidence, fields, id=f"cell-{other}-{sector}")


@pytest.fixture
def briefing() -> Briefing:
    lists = {
        "takeaways": (Item("takeaways", "Quotas were agreed.", (LAKE,), {"about": "UGA"}, "t1"),),
        "portfolio": (cell("UGA", 3.0, LAKE), cell("FJI", -2.0, CITED_ROW), cell("EU", 1.0, LAKE)),
        "contested": (
            Item(
                "contested",
                "@SUM(1) Uganda denies it.",
                (LAKE, DENIAL),
                {"parties": ("KEN", "UGA"), "asserted_by": ("KEN",), "denied_by": ("UGA",)},
                "c1",
            ),
        ),
        "calendar": (
            Item("calendar", "-2 talks.", (LAKE,), {"begins_on": date(2026, 5, 1)}, "d1"),
        ),
    }
    return Briefing(
        "KEN", "Kenya", date(2026, 5, 1), {"documents": 2}, lists,
        names={"KEN": "Kenya", "UGA": "Uganda", "FJI": "Fiji", "EU": "the European Union"},
        documents={"a1": NOTE, "b2": PAPER}, rows={("acts", "7f:9"): ROW},
    )  # fmt: skip


def made(briefing: Briefing, form: str) -> bytes:
    return hand_out(briefing, briefing.documents, form, codebook=load_codebook())


@pytest.mark.parametrize("form", FORMS)
def test_the_same_briefing_gives_the_same_bytes(briefing: Briefing, form: str) -> None:
    assert made(briefing, form) == made(briefing, form) != b""


def test_an_unknown_form_is_told(briefing: Briefing) -> None:
    with pytest.raises(InputError, match="no form"):
        made(briefing, "exe")


def test_csl_names_every_place_that_is_cited(briefing: Briefing) -> None:
    items = {one["id"]: one for one in json.loads(made(briefing, "csl"))}

    assert set(items) == {"doc-a1", "doc-b2", "data-acts-acts-csv"}
    lake, paper, acts = items["doc-a1"], items["doc-b2"], items["data-acts-acts-csv"]
    assert lake["type"] == "webpage"
    assert lake["issued"] == {"date-parts": [[2026, 4, 1]]}
    assert lake["author"] == [{"literal": "A. Otieno"}]
    assert lake["custom"]["cites"] == [{"note": 1, "label": "paragraph", "locator": "4"}]
    assert "section “Fish & trade”" in lake["note"]
    assert paper["issued"] == {"date-parts": [[2025]]}
    assert paper["custom"]["cites"][0] == {"note": 3, "label": "page", "locator": "2"}
    assert acts["custom"]["cites"] == [{"note": 2, "label": "line", "locator": "9"}]


def test_the_numbers_of_references_are_those_of_the_notes(briefing: Briefing) -> None:
    text = made(briefing, "markdown").decode()

    for one in references_of(briefing, briefing.documents):
        for place in one.locators:
            line = next(row for row in text.splitlines() if row.startswith(f"[^{place.note}]:"))
            wanted = one.document.publisher if one.document else one.dataset
            assert wanted in line


def test_ris_has_its_records_with_their_tags(briefing: Briefing) -> None:
    text = made(briefing, "ris").decode()

    records = [one for one in text.split("ER  - \r\n") if one.strip()]
    assert len(records) == 3
    tags = [
        dict(line.split("  - ", 1) for line in record.strip().split("\r\n")) for record in records
    ]
    assert [one["TY"] for one in tags] == ["ELEC", "DATA", "RPRT"]
    assert tags[0]["DA"] == "2026/04/01" and tags[0]["UR"] == "https://lake.example/a"
    assert tags[2]["SP"] == "2" and tags[2]["PY"] == "2025"
    assert all(re.fullmatch(r"[A-Z][A-Z0-9]", tag) for one in tags for tag in one)


def test_bibtex_is_balanced_and_escaped(briefing: Briefing) -> None:
    text = made(briefing, "bibtex").decode()

    assert re.findall(r"^@(\w+)\{([^,]+),$", text, re.MULTILINE) == [
        ("techreport", "doc-a1"), ("misc", "data-acts-acts-csv"), ("techreport", "doc-b2"),
    ]  # fmt: skip
    bare = re.sub(r"\\[{}]", "", text)
    assert bare.count("{") == bare.count("}")
    assert r"Lake\_quotas: 50 \% \& more" in text
    assert "month = apr" in text
    assert "p. 2" in text


@pytest.mark.parametrize("text", ["\\", "{", "}}", "a_b^c~d", "100 % #1 & $2"])
def test_nothing_in_a_title_ends_its_field(text: str) -> None:
    bare = escaped(text).replace(r"\{", "").replace(r"\}", "")

    assert bare.count("{") == bare.count("}")


@pytest.mark.parametrize(
    ("text", "start", "number"),
    [("One.\nTwo.\nThree.", 10, 3), ("One.", 0, 1), ("\n\nOne.\n\nTwo.", 8, 2), ("A\n \nB", 4, 2)],
)
def test_paragraphs_are_counted_from_the_text(text: str, start: int, number: int) -> None:
    assert paragraph_at(text, start) == number


def test_the_stix_bundle_is_valid_and_whole(briefing: Briefing) -> None:
    text = made(briefing, "stix").decode()

    bundle = stix2.parse(text, allow_custom=False)
    kinds = [one.type for one in bundle.objects]
    assert kinds.count("report") == 1 and kinds.count("relationship") == 3
    assert kinds.count("identity") == 4 and kinds.count("opinion") == 1
    held = {one.id for one in bundle.objects}
    for one in bundle.objects:
        for field in ("object_refs",):
            assert set(getattr(one, field, ())) <= held
        for field in ("source_ref", "target_ref", "created_by_ref"):
            assert getattr(one, field, None) in {None, *held}
    report = next(one for one in bundle.objects if one.type == "report")
    assert set(report.object_refs) == held - {report.id}
    assert '"external_id": "a1:' in text


@pytest.mark.parametrize(("n", "said"), [(1, "; 1 piece of"), (3, " pieces of evidence.")])
def test_the_stix_summary_counts_pieces_of_evidence(briefing: Briefing, n: int, said: str) -> None:
    one = cell("UGA", 2.0, LAKE)
    counted = replace(one, fields={**one.fields, "n_events": n, "n_assessments": 0})
    bundle = json.loads(made(replace(briefing, lists={"portfolio": (counted,)}), "stix"))

    (told,) = [row["description"] for row in bundle["objects"] if row["type"] == "relationship"]

    assert said in told


def test_geojson_has_lines_between_capitals_and_cuts_them(briefing: Briefing) -> None:
    told = json.loads(made(briefing, "geojson"))

    by_id = {one["id"]: one for one in told["features"]}
    line = by_id["KEN-UGA"]
    assert line["geometry"]["type"] == "LineString"
    assert line["geometry"]["coordinates"][0] == [36.82, -1.29]
    assert line["properties"]["level"] == 3.0
    assert by_id["KEN-EU"]["geometry"] is None
    assert by_id["capital-FJI"]["geometry"]["type"] == "Point"


def test_a_line_over_the_date_line_stays_short() -> None:
    parts = cut(capitals()["FJI"].point, capitals()["TON"].point)

    assert [part[0][0] * part[1][0] > 0 for part in parts] == [True, True]
    assert sum(abs(part[0][0] - part[1][0]) for part in parts) < 10
    assert cut((10.0, 1.0), (10.0, 5.0)) == [((10.0, 1.0), (10.0, 5.0))]


def test_every_state_has_a_capital_on_the_map() -> None:
    actors = load_codebook().actors
    states = {code for code in actors.codes() if actors.actor(code).kind == "state"}

    assert states <= set(capitals())
    for one in capitals().values():
        longitude, latitude = one.point
        assert -180 <= longitude <= 180 and -90 <= latitude <= 90


def table(content: bytes) -> list[dict[str, str]]:
    return list(csv.DictReader(io.StringIO(content.decode("utf-8-sig"))))


def test_csv_holds_the_lines_and_no_formula(briefing: Briefing) -> None:
    rows = table(made(briefing, "lines-csv"))

    assert [row["id"] for row in rows if row["list"] == "contested"] == ["c1"]
    for name in ("relations", "lines", "evidence"):
        for row in table(made(briefing, f"{name}-csv")):
            for cell_text in row.values():
                numeric = re.fullmatch(r"-?\d+(\.\d+)?", cell_text)
                assert numeric or not cell_text.startswith(("=", "+", "-", "@", "\t", "\r"))


def test_parquet_holds_the_same_rows_with_types(briefing: Briefing) -> None:
    relations = pl.read_parquet(io.BytesIO(made(briefing, "relations-parquet")))
    evidence = pl.read_parquet(io.BytesIO(made(briefing, "evidence-parquet")))

    assert relations.schema["level"] == pl.Float64 and relations.schema["as_of"] == pl.Date
    assert set(relations["counterpart"]) == {"UGA", "FJI", "EU"}
    assert len(relations) == len(table(made(briefing, "relations-csv")))
    spans = evidence.filter(pl.col("document") == "a1")
    assert (spans["start"] == START).all()


def test_an_empty_briefing_has_every_form(briefing: Briefing) -> None:
    empty = replace(briefing, lists={}, documents={}, rows={})

    for form in FORMS:
        content = made(empty, form)
        if form == "stix":
            stix2.parse(content.decode())
