"""A statement's coding in words, for every page that shows one."""

from __future__ import annotations

from typing import TYPE_CHECKING

from detente.briefing.wording import capital, interval
from detente.judgements import Ruled
from detente.model import Document, Statement
from detente.outlook.wording import VERBS, listing

if TYPE_CHECKING:
    from detente.codebook import Codebook


def coding_of(one: Ruled, document: Document, codebook: Codebook) -> dict[str, object]:
    """A statement as JSON: every field of the codebook, its words, and what was decided."""
    row = one.row
    return {
        "key": row.key,
        "coded_key": one.coded.key,
        "document": row.document,
        "kind": row.kind,
        "source": row.source,
        "source_roles": row.source_roles,
        "target": row.target,
        "target_roles": row.target_roles,
        "directed": row.directed,
        "action": row.action or None,
        "codes": row.codes,
        "change": row.change,
        "sectors": row.sectors,
        "time": row.time,
        "begins_on": row.begins_on,
        "ends_on": row.ends_on,
        "phrase": row.phrase,
        "likelihood": row.likelihood,
        "condition": row.condition,
        "speaker": row.speaker,
        "start": row.start,
        "end": row.end,
        "sentence_start": row.sentence_start,
        "sentence_end": row.sentence_end,
        "page": row.page,
        "trigger": row.trigger,
        "reasons": row.reasons,
        "sentence": document.text[row.sentence_start : row.sentence_end],
        "words": document.text[row.start : row.end],
        "facts": facts_of(row, codebook),
        "who_whom": who_whom(row, codebook),
        "verdict": one.settled.verdict,
        "reviewer": one.settled.reviewer,
        "why": one.settled.why,
        "corrected": dict(one.settled.corrected),
    }


def who_whom(row: Statement, codebook: Codebook) -> str:
    """The parties of a statement in one line; says where one is not named."""
    source = _parties(row.source, row.source_roles, codebook)
    target = _parties(row.target, row.target_roles, codebook)
    if not row.directed:
        everyone = dict.fromkeys((*row.source, *row.target))
        return listing(capital(codebook.actors.name(code)) for code in everyone) or "nobody named"
    if not target:
        return source or "nobody named"
    return f"{source or 'somebody'} → {target}"


def facts_of(row: Statement, codebook: Codebook) -> list[dict[str, str]]:
    """What is coded, a label and a text each, without what the sentence does not say."""
    likely = " ".join(filter(None, (f"“{row.phrase}”" if row.phrase else "", _chance(row))))
    condition = row.condition_coding
    told = (
        ("Who", "" if not row.directed else _parties(row.source, row.source_roles, codebook)),
        ("Whom", "" if not row.directed else _parties(row.target, row.target_roles, codebook)),
        ("Between", "" if row.directed else who_whom(row, codebook)),
        ("What", action_text(row.action)),
        ("Change", row.change),
        ("Objects", "; ".join(row.objects)),
        ("Quantity", row.quantity),
        ("When", row.time),
        ("Sector", listing(row.sectors)),
        ("Likelihood", likely),
        ("Condition", row.condition),
        ("Condition coded", _condition(row, codebook) if condition else ""),
        ("Said by", _speaker(row, codebook)),
        ("Name given", row.label),
        ("Motive", row.role),
        ("Stance", row.stance),
        ("Denial", "denies an act or a motive" if row.denies else ""),
        ("Page", str(row.page) if row.page else ""),
    )
    return [{"label": label, "text": text} for label, text in told if text]


def action_text(code: str) -> str:
    """A code with what it stands for.

    >>> action_text("AID")
    'AID: money, goods, arms or troops given'
    """
    return f"{code}: {VERBS[code].noun}" if code in VERBS else code


def _chance(row: Statement) -> str:
    return interval(row.likelihood) if row.likelihood else ""


def _parties(codes: tuple[str, ...], roles: tuple[str, ...], codebook: Codebook) -> str:
    filled = (*roles, *[""] * len(codes))
    named = [
        f"{capital(codebook.actors.name(code))} ({role})"
        if role
        else capital(codebook.actors.name(code))
        for code, role in zip(codes, filled, strict=False)
    ]
    return listing(named)


def _speaker(row: Statement, codebook: Codebook) -> str:
    state = codebook.actors.name(row.speaker_actor) if row.speaker_actor else ""
    if row.speaker and state and state.lower() != row.speaker.lower():
        return f"{row.speaker} ({capital(state)})"
    return row.speaker or capital(state)


def _condition(row: Statement, codebook: Codebook) -> str:
    coding = row.condition_coding
    if coding is None:
        return ""
    source, target = (_parties(side, (), codebook) for side in (coding.source, coding.target))
    return " ".join(filter(None, (source, coding.action, target)))
