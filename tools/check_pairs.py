"""Check the written sentences of ``training/pairs`` and ``training/heldout``; count what they hold.

    python tools/check_pairs.py                 both parts, and what they must not share
    python tools/check_pairs.py DIRECTORY       one directory, by the rules of the training part

Prints the faults and exits with 1, or prints the counts. The rules stand in
``training/README.md``. A test runs the check, so no broken line gets in.
"""

from __future__ import annotations

import csv
import json
import re
import sys
from collections import Counter, defaultdict
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from detente.codebook.stems import stem

ROOT = Path(__file__).resolve().parents[1]
PAIRS = ROOT / "training" / "pairs"
HELD_OUT = ROOT / "training" / "heldout"
STATES = ROOT / "src" / "detente" / "codebook" / "data" / "actors.tsv"
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
FREE_TRIGGERS = "plain"
IDLE_WORDS = frozenset(
    """a an the and or not no its his her their our it he she they we them him of to in into on onto
    off at by for from with without within against over under up out down away back about around
    across after before behind between through as than that this all some one two three
    be is are was were been being has have had having do does did done doing
    will would shall should can could may might must
    give gives gave given giving take takes took taken taking make makes made making
    put puts putting get gets got getting set sets setting go goes went gone going
    come comes came coming bring brings brought bringing keep keeps kept keeping
    hold holds held holding let lets letting""".split()
)
IRREGULAR = {
    form: forms.split()[0]
    for forms in """bear bore borne|beat beaten|begin began begun|bend bent|bid bade bidden
    bind bound|bite bit bitten|bleed bled|blow blew blown|break broke broken|build built|burst
    buy bought
    cast|catch caught|choose chose chosen|cling clung|creep crept|cut|deal dealt|dig dug|draw drew
    draw drawn|drive drove driven|eat ate eaten|fall fell fallen|feed fed|feel felt|fight fought
    find found
    flee fled|fling flung|fly flew flown|forbid forbade forbidden|forget forgot forgotten
    forgive forgave forgiven|forsake forsook forsaken|freeze froze frozen|grind ground|hang hung
    hear heard|hide hid hidden|hit|hurt|kneel knelt|know knew known|lay laid|lead led|leave left
    lend lent|lie lay lain|light lit|lose lost|mean meant|meet met|pay paid|quit|read|ride rode
    ride ridden|ring rang rung|rise rose risen|run ran|say said|see saw seen|seek sought|sell sold
    send sent
    shake shook shaken|shoot shot|shut|sing sang sung|sink sank sunk|sit sat|slay slew slain
    sleep slept|slit|speak spoke spoken|spend spent|spit spat|spring sprang sprung|stand stood
    steal stole stolen|stick stuck|strike struck|string strung|strive strove|swear swore sworn
    sweep swept|swing swung|teach taught|tear tore torn|tell told|think thought|throw threw thrown
    tread trod|understand understood|weep wept|win won|withdraw withdrew withdrawn|withhold withheld
    write wrote written""".replace("\n", "|").split("|")
    for form in forms.split()
}


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


def other_states() -> re.Pattern[str]:
    """Names, adjectives and peoples of the states that the held-out part must not name."""
    with STATES.open(encoding="utf-8", newline="") as file:
        rows = csv.DictReader((line for line in file if not line.startswith("#")), delimiter="\t")
        names = {row[column] for row in rows for column in ("name", "adjective", "people")}
    forms = {form for name in names for form in name.split("|") if form}
    kept = sorted(form for form in forms if not RESERVED.search(form))
    return re.compile(rf"\b(?:{'|'.join(map(re.escape, kept))})s?\b")


def deciding_stems(trigger: str) -> frozenset[str]:
    """Stems of the words of a trigger that can decide a code, without "to", "took" or "up".

    >>> deciding_stems("struck down") == deciding_stems("strikes")
    True
    """
    words = (word for word in re.findall(r"[^\W\d_]+", trigger.lower()) if word not in IDLE_WORDS)
    return frozenset(stem(IRREGULAR.get(word, word)) for word in words if len(word) > 1)


def faults_of_record(record: dict[str, Any], *, reserved: bool = False) -> Iterator[str]:
    """What is wrong with one line, looked at alone; ``reserved`` states belong in it or not."""
    if set(record) != {"text", "pairs", "note"}:
        yield "a line has exactly text, pairs and note"
        return
    text, pairs = record["text"], record["pairs"]
    if not isinstance(text, str) or not text.strip() or text != text.strip():
        yield "text is empty or has space around it"
        return
    if record["note"] not in NOTES:
        yield f"unknown note {record['note']!r}"
    if not reserved and (found := RESERVED.search(text)):
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
    """Every broken rule of the training part, with file and line; empty when it is sound."""
    rows, complaints = read_rows(directory)
    for row in rows:
        complaints += [f"{row.place}: {fault}" for fault in faults_of_record(row.record)]
    return [*complaints, *faults_between(rows)]


def faults_of_trigger(row: Row, known: dict[str, str]) -> Iterator[str]:
    """Triggers of a held-out line whose stems are ``known`` from a place of the training part."""
    for trigger in dict.fromkeys(pair["trigger"] for pair in row.record["pairs"]):
        stems = deciding_stems(trigger)
        if trigger and not stems:
            yield f"trigger {trigger!r} has no word of its own"
        for shared in sorted(stems & known.keys()):
            yield f"trigger {trigger!r} shares {shared!r} with {known[shared]}"


def faults_held_out(directory: Path, training: Path) -> list[str]:
    """Every broken rule of the held-out part: form, states, triggers and openings."""
    rows, complaints = read_rows(directory)
    learnt, _ = read_rows(training)
    known: dict[str, str] = {}
    for row in learnt:
        for pair in row.record["pairs"]:
            known |= dict.fromkeys(deciding_stems(pair["trigger"]), row.place)
    openings = {opening(row.record["text"]): row.place for row in learnt}
    others = other_states()
    for row in rows:
        found = list(faults_of_record(row.record, reserved=True))
        if not found and row.code_family != FREE_TRIGGERS:
            found += faults_of_trigger(row, known)
        text = str(row.record.get("text", ""))
        if state := others.search(text):
            found.append(f"the state {state[0]!r} is not reserved")
        if begun := openings.get(opening(text)):
            found.append(f"begins like {begun} of the training part")
        complaints += [f"heldout/{row.place}: {fault}" for fault in found]
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
    directories = [Path(argument) for argument in arguments[:1]] or [PAIRS, HELD_OUT]
    found = faults(directories[0])
    if not arguments:
        found += faults_held_out(HELD_OUT, PAIRS)
    print("\n".join(found or map(report, directories)))
    return int(bool(found))


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
