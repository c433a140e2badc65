"""Every regular expression of the package is tried on strings made to keep it busy.

A pattern with a repetition is given that repetition many times over and then a character that lets
it fail; one whose time grows with the square of the text, or worse, does not come to an end in
time. Patterns that only ever see a stretch of bounded length are tried at that length.

Each string is tried short first, and longer only where its time, grown with the fourth power of the
length, would break the bound: what grows faster than that does not end on the short one either.
"""

from __future__ import annotations

import ast
import importlib
import pkgutil
import re
import signal
import time
from collections import deque
from collections.abc import Iterator, Mapping
from contextlib import suppress
from dataclasses import dataclass
from itertools import chain, islice
from pathlib import Path
from re import _constants as codes  # type: ignore[attr-defined]
from re import _parser as parser  # type: ignore[attr-defined]
from types import FrameType
from typing import Any

import pytest
from soaking import for_long

import detente

SOURCE = Path(detente.__file__).parent
TEXT_CHARS = for_long(20_000, 40_000)
SENTENCE_CHARS = 2_000
SECONDS = 0.5
SENTENCE_SECONDS = 1.5
MOST_ATTACKS = for_long(20, 80)
CANDIDATES = "a1 -,.A\"'(\n\tZ;:/é€"
METHODS = ("finditer", "findall", "fullmatch", "match", "search", "split", "sub")
WRITTEN = re.compile(r"\bre\.\w+\(\s*[rbf]{0,2}[\"']")
# All others go through the text from each of its characters on.
WAYS = {"match": "match", "fullmatch": "fullmatch"}
# A text is first tried at these parts of its length, where the shortest has this many characters.
SHORTER = (5, 2)
SHORTEST = 400
FASTEST_GROWTH = 4
# What is handed to these patterns is cut before, or refused where it is longer.
LENGTHS = {
    "detente.documents.dates._WRITTEN": 100,
    "detente.documents.dates._DATELINE": 3_000,
    "detente.documents.dates._HEADING_DATE": 120,
    "detente.documents.dates._CLOCK": 80,
    "detente.documents.dates._PREFIX": 80,
    "detente.documents.furniture_rules.LINE_RULES": 320,
    "detente.documents.markup._CHARSET": 4_096,
    "detente.documents.sentences._INITIALS": 24,
    "detente.documents.sentences._LAST_TOKEN": 24,
    "detente.documents.sentences._LISTED": 24,
}
# What only sees one sentence of at most `MAX_SENTENCE_CHARS` characters, or less.
OF_SENTENCES = (
    "statements",
    "outlook",
    "events",
    "signals",
    "judgements",
    "briefing",
    "relations",
    "codebook",
)


def patterns_in(value: object, depth: int = 0) -> Iterator[re.Pattern[Any]]:
    """The patterns in a value: itself, or what a collection holds."""
    if isinstance(value, re.Pattern):
        yield value
    elif isinstance(value, Mapping) and depth < 3:
        for one in value.values():
            yield from patterns_in(one, depth + 1)
    elif isinstance(value, tuple | list | set | frozenset) and depth < 3:
        for one in value:
            yield from patterns_in(one, depth + 1)


def written_in(path: Path) -> Iterator[tuple[re.Pattern[Any], str]]:
    """The patterns that a file hands to functions of `re` as they are written, and to which."""
    source = path.read_text(encoding="utf-8")
    for node in ast.walk(ast.parse(source)) if WRITTEN.search(source) else ():
        named = ast.unparse(node.func) if isinstance(node, ast.Call) else ""
        first = node.args[0] if isinstance(node, ast.Call) and node.args else None
        if not named.startswith("re.") or named == "re.escape":
            continue
        if isinstance(first, ast.Constant) and isinstance(first.value, str | bytes):
            flags = re.IGNORECASE if "re.I" in ast.unparse(node) else re.NOFLAG
            with suppress(re.error):
                yield re.compile(first.value, flags), named.removeprefix("re.")


@dataclass(frozen=True)
class Found:
    """A pattern of the package.

    Attributes:
        place: module and name, or the pattern where it has none.
        methods: how the package asks it.
        length: of the longest text that it is given.
    """

    place: str
    pattern: re.Pattern[Any]
    methods: tuple[str, ...]
    length: int


def all_patterns() -> list[Found]:
    """Every pattern of the package; each once."""
    sources = {path: path.read_text(encoding="utf-8") for path in sorted(SOURCE.rglob("*.py"))}
    used: dict[str, set[str]] = {}
    for name, method in re.findall(rf"(\w+)\.({'|'.join(METHODS)})\(", "\n".join(sources.values())):
        used.setdefault(name, set()).add(method)
    found: dict[tuple[str, str | bytes], Found] = {}
    for one in pkgutil.walk_packages(detente.__path__, "detente."):
        part = one.name.split(".")[1]
        if part == "bench" or one.name.endswith("__main__"):
            continue
        module = importlib.import_module(one.name)
        named = [(name, p, "") for name, value in vars(module).items() for p in patterns_in(value)]
        written = [("re", *one) for one in written_in(Path(str(module.__file__)))]
        for name, pattern, how in (*named, *written):
            if (one.name, pattern.pattern) in found:
                continue
            place = f"{one.name}.{name}"
            usual = SENTENCE_CHARS if part in OF_SENTENCES else TEXT_CHARS
            asked = {how} if how else used.get(name, set())
            methods = tuple(sorted(asked & set(METHODS))) or METHODS
            length = LENGTHS.get(place, usual)
            found[one.name, pattern.pattern] = Found(place, pattern, methods, length)
    return list(found.values())


def char_of(items: Any) -> str:
    """A character that a set of characters holds."""
    for candidate in chain(CANDIDATES, map(chr, range(32, 0x2100))):
        if fits(items, ord(candidate)):
            return candidate
    return "a"


def fits(items: Any, code: int) -> bool:
    """Whether a set of characters holds one."""
    negated, held = False, False
    for kind, value in items:
        if kind is codes.NEGATE:
            negated = True
        elif kind is codes.LITERAL:
            held = held or value == code
        elif kind is codes.RANGE:
            held = held or value[0] <= code <= value[1]
        elif kind is codes.CATEGORY:
            held = held or in_category(value, chr(code))
    return held != negated


def in_category(category: Any, char: str) -> bool:
    """Whether a character is of a category such as ``\\\\d``."""
    tests = {"DIGIT": str.isdigit, "SPACE": str.isspace, "WORD": lambda c: c.isalnum() or c == "_"}
    name = str(category).removeprefix("CATEGORY_")
    return tests[name.removeprefix("NOT_")](char) != name.startswith("NOT_")


def sample(tree: Any) -> str:
    """A short string that a part of a pattern matches, without looking around."""
    made = []
    for kind, value in tree:
        if kind is codes.LITERAL:
            made.append(chr(value))
        elif kind is codes.NOT_LITERAL:
            made.append(char_of([(codes.NEGATE, None), (codes.LITERAL, value)]))
        elif kind is codes.ANY:
            made.append("a")
        elif kind is codes.IN:
            made.append(char_of(value))
        elif kind is codes.BRANCH:
            made.append(sample(value[1][0]))
        elif kind is codes.SUBPATTERN:
            made.append(sample(value[-1]))
        elif kind is codes.ATOMIC_GROUP:
            made.append(sample(value))
        elif kind in (codes.MAX_REPEAT, codes.MIN_REPEAT, codes.POSSESSIVE_REPEAT):
            made.append(sample(value[2]) * max(1, value[0]))
    return "".join(made)


@dataclass(frozen=True)
class Attack:
    """A string of any length that may keep a pattern busy: a lead, and a body over and over."""

    lead: str
    body: str

    def text(self, length: int) -> str:
        """The string in a length; its last character lets most patterns fail."""
        lead = self.lead[: length - 1]
        room = length - 1 - len(lead)
        return f"{lead}{(self.body * (room // len(self.body) + 1))[:room]}\x00"


def attacks(tree: Any, before: str = "") -> Iterator[Attack]:
    """Strings that repeat each repetition of a pattern, behind what leads to it."""
    lead = before
    for at, (kind, value) in enumerate(tree):
        inner = []
        if kind in (codes.MAX_REPEAT, codes.MIN_REPEAT, codes.POSSESSIVE_REPEAT):
            body = sample(value[2]) or "a"
            if value[1] >= 20:
                yield from (Attack(lead, body), Attack("", body))
                yield from (Attack("", lead or body), Attack("", lead + body))
            inner = [value[2]]
        elif kind is codes.SUBPATTERN:
            inner = [value[-1]]
        elif kind is codes.ATOMIC_GROUP:
            inner = [value]
        elif kind is codes.BRANCH:
            inner = value[1][:12]
        for part in inner:
            yield from attacks(part, lead)
        lead += sample(tree[at : at + 1])


BODIES = (" ", "a", "A", "1", ".", "-", "(", "\n", "A ", "a, ", "1 ", '"', "A. ", "Ab ", "a b")


def tried_on(found: Found) -> list[Attack]:
    """The strings that a pattern is tried on: made for it, and those for every pattern."""
    text = found.pattern.pattern
    flags = found.pattern.flags & ~(re.UNICODE if isinstance(text, bytes) else 0)
    made = dict.fromkeys(attacks(parser.parse(text, flags)))
    return [*islice(made, MOST_ATTACKS), *(Attack("", body) for body in BODIES)]


class Late(Exception):
    """A pattern took too long."""


def stop(_: int, __: FrameType | None) -> None:
    raise Late


def seconds_of(found: Found, text: str, bound: float) -> float:
    """Processor time of looking through a whole text; infinity where it is beyond the bound."""
    pattern = found.pattern
    given: Any = text.encode("utf-8", "replace") if isinstance(pattern.pattern, bytes) else text
    before = signal.signal(signal.SIGPROF, stop)
    signal.setitimer(signal.ITIMER_PROF, bound)
    began = time.process_time()
    try:
        for way in dict.fromkeys(WAYS.get(method, "finditer") for method in found.methods):
            asked = getattr(pattern, way)(given)
            if way == "finditer":
                deque(asked, maxlen=0)
        return time.process_time() - began
    except Late:
        return float("inf")
    finally:
        signal.setitimer(signal.ITIMER_PROF, 0)
        signal.signal(signal.SIGPROF, before)


def seconds_at_most(found: Found, attack: Attack, bound: float) -> float:
    """Processor time of a pattern on an attack of full length, or what it can't be more than."""
    for part in SHORTER if found.length >= SHORTEST * SHORTER[0] else ():
        taken = seconds_of(found, attack.text(found.length // part), bound)
        if (most := taken * part**FASTEST_GROWTH) < bound or taken > bound:
            return most
    return seconds_of(found, attack.text(found.length), bound)


@pytest.mark.skipif(not hasattr(signal, "setitimer"), reason="needs a timer of processor time")
def test_no_pattern_is_kept_busy_by_a_text_made_for_it() -> None:
    slow = []
    patterns = all_patterns()
    assert len(patterns) > 200
    for found in patterns:
        bound = SENTENCE_SECONDS if found.length <= SENTENCE_CHARS else SECONDS
        for attack in tried_on(found):
            taken = seconds_at_most(found, attack, bound)
            if taken > bound:
                slow.append(f"{found.place}: {str(found.pattern.pattern)[:80]!r} on {attack}")
                break
    assert not slow, "\n".join(slow)


@pytest.mark.parametrize("bad", [r"\s+$", r"(?:a|b)*c", r"(?:\w+,?)+;", r"<p>\s*x\s*</p>|\d+[a-z]"])
def test_a_pattern_that_can_be_kept_busy_is_found(bad: str) -> None:
    found = Found("here", re.compile(bad), ("search",), TEXT_CHARS)
    assert any(seconds_at_most(found, attack, 0.1) > 0.1 for attack in tried_on(found))


@pytest.mark.parametrize("good", [r"(?<!\s)\s++$", r"(?:a|b){0,20}c", r"\w+"])
def test_a_pattern_that_takes_time_with_the_length_passes(good: str) -> None:
    found = Found("here", re.compile(good), ("search",), TEXT_CHARS)
    assert all(seconds_at_most(found, attack, SECONDS) < SECONDS for attack in tried_on(found))
