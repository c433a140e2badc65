"""The nouns of Détente: frozen rows that the stages hand to each other.

Spans are character offsets ``[start, end)`` into a document's text. Dates are days
(`datetime.date`, both ends inclusive); instants are UTC. Actor codes are ISO 3166 alpha-3 for
states and the codebook's own codes for organisations and groups. An empty string or tuple means
"the text does not say"; `None` stands for a value that does not exist.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from datetime import date, datetime
from typing import TYPE_CHECKING, Generic, TypeVar

if TYPE_CHECKING:
    from detente.series import Series

KINDS = ("event", "omission", "assessment", "scheduled", "forecast", "recommendation")
SECTORS = (
    "diplomatic",
    "military",
    "nuclear",
    "economic",
    "energy",
    "technology",
    "infrastructure",
    "tourism",
    "humanitarian",
    "information",
    "culture",
    "legal",
)
ACTIONS = (
    "AGREE",
    "CONSULT",
    "SUPPORT",
    "COOPERATE",
    "AID",
    "CONCEDE",
    "REQUEST",
    "ACCUSE",
    "REJECT",
    "THREATEN",
    "PROTEST",
    "SANCTION",
    "MOBILIZE",
    "COERCE",
    "ASSAULT",
)
CHANGES = ("start", "rise", "fall", "halt", "resume", "hold")
# What stands out about a state; the other lists are of what is there, and of days to come.
SIGNAL_LISTS = (
    "signals",
    "doctrine",
    "stances",
    "omissions",
    "reciprocity",
    "exchanges",
    "drivers",
    "commitments",
    "breadth",
    "channels",
    "contested",
)

Row = TypeVar("Row")


@dataclass(frozen=True, slots=True)
class Rejection:
    """Something left out on the way, and why.

    Attributes:
        what: the thing: a file name, a row, a sentence, a line of the briefing.
        where: its place: path, ``document:start-end``, ``file:line``.
        reason: why it was left out and what the user can do, in plain words.
    """

    what: str
    where: str
    reason: str


@dataclass(frozen=True, slots=True)
class Result(Generic[Row]):
    """What a stage hands on: its rows, and what it did not take.

    Attributes:
        rows: in the order that the stage promises.
        rejected: what was left out, each with its reason.
    """

    rows: tuple[Row, ...]
    rejected: tuple[Rejection, ...] = ()


@dataclass(frozen=True, slots=True)
class Span:
    """A stretch of a document's text, with the reason it is marked.

    Attributes:
        start, end: offsets ``[start, end)`` in characters.
        reason: why it is marked; empty where there is nothing to say.
    """

    start: int
    end: int
    reason: str = ""


@dataclass(frozen=True, slots=True)
class Document:
    """One version of one text as it was received.

    Attributes:
        id: first 16 hex digits of the SHA-256 of ``text`` and of the metadata that the coding
            depends on (published date); names the version.
        origin: where it came from: the path relative to the added folder, or the address.
        text: the plain text that every offset points into. For a text file, the file itself.
        title, publisher, author, url: as given; empty where unknown.
        published: first day of publication, or None.
        published_precision: ``day``, ``month`` or ``year``.
        published_how: ``manifest``, ``front matter``, ``metadata``, ``url``, ``text``, ``option``
            (given on the command line) or ``file`` (inferred from the file's own date);
            the last three and ``url`` are inferences and are said to be.
        language: ISO 639-1.
        media_type: of the bytes received, as ``application/pdf``.
        pages: start offset of each page of a PDF, in order; empty otherwise.
        furniture: stretches that hold no statements (navigation, share lines, biographies,
            boilerplate, titles), each with its reason.
        version: 1 for the first text seen at ``origin``, counted up when it changed.
        note: what the reader should know (truncated, date inferred and how).
    """

    id: str
    origin: str
    text: str
    title: str = ""
    publisher: str = ""
    author: str = ""
    url: str = ""
    published: date | None = None
    published_precision: str = "day"
    published_how: str = ""
    language: str = "en"
    media_type: str = "text/plain"
    pages: tuple[int, ...] = ()
    furniture: tuple[Span, ...] = ()
    version: int = 1
    note: str = ""


@dataclass(frozen=True, slots=True)
class Sentence:
    """One sentence: its place in the document and its number, counted from 0.

    Attributes:
        document: id of the document.
        number: counted from 0.
        start, end: offsets ``[start, end)`` in the document's text.
        text: exactly the document's text between them.
    """

    document: str
    number: int
    start: int
    end: int
    text: str


@dataclass(frozen=True, slots=True)
class Evidence:
    """What a line rests on: characters of a document, or a row of a dataset.

    Attributes:
        document: id of the document; empty where the evidence is a dataset row.
        start, end: span in the document's text.
        quote: exactly ``text[start:end]``.
        published: day of publication.
        publisher: who published it; independent publishers are counted by this.
        page: 1-based page of a PDF, else None.
        url: address of the document, or empty.
        dataset, row: name of an imported dataset and key of the row in it.
    """

    document: str = ""
    start: int = 0
    end: int = 0
    quote: str = ""
    published: date | None = None
    publisher: str = ""
    page: int | None = None
    url: str = ""
    dataset: str = ""
    row: str = ""


@dataclass(frozen=True, slots=True)
class DatasetRow:
    """A row of an imported dataset as it is cited; fields as in ``docs/datasets.md``.

    Attributes:
        dataset, row: name of the dataset and key of the row in it.
        file, line: where it was read: name of the file and line from 1.
        day, last_day: when it happened, both inclusive.
        source, target: actor codes; empty where unknown. ``source_name``, ``target_name`` as
            written, ``source_role``, ``target_role`` in which role.
        directed: False where it isn't known who acts, or both do.
        action: PLOVER root, empty for a score; ``cameo`` the code as written.
        weight: of the act, -10 to 10, None where unknown.
        score: of a daily score in the dataset's own unit, None for an act.
        sector: one of `SECTORS`, or ``unspecified``.
        reports: articles that told of it.
        story, publisher, place: address of the story, house, place; empty where unknown.
    """

    dataset: str
    row: str
    file: str
    line: int
    day: date
    last_day: date
    source: str = ""
    source_role: str = ""
    source_name: str = ""
    target: str = ""
    target_role: str = ""
    target_name: str = ""
    directed: bool = True
    action: str = ""
    cameo: str = ""
    weight: float | None = None
    score: float | None = None
    sector: str = ""
    reports: int = 1
    story: str = ""
    publisher: str = ""
    place: str = ""


@dataclass(frozen=True, slots=True)
class Coding:
    """Who does what to whom, where a clause such as a condition names it.

    Attributes:
        source, target: actor codes; empty where the clause names none.
        action: PLOVER root, or empty.
    """

    source: tuple[str, ...] = ()
    target: tuple[str, ...] = ()
    action: str = ""


@dataclass(frozen=True, slots=True)
class Statement:
    """One thing that one sentence says about relations between actors (codebook, section 2).

    Attributes:
        document: id of the document.
        kind: one of `KINDS`.
        source, target: actor codes; for a mutual action (``directed`` False) both hold all parties.
        source_roles, target_roles: the role in which each acts, same order and length.
        directed: False where the action is mutual.
        codes: PLOVER roots, the one decided on first; empty for an assessment without one.
        change: one of `CHANGES` or empty.
        quantity: as written ("40 %"); ``quantity_value`` the number, None where there is none.
        sectors: from `SECTORS`, the strongest first.
        time: ``YYYY``, ``YYYY-MM``, ``YYYY-MM-DD`` or ``start/end``; empty where unsaid.
        begins_on, ends_on: the same as days, both inclusive.
        speaker: name of who says so, empty for the document's author.
        speaker_actor: actor code of the speaker's state where it has one.
        phrase, likelihood: probability phrase as written and its interval ``(low, high)``, 0 to 1.
        condition: conditioning clause as written; ``condition_coding`` its coding.
        label: a name that one side gives to another or to a relation, as written
            ("principal enemy"); empty otherwise.
        role: for an assessment of a motive: ``incentive``, ``constraint``, ``dependence`` or
            ``leverage``; empty otherwise.
        stance: ``open``, ``closed`` or ``conditional`` where the statement takes a position
            towards contact with the target; empty otherwise.
        denies: True where the statement denies an act or a motive.
        objects: what is given, demanded, halted: noun phrases as written.
        sentence_start, sentence_end: the sentence.
        start, end: the words in it that support the statement.
        page: 1-based page of a PDF, else None.
        trigger: the words that decided, as written.
        reasons: how it was decided, one short line each: rule, margin, what was dropped.
    """

    document: str
    kind: str
    source: tuple[str, ...]
    target: tuple[str, ...]
    sentence_start: int
    sentence_end: int
    start: int
    end: int
    source_roles: tuple[str, ...] = ()
    target_roles: tuple[str, ...] = ()
    directed: bool = True
    codes: tuple[str, ...] = ()
    change: str = ""
    quantity: str = ""
    quantity_value: float | None = None
    sectors: tuple[str, ...] = ()
    time: str = ""
    begins_on: date | None = None
    ends_on: date | None = None
    speaker: str = ""
    speaker_actor: str = ""
    phrase: str = ""
    likelihood: tuple[float, float] | None = None
    condition: str = ""
    condition_coding: Coding | None = None
    label: str = ""
    role: str = ""
    stance: str = ""
    denies: bool = False
    objects: tuple[str, ...] = ()
    page: int | None = None
    trigger: str = ""
    reasons: tuple[str, ...] = ()

    @property
    def action(self) -> str:
        """The PLOVER root decided on, empty where there is none."""
        return self.codes[0] if self.codes else ""

    @property
    def parties(self) -> frozenset[str]:
        """Every actor on either side."""
        return frozenset(self.source) | frozenset(self.target)

    @property
    def key(self) -> str:
        """The content-hashed name that judgements point at: document, span and kind."""
        return f"{self.document}:{self.start}-{self.end}:{self.kind}"


@dataclass(frozen=True, slots=True)
class Judgement:
    """What a person decided about a statement; recorded, never overwritten.

    Attributes:
        statement: key of the statement (document, span and kind).
        verdict: ``accept``, ``reject``, ``correct``, ``same`` or ``different``.
        reviewer: who decided, as given; may be empty.
        decided_at: UTC; the newest verdict on a statement counts.
        why: the reason, in the reviewer's words.
        corrected: for ``correct``: fields of `Statement` with their right values, as written.
        other: for ``same`` and ``different``: key of the other statement.
    """

    statement: str
    verdict: str
    reviewer: str
    decided_at: datetime
    why: str = ""
    corrected: Sequence[tuple[str, str]] = ()
    other: str = ""


@dataclass(frozen=True, slots=True)
class Citation:
    """What a reader's own paragraph cites, resolved when it was written.

    Attributes:
        key: as the paragraph names it: id of a line of the picture, or key of a statement.
        document, start, end, quote: as for `Evidence`.
        dataset, row: as for `Evidence`.
    """

    key: str
    document: str = ""
    start: int = 0
    end: int = 0
    quote: str = ""
    dataset: str = ""
    row: str = ""


@dataclass(frozen=True, slots=True)
class Paragraph:
    """A reader's own paragraph in the briefings on a state; the newest version of an id counts.

    Attributes:
        id: stable over its versions.
        actor: code of the state looked from.
        title: heading; may be empty.
        text: as written; ``[@KEY]`` cites, a blank line begins a new paragraph.
        author: who wrote this version.
        written_at: UTC.
        cited: what its keys stand for.
        withdrawn: True where this version takes it out.
    """

    id: str
    actor: str
    title: str
    text: str
    author: str
    written_at: datetime
    cited: tuple[Citation, ...] = ()
    withdrawn: bool = False


@dataclass(frozen=True, slots=True)
class Arrangement:
    """Which lists the briefings on a state print, and in which order; the newest counts.

    Attributes:
        actor: code of the state looked from.
        sections: keys of lists and, after ``own-``, ids of paragraphs.
        author: who arranged it.
        arranged_at: UTC.
    """

    actor: str
    sections: tuple[str, ...]
    author: str
    arranged_at: datetime


@dataclass(frozen=True, slots=True)
class Event:
    """One happening, settled from all statements that report it.

    Attributes:
        id: stable name: hash of the keys of its statements.
        source, target, directed, action, sectors, change, quantity, begins_on, ends_on, time: as
            for `Statement`; dates the most precise that the reports agree on.
        statements: keys of the statements behind it.
        evidence: one for each statement.
        n_documents: distinct documents, near-identical copies counted once.
        n_publishers: distinct publishers.
        contested: True where another publisher or actor denies it.
        asserted_by: speakers' states where it is only alleged; empty where reported in plain voice.
        what: a short phrase naming it, from the words of the best report.
        objects: what is given, demanded, halted: noun phrases as written.
    """

    id: str
    source: tuple[str, ...]
    target: tuple[str, ...]
    action: str
    directed: bool = True
    sectors: tuple[str, ...] = ()
    begins_on: date | None = None
    ends_on: date | None = None
    time: str = ""
    change: str = ""
    quantity: str = ""
    statements: tuple[str, ...] = ()
    evidence: tuple[Evidence, ...] = ()
    n_documents: int = 1
    n_publishers: int = 1
    contested: bool = False
    asserted_by: tuple[str, ...] = ()
    what: str = ""
    objects: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class Relation:
    """The state of one cell of the portfolio: the actor looked from, a counterpart, a sector.

    Attributes:
        actor, counterpart: codes of the state looked from and of the other side.
        sector: one of `SECTORS`; ``unspecified`` where a dataset's codes have none.
        level, low, high: -10 (open conflict) to 10 (alliance) with a 0.90 interval.
        tempo: statements, and events of datasets, a month over the last window;
            ``tempo_change`` against the one before; None where nobody watched.
        direction: ``rising``, ``falling`` or ``steady``; ``p_direction`` its probability.
        n_events, n_assessments: how many events and assessments of documents read the level.
        n_rows: how many events of datasets read it, each counted once however often reported;
            ``n_reports`` how many reports told of those.
        last: day of the newest evidence.
        evidence: the sentences and rows that weigh most, at most forty.
    """

    actor: str
    counterpart: str
    sector: str
    level: float
    low: float
    high: float
    tempo: float | None = 0.0
    tempo_change: float | None = 0.0
    direction: str = "steady"
    p_direction: float = 0.5
    n_events: int = 0
    n_assessments: int = 0
    n_rows: int = 0
    n_reports: int = 0
    last: date | None = None
    evidence: tuple[Evidence, ...] = ()


@dataclass(frozen=True, slots=True)
class Item:
    """One line of a briefing list: a plain sentence, what it rests on, and its fields.

    The lists of the briefing differ only in their fields (see ``docs/briefing.md``), so one
    noun carries them all; `fields` holds the keys that the list defines, JSON-ready except that
    dates are `datetime.date`.

    Attributes:
        list: the briefing key: ``doctrine``, ``signals``, ``exchanges`` …
        text: one plain sentence.
        evidence: never empty when printed.
        fields: the list's own keys.
        id: stable within a picture; other items refer to it.
    """

    list: str
    text: str
    evidence: tuple[Evidence, ...]
    fields: dict[str, object] = field(default_factory=dict)
    id: str = ""


@dataclass(frozen=True, slots=True)
class View:
    """What a signal is computed from: everything known about the world as of a day.

    Attributes:
        actor: code of the state looked from.
        as_of: last day that counts; documents published later are not in it.
        documents: by id.
        statements: settled, in document order.
        events, relations: derived from the statements; empty while they are being derived.
        series: daily numbers of event datasets up to ``as_of``: of every dyad with the actor as
            a side, by sector, by quad class and all together; scores; and of its main
            counterparts among each other, all together.
    """

    actor: str
    as_of: date
    documents: Mapping[str, Document]
    statements: tuple[Statement, ...] = ()
    events: tuple[Event, ...] = ()
    relations: tuple[Relation, ...] = ()
    series: tuple[Series, ...] = ()


def evidence_of(statement: Statement, document: Document) -> Evidence:
    """The evidence for a statement: its whole sentence, as characters of the document."""
    start, end = statement.sentence_start, statement.sentence_end
    return Evidence(
        document=document.id,
        start=start,
        end=end,
        quote=document.text[start:end],
        published=document.published,
        publisher=document.publisher,
        page=statement.page,
        url=document.url,
    )
