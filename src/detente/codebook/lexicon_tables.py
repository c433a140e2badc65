"""The lexicon's tables read and checked, row by row."""

from __future__ import annotations

from collections.abc import Collection, Iterator
from pathlib import Path

from detente.codebook.algebra import OPERATORS
from detente.codebook.files import Line, read_table
from detente.codebook.senses import (
    MOTIVE_FRAMES,
    RELATION_KINDS,
    ROLES,
    TRAITS,
    VERB_FRAMES,
    MotiveCue,
    NounSense,
    RelationTerm,
    VerbSense,
)
from detente.codebook.spelling import fold
from detente.model import ACTIONS, CHANGES, SECTORS

CUE_CATEGORIES = (
    "negator",
    "condition_opener",
    "scenario_marker",
    "forecast_cue",
    "recommendation_cue",
    "omission_cue",
    "scheduled_cue",
    "mutual",
    "persistence",
    "praise",
    "hedge",
    "allegation",
    "denial",
    "speech",
    "attribution_noun",
    "blame",
    "change_up",
    "change_down",
    "change_halt",
    "change_start",
    "change_resume",
    "change_hold",
    "furniture",
    "pastime",
    "pastime_verb",
    "market",
    "attitude",
)

# Words that go before the verb they belong to: "co-sign", "test-fire", "jointly develop".
VERB_PREFIXES = frozenset(
    """co re de air carpet cold ethnically fast flight forward green jointly mass strong test
    u""".split()
)
NOUN_PREPOSITIONS = frozenset("of on in at to for from with over by into against towards".split())


class Seen:
    """Keeps the keys of a table, to complain where one comes twice."""

    def __init__(self) -> None:
        self._lines: dict[tuple[str, ...], int] = {}

    def add(self, line: Line, *key: str) -> None:
        """Note a row.

        Raises:
            CodebookError: if an earlier row has the same key.
        """
        if key in self._lines:
            shown = " + ".join(part for part in key if part)
            raise line.error(shown, f"already in line {self._lines[key]}; remove one of the two")
        self._lines[key] = line.number


def read_verbs(folder: Path | None, noun_classes: Collection[str]) -> tuple[VerbSense, ...]:
    """The senses of ``verbs.tsv``.

    Args:
        folder: the user's own tables, or None.
        noun_classes: the classes that ``nouns.tsv`` defines.

    Raises:
        CodebookError: see `detente.codebook.lexicon.load_lexicon`.
    """
    columns = ("verb", "object", "code", "frame", "sectors", "change", "note")
    known = {f"@{name}" for name in (*noun_classes, *TRAITS)}
    seen = Seen()
    return tuple(
        _verb_sense(line, known, seen) for line in read_table("verbs.tsv", columns, folder=folder)
    )


def _verb_sense(line: Line, classes: Collection[str], seen: Seen) -> VerbSense:
    words = line.required("verb").split()
    objects = line.several("object")
    for item in objects or ("",):
        if item.startswith("@") and item not in classes:
            raise line.error(item, "no such class in nouns.tsv; write a noun or a class of it")
        seen.add(line, fold(" ".join(words)), fold(item))
    code = _one_of(line, "code", {*ACTIONS, *OPERATORS})
    frame, _, prepositions = line["frame"].partition("/")
    if frame not in VERB_FRAMES and not (frame == "" and code == "=NONE"):
        raise line.error(line["frame"], f"a frame begins with one of {', '.join(VERB_FRAMES)}")
    at = 1 if words[0] in VERB_PREFIXES and len(words) > 1 else 0
    return VerbSense(
        verb=words[at],
        particle=" ".join(words[:at] + words[at + 1 :]),
        objects=objects,
        code=code,
        frame=frame,
        target_prepositions=_listed(prepositions),
        sectors=_sectors(line),
        change=_one_of(line, "change", {"", *CHANGES}),
        line=line.number,
    )


def read_nouns(folder: Path | None) -> tuple[NounSense, ...]:
    """The senses of ``nouns.tsv``.

    Raises:
        CodebookError: see `detente.codebook.lexicon.load_lexicon`.
    """
    columns = ("noun", "code", "class", "frame", "event", "sectors", "note")
    seen = Seen()
    return tuple(
        _noun_sense(line, seen) for line in read_table("nouns.tsv", columns, folder=folder)
    )


def _noun_sense(line: Line, seen: Seen) -> NounSense:
    noun = line.required("noun")
    seen.add(line, fold(noun))
    mutual = line["frame"] == "mutual"
    if not mutual and not line["frame"].startswith("by>"):
        raise line.error(line["frame"], "a frame is 'mutual' or 'by>' and prepositions")
    code = _one_of(line, "code", {"", *ACTIONS, *OPERATORS})
    return NounSense(
        noun=noun,
        head=_noun_head(noun),
        code="" if code in OPERATORS else code,
        noun_class=line.required("class"),
        mutual=mutual,
        target_prepositions=() if mutual else _listed(line["frame"].removeprefix("by>")),
        is_event=_one_of(line, "event", {"yes", "no"}) == "yes",
        sectors=_sectors(line),
        line=line.number,
        operator=code if code in OPERATORS else "",
    )


def _noun_head(noun: str) -> str:
    words = fold(noun).split()
    for index, word in enumerate(words[1:]):
        if word in NOUN_PREPOSITIONS:
            return words[index]
    return words[-1]


def read_relations(folder: Path | None) -> tuple[RelationTerm, ...]:
    """The terms of ``relations.tsv``.

    Raises:
        CodebookError: see `detente.codebook.lexicon.load_lexicon`.
    """
    seen = Seen()
    terms = []
    columns = ("term", "level", "kind", "sectors", "note")
    for line in read_table("relations.tsv", columns, folder=folder):
        term = line.required("term")
        seen.add(line, fold(term))
        level = line.number_in("level", -10, 10)
        kind = _one_of(line, "kind", RELATION_KINDS)
        terms.append(RelationTerm(term, level, kind, _sectors(line), line.number))
    return tuple(terms)


def read_motives(folder: Path | None) -> tuple[MotiveCue, ...]:
    """The cues of ``motives.tsv``.

    Raises:
        CodebookError: see `detente.codebook.lexicon.load_lexicon`.
    """
    seen = Seen()
    cues = []
    for line in read_table("motives.tsv", ("cue", "role", "frame", "note"), folder=folder):
        cue = line.required("cue")
        seen.add(line, fold(cue))
        role, frame = _one_of(line, "role", ROLES), _one_of(line, "frame", MOTIVE_FRAMES)
        cues.append(MotiveCue(cue, role, frame, line.number))
    return tuple(cues)


def read_cues(folder: Path | None) -> Iterator[tuple[str, str]]:
    """The cues of ``cues.tsv`` in lower case, each with its category.

    Raises:
        CodebookError: see `detente.codebook.lexicon.load_lexicon`.
    """
    seen = Seen()
    for line in read_table("cues.tsv", ("cue", "category", "note"), folder=folder):
        cue, category = line.required("cue").lower(), _one_of(line, "category", CUE_CATEGORIES)
        seen.add(line, cue, category)
        yield cue, category


def read_sectors(folder: Path | None) -> Iterator[tuple[str, str, float]]:
    """Word, sector and weight of each row of ``sectors.tsv``.

    Raises:
        CodebookError: see `detente.codebook.lexicon.load_lexicon`.
    """
    seen = Seen()
    for line in read_table("sectors.tsv", ("word", "sector", "weight", "note"), folder=folder):
        word, sector = line.required("word"), _one_of(line, "sector", SECTORS)
        seen.add(line, fold(word), sector)
        yield word, sector, line.number_in("weight", 1, 3)


def _one_of(line: Line, column: str, allowed: Collection[str]) -> str:
    if line[column] not in allowed:
        choices = ", ".join(sorted(repr(choice) for choice in allowed))
        raise line.error(line[column], f"column {column} takes one of {choices}")
    return line[column]


def _sectors(line: Line) -> tuple[str, ...]:
    sectors = _listed(line["sectors"])
    for sector in sectors:
        if sector not in SECTORS:
            raise line.error(sector, f"no such sector; choose from {', '.join(SECTORS)}")
    return sectors


def _listed(cell: str) -> tuple[str, ...]:
    return tuple(part.strip() for part in cell.split(",") if part.strip())
