"""Feed readers and the coder with broken, hostile and random input, and keep what breaks them.

    python tools/fuzz.py                       every target, 2,000 inputs each
    python tools/fuzz.py --inputs 1000000      a million in all, shared out by what one input costs
    python tools/fuzz.py html --inputs 50000   one target

The inputs grow by coverage where Atheris is installed (for tests; Linux and macOS), and by chance
alone elsewhere. A fault is an exception that is not a known error, a document that breaks its own
offsets, or an input that takes longer than `SECONDS` or more than `MEGABYTES`. It is written to
``tests/fuzz/cases/TARGET/``, where a test reads it ever after.
"""

from __future__ import annotations

import argparse
import hashlib
import io
import os
import random
import subprocess
import sys
import tempfile
import time
import zipfile
from collections.abc import Callable, Iterator
from pathlib import Path

ROOT = Path(__file__).parents[1]
CASES = ROOT / "tests" / "fuzz" / "cases"
SECONDS = 10
MEGABYTES = 3_000
LONGEST = 30_000
FAULT = 70
SHARES = {
    "text": 22, "html": 12, "mail": 14, "feed": 8, "jsonl": 10, "json": 8, "csv": 8, "pdf": 4,
    "docx": 4, "sentences": 6, "coder": 2, "dataset": 2,
}  # fmt: skip
SUFFIX = {
    "text": ".txt", "html": ".html", "mail": ".eml", "feed": ".xml", "jsonl": ".jsonl",
    "json": ".json", "csv": ".csv", "pdf": ".pdf", "docx": ".docx",
}  # fmt: skip
ROWS = (
    b"day,source,target,action\n2026-01-02,KEN,UGA,AGREE\n2026-01-03,UGA,KEN,THREATEN\n",
    b"date,country_a,country_b,score\n2026-01-02,KEN,UGA,1.5\n2026-01-03,UGA,KEN,-2\n",
    b"0\t1\t2\t10\n1\t0\t2\t11\n",
)
PARTS = (
    b'<?xml version="1.0"?><w:document xmlns:w="http://schemas.openxmlformats.org/wordprocessingml'
    b'/2006/main"><w:body><w:p><w:r><w:t>Kenya met Uganda.</w:t></w:r></w:p></w:body></w:document>'
)


def read(name: str, content: bytes) -> None:
    """Read bytes as a file; check that what comes out keeps its promises."""
    from detente.documents.reading import Received, read_received
    from detente.settings import Settings

    result = read_received(Received(f"a{name}", content, received_from="a"), settings=Settings())
    for document in result.rows:
        size = len(document.text)
        spans = [(span.start, span.end) for span in document.furniture]
        assert all(0 <= start <= end <= size for start, end in spans), "furniture outside the text"
        assert spans == sorted(spans), "furniture out of order"
        assert list(document.pages) == sorted(document.pages), "pages out of order"
    for rejection in result.rejected:
        assert rejection.reason and rejection.what, "a rejection without a reason"


def read_docx(content: bytes) -> None:
    """Read bytes as the main part of a DOCX that is otherwise sound, or as the whole archive."""
    if content.startswith(b"PK"):
        read(".docx", content)
        return
    sound = ROOT / "examples" / "serbia-new-partners.docx"
    made = io.BytesIO()
    with zipfile.ZipFile(sound) as old, zipfile.ZipFile(made, "w") as new:
        for name in old.namelist():
            new.writestr(name, content if name == "word/document.xml" else old.read(name))
    read(".docx", made.getvalue())


def split(content: bytes) -> None:
    """Split bytes as a text into sentences."""
    from detente.documents.sentences import sentence_spans

    text = content.decode("utf-8", "replace")
    end = 0
    for start, stop in sentence_spans(text):
        assert end <= start < stop <= len(text), "sentences overlap or leave the text"
        end = stop


def code(content: bytes) -> None:
    """Code bytes as a text."""
    from datetime import date

    from detente.model import Document
    from detente.pipeline_coding import coder_of_process
    from detente.settings import Settings

    text = content[:4_000].decode("utf-8", "replace")
    document = Document("0" * 16, "a.txt", text, published=date(2026, 1, 5))
    for row in coder_of_process(Settings(processes=1)).code(document).rows:
        assert 0 <= row.sentence_start <= row.start <= row.end <= row.sentence_end <= len(text)
        assert row.kind and (row.source or row.target), "a statement about nobody"


def import_rows(content: bytes) -> None:
    """Read bytes as a file of a dataset, of any form that they look like."""
    from datetime import UTC, datetime

    from detente.adapters.datasets.importing import Task, import_files
    from detente.adapters.datasets.parties import Naming
    from detente.adapters.datasets.sniffing import KINDS, layout_as, sniff
    from detente.errors import DetenteError

    with tempfile.TemporaryDirectory(
        dir="/dev/shm" if Path("/dev/shm").is_dir() else None
    ) as place:
        path = Path(place) / "rows.csv"
        path.write_bytes(content)
        try:
            layout = sniff(path) or layout_as(path, KINDS[len(content) % len(KINDS)], None)
            task = Task(Path(place) / "set", "set", datetime(2026, 1, 1, tzinfo=UTC), Naming(None))
            done = import_files(task, [(path, layout)], lambda *_: None)
        except DetenteError as error:
            assert str(error)
            return
        for record in done.records:
            assert record.read == record.taken + record.rejected, "rows went missing"


def target_of(name: str) -> Callable[[bytes], None]:
    """The function that an input of a target is given to."""
    other = {"docx": read_docx, "sentences": split, "coder": code, "dataset": import_rows}
    if name in other:
        return other[name]
    return lambda content: read(SUFFIX[name], content)


def seeds(name: str) -> Iterator[bytes]:
    """What the inputs of a target grow from."""
    if (CASES / name).is_dir():
        yield from (path.read_bytes() for path in sorted((CASES / name).iterdir()))
    examples = ROOT / "examples"
    wanted = {
        "feed": (), "json": (), "text": (".txt", ".md"), "sentences": (".txt", ".md"),
        "coder": (".txt", ".md"), "csv": (".csv",), "dataset": (),
    }.get(name, (SUFFIX.get(name, ""),))  # fmt: skip
    for path in sorted(examples.iterdir()):
        if path.suffix in wanted:
            yield path.read_bytes()[:LONGEST]
    if name == "docx":
        yield PARTS
    if name == "dataset":
        yield from ROWS
    if name == "json":
        yield b'[{"id": "1", "text": "Kenya met Uganda.", "published": "2026-01-02"}]'
    if name == "feed":
        yield (
            b'<?xml version="1.0"?><rss version="2.0"><channel><title>T</title><item><title>A'
            b"</title><link>http://example.org/a</link><description>Kenya met Uganda.</description>"
            b"<pubDate>Mon, 05 Jan 2026 10:00:00 GMT</pubDate></item></channel></rss>"
        )
        yield (
            b'<feed xmlns="http://www.w3.org/2005/Atom"><title>T</title><entry><id>1</id><title>A'
            b'</title><content type="html">&lt;p&gt;Kenya met Uganda.&lt;/p&gt;</content></entry>'
            b"</feed>"
        )


class Watched:
    """A target that tells a fault and keeps the input that led to it.

    Attributes:
        done: how many inputs it was given.
    """

    def __init__(self, name: str) -> None:
        self.name, self.run, self.done = name, target_of(name), 0

    def __call__(self, content: bytes) -> None:
        self.done += 1
        began = time.process_time()
        try:
            self.run(content)
        except Exception as error:
            self.keep(content, f"{type(error).__name__}: {error}")
            raise
        taken = time.process_time() - began
        if taken > SECONDS:
            self.keep(content, f"took {taken:.1f} seconds")
            raise TimeoutError(f"took {taken:.1f} seconds")

    def keep(self, content: bytes, why: str) -> None:
        """Write an input among the cases."""
        digest = hashlib.sha256(content).hexdigest()[:16]
        place = CASES / self.name
        place.mkdir(parents=True, exist_ok=True)
        (place / digest).write_bytes(content)
        print(
            f"fault in {self.name}: {why[:300]} (tests/fuzz/cases/{self.name}/{digest})", flush=True
        )


def by_coverage(name: str, inputs: int) -> None:
    """Run a target under Atheris; does not return."""
    import atheris

    with atheris.instrument_imports(include=["detente"]):
        load(name)
    place = tempfile.mkdtemp(prefix="fuzz-")
    for number, content in enumerate(seeds(name)):
        Path(place, f"seed-{number}").write_bytes(content)
    options = [
        f"-runs={inputs}", f"-max_len={LONGEST}", f"-timeout={60 * SECONDS}",
        f"-rss_limit_mb={MEGABYTES}", f"-artifact_prefix={place}/found-", "-print_final_stats=1",
        "-verbosity=0",
    ]  # fmt: skip
    atheris.Setup([sys.argv[0], *options, place], Watched(name))
    atheris.Fuzz()


def load(name: str) -> None:
    """Import what a target uses before it is timed."""
    for content in seeds(name):
        target_of(name)(content)


def by_chance(name: str, inputs: int, seed: int) -> None:
    """Run a target on inputs changed at random."""
    load(name)
    watched, chance = Watched(name), random.Random(seed)
    corpus = list(seeds(name))
    for _ in range(inputs):
        watched(changed(chance.choice(corpus), corpus, chance))


def changed(content: bytes, others: list[bytes], chance: random.Random) -> bytes:
    """An input with a few changes: bytes, stretches doubled, cut, swapped or taken from another."""
    made = bytearray(content)
    for _ in range(chance.randrange(1, 8)):
        at = chance.randrange(len(made) + 1)
        length = chance.choice((1, 2, 4, 16, 64, 512))
        match chance.randrange(6):
            case 0:
                made[at : at + length] = chance.randbytes(length)
            case 1:
                del made[at : at + length]
            case 2:
                made[at:at] = made[at : at + length] * chance.choice((1, 2, 40))
            case 3:
                other = chance.choice(others)
                start = chance.randrange(len(other) + 1)
                made[at:at] = other[start : start + length]
            case 4:
                made[at : at + 1] = chance.choice(TOKENS)
            case _:
                made[at:at] = chance.choice(TOKENS) * chance.choice((1, 3, 300))
    return bytes(made[:LONGEST])


TOKENS = tuple(
    token.encode("utf-8", "surrogatepass")
    for token in (
        "\x00", "\r", "\n\n", " ", "\u202e", "\u200b", "\ufeff", "\ud800", "<", ">", "<!--", "]]>",
        "<p>", "</p>", "<table>", "<!ENTITY a 'b'>", "&amp;", "&#x202e;", '"', "'", "{", "[", "\\u",
        "\\ud800", "%PDF-1.7", "obj", "stream", "=?utf-8?b?", "Content-Type: ", "--",
        "0", "-1", "1e999", "9999999999999999999", "0000-00-00", "2026-02-30", "31 February",
        "Kenya", "the United States", "will", "if", "not", "Mr.", "U.S.", "...", "?!", "“", "(",
    )
)  # fmt: skip


def shared_out(inputs: int) -> dict[str, int]:
    """How many inputs each target is given."""
    whole = sum(SHARES.values())
    return {name: max(1, inputs * share // whole) for name, share in SHARES.items()}


def run_all(inputs: int, names: list[str], seed: int) -> int:
    """Run targets one after the other, each in a process of its own; how many have faults."""
    faulty = []
    for name, count in shared_out(inputs).items():
        if names and name not in names:
            continue
        began = time.monotonic()
        asked = [sys.executable, __file__, name, "--here", "--seed", str(seed)]
        number = count if not names else inputs
        ended = subprocess.run([*asked, "--inputs", str(number)], stderr=subprocess.DEVNULL)
        took = time.monotonic() - began
        print(f"{name}: {number} inputs, {took:.0f} s, exit {ended.returncode}", flush=True)
        if ended.returncode:
            faulty.append(name)
    return len(faulty)


def main(words: list[str]) -> int:
    """Read the command line and run."""
    parser = argparse.ArgumentParser(description=__doc__.splitlines()[0] if __doc__ else "")
    parser.add_argument("target", nargs="*", choices=[*SHARES, []])
    parser.add_argument("--inputs", type=int, default=24_000)
    parser.add_argument("--seed", type=int, default=1)
    parser.add_argument("--by-chance", action="store_true", help="without coverage")
    parser.add_argument("--here", action="store_true", help=argparse.SUPPRESS)
    asked = parser.parse_args(words)
    if not asked.here:
        return run_all(asked.inputs, asked.target, asked.seed)
    (name,) = asked.target
    try:
        import atheris  # noqa: F401

        guided = not asked.by_chance
    except ImportError:
        guided = False
    os.environ["DETENTE_PROCESSES"] = "1"
    if guided:
        by_coverage(name, asked.inputs)
    else:
        by_chance(name, asked.inputs, asked.seed)
    return 0


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
