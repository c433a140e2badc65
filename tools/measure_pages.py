"""How fast the workbench's pages are, beside a bare page of the same size.

Makes a project of many documents and imported events where there is none, serves it in a process
of its own, and follows the links of its own pages, some of each kind. Every page is asked for once
while nothing has been drawn (a first visit), and several times when all is (a warm one). Printed
for each kind of page: milliseconds until anything is answered at a first visit, and until the page
itself is there; the median and the 95th percentile of warm visits, and the ratio of these to bytes
of the same length that the same kind of server hands out from memory. The exit status is 1 where a
bound is broken.

    python tools/measure_pages.py --project out/large --documents 2000 --rows 1000000
"""

from __future__ import annotations

import argparse
import hashlib
import json
import math
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
MEDIAN_MS, P95_MS = 300.0, 800.0
WARM = ("warm_median_ms", "warm_p95_ms")
ALL = "all for people"
# Files to take along wait until everything is drawn; they are no pages.
NEVER = re.compile(r"^/(?:logout|login|go|static)|/as/|/preview")
# Each other day is another picture, so that few of them are followed.
DAY = re.compile(r"[?&](?:as_of|known_at|from)=([0-9-]+)")
HREF = re.compile(r'href="(/[^"#]*)')
WAIT_SECONDS, SETTLED_SECONDS = 0.2, 600


@dataclass(frozen=True)
class Visit:
    """One page as it came.

    Attributes:
        answered: milliseconds until there was any answer.
        whole: milliseconds until the page itself was there.
        size: bytes of the page.
    """

    kind: str
    path: str
    answered: float
    whole: float
    size: int


@dataclass(frozen=True)
class Bounds:
    """How many pages of each kind and state are followed, and on how many other days at all."""

    pages: int
    days: int


def main() -> None:
    """Make what is missing, measure, print."""
    asked = arguments()
    if not (asked.project / "ledger.sqlite").exists():
        make_project(asked.project, asked.documents, asked.rows)
    code_all(asked.project)
    # As a browser asks: programs that take anything wait for the whole page.
    shown = {"accept": "text/html,application/json;q=0.9,*/*;q=0.8"}
    with (
        serving(asked.project) as base,
        httpx.Client(base_url=base, timeout=600, headers=shown) as client,
    ):
        began = time.perf_counter()
        states = [one["actor"] for one in client.get("/index.json").json()["actors"]]
        print(f"read the project in {time.perf_counter() - began:.1f} s", file=sys.stderr)
        states = states[: asked.states]
        first = first_visits(client, states, Bounds(asked.pages, asked.days), verbose=asked.verbose)
        settle(client, states)
        warm = [visited(client, one.path)[0] for one in first for _ in range(asked.again)]
        bare = bare_milliseconds(warm)
    rows = summed(first, warm, bare)
    report(rows, as_json=asked.json)
    broken = broken_bounds(rows)
    for told in broken:
        print(told, file=sys.stderr)
    sys.exit(1 if broken else 0)


def arguments() -> argparse.Namespace:
    """What the user asked for."""
    parser = argparse.ArgumentParser(description=__doc__.split("\n")[0])
    parser.add_argument("--project", type=Path, default=Path("out/large"))
    parser.add_argument("--documents", type=int, default=2000)
    parser.add_argument("--rows", type=int, default=1_000_000)
    parser.add_argument("--states", type=int, default=2, help="looked from so many states")
    parser.add_argument("--pages", type=int, default=2, help="of each kind and state at most")
    parser.add_argument("--days", type=int, default=1, help="other days looked at")
    parser.add_argument("--again", type=int, default=5, help="each page is asked for so often")
    parser.add_argument("--json", action="store_true")
    parser.add_argument("--verbose", action="store_true", help="tell every first visit")
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


def first_visits(
    client: httpx.Client, states: list[str], bounds: Bounds, *, verbose: bool
) -> list[Visit]:
    """Follow the links of the pages of some states, some pages of each kind, each asked for once.

    Which of many links of a kind are followed depends on their addresses alone.
    """
    waiting = ["/", *(f"/portfolio/{state}" for state in states), "/documents", "/review"]
    seen: set[str] = set(waiting)
    asked: defaultdict[str, int] = defaultdict(int)
    days: set[str] = set()
    visits: list[Visit] = []
    while waiting:
        path = waiting.pop(0)
        kind = kind_of(path)
        if asked[kind] >= bounds.pages * len(states) or not in_days(path, days, bounds.days):
            continue
        visit, answer = visited(client, path)
        if answer.status_code != 200:
            print(f"{answer.status_code} {path}", file=sys.stderr)
            continue
        asked[kind] += 1
        visits.append(visit)
        if verbose:
            print(f"{visit.answered:8.0f} {visit.whole:8.0f} ms {path}", file=sys.stderr)
        if answer.headers.get("content-type", "").startswith("text/html"):
            links = {link.replace("&amp;", "&") for link in HREF.findall(answer.text)}
            new = [
                link
                for link in sorted(links - seen, key=shuffled)
                if not NEVER.search(link) and not other_state(link, states)
            ]
            seen.update(new)
            waiting.extend(new)
    return visits


def in_days(path: str, days: set[str], most: int) -> bool:
    """Whether an address looks at a day that is followed; the first days asked about are.

    >>> days = set()
    >>> paths = [f"/since/KEN?from=2020-01-0{n}" for n in (1, 2, 1)]
    >>> [in_days(path, days, 1) for path in paths], in_days("/", days, 1)
    ([True, False, True], True)
    """
    found = DAY.findall(path)
    for day in found:
        if len(days) < most:
            days.add(day)
    return all(day in days for day in found)


def shuffled(path: str) -> str:
    """What sorts addresses in an order that is the same each time and follows no page's order."""
    return hashlib.sha256(path.encode()).hexdigest()


def visited(client: httpx.Client, path: str) -> tuple[Visit, httpx.Response]:
    """Ask for a page until it is there; 202 says that it is being drawn."""
    began = time.perf_counter()
    answer = client.get(path)
    answered = 1000 * (time.perf_counter() - began)
    while answer.status_code == 202:
        time.sleep(WAIT_SECONDS)
        answer = client.get(path)
    whole = 1000 * (time.perf_counter() - began)
    return Visit(kind_of(path), path, answered, whole, len(answer.content)), answer


def settle(client: httpx.Client, states: list[str]) -> None:
    """Wait until the pictures of the states are complete."""
    began = time.perf_counter()
    for state in states:
        while not client.get(f"/portfolio/{state}.json").json()["complete"]:
            if time.perf_counter() - began > SETTLED_SECONDS:
                print(f"{state} is still being drawn; warm visits are slower", file=sys.stderr)
                return
            time.sleep(2)
    print(f"drawn whole after {time.perf_counter() - began:.0f} s more", file=sys.stderr)


def other_state(link: str, states: list[str]) -> bool:
    """Whether a page looks from a state that is not measured."""
    found = re.match(
        r"^/(?:portfolio|relation|since|calendar|outlook|signals|channels|scenarios|briefing)"
        r"/([A-Z]+)",
        link,
    )
    return found is not None and found.group(1) not in states


def kind_of(path: str) -> str:
    """The kind of page that an address is of: its first part, how many follow, and its form.

    Which parts of its lists an address asks for makes no kind of its own: they can be combined in
    thousands of ways.

    >>> kind_of("/relation/PRK/USA?days=2&events=3"), kind_of("/documents"), kind_of("/")
    ('/relation/·/·?…', '/documents', '/')
    """
    bare, mark, _ = path.partition("?")
    parts = bare.strip("/").split("/")
    ending = next((one for one in (".json", ".ics") if bare.endswith(one)), "")
    return "/" + "/".join([parts[0], *("·" for _ in parts[1:])]) + ending + ("?…" if mark else "")


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


def summed(
    first: list[Visit], warm: list[Visit], bare: dict[str, float]
) -> list[dict[str, object]]:
    """A row for each kind of page, and one for all that people look at."""
    rows: list[dict[str, object]] = []
    for kind in [*sorted({one.kind for one in first}), ALL]:
        own = [one for one in first if kind == one.kind or (kind == ALL and for_people(one.kind))]
        later = [one for one in warm if kind == one.kind or (kind == ALL and for_people(one.kind))]
        middle = statistics.median(one.whole for one in later)
        row: dict[str, object] = {
            "page": kind,
            "n": len(own),
            "first_answer_ms": round(statistics.median(one.answered for one in own), 1),
            "first_answer_p95_ms": round(share(0.95, [one.answered for one in own]), 1),
            "first_whole_ms": round(statistics.median(one.whole for one in own), 1),
            "first_whole_most_ms": round(max(one.whole for one in own), 1),
            "warm_median_ms": round(middle, 1),
            "warm_p95_ms": round(share(0.95, [one.whole for one in later]), 1),
            "kilobytes": round(statistics.median(one.size for one in later) / 1000, 1),
        }
        if kind in bare:
            row["ratio_to_bare"] = round(middle / bare[kind], 1)
        rows.append(row)
    return rows


def for_people(kind: str) -> bool:
    """Whether a kind of page is one to look at; programs wait until what they asked for is there.

    >>> for_people("/portfolio/·"), for_people("/portfolio/·.json"), for_people("/calendar/·.ics")
    (True, False, False)
    """
    return not kind.partition("?")[0].endswith((".json", ".ics"))


def share(part: float, values: list[float]) -> float:
    """The value below which a share of the values lies, as the next of them.

    >>> share(0.95, [float(n) for n in range(1, 101)])
    95.0
    """
    return sorted(values)[max(math.ceil(part * len(values)) - 1, 0)]


def broken_bounds(rows: list[dict[str, object]]) -> list[str]:
    """A sentence for each bound that is not kept.

    >>> broken_bounds([{"page": "/", "warm_median_ms": 301.0, "warm_p95_ms": 9.0,
    ...     "first_answer_p95_ms": 9.0}])
    ['/: warm_median_ms 301.0 is more than 300']
    """
    bounds = {"warm_median_ms": MEDIAN_MS, "warm_p95_ms": P95_MS, "first_answer_p95_ms": P95_MS}
    return [
        f"{row['page']}: {name} {row[name]} is more than {most:.0f}"
        for row in rows
        for name, most in bounds.items()
        if (name in WARM or for_people(str(row["page"]))) and float(str(row[name])) > most
    ]


def report(rows: list[dict[str, object]], *, as_json: bool) -> None:
    """Print a line for each row."""
    if as_json:
        print(json.dumps({"pages": rows, "limits_ms": [MEDIAN_MS, P95_MS]}, indent=1))
        return
    print(f"{'':44}{'':>5}{'first visits, ms':>36}{'warm visits, ms':>27}")
    print(
        f"{'page':44}{'n':>5}{'answer':>9}{'p95':>9}{'whole':>9}{'most':>9}"
        f"{'median':>9}{'p95':>9}{'ratio':>9}{'kB':>8}"
    )
    for row in rows:
        ratio = f"{row['ratio_to_bare']:9.1f}" if "ratio_to_bare" in row else " " * 9
        print(
            f"{str(row['page'])[:43]:44}{row['n']:5}{row['first_answer_ms']:9.0f}"
            f"{row['first_answer_p95_ms']:9.0f}{row['first_whole_ms']:9.0f}"
            f"{row['first_whole_most_ms']:9.0f}{row['warm_median_ms']:9.0f}"
            f"{row['warm_p95_ms']:9.0f}{ratio}{row['kilobytes']:8.1f}"
        )


if __name__ == "__main__":
    main()
