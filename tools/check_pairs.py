"""Check the written training sentences of ``training/pairs`` and count what they hold.

    python tools/check_pairs.py [DIRECTORY]     print the counts; exit 1 if a line breaks a rule

The rules stand in ``training/README.md``. A test runs the check, so no broken line gets in.
"""

from __future__ import annotations

import json
import re
import sys
from collections import Counter, defaultdict
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path
from typing import Any

PAIRS = Path(__file__).resolve().parents[1] / "training" / "pairs"
CODES = frozenset(
    "AGREE CONSULT SUPPORT COOPERATE AID CONCEDE REQUEST ACCUSE REJECT THREATEN PROTEST SANCTION "
    "MOBILIZE COERCE ASSAULT NONE".split()
)
NOTES = frozenset(
    "active passive nominal reported negated conditional future modal light-verb infinitive "
    "participle relative reciprocal idiom near-miss swapped none multi".split()
)
RESERVED = re.compile(
    r"\b(?:Uruguay(?:an)?|Paraguay(?:an)?|Ghana(?:ian)?|Zambian?|Botswanan?|Senegal(?:ese)?"
    r"|Mongolian?|Lao(?:s|tian)?|Omani?|Estonian?|Iceland(?:ic|er)?|Portug(?:al|uese)"
    r"|Sloven(?:ia|ian|e)|Fiji(?:an)?|Malt(?:a|ese)|Guyan(?:a|ese)|Madagascar|Malagasy"
    r"|Tajik(?:istan|istani)?)s?\b"
)
OPENING_WORDS = 6


@dataclass(frozen=True)
class Row:
    """One line of one file; ``place`` names both."""

    place: str
    record: dict[str, Any]

    @property
    def code_family(self) -> str:
        """The file's name without its ending."""
        return self.place.split(".")[0]


def read_rows(directory: Path) -> tuple[list[Row], list[str]]:
    """All lines of all files that are JSON objects, and a complaint for each that is not."""
    rows, complaints = [], []
    for path in sorted(directory.glob("*.jsonl")):
        for number, line in enumerate(path.read_text(encoding="utf-8").splitlines(), 1):
            place = f"{path.name}:{number}"
            try:
                record = json.loads(line)
            except ValueError as error:
                complaints.append(f"{place}: not JSON ({error})")
                continue
            if isinstance(record, dict):
                rows.append(Row(place, record))
            else:
                complaints.append(f"{place}: not an object")
    return rows, complaints


def cuts_word(text: str, words: str) -> bool:
    """Whether the first occurrence of ``words`` begins or ends inside a longer word."""
    start = text.find(words)
    joints = (text[max(start - 1, 0) : start + 1], text[start + len(words) - 1 :][:2])
    return bool(words) and any(len(joint) == 2 and joint.isalnum() for joint in joints)


def overlap(text: str, first: str, second: str) -> bool:
    """Whether the first occurrences of two strings of the text share a character."""
    one, other = text.find(first), text.find(second)
    return one < other + len(second) and other < one + len(first)


def faults_of_pair(text: str, pair: dict[str, Any]) -> Iterator[str]:
    """What is wrong with one pair of a sentence."""
    if set(pair) != {"source", "target", "code", "trigger"}:
        yield "a pair has exactly source, target, code and trigger"
        return
    if pair["code"] not in CODES:
        yield f"unknown code {pair['code']!r}"
    for field in ("source", "target", "trigger"):
        words = pair[field]
        if words not in text or not (words or field == "trigger"):
            yield f"{field} {words!r} is not in the text"
        elif cuts_word(text, words):
            yield f"{field} {words!r} begins or ends inside a word of the text"
    if (pair["trigger"] == "") != (pair["code"] == "NONE"):
        yield "a coded pair has a trigger, and NONE has none"
    if pair["source"] == pair["target"]:
        yield f"source and target are both {pair['source']!r}"
    elif overlap(text, pair["source"], pair["target"]):
        yield f"source {pair['source']!r} and target {pair['target']!r} share words"


def faults_of_record(record: dict[str, Any]) -> Iterator[str]:
    """What is wrong with one line, looked at alone."""
    if set(record) != {"text", "pairs", "note"}:
        yield "a line has exactly text, pairs and note"
        return
    text, pairs = record["text"], record["pairs"]
    if not isinstance(text, str) or not text.strip() or text != text.strip():
        yield "text is empty or has space around it"
        return
    if record["note"] not in NOTES:
        yield f"unknown note {record['note']!r}"
    if found := RESERVED.search(text):
        yield f"the reserved state {found[0]!r} is named"
    if not pairs:
        yield "no pair"
    for pair in pairs:
        yield from faults_of_pair(text, pair)
    directions = Counter((pair.get("source"), pair.get("target")) for pair in pairs)
    if any(times > 1 for times in directions.values()):
        yield "the same direction is coded twice"


def opening(text: str) -> str:
    """The first words in small letters, without punctuation: equal for near duplicates."""
    return " ".join(re.findall(r"\w+", text.lower())[:OPENING_WORDS])


def faults_between(rows: list[Row]) -> Iterator[str]:
    """Sentences of any two files that begin with the same words."""
    places: dict[str, list[str]] = defaultdict(list)
    for row in rows:
        places[opening(str(row.record.get("text", "")))].append(row.place)
    for words, found in places.items():
        if len(found) > 1:
            yield f"{', '.join(found)}: begin alike ({words!r})"


def faults(directory: Path) -> list[str]:
    """Every broken rule, with file and line; empty when the data is sound."""
    rows, complaints = read_rows(directory)
    for row in rows:
        complaints += [f"{row.place}: {fault}" for fault in faults_of_record(row.record)]
    return [*complaints, *faults_between(rows)]


def report(directory: Path) -> str:
    """Counts per file, code and note, and the distinct triggers of each code."""
    rows, _ = read_rows(directory)
    pairs = [pair for row in rows for pair in row.record["pairs"]]
    triggers: dict[str, set[str]] = defaultdict(set)
    for pair in pairs:
        triggers[pair["code"]].add(pair["trigger"].lower())
    codes = Counter(pair["code"] for pair in pairs)
    lines = [f"{len(rows)} sentences, {len(pairs)} pairs"]
    for file, count in sorted(Counter(row.code_family for row in rows).items()):
        lines.append(f"  {file:<12}{count:>6} sentences")
    for code, count in codes.most_common():
        lines.append(f"  {code:<12}{count:>6} pairs{len(triggers[code] - {''}):>6} triggers")
    for note, count in Counter(row.record["note"] for row in rows).most_common():
        lines.append(f"  {note:<12}{count:>6} sentences")
    return "\n".join(lines)


def main(arguments: list[str]) -> int:
    """Print the faults, or the counts when there are none."""
    directory = Path(arguments[0]) if arguments else PAIRS
    found = faults(directory)
    print("\n".join(found) if found else report(directory))
    return int(bool(found))


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
