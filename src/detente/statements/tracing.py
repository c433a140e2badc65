"""What happens to each draft of a statement, recorded where someone asks how it was decided.

Coding without a trace records nothing and costs nothing. With one, every draft notes each change
of its kind, codes and parties with the function and line that made it, so that the record cannot
differ from what the code does.
"""

from __future__ import annotations

import copy
import sys
from collections.abc import Iterable, Sequence
from dataclasses import dataclass, field
from pathlib import PurePath
from types import FrameType
from typing import TYPE_CHECKING

from detente.model import Sentence, Statement
from detente.statements import kinds
from detente.statements.drafts import Change, Draft
from detente.statements.parties import PartyFinder
from detente.statements.targets import WhoWhom

if TYPE_CHECKING:
    from detente.statements.clauses import ClauseReader

DECIDED = frozenset(("kind", "codes", "source", "target", "directed"))
STAGE = "detente.statements."
# Asked only about what the rules of `kinds` have refused: their no is not why.
LAST_RESORTS = ("undone", "plain_acts", "plain_views")


class TracedDraft(Draft):
    """A draft that notes who changes it; it has the same slots, so a draft can become one."""

    __slots__ = ()

    def __setattr__(self, name: str, value: object) -> None:
        super().__setattr__(name, value)
        if name in DECIDED:
            caller = sys._getframe(1)
            self.changes.append(Change(name, value, *_place(caller)))


@dataclass(slots=True)
class Traced:
    """A draft with what became of it.

    Attributes:
        draft: as it was in the end.
        reader: the reader of its sentence.
        begun: the values it was drafted with, by field.
        ways: every way in which a target was sought, in falling order of trust, with the codes
            found; empty where the draft is not of a clause.
        refused: the rules that decided against it, outermost first, as ``module.function:line``.
        statement: what it came to; None where it was dropped.
    """

    draft: Draft
    reader: ClauseReader
    begun: dict[str, object]
    ways: list[tuple[str, tuple[str, ...]]] = field(default_factory=list)
    refused: tuple[str, ...] = ()
    statement: Statement | None = None


@dataclass(slots=True)
class SentenceTrace:
    """One sentence that was read, with its drafts in the order in which they were made."""

    sentence: Sentence
    drafts: list[Traced]
    statements: tuple[Statement, ...] = ()


@dataclass(slots=True)
class Trace:
    """What was drafted in each sentence of a document.

    Attributes:
        sentences: those that were read, in order.
    """

    sentences: list[SentenceTrace] = field(default_factory=list)
    _drafts: list[Traced] = field(default_factory=list)

    def decide(self, draft: Draft, reader: ClauseReader) -> bool:
        """As `kinds.decide`, with the draft and the rule that refused it recorded."""
        traced = self._watch(draft, reader)
        traced.ways = _ways(draft, reader)
        returns: list[Answer] = []
        taken = _recorded(draft, reader, returns)
        if not taken:
            traced.refused = _refusing(returns)
        return taken

    def watch(self, drafts: Iterable[Draft], reader: ClauseReader) -> None:
        """Record drafts that were made without asking the rules of kinds."""
        known = {id(traced.draft) for traced in self._drafts}
        for draft in drafts:
            if id(draft) not in known:
                self._watch(draft, reader)

    def settle(self, draft: Draft, statement: Statement, reader: ClauseReader) -> None:
        """Record what a draft came to."""
        self.watch([draft], reader)
        for traced in self._drafts:
            if traced.draft is draft:
                traced.statement = statement

    def close(self, sentence: Sentence, statements: Sequence[Statement]) -> None:
        """End a sentence: only these of its statements were kept."""
        self.sentences.append(SentenceTrace(sentence, self._drafts, tuple(statements)))
        self._drafts = []

    def _watch(self, draft: Draft, reader: ClauseReader) -> Traced:
        draft.__class__ = TracedDraft
        begun = {name: getattr(draft, name) for name in sorted(DECIDED)}
        traced = Traced(draft, reader, begun)
        self._drafts.append(traced)
        return traced


def _ways(draft: Draft, reader: ClauseReader) -> list[tuple[str, tuple[str, ...]]]:
    """Every party that could have been the target; looking must not change what is remembered."""
    discourse = copy.deepcopy(reader.discourse)
    finder = PartyFinder(reader.tree, discourse, reader.codebook)
    who = WhoWhom(reader.tree, finder, reader.frames, discourse)
    return [
        (way, tuple(dict.fromkeys(party.code for party in found)))
        for way, found in who.candidates(draft.predicate, draft.meaning)
    ]


@dataclass(frozen=True, slots=True)
class Answer:
    """That a rule returned: how deep below `kinds.decide`, where, what, and who had asked."""

    depth: int
    rule: str
    line: int
    value: object
    asked_in_line: int


def _recorded(draft: Draft, reader: ClauseReader, returns: list[Answer]) -> bool:
    depth = 0

    def note(frame: FrameType, event: str, value: object) -> None:
        """Keep what a rule returned, and how deep below `kinds.decide` it was asked."""
        nonlocal depth
        # Rules are functions; a method or an expression inside a rule only looks something up.
        module = str(frame.f_globals.get("__name__", ""))
        if not module.startswith(STAGE) or "." in frame.f_code.co_qualname:
            return
        if event == "call":
            depth += 1
        elif event == "return":
            asked = frame.f_back.f_lineno if frame.f_back else 0
            returns.append(Answer(depth, *_place(frame), value, asked))
            depth -= 1

    before = sys.getprofile()
    sys.setprofile(note)
    try:
        return kinds.decide(draft, reader)
    finally:
        sys.setprofile(before)


def _refusing(returns: Sequence[Answer]) -> tuple[str, ...]:
    """The chain of rules whose answer was no, from `kinds.decide` down to the one that meant it.

    A rule counts where the one above it handed its answer on: asked in the line that returned.
    """
    chain: list[Answer] = []
    for answer in reversed(returns):
        if answer.rule.partition(".")[0] in LAST_RESORTS:
            continue
        handed_on = len(chain) <= 1 or answer.asked_in_line >= chain[-1].line
        refused = answer.value is False
        if answer.depth != len(chain) + 1 or not refused or not handed_on:
            break
        chain.append(answer)
    return tuple(f"{answer.rule}:{answer.line}" for answer in chain)


def _place(frame: FrameType) -> tuple[str, int]:
    """``module.function`` below the stage, and the line."""
    module = str(frame.f_globals.get("__name__", "")).removeprefix(STAGE)
    return f"{module}.{frame.f_code.co_qualname}", frame.f_lineno


def rule_text(rule: str) -> str:
    """The first line of a rule's docstring; empty where it has none.

    Args:
        rule: ``module.function`` as in `Change.rule`.
    """
    module, _, name = rule.partition(".")
    found: object = sys.modules.get(STAGE + module)
    for part in name.split("."):
        found = getattr(found, part, None)
    return " ".join((getattr(found, "__doc__", None) or "").strip().split("\n\n")[0].split())


def rule_file(rule: str) -> str:
    """The file of a rule, as ``statements/kinds.py``."""
    return str(PurePath("statements", rule.partition(".")[0] + ".py"))
