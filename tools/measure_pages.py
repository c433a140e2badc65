"""How fast the workbench's pages are, beside a bare page of the same size.

Makes a project of many documents and imported events where there is none, serves it in a process
of its own, asks for every page that its own pages link to, and prints for each kind of page the
median and the 95th percentile of milliseconds, and the ratio to bytes of the same length that the
same kind of server hands out from memory.

    python tools/measure_pages.py --project out/large --documents 2000 --rows 1000000
"""

from __future__ import annotations

import argparse
import json
import re
import socket
import statistics
import subprocess
import sys
import tempfile
import threading
import time
from collections import defaultdict
from dataclasses import dataclass
from datetime import UTC, datetime
from pathlib import Path

import httpx

DATASET = "made_up"
LIMITS_MS = (300, 800)
NEVER = re.compile(r"^/(?:logout|login|go|static)")
KIND = re.compile(r"^/([a-z]+)(/[^/?]+)?(/[^/?]+)?(/[^/?]+)?")
HREF = re.compile(r'href="(/[^"#]*)')


@dataclass(frozen=True)
class Visit:
    """One page as it came."""

    kind: str
    path: str
    first: bool
    milliseconds: float
    size: int


def main() -> None:
    """Make what is missing, measure, print."""
    asked = arguments()
    if not (asked.project / "ledger.sqlite").exists():
        make_project(asked.project, asked.documents, asked.rows)
    code_all(asked.project)
    with serving(asked.project) as base, httpx.Client(base_url=base, timeout=600) as client:
        began = time.perf_counter()
        states = [one["actor"] for one in client.get("/index.json").json()["actors"]]
        client.get(f"/portfolio/{states[0]}").raise_for_status()
        print(f"read the project in {time.perf_counter() - began:.1f} s", file=sys.stderr)
        visits = visit(client, states[: asked.states], per_kind=asked.pages, again=asked.again)
        bare = bare_milliseconds(visits)
    report(visits, bare, as_json=asked.json)


def arguments() -> argparse.Namespace:
    """What the user asked for."""
    parser = argparse.ArgumentParser(description=__doc__.split("\n")[0])
    parser.add_argument("--project", type=Path, default=Path("out/large"))
    parser.add_argument("--documents", type=int, default=2000)
    parser.add_argument("--rows", type=int, default=1_000_000)
    parser.add_argument("--states", type=int, default=3, help="looked from so many states")
    parser.add_argument("--pages", type=int, default=12, help="of each kind at most")
    parser.add_argument("--again", type=int, default=5, help="each page is asked for so often")
    parser.add_argument("--json", action="store_true")
    return parser.parse_args()


def make_project(project: Path, documents: int, rows: int) -> None:
    """A project with made-up texts, coded, and made-up events, imported."""
    from detente import pipeline
    from detente.bench.generated_files import generate
    from detente.bench.generating import STATES, Plan
    from detente.bench.written_documents import written_documents
    from detente.codebook import load_codebook
    from detente.pipeline_datasets import Asked, import_datasets
    from detente.pipeline_project import open_project

    actors = load_codebook().actors
    now = datetime.now(UTC)
    states = [actors.name(code) for code in STATES]
    cities = ("Geneva", "Vienna", "Doha", "Singapore", "Nairobi", "Astana")
    with tempfile.TemporaryDirectory() as place, open_project(project) as opened:
        folder = Path(place) / "texts"
        folder.mkdir()
        table = ["file,published,publisher,title"]
        for one in written_documents(documents, states=states, cities=cities):
            (folder / one.name).write_text(one.text, encoding="utf-8")
            title = one.title.replace('"', "")
            table.append(f'{one.name},{one.published},{one.publisher},"{title}"')
        (folder / "manifest.csv").write_text("\n".join(table) + "\n", encoding="utf-8")
        print(pipeline.add(opened, [str(folder)], now=now), file=sys.stderr)
        if rows:
            events = Path(place) / f"{DATASET}.csv"
            generate(events, "gdelt", Plan(rows=rows, days=1461))
            import_datasets(opened, [events], Asked(kind="gdelt"), now=now, tell=quiet)


def code_all(project: Path) -> None:
    """Code what this version has not coded yet, which pages would leave to a job."""
    from detente import pipeline
    from detente.pipeline_project import open_project

    began = time.perf_counter()
    with open_project(project) as opened:
        pipeline.read_project(opened, as_of=datetime.now(UTC).date())
    print(f"coded in {time.perf_counter() - began:.0f} s", file=sys.stderr)


def quiet(*told: object) -> None:
    """Progress goes nowhere."""


class serving:
    """The workbench in a process of its own, while the block runs."""

    def __init__(self, project: Path) -> None:
        with socket.socket() as free:
            free.bind(("127.0.0.1", 0))
            self.port = free.getsockname()[1]
        command = [sys.executable, "-m", "detente.cli", "serve", "--port", str(self.port)]
        self.process = subprocess.Popen([*command, "--project", str(project)])

    def __enter__(self) -> str:
        base = f"http://127.0.0.1:{self.port}"
        for _ in range(600):
            try:
                httpx.get(f"{base}/static/workbench.css", timeout=2)
                return base
            except httpx.HTTPError:
                time.sleep(0.1)
        raise SystemExit("the workbench did not start within a minute")

    def __exit__(self, *given: object) -> None:
        self.process.terminate()
        self.process.wait(20)


def visit(client: httpx.Client, states: list[str], *, per_kind: int, again: int) -> list[Visit]:
    """Follow the links of the pages of some states, so many pages of each kind."""
    waiting = ["/", *(f"/portfolio/{state}" for state in states), "/documents", "/review"]
    seen: set[str] = set(waiting)
    asked: defaultdict[str, int] = defaultdict(int)
    visits: list[Visit] = []
    while waiting:
        path = waiting.pop(0)
        kind = kind_of(path)
        if asked[kind] >= per_kind * (len(states) if kind != "/" else 1):
            continue
        asked[kind] += 1
        for number in range(again):
            began = time.perf_counter()
            answer = client.get(path)
            took = 1000 * (time.perf_counter() - began)
            if answer.status_code != 200:
                print(f"{answer.status_code} {path}", file=sys.stderr)
                break
            visits.append(Visit(kind, path, number == 0, took, len(answer.content)))
        if answer.headers.get("content-type", "").startswith("text/html"):
            for link in HREF.findall(answer.text):
                link = link.replace("&amp;", "&")
                if link not in seen and not NEVER.match(link) and not other_state(link, states):
                    seen.add(link)
                    waiting.append(link)
    return visits


def other_state(link: str, states: list[str]) -> bool:
    """Whether a page looks from a state that is not measured."""
    found = re.match(
        r"^/(?:portfolio|relation|since|calendar|outlook|signals|channels)/([A-Z]+)", link
    )
    return bool(found) and found.group(1) not in states


def kind_of(path: str) -> str:
    """The kind of page that an address is of: its first part, and how many follow.

    >>> kind_of("/relation/PRK/USA?as_of=2020-01-01"), kind_of("/documents"), kind_of("/")
    ('/relation/·/·', '/documents', '/')
    """
    bare, mark, query = path.partition("?")
    parts = bare.strip("/").split("/")
    names = "&".join(sorted(pair.split("=")[0] for pair in query.split("&"))) if mark else ""
    ending = ".json" if bare.endswith(".json") else ""
    return (
        "/"
        + "/".join([parts[0], *("·" for _ in parts[1:])])
        + ending
        + (f"?{names}" if names else "")
    )


def bare_milliseconds(visits: list[Visit]) -> dict[str, float]:
    """By kind of page: the median time in which the same kind of server hands out such bytes."""
    import uvicorn
    from starlette.applications import Starlette
    from starlette.requests import Request
    from starlette.responses import Response
    from starlette.routing import Route

    sizes = {
        kind: int(statistics.median(v.size for v in visits if v.kind == kind))
        for kind in {v.kind for v in visits}
    }
    pages = {size: b"x" * size for size in sizes.values()}

    def hand_out(request: Request) -> Response:
        return Response(pages[int(request.path_params["size"])], media_type="text/html")

    with socket.socket() as free:
        free.bind(("127.0.0.1", 0))
        port = free.getsockname()[1]
    app = Starlette(routes=[Route("/{size:int}", hand_out)])
    server = uvicorn.Server(uvicorn.Config(app, port=port, log_level="warning"))
    threading.Thread(target=server.run, daemon=True).start()
    while not server.started:
        time.sleep(0.05)
    times: dict[str, float] = {}
    with httpx.Client(base_url=f"http://127.0.0.1:{port}") as client:
        for kind, size in sizes.items():
            took = []
            for _ in range(20):
                began = time.perf_counter()
                client.get(f"/{size}")
                took.append(1000 * (time.perf_counter() - began))
            times[kind] = statistics.median(took)
    server.should_exit = True
    return times


def report(visits: list[Visit], bare: dict[str, float], *, as_json: bool) -> None:
    """A line for each kind of page, and one for all."""
    rows = []
    for kind in [*sorted({one.kind for one in visits}), "all"]:
        own = [one for one in visits if kind in (one.kind, "all")]
        times = sorted(one.milliseconds for one in own)
        first = [one.milliseconds for one in own if one.first]
        row = {
            "page": kind,
            "n": len(own),
            "median_ms": round(statistics.median(times), 1),
            "p95_ms": round(times[min(int(0.95 * len(times)), len(times) - 1)], 1),
            "first_median_ms": round(statistics.median(first), 1),
            "first_most_ms": round(max(first), 1),
            "kilobytes": round(statistics.median(one.size for one in own) / 1000, 1),
        }
        if kind in bare:
            row["ratio_to_bare"] = round(row["median_ms"] / bare[kind], 1)
        rows.append(row)
    if as_json:
        print(json.dumps({"pages": rows, "limits_ms": LIMITS_MS}, indent=1))
        return
    print(f"{'page':44}{'n':>6}{'median':>9}{'p95':>9}{'first':>9}{'most':>9}{'kB':>8}{'ratio':>8}")
    for row in rows:
        ratio = f"{row['ratio_to_bare']:8.1f}" if "ratio_to_bare" in row else " " * 8
        print(
            f"{row['page'][:43]:44}{row['n']:6}{row['median_ms']:9.1f}{row['p95_ms']:9.1f}"
            f"{row['first_median_ms']:9.1f}{row['first_most_ms']:9.1f}{row['kilobytes']:8.1f}{ratio}"
        )


if __name__ == "__main__":
    main()
