"""Documents to statements: the coder that puts the parts together.

A document is read in order, because what a sentence means depends on what was said before it.
Sentences that cannot hold a statement are not parsed; those left out are counted, not hidden.
"""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Callable, Iterable, Iterator, Sequence
from dataclasses import dataclass, field, replace
from typing import Protocol

from detente.codebook import Codebook
from detente.model import Document, Result, Sentence, Statement
from detente.settings import Settings
from detente.statements import sentence_reader
from detente.statements.conditions import opener_pattern, scenario_phrase
from detente.statements.discourse import Discourse
from detente.statements.explaining import Explanation, explained
from detente.statements.floor_talk import Floor
from detente.statements.masks import Masked, mask_sentence
from detente.statements.mentions import AliasIndex, Mention, find_mentions
from detente.statements.people import Introductions, with_people
from detente.statements.prominence import Prominence
from detente.statements.speech import is_question_line
from detente.statements.timing import named_spans
from detente.statements.tracing import Trace
from detente.statements.trees import Tree

VERSION = "1"
CHUNK_SENTENCES = 1500
ANAPHORA = re.compile(
    r"\b(?:they|them|their|both|former|latter|it|its|he|she|his|her|we|our|us|the two|"
    r"the (?:regime|country|"
    r"government|leaders?|sides?|parties|ministers?|president|alliance|bloc|kingdom|north|south|"
    r"officials?|delegations?|participants|countries|nations|governments|principals|"
    r"treaty|agreement|deal|summit|talks|relationship|meeting|visit|court|tribunal|judges|"
    r"commission|union|council|fund|bank|agency|watchdog|organi[sz]ation|movement|rebels?|"
    r"insurgents|militants|militias?|separatists|juntas?|generals|emirate|hosts?|guests?|visitors?|"
    r"sultanate|island|republic|neighbou?rs?|allies|rivals|other|offers?|requests?|demands?|"
    r"invitations?|proposals?|accusations?|charges?|move|step)|th(?:is|ese|ose)|such|both|"
    r"each|neither|either|meetings?|breakthrough|(?:mis|dis)?trust|suspicions?|escalation|peace|"
    r"war|risks?|chances?|odds|hopes?|outlook|retaliation|response|communiqu\w+|joint statement|"
    r"presidents|premiers|ministers|advis[eo]rs|leaders|envoys|negotiators|"
    r"negotiations?|dialogue|cooperation|summits?|trade|relations|ties|progress|tensions?|contacts?|"
    r"hostilit\w+|normali[sz]ation|sanctions?|rapprochement|ceasefire|truce|talks|exports?|imports?|"
    r"likely|unlikely|probable|expected to|should|must|will|would|may|might|could|prospects?|"
    r"agreements?|accords?|deals?|pacts?|disputes?|crisis|rivalry|relationship|alliance|"
    r"two (?:countries|neighbou?rs|states|capitals)|commission|crossings?|association|"
    r"outcome|tours?|tourism|broadcasts?|drills?|exercises?|aid|border|embassy|treaty)\b",
    re.IGNORECASE,
)
CALLED = re.compile(
    r"(?:[’']s)?(?:\s[a-z]+){0,2}\s(?:should|must|ought to|needs? to|has to|requires?)\b"
)
ANSWER = re.compile(r"^([A-Z][A-Z .'-]{3,40}|[A-Z][a-z]+(?: [A-Z]?[a-z]+){0,3}): ", re.MULTILINE)
DATELINE = re.compile(
    r"(?:[A-Z][a-z]+\s)?[A-Z][A-Z .'’/-]{2,40}"
    r"(?:,\s[A-Z][a-zA-Z.]+(?:\s[A-Z][a-zA-Z.]+){0,2})?(?:,?\s[A-Z][\w.]*\s\d{1,2}(?:,\s\d{4})?)?"
    r"(?:\s\([^()\n]{1,40}\))?\s?[-–—]{1,2}\s+(?=\S)"
)
# A sentence that names more actors than this lists them; it does not set them beside each other.
MOST_BESIDE = 5
MEMORY_SENTENCES = 3
SEVERAL = re.compile(r"\W*(?:They|Both|The two|Neither)\b")
MEMORY_OF_SEVERAL = 12
NO_STATES = ("region", "org", "bloc", "company", "group")


class Parser(Protocol):
    """Turns masked sentences into trees."""

    @property
    def version(self) -> str:
        """What the trees depend on."""
        ...

    def parse(self, rows: Iterable[tuple[Sentence, Masked]]) -> Iterator[Tree]:
        """One tree a sentence, in order."""
        ...


@dataclass(slots=True)
class Prepared:
    """A document that is ready to be parsed: its sentences, and which of them are worth it.

    Attributes:
        rows: the sentences that are worth reading, each with the actors in it; without a masked
            text where it is a question, which states nothing and is not parsed.
    """

    document: Document
    sentences: tuple[Sentence, ...]
    mentions: tuple[Mention, ...]
    topics: Counter[str]
    author: str
    prominence: Prominence
    floor: Floor
    rows: list[tuple[Sentence, Masked | None, list[Mention]]]


@dataclass(slots=True)
class Coder:
    """Codes documents; holds the parser and the tables made from the codebook.

    With ``parses_all`` no sentence is left unread, to see what leaving some out loses; a
    ``trace`` records how each sentence was read.
    """

    parser: Parser
    split: Callable[[Document], tuple[Sentence, ...]]
    codebook: Codebook
    settings: Settings
    index: AliasIndex = field(init=False)
    openers: re.Pattern[str] = field(init=False)
    introductions: Introductions = field(init=False)
    counts: Counter[str] = field(default_factory=Counter)
    parses_all: bool = False
    trace: Trace | None = None

    def __post_init__(self) -> None:
        self.index = AliasIndex(self.codebook.actors)
        self.openers = opener_pattern(self.codebook)
        self.introductions = Introductions(self.codebook)

    @property
    def version(self) -> str:
        """What a coding depends on besides document and codebook."""
        return f"{VERSION}+{self.parser.version}"

    def code(self, document: Document) -> Result[Statement]:
        """The statements of one document, in order of their place."""
        return next(self.code_many([document]))[1]

    def explain(self, document: Document) -> tuple[tuple[Statement, Explanation], ...]:
        """The statements of a document as `code` gives them, each with how it was decided.

        Takes two to three times as long.
        """
        self.trace = Trace()
        try:
            self.code(document)
            return tuple(explained(self.trace))
        finally:
            self.trace = None

    def code_many(
        self, documents: Iterable[Document]
    ) -> Iterator[tuple[Document, Result[Statement]]]:
        """Code documents in order; sentences of several are parsed together."""
        chunk: list[Prepared] = []
        size = 0
        for document in documents:
            chunk.append(self.prepare(document))
            size += len(chunk[-1].rows)
            if size >= CHUNK_SENTENCES:
                yield from self._code_chunk(chunk)
                chunk, size = [], 0
        yield from self._code_chunk(chunk)

    def prepare(self, document: Document) -> Prepared:
        """Split, find the actors, and choose the sentences that are worth parsing."""
        sentences = tuple(_without_dateline(s) for s in self.split(document))
        text = document.text
        mentions = find_mentions(text, index=self.index, published=document.published)
        mentions = with_people(text, mentions, self.introductions.find(text, mentions))
        topics: Counter[str] = Counter(code for m in mentions if not m.leaning for code in m.codes)
        floor = Floor(sentences, mentions)
        author = self._author(document) or self._answering(document, topics)
        author = author or floor.officials_of(document.title, mentions)
        prominence = Prominence(sentences, mentions, author=author)
        whole = self.parses_all or (self.settings.nameless_parties and not mentions)
        rows = [
            (sentence, _masked(sentence, inside, floor), inside)
            for sentence, inside in _worth_parsing(
                sentences,
                mentions,
                floor.open_at if floor.is_talk else prominence.open_at,
                all_of_them=whole,
            )
        ]
        self.counts["sentences"] += len(sentences)
        self.counts["parsed"] += sum(text is not None for _, text, _ in rows)
        return Prepared(document, sentences, mentions, topics, author, prominence, floor, rows)

    def _code_chunk(
        self, chunk: Sequence[Prepared]
    ) -> Iterator[tuple[Document, Result[Statement]]]:
        trees = self.parser.parse(
            (sentence, text)
            for ready in chunk
            for sentence, text, _ in ready.rows
            if text is not None
        )
        for ready in chunk:
            discourse = self._discourse(ready)
            spans = named_spans(ready.mentions, self.codebook.actors)
            rows: list[Statement] = []
            for sentence, text, inside in ready.rows:
                if text is None:
                    sentence_reader.hear_question(sentence, inside, discourse, ready.document)
                    continue
                tree = next(trees)
                rows.extend(
                    sentence_reader.read_sentence(
                        tree, inside, discourse, coder=self, document=ready.document, spans=spans
                    )
                )
            yield ready.document, Result(tuple(rows))

    def _discourse(self, ready: Prepared) -> Discourse:
        called: Counter[str] = Counter(
            m.codes[0]
            for m in ready.mentions
            if len(m.codes) == 1 and CALLED.match(ready.document.text[m.end : m.end + 60])
        )
        return Discourse(
            nameless=self.settings.nameless_parties and not ready.mentions,
            home=self._home(ready),
            open_at=ready.floor.open_at if ready.floor.is_talk else ready.prominence.open_at,
            is_talk=ready.floor.is_talk,
            author=ready.author,
            published=ready.document.published,
            topics=ready.topics,
            partners=_partners([inside for _, _, inside in ready.rows]),
            addressee=called.most_common(1)[0][0] if called else "",
            scenario_phrase=scenario_phrase(ready.document.text),
            pairs=_pairs(inside for _, _, inside in ready.rows),
        )

    def _home(self, ready: Prepared) -> str:
        """The one state that a text names, where its nouns may stand for parties."""
        codes = {code for m in ready.mentions if not m.leaning for code in m.codes}
        return codes.pop() if self.settings.nameless_parties and len(codes) == 1 else ""

    def _answering(self, document: Document, topics: Counter[str]) -> str:
        """Whose official answers in a transcript that does not say it: the state named most."""
        labels = [m.group(1) for m in ANSWER.finditer(document.text)]
        official = [n for n in labels if self.codebook.offices.lookup(n) is not None]
        return topics.most_common(1)[0][0] if len(official) > 1 and topics else ""

    def _author(self, document: Document) -> str:
        """The state whose body publishes a document: a White House readout speaks for the USA."""
        for name in (document.publisher, document.author):
            found = find_mentions(name, index=self.index, published=document.published)
            official = [
                m
                for m in found
                if m.role
                and m.kind
                in ("office", "ministry", "capital", "media", "parliament", "forces", "party")
            ]
            if official:
                return official[0].codes[0]
            offices = self.codebook.offices
            body = offices.lookup(offices_of(name, offices.nouns))
            if found and body is not None and body.kind in ("body", "forces", "media"):
                return found[0].codes[0]
        return ""


def _pairs(sentences: Iterable[Sequence[Mention]]) -> Counter[tuple[str, ...]]:
    """How many sentences name just these two states."""
    counts: Counter[tuple[str, ...]] = Counter()
    for inside in sentences:
        codes = {code for m in inside if m.kind not in NO_STATES for code in m.codes}
        if len(codes) == 2:
            counts[tuple(sorted(codes))] += 1
    return counts


def _partners(sentences: Sequence[Sequence[Mention]]) -> dict[str, Counter[str]]:
    """For each actor, in how many sentences of a document each other one is named beside it."""
    found: dict[str, Counter[str]] = {}
    for inside in sentences:
        codes = {c for m in inside if m.kind != "region" and not m.leaning for c in m.codes}
        if len(codes) > MOST_BESIDE:
            continue
        for code in codes:
            found.setdefault(code, Counter()).update(codes - {code})
    return found


def _without_dateline(sentence: Sentence) -> Sentence:
    """The sentence behind "BRASILIA, July 10 (Wire) - ", which is no part of it."""
    found = DATELINE.match(sentence.text)
    if found is None:
        return sentence
    cut = found.end()
    return replace(sentence, start=sentence.start + cut, text=sentence.text[cut:])


def _masked(sentence: Sentence, inside: Sequence[Mention], floor: Floor) -> Masked | None:
    """What the parser is given of a sentence; nothing of a question."""
    if is_question_line(sentence.text) or floor.is_asked(sentence.start):
        return None
    return mask_sentence(sentence.text, sentence.start, inside)


def offices_of(name: str, nouns: Sequence[str]) -> str:
    """The longest office noun in a publisher's name ("Ministry of Foreign Affairs of Peru")."""
    folded = f" {name.casefold()} "
    return next((noun for noun in nouns if f" {noun} " in folded.replace(",", " ")), "")


def _refers_back(text: str, silent: int) -> bool:
    """Whether a sentence may speak of actors named so many sentences before it.

    "They" that opens a sentence goes on about the same parties through a whole readout.
    """
    if silent <= MEMORY_SENTENCES:
        return ANAPHORA.search(text) is not None
    return silent <= MEMORY_OF_SEVERAL and SEVERAL.match(text) is not None


def _worth_parsing(
    sentences: Sequence[Sentence],
    mentions: Sequence[Mention],
    open_at: Callable[[int], frozenset[str]],
    *,
    all_of_them: bool = False,
) -> Iterator[tuple[Sentence, list[Mention]]]:
    """Sentences that name an actor, or refer back to two that the text is about there."""
    at, silent = 0, MEMORY_SENTENCES + 1
    for sentence in sentences:
        while at < len(mentions) and mentions[at].end <= sentence.start:
            at += 1
        inside = []
        k = at
        while k < len(mentions) and mentions[k].start < sentence.end:
            inside.append(mentions[k])
            k += 1
        silent = 0 if inside else silent + 1
        refers = _refers_back(sentence.text, silent) and len(open_at(sentence.start)) > 1
        if inside or all_of_them or refers:
            yield sentence, inside
