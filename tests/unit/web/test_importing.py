"""Files that are dropped on the page come into the project, or are told with the reason."""

from __future__ import annotations

import gzip
import time
import zipfile
from collections.abc import Callable
from io import BytesIO
from pathlib import Path

import pytest
from starlette.testclient import TestClient

from detente.adapters.uploads import safe_name, shown_name, store_upload
from detente.errors import InputError
from detente.pipeline_uploads import check_addresses

Opened = Callable[..., TestClient]
NOTE = b"Rwanda and Burundi reopened their common border on 4 April 2026 after two years."
TABLE = b"day,source,target,action\n" + b"2026-01-02,KEN,UGA,CONSULT\n2026-01-05,UGA,KEN,AID\n"
Files = list[tuple[str, tuple[str, bytes]]]


def token_in(page: str) -> str:
    return page.split('data-token="')[1].split('"')[0]


def upload(client: TestClient, files: Files, **fields: str) -> dict[str, object]:
    """Send files, wait for the job, and give its JSON back."""
    data = {"token": token_in(client.get("/import").text), **fields}
    answer = client.post("/import", data=data, files=files, follow_redirects=False)
    assert answer.status_code == 303, answer.text
    return finished(client, answer.headers["location"])


def finished(client: TestClient, location: str) -> dict[str, object]:
    for _ in range(600):
        told = client.get(f"{location}.json").json()
        if told["over"]:
            return dict(told["job"])
        time.sleep(0.05)
    raise AssertionError("the job did not end")


def named(*files: tuple[str, bytes]) -> Files:
    return [("files", one) for one in files]


def test_a_document_comes_in_under_a_name_made_from_its_bytes(
    client: TestClient, project: Path
) -> None:
    job = upload(client, named(("../../border.txt", NOTE)), published="2026-04-05", publisher="Gap")

    assert job["status"] == "done"
    assert "1 document added" in job["outcome"]["told"]  # type: ignore[index]
    (kept,) = (project / "uploads").glob("*/*")
    assert kept.name == "border.txt"
    assert kept.read_bytes() == NOTE
    told = client.get("/portfolio/RWA.json?as_of=2026-05-01").json()
    assert [row["counterpart"] for row in told["rows"]] == ["BDI"]


def test_the_same_file_again_is_known(client: TestClient) -> None:
    upload(client, named(("a.txt", NOTE)))

    again = upload(client, named(("a.txt", NOTE)))

    assert "1 there already" in again["outcome"]["told"]  # type: ignore[index]


def test_another_file_of_the_same_name_is_another_document(client: TestClient) -> None:
    before = client.get("/import.json").json()["documents"]
    upload(client, named(("report.txt", NOTE)), published="2026-04-05")
    other = b"Zambia expelled two diplomats of Malawi on 9 April 2026."
    upload(client, named(("report.txt", other)), published="2026-04-10")

    assert client.get("/import.json").json()["documents"] == before + 2


def test_an_empty_file_is_told_by_name_beside_what_came_in(client: TestClient) -> None:
    files = named(("a.txt", NOTE), ("hollow.txt", b""))

    outcome = upload(client, files, published="2026-04-05")["outcome"]

    (row,) = outcome["rows"]  # type: ignore[index]
    assert row["what"] == "hollow.txt"
    assert "is empty" in row["reason"]
    assert "1 left out" in outcome["told"]  # type: ignore[index]


def test_what_can_not_be_read_is_told_with_the_reason(client: TestClient, project: Path) -> None:
    job = upload(client, named(("a.txt", NOTE), ("picture.png", b"\x89PNG\r\n"), ("x.pdf", b"no")))

    rows = job["outcome"]["rows"]  # type: ignore[index]
    assert {row["what"] for row in rows} == {"picture.png", "x.pdf"}
    assert all(row["reason"] for row in rows)
    page = client.get(f"/jobs/{job['id']}").text
    assert "picture.png" in page
    assert str(project) not in page


def test_a_table_of_events_becomes_a_dataset_and_its_wrong_rows_are_told(
    client: TestClient, project: Path
) -> None:
    table = TABLE + b"not-a-day,KEN,UGA,AID\n"

    job = upload(client, named(("acts.csv", table), ("border.txt", NOTE)), dataset="lake")

    told = client.get("/import.json").json()["datasets"]
    assert [(one["name"], one["rows"]) for one in told] == [("lake", 2)]
    rows = job["outcome"]["rows"]  # type: ignore[index]
    assert [(row["what"], row["number"]) for row in rows] == [("acts.csv", 1)]
    assert "1 document added" in job["outcome"]["told"]  # type: ignore[index]


def test_a_table_said_to_be_documents_is_no_dataset(client: TestClient) -> None:
    upload(client, named(("acts.csv", TABLE)), kind="documents")

    assert client.get("/import.json").json()["datasets"] == []


def test_a_wrong_kind_is_told_without_stopping_the_others(client: TestClient) -> None:
    job = upload(client, named(("acts.csv", TABLE), ("b.csv", b"one,two\n1,2\n")), kind="plain")

    rows = job["outcome"]["rows"]  # type: ignore[index]
    assert [row["what"] for row in rows] == ["b.csv"]
    assert client.get("/import.json").json()["datasets"][0]["rows"] == 2


def zipped(name: str, content: bytes) -> bytes:
    out = BytesIO()
    with zipfile.ZipFile(out, "w", zipfile.ZIP_DEFLATED) as archive:
        archive.writestr(name, content)
    return out.getvalue()


@pytest.mark.parametrize("packed", ["gzip", "zip"])
def test_what_unpacks_to_too_much_is_left_out(
    opened: Opened, monkeypatch: pytest.MonkeyPatch, packed: str
) -> None:
    monkeypatch.setenv("DETENTE_UPLOAD_EXPANDED_BYTES", "100000")
    bomb = TABLE + b"2026-01-02,KEN,UGA,CONSULT\n" * 20_000
    content = gzip.compress(bomb) if packed == "gzip" else zipped("bomb.csv", bomb)

    job = upload(opened(), named((f"bomb.csv.{packed[:2]}", content), ("small.csv", TABLE)))
    job = upload(opened(), named(("bomb.csv.gz", content))) if packed == "gzip" else job

    reasons = [str(row["reason"]) for row in job["outcome"]["rows"]]  # type: ignore[index]
    assert any("unpacks to more" in one or "ending" in one for one in reasons)


def test_a_word_file_that_unpacks_to_too_much_is_left_out(
    client: TestClient, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("DETENTE_MAX_EXPANDED_BYTES", "100000")
    bomb = zipped("word/document.xml", b"<w>" + b" " * 300_000 + b"</w>")

    job = upload(client, named(("bomb.docx", bomb)))

    assert "max_expanded_bytes" in job["outcome"]["rows"][0]["reason"]  # type: ignore[index]


def test_an_upload_may_not_be_too_large(opened: Opened) -> None:
    client = opened(most_upload_bytes=3000)
    data = {"token": token_in(client.get("/import").text)}

    answer = client.post("/import", data=data, files=named(("a.txt", b"x" * 5000)))

    assert answer.status_code == 413


def test_too_many_files_are_refused(client: TestClient, project: Path) -> None:
    data = {"token": token_in(client.get("/import").text)}
    many = named(*((f"{number}.txt", b"x") for number in range(2001)))

    answer = client.post("/import", data=data, files=many)

    assert answer.status_code == 400
    assert not (project / "uploads").exists()


def test_nothing_comes_in_where_the_project_is_for_reading(opened: Opened, project: Path) -> None:
    client = opened(read_only=True)
    data = {"token": token_in(client.get("/import").text)}

    answer = client.post("/import", data=data, files=named(("a.txt", NOTE)))

    assert answer.status_code == 403
    assert not (project / "uploads").exists()
    assert '<form class="intake"' not in client.get("/import").text


def test_an_upload_without_the_token_keeps_nothing(client: TestClient, project: Path) -> None:
    answer = client.post("/import", data={"token": "x"}, files=named(("a.txt", NOTE)))

    assert answer.status_code == 403
    assert not (project / "uploads").exists()


@pytest.mark.parametrize(
    "address", ["/etc/passwd", "file:///etc/passwd", "notes.txt", "-", "https://a b.example/"]
)
def test_only_web_addresses_are_taken(client: TestClient, address: str) -> None:
    data = {"token": token_in(client.get("/import").text), "addresses": address}

    answer = client.post("/import", data=data)

    assert answer.status_code == 400
    with pytest.raises(InputError, match="address"):
        check_addresses(address)


def test_an_address_of_this_machine_is_not_fetched(client: TestClient) -> None:
    job = upload(client, [], addresses="http://127.0.0.1:9/secret")

    assert "private" in job["outcome"]["rows"][0]["reason"]  # type: ignore[index]


def test_nothing_given_is_told(client: TestClient) -> None:
    answer = client.post("/import", data={"token": token_in(client.get("/import").text)})

    assert answer.status_code == 400
    assert "nothing was given" in answer.text.lower()


def test_pages_go_on_with_the_state_before_while_an_import_runs(
    client: TestClient, monkeypatch: pytest.MonkeyPatch
) -> None:
    from detente.web.actions import importing

    seen: list[list[str]] = []
    real = importing.take

    def watched(*given: object, **named: object) -> object:
        result = real(*given, **named)  # type: ignore[arg-type]
        told = client.get("/portfolio/RWA.json?as_of=2026-05-01").json()
        seen.append([row["counterpart"] for row in told["rows"]])
        return result

    monkeypatch.setattr(importing, "take", watched)
    upload(client, named(("border.txt", NOTE)), published="2026-04-05")

    assert seen == [[]]
    told = client.get("/portfolio/RWA.json?as_of=2026-05-01").json()
    assert [row["counterpart"] for row in told["rows"]] == ["BDI"]


@pytest.mark.parametrize(
    ("sent", "shown", "safe"),
    [
        ("a.txt", "a.txt", "a.txt"),
        ("..\\..\\b.txt", "b.txt", "b.txt"),
        ("/abs/c.txt", "c.txt", "c.txt"),
        ("über \u202etxt.exe", "über txt.exe", "ber_txt.exe"),
        ("", "file", "file"),
        ("x" * 300 + ".pdf", "x" * 76 + ".pdf", "x" * 76 + ".pdf"),
        ("con\x00.txt", "con .txt", "con_.txt"),
    ],
)
def test_no_sent_name_leads_anywhere(tmp_path: Path, sent: str, shown: str, safe: str) -> None:
    assert shown_name(sent) == shown
    assert safe_name(shown_name(sent)) == safe
    kept = store_upload(tmp_path, sent, b"x")
    assert kept.path.parent.parent == tmp_path / "uploads"


def test_rows_name_the_file_that_was_sent(client: TestClient) -> None:
    upload(client, named(("visits.csv", TABLE)), dataset="visits")

    days = client.get("/relation/KEN/UGA.json?as_of=2026-05-01").json()["days"]["rows"]
    assert days and {row["file"] for row in days} == {"visits.csv"}


ENTITIES = b"Kenya\t0\nUganda\t1\nNobody Known\t2\n"
RELATIONS = b"Consult\t0\nMake a visit\t1\nImpose embargo, boycott, or sanctions\t2\n"
QUADRUPLES = b"0\t0\t1\t0\n1\t2\t0\t24\n0\t1\t1\t48\n"
NAMED = (("entity2id.txt", ENTITIES), ("relation2id.txt", RELATIONS))


@pytest.mark.parametrize(
    ("name", "fields"),
    [
        ("train.txt", {"start": "2020-01-01"}),
        ("train.txt", {"dataset": "icews14"}),
        ("icews18-train.txt", {"kind": "icews"}),
    ],
)
def test_quadruples_come_with_their_tables_of_names(
    client: TestClient, name: str, fields: dict[str, str]
) -> None:
    job = upload(client, named(*NAMED, (name, QUADRUPLES)), **fields)

    assert job["status"] == "done", job
    assert job["outcome"]["rows"] == []  # type: ignore[index]
    (held,) = client.get("/import.json").json()["datasets"]
    year = {"train.txt": "2020" if "start" in fields else "2014"}.get(name, "2018")
    assert (held["rows"], held["first_day"]) == (3, f"{year}-01-01")
    assert held["last_day"] == f"{year}-01-03"


@pytest.mark.parametrize(
    ("files", "reason"),
    [
        ([("train.txt", QUADRUPLES)], "need entity2id.txt and relation2id.txt"),
        ([NAMED[0], ("train.txt", QUADRUPLES)], "need relation2id.txt"),
        ([*NAMED], "no file of quadruples"),
        ([*NAMED, ("train.txt", QUADRUPLES)], "day of time 0"),
        ([NAMED[0], ("relation2id.txt", b"no number"), ("icews14.txt", QUADRUPLES)], "a number"),
    ],
)
def test_quadruples_that_lack_something_are_told(
    client: TestClient, project: Path, files: list[tuple[str, bytes]], reason: str
) -> None:
    job = upload(client, named(*files))

    rows = job["outcome"]["rows"]  # type: ignore[index]
    assert rows and all(reason in row["reason"] for row in rows)
    assert str(project) not in str(rows)
    held = client.get("/import.json").json()
    assert (held["datasets"], held["documents"]) == ([], 2)


MAPPING = b"""[columns]
day = "when"
source = "doer"
target = "to_whom"
action = "deed"
[file]
date_format = "%d.%m.%Y"
"""
ODD = b"when,doer,to_whom,deed\n03.01.2026,KEN,UGA,CONSULT\n04.01.2026,UGA,KEN,AID\n"


def test_a_mapping_says_which_column_is_what(client: TestClient) -> None:
    job = upload(client, named(("odd.csv", ODD), ("odd.toml", MAPPING)), dataset="odd")

    (held,) = client.get("/import.json").json()["datasets"]
    assert (held["rows"], held["first_day"], job["outcome"]["rows"]) == (2, "2026-01-03", [])  # type: ignore[index]


@pytest.mark.parametrize(
    ("files", "told"),
    [
        ([("a.toml", MAPPING)], "came alone"),
        ([("a.toml", MAPPING), ("b.toml", MAPPING), ("odd.csv", ODD)], "both mappings"),
        ([("a.toml", b"[columns]\nwho = 'x'"), ("odd.csv", ODD)], "no part of a mapping"),
        ([("a.toml", b"\xff\xfe"), ("odd.csv", ODD)], "can\u2019t be read"),
    ],
)
def test_a_wrong_mapping_is_refused_at_once(
    client: TestClient, project: Path, files: list[tuple[str, bytes]], told: str
) -> None:
    data = {"token": token_in(client.get("/import").text)}

    answer = client.post("/import", data=data, files=named(*files))

    assert answer.status_code == 400
    assert told in answer.text.replace("&#39;", "\u2019")
    assert str(project) not in answer.text
